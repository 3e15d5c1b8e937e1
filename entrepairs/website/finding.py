"""The search over everything, for the page that shows it."""

from entrepairs.core.language import current
from entrepairs.search.query import Group, search_all

LIMIT = 6


def groups(query: str) -> list[Group]:
    """Answers by kind, in the reader's language."""
    return search_all(query, language=current(), limit_each=LIMIT)
