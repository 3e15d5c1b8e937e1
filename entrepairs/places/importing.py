"""Imports a file of places; a row that cannot be read is refused with its reason."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from entrepairs.core.errors import Refused
from entrepairs.core.text import fold
from entrepairs.places import belgium
from entrepairs.places.formats import Row, Table, position, postcode, recognise, text
from entrepairs.places.gazetteer import Draft, Gazetteer, Tally, batched
from entrepairs.places.loading import (
    Report,
    area_codes,
    count_if_many,
    load_shipped,
    nothing,
    shipped,
)
from entrepairs.places.models import PlaceKind
from entrepairs.places.names import LONGEST

KEPT_REFUSALS = 1_000
# Germany and France give postcodes of their own to those who get much mail.
_INSTITUTION = re.compile(
    r"(?i)\b(?:gmbh|ag|kg|mbh|e\.? ?v\.|c/o|ohg|kgaa|b\.v\.|aktiengesellschaft|"
    r"postfach|agentur|sparkasse|\w*bank|\w*versicherung\w*|allianz|aok|ikk|\w*kasse|"
    r"bundes\w+|finanzamt|amtsgericht|landgericht|\w*behörde|\w*kammer|\w*klinik\w*|"
    r"krankenhaus|\w+-krankenhaus|\w*universität|rwth|kaserne|verlag|stadtverwaltung|"
    r"kreisverwaltung|städteregion|botschaft|gruppe|rathaus|ministerium|institut)\b"
)
# «LILLE CEDEX 9», «Paris 01».
_DELIVERY = re.compile(r"(?i)\s+(?:cedex\b.*|\d{1,2})$")


@dataclass(frozen=True, slots=True)
class Refusal:
    line: int
    reason: str


@dataclass(slots=True)
class Outcome:
    """What an import did. `refused` holds the first thousand of `refusals`."""

    kind: str
    read: int = 0
    refusals: int = 0
    tally: Tally = field(default_factory=Tally)
    refused: list[Refusal] = field(default_factory=list)

    def refuse(self, line: int, reason: str) -> None:
        self.refusals += 1
        if len(self.refused) < KEPT_REFUSALS:
            self.refused.append(Refusal(line, reason))


@transaction.atomic
def import_file(path: Path, report: Report = nothing) -> Outcome:
    """
    Read a file that `formats.recognise` knows; the second time changes nothing.

    Raises `Refused` for another file. `report` is told how many lines were read
    since it was last told.
    """
    table = recognise(path)
    outcome = Outcome(table.kind)
    load_shipped()
    if table.kind == "history":
        _import_history(table, outcome, report)
    else:
        _import_drafts(table, outcome, report)
    outcome.tally.changed += belgium.place_localities()
    count_if_many(outcome.tally)
    return outcome


def _import_drafts(table: Table, outcome: Outcome, report: Report) -> None:
    read = _readers()[table.kind]
    gazetteer = Gazetteer()
    for rows in batched(table.rows()):
        successors = _successors(rows) if table.kind == "municipalities" else {}
        outcome.tally.changed += belgium.rename_former(successors)
        gazetteer.add(list(_drafts(rows, read, outcome)))
        outcome.tally.changed += belgium.retire(successors)
        report(len(rows))
    tally = gazetteer.tally
    outcome.tally.created, outcome.tally.names = tally.created, tally.names
    outcome.tally.postcodes = tally.postcodes
    outcome.tally.changed += tally.changed


def _drafts(
    rows: Iterable[tuple[int, Row]],
    read: Callable[[Row], Draft | None],
    outcome: Outcome,
) -> Iterator[Draft]:
    for line, row in rows:
        outcome.read += 1
        try:
            draft = read(row)
        except Refused as refusal:
            outcome.refuse(line, str(refusal))
            continue
        except KeyError:
            outcome.refuse(line, _("The line is too short."))
            continue
        if draft:
            yield draft


def _readers() -> dict[str, Callable[[Row], Draft | None]]:
    return {
        "postcodes": _postcode_reader(),
        "municipalities": _municipality,
        "refnis": _refnis_reader(),
    }


def _postcode_reader() -> Callable[[Row], Draft]:
    areas = area_codes()
    by_name = {(row["country"], fold(row["name_en"])): row["code"] for row in _areas()}
    by_name |= {(row["country"], fold(row["name_de"])): row["code"] for row in _areas()}

    def read(row: Row) -> Draft:
        country = row["country_code"].strip().upper()
        if not re.fullmatch("[A-Z]{2}", country):
            raise Refused(_("The country is none."))
        code = postcode(row["zipcode"], country)
        name = _name(_DELIVERY.sub("", text(row, "place")))
        if _INSTITUTION.search(name):
            raise Refused(_("This is the postcode of an institution, not a place."))
        area = (
            (country == "BE" and areas.get((country, text(row, "province_code"))))
            or areas.get((country, text(row, "state_code")))
            or by_name.get((country, fold(text(row, "state"))))
            or country.lower()
        )
        return Draft(
            code=f"pc:{country.lower()}-{code}-{fold(name).replace(' ', '-')}"[:40],
            kind=PlaceKind.LOCALITY,
            country=country,
            names={"fr": name},
            position=position(row, "latitude", "longitude"),
            area=area,
            postcodes=(code,),
        )

    return read


def _areas() -> Iterator[Row]:
    return (row for row in shipped("areas.csv") if row["gn"])


def _municipality(row: Row) -> Draft:
    names = {code: text(row, f"name_{code}") for code in ("fr", "nl", "de")}
    _name(names["fr"])
    return Draft(
        code=f"nis:{row['nis5'].strip()}",
        kind=PlaceKind.COMMUNE,
        country="BE",
        names=names,
        position=position(row, "lat", "lon"),
        area=belgium.area_of(row["nis5"].strip()),
        postcodes=tuple(postcode(code, "BE") for code in row["postcodes"].split()),
    )


def _refnis_reader() -> Callable[[Row], Draft | None]:
    # The table of today's municipalities, once imported, knows better which there are.
    known = belgium.known_codes() if belgium.knows_all_communes() else set()

    def read(row: Row) -> Draft | None:
        nis = row["Code INS"].strip()
        name = _name(row["Entités administratives"])
        if not text(row, "Langue") and re.fullmatch(r"\d\d00[0-2]|\d\d000", nis):
            return None  # the kingdom, a region, a province or an arrondissement
        if known and nis not in known:
            return None  # merged since
        return Draft(
            code=f"nis:{nis}",
            kind=PlaceKind.COMMUNE,
            country="BE",
            names={"fr": name, "nl": text(row, "Administratieve eenheden")},
            area=belgium.area_of(nis),
        )

    return read


def _name(name: str) -> str:
    name = name.strip()
    if not fold(name) or len(name) > LONGEST or "\ufffd" in name:
        raise Refused(_("The name cannot be read."))
    return name


def _successors(rows: Iterable[tuple[int, Row]]) -> dict[str, tuple[str, list[str]]]:
    """What became of each former NIS code of the table of municipalities."""
    found = {}
    for _line, row in rows:
        names = [text(row, f"name_{code}") for code in ("fr", "nl", "de")]
        for former in text(row, "former_nis5").split():
            if former != (new := text(row, "nis5")):
                found[former] = (new, names)
    return found


def _import_history(table: Table, outcome: Outcome, report: Report) -> None:
    for rows in batched(table.rows()):
        successors: dict[str, tuple[str, list[str]]] = {}
        for line, row in rows:
            outcome.read += 1
            try:
                successors |= _history(row)
            except Refused as refusal:
                outcome.refuse(line, str(refusal))
            except KeyError:
                outcome.refuse(line, _("The line is too short."))
        outcome.tally.changed += belgium.rename_former(successors)
        outcome.tally.changed += belgium.retire(successors)
        report(len(rows))


def _history(row: Row) -> dict[str, tuple[str, list[str]]]:
    new = row["nis5_2025"].strip()
    belgium.area_of(new)
    names = [text(row, "name_fr_2019"), text(row, "name_nl_2019")]
    olds = {row["nis5_2018"].strip(), row["nis5_2019"].strip()} - {new, ""}
    return dict.fromkeys(olds, (new, names))
