"""
The short notice above a form, made of what its app declared: who, why, how long.

Its version goes into the record that the form makes, by the field of `Noticed`.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from entrepairs.core.language import CODES
from entrepairs.core.personal import Basis, Kind, kind_named

Terms = Callable[[Kind, Any], timedelta | None]


def _declared(kind: Kind, network: Any) -> timedelta | None:
    return kind.keep


_terms: list[Terms] = [_declared]


def tell_terms(terms: Terms) -> None:
    """Who knows the term of a kind in a network from now on, in place of this."""
    _terms[:] = [terms]


def term_of(kind: Kind, network: Any = None) -> timedelta | None:
    """How long it is kept; `network` may have shortened what the app declared."""
    return _terms[0](kind, network)


def in_words(term: timedelta) -> str:
    """`2 years`, `18 months`, `30 days`, `12 hours`, in the language of the reader."""
    days, hours = term.days, term.seconds // 3600
    if days and days % 365 == 0:
        years = days // 365
        return ngettext("%(count)d year", "%(count)d years", years) % {"count": years}
    if days >= 60 and days % 30 == 0:
        months = days // 30
        return ngettext("%(count)d month", "%(count)d months", months) % {
            "count": months
        }
    if days:
        return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}
    if hours:
        return ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}
    minutes = term.seconds // 60
    return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {
        "count": minutes
    }


def how_long(kind: Kind, term: timedelta | None) -> str:
    """The term as a sentence."""
    since, end = str(kind.since), str(kind.end.label)
    if term is None:
        return since
    if not term:
        # Translators: "Until the code is used, then erased"
        return _("Until %(since)s, then %(end)s") % {"since": since, "end": end}
    # Translators: "2 years after your last sign-in, then erased"
    return _("%(term)s after %(since)s, then %(end)s") % {
        "term": in_words(term),
        "since": since,
        "end": end,
    }


@dataclass(frozen=True)
class Notice:
    """One kind of data as its notice tells it, in the language of the reader."""

    kind: Kind
    network: Any
    term: timedelta | None

    @property
    def purpose(self) -> str:
        return str(self.kind.purpose)

    @property
    def how_long(self) -> str:
        return how_long(self.kind, self.term)

    @property
    def basis(self) -> str:
        return str(self.kind.basis.label)

    @property
    def seen_by(self) -> list[str]:
        return [str(who) for who in self.kind.seen_by]

    @property
    def may_be_withdrawn(self) -> bool:
        return self.kind.basis == Basis.CONSENT or self.kind.special

    @property
    def text(self) -> str:
        """All that it says, as kept when it changes."""
        lines = [
            str(self.kind.title),
            self.purpose,
            self.how_long,
            self.basis,
            ", ".join(self.seen_by),
        ]
        if self.network is not None:
            lines += [self.network.controller_name, self.network.controller_email]
        return "\n".join(lines)


def notice_of(name: str, network: Any = None) -> Notice:
    """Raises `KeyError` when no app declared a kind of that name."""
    kind = kind_named(name)
    return Notice(kind, network, term_of(kind, network))


def notice_version(name: str, network: Any = None) -> str:
    """Twelve letters and digits: another when a word of the notice changes."""
    return version_of(texts_of(notice_of(name, network)))


Keeper = Callable[["Notice"], Any]
_keepers: list[Keeper] = []


def keep_words_with(keep: Keeper) -> None:
    """Who keeps the words of notices, so that a version can be read again."""
    _keepers[:] = [keep]


def noted(name: str, network: Any) -> str:
    """The version that a record made now holds; its words are kept from here on."""
    notice = notice_of(name, network)
    for keep in _keepers:
        keep(notice)
    return version_of(texts_of(notice))


def version_of(texts: dict[str, str]) -> str:
    told = "\n\n".join(texts[code] for code in CODES)
    return hashlib.sha256(told.encode()).hexdigest()[:12]


def texts_of(notice: Notice) -> dict[str, str]:
    """What it says in each language."""
    texts = {}
    for code in CODES:
        with override(code):
            texts[code] = notice.text
    return texts


class Noticed(models.Model):
    """A record that keeps which notice its person read: `notice_version(name)`."""

    notice_version = models.CharField(max_length=12, blank=True, editable=False)

    class Meta:
        abstract = True
