"""The ways people write the name of a place."""

import re
from collections.abc import Iterable
from itertools import product

from entrepairs.core.text import fold

LONGEST = 120  # of PlaceName.folded
# What people shorten: the same letters stand for the word in three languages.
SHORT = {
    "st": ("st", "saint", "sint", "sankt"),
    "ste": ("ste", "sainte"),
    "sts": ("sts", "saints"),
    "s": ("s", "sur", "sous"),
    "lez": ("lez", "les"),
    "les": ("les", "lez"),
    "prov": ("province", "provincie", "provinz"),
}
AREA_WORDS = {
    "province": {
        "fr": ("province de", "province du", "province d", "province"),
        "nl": ("provincie",),
        "de": ("provinz",),
        "en": ("province of",),
    },
    "region": {
        "fr": ("région de", "région", "canton de"),
        "nl": ("regio", "kanton"),
        "de": ("region", "kanton"),
        "en": ("region of", "canton of"),
    },
}
# «La ville de Mons», «commune d’Ixelles», «à Namur», «in Gent».
_LEAD = re.compile(
    r"^(?:(?:la |de |die |the )?(?:ville|commune|stad|gemeente|stadt|gemeinde|city)"
    r" (?:de la |de |du |d |of |von )?|(?:a|in|te|pres de|bij|near|bei) )(?=\w{2})"
)
_NON_LATIN = re.compile(r"[^\u0000-\u024f\u1e00-\u1eff\u2019]")
_ELISION = ("'", "’")


def variants(text: str) -> list[str]:
    """Folded spellings that `text` may stand for, the likeliest first."""
    folded = fold(text)
    # «Jambes (Namur)», «Ixelles, Belgique».
    first = fold(re.split(r"[(,;/]", text, maxsplit=1)[0])
    found: dict[str, None] = {}
    for start in dict.fromkeys((folded, _LEAD.sub("", folded), first)):
        words = [SHORT.get(word, (word,)) for word in start.split()[:8]]
        for combination in list(product(*words))[:24]:
            found[" ".join(combination)] = None
    return [spelling for spelling in found if spelling]


def folded_names(names: Iterable[str]) -> list[str]:
    """Each spelling once, folded, ready for `PlaceName`."""
    spelled = (fold(name)[:LONGEST].strip() for name in names)
    return list(dict.fromkeys(spelling for spelling in spelled if spelling))


def area_names(kind: str, names: dict[str, str]) -> list[str]:
    """The names of a province or region, bare and as «province de Namur»."""
    found = [name for name in names.values() if name]
    for language, words in AREA_WORDS.get(kind, {}).items():
        found += [f"{word} {names[language]}" for word in words if names[language]]
    return found


def is_useful(name: str) -> bool:
    """
    Whether an unlabelled name of GeoNames is one that people here type: Latin
    letters, no airport code, none of its lower-case transliterations.
    """
    if len(name) < 3 or len(name) > LONGEST or _NON_LATIN.search(name):
        return False
    if name.isupper() and len(name) == 3:
        return False
    return name[0].isupper() or name.startswith(_ELISION)
