"""Prints a link that lets an administrator in, once; or makes one no administrator."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.urls import reverse

from entrepairs.people import actions
from entrepairs.people.models import Person, fold_email


class Command(BaseCommand):
    help = "Print a link that signs an administrator in. It works once, for an hour."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument(
            "--create", action="store_true", help="make this person an administrator"
        )
        parser.add_argument(
            "--withdraw", action="store_true", help="an administrator no more, at once"
        )
        parser.add_argument("--name", default="", help="how the person is called")
        parser.add_argument("--minutes", type=int, default=60, help="how long it works")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["withdraw"]:
            self.withdraw(options)
            return
        if not 1 <= options["minutes"] <= 7 * 24 * 60:
            raise CommandError("--minutes must be from 1 to 10080 (a week).")
        person = self.person_of(options)
        token = actions.issue_link(person, minutes=options["minutes"])
        address = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
        self.stdout.write(f"{address}{reverse('people:open_link', args=[token])}")

    def withdraw(self, options: dict[str, Any]) -> None:
        if options["create"]:
            raise CommandError("--create or --withdraw: choose one.")
        email = options["email"]
        person = Person.objects.filter(email=fold_email(email)).first()
        if person is None or not person.is_superuser:
            raise CommandError(f"{email} is no administrator.")
        actions.unmake_administrator(person)
        left = Person.objects.filter(is_superuser=True, is_active=True).count()
        self.stdout.write(f"{email} is no administrator any more; {left} left.")

    def person_of(self, options: dict[str, Any]) -> Person:
        email = options["email"]
        if options["create"]:
            try:
                validate_email(email)
            except ValidationError:
                raise CommandError(f"{email!r} is not an e-mail address.") from None
            return actions.make_administrator(email=email, called=options["name"])
        person = Person.objects.filter(email=fold_email(email)).first()
        if person is None or not person.is_active:
            raise CommandError(f"Nobody here has {email}. Add --create to change that.")
        if not person.has_perm("wagtailadmin.access_admin"):
            raise CommandError(f"{email} is no administrator. Add --create for that.")
        return person
