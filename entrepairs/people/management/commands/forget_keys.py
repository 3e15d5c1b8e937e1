"""For somebody who lost telephone and paper, once they have been recognised."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from entrepairs.core.text import fold_email
from entrepairs.organisations.actions import network_for
from entrepairs.people.models import Person
from entrepairs.people.signin import keys


class Command(BaseCommand):
    help = "Remove the passkeys and second factors of a person, and sign them out."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def handle(self, *, email: str, **options: Any) -> None:
        person = Person.objects.filter(email=fold_email(email)).first()
        if person is None:
            raise CommandError("Nobody signs in with this address.")
        count = keys.forget_all(person, network=network_for(""))
        self.stdout.write(f"{count} removed. The person sets up new ones.")
