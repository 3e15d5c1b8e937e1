"""Links that make a new address a person's own."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from entrepairs.core.links import SecretLink, SecretLinkQuerySet
from entrepairs.core.notices import Noticed
from entrepairs.core.sealed import SealedEmailField
from entrepairs.people.models.person import Person


class AddressLinkQuerySet(SecretLinkQuerySet["AddressLink"]):
    def open(self) -> Any:
        """Dead also when its person may no longer sign in."""
        return super().open().filter(person__is_active=True)


class AddressLink(Noticed, SecretLink):
    """A new address that waits for its button to be pressed."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    new_email = SealedEmailField(_("new e-mail address"))

    objects = AddressLinkQuerySet.as_manager()
