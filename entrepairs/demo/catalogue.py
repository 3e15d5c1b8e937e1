"""All that the demonstration tells, and the contact of each team: numbers in no use."""

from dataclasses import dataclass

from django.utils.text import slugify

from entrepairs.demo.content import abroad, brussels, country, east, north, wallonia
from entrepairs.demo.content.shape import Told

TEAMS: list[Told] = [
    told
    for part in (brussels, country, wallonia, east, north, abroad)
    for told in part.TEAMS
]
PREFIXES = {"FR": "+33 3 00 00 00", "LU": "+352 00 00", "CA": "+1 418 555 01"}
ZONES = {"1": "02", "2": "03", "4": "04", "5": "081", "6": "071", "7": "065"}
ZONES |= {"3": "016", "8": "056", "9": "09"}


@dataclass(frozen=True)
class Address:
    country: str
    postcode: str
    locality: str


def address_of(place: str) -> Address:
    """Of `1030 Schaerbeek` or `67000 Strasbourg [FR]`."""
    place, _, country = place.partition(" [")
    postcode, _, locality = place.partition(" ")
    return Address(country.rstrip("]") or "BE", postcode, locality)


def phone_of(number: int, told: Told) -> str:
    """A telephone number that reaches nobody."""
    address = address_of(told.place)
    last = f"{number % 100:02d}"
    if prefix := PREFIXES.get(address.country):
        return f"{prefix} {last}" if address.country != "CA" else f"{prefix}{last}"
    return f"{ZONES[address.postcode[0]]} 000 00 {last}"


def host_of(told: Told) -> str:
    return f"{slugify(told.house.replace('’', ' '))[:50].strip('-')}.example"
