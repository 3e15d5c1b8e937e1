"""The search over everything, for the page that shows it."""

from collections.abc import Iterator
from dataclasses import replace

from entrepairs.core.language import current
from entrepairs.directory.cards import LIFE_TOLD
from entrepairs.directory.models import Life, Listing
from entrepairs.search.query import Group, Hit, search_all
from entrepairs.website.models import HelpLine, SitePage
from entrepairs.website.texts import TEXTS

SHOWN = 6  # of each kind
READ = 30  # help lines of all countries are in one index


def groups(query: str, *, country: str) -> list[Group]:
    """Answers by kind, in the reader's language, with the help lines of one country."""
    found = search_all(query, language=current(), limit_each=READ)
    shown = [_of_here(group, country) for group in found]
    return [replace(group, hits=group.hits[:SHOWN]) for group in shown if group.hits]


def _of_here(group: Group, country: str) -> Group:
    if group.kind == "help_line":
        return _lines(group, country)
    if group.kind == "team":
        return replace(group, hits=tuple(_teams(group.hits)))
    if group.kind == "page":
        return replace(group, hits=tuple(_pages(group.hits)))
    return group


def _lines(group: Group, country: str) -> Group:
    ids = [hit.object_id for hit in group.hits]
    lines = HelpLine.objects.filter(country=country, is_active=True).in_bulk(ids)
    hits = tuple(
        replace(hit, summary=lines[hit.object_id].description)
        for hit in group.hits
        if hit.object_id in lines
    )
    return replace(group, hits=hits, count=len(hits))


def _teams(hits: tuple[Hit, ...]) -> Iterator[Hit]:
    former = Listing.former([hit.object_id for hit in hits])
    for hit in hits:
        is_former = hit.object_id in former
        yield replace(hit, label=LIFE_TOLD[Life.FORMER]()) if is_former else hit


def _pages(hits: tuple[Hit, ...]) -> list[Hit]:
    codes = dict(SitePage.objects.values_list("pk", "code"))
    return [
        replace(hit, title=str(text.title), summary=str(text.summary))
        for hit in hits
        if (text := TEXTS.get(codes.get(hit.object_id, "")))
    ]
