"""What a cell looks like, whatever its column is called."""

import re
from collections.abc import Callable

_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[A-Za-z]{2,}")
_WEB = re.compile(r"(https?://|www\.)\S+|[\w-]+(\.[\w-]+)*\.(be|fr|org|com|eu|net)/?")
_POSTCODE = re.compile(r"([A-Za-z]{1,2}-)?\d{4,5}|\d{4} ?[A-Z]{2}")
_PHONE = re.compile(r"[+(]?\d[\d\s./()+-]{7,24}")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}|\d{1,2}[./-]\d{1,2}[./-](\d{2}|\d{4})")
_DECIMAL = re.compile(r"-?\d{1,3}[.,]\d{3,}")

SHAPES: dict[str, Callable[[str], bool]] = {
    "email": lambda text: bool(_EMAIL.fullmatch(text)),
    "web": lambda text: bool(_WEB.fullmatch(text)),
    "postcode": lambda text: bool(_POSTCODE.fullmatch(text)),
    "phone": lambda text: bool(_PHONE.fullmatch(text)) and not _DATE.fullmatch(text),
    "date": lambda text: bool(_DATE.fullmatch(text)),
    "latitude": lambda text: _within(text, 41, 56),
    "longitude": lambda text: _within(text, -6, 17),
}
"""Coordinates are told apart by where our readers live; a heading has the last word."""


def _within(text: str, low: float, high: float) -> bool:
    return bool(_DECIMAL.fullmatch(text)) and low <= _number(text) <= high


def _number(text: str) -> float:
    return float(text.replace(",", "."))


def shape_of(text: str) -> str:
    """The first shape that suits, or nothing."""
    text = text.strip()
    return next((name for name, suits in SHAPES.items() if suits(text)), "")
