"""
Noting who looks at whose data, and telling it. Every page that shows other persons
calls `note_look` (one record) or `note_looks` (a list) with what it showed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepairs.organisations.models import Organisation
from entrepairs.people.models import Look, Membership, Person, UnnamedStaff, What, today
from entrepairs.people.rights import Rights
from entrepairs.people.roles import Right

BATCH = 500


def note_look(
    request: Any,
    person: Person,
    what: What = What.RECORD,
    *,
    house: Organisation | None = None,
    right: Right = Right.SEE_PEOPLE,
) -> None:
    """The one who asks sees `person`. Again on the same day: nothing new."""
    note_looks(request, [person.pk], what, house=house, right=right)


def note_looks(
    request: Any,
    people: Iterable[int],
    what: What = What.LIST,
    *,
    house: Organisation | None = None,
    right: Right = Right.SEE_PEOPLE,
) -> None:
    """The same for all of a list, by their keys; two queries whatever its length."""
    viewer = request.user
    keys = {key for key in people if key != viewer.pk}
    day = today()
    known = Look.objects.filter(viewer=viewer, organisation=house, what=what, day=day)
    new = keys - set(known.values_list("person", flat=True))
    if not new:
        return
    role = _role(request, house, right)
    Look.objects.bulk_create(
        (
            Look(
                person_id=key,
                viewer=viewer,
                organisation=house,
                role=role,
                what=what,
                day=day,
            )
            for key in sorted(new)
        ),
        batch_size=BATCH,
        ignore_conflicts=True,
    )


def _role(request: Any, house: Organisation | None, right: Right) -> str:
    if house is None:
        return ""
    rights = getattr(request, "rights", None) or Rights(request.user)
    return rights.role_for(right, house)


@dataclass(frozen=True)
class Told:
    """A look, as it is told."""

    key: int
    at: datetime
    what: str
    function: str
    house: str
    viewer: str  # how colleagues call them; nothing where it is not told
    viewer_key: int | None
    person: str
    is_unnamed: bool


def told(looks: Iterable[Look], *, to_the_house: bool = False) -> list[Told]:
    """
    What the page shows, with three queries whatever the number.

    A person reads names unless they endanger; the data-protection contact reads all.
    """
    rows = list(looks)
    names = _names(rows)
    unnamed = set(
        UnnamedStaff.objects.filter(
            organisation__in={row.organisation_id for row in rows}
        ).values_list("person", "organisation")
    )
    return [_told(row, names, unnamed, to_the_house) for row in rows]


def _told(
    row: Look,
    names: dict[tuple[int | None, int | None], str],
    unnamed: set[tuple[int, int]],
    to_the_house: bool,
) -> Told:
    place = (row.viewer_id, row.organisation_id)
    hidden = place in unnamed
    name = names.get(place) or (row.viewer.called if row.viewer else "")
    return Told(
        key=row.pk,
        at=row.at,
        what=str(row.get_what_display()),
        function=row.function,
        house=row.organisation.name if row.organisation else "",
        viewer="" if hidden and not to_the_house else name,
        viewer_key=row.viewer_id,
        person=_person(row, names) if to_the_house else "",
        is_unnamed=hidden,
    )


def _person(row: Look, names: dict[tuple[int | None, int | None], str]) -> str:
    here = names.get((row.person_id, row.organisation_id))
    return here or row.person.called or _("a person without a name")


def _names(rows: list[Look]) -> dict[tuple[int | None, int | None], str]:
    """How each house calls each person of these rows."""
    people = {row.person_id for row in rows} | {row.viewer_id for row in rows}
    houses = {row.organisation_id for row in rows}
    held = Membership.objects.in_organisations(houses).filter(person__in=people)
    found = held.exclude(called="").select_related("organisation", "team__organisation")
    return {(row.person_id, row.house.pk): row.called for row in found}


@transaction.atomic
def keep_name(*, person: Person, organisation: Organisation, told: bool) -> None:
    """Whether the log tells the name of somebody of the staff. Twice: the same."""
    if told:
        UnnamedStaff.objects.filter(person=person, organisation=organisation).delete()
        return
    UnnamedStaff.objects.get_or_create(
        person=person,
        organisation=organisation,
        defaults={"since_on": timezone.localdate()},
    )
