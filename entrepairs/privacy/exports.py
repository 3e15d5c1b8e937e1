"""
Taking a list of persons along: for a reason, sealed at rest, for a day, and noted in
the log of exports and in the access log of each person in it.
"""

import base64
import csv
import io
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from entrepairs.core.errors import Refused
from entrepairs.core.opendocument import write_sheet
from entrepairs.core.personal import Subject
from entrepairs.core.spreadsheets import neutral
from entrepairs.core.traces import persons_of
from entrepairs.organisations.models import Organisation
from entrepairs.people.looks import note_looks
from entrepairs.people.models import Membership, What
from entrepairs.people.roles import Right
from entrepairs.privacy.models import Export, ExportFormat

TYPES = {
    ExportFormat.CSV: "text/csv; charset=utf-8",
    ExportFormat.ODS: "application/vnd.oasis.opendocument.spreadsheet",
}
SHORTEST = 10  # letters of a reason
PLACE = ("organisation", "team__organisation")
MOST = 20_000  # rows of a file that still opens


@transaction.atomic
def export_people(
    request: Any,
    *,
    house: Organisation,
    reason: str,
    format: ExportFormat,
    with_addresses: bool = False,
) -> Export:
    """
    The persons of `house` and their roles, as `request.user` sees them today.

    Raises `Refused` without a reason that says something.
    """
    reason = " ".join(reason.split())
    if len(reason) < SHORTEST:
        raise Refused(_("Say in a few words what the file is for."))
    rows = _memberships(request, house)
    people = {row.person_id for row in rows}
    sheet = [_headings(with_addresses), *(_cells(row, with_addresses) for row in rows)]
    content = _csv(sheet) if format == ExportFormat.CSV else _ods(house.name, sheet)
    export = Export.objects.create(
        organisation=house,
        by=request.user,
        role=request.rights.role_for(Right.EXPORT_PEOPLE, house),
        reason=reason,
        format=format,
        has_addresses=with_addresses,
        persons=len(people),
        content=base64.b64encode(content).decode(),
    )
    note_looks(request, people, What.EXPORT, house=house, right=Right.EXPORT_PEOPLE)
    return export


def file_of(export: Export) -> tuple[bytes, str, str]:
    """Content, type and name. Raises `Refused` once the day is over."""
    if not export.is_open:
        raise Refused(_("This file is no longer there: it is kept for 24 hours."))
    kind = ExportFormat(export.format)
    day = timezone.localdate(export.made_at)
    name = f"{slugify(export.organisation.name)}-{day:%Y-%m-%d}.{kind.value}"
    return base64.b64decode(export.content), TYPES[kind], name


def forget_files() -> int:
    """Empty the files whose day is over; the log stays. Returns how many."""
    return Export.objects.over().update(content="")


def close_files_with(subject: Subject) -> int:
    """End the files of organisations in which somebody has or had a role."""
    held = Membership.objects.filter(person__in=persons_of(subject))
    houses = {row.house.pk for row in held.select_related(*PLACE)}
    open_files = Export.objects.open().filter(organisation__in=houses)
    return open_files.update(content="", expires_at=timezone.now())


def _memberships(request: Any, house: Organisation) -> list[Membership]:
    seen = Membership.objects.visible_to(request.user)
    here = seen.in_organisations([house.pk]).recent()
    named = here.select_related("person", *PLACE)
    rows = list(named.order_by("called", "person__called", "person", "pk")[: MOST + 1])
    if len(rows) > MOST:
        raise Refused(_("These are too many rows for one file."))
    return rows


def _headings(with_addresses: bool) -> list[str]:
    usual = [_("Name"), _("Role"), _("Where"), _("From"), _("Until and including")]
    return [*usual, _("Language"), _("E-mail")] if with_addresses else usual


def _cells(row: Membership, with_addresses: bool) -> list[str]:
    days = (row.from_on, row.to_on)
    usual = [
        row.known_as,
        str(row.get_role_display()),
        row.place.name,
        *(day.isoformat() if day else "" for day in days),
    ]
    person = row.person
    more = [str(person.get_language_display()), person.email or ""]
    return [neutral(cell) for cell in (usual + more if with_addresses else usual)]


def _csv(rows: Sequence[Sequence[str]]) -> bytes:
    written = io.StringIO()
    csv.writer(written, delimiter=";", quoting=csv.QUOTE_ALL).writerows(rows)
    return f"\ufeff{written.getvalue()}".encode()


def _ods(title: str, rows: Sequence[Sequence[str]]) -> bytes:
    written = io.BytesIO()
    write_sheet(written, title, rows)
    return written.getvalue()
