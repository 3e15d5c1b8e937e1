"""Typing errors mended by the words that the index and the synonyms know."""

from collections.abc import Iterable

from django.db import connection

from entrepairs.search.analysis import forms
from entrepairs.search.engine import beginning
from entrepairs.search.models import Word
from entrepairs.search.thesaurus import Thesaurus

LETTERS = "abcdefghijklmnopqrstuvwxyz"
ONE, TWO = 4, 8  # letters from which one error, and two, are mended
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


def mend(word: str, thesaurus: Thesaurus) -> str:
    """The known word that was most probably meant; `word` itself if none is near."""
    if len(word) < ONE or not (word.isascii() and word.isalpha()):
        return word
    near = _one_error(word, thesaurus)
    if not near and len(word) >= TWO:
        near = _two_errors(word, thesaurus)
    return min(near, key=lambda c: _rank(word, c, near[c]), default=word)


def _rank(word: str, candidate: str, frequency: int) -> tuple[object, ...]:
    """The first letter is seldom wrong; then the more frequent word."""
    return (
        candidate[0] != word[0],
        sorted(candidate) != sorted(word),
        -frequency,
        candidate,
    )


def _one_error(word: str, thesaurus: Thesaurus) -> dict[str, int]:
    edits = _edits(word)
    rows = Word.objects.filter(word__in=edits, is_whole=True)
    found = dict(rows.values_list("word", "frequency"))
    for candidate in edits & thesaurus.words:
        found.setdefault(candidate, 1)
    return {c: n for c, n in found.items() if len(c) >= ONE - 1}


def _edits(word: str) -> set[str]:
    """All that one missing, extra, wrong or swapped letter makes of it."""
    cuts = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    found = {a + b[1:] for a, b in cuts if b}
    found |= {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    found |= {a + c + b[1:] for a, b in cuts if b for c in LETTERS}
    found |= {a + c + b for a, b in cuts for c in LETTERS}
    return found - {word}


def _two_errors(word: str, thesaurus: Thesaurus) -> dict[str, int]:
    """Words within two errors that share the first letters."""
    condition, params = beginning("word", word[:2])
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT word, frequency FROM search_word WHERE {condition}"  # noqa: S608 - fixed words
            " AND is_whole AND length(word) BETWEEN %s AND %s"
            " ORDER BY frequency DESC, word LIMIT %s",
            [*params, len(word) - 2, len(word) + 2, COMMON],
        )
        found = dict(cursor.fetchall())
    for candidate in thesaurus.words:
        if abs(len(candidate) - len(word)) <= 2 and candidate not in found:
            found[candidate] = 1
    return {c: n for c, n in found.items() if distance(word, c, 2) <= 2}


def distance(one: str, other: str, most: int) -> int:
    """Damerau-Levenshtein (adjacent swaps), or `most` + 1 once it is beyond."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        older, before, row = before, row, [i]
        for j, b in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)
