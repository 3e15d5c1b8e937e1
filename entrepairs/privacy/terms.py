"""How long each kind is kept here: as declared, or less where a network wants less."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from entrepairs.core.personal import Kind
from entrepairs.privacy.models import Term


def term_of(kind: Kind, network: Any = None) -> timedelta | None:
    return shortest(kind, network, Term.objects.filter(kind=kind.name))


def shortest(kind: Kind, network: Any, terms: Iterable[Term]) -> timedelta | None:
    """
    Of one network; or of all, when rows do not tell their network: then the shortest
    that one of them asked for holds. Never longer than declared.
    """
    if kind.keep is None:
        return None
    chosen = [kind.keep]
    for term in terms:
        holds = not kind.network or (network and term.network_id == network.pk)
        if term.kind == kind.name and holds:
            chosen.append(timedelta(days=term.days))
    return min(chosen)


def rows_due(kind: Kind, moment: datetime) -> Iterator[QuerySet[Any]]:
    """
    The rows whose term was over before the moment, in parts that share no row.

    A shorter term is the declared one asked at a later moment.
    """
    if kind.due is None or kind.keep is None:
        return
    if not kind.network:
        yield kind.due(moment + (kind.keep - (term_of(kind) or kind.keep)))
        return
    yield kind.due(moment)
    terms = Term.objects.filter(kind=kind.name).select_related("network")
    for term in list(terms):
        earlier = kind.keep - (shortest(kind, term.network, [term]) or kind.keep)
        if earlier:
            mine = kind.due(moment + earlier).filter(**{kind.network: term.network_id})
            yield mine.exclude(pk__in=kind.due(moment).values("pk"))
