"""Text made comparable: without case, accents or punctuation."""

import re
import unicodedata

LIGATURES = str.maketrans(
    {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ı": "i"}
)
FULL_STOPS = str.maketrans({"。": ".", "｡": "."})  # of East Asian keyboards
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


def fold_email(email: str | None) -> str | None:
    """
    The form in which two addresses are the same: NFKC, case folded, without invisible
    signs, the domain in its own script and no dot after it. Nothing when there is none.
    """
    plain = unicodedata.normalize("NFKC", email or "").translate(FULL_STOPS)
    seen = "".join(c for c in plain if unicodedata.category(c) not in ("Cf", "Cc"))
    # Folding may take letters apart again: the dotted capital I, for one.
    folded = unicodedata.normalize("NFKC", seen.strip().casefold()).rstrip(".")
    name, at, domain = folded.rpartition("@")
    return f"{name}{at}{_own_script(domain)}" or None


def _own_script(domain: str) -> str:
    """`exämple.be` of `xn--exmple-cua.be`; what cannot be read stays as it is."""
    if "xn--" not in domain:
        return domain
    try:
        return domain.encode("ascii").decode("idna")
    except UnicodeError:
        return domain
