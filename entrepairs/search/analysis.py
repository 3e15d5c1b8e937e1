"""Texts and questions cut into the tokens that the index holds."""

import re
import threading
from functools import lru_cache
from typing import Any

import snowballstemmer

from entrepairs.core.language import CODES
from entrepairs.core.text import fold
from entrepairs.search.words import STOP

LONGEST = 40  # characters of a token
NAMES = 1 << len(CODES)  # of words that are names, or of which no language is known
ALGORITHMS = {"fr": "french", "nl": "dutch", "de": "german", "en": "english"}

_COMPOUND = re.compile(r"\w+(?:[-\u2010\u2011]\w+)+")
_DOTTED = re.compile(r"\b(?:\w\.){2,}\w?\b|\b(?:\w\.){2,}")
_mine = threading.local()  # a stemmer holds the word it is at, so one per thread


def _stemmer(language: str) -> Any:
    stemmers = _mine.__dict__.setdefault("stemmers", {})
    if language not in stemmers:
        stemmers[language] = snowballstemmer.stemmer(ALGORITHMS[language])
    return stemmers[language]


@lru_cache(maxsize=65536)
def stem(word: str, language: str) -> str:
    """The stem of a folded word; folded before, so that accents make no difference."""
    if len(word) < 4 or not word.isalpha() or not word.isascii():
        return word
    return str(_stemmer(language).stemWord(word))


@lru_cache(maxsize=65536)
def _token(word: str) -> str:
    """A word in [a-z0-9_]: both databases take it whole, whatever the script."""
    if not word.isascii():
        word = "".join(c if c.isascii() else f"_{ord(c):x}" for c in word)
    return word[:LONGEST]


def words(text: str) -> list[str]:
    """The folded words in order; `C.P.A.S.` is one word."""
    text = _DOTTED.sub(lambda found: found[0].replace(".", ""), text)
    return [_token(word) for word in fold(text).split()]


def joined(text: str) -> list[str]:
    """Compounds written as one: `burn-out` also gives `burnout`."""
    found = (fold(match[0]).replace(" ", "") for match in _COMPOUND.finditer(text))
    return [_token(word) for word in found if len(word) <= LONGEST]


@lru_cache(maxsize=65536)
def forms(word: str, language: str | None = None) -> tuple[str, ...]:
    """The word and its stem; its stems in all four when the language is not known."""
    languages = (language,) if language in CODES else CODES
    return tuple(dict.fromkeys((word, *(stem(word, code) for code in languages))))


def tokens(text: str, language: str | None, *, keep_stops: bool = False) -> set[str]:
    """What the index holds of a text."""
    found: set[str] = set()
    for word in (*words(text), *joined(text)):
        if keep_stops or word not in STOP:
            found.update(forms(word, language))
    return found


def whole_words(text: str) -> set[str]:
    """The words as written, for mending typing errors."""
    return {*words(text), *joined(text)}


def spoken(language: str | None) -> int:
    """One bit for each of the four languages, and one for names."""
    return 1 << CODES.index(language) if language in CODES else NAMES
