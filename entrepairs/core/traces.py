"""
Where somebody appears in rows that are not about them: as the one who did it, or by
their address in a text. Such a row is shared with others: it stays, the trace goes.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from entrepairs.core.naming import Naming

if TYPE_CHECKING:
    from entrepairs.core.personal import Subject

Rows = Callable[["Subject"], "QuerySet[Any] | Sequence[Any]"]


@dataclass(frozen=True)
class Trace:
    told: str | Promise  # in the copy of one's data, with the date and nothing more
    fate: str | Promise  # what erasing does
    rows: Rows
    clear: Callable[["Subject"], int]  # returns how many rows it changed
    dated: str = ""  # lookup of the moment that is told
    fields: tuple[str, ...] = ()  # one's own words, that are told too
    texts: tuple[str, ...] = ()  # where the address is looked for


def persons_of(subject: "Subject") -> list[Any]:
    """The keys of whoever has the account or the address."""
    found = Q(pk__in=[])
    if subject.person is not None:
        found |= Q(pk=subject.person.pk)
    if subject.email:
        found |= Q(email=subject.email)
    people = get_user_model()._base_manager.filter(found)
    return list(people.values_list("pk", flat=True))


def by(
    label: str,
    field: str,
    *,
    dated: str = "",
    fields: tuple[str, ...] = (),
    instead: Callable[[], Any] = lambda: None,
) -> Trace:
    """Rows that somebody made: they stay, with `instead` in place of the person."""

    def rows(subject: "Subject") -> "QuerySet[Any]":
        made: QuerySet[Any] = apps.get_model(label)._base_manager.order_by("pk")
        return made.filter(**{f"{field}__in": persons_of(subject)})

    def clear(subject: "Subject") -> int:
        made = rows(subject)
        return made.update(**{field: instead()}) if made.exists() else 0

    fate = _("it stays, without your name")
    told = _("You did it.")
    return Trace(told, fate, rows, clear, dated=dated, fields=fields)


def naming(
    label: str,
    *texts: str,
    dated: str = "",
    but: Callable[[Naming, Any], bool] | None = None,
) -> Trace:
    """Rows with the address in one of `texts`; not those that `but` says are theirs."""

    def rows(subject: "Subject") -> list[Any]:
        if not subject.email:
            return []
        who = Naming(subject.email)
        made = apps.get_model(label)._base_manager.all()
        if "__" in dated:
            made = made.select_related(dated.rpartition("__")[0])
        return who.among(made, *texts, but=partial(but, who) if but else None)

    def clear(subject: "Subject") -> int:
        found = rows(subject)
        for row in found:
            Naming(subject.email).clear(row, *texts)
        return len(found)

    told = _("Your address stands in it.")
    fate = _("it stays, your address is taken out of it")
    return Trace(told, fate, rows, clear, dated=dated, texts=texts)
