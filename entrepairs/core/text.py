"""Text made comparable: without case, accents or punctuation."""

import re
import unicodedata

LIGATURES = str.maketrans(
    {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ı": "i"}
)
_APART = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """
    Lower case without accents or punctuation, single spaces: `Saint-Gillis` and
    `SAINT GILLIS` are both `saint gillis`; `l’écoute` is `l ecoute`.
    """
    if text.isascii():
        return _APART.sub(" ", text.lower()).strip()
    # Taken apart before case is folded: letters of mathematics fold to others then.
    apart = unicodedata.normalize(
        "NFKD", unicodedata.normalize("NFKD", text).casefold()
    )
    bare = "".join(char for char in apart if not unicodedata.combining(char))
    return _APART.sub(" ", bare.translate(LIGATURES)).strip()
