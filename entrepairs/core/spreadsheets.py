"""Cells that no spreadsheet runs."""

import re

_FORMULA = re.compile(r"[=+\-@|%\t\r\n]")
_FIGURE = re.compile(r"[+-]?\d[\d .,]*")


def neutral(text: str) -> str:
    """
    `text`; what a spreadsheet would take for a formula gets an apostrophe.

    Figures keep their sign, so that `+32 2 123 45 67` can be dialled.
    """
    if _FORMULA.match(text) and not _FIGURE.fullmatch(text):
        return f"'{text}"
    return text
