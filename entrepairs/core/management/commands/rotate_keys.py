"""Replaces the keys that seal addresses in the database."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from entrepairs.core import resealing
from entrepairs.core.errors import Refused


class Command(BaseCommand):
    help = "Add a key and seal everything anew with it. Run again, it goes on."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--drop-old", action="store_true", help="then forget the keys of before"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["drop_old"]:
                dropped = resealing.drop_old_keys()
                self.stdout.write(f"Forgotten: {dropped}. Old backups need them.")
                return
            if not resealing.waiting() and (mark := resealing.add_key()):
                self.stdout.write(f"New key: {mark}. Copy the keys to your backup.")
            self.reseal()
        except Refused as refusal:
            raise CommandError(str(refusal)) from None

    def reseal(self) -> None:
        for holder, due in resealing.waiting().items():
            with tqdm(total=due, unit="row", disable=None) as progress:
                for size in resealing.reseal(holder):
                    progress.update(size)
            self.stdout.write(f"{holder}: {due} sealed anew.")
        self.stdout.write("No row needs an old key. To forget them: --drop-old")
