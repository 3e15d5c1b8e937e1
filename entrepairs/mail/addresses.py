"""
E-mail addresses as people type them: likely slips are asked about, never corrected.

A form that takes an address uses `AddressField`. Where the domain looks like a common
one misspelt, the form comes back once with the question and what was typed; sending
it again accepts it. Nothing is looked up anywhere.
"""

import unicodedata
from functools import lru_cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

COMMON = (
    *("gmail.com", "hotmail.com", "outlook.com", "hotmail.be", "skynet.be"),
    *("telenet.be", "proximus.be", "live.be", "outlook.be", "yahoo.fr", "yahoo.com"),
    *("hotmail.fr", "live.com", "live.fr", "outlook.fr", "icloud.com", "msn.com"),
    *("belgacom.net", "scarlet.be", "pandora.be", "edpnet.be", "brutele.be"),
    *("orange.fr", "laposte.net", "wanadoo.fr", "free.fr", "sfr.fr", "ziggo.nl"),
    *("kpnmail.nl", "planet.nl", "home.nl", "gmx.de", "gmx.net", "web.de"),
    *("t-online.de", "freenet.de", "protonmail.com", "proton.me", "voo.be", "me.com"),
)
# Real, and a letter away from one above.
ALSO_REAL = {
    *("mail.com", "email.com", "ymail.com", "googlemail.com", "gmx.com", "mac.com"),
    *("rocketmail.com", "live.nl", "pm.me", "pt.lu", "freenet.be"),
}
IN_MANY_COUNTRIES = {"hotmail", "outlook", "live", "yahoo", "gmx", "orange"}
ONLY_ONE_ENDING = {
    *("gmail", "icloud", "skynet", "telenet", "proximus", "belgacom", "scarlet"),
    *("wanadoo", "laposte", "ziggo", "kpnmail", "t-online", "protonmail"),
}
SLIPS_OF_COM = {"co", "cm", "om", "cn", "ne"}  # two letters, yet no country of theirs
LONG_ENOUGH = 5  # letters of a name that one slip still tells
FAR = 3
LONGEST = 254  # of the tables


class AddressInput(forms.EmailInput):
    """Remembers in a hidden field what was asked about already."""

    template_name = "mail/address_input.html"

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        value = super().value_from_datadict(data, files, name)
        return None if value is None else Typed(value, data.get(f"{name}_kept", ""))

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        typed = tidy(str(value or ""))
        context["kept"] = typed if suggestion(typed) else ""
        return context


class Typed(str):
    """What was typed, and what was asked about before."""

    kept: str
    __slots__ = ("kept",)

    def __new__(cls, value: str, kept: str) -> "Typed":
        typed = super().__new__(cls, value)
        typed.kept = kept
        return typed


class AddressField(forms.EmailField):
    """One e-mail address."""

    widget = AddressInput

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": LONGEST, **options})
        self.widget.attrs.setdefault("autocomplete", "email")
        self.widget.attrs.setdefault("spellcheck", "false")

    def clean(self, value: Any) -> str:
        typed = tidy(str(value or ""))
        address = self.checked(typed)
        likely = suggestion(address)
        if likely and getattr(value, "kept", "") != address:
            raise ValidationError(
                _(
                    "Did you mean %(address)s? Correct it, or send the form again if "
                    "what you wrote is right."
                ),
                code="suggestion",
                params={"address": likely},
            )
        return address

    def checked(self, typed: str) -> str:
        try:
            return str(super().clean(typed))
        except ValidationError as problem:
            likely = repaired(typed)
            if not likely:
                raise
            message = _("This address is not complete. Did you mean %(address)s?")
            params = {"address": likely}
            raise ValidationError(message, code="invalid", params=params) from problem


def tidy(address: str) -> str:
    """Without the invisible characters of a pasted address; its domain small."""
    plain = unicodedata.normalize("NFKC", address)
    visible = "".join(c for c in plain if unicodedata.category(c) != "Cf").strip()
    name, at, domain = visible.removeprefix("mailto:").rpartition("@")
    return f"{name}{at}{domain.lower().rstrip('.')}"


def suggestion(address: str) -> str:
    """The address that was probably meant, or nothing."""
    name, at, domain = address.rpartition("@")
    likely = probable(domain.lower()) if at and name else ""
    meant = f"{name}@{likely}" if likely else ""
    try:
        validate_email(meant)
    except ValidationError:
        return ""
    return meant


def repaired(typed: str) -> str:
    """What was meant by something that is no address, or nothing."""
    tried = typed.replace(",", ".").replace(" ", "")
    try:
        validate_email(tried)
    except ValidationError:
        return suggestion(tried)
    return suggestion(tried) or tried


@lru_cache(maxsize=1000)
def probable(domain: str) -> str:
    """The common domain of which this one is a slip, or nothing."""
    if len(domain) > 40 or domain in COMMON or domain in ALSO_REAL:
        return ""
    name, _dot, ending = domain.rpartition(".")
    if name in IN_MANY_COUNTRIES and len(ending) == 2 and ending not in SLIPS_OF_COM:
        return ""
    known = min(COMMON, key=lambda known: slips(domain, known))
    return known if slips(domain, known) < FAR else ""


def slips(domain: str, known: str) -> int:
    """How many slips of the fingers make one of the other; `FAR` when too many."""
    name, _dot, ending = domain.rpartition(".")
    known_name, _dot, known_ending = known.rpartition(".")
    if not name:  # the point is missing
        return 1 if domain == known.replace(".", "") else FAR
    other_ending = min(distance(ending, known_ending), FAR)
    if name == known_name:
        return 2 if name in ONLY_ONE_ENDING else (1 if other_ending == 1 else FAR)
    if len(known_name) < LONG_ENOUGH or distance(name, known_name) > 1:
        return FAR
    return 1 + other_ending


def distance(one: str, other: str) -> int:
    """Letters to add, drop, change or swap with their neighbour."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, wanted in enumerate(other, 1):
            best = min(before[j] + 1, row[-1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 < j and (letter, one[i - 2]) == (other[j - 2], wanted):
                best = min(best, earlier[j - 2] + 1)
            row.append(best)
    return row[-1]
