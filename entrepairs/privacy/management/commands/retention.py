"""Counts what is over; with `--apply`, ends it."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from entrepairs.core.notices import in_words
from entrepairs.privacy import retention
from entrepairs.privacy.terms import term_of


class Command(BaseCommand):
    help = "End what has outlived its purpose. Only counts, unless --apply."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--apply", action="store_true", help="really end it")

    def handle(self, *args: Any, apply: bool, **options: Any) -> None:
        if apply:
            self.end()
        else:
            self.count()

    def count(self) -> None:
        night = retention.survey()
        for kind in retention.timed():
            counts = night.counts.get(kind.name, {})
            line = f"{kind.name}: {counts.get('due', 0)} due"
            if kind.forewarning:
                line += f", {counts.get('to_warn', 0)} to warn"
            if term := term_of(kind):
                line += f" (after {in_words(term)})"
            if kind.name in night.stopped:
                line += " STOPPED: more than usual, somebody must agree"
            self.stdout.write(line)
        self.stdout.write("Nothing was changed. --apply does it.")

    def end(self) -> None:
        try:
            run = retention.run()
        except retention.ClockJumped:
            raise CommandError(
                "The clock went back, or leapt, since the last run: nothing was ended."
                " Look at the clock, then agree on the first page of the back office."
            ) from None
        for name, counts in sorted(run.counts.items()):
            told = ", ".join(f"{count} {word}" for word, count in counts.items())
            self.stdout.write(f"{name}: {told}")
        for name in run.stopped:
            self.stdout.write(f"{name}: STOPPED, more than usual; somebody must agree")
        if run.failed:
            raise CommandError(f"Failed: {', '.join(run.failed)}")
        self.stdout.write("Done.")
