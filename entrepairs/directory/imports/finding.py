"""Places we do not know as they are written: a person tells which are meant."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from entrepairs.directory.imports.judging import RowReader
from entrepairs.directory.imports.placing import (
    SETTLED,
    Address,
    Locator,
    as_written,
)
from entrepairs.importing.kinds import Lookup
from entrepairs.organisations.models import Network
from entrepairs.places.lookup import resolve
from entrepairs.places.models import Place, Postcode


class PlaceFinder:
    """Knows the addresses it was asked about, to say what is like them."""

    def __init__(self, *, network_id: int) -> None:
        networks = Network.objects.filter(pk=network_id)
        self.country = networks.values_list("country", flat=True).get()
        self.locator = Locator(self.country)
        self._missing: dict[str, Address] = {}

    def missing(self, values: dict[str, str]) -> str:
        reader = RowReader(values, self.locator)
        address = reader.address()
        if reader.problems or reader.position():
            return ""
        found = self.locator.find(address.postcode, address.locality, address.country)
        if found.place:
            return ""
        text = as_written(address)
        self._missing[text] = address
        return text

    def likely(self, text: str) -> list[str]:
        address = self._missing[text]
        alike = self.locator.alike(address.postcode, address.locality, address.country)
        return [self._typed(place) for place in alike]

    def code_of(self, typed: str) -> str:
        place = resolve(typed, country=self.country).place
        return place.code if place and place.kind in SETTLED else ""

    def told(self, code: str) -> str:
        place = Place.objects.filter(code=code).first()
        return self._typed(place) if place else ""

    def _typed(self, place: Place) -> str:
        """`7000 Mons`, and `FR-59000 Lille` from elsewhere."""
        codes = Postcode.objects.filter(place=place, country=place.country)
        code: Any = codes.order_by("code").values_list("code", flat=True).first()
        if not code:
            return place.name
        plate = "" if place.country == self.country else f"{place.country}-"
        return f"{plate}{code} {place.name}"


PLACES = Lookup(
    name="place",
    label=_("places we do not know"),
    help=_(
        "Type a postcode, a municipality or both. Left blank, these rows are refused."
    ),
    fields=("street", "postcode", "locality", "country", "latitude", "longitude"),
    finder=PlaceFinder,
)
