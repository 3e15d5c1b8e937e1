"""Cells as people write them, made into what the tables hold."""

import re
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, URLValidator
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepairs.core.text import fold
from entrepairs.directory.imports.words import MONTHS, NOTHING, ROLES

SERIAL_DAYS = (20_000, 60_000)  # a spreadsheet's count of days: 1954 to 2064
SERIAL_START = date(1899, 12, 30)
_DAY_FIRST = re.compile(r"(\d{1,2})\s?[./\-\s]\s?(\d{1,2})\s?[./\-\s]\s?(\d{4}|\d{2})")
_MONTH_YEAR = re.compile(r"(\d{1,2})[./-](\d{4})")
_WORDS = re.compile(r"(?:(\d{1,2})(?:er|ste|e)? )?([a-z]+) (\d{4})")
_YEAR = re.compile(r"\b(19[5-9]\d|20\d\d)\b")
_SEVERAL = re.compile(
    r"\s*(?:[;|,\n]|\s/\s|\bou\b|\bof\b|\boder\b|\bor\b)\s*", re.IGNORECASE
)
_WORD = re.compile(r"[^\d.@]{0,40}")
_NUMBER = re.compile(r"[+(]?[\d][\d\s./()\-–+]*")
_PERSON = re.compile(r"([a-z]{2,})[._-]([a-z]{2,})|[a-z][._]([a-z]{3,})")

is_web_address = URLValidator(schemes=["http", "https"])
is_email = EmailValidator()


class BadCell(ValueError):
    """A cell that does not hold what it should; says so to the person."""


def filled(text: str) -> str:
    """The text, or nothing if it only says that there is nothing."""
    text = re.sub(r"[ \t]+", " ", text).strip()
    return "" if fold(text) in NOTHING else text


def one_line(text: str, longest: int) -> str:
    """Line breaks become commas. Raises `BadCell` if it is too long."""
    text = ", ".join(part.strip(" ,") for part in text.splitlines() if part.strip(" ,"))
    if len(text) > longest:
        raise BadCell(_("Too long: at most %(count)d characters.") % {"count": longest})
    return text


def day_of(text: str) -> date:
    """A date in any of the usual forms; a month alone is its first day."""
    try:
        day = _iso(text) or _serial(text) or _figures(text) or _in_words(text)
    except ValueError:
        day = None
    if day is None:
        raise BadCell(_("“%(value)s” is not a date we understand.") % {"value": text})
    if day > timezone.localdate():
        raise BadCell(_("%(day)s is a day to come.") % {"day": day.isoformat()})
    return day


def _iso(text: str) -> date | None:
    if re.match(r"\d{4}-\d{2}-\d{2}(\D|$)", text):
        return date.fromisoformat(text[:10])
    return None


def _serial(text: str) -> date | None:
    days = float(text) if re.fullmatch(r"\d{5}(\.\d+)?", text) else 0
    if SERIAL_DAYS[0] <= days <= SERIAL_DAYS[1]:
        return SERIAL_START + timedelta(days=int(days))
    return None


def _figures(text: str) -> date | None:
    if found := _DAY_FIRST.fullmatch(text):
        day, month, year = (int(part) for part in found.groups())
        if month > 12 >= day:
            day, month = month, day
        return date(year if year > 99 else 2000 + year, month, day)
    if found := _MONTH_YEAR.fullmatch(text):
        return date(int(found[2]), int(found[1]), 1)
    return date(int(text), 1, 1) if re.fullmatch(r"(19|20)\d\d", text) else None


def _in_words(text: str) -> date | None:
    found = _WORDS.search(fold(text))
    month = MONTHS.get(found[2][:4], 0) or MONTHS.get(found[2][:3], 0) if found else 0
    return date(int(found[3]), month, int(found[1] or 1)) if found and month else None


def year_of(text: str) -> int:
    found = _YEAR.search(text)
    if not found or int(found[1]) > timezone.localdate().year:
        raise BadCell(_("“%(value)s” is not a year we understand.") % {"value": text})
    return int(found[1])


def degrees_of(text: str, limit: int) -> float:
    """A coordinate with a point or a comma."""
    try:
        value = float(text.replace(",", ".").replace("°", "").replace(" ", ""))
    except ValueError:
        value = 1e9
    if not -limit <= value <= limit:
        raise BadCell(
            _("“%(value)s” is not a coordinate between %(low)d and %(high)d.")
            % {"value": text, "low": -limit, "high": limit}
        )
    return value


def phone_of(text: str, country: str) -> tuple[str, bool]:
    """The first number, with a leading 0 put back where surely lost; if more follow."""
    parts = [part for part in _SEVERAL.split(text) if part]
    found = _NUMBER.search(parts[0]) if parts else None
    number = re.sub(r"\s+", " ", found[0]).strip(" ./-–") if found else ""
    digits = re.sub(r"\D", "", number)
    if not 3 <= len(digits) <= 15:
        raise BadCell(
            _("“%(value)s” is not a telephone number we understand.") % {"value": text}
        )
    if number.startswith("00"):
        number = f"+{number[2:].lstrip()}"
    return _with_zero(number, digits, country)[:40], len(parts) > 1


def _with_zero(number: str, digits: str, country: str) -> str:
    if number.startswith(("+", "0", "(")):
        return number
    if country == "FR" and len(digits) == 9:
        return " ".join(re.findall("..", f"0{digits}"))
    is_mobile = len(digits) == 9 and digits[0] == "4"
    is_fixed = len(digits) == 8 and digits[:2] not in FREE
    if country == "BE" and (is_mobile or is_fixed):
        return f"0{number}"
    return number


FREE = ("78", "80", "90")  # Belgian service numbers are written without an area


def email_of(text: str) -> tuple[str, bool]:
    """The first address; if more follow."""
    parts = [part for part in re.split(r"[\s;,|/]+", text) if "@" in part]
    address = (parts[0] if parts else text).removeprefix("mailto:").strip("<>.")
    try:
        is_email(address)
    except ValidationError:
        raise BadCell(
            _("“%(value)s” is not an e-mail address.") % {"value": text}
        ) from None
    return address, len(parts) > 1


def looks_personal(address: str) -> bool:
    """`first.last@`, the address of one person rather than of a house."""
    local = address.partition("@")[0].lower()
    words = set(re.split(r"[._\-\d]+", local))
    return bool(_PERSON.fullmatch(local)) and not words & ROLES


def is_word(text: str) -> bool:
    """`site` or `see page`: what stood in front of a link that was lost."""
    return bool(_WORD.fullmatch(text))


def website_of(text: str) -> str:
    """The first address of a list, with https:// where nothing was said."""
    address = re.split(r"[\s,;|]+", text.strip("<>"))[0]
    if not re.match(r"https?://", address, re.IGNORECASE):
        address = f"https://{address}"
    try:
        is_web_address(address)
    except ValidationError:
        raise BadCell(
            _("“%(value)s” is not a web address.") % {"value": text}
        ) from None
    if len(address) > 500:
        raise BadCell(_("Too long: at most %(count)d characters.") % {"count": 500})
    return address
