"""What a field of the search proposes while one types."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from entrepairs.core.language import current
from entrepairs.directory.models import Listing
from entrepairs.directory.pages import place_label
from entrepairs.places import lookup
from entrepairs.search import query

LONGEST = 100
LIMIT = 8
KINDS = {"team": lambda: _("team"), "organisation": lambda: _("organisation")}


@dataclass(frozen=True)
class Option:
    """`value` fills the field; with `href`, the choice opens that page instead."""

    value: str
    href: str = ""
    kind: str = ""


def of(field: str, typed: str, *, country: str) -> list[Option]:
    """For the field `near`, places; for `q`, words and names."""
    text = typed.replace("\0", "").strip()
    if not text or len(text) > LONGEST:
        return []
    if field == "near":
        places = lookup.suggest(text, country=country, limit=LIMIT)
        return [Option(label) for label in dict.fromkeys(map(place_label, places))]
    return [
        Option(one.title, one.url, KINDS[one.kind]() if one.kind in KINDS else "")
        for one in _words_and_names(text)
    ]


def _words_and_names(text: str) -> list[query.Suggestion]:
    """As many as there is room for, without teams that no longer work with peers."""
    found = query.complete(text, language=current(), kinds=list(KINDS), limit=2 * LIMIT)
    words = [one for one in found if not one.kind][: LIMIT // 3]
    teams = [one.object_id for one in found if one.kind == "team"]
    former = Listing.former(teams)
    names = [
        one
        for one in found
        if one.kind and not (one.kind == "team" and one.object_id in former)
    ]
    return (words + names)[:LIMIT]
