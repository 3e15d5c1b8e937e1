"""The facets as they are offered beside the answers: labels, counts, what is chosen."""

from collections import Counter
from collections.abc import Callable, Iterator

from django.utils.translation import gettext as _

from entrepairs.core.language import CODES, in_order
from entrepairs.directory.models import Life, PaidStatus
from entrepairs.directory.question import FACETS, FLAGS, Choice, Facet, Question
from entrepairs.directory.tally import Area, Tally
from entrepairs.directory.vocabulary import Value, Vocabulary

FACET_LABELS: dict[str, Callable[[], str]] = {
    "sector": lambda: _("Sector"),
    "public": lambda: _("For whom"),
    "activity": lambda: _("What the peers do"),
    "form": lambda: _("How peers are involved"),
    "domain": lambda: _("Lived experience"),
    "spoken": lambda: _("Languages spoken"),
    "access": lambda: _("Accessibility"),
    "region": lambda: _("Region"),
    "province": lambda: _("Province"),
    "paid": lambda: _("Paid or volunteers"),
    "life": lambda: _("Now"),
    "recruiting": lambda: _("Looking for a peer supporter"),
    "visits": lambda: _("Open to visits"),
}


def facets(
    question: Question, tally: Tally, vocabulary: Vocabulary, language: str
) -> tuple[Facet, ...]:
    """Every facet, those with taxonomies first; to be called in `language`."""

    def facet(name: str, choices: Iterator[Choice]) -> Facet:
        return Facet(name, FACET_LABELS[name](), tuple(choices))

    return (
        *(
            facet(
                name,
                _terms(
                    vocabulary.values(taxonomy),
                    tally.bits[taxonomy],
                    question.chosen.get(name, ()),
                    language,
                ),
            )
            for name, taxonomy in FACETS.items()
        ),
        *(
            facet(
                name, _areas(tally.areas[name], question.chosen.get(name, ()), language)
            )
            for name in ("region", "province")
        ),
        facet("paid", _plain(question, tally, "paid", PaidStatus)),
        facet("life", _plain(question, tally, "life", Life)),
        *(facet(name, _flag(question, tally, name)) for name in FLAGS),
    )


def _terms(
    values: tuple[Value, ...],
    counts: Counter[int],
    chosen: tuple[str, ...],
    language: str,
    parent: str = "",
) -> Iterator[Choice]:
    for value in values:
        is_chosen = value.code in chosen
        if value.parent == parent and (value.is_active or is_chosen):
            children = (
                () if parent else _terms(values, counts, chosen, language, value.code)
            )
            yield Choice(
                value.code,
                value.label(language),
                counts[value.bit],
                is_chosen,
                tuple(children),
            )


def _areas(
    areas: dict[Area, int], chosen: tuple[str, ...], language: str
) -> Iterator[Choice]:
    """By name. A chosen one without answers is not known here: its code stands in."""
    named = [(_name(area, language), area.code, n) for area, n in areas.items()]
    missing = set(chosen) - {code for _label, code, _n in named}
    for label, code, n in sorted([*named, *((code, code, 0) for code in missing)]):
        yield Choice(code, label, n, code in chosen)


def _name(area: Area, language: str) -> str:
    names = dict(zip(CODES, area.names, strict=True))
    return next((names[code] for code in in_order(language) if names[code]), area.code)


def _plain(
    question: Question, tally: Tally, name: str, choices: type[Life] | type[PaidStatus]
) -> Iterator[Choice]:
    chosen = question.chosen.get(name, ())
    for choice in choices:
        if choice.value:
            count = tally.facets[name][choice.value]
            yield Choice(choice.value, str(choice.label), count, choice.value in chosen)


def _flag(question: Question, tally: Tally, name: str) -> Iterator[Choice]:
    count = tally.facets[name]["1"]
    yield Choice("1", FACET_LABELS[name](), count, name in question.flags)
