"""What only Belgium needs: NIS codes, merged municipalities, localities in them."""

from collections import defaultdict
from collections.abc import Iterable

from django.utils.translation import gettext as _

from entrepairs.core.errors import Refused
from entrepairs.core.geography import chord_squared, unit_vector
from entrepairs.places.models import Place, PlaceKind, Postcode
from entrepairs.places.names import folded_names

GUESS_WITHIN_KM = 40
ALL_COMMUNES = 500  # with postcodes: the table of municipalities has been imported
# The first digits of a NIS code tell the province (Brussels: the region).
PROVINCES = {
    "1": "be-antwerpen",
    "21": "be-bru",
    "23": "be-vlaams-brabant",
    "24": "be-vlaams-brabant",
    "25": "be-brabant-wallon",
    "3": "be-west-vlaanderen",
    "4": "be-oost-vlaanderen",
    "5": "be-hainaut",
    "6": "be-liege",
    "7": "be-limburg",
    "8": "be-luxembourg",
    "9": "be-namur",
}
Vector = tuple[float, float, float]


def area_of(nis: str) -> str:
    """The code of the province, or of Brussels. Raises `Refused` for no NIS code."""
    area = PROVINCES.get(nis[:2]) or PROVINCES.get(nis[:1], "")
    if len(nis) != 5 or not nis.isdigit() or not area:
        raise Refused(_("The NIS code is none."))
    return area


def knows_all_communes() -> bool:
    """Whether a code we do not have is that of a municipality merged since."""
    communes = Place.objects.filter(country="BE", kind=PlaceKind.COMMUNE)
    return communes.filter(postcodes__isnull=False).distinct().count() >= ALL_COMMUNES


def known_codes() -> set[str]:
    """The NIS codes we have."""
    codes = Place.objects.filter(code__startswith="nis:").values_list("code", flat=True)
    return {code.removeprefix("nis:") for code in codes}


def rename_former(successors: dict[str, tuple[str, list[str]]]) -> int:
    """
    Let a municipality that only changed its code keep its row.

    `successors` tells the new code and names by old code. Returns how many changed.
    """
    taken = set(_having(new for new, _names in successors.values()))
    changed = 0
    for code, place in _having(successors).items():
        new, names = successors[code]
        own = folded_names([place.name_fr, place.name_nl, place.name_de])
        if new not in taken and set(own) & set(folded_names(names)):
            place.code = f"nis:{new}"
            place.save(update_fields=["code"])
            taken.add(new)
            changed += 1
    return changed


def retire(successors: dict[str, tuple[str, list[str]]]) -> int:
    """Make merged municipalities localities of the new one; returns how many."""
    parents = _having(new for new, _names in successors.values())
    changed = []
    for code, place in _having(successors).items():
        parent = parents.get(successors[code][0])
        settled = place.kind == PlaceKind.LOCALITY and place.parent == parent
        if parent is not None and place != parent and not settled:
            place.kind, place.parent = PlaceKind.LOCALITY, parent
            changed.append(place)
    Place.objects.bulk_update(changed, ["kind", "parent"], batch_size=100)
    return len(changed)


def _having(codes: Iterable[str]) -> dict[str, Place]:
    """Places by NIS code, of those that exist."""
    wanted = {f"nis:{code}" for code in codes}
    found = Place.objects.filter(code__in=wanted).select_related("parent")
    return {place.code.removeprefix("nis:"): place for place in found}


def place_localities() -> int:
    """
    Put localities in the municipality that shares their postcode, and give those
    that no source put anywhere the province of the nearest one of their region.

    Returns how many changed; the second time none.
    """
    communes = Place.objects.filter(country="BE", kind=PlaceKind.COMMUNE)
    towns = {
        town.pk: (unit_vector(town.position), town)
        for town in communes
        if town.position and town.region_id
    }
    localities = Place.objects.filter(country="BE", kind=PlaceKind.LOCALITY)
    served = _served_by(towns)
    changed = []
    for place in localities.exclude(parent__kind=PlaceKind.COMMUNE):
        near = [towns[pk] for pk in served.get(place.pk, ())]
        if (near and _settle(place, near)) or _guess(place, towns.values()):
            changed.append(place)
    fields = ["parent", "province", "region"]
    Place.objects.bulk_update(changed, fields, batch_size=100)
    return len(changed)


def _served_by(towns: Iterable[int]) -> dict[int, set[int]]:
    """The municipalities that share a postcode with each locality, by key."""
    of_code: dict[str, set[int]] = defaultdict(set)
    belgian = Postcode.objects.filter(country="BE")
    communes = belgian.filter(place__kind=PlaceKind.COMMUNE, place__in=list(towns))
    for code, pk in communes.values_list("code", "place"):
        of_code[code].add(pk)
    served: dict[int, set[int]] = defaultdict(set)
    localities = belgian.filter(place__kind=PlaceKind.LOCALITY)
    for code, pk in localities.values_list("code", "place"):
        served[pk] |= of_code[code]
    return served


def _settle(place: Place, towns: Iterable[tuple[Vector, Place]]) -> bool:
    town = _nearest(place, towns, 180.0)
    if town is None:
        return False
    place.parent = town
    place.province_id, place.region_id = town.province_id, town.region_id
    return True


def _guess(place: Place, towns: Iterable[tuple[Vector, Place]]) -> bool:
    if place.province_id:
        return False
    same = [pair for pair in towns if place.region_id in (None, pair[1].region_id)]
    town = _nearest(place, same, GUESS_WITHIN_KM)
    if town is None or (town.province_id is None and place.region_id):
        return False
    place.province_id, place.region_id = town.province_id, town.region_id
    return True


def _nearest(
    place: Place, towns: Iterable[tuple[Vector, Place]], km: float
) -> Place | None:
    if place.position is None:
        return None
    x, y, z = unit_vector(place.position)
    found, chord = None, chord_squared(km)
    for (tx, ty, tz), town in towns:
        apart = (x - tx) ** 2 + (y - ty) ** 2 + (z - tz) ** 2
        if apart < chord:
            found, chord = town, apart
    return found
