"""All that we hold of somebody, to read and to take along."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepairs.core.notices import Notice, term_of
from entrepairs.core.personal import Kind, Subject, kinds
from entrepairs.core.traces import Trace
from entrepairs.organisations.models import Network
from entrepairs.people.models import Person
from entrepairs.privacy.rights.labels import PLUMBING, in_words, label_of

MOST = 10_000  # rows of one kind, so that a page can be made at all
# They let somebody in: told that they are there, never what they are.
SECRETS = {
    ("directory.VerificationLink", "digest"),
    ("mfa.Authenticator", "data"),
    ("people.AddressLink", "digest"),
    ("people.OpenSession", "key"),
    ("people.Person", "session_salt"),
    ("people.SignInLink", "digest"),
    ("privacy.DataLink", "digest"),
    ("privacy.DataVisit", "digest"),
    ("sessions.Session", "session_data"),
}
VISITING = {"privacy.links", "privacy.visits"}  # that the page is being looked at
NOTHING: tuple[Any, ...] = (None, "", [], {})


@dataclass(frozen=True)
class Cell:
    name: str  # for machines
    label: str
    value: Any  # fit for JSON
    shown: str
    hidden: bool = False  # from the page


@dataclass(frozen=True)
class Holding:
    """One kind of data, with the rows about somebody."""

    notice: Notice
    rows: list[list[Cell]]
    count: int

    @property
    def kind(self) -> Kind:
        return self.notice.kind

    @property
    def is_told(self) -> bool:
        """Whether the page tells of it."""
        return self.kind.name not in VISITING

    @property
    def read(self) -> list[list[Cell]]:
        """The rows as somebody reads them."""
        rows = ([cell for cell in row if not cell.hidden] for row in self.rows)
        return [row for row in rows if row]


def subject_of(*, person: Person | None = None, email: str = "") -> Subject:
    """Whoever has the account or the address, with both when one tells the other."""
    if person is None and email:
        person = Person.objects.filter(email=email).first()
    if person is not None:
        email = person.email or email
    return Subject(person=person, email=email)


def held(subject: Subject, network: Network) -> list[Holding]:
    """Of every kind, what there is; kinds without rows are left out."""
    found = []
    for kind in kinds():
        told, count = _own(kind, subject)
        for trace in kind.traces:
            more, how_many = _traced(trace, subject)
            told, count = told + more, count + how_many
        if count:
            notice = Notice(kind, network, term_of(kind, network))
            found.append(Holding(notice, told[:MOST], count))
    return found


def as_document(holdings: list[Holding]) -> dict[str, Any]:
    """The same for machines: field names as they are in the tables."""
    return {
        "made_at": timezone.now().isoformat(timespec="seconds"),
        "held": [
            {
                "kind": holding.kind.name,
                "title": str(holding.kind.title),
                "purpose": holding.notice.purpose,
                "basis": holding.kind.basis.value,
                "how_long": holding.notice.how_long,
                "seen_by": holding.notice.seen_by,
                "source": str(holding.kind.source),
                "rows": [{c.name: c.value for c in row} for row in holding.rows],
            }
            for holding in holdings
        ],
    }


def _own(kind: Kind, subject: Subject) -> tuple[list[list[Cell]], int]:
    """Rows about the person, wholly told, and how many there are."""
    rows = kind.about(subject).order_by("pk")
    listed = list(rows[: MOST + 1])
    told = [list(_cells(kind.fields, row, subject)) for row in listed[:MOST]]
    return told, len(listed) if len(listed) <= MOST else rows.count()


def _traced(trace: Trace, subject: Subject) -> tuple[list[list[Cell]], int]:
    """
    Rows shared with others: when, and why they are told at all. What else stands in
    them may be about others.
    """
    rows = trace.rows(subject)
    told = [
        [
            *_moment(trace, row),
            Cell("told", _("your part"), str(trace.told), str(trace.told)),
            *_cells(trace.fields, row, subject),
        ]
        for row in rows[:MOST]
    ]
    count = rows.count() if isinstance(rows, models.QuerySet) else len(rows)
    return told, count


def _moment(trace: Trace, row: models.Model) -> Iterator[Cell]:
    moment = reduce(getattr, filter(None, trace.dated.split("__")), row)
    if isinstance(moment, datetime):
        local = timezone.localtime(moment)
        yield Cell("at", _("when"), moment.isoformat(), f"{local:%d/%m/%Y %H:%M}")
    elif isinstance(moment, date):
        yield Cell("at", _("when"), moment.isoformat(), f"{moment:%d/%m/%Y}")


def _cells(names: Iterable[str], row: models.Model, subject: Subject) -> Iterator[Cell]:
    for name in names:
        field: Any = row._meta.get_field(name)
        value = _value(field, row, subject)
        shown = _shown(field, row, in_words(row, name, value))
        hidden = name in PLUMBING or not shown  # a secret shows nothing
        yield Cell(name, label_of(field), value, shown, hidden)


def _is_secret(field: Any, row: models.Model) -> bool:
    return (row._meta.label, field.name) in SECRETS


def _value(field: Any, row: models.Model, subject: Subject) -> Any:
    if _is_secret(field, row):
        return None
    if field.many_to_many:
        return [str(other) for other in getattr(row, field.name).all()[:100]]
    value = getattr(row, field.attname)
    if field.is_relation and value is not None:
        return _other(field, row, value, subject)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if value is None or isinstance(value, bool | int | float | str | list | dict):
        return value
    return str(value)


def _other(field: Any, row: models.Model, value: Any, subject: Subject) -> str:
    """What a row points to; of other persons only that there is one."""
    if field.related_model is not Person:
        return str(getattr(row, field.name))
    mine = subject.person is not None and subject.person.pk == value
    return _("you") if mine else _("another person")


def _shown(field: Any, row: models.Model, value: Any) -> str:
    if value in NOTHING:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if getattr(field, "choices", None):
        return str(getattr(row, f"get_{field.name}_display")())
    if isinstance(field, models.DateTimeField):
        moment = timezone.localtime(getattr(row, field.attname))
        return f"{moment:%d/%m/%Y %H:%M}"
    if isinstance(field, models.DateField):
        return f"{getattr(row, field.attname):%d/%m/%Y}"
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    return str(value)
