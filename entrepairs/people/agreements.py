"""
Roles that tell something of a person's health are given only to whoever agrees to it.

Who keeps the proof is above this app, and says so once: `keep_with(keep)`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from entrepairs.core.errors import Refused
from entrepairs.organisations.models import Organisation
from entrepairs.people.models import Membership, Person
from entrepairs.people.roles import TERMS, Role


class How(models.TextChoices):
    """How somebody agreed; the codes of `privacy.ConsentChannel`."""

    WRITING = "paper", gettext_lazy("in writing")
    ORALLY = "talk", gettext_lazy("orally, with me")
    SPACE = "site", gettext_lazy("in “My space”, themselves")


@dataclass(frozen=True)
class Agreement:
    """A yes to a role, in the words that were read."""

    sentence: str
    language: str
    how: How


# Keeps the proof. Raises `Refused` when what is told is not so.
Keep = Callable[[Membership, Agreement], object]
_keep: list[Keep] = []


def keep_with(keep: Keep) -> None:
    _keep[:] = [keep]


def is_needed(role: Role) -> bool:
    return TERMS[role].tells_of_health


def sentence_of(house: Organisation, language: str) -> str:
    """What is agreed to, in the language of the person."""
    with override(language):
        return _(
            "I agree that %(house)s notes here that I am a peer supporter. It tells"
            " that I have lived experience, which the law protects like data about"
            " health. I can change my mind at any time, in “My space” or by telling"
            " %(house)s: the role then ends."
        ) % {"house": house.name}


def check(role: Role, agreed: Agreement | None) -> None:
    if is_needed(role) and agreed is None:
        raise Refused(_("This role is given only to whoever agrees expressly."))


def keep(membership: Membership, agreed: Agreement | None) -> None:
    """Raises `Refused` when the agreement that is told of does not exist."""
    if agreed is not None and is_needed(membership.as_role):
        for keep_it in _keep:
            keep_it(membership, agreed)


def end_without(person: Person, house: Organisation) -> int:
    """
    End at once what `person` no longer agrees to there; returns how many roles ended.
    Such roles open nothing about others: their sessions go on.
    """
    told = [role for role in Role if is_needed(role)]
    held = Membership.objects.in_organisations([house.pk]).lasting()
    ended = 0
    for membership in held.filter(person=person, role__in=told):
        membership.end_now()
        ended += 1
    return ended
