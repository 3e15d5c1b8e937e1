"""
Typing errors mended by the words that the index and the synonyms know: those of the
page's language, and names. A word of every day is right as it is.
"""

from collections.abc import Iterable
from functools import cache
from importlib import resources

from django.db import connection

from entrepairs.core.language import CODES
from entrepairs.places.spelling import distance
from entrepairs.search.analysis import NAMES, forms, spoken
from entrepairs.search.engine import beginning
from entrepairs.search.models import Word
from entrepairs.search.thesaurus import Thesaurus

LETTERS = "abcdefghijklmnopqrstuvwxyz"
ONE, TWO = 4, 8  # letters from which one error, and two, are mended
SHORT = 5  # letters up to which only swapped, doubled and undoubled ones are
COMMON = 200  # candidates looked at for two errors, the most frequent first


def known(asked: Iterable[str], thesaurus: Thesaurus) -> set[str]:
    """Those of the words that the index or the synonyms hold in some form."""
    wanted = {word: set(forms(word)) for word in asked}
    every = set().union(*wanted.values())
    held = set(Word.objects.filter(word__in=every).values_list("word", flat=True))
    held |= every & thesaurus.vocabulary
    return {word for word, its in wanted.items() if its & held}


def begins_something(word: str, thesaurus: Thesaurus) -> bool:
    """Whether an unfinished word may still become a known one."""
    if any(other.startswith(word) for other in thesaurus.words):
        return True
    condition, params = beginning("word", word)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT 1 FROM search_word WHERE {condition} LIMIT 1",  # noqa: S608 - fixed words
            params,
        )
        return cursor.fetchone() is not None


def mend(word: str, thesaurus: Thesaurus, language: str) -> str:
    """The known word that was most probably meant; `word` itself if none is near."""
    if len(word) < ONE or not (word.isascii() and word.isalpha()):
        return word
    if not everyday().isdisjoint(forms(word)):
        return word
    near = _one_error(word, thesaurus, language)
    if not near and len(word) >= TWO:
        near = _two_errors(word, thesaurus, language)
    return min(near, key=lambda c: _rank(word, c, near[c]), default=word)


@cache
def everyday() -> frozenset[str]:
    """Words of the four languages, and their stems, that nobody meant otherwise."""
    folder = resources.files("entrepairs.search") / "lexicon"
    found: set[str] = set()
    for language in CODES:
        lines = (folder / f"{language}.txt").read_text(encoding="utf-8").splitlines()
        for line in lines:
            if not line.startswith("#"):
                found.update(*(forms(word, language) for word in line.split()))
    return frozenset(found)


def _rank(word: str, candidate: str, frequency: int) -> tuple[object, ...]:
    """The letters are seldom others, only misplaced; then the more frequent word."""
    return (sorted(candidate) != sorted(word), -frequency, candidate)


def _one_error(word: str, thesaurus: Thesaurus, language: str) -> dict[str, int]:
    edits = _misplaced(word) if len(word) <= SHORT else _edits(word)
    rows = Word.objects.filter(word__in=edits, is_whole=True)
    mask = spoken(language) | NAMES
    found = {
        candidate: frequency
        for candidate, frequency, languages in rows.values_list(
            "word", "frequency", "languages"
        )
        if not languages or languages & mask
    }
    for candidate in edits & thesaurus.words_of(language):
        found.setdefault(candidate, 1)
    return {c: n for c, n in found.items() if len(c) >= ONE - 1}


def _misplaced(word: str) -> set[str]:
    """All that swapped letters, one too many of two or one too few make of it."""
    places = range(1, len(word))
    found = {word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in places[:-1]}
    found |= {word[:i] + word[i - 1] + word[i:] for i in (*places, len(word))}
    found |= {word[:i] + word[i + 1 :] for i in places if word[i] == word[i - 1]}
    return found - {word}


def _edits(word: str) -> set[str]:
    """
    All that one missing, extra, wrong or swapped letter makes of it. The first letter
    is the right one, unless it is an `h`, which is not heard, or swapped.
    """
    cuts = [(word[:i], word[i:]) for i in range(1, len(word) + 1)]
    found = {a + b[1:] for a, b in cuts if b}
    found |= {a + c + b[1:] for a, b in cuts if b for c in LETTERS}
    found |= {a + c + b for a, b in cuts for c in LETTERS}
    found |= {a[:-1] + b[0] + a[-1] + b[1:] for a, b in cuts if b}
    found.add(word[1:] if word[0] == "h" else f"h{word}")
    return found - {word}


def _two_errors(word: str, thesaurus: Thesaurus, language: str) -> dict[str, int]:
    """Words within two errors that share the first letters."""
    condition, params = beginning("word", word[:2])
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT word, frequency FROM search_word WHERE {condition}"  # noqa: S608 - fixed words
            " AND is_whole AND (languages = 0 OR (languages & %s) <> 0)"
            " AND length(word) BETWEEN %s AND %s"
            " ORDER BY frequency DESC, word LIMIT %s",
            [
                *params,
                spoken(language) | NAMES,
                len(word) - 2,
                len(word) + 2,
                COMMON,
            ],
        )
        found = dict(cursor.fetchall())
    for candidate in thesaurus.words_of(language):
        if candidate[:2] == word[:2]:
            found.setdefault(candidate, 1)
    return {c: n for c, n in found.items() if distance(word, c, 2) is not None}
