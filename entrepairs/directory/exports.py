"""What is filtered, as files: CSV and GeoJSON as a stream, ODS whole."""

import csv
import io
import json
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import IO

from django.http import (
    FileResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from entrepairs.core.errors import Refused
from entrepairs.core.http import Request
from entrepairs.core.language import translated
from entrepairs.core.opendocument import write_sheet
from entrepairs.core.spreadsheets import neutral
from entrepairs.directory import finder, told, vocabulary
from entrepairs.directory.api_shapes import Feature, team_out
from entrepairs.directory.models import AddressPrecision, Life, PaidStatus, PeerBand
from entrepairs.directory.models import Source as Teller
from entrepairs.directory.question import Question
from entrepairs.directory.tally import Spot
from entrepairs.directory.told import Told
from entrepairs.directory.vocabulary import Vocabulary

KINDS = {
    "csv": "text/csv; charset=utf-8",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "geojson": "application/geo+json",
}
MOST_ROWS = 20_000  # of a workbook: more does not open well


@dataclass(frozen=True)
class Sheet:
    """Who asks, in which language: what the columns need besides the team."""

    request: Request
    terms: Vocabulary
    language: str

    def labels(self, team: Told, taxonomy: str) -> str:
        values = self.terms.of_mask(taxonomy, getattr(team.listing, taxonomy))
        return ", ".join(value.label(self.language) for value in values)

    def address(self, team: Told) -> str:
        path = reverse("directory:team", args=[team.listing.slug])
        return self.request.build_absolute_uri(path)

    def main_sector(self, team: Told) -> str:
        value = self.terms.get("sectors", team.listing.main_sector)
        return value.label(self.language) if value else ""

    def text(self, team: Told, field: str) -> str:
        text = team.text(self.language)
        return str(getattr(text, field)) if text else ""


def respond(
    request: Request,
    question: Question,
    spots: Sequence[Spot],
    *,
    kind: str,
    language: str,
) -> HttpResponseBase:
    """
    The file of the answers at `spots`; `kind` is one of `KINDS`.

    Raises `Refused` when a workbook would hold too many rows.
    """
    terms = question.vocabulary or vocabulary.load()
    sheet = Sheet(request, terms, language)
    response: HttpResponseBase
    if kind == "ods":
        response = FileResponse(_ods(sheet, spots))
    else:
        write = _csv if kind == "csv" else _geojson
        response = StreamingHttpResponse(write(sheet, finder.batches(spots)))
    name = f"entrepairs-{timezone.localdate():%Y-%m-%d}.{kind}"
    response["Content-Type"] = KINDS[kind]
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


Columns = list[tuple[str, Callable[[Sheet, Told], object]]]


def _columns() -> Columns:
    """Heading and value (of sheet, team); nothing that the page does not show."""
    return [*_of_work(), *_of_contact()]


def _of_work() -> Columns:
    return [
        (_("Name"), lambda s, t: t.listing.name),
        (_("Organisation"), lambda s, t: t.listing.organisation_name),
        (_("In short"), lambda s, t: s.text(t, "summary")),
        (_("Description"), lambda s, t: s.text(t, "description")),
        (_("Now"), lambda s, t: Life(t.listing.life).label),
        (_("Main sector"), lambda s, t: s.main_sector(t)),
        (_("Sectors"), lambda s, t: s.labels(t, "sectors")),
        (_("For whom"), lambda s, t: s.labels(t, "publics")),
        (
            _("Paid or volunteers"),
            lambda s, t: _chosen(PaidStatus, t.listing.paid),
        ),
        (
            _("Number of peers"),
            lambda s, t: _chosen(PeerBand, t.listing.peers),
        ),
        (_("Since"), lambda s, t: t.since_year or ""),
        (_("What the peers do"), lambda s, t: s.labels(t, "activities")),
        (_("How peers are involved"), lambda s, t: s.labels(t, "forms")),
        (_("Lived experience"), lambda s, t: s.labels(t, "domains")),
        (_("Languages spoken"), lambda s, t: s.labels(t, "languages")),
        (_("Accessibility"), lambda s, t: s.labels(t, "access")),
        (
            _("Looking for a peer supporter"),
            lambda s, t: _yes(t.listing.is_recruiting),
        ),
        (_("Welcomes interns"), lambda s, t: _yes(t.welcomes_interns)),
        (_("Open to visits"), lambda s, t: _yes(t.listing.welcomes_visits)),
        (
            _("Answers teams that hesitate"),
            lambda s, t: _yes(t.advises_teams),
        ),
    ]


def _of_contact() -> Columns:
    return [
        (_("Telephone"), lambda s, t: t.phone),
        (_("E-mail"), lambda s, t: t.email),
        (_("Website"), lambda s, t: t.website),
        (_("Opening hours"), lambda s, t: t.opening_hours),
        (_("Street and number"), lambda s, t: t.street),
        (_("Postcode"), lambda s, t: t.postcode),
        (_("Municipality"), lambda s, t: _name(t.listing.place)),
        (_("Province"), lambda s, t: _name(t.listing.province)),
        (_("Region"), lambda s, t: _name(t.listing.region)),
        (_("Country"), lambda s, t: t.listing.country),
        (
            _("Address shown"),
            lambda s, t: AddressPrecision(t.precision).label,
        ),
        (_("Latitude"), lambda s, t: _degrees(t.listing.latitude)),
        (_("Longitude"), lambda s, t: _degrees(t.listing.longitude)),
        (
            _("Also works in"),
            lambda s, t: ", ".join(place.name for place in t.coverage),
        ),
        (_("Checked on"), lambda s, t: t.listing.verified_on or ""),
        (_("Checked by"), lambda s, t: _chosen(Teller, t.verified_by)),
        (_("Page"), lambda s, t: s.address(t)),
    ]


def _chosen(choices: type[PaidStatus | PeerBand | Teller], value: str) -> str:
    return str(choices(value).label) if value else ""


def _yes(value: bool) -> str:
    return _("yes") if value else ""


def _name(place: object) -> str:
    return translated(place, "name") if place else ""


def _degrees(value: float | None) -> str:
    return "" if value is None else f"{value:.5f}"


def _rows(sheet: Sheet, batches: Iterable[Sequence[Spot]]) -> Iterator[list[list[str]]]:
    """The heading, then a batch of rows at a time. The language is set per batch."""
    with override(sheet.language):
        columns = _columns()
    yield [[heading for heading, _value in columns]]
    for spots in batches:
        with override(sheet.language):
            rows = [
                [
                    neutral(str(value(sheet, team)).strip())
                    for _heading, value in columns
                ]
                for team in told.tell_all(spots)
            ]
        yield rows


def _csv(sheet: Sheet, batches: Iterable[Sequence[Spot]]) -> Iterator[bytes]:
    """With a mark of order and semicolons, as spreadsheets here expect."""
    yield "\ufeff".encode()
    for rows in _rows(sheet, batches):
        text = io.StringIO()
        # All in quotes: programs that guess the separator then guess it right.
        csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL).writerows(rows)
        yield text.getvalue().encode()


def _geojson(sheet: Sheet, batches: Iterable[Sequence[Spot]]) -> Iterator[bytes]:
    yield b'{"type": "FeatureCollection", "features": ['
    before = b"\n"
    for spots in batches:
        with override(sheet.language):
            features = [
                Feature.of(team_out(sheet.request, team, sheet.terms, sheet.language))
                for team in told.tell_all(spots)
            ]
        for feature in features:
            dumped = feature.model_dump(mode="json")
            yield before + json.dumps(dumped, ensure_ascii=False).encode()
            before = b",\n"
    yield b"\n]}\n"


def _ods(sheet: Sheet, spots: Sequence[Spot]) -> IO[bytes]:
    if len(spots) > MOST_ROWS:
        message = _(
            "A workbook holds %(most)d teams at most, and these are %(count)d."
            " Narrow the list, or take the CSV file."
        )
        raise Refused(message % {"most": MOST_ROWS, "count": len(spots)})
    file = tempfile.SpooledTemporaryFile(max_size=5_000_000)  # noqa: SIM115  # sent
    with override(sheet.language):
        title = _("Directory")
    batches = finder.batches(spots)
    write_sheet(file, title, (row for rows in _rows(sheet, batches) for row in rows))
    file.seek(0)
    return file
