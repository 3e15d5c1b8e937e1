"""A question cut into units: words, and terms that the synonyms know."""

from dataclasses import dataclass

from entrepairs.search import spelling
from entrepairs.search.analysis import words
from entrepairs.search.thesaurus import Meaning, Span, Thesaurus
from entrepairs.search.words import FILLERS, STOP

LONGEST = 200  # characters of a question that are read
MOST_WORDS = 12


@dataclass(frozen=True)
class Unit:
    """A word of the question, or words that are one term of the synonyms."""

    words: tuple[str, ...]
    groups: tuple[Meaning, ...] = ()
    languages: frozenset[str] = frozenset()  # in which it was typed, as far as known
    is_loose: bool = False
    ends: bool = False  # its last word is the question's last
    is_finished: bool = True  # that last word is a known one


def cut(text: str) -> list[str]:
    return words(text[:LONGEST])[:MOST_WORDS]


def understand(
    asked: list[str], known: Thesaurus, language: str
) -> tuple[list[str], list[Unit]]:
    """The question with its typing errors mended in that language, cut into units."""
    spans = known.spans(asked, unfinished=False)
    covered = {i for span in spans for i in range(span.start, span.end)}
    loose = {
        word
        for i, word in enumerate(asked)
        if i not in covered and word not in STOP and word not in FILLERS
    }
    understood = spelling.known(loose, known) if loose else set()
    is_finished = asked[-1] not in loose - understood
    is_open = not is_finished and spelling.begins_something(asked[-1], known)
    right = understood | ({asked[-1]} if is_open else set())
    mended = [
        spelling.mend(word, known, language) if word in loose - right else word
        for word in asked
    ]
    if mended != asked or is_open:
        spans = known.spans(mended, unfinished=is_open)
    return mended, _units(mended, spans, is_finished=not is_open)


def _units(asked: list[str], spans: list[Span], *, is_finished: bool) -> list[Unit]:
    starts = {span.start: span for span in spans}
    units, at = [], 0
    while at < len(asked):
        span = starts.get(at)
        end = span.end if span else at + 1
        cut = tuple(asked[at:end])
        last = end == len(asked)
        finished = is_finished or not last
        if span:
            units.append(
                Unit(cut, span.groups, span.languages, span.is_loose, last, finished)
            )
        else:
            units.append(Unit(cut, ends=last, is_finished=finished))
        at = end
    return _telling(units)


def _telling(units: list[Unit]) -> list[Unit]:
    """Without the words that say little, unless there is nothing else."""
    for little in (STOP | FILLERS, STOP):
        kept = [u for u in units if u.groups or u.words[0] not in little]
        if kept:
            return list(dict.fromkeys(kept))
    return list(dict.fromkeys(units))
