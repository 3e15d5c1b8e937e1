"""What the directory may hold of persons, although it is about teams."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from entrepairs.core.personal import (
    Basis,
    End,
    Kind,
    Subject,
    declare,
    erasing,
    exempt,
)
from entrepairs.directory.actions import publish_listing
from entrepairs.directory.models import Entry, VerificationLink

DAY = timedelta(days=1)
TEAMS = _("teams that appear in the directory; sometimes one person's address")
WHO_CHECKS = _("those who look after the directory")


def entries_reached_by(subject: Subject) -> "QuerySet[Entry]":
    if not subject.email:
        return Entry.objects.none()
    return Entry.objects.filter(email__iexact=subject.email)


@transaction.atomic
def blank_contacts(pks: Iterable[Any]) -> int:
    """Take e-mail and telephone off entries, also off their public page."""
    reached = ~Q(email="") | ~Q(phone="")
    found = Entry.objects.filter(reached, pk__in=list(pks))
    changed = list(found.values_list("pk", flat=True))
    Entry.objects.filter(pk__in=changed).update(email="", phone="")
    publish_listing(changed)
    return len(changed)


def links_sent_to(subject: Subject) -> "QuerySet[VerificationLink]":
    if not subject.email:
        return VerificationLink.objects.none()
    return VerificationLink.objects.filter(sent_to__iexact=subject.email)


def links_over(moment: datetime) -> "QuerySet[VerificationLink]":
    return VerificationLink.objects.filter(expires_at__lt=moment - DAY)


contacts = declare(
    Kind(
        name="directory.contacts",
        model="directory.Entry",
        fields=("email", "phone"),
        title=_("How to reach a team"),
        purpose=_("Let people who look for support reach the team."),
        whose=TEAMS,
        data=_("e-mail and telephone of the team, as it wants them published"),
        basis=Basis.INTEREST,
        seen_by=(_("everybody: it is published"),),
        source=_("the team or its network"),
        since=_("As long as the team is in the directory; it is asked every year"),
        keep=None,
        end=End.BLANK,
        about=entries_reached_by,
        due=None,
        dispose=blank_contacts,
    )
)

links = declare(
    Kind(
        name="directory.links",
        model="directory.VerificationLink",
        fields=("entry", "sent_to", "digest", "created_at", "expires_at", "used_at"),
        title=_("Links by which a team confirms its entry"),
        purpose=_("Let a team say, without an account, that its entry is still right."),
        whose=TEAMS,
        data=_("e-mail of the team, a digest of the link, when it was used"),
        basis=Basis.INTEREST,
        seen_by=(WHO_CHECKS,),
        source=_("the entry of the team"),
        since=_("the end of the link"),
        keep=DAY,
        end=End.ERASE,
        network="entry__team__organisation__network",
        about=links_sent_to,
        due=links_over,
        dispose=erasing(VerificationLink),
    )
)

exempt(
    "directory.Entry",
    "latest_revision",
    because="which version is the newest; versions are declared by privacy",
)
exempt(
    "directory.Entry",
    "street",
    because="where a team works; it is hidden on its wish",
)
exempt(
    "directory.Entry",
    "updated_by",
    because="the entry stays, the name of who changed it goes (SET_NULL)",
)
exempt(
    "directory.EntryText",
    *("description", "easy_read"),
    because="public text about a team; its form asks to name nobody",
)
