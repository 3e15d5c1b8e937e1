"""What can be imported: higher apps declare it in a module named `imports`."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from re import Pattern
from typing import Any, Protocol

from django.utils.functional import Promise

Text = str | Promise


@dataclass(frozen=True)
class Choice:
    """A code of a field's list, and all the ways of writing it."""

    code: str
    label: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Field:
    """
    A column we understand. `looks` names a shape of `importing.shapes` that tells it
    by its content; `choices` makes it a list whose cells are mapped to codes.

    `otherwise` is the code of what nobody understood, where leaving it out would say
    too much; and of all rows when a heading that matches `guards` was left out.
    """

    name: str
    label: Text
    synonyms: tuple[str, ...] = ()
    looks: str = ""
    choices: Callable[[], Sequence[Choice]] | None = None
    is_multiple: bool = False
    otherwise: str = ""
    guards: Pattern[str] | None = None


def label_of(field: Field, code: str) -> str:
    choices = field.choices() if field.choices else ()
    return next((one.label for one in choices if one.code == code), code)


@dataclass(frozen=True)
class Problem:
    """What is wrong with a cell; `field` empty: with the row as a whole."""

    field: str
    message: str


@dataclass
class Judgement:
    """What we think of one row. `draft` is the kind's own, made into an object."""

    title: str = ""
    draft: Any = None
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    duplicate_of: str = ""  # said to the person


@dataclass(frozen=True)
class Made:
    """An object created, and what is needed to undo it."""

    object_id: int
    trace: dict[str, Any]


class Importer(Protocol):
    """One run's work. Holds what it looked up; lives as long as one job."""

    def judge(self, values: dict[str, str], *, force: bool = False) -> Judgement:
        """`values` by field name, never empty; choice fields hold codes, by ` `."""

    def create(self, drafts: Sequence[Any]) -> list[Made]:
        """Inside a transaction; as many as `drafts`, in their order."""

    def undo(self, traces: Sequence[dict[str, Any]]) -> list[bool]:
        """Inside a transaction, latest first: whether each was removed."""


class Finder(Protocol):
    """Finds among what is too many for a list, such as places. One page's work."""

    def missing(self, values: dict[str, str]) -> str:
        """What these cells of a row name and we do not know; else nothing."""

    def likely(self, text: str) -> list[str]:
        """What may be meant, as a person may type it; the likeliest first."""

    def code_of(self, typed: str) -> str:
        """Nothing if that is not understood."""

    def told(self, code: str) -> str:
        """As a person may type it; nothing if it is gone."""


@dataclass(frozen=True)
class Lookup:
    """
    What several `fields` of a row name together. A person tells which is meant where
    we do not know: `name` is that of those answers, beside the fields of lists.
    """

    name: str
    label: Text
    help: Text
    fields: tuple[str, ...]
    finder: Callable[..., Finder]  # keyword: network_id


@dataclass(frozen=True)
class Option:
    """A box to tick before importing."""

    name: str
    label: Text
    help: Text


@dataclass(frozen=True)
class Kind:
    """`needs`: groups of fields of which one must be mapped."""

    code: str
    label: Text
    fields: tuple[Field, ...]
    needs: tuple[tuple[str, ...], ...]
    importer: Callable[..., Importer]  # keyword: network_id, options, person_id, told
    url: Callable[[int], str]
    options: tuple[Option, ...] = ()
    lookup: Lookup | None = None  # its answers, by `key_of`, are what is `told`

    def field_named(self, name: str) -> Field | None:
        return next((field for field in self.fields if field.name == name), None)


_kinds: dict[str, Kind] = {}


def declare(kind: Kind) -> None:
    _kinds[kind.code] = kind


def kinds() -> Iterable[Kind]:
    return _kinds.values()


def kind_named(code: str) -> Kind:
    return _kinds[code]
