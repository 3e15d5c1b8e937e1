"""A search expression, written for either database."""

from collections.abc import Iterable
from dataclasses import dataclass

COLUMNS = {"title": "A", "tags": "B", "body": "C"}
TITLE = ("title",)
HEAD = ("title", "tags")
TEXT = ("title", "body")
ANYWHERE = ("title", "tags", "body")


@dataclass(frozen=True)
class Term:
    """One token, or the beginning of one, in some of the columns."""

    token: str
    columns: tuple[str, ...] = ANYWHERE
    prefix: bool = False


@dataclass(frozen=True)
class All:
    parts: tuple["Expression", ...]


@dataclass(frozen=True)
class AnyOf:
    parts: tuple["Expression", ...]


Expression = Term | All | AnyOf


def every(parts: Iterable[Expression]) -> Expression:
    kept = tuple(dict.fromkeys(parts))
    return kept[0] if len(kept) == 1 else All(kept)


def some(parts: Iterable[Expression]) -> Expression:
    kept = tuple(dict.fromkeys(parts))
    return kept[0] if len(kept) == 1 else AnyOf(kept)


def fts5(node: Expression) -> str:
    """For SQLite's MATCH. Tokens hold no character that could end their quotes."""
    if isinstance(node, Term):
        text = f'"{node.token}"' + ("*" if node.prefix else "")
        if node.columns == ANYWHERE:
            return text
        return f"{{{' '.join(node.columns)}}} : {text}"
    word = " AND " if isinstance(node, All) else " OR "
    return f"({word.join(fts5(part) for part in node.parts)})"


def tsquery(node: Expression) -> str:
    """For PostgreSQL, to be cast to tsquery: nothing parses or stems it again."""
    if isinstance(node, Term):
        if node.columns == ANYWHERE:
            weights = ""
        else:
            weights = "".join(COLUMNS[column] for column in node.columns)
        flags = ("*" if node.prefix else "") + weights
        return f"'{node.token}'" + (f":{flags}" if flags else "")
    sign = " & " if isinstance(node, All) else " | "
    return f"({sign.join(tsquery(part) for part in node.parts)})"
