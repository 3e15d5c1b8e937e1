"""Erase somebody from everything; without `--apply` only count."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from entrepairs.core.text import fold_email
from entrepairs.organisations.actions import network_for
from entrepairs.privacy.models import RequestChannel
from entrepairs.privacy.rights import erasing, gathering


class Command(BaseCommand):
    help = "Erase what is held about an e-mail address. Only counts, unless --apply."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--apply", action="store_true", help="really erase")

    def handle(self, *args: Any, email: str, apply: bool, **options: Any) -> None:
        subject = gathering.subject_of(email=fold_email(email) or "")
        for planned in erasing.plan(subject):
            fate = f"stays: {planned.kind.spared}" if planned.stays else "goes"
            if planned.trace:
                fate = str(planned.trace.fate)
            self.stdout.write(f"{planned.kind.name}: {planned.count}, {fate}")
        if not apply:
            self.stdout.write("Nothing was changed. --apply does it.")
            return
        receipt = erasing.erase(
            subject, network=network_for(""), channel=RequestChannel.MAIL
        )
        self.stdout.write(f"Erased. Receipt: {receipt.receipt}")
        for place in receipt.places_to_look_at:
            self.stdout.write(f"A person must look: {place}")
