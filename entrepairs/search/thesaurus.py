"""The synonyms, read from their table and made ready for matching questions."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Count, Max

from entrepairs.search.analysis import forms, words
from entrepairs.search.models import SynonymGroup, SynonymTerm
from entrepairs.search.words import STOP

SHORTEST_BEGINNING = 4  # letters from which an unfinished word may stand for a term


@dataclass(frozen=True)
class Phrase:
    """A term cut into words, each with the forms it is recognised by."""

    group: str
    text: str
    language: str
    words: tuple[str, ...]
    forms: tuple[frozenset[str], ...]
    only_asked: bool

    @cached_property
    def content(self) -> tuple[int, ...]:
        """The places of the words that say something."""
        return tuple(i for i, word in enumerate(self.words) if word not in STOP)

    @property
    def is_searched(self) -> bool:
        """Whether texts are searched for it: `à la rue` would find every street."""
        if self.only_asked or not self.content:
            return False
        return len(self.content) > 1 or len(self.words) == 1


@dataclass(frozen=True)
class Meaning:
    code: str
    codes: tuple[str, ...]
    broader: tuple[str, ...]
    phrases: list[Phrase] = field(default_factory=list, compare=False)


@dataclass(frozen=True)
class Span:
    """Words of a question, from `start` up to `end`, that groups know."""

    start: int
    end: int
    groups: tuple[Meaning, ...]
    languages: frozenset[str]  # of the terms it is written as
    is_loose: bool  # a phrase of which one word says something: `à la rue`


class Thesaurus:
    def __init__(self, groups: Sequence[Meaning]) -> None:
        self.groups = {group.code: group for group in groups}
        self.phrases = [phrase for group in groups for phrase in group.phrases]
        self.vocabulary = {
            form for phrase in self.phrases for place in phrase.forms for form in place
        }
        self.words = {word for phrase in self.phrases for word in phrase.words}
        self._words_of: dict[str, set[str]] = {}
        for phrase in self.phrases:
            self._words_of.setdefault(phrase.language, set()).update(phrase.words)
        self._by_form: dict[str, list[Phrase]] = {}
        for phrase in self.phrases:
            for form in phrase.forms[0]:
                self._by_form.setdefault(form, []).append(phrase)
        self._by_word = sorted((p.words[0], n) for n, p in enumerate(self.phrases))

    def words_of(self, language: str) -> set[str]:
        """The words of that language, and abbreviations and names."""
        return self._words_of.get(language, set()) | self._words_of.get("", set())

    def spans(self, asked: Sequence[str], *, unfinished: bool) -> list[Span]:
        """
        The longest terms from left to right. With `unfinished` the last word may be
        the beginning of a term's last word.
        """
        found, start = [], 0
        while start < len(asked):
            span = self._longest(asked, start, unfinished)
            if span:
                found.append(span)
            start = span.end if span else start + 1
        return found

    def _longest(self, asked: Sequence[str], start: int, open_: bool) -> Span | None:
        """Of terms of one length those that are written as typed go before others."""
        best = (start, False)
        phrases: list[Phrase] = []
        for phrase in self._candidates(asked, start, open_):
            end = _reach(phrase, asked, start, open_)
            rank = (end, phrase.words == tuple(asked[start:end]))
            if end > start and rank > best:
                best, phrases = rank, []
            if end > start and rank == best:
                phrases.append(phrase)
        if not phrases:
            return None
        groups = dict.fromkeys(self.groups[phrase.group] for phrase in phrases)
        return Span(
            start,
            best[0],
            tuple(groups),
            frozenset(p.language for p in phrases if p.language),
            any(len(p.content) < 2 <= len(p.words) for p in phrases),
        )

    def _candidates(
        self, asked: Sequence[str], start: int, open_: bool
    ) -> list[Phrase]:
        word = asked[start]
        found = {
            id(phrase): phrase
            for form in forms(word)
            for phrase in self._by_form.get(form, ())
        }
        is_last = start == len(asked) - 1
        if open_ and is_last and len(word) >= SHORTEST_BEGINNING:
            at = bisect_left(self._by_word, (word, 0))
            while at < len(self._by_word) and self._by_word[at][0].startswith(word):
                phrase = self.phrases[self._by_word[at][1]]
                found[id(phrase)] = phrase
                at += 1
        return list(found.values())


def _reach(phrase: Phrase, asked: Sequence[str], start: int, open_: bool) -> int:
    """Where the phrase ends in the question, or `start` if it is not there."""
    skips = len(phrase.content) > 1
    at, place = start, 0
    while place < len(phrase.words):
        if at < len(asked) and _same(phrase, place, asked, at, open_):
            at, place = at + 1, place + 1
        elif skips and phrase.words[place] in STOP:
            place += 1
        elif skips and start < at < len(asked) and asked[at] in STOP:
            at += 1
        else:
            return start
    return at


def _same(
    phrase: Phrase, place: int, asked: Sequence[str], at: int, open_: bool
) -> bool:
    word = asked[at]
    if phrase.language and word not in STOP:
        if not phrase.forms[place].isdisjoint(forms(word)):
            return True
    elif word == phrase.words[place]:
        return True
    is_end = place == len(phrase.words) - 1 and at == len(asked) - 1
    long_enough = len(word) >= SHORTEST_BEGINNING
    return open_ and is_end and long_enough and phrase.words[place].startswith(word)


_cache: dict[str, tuple[object, Thesaurus]] = {}


def current() -> Thesaurus:
    """The thesaurus of this moment: an edit counts at once, in every process."""
    version = _version()
    held = _cache.get("all")
    if held is None or held[0] != version:
        held = _cache["all"] = (version, _read())
    return held[1]


def _version() -> object:
    groups = SynonymGroup.objects.aggregate(n=Count("pk"), at=Max("updated_at"))
    terms = SynonymTerm.objects.aggregate(
        n=Count("pk"), at=Max("updated_at"), last=Max("pk")
    )
    return (*groups.values(), *terms.values())


def _read() -> Thesaurus:
    rows = SynonymGroup.objects.order_by("code").values_list(
        "pk", "code", "codes", "broader"
    )
    groups = {
        pk: Meaning(code, tuple(codes.split()), tuple(broader.split()))
        for pk, code, codes, broader in rows
    }
    terms = SynonymTerm.objects.order_by("pk").values_list(
        "group_id", "language", "text", "only_asked"
    )
    for group_id, language, text, only_asked in terms:
        phrase = _phrase(groups[group_id].code, text, language, only_asked)
        if phrase:
            groups[group_id].phrases.append(phrase)
    return Thesaurus(list(groups.values()))


def _phrase(group: str, text: str, language: str, only_asked: bool) -> Phrase | None:
    cut = tuple(words(text))
    if not cut:
        return None
    kept: list[frozenset[str]] = [
        frozenset(forms(word, language)) if language else frozenset((word,))
        for word in cut
    ]
    return Phrase(group, text, language, cut, tuple(kept), only_asked)


def suggestions(text: str, language: str, limit: int) -> list[str]:
    """Terms in the reader's language that begin with what is typed."""
    asked = " ".join(words(text))
    if not asked:
        return []
    found: dict[str, Any] = {}
    for phrase in current().phrases:
        fits = phrase.language in (language, "") and not phrase.only_asked
        if fits and " ".join(phrase.words).startswith(asked):
            found.setdefault(" ".join(phrase.words), phrase.text)
    return [found[key] for key in sorted(found, key=lambda k: (len(k), k))][:limit]
