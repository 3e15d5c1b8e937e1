"""Data breaches: recording them, finding whom they touch, writing what must be told."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from entrepairs.core.errors import Refused
from entrepairs.core.language import CODES
from entrepairs.core.personal import Kind, kinds
from entrepairs.organisations.models import Organisation
from entrepairs.people.models import Membership, Person
from entrepairs.privacy.models import Breach

# Where a row tells when it was written, the best first.
WRITTEN = ("created_at", "joined_at", "at", "made_at", "given_at", "sent_at", "from_on")
OURS = ("person", "user", "by")


@dataclass(frozen=True)
class Touched:
    """Whom a breach touches, as far as the tables tell."""

    persons: dict[int, Membership]  # by key, the last role held here
    languages: dict[str, int]  # how many read in which
    unreachable: int  # have no e-mail
    records: dict[str, int]  # title of a kind: its rows
    by_hand: list[str]  # titles of kinds whose rows name no person


def traceable() -> list[Kind]:
    """Kinds one may choose: those that name persons first, then by title."""
    return sorted(
        kinds(), key=lambda kind: (not person_path(kind), str(kind.title).casefold())
    )


def person_path(kind: Kind) -> str:
    """The lookup from a row to its person; nothing when it names none."""
    model = apps.get_model(kind.model)
    if model is Person:
        return "pk"
    names = [
        field.name
        for field in model._meta.concrete_fields
        if field.related_model is Person and field.name in kind.fields
    ]
    return next((name for name in OURS if name in names), names[0] if names else "")


def written_field(kind: Kind) -> str:
    """The field that tells when a row was written; nothing when none does."""
    fields = apps.get_model(kind.model)._meta.concrete_fields
    dated = {f.name for f in fields if isinstance(f, models.DateField)}
    known = next((name for name in WRITTEN if name in dated), "")
    return known or next((name for name in kind.fields if name in dated), "")


def rows_between(kind: Kind, from_on: date | None, to_on: date | None) -> Any:
    """Rows written in these days, both included; all where no day is told."""
    rows = apps.get_model(kind.model)._default_manager.all()
    field = written_field(kind)
    is_moment = field and isinstance(
        rows.model._meta.get_field(field), models.DateTimeField
    )
    name = f"{field}__date" if is_moment else field
    if field and from_on:
        rows = rows.filter(**{f"{name}__gte": from_on})
    if field and to_on:
        rows = rows.filter(**{f"{name}__lte": to_on})
    return rows


def touched(
    house: Organisation,
    *,
    names: Iterable[str],
    from_on: date | None = None,
    to_on: date | None = None,
) -> Touched:
    """Persons of `house` whose rows of these kinds may be known; two queries a kind."""
    known = _held_by(house)
    keys: set[int] = set()
    records: dict[str, int] = {}
    by_hand: list[str] = []
    for kind in traceable():
        if kind.name not in set(names):
            continue
        path = person_path(kind)
        if not path:
            by_hand.append(str(kind.title))
            continue
        rows = rows_between(kind, from_on, to_on).filter(**{f"{path}__in": known})
        found = list(rows.values_list(path, flat=True))
        records[str(kind.title)] = len(found)
        keys.update(found)
    people = Person.objects.filter(pk__in=keys)
    spoken = list(people.values_list("language", "email"))
    return Touched(
        persons={
            key: known[key] for key in sorted(keys, key=lambda k: known[k].known_as)
        },
        languages=dict(Counter(language for language, _email in spoken)),
        unreachable=sum(not email for _language, email in spoken),
        records=records,
        by_hand=by_hand,
    )


def _held_by(house: Organisation) -> dict[int, Membership]:
    """The last role of all whom the organisation knows or knew."""
    held = Membership.objects.in_organisations([house.pk]).select_related("person")
    return {row.person_id: row for row in held.order_by("pk")}


@transaction.atomic
def record(breach: Breach, *, by: Person) -> Breach:
    """Write it into the register, or what is known better since."""
    if breach.found_at > timezone.now():
        raise Refused(_("A breach cannot be found in the future."))
    found = touched(
        breach.organisation,
        names=breach.kinds,
        from_on=breach.from_on,
        to_on=breach.to_on,
    )
    breach.records = sum(found.records.values())
    if breach.persons is None:
        breach.persons = len(found.persons)
    if breach.pk is None:
        breach.recorded_by = by
    breach.save()
    return breach


def for_authority(breach: Breach, *, contact: str) -> str:
    """The notification of article 33, to copy into the authority's form."""
    house = breach.organisation
    context = {
        "breach": breach,
        "house": house,
        "network": house.network,
        "kinds": [kind for kind in traceable() if kind.name in breach.kinds],
        "contact": contact,
        "now": timezone.now(),
    }
    return _paragraphs(render_to_string("privacy/breach/authority.txt", context))


def for_persons(breach: Breach) -> dict[str, str]:
    """The mail to the persons, in each language."""
    context = {
        "breach": breach,
        "house": breach.organisation,
        "network": breach.organisation.network,
    }
    drafts = {}
    for code in CODES:
        with override(code):
            told = {
                **context,
                "kinds": [
                    str(kind.data or kind.title)
                    for kind in traceable()
                    if kind.name in breach.kinds
                ],
            }
            text = render_to_string("privacy/breach/persons.txt", told)
        drafts[code] = _paragraphs(text)
    return drafts


def _paragraphs(text: str) -> str:
    lines = [line.strip() for line in text.strip().splitlines()]
    kept = [
        line for place, line in enumerate(lines) if line or (place and lines[place - 1])
    ]
    return "\n".join(kept) + "\n"
