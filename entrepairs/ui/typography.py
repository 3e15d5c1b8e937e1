"""Dates, times, distances and spaces, as each of the four languages writes them."""

import re
from datetime import date, datetime, time

from django.utils import timezone
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.formats import number_format

from entrepairs.core.language import current

SPACE = "\N{NO-BREAK SPACE}"
_BEFORE = re.compile(r" +(?=[:;?!»%€])")
_AFTER = re.compile(r"(?<=«) +")


def day(value: date, *, weekday: bool = False) -> str:
    """`24 novembre 2026`, `1er décembre 2026`, `24. November 2026`."""
    language = current()
    number = str(value.day)
    if language == "fr" and value.day == 1:
        number = "1er"
    elif language == "de":
        number += "."
    told = f"{number}{SPACE}{MONTHS[value.month]} {value.year}"
    if not weekday:
        return told
    comma = {"fr": "", "nl": ""}.get(language, ",")
    return f"{WEEKDAYS[value.weekday()]}{comma} {told}"


def clock(value: time) -> str:
    """`14 h 30`, `14.30 uur`, `14.30 Uhr`, `14:30`."""
    language = current()
    if language == "fr":
        minutes = f"{SPACE}{value.minute:02}" if value.minute else ""
        return f"{value.hour}{SPACE}h{minutes}"
    if language == "en":
        return f"{value.hour:02}:{value.minute:02}"
    unit = "uur" if language == "nl" else "Uhr"
    minutes = f".{value.minute:02}" if value.minute else ""
    return f"{value.hour}{minutes}{SPACE}{unit}"


def moment(value: date | time, *, weekday: bool = False) -> str:
    """A date, a time, or both in the site's time zone."""
    if isinstance(value, time):
        return clock(value)
    if not isinstance(value, datetime):
        return day(value, weekday=weekday)
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{day(local.date(), weekday=weekday)}, {clock(local.time())}"


def distance(km: float) -> str:
    """`2,1 km` below ten, whole kilometres from there."""
    decimals = 1 if km < 9.95 else 0
    rounded = round(km, decimals)  # number_format only cuts off
    return f"{number_format(rounded, decimal_pos=decimals)}{SPACE}km"


def unbroken(text: str) -> str:
    """French spaces that must not break: before `: ; ? ! » %` and after `«`."""
    return _AFTER.sub(SPACE, _BEFORE.sub(SPACE, text))
