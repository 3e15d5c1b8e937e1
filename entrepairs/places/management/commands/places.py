"""`entrepairs places load | import FILE | check`."""

from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from tqdm import tqdm

from entrepairs.core.errors import Refused
from entrepairs.places.census import census
from entrepairs.places.gazetteer import Tally
from entrepairs.places.importing import Outcome, import_file
from entrepairs.places.loading import load_countries, load_shipped

SHOWN_REFUSALS = 20


class Command(BaseCommand):
    help = "Fill the gazetteer and look at it. Loading twice changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        load = verbs.add_parser("load", help="the towns of our countries, no network")
        load.add_argument(
            "--shipped", action="store_true", help="only what the package brings itself"
        )
        load.set_defaults(act=self.load)
        files: ArgumentParser = verbs.add_parser(
            "import", help="a file of postcodes from GeoNames, a table of Statbel"
        )
        files.add_argument("file", type=Path, help="where the file is")
        files.set_defaults(act=self.import_)
        check = verbs.add_parser("check", help="count what resolves in each country")
        check.set_defaults(act=self.check_)

    def handle(self, *, act: Any, **options: Any) -> None:
        act(options)

    def load(self, options: dict[str, Any]) -> None:
        if options["shipped"]:
            self._tell(load_shipped())
            return
        with tqdm(unit="place", file=self.stderr, disable=None) as progress:
            tally = load_countries(progress.update)
        self._tell(tally)

    def import_(self, options: dict[str, Any]) -> None:
        try:
            with tqdm(unit="row", file=self.stderr, disable=None) as progress:
                outcome = import_file(options["file"], progress.update)
        except Refused as refusal:
            raise CommandError(f"{options['file']}: {refusal}") from refusal
        self._tell_refusals(outcome)
        self._tell(outcome.tally)
        if outcome.read and outcome.refusals == outcome.read:
            raise CommandError(_("Not one row could be read."))

    def check_(self, options: dict[str, Any]) -> None:
        counts = census()
        for count in counts:
            line = _(
                "%(country)s: %(places)s places, %(postcodes)s postcodes, "
                "%(resolved)s of them with a position"
            )
            self.stdout.write(line % asdict(count))
        if not any(count.postcodes for count in counts):
            raise CommandError(_("The gazetteer is empty: run `places load`."))

    def _tell(self, tally: Tally) -> None:
        if not tally.anything:
            self.stdout.write(_("Nothing changed."))
            return
        line = _(
            "%(created)s places created, %(changed)s changed; "
            "%(names)s names and %(postcodes)s postcodes added."
        )
        self.stdout.write(line % asdict(tally))

    def _tell_refusals(self, outcome: Outcome) -> None:
        for refusal in outcome.refused[:SHOWN_REFUSALS]:
            line = _("line %(line)s: %(reason)s")
            counts = {"line": refusal.line, "reason": refusal.reason}
            self.stderr.write(line % counts)
        if outcome.refusals:
            line = _("%(refused)s of %(read)s rows refused")
            counts = {"refused": outcome.refusals, "read": outcome.read}
            self.stderr.write(line % counts)
