"""Places on lines of text: as a person may type them, and back to the very same."""

import re

from entrepairs.places.lookup import resolve
from entrepairs.places.models import Place, Postcode

_CODE = re.compile(r"\[([a-z0-9:-]+)\]$")


def written(place: Place, *, country: str) -> str:
    """`7000 Mons`, `FR-59000 Lille` from elsewhere, with its code if unclear."""
    codes = Postcode.objects.filter(place=place, country=place.country).order_by("code")
    first = codes.values_list("code", flat=True).first()
    plate = "" if place.country == country else f"{place.country}-"
    text = f"{plate}{first} {place.name}" if first else place.name
    is_clear = resolve(text, country=country).place == place
    return text if is_clear else f"{text} [{place.code}]"


def meant(text: str, *, country: str) -> Place | None:
    if told := _CODE.search(text):
        return Place.objects.filter(code=told[1]).first()
    return resolve(text, country=country).place
