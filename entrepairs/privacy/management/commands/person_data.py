"""All that is held about an address, as JSON."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from entrepairs.core.text import fold_email
from entrepairs.organisations.actions import network_for
from entrepairs.privacy.rights import gathering


class Command(BaseCommand):
    help = "Write all that is held about an e-mail address to the terminal, as JSON."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, email: str, **options: Any) -> None:
        subject = gathering.subject_of(email=fold_email(email) or "")
        document = gathering.as_document(gathering.held(subject, network_for("")))
        self.stdout.write(json.dumps(document, ensure_ascii=False, indent=2))
