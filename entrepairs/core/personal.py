"""
The words in which an app declares the personal data it holds, in its `personal.py`:

    declare(
        Kind(
            name="mail.outbox",
            model="mail.OutgoingMail",
            fields=("to", "subject", "text"),
            title=_("Mails that wait to be sent"),
            purpose=_("Tell you what you asked to be told."),
            ...
        )
    )

`privacy` makes of them the notices, the public register, the nightly retention, the
export and the erasure. What leads to a person and is not declared fails the tests;
what looks personal and is not, or goes with its person, says why:

    exempt("mail.OutgoingMail", "reason", because="a code of the server, no address")

A kind with a term also has an example for the tests, in its app's `tests/examples.py`:
`EXAMPLES = {"mail.outbox": a_mail}`, where `a_mail(start)` makes a row whose term
starts at that moment and returns it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from entrepairs.core.traces import Trace

Words = str | Promise


class Basis(models.TextChoices):
    """What allows it: article 6 of the GDPR."""

    CONSENT = "consent", _("your consent")
    CONTRACT = "contract", _("what you asked us to do")
    OBLIGATION = "obligation", _("a legal duty")
    INTEREST = "interest", _("our legitimate interest")


class End(models.TextChoices):
    """What happens when the term is over."""

    ERASE = "erase", _("erased")
    BLANK = "blank", _("the personal part is blanked")
    COUNT = "count", _("erased; an anonymous count remains")


@dataclass(frozen=True)
class Brake:
    """How much may end in one night before a person must agree."""

    free: int = 50  # rows: so few always may
    rows: int = 10_000  # at most
    share: float = 0.25  # of all rows of the model, at most


@dataclass(frozen=True)
class Forewarning:
    """Tells whom it is about that the end is near; without it, no end."""

    before: timedelta
    tell: Callable[[Any, datetime], Any]  # one row, and the moment of its end


@dataclass(frozen=True)
class Subject:
    """Whom a request is about: somebody with an account, an address, or both."""

    person: Any = None  # people.Person; core knows no models
    email: str = ""  # folded


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of personal data: why, whose, how long, and how it ends."""

    name: str  # shown in logs and receipts, never reused
    model: str  # "app.Model"
    fields: tuple[str, ...]  # those that are personal
    title: Words
    purpose: Words
    whose: Words  # category of persons
    basis: Basis
    seen_by: tuple[Words, ...]
    source: Words  # who gave it
    # The starting point of the term, as read after «2 years after …»: «your last
    # sign-in». Without a term: how long, as in «as long as your account exists».
    since: Words
    keep: timedelta | None  # the longest; a network may shorten it
    end: End
    # Rows about the person alone: told wholly, ended on request.
    about: Callable[[Subject], models.QuerySet[Any]]
    # The rows whose term was over before the moment given, which is its only clock;
    # none when nothing ends by time. A row without its date is never due.
    due: Callable[[datetime], models.QuerySet[Any]] | None
    # Ends these rows; doing it again does nothing. Returns how many it ended.
    dispose: Callable[[Iterable[Any]], int]
    # Rows shared with others: told by their date only; they stay, the trace goes.
    traces: tuple[Trace, ...] = ()
    special: bool = False  # art. 9: tells of health; explicit consent or nothing
    spared: Words = ""  # why erasure on request leaves it until its term, by law
    data: Words = ""  # categories of data; else the fields' own names
    recipients: tuple[Words, ...] = ()  # others who receive it, besides `seen_by`
    network: str = ""  # lookup of the row's network, where one has its own term
    brake: Brake = Brake()
    forewarning: Forewarning | None = None


@dataclass(frozen=True)
class Exemption:
    """Fields that look personal, or lead to a person, and why no kind holds them."""

    model: str
    fields: tuple[str, ...]
    because: str


_kinds: dict[str, Kind] = {}
_exemptions: list[Exemption] = []


def declare(kind: Kind) -> Kind:
    if _kinds.get(kind.name, kind) is not kind:
        raise ValueError(f"{kind.name} is declared twice")
    _kinds[kind.name] = kind
    return kind


def erasing(
    model: type[models.Model], *, files: tuple[str, ...] = ()
) -> Callable[[Iterable[Any]], int]:
    """
    A `dispose` that deletes the rows with what hangs on them, and counts them. `files`
    go first: should the rest fail, a row without its file is better than the contrary.
    """

    def erase(pks: Iterable[Any]) -> int:
        rows = model._default_manager.filter(pk__in=list(pks))
        for row in rows if files else ():
            for name in files:
                getattr(row, name).delete(save=False)
        return rows.delete()[1].get(model._meta.label, 0)

    return erase


def exempt(model: str, *fields: str, because: str) -> None:
    _exemptions.append(Exemption(model, fields, because))


def kinds() -> list[Kind]:
    """All that the apps declared, by name."""
    autodiscover_modules("personal")
    return sorted(_kinds.values(), key=lambda kind: kind.name)


def kind_named(name: str) -> Kind:
    """Raises `KeyError` when no app declared it."""
    autodiscover_modules("personal")
    return _kinds[name]


def exemptions() -> list[Exemption]:
    autodiscover_modules("personal")
    return list(_exemptions)
