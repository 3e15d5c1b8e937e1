"""Which teams a commune already has, to tell what is probably there."""

from collections import OrderedDict
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple
from zlib import crc32

from django.db.models import Q

from entrepairs.core.text import fold
from entrepairs.directory.models import Entry
from entrepairs.places.spelling import distance

ALIKE = 0.9  # of two names
SHORTEST = 5  # letters of a word that may have a slip of the pen
SMALL = frozenset(
    fold(word)
    for word in (
        *("de", "du", "des", "la", "le", "les", "l", "d", "et", "en", "à", "van"),
        *("het", "een", "der", "die", "das", "und", "the", "of", "and", "st"),
        *("saint", "sint", "sankt"),
    )
)
MOST_COMMUNES = 2_000  # kept at once
BITS = 128
LEGAL = frozenset(("asbl", "vzw", "vog", "aisbl", "ivzw", "sprl", "srl", "bv", "sa"))


class Known(NamedTuple):
    folded: str
    name: str
    pairs: int  # a bit for each pair of neighbouring letters, to compare fast
    marks: tuple[str, ...]  # numbers and lone letters: they tell teams apart
    is_in_file: bool


class KnownTeams:
    """Names by commune, from the directory and from the rows of this run so far."""

    def __init__(self) -> None:
        self._communes: OrderedDict[int, dict[str, Known]] = OrderedDict()

    def like(self, name: str, commune_id: int) -> Known | None:
        """A team of the commune whose name is the same, or nearly."""
        there = self._names(commune_id)
        new = _new(name)
        if new.folded in there:
            return there[new.folded]
        for other in there.values():
            if (
                _may_be_alike(new, other)
                and _ratio(new, other) >= ALIKE
                and _same_words(new.folded, other.folded)
            ):
                return other
        return None

    def add(self, name: str, commune_id: int) -> None:
        new = _new(name)
        self._names(commune_id).setdefault(new.folded, new)

    def _names(self, commune_id: int) -> dict[str, Known]:
        if commune_id not in self._communes:
            here = Q(place=commune_id) | Q(place__parent=commune_id)
            names = Entry.objects.filter(here).values_list("team__name", flat=True)
            known = (_known(name, is_in_file=False) for name in names.iterator())
            self._communes[commune_id] = {one.folded: one for one in known}
            if len(self._communes) > MOST_COMMUNES:
                self._communes.popitem(last=False)
        self._communes.move_to_end(commune_id)
        return self._communes[commune_id]


def _known(name: str, *, is_in_file: bool) -> Known:
    words = fold(name).split()
    folded = " ".join([word for word in words if word not in LEGAL] or words)
    pairs = 0
    for start in range(len(folded) - 1):
        pairs |= 1 << crc32(folded[start : start + 2].encode()) % BITS
    marks = tuple(word for word in words if len(word) == 1 or not word.isalpha())
    return Known(folded, name, pairs, marks, is_in_file)


@lru_cache(maxsize=2)  # asked for, then added
def _new(name: str) -> Known:
    return _known(name, is_in_file=True)


def _may_be_alike(one: Known, other: Known) -> bool:
    """Cheap: lets through what may reach `ALIKE`, stops nearly all else."""
    if one.marks != other.marks:
        return False
    lengths = sorted((len(one.folded), len(other.folded)))
    if lengths[0] < 0.8 * lengths[1]:
        return False
    shared = (one.pairs & other.pairs).bit_count()
    return shared >= 0.75 * min(one.pairs.bit_count(), other.pairs.bit_count())


def _ratio(one: Known, other: Known) -> float:
    matcher = SequenceMatcher(None, one.folded, other.folded, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= ALIKE else 0.0


def _same_words(one: str, other: str) -> bool:
    """
    Whether each word of one is in the other, but for a slip of the pen, forgetting
    the small ones: the offices of a service differ by their town only, and Bergues
    is not Beuvrages.
    """
    words, others = set(one.split()), set(other.split())
    left, right = words - others - SMALL, others - words - SMALL
    return len(left) == len(right) and all(
        any(_is_slip(word, other) for other in right) for word in left
    )


def _is_slip(word: str, other: str) -> bool:
    """One letter apart, in words long enough for that to be the same word."""
    is_long = min(len(word), len(other)) >= SHORTEST
    return is_long and distance(word, other, 1) is not None
