"""Places to import into, and a file taken through a whole run."""

from entrepairs.core.text import fold
from entrepairs.importing import actions
from entrepairs.importing.kinds import kind_named
from entrepairs.importing.models import Row, Run, Verdict
from entrepairs.importing.tests.files import HEAD, csv_bytes, team_rows
from entrepairs.organisations.actions import network_for
from entrepairs.places.models import Place, PlaceKind, PlaceName, Postcode

TOWNS = (
    ("nis:53053", "Mons", "7000", 50.4542, 3.9567),
    ("nis:92094", "Namur", "5000", 50.4669, 4.8675),
    ("nis:62063", "Liège", "4000", 50.6326, 5.5797),
)


def make_places() -> None:
    country = Place.objects.create(
        code="be", kind=PlaceKind.COUNTRY, country="BE", name_fr="Belgique"
    )
    for code, name, postcode, latitude, longitude in TOWNS:
        place = Place.objects.create(
            code=code,
            kind=PlaceKind.COMMUNE,
            country="BE",
            parent=country,
            name_fr=name,
            latitude=latitude,
            longitude=longitude,
        )
        PlaceName.objects.create(place=place, folded=fold(name))
        Postcode.objects.create(country="BE", code=postcode, place=place)


def staged(content: bytes, name: str = "liste.csv", **options: bool) -> Run:
    run = actions.receive(
        [content],
        name=name,
        kind=kind_named("teams"),
        network=network_for(""),
        options=options,
    )
    drain(actions.stage(run))
    return run


def previewed(content: bytes, name: str = "liste.csv", **options: bool) -> Run:
    run = staged(content, name, **options)
    chosen = [n for n, sheet in enumerate(run.sheets) if sheet["is_chosen"]]
    actions.settle_columns(run, mapping=run.mapping, chosen=chosen)
    drain(actions.preview(run))
    return run


def applied(content: bytes, **options: bool) -> Run:
    run = previewed(content, **options)
    drain(actions.apply(run))
    return run


def drain(job) -> int:
    return sum(job)


def fifty_rows() -> list[list[str]]:
    """Fifty rows, four of which cannot be right."""
    rows = team_rows(50)
    rows[4][0] = ""
    rows[14][2], rows[14][3] = "9999", "Nulleville"
    rows[24][4] = "pas une adresse"
    rows[34][2], rows[34][3] = "", ""
    return rows


def fifty() -> bytes:
    return csv_bytes([HEAD, *fifty_rows()], encoding="cp1252")


def counts(run: Run) -> tuple[int, int, int]:
    return run.ready, run.refused, run.duplicates


def reasons(run: Run) -> dict[int, str]:
    rows = Row.objects.filter(run=run, verdict=Verdict.REFUSED)
    return {row.number: row.reasons[0]["message"] for row in rows}
