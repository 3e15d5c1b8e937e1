"""
Texts as editors write them: words and `{variables}`, nothing that is executed.

A brace always belongs to a variable, so that a slip is seen when saving and not by
the people who get the mail.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from entrepairs.core.errors import Refused
from entrepairs.mail.kinds import MailKind
from entrepairs.ui.templatetags.ui import day

PIECE = re.compile(r"\{([^{}\n]*)\}")


class BadText(Exception):
    """Names what is unknown, and whether a brace stands alone."""

    def __init__(self, unknown: list[str]) -> None:
        super().__init__(", ".join(unknown))
        self.unknown = unknown


def names_in(text: str) -> list[str]:
    """What stands between braces, each once; braces that stand alone, too."""
    names = [found.strip() for found in PIECE.findall(text)]
    alone = re.findall(r"[{}]", PIECE.sub("", text))
    return list(dict.fromkeys([*names, *alone]))


def fill(text: str, values: Mapping[str, Any]) -> str:
    """`text` with its variables. `BadText` when one is unknown."""
    if unknown := [name for name in names_in(text) if name not in values]:
        raise BadText(unknown)
    return PIECE.sub(lambda found: shown(values[found[1].strip()]), text)


def shown(value: Any) -> str:
    """As it is read in a sentence of the current language."""
    if value is None:
        return ""
    return day(value) if isinstance(value, date) else str(value)


def check_words(kind: MailKind, subject: str, text: str) -> None:
    """
    Raises `Refused`, with the names, when a variable is unknown, a needed one misses,
    or there are no words.
    """
    if not subject.strip() or not text.strip():
        raise Refused(_("A mail needs a subject and a text."))
    names = list(dict.fromkeys([*names_in(subject), *names_in(text)]))
    allowed = [one.name for one in kind.all_variables]
    if unknown := [name for name in names if name not in allowed]:
        raise Refused(_unknown(unknown, allowed))
    if missing := [name for name in kind.needed if name not in names_in(text)]:
        words = _("The text needs %(names)s: without it the mail is of no use.")
        raise Refused(words % {"names": _braced(missing)})


def _unknown(unknown: list[str], allowed: list[str]) -> str:
    words = ngettext(
        "%(unknown)s is no variable of this mail. Allowed: %(allowed)s.",
        "%(unknown)s are no variables of this mail. Allowed: %(allowed)s.",
        len(unknown),
    )
    return words % {"unknown": _braced(unknown), "allowed": _braced(allowed)}


def _braced(names: list[str]) -> str:
    return ", ".join(name if name in ("{", "}") else f"{{{name}}}" for name in names)
