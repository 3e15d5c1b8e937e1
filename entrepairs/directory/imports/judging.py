"""What we think of one row, and the draft of an entry it becomes."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from entrepairs.core.geography import Position
from entrepairs.core.text import fold
from entrepairs.directory.imports import parsing
from entrepairs.directory.imports.known import KnownTeams
from entrepairs.directory.imports.parsing import BadCell, degrees_of
from entrepairs.directory.imports.placing import Address, Locator, Placed, address_of
from entrepairs.directory.imports.words import COUNTRIES
from entrepairs.directory.models import TERMS, Life
from entrepairs.directory.models.entry import HIDE_AFTER
from entrepairs.importing.kinds import Judgement, Problem

LONGEST_NAME = 200
LONGEST_SUMMARY = 300
LONGEST_DESCRIPTION = 6_000
T = TypeVar("T")


@dataclass
class Draft:
    """An entry to be: `fields` are those of `Entry`, `terms` codes by taxonomy."""

    name: str
    organisation: str
    commune_id: int | None = None
    summary: str = ""
    description: str = ""
    fields: dict[str, Any] = field(default_factory=dict)
    terms: dict[str, list[str]] = field(default_factory=dict)


class RowReader:
    """Reads one row's values into a draft, and notes what is wrong on the way."""

    def __init__(self, values: dict[str, str], locator: Locator) -> None:
        self.values = {
            name: text
            for name, cell in values.items()
            if (text := parsing.filled(cell))
        }
        self.locator = locator
        self.problems: list[Problem] = []
        self.warnings: list[Problem] = []

    def refuse(self, name: str, message: str) -> None:
        self.problems.append(Problem(name, message))

    def warn(self, name: str, message: str) -> None:
        self.warnings.append(Problem(name, message))

    def read(self, name: str, parse: Callable[[str], T], default: T) -> T:
        """`parse` of a cell, `default` if it is blank or bad."""
        text = self.values.get(name, "")
        if not text:
            return default
        try:
            return parse(text)
        except BadCell as bad:
            self.refuse(name, str(bad))
            return default

    def line(self, name: str, longest: int) -> str:
        return self.read(name, lambda text: parsing.one_line(text, longest), "")

    def draft(self) -> Draft:
        name = self.line("name", LONGEST_NAME)
        organisation = self.line("organisation", LONGEST_NAME) or name
        if not name and not organisation and not self.problems:
            self.refuse("name", _("The name is missing."))
        draft = Draft(name or organisation, organisation)
        self._texts(draft)
        placed = self._place(draft)
        self._contact(draft, placed.country)
        self._facts(draft)
        draft.terms = {
            name: self.values[name].split() for name in TERMS if name in self.values
        }
        if not draft.terms.get("sectors"):
            self.warn("", _("No sector."))
        return draft

    def _texts(self, draft: Draft) -> None:
        description = self.values.get("description", "")
        if len(description) > LONGEST_DESCRIPTION:
            message = _("Too long: at most %(count)d characters.")
            self.refuse("description", message % {"count": LONGEST_DESCRIPTION})
        summary = " ".join((self.values.get("summary") or description).split())
        draft.summary = Truncator(summary).chars(LONGEST_SUMMARY)
        if description and " ".join(description.split()) != draft.summary:
            draft.description = description

    def address(self) -> Address:
        return address_of(
            self.line("street", 190),
            self.line("postcode", 40),
            self.line("locality", 120),
            self.read("country", country_of, ""),
        )

    def _place(self, draft: Draft) -> Placed:
        address, position = self.address(), self.position()
        place = self.locator.find(address.postcode, address.locality, address.country)
        if place.place is None and position:
            place = self.locator.near(position, address.country)
            if place.place is None and not self.problems:
                self.refuse("latitude", _("No place is known near this position."))
            elif address.postcode or address.locality:
                told = _("Not known: placed in %(place)s, by the coordinates.")
                self._say_placed(told, place, address)
        elif place.place is None:
            self._refuse_place(address)
        elif place.is_told:
            told = _("Not known: placed in %(place)s, as you chose.")
            self._say_placed(told, place, address)
        number = self.line("number", 20)
        draft.commune_id = place.commune_id
        draft.fields |= {
            "street": f"{address.street} {number}".strip()[:200],
            "postcode": address.postcode[:12],
            "place": place.place,
            "latitude": position.latitude if position else None,
            "longitude": position.longitude if position else None,
            "precision": self._precision(),
        }
        return place

    def _precision(self) -> str:
        """The least shown of what the columns say."""
        told = {self.values.get("precision"), self.values.get("secret")}
        return next((one for one in ("hidden", "commune") if one in told), "exact")

    def _say_placed(self, told: str, placed: Placed, address: Address) -> None:
        if placed.place:
            name = "postcode" if address.postcode else "locality"
            self.warn(name, told % {"place": placed.place.name})

    def _refuse_place(self, address: Address) -> None:
        postcode, locality = address.postcode, address.locality
        name = "postcode" if postcode or "postcode" in self.values else "locality"
        if not postcode and not locality:
            if not any(one.field in ("postcode", "locality") for one in self.problems):
                message = _(
                    "The place is missing: a postcode, a municipality or coordinates."
                )
                self.refuse(name, message)
            return
        if postcode and locality:
            told = _("Postcode “%(postcode)s” and locality “%(locality)s” not known.")
            message = told % {"postcode": postcode, "locality": locality}
        else:
            told = _("No place is known as “%(place)s”.")
            message = told % {"place": postcode or locality}
        if alike := self.locator.alike(postcode, locality, address.country):
            names = ", ".join(place.name for place in alike)
            known = _("Known, and alike: %(places)s.") % {"places": names}
            message = f"{message} {known}"
        self.refuse(name, message)

    def position(self) -> Position | None:
        latitude = self.read("latitude", lambda cell: degrees_of(cell, 90), None)
        longitude = self.read("longitude", lambda cell: degrees_of(cell, 180), None)
        if latitude is None or longitude is None or latitude == longitude == 0:
            return None
        return Position(latitude, longitude)

    def _contact(self, draft: Draft, country: str) -> None:
        phone, more_phones = self.read(
            "phone", lambda text: parsing.phone_of(text, country), ("", False)
        )
        email, more_emails = self.read("email", parsing.email_of, ("", False))
        for name, more in (("phone", more_phones), ("email", more_emails)):
            if more:
                self.warn(name, _("Several are given: the first is taken."))
        if email and parsing.looks_personal(email):
            self.warn(
                "email", _("This looks like the address of a person, not of a house.")
            )
        website = self.values.get("website", "")
        if website and parsing.is_word(website):
            del self.values["website"]
            self.warn("website", _("The address behind this word is missing."))
        draft.fields |= {
            "phone": phone,
            "email": email,
            "website": self.read("website", parsing.website_of, ""),
            "opening_hours": self.line("hours", 300),
        }

    def _facts(self, draft: Draft) -> None:
        verified: date | None = self.read("verified_on", parsing.day_of, None)
        if verified and verified <= timezone.localdate() - HIDE_AFTER:
            self.warn(
                "verified_on",
                _("Checked over 24 months ago: hidden from visitors until checked."),
            )
        life = self.values.get("life", str(Life.ACTIVE))
        draft.fields |= {
            "verified_on": verified,
            "verified_by": "import" if verified else "",
            "since_year": self.read("since", parsing.year_of, None),
            "paid": self.values.get("paid", ""),
            "peers": self.values.get("peers", ""),
            "life": life,
            # When it began is not told: figures per year count it from today.
            "life_on": None if life == Life.ACTIVE else timezone.localdate(),
        }


def country_of(text: str) -> str:
    code = COUNTRIES.get(fold(text), "")
    if not code:
        raise BadCell(_("“%(value)s” is not a country we know.") % {"value": text})
    return code


def judge(
    values: dict[str, str], *, locator: Locator, teams: KnownTeams, force: bool
) -> Judgement:
    reader = RowReader(values, locator)
    draft = reader.draft()
    judgement = Judgement(
        title=draft.name,
        draft=draft,
        problems=reader.problems,
        warnings=reader.warnings,
    )
    if judgement.problems or draft.commune_id is None:
        return judgement
    other = None if force else teams.like(draft.name, draft.commune_id)
    if other is None:
        teams.add(draft.name, draft.commune_id)
    elif other.is_in_file:
        judgement.duplicate_of = _("Earlier in this file: %(name)s") % {
            "name": other.name
        }
    else:
        judgement.duplicate_of = _("In the directory: %(name)s") % {"name": other.name}
    return judgement
