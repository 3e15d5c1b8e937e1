"""What a person typed, understood: which words, and near which place."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from entrepairs.core.text import fold
from entrepairs.directory.memory import remembered
from entrepairs.directory.question import KM, Question
from entrepairs.directory.selection import Piece, Selection, joined, rows
from entrepairs.places import lookup
from entrepairs.places.models import Place, PlaceKind, PlaceName, Postcode
from entrepairs.search import query

REMEMBER = 60  # seconds; places are loaded, hardly ever edited
PLACE_WORDS = 4  # «Saint Josse ten Noode»
# Before a place they show that one follows; by themselves they say nothing.
LINKS = frozenset(
    (
        *("a", "au", "aux", "en", "dans", "pres", "de", "du", "des", "sur", "autour"),
        *("in", "te", "bij", "rond", "om", "omgeving", "op", "bei", "nahe", "um"),
        *("near", "at", "around", "by"),
    )
)
# Towns whose names are words: «25 ans», «pour celles», “peer support”.
WORDS = frozenset(
    (
        *("ans", "as", "boom", "celles", "essen", "geel", "halen", "ham", "lot", "mol"),
        *("mont", "peer", "spa"),
    )
)
ANNOUNCING = LINKS - {"dans", "de", "du", "des", "sur", "om", "op", "um", "by"}


@dataclass(frozen=True)
class Reading:
    selection: Selection
    words: str = ""
    other_places: tuple[Place, ...] = ()
    place_unknown: bool = False
    place_in_words: str = ""

    @property
    def corrected(self) -> str:
        match = self.selection.match
        return match.corrected if match else ""


def settle(
    question: Question, *, language: str, country: str = "BE"
) -> tuple[Question, Reading]:
    """
    `read`, but where it leaves no answer: around a place read out of the words, a
    larger circle, and without any the words alone; next to a place asked for, the
    words without the place that they name too. The question returned is that one.
    """
    reading = read(question, language=language, country=country)
    place, words = reading.place_in_words, reading.words
    if question.near and not reading.place_unknown and " " in question.q:
        place, words = _split(question, country)
    if not (place and words) or has_answers(reading.selection):
        return question, reading
    if question.near:
        question = replace(question, q=words)
    elif km := next_km(reading.selection):
        question = replace(question, km=km)
    else:
        question = replace(question, as_words=True)
    return question, read(question, language=language, country=country)


def next_km(selection: Selection) -> int | None:
    """The next larger circle in which there is an answer."""
    if selection.centre is None:
        return None
    larger = [km for km in KM if km > selection.question.km]
    asked = (replace(selection.question, km=km) for km in larger)
    wider = (replace(selection, question=question) for question in asked)
    return next((one.question.km for one in wider if has_answers(one)), None)


def has_answers(selection: Selection) -> bool:
    pieces = [Piece("SELECT 1 FROM"), selection.source, Piece("WHERE"), selection.where]
    return bool(list(rows(joined(" ", [*pieces, Piece("LIMIT 1")]))))


def read(question: Question, *, language: str, country: str = "BE") -> Reading:
    """Understand `question.q` and `question.near`."""
    near, words = question.near, question.q
    place_in_words = ""
    if not near and not question.as_words:
        place_in_words, words = split(words, country=country)
        near = place_in_words
    match = query.match("team", words, language=language) if words else None
    if not near:
        return Reading(Selection(question, match), words)
    resolution = _resolve(near, country, question.edition)
    place = resolution.place
    others = tuple(choice for choice in resolution.choices if choice != place)
    if place is None and others:  # answer for the likeliest, offer the others
        place, others = others[0], others[1:]
    if place_in_words and place is None:
        return read(replace(question, as_words=True), language=language)
    return Reading(
        Selection(question, match, place),
        words,
        other_places=others,
        place_unknown=place is None,
        place_in_words=place_in_words,
    )


def _resolve(near: str, country: str, edition: str) -> lookup.Resolution:
    def look_up() -> lookup.Resolution:
        return lookup.resolve(near, country=country)

    if not edition:
        return look_up()
    key = ("place", edition, country, near)
    found: lookup.Resolution = remembered(key, look_up, seconds=REMEMBER)
    return found


def _split(question: Question, country: str) -> tuple[str, str]:
    if not question.edition:
        return split(question.q, country=country)
    key = ("split", question.edition, country, question.q)
    found: tuple[str, str] = remembered(
        key, lambda: split(question.q, country=country), seconds=REMEMBER
    )
    return found


def split(text: str, *, country: str = "BE") -> tuple[str, str]:
    """
    The place that `text` ends or begins with, and the words around it: `ssm Liège` is
    `Liège` and `ssm`. Only a postcode or the whole name of a municipality, province or
    region counts, and a locality that is announced («à Forest»), so that words stay
    words; those that are towns too count when announced, alone or `Celles` at the end.
    """
    tokens = text.split()
    folded = [fold(token) for token in tokens]
    candidates = list(_candidates(folded))
    known = _known({name for _start, _end, name in candidates}, country)
    for start, end, name in candidates:
        kinds = known.get(name)
        if name in WORDS and not _is_town(tokens, folded, start):
            continue
        if kinds and _is_meant(folded, start, kinds):
            rest = tokens[: _before_links(folded, start)] + tokens[end:]
            return " ".join(tokens[start:end]), " ".join(rest)
    return "", text


def _candidates(folded: list[str]) -> Iterator[tuple[int, int, str]]:
    """Endings first, then beginnings; the longest first."""
    size = len(folded)
    for length in range(min(PLACE_WORDS, size), 0, -1):
        yield size - length, size, " ".join(folded[size - length :])
    for length in range(min(PLACE_WORDS, size - 1), 0, -1):
        yield 0, length, " ".join(folded[:length])


def _known(names: set[str], country: str) -> dict[str, set[str]]:
    """Of `names`, those of places, with the kinds of these; `postcode` is one."""
    kinds: dict[str, set[str]] = {}
    rows = PlaceName.objects.filter(folded__in=names, place__country=country)
    for name, kind in rows.values_list("folded", "place__kind"):
        kinds.setdefault(name, set()).add(kind)
    codes = {name for name in names if name.isdigit()}
    if codes:
        found = Postcode.objects.filter(code__in=codes, country=country)
        for code in found.values_list("code", flat=True).distinct():
            kinds.setdefault(code, set()).add("postcode")
    return kinds


def _is_meant(folded: list[str], start: int, kinds: set[str]) -> bool:
    if kinds - {PlaceKind.LOCALITY, PlaceKind.COUNTRY}:
        return True
    return start > 0 and folded[start - 1] in LINKS


def _is_town(tokens: list[str], folded: list[str], start: int) -> bool:
    """Whether a word that is also a town stands there as one."""
    if len(tokens) == 1:
        return True
    before = folded[start - 1] if start else ""
    return before in ANNOUNCING or (
        bool(before) and not before.isdigit() and tokens[start].istitle()
    )


def _before_links(folded: list[str], start: int) -> int:
    while start > 0 and folded[start - 1] in LINKS:
        start -= 1
    return start
