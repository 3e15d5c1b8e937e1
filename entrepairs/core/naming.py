"""Whether an address stands in a text, by itself and not as a part of another's."""

import json
import re
from collections.abc import Callable
from functools import reduce
from operator import and_, or_
from typing import Any
from urllib.parse import quote_plus

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from entrepairs.core.text import fold_email, for_the_wire

GONE = "…"  # in place of the address, inside of a text
PLAIN = re.compile(r"[a-z0-9._~-]+", re.IGNORECASE)  # as it is in every encoding
ADDRESS = re.compile(r"[^\s@<>,;:\"'()]+@[^\s@<>,;:\"'()]+\.\w{2,}")
BEFORE, AFTER = r"(?<![\w.+-])", r"(?![\w-]|\.\w)"
# In a form as it is sent, `+` is a space and `%2B` a plus.
SENT_BEFORE = r"(?:(?<![\w.-])|(?<=%[0-7][0-9A-F])(?<!%2B))"
SENT_AFTER = r"(?![\w-]|\.\w|%[89A-F])"


class Naming:
    """One address (folded), looked for in texts: `anna@b.be` does not name `a@b.be`."""

    def __init__(self, email: str) -> None:
        self.email = email
        self.longest = 4 * len(email) + 8  # however it is spelled
        ways = "|".join(re.escape(way) for way in sorted(_spellings(email)))
        sent = re.escape(quote_plus(email))
        self.pattern = re.compile(
            f"{BEFORE}(?:{ways}){AFTER}|{SENT_BEFORE}{sent}{SENT_AFTER}", re.IGNORECASE
        )

    def stands_in(self, value: Any) -> bool:
        """In a text, or anywhere in what JSON holds."""
        if isinstance(value, str):
            return bool(self.pattern.search(value)) or self.is_all_of(value)
        if isinstance(value, dict):
            return any(map(self.stands_in, (*value, *value.values())))
        return isinstance(value, list) and any(map(self.stands_in, value))

    def is_all_of(self, text: str) -> bool:
        """The text is the address, in whatever spelling."""
        may_be = "@" in text and len(text) <= self.longest
        return may_be and fold_email(text) == self.email

    def names_another(self, text: str) -> bool:
        """There is an address in it that is not this one."""
        found = ADDRESS.findall(text)
        return any(not self.is_all_of(one.strip(".<>")) for one in found)

    def without(self, value: Any) -> Any:
        if isinstance(value, str):
            return "" if self.is_all_of(value) else self.pattern.sub(GONE, value)
        if isinstance(value, dict):
            return {self.without(k): self.without(v) for k, v in value.items()}
        return (
            [self.without(one) for one in value] if isinstance(value, list) else value
        )

    def maybe(self, rows: "QuerySet[Any]", *texts: str) -> "QuerySet[Any]":
        """Rows that may name it in one of `texts`, of whatever type; look at them."""
        told = Q(pk__in=[])
        for text in texts:
            rows = rows.alias(**{f"{text}_read": Cast(text, TextField())})
            told |= self._hint(f"{text}_read__icontains")
        return rows.filter(told)

    def among(
        self,
        rows: "QuerySet[Any]",
        *texts: str,
        but: Callable[[Any], bool] | None = None,
    ) -> list[Any]:
        """The rows that do."""
        return [
            row
            for row in self.maybe(rows, *texts).order_by("pk").iterator()
            if any(self.stands_in(getattr(row, text)) for text in texts)
            and not (but and but(row))
        ]

    def clear(self, row: Any, *texts: str) -> None:
        """Take it out of a row; nothing but these columns is written."""
        was = {text: getattr(row, text) for text in texts}
        now = {text: self.without(value) for text, value in was.items()}
        changed = {text: now[text] for text in texts if now[text] != was[text]}
        if changed:
            type(row)._base_manager.filter(pk=row.pk).update(**changed)

    def _hint(self, lookup: str) -> Q:
        """What a database can ask: all parts that look the same in every encoding."""
        name, _at, domain = self.email.rpartition("@")
        parts = [*PLAIN.findall(name), *([domain] if domain.isascii() else [])]
        if parts:
            return reduce(and_, (Q(**{lookup: part}) for part in parts))
        escaped = json.dumps(self.email)[1:-1]
        return reduce(or_, (Q(**{lookup: one}) for one in (self.email, escaped)))


def _spellings(email: str) -> set[str]:
    """As it is folded, and with the domain as machines write it."""
    return {email, for_the_wire(email)}
