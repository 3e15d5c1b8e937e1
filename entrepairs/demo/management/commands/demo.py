"""Fills the database with the demonstration."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from entrepairs.core.errors import Refused
from entrepairs.demo import actions


class Command(BaseCommand):
    help = "Load the demonstration: fictional networks, organisations and teams."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--load-only", action="store_true", help="load, do not serve"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Set ENTREPAIRS_DEMO=1: this is not a demonstration.")
        try:
            count = actions.load()
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{count} teams, all invented.")
