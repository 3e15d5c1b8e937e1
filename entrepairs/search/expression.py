"""A search expression, written for either database."""

from collections.abc import Iterable
from dataclasses import dataclass

COLUMNS = {"title": "t", "tags": "g", "body": "b"}
EVERYWHERE = "e"
"""PostgreSQL's lexemes begin with the letter of their column; all are there twice, once
for anywhere. Weights would do, but then each row found is read and checked again."""
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
        everywhere = node.columns == ANYWHERE
        letters = EVERYWHERE if everywhere else [COLUMNS[c] for c in node.columns]
        end = "':*" if node.prefix else "'"
        return _both(" | ", [f"'{letter}{node.token}{end}" for letter in letters])
    sign = " & " if isinstance(node, All) else " | "
    return _both(sign, [tsquery(part) for part in node.parts])


def _both(sign: str, parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"({sign.join(parts)})"
