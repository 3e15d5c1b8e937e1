"""Which place is meant by what a person typed, with spelling mistakes and all."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from django.db import connection
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Length

from entrepairs.core.text import fold
from entrepairs.places.models import Place, PlaceKind, PlaceName, Postcode
from entrepairs.places.names import variants
from entrepairs.places.spelling import distance, tolerance

LONGEST_TEXT = 100  # beyond it, nobody typed a place
CHOICES = 8
NEAR_MISSES = 4_000  # names compared letter by letter, at most
# Of several places of one name, who says «Namur» means the town.
KINDS = {
    PlaceKind.COMMUNE: 0,
    PlaceKind.PROVINCE: 1,
    PlaceKind.REGION: 2,
    PlaceKind.COUNTRY: 3,
    PlaceKind.LOCALITY: 4,
}
# «B-1030», «1030 Schaerbeek», «Schaerbeek 1030», «L-4968», «6211 LK», «G1A 0A2».
_CODE = re.compile(
    r"(?<![\w])(?:(?P<of>B|BE|L|LU|LUX|F|FR|NL|D|DE|CH|CA)\s?-?\s?)?"
    r"(?P<code>\d{4,5}|[A-Z]\d[A-Z])(?:\s?(?:[A-Z]{2}|\d[A-Z]\d))?(?![\w])",
    re.IGNORECASE,
)
_PLATES = {"B": "BE", "L": "LU", "LUX": "LU", "F": "FR", "D": "DE"}


@dataclass(frozen=True)
class Resolution:
    """
    What was meant. Without place and choices it was not understood; with both, the
    place is our guess and the choices are the other meanings.
    """

    place: Place | None = None
    choices: tuple[Place, ...] = ()
    postcode: str = ""


def resolve(text: str, *, country: str = "BE") -> Resolution:
    """The place meant by `text`, in at most 3 queries."""
    if not text.strip() or len(text) > LONGEST_TEXT or "\0" in text:
        return Resolution()
    of, code, rest = _parted(text, country)
    if code and (places := _served(code, of)):
        return _by_postcode(code, places, rest, of)
    found = _by_name(rest, of) if rest else Resolution()
    return Resolution(found.place, found.choices, code)


def suggest(text: str, *, country: str = "BE", limit: int = 8) -> list[Place]:
    """Places whose name or postcode begins so, the likeliest first; 1 query."""
    if not text.strip() or len(text) > LONGEST_TEXT or "\0" in text:
        return []
    of, code, rest = _parted(text, country)
    if code and not rest:
        return sorted(_served(code, of), key=lambda place: _order(place, of))[:limit]
    if re.fullmatch(r"\s*\d{1,3}\s*", text):
        return _postcodes_from(text.strip(), of, limit)
    spellings = variants(rest or text)
    begun = _any(_begins("folded", spelling) for spelling in spellings)
    names = _ranked(PlaceName.objects.filter(begun), of, spellings, country_first=True)
    places = _places((name.folded, name.place) for name in names[: limit * 8])
    places.sort(
        key=lambda place: (place.country != of, not _is_called(place, spellings))
    )
    return places[:limit]


def locate(*, postcode: str, locality: str, country: str = "BE") -> Place | None:
    """The best single place of an address, in at most 3 queries."""
    return resolve(f"{postcode.strip()} {locality.strip()}", country=country).place


def _parted(text: str, country: str) -> tuple[str, str, str]:
    """Country, postcode and the rest of what was typed."""
    match = _CODE.search(text)
    if match is None:
        return country, "", text
    plate = (match["of"] or "").upper()
    rest = f"{text[: match.start()]} {text[match.end() :]}".strip(" ,;()-")
    return _PLATES.get(plate, plate) or country, match["code"].upper(), rest


def _served(code: str, country: str) -> list[Place]:
    """The places of a postcode: those of `country`, or else of any."""
    rows = Postcode.objects.filter(code=code).select_related(*_related("place__"))
    places = [row.place for row in rows[:500]]
    return [place for place in places if place.country == country] or places


def _by_postcode(code: str, places: list[Place], rest: str, of: str) -> Resolution:
    if rest and (named := _named(places, rest)):
        return Resolution(named, (), code)
    communes = [place for place in places if place.kind == PlaceKind.COMMUNE]
    localities = [place for place in places if place.kind != PlaceKind.COMMUNE]
    ordered = sorted(localities, key=lambda place: _order(place, of))
    if not communes:
        return Resolution(ordered[0], tuple(ordered[1 : CHOICES + 1]), code)
    codes = _codes_of(communes) if localities or len(communes) > 1 else {}
    communes.sort(
        key=lambda place: (_far(code, codes.get(place.pk)), -place.population)
    )
    owner, others = communes[0], tuple(communes[1:])
    if ordered and code != min(codes[owner.pk]):
        # 1332 is Genval, though Rixensart is the municipality.
        return Resolution(ordered[0], others, code)
    return Resolution(owner, others, code)


def _codes_of(places: list[Place]) -> dict[int, list[str]]:
    codes: dict[int, list[str]] = {}
    rows = Postcode.objects.filter(place__in=places).values_list("place", "code")
    for pk, code in rows:
        codes.setdefault(pk, []).append(code)
    return codes


def _far(code: str, codes: list[str] | None) -> float:
    """
    How unlike its other postcodes this one is to a municipality: a few streets of
    Brussels have 1070, but 1070 is Anderlecht.
    """
    numbers = [int(other) for other in codes or () if other.isdigit()]
    if not numbers or not code.isdigit():
        return 0.0
    return median(abs(int(code) - number) for number in numbers)


def _named(places: list[Place], rest: str) -> Place | None:
    """The place of a postcode that bears the name typed beside it."""
    spellings = variants(rest)
    rows = PlaceName.objects.filter(place__in=places)
    by_key = {place.pk: place for place in places}
    best: tuple[int, int, Place] | None = None
    for name in rows.order_by("place_id", "pk"):
        place = by_key[name.place_id]
        for spelling in spellings:
            apart = _unlike(spelling, name.folded)
            if apart is None:
                continue
            score = (apart, KINDS[PlaceKind(place.kind)])
            if best is None or score < best[:2]:
                best = (*score, place)
    return best[2] if best else None


def _unlike(spelling: str, name: str) -> int | None:
    """Letters to mend; 1 more when only one is a part of the other; None: too many."""
    if spelling == name:
        return 0
    if f" {name} " in f" {spelling} " or f" {spelling} " in f" {name} ":
        return 1
    apart = distance(spelling, name, tolerance(spelling))
    return None if apart is None else apart + 1


def _by_name(text: str, of: str) -> Resolution:
    spellings = variants(text)
    if not spellings:
        return Resolution()
    # Only names are asked for here, so that the index of names answers it alone.
    wanted = _any(_begins("folded", f"{spelling} ") for spelling in spellings)
    wanted |= Q(folded__in=spellings)
    names = _ranked(PlaceName.objects.filter(wanted), of, spellings)
    found = [(name.folded, name.place) for name in names[: CHOICES * 10]]
    exact = _places(pair for pair in found if pair[0] in spellings)
    longer = [
        place
        for place in _places(found)
        if place.kind == PlaceKind.COMMUNE
        and place.country == of
        and place not in exact
        and _is_called(place, [f"{spelling} " for spelling in spellings])
    ]
    if exact:
        return _guess([*exact[:CHOICES], *longer])
    return _guess(longer or _mended(spellings, of))


def _is_called(place: Place, beginnings: list[str]) -> bool:
    """Whether a main name of `place`, not just some other name, begins so."""
    names = (place.name_fr, place.name_nl, place.name_de)
    return any(fold(name).startswith(tuple(beginnings)) for name in names)


def _mended(spellings: list[str], of: str) -> list[Place]:
    """The places whose name is nearest in letters to what was typed."""
    typed = spellings[0]
    most = tolerance(typed)
    if not most:
        return []
    longest = max(map(len, spellings)) + most
    near = _begins("folded", typed[0]) & Q(place__country=of)
    far = _begins("folded", typed[:3])
    names = PlaceName.objects.filter(near | far).annotate(letters=Length("folded"))
    names = names.filter(letters__gte=len(typed) - most, letters__lte=longest)
    names = names.order_by("-place__population", "pk")
    rows = names.select_related(*_related("place__"))[:NEAR_MISSES]
    scored = []
    for row in rows:
        close = (distance(spelling, row.folded, most) for spelling in spellings)
        if apart := min((one for one in close if one is not None), default=None):
            scored.append((apart, _order(row.place, of), row.place))
    if not scored:
        return []
    scored.sort(key=lambda one: one[:2])
    # A foreign town must be nearer in letters than one of the country.
    least = scored[0][0]
    return _places(("", place) for apart, _key, place in scored if apart == least)


def _guess(places: list[Place]) -> Resolution:
    if not places:
        return Resolution()
    return Resolution(places[0], tuple(places[1 : CHOICES + 1]))


def _places(found: Iterable[tuple[str, Place]]) -> list[Place]:
    """Each place once, in order."""
    return list({place.pk: place for _name, place in found}.values())


def _order(place: Place, of: str) -> tuple[bool, int, int, str]:
    kind = KINDS[PlaceKind(place.kind)]
    return place.country != of, kind, -place.population, place.name_fr


def _ranked(
    names: QuerySet[PlaceName],
    of: str,
    spellings: list[str],
    *,
    country_first: bool = False,
) -> QuerySet[PlaceName]:
    """Whole names before longer, own country first, then by kind and population."""
    number = IntegerField()
    whole = When(folded__in=spellings, then=Value(0))
    longer = Case(whole, default=Value(1), output_field=number)
    here = When(place__country=of, then=Value(0))
    abroad = Case(here, default=Value(1), output_field=number)
    kinds = [When(place__kind=kind, then=Value(n)) for kind, n in KINDS.items()]
    sort = Case(*kinds, default=Value(9), output_field=number)
    first = (abroad, longer) if country_first else (longer, abroad)
    ranked = names.select_related(*_related("place__"))
    return ranked.order_by(*first, sort, "-place__population", "place_id", "folded")


def _related(prefix: str) -> tuple[str, ...]:
    names = ("parent", "region", "province")
    return (prefix.removesuffix("__"), *(f"{prefix}{name}" for name in names))


def _postcodes_from(digits: str, of: str, limit: int) -> list[Place]:
    rows = Postcode.objects.filter(_begins("code", digits), country=of)
    rows = rows.select_related(*_related("place__")).order_by("code", "place__kind")
    places = _places((row.code, row.place) for row in rows[: limit * 6])
    return places[:limit]


def _begins(field: str, prefix: str) -> Q:
    """
    A prefix that the index finds: SQLite's LIKE ignores case and so walks through
    all; PostgreSQL compares ranges by the rules of a language, but LIKE by letters.
    """
    if connection.vendor == "sqlite":
        after = prefix[:-1] + chr(ord(prefix[-1]) + 1)
        return Q(**{f"{field}__gte": prefix, f"{field}__lt": after})
    return Q(**{f"{field}__startswith": prefix})


def _any(conditions: Iterable[Q]) -> Q:
    found = Q(pk__in=[])
    for condition in conditions:
        found |= condition
    return found
