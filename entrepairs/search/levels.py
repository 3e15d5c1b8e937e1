"""What of the index answers a question, from the narrowest to the widest."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations, product

from entrepairs.search.analysis import forms
from entrepairs.search.engine import Levels
from entrepairs.search.expression import (
    ANYWHERE,
    HEAD,
    TEXT,
    TITLE,
    Expression,
    Term,
    every,
    some,
)
from entrepairs.search.models import Word
from entrepairs.search.understanding import Unit
from entrepairs.search.words import STOP

SHORTEST_PREFIX = 2
Columns = tuple[str, ...]
Cut = tuple[frozenset[str], ...]  # a term, as the forms of each of its words


@dataclass(frozen=True)
class Asked:
    """A unit with the synonyms that the index holds at all, by language."""

    unit: Unit
    own: tuple[Cut, ...]
    all: tuple[Cut, ...]

    @property
    def codes(self) -> list[Expression]:
        return [_code(c) for group in self.unit.groups for c in group.codes]

    @property
    def broader(self) -> list[Expression]:
        return [_code(c) for group in self.unit.groups for c in group.broader]

    @property
    def has_code(self) -> bool:
        """Whether its groups are tied to our lists, so that a code can confirm it."""
        groups = self.unit.groups
        return bool(groups) and all(group.codes or group.broader for group in groups)


def levels(units: list[Unit], language: str) -> Levels:
    """
    The tiers: named in the title; spoken of and carrying the code; the same in other
    words of that language; the code or the words alone; any language and unfinished
    words; what covers more. Then, where there is nothing: what the synonyms know of
    the question alone; most of its words.
    """
    asked = _asked(units, language)
    tiers = [every(level(one) for one in asked) for level in LADDER]
    return Levels(tuple(tiers), tuple(_fallbacks(asked)))


def _asked(units: list[Unit], language: str) -> list[Asked]:
    held = _held(units)
    found = []
    for unit in units:
        typed = unit.languages
        spoken = typed if typed and language not in typed else {language}
        phrases = [
            (phrase, tuple(phrase.forms[i] & held for i in phrase.content))
            for group in unit.groups
            for phrase in group.phrases
            if phrase.is_searched
        ]
        every_one = [cut for _, cut in phrases if all(cut)]
        own = [cut for p, cut in phrases if all(cut) and p.language in ("", *spoken)]
        found.append(Asked(unit, _fewest(own), _fewest(every_one)))
    return found


def _held(units: list[Unit]) -> set[str]:
    """Which forms of the synonyms stand in the index: few do, in one language."""
    wanted = {
        form
        for unit in units
        for group in unit.groups
        for phrase in group.phrases
        if phrase.is_searched
        for place in phrase.forms
        for form in place
    }
    if not wanted:
        return set()
    return set(Word.objects.filter(word__in=wanted).values_list("word", flat=True))


def _fewest(terms: list[Cut]) -> tuple[Cut, ...]:
    """
    The same terms in fewer parts: all single words as one; without phrases that a
    single word finds anyway; phrases of two words gathered by the word they share.
    """
    single = frozenset().union(*(term[0] for term in terms if len(term) == 1))
    several = [
        term
        for term in dict.fromkeys(terms)
        if len(term) > 1 and not any(place <= single for place in term)
    ]
    pairs = _gathered([term for term in several if len(term) == 2])
    longer = [term for term in several if len(term) > 2]
    return (*([(single,)] if single else []), *pairs, *longer)


def _gathered(pairs: list[Cut]) -> list[Cut]:
    """`a b`, `a c` and `d b`, `d c` become (a or d) with (b or c)."""
    partners: dict[str, set[str]] = {}
    for left, right in pairs:
        for a, b in product(left, right):
            partners.setdefault(a, set()).add(b)
            partners.setdefault(b, set()).add(a)
    alike: dict[frozenset[str], set[str]] = {}
    while partners:
        token = max(sorted(partners), key=lambda t: len(partners[t]))
        others = frozenset(partners.pop(token))
        alike.setdefault(others, set()).add(token)
        for other in others - {token}:
            partners[other].discard(token)
        partners = {t: rest for t, rest in partners.items() if rest}
    return [(frozenset(tokens), others) for others, tokens in alike.items()]


def _named(one: Asked) -> Expression:
    """The words are in the title."""
    words = _literal(one.unit, TITLE)
    return _confirmed(one, [words]) if one.unit.is_loose and one.has_code else words


def _spoken_of(one: Asked) -> Expression:
    """The words are in the text of something that carries the code of what is meant."""
    if not one.has_code:
        return _literal(one.unit, HEAD)
    return some((_named(one), _confirmed(one, [_literal(one.unit, TEXT)])))


def _meant(one: Asked) -> Expression:
    """The same in other words of the language that was typed."""
    if not one.has_code:
        return some((_literal(one.unit, ANYWHERE), *_terms(one.own, ANYWHERE)))
    said = [_literal(one.unit, TEXT), *_terms(one.own, TEXT)]
    return some((_named(one), _confirmed(one, said)))


def _carried(one: Asked) -> Expression:
    """The code is there without a word, or the words without the code."""
    if not one.has_code:
        return _meant(one)
    if one.unit.is_loose:
        return some((_meant(one), *one.codes))
    parts = [_literal(one.unit, ANYWHERE), *one.codes]
    if one.broader and one.own:
        parts.append(_confirmed(one, _terms(one.own, TEXT)))
    return some(parts)


def _anyhow(one: Asked) -> Expression:
    """Any word of any language, also an unfinished one."""
    parts = [*one.codes, *_terms(one.all, ANYWHERE)]
    if one.unit.is_loose:
        parts.append(_meant(one))
    else:
        parts.append(_literal(one.unit, ANYWHERE, widest=True))
    return some(parts)


def _around(one: Asked) -> Expression:
    """Something that covers more than what is meant."""
    return some((_anyhow(one), *one.broader))


LADDER = (_named, _spoken_of, _meant, _carried, _anyhow, _around)


def _fallbacks(asked: list[Asked]) -> list[Expression]:
    if len(asked) < 2:
        return []
    widest = [_around(one) for one in asked]
    found = []
    meant = [e for e, one in zip(widest, asked, strict=True) if one.unit.groups]
    if 0 < len(meant) < len(asked):
        found.append(every(meant))
    most = len(asked) - (1 if len(asked) < 4 else 2)
    found.append(some(every(part) for part in combinations(widest, most)))
    return found


def _confirmed(one: Asked, said: list[Expression]) -> Expression:
    """What is said, in something that carries a code of one of the groups."""
    return every((some((*one.codes, *one.broader)), some(said)))


def _code(code: str) -> Expression:
    return Term(code, ("tags",))


def _terms(terms: Iterable[Cut], columns: Columns) -> list[Expression]:
    return [
        every(some(Term(form, columns) for form in sorted(place)) for place in term)
        for term in terms
    ]


def _literal(unit: Unit, columns: Columns, *, widest: bool = False) -> Expression:
    said = [word for word in unit.words if word not in STOP] or list(unit.words)
    opens = unit.ends and (not unit.is_finished or (widest and not unit.groups))
    parts = []
    for place, word in enumerate(said):
        terms = [Term(form, columns) for form in forms(word)]
        if opens and place == len(said) - 1 and len(word) >= SHORTEST_PREFIX:
            terms.append(Term(word, columns, prefix=True))
        parts.append(some(terms))
    return every(parts)
