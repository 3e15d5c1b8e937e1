"""Links that let somebody in, once."""

from typing import Any

from django.db import models

from entrepairs.core.links import SecretLink, SecretLinkQuerySet
from entrepairs.people.models.person import Person


class SignInLinkQuerySet(SecretLinkQuerySet["SignInLink"]):
    def open(self) -> Any:
        """Dead also when its person may no longer sign in."""
        return super().open().filter(person__is_active=True)


class SignInLink(SecretLink):
    """Handed over by whoever keeps the site running."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")

    objects = SignInLinkQuerySet.as_manager()
