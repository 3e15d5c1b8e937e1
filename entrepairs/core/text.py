"""Text made comparable: without case, accents or punctuation."""

import re
import unicodedata

LIGATURES = str.maketrans(
    {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ı": "i"}
)
FULL_STOPS = str.maketrans({"。": ".", "｡": "."})  # of East Asian keyboards
FOREIGN, LONGEST_LABEL = "xn--", 63  # labels of a domain
_END = re.compile(r"[.\s]+$")
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
    The form in which two addresses are the same: NFKC, without invisible signs, the
    name case folded, the domain in small letters of its own script and no dot after
    it. `straße.de` and `strasse.de` are two domains. Nothing when there is none.
    """
    name, at, domain = _END.sub("", _visible(email or "").strip()).rpartition("@")
    # Folding may take letters apart again: the dotted capital I, for one.
    who = unicodedata.normalize("NFKC", name.casefold())
    where = ".".join(map(_own_script, _small(domain).split(".")))
    return f"{who}{at}{where}" or None


def _visible(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).translate(FULL_STOPS)
    return "".join(c for c in plain if unicodedata.category(c) not in ("Cf", "Cc"))


def _small(domain: str) -> str:
    """Letter by letter: a Greek sigma is the same at the end of a word."""
    return unicodedata.normalize("NFKC", "".join(c.lower() for c in domain))


def _own_script(label: str) -> str:
    """`exämple` of `xn--exmple-cua`; what has no such form stays as it is."""
    if not label.startswith(FOREIGN) or len(label) > LONGEST_LABEL:
        return label
    try:
        read = label.removeprefix(FOREIGN).encode("ascii").decode("punycode")
        read.encode()
    except UnicodeError:
        return label
    is_plain = _small(_visible(read)) == read and read.split() == [read]
    return read if is_plain and _ascii(read) == label else label


def for_the_wire(email: str) -> str:
    """
    With the domain as mail servers read it, by IDNA 2008. By that of 2003, which is
    Python's and Django's, what is for `straße.de` would go to `strasse.de`.
    """
    name, at, domain = email.rpartition("@")
    return f"{name}{at}{'.'.join(map(_ascii, _small(domain).split('.')))}"


def _ascii(label: str) -> str:
    if label.isascii():
        return label
    return FOREIGN + label.encode("punycode").decode()
