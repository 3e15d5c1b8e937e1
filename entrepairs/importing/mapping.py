"""Which column is which field, and which cell value is which code: proposals."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from entrepairs.core.text import fold
from entrepairs.importing.headers import is_reason
from entrepairs.importing.kinds import Choice, Field, Kind
from entrepairs.importing.models import Remembered
from entrepairs.importing.shapes import SHAPES

ALIKE = 0.86  # of two spellings
MOST = 0.7  # of the samples have the shape
SHORTEST = 6  # letters of a word that may be misspelt: `cicas` is no CPAS
LONGEST_KEY = 200
MOST_KNOWN = 5_000  # guesses kept in memory


@dataclass(frozen=True)
class Proposal:
    """`confidence` from 0 to 1; `why` is name, memory, content or nothing."""

    field: str
    confidence: float
    why: str


NOTHING = Proposal("", 0.0, "")


def key_of(text: str) -> str:
    return fold(text)[:LONGEST_KEY]


def remembered(kind: str, scope: str) -> dict[str, str]:
    rows = Remembered.objects.filter(kind=kind, scope=scope)
    return dict(rows.values_list("key", "target"))


class ColumnMapper:
    """Proposes fields for headings; asks the database for its memory once."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind
        self.names: dict[str, str] = {}
        for field in kind.fields:
            for name in (field.name.replace("_", " "), *field.synonyms):
                self.names.setdefault(fold(name), field.name)
        told = remembered(kind.code, "column").items()
        # A field of before may be gone.
        self.memory = {k: n for k, n in told if not n or kind.field_named(n)}

    def knows(self, heading: str) -> bool:
        return self._by_name(heading) is not NOTHING

    def propose(
        self, columns: Sequence[str], samples: Sequence[Sequence[str]]
    ) -> list[Proposal]:
        """One for each column; a field that takes one column gets its best."""
        found = [
            self._one(name, samples[place] if place < len(samples) else ())
            for place, name in enumerate(columns)
        ]
        best: dict[str, int] = {}
        for place, proposal in enumerate(found):
            field = proposal.field
            if field and (
                field not in best or proposal.confidence > found[best[field]].confidence
            ):
                best[field] = place
        return [
            proposal if best.get(proposal.field) == place else NOTHING
            for place, proposal in enumerate(found)
        ]

    def remembers_all(self, columns: Iterable[str]) -> bool:
        """Somebody has confirmed what each of these is."""
        names = [name for name in columns if name and not is_reason(name)]
        return bool(names) and all(key_of(name) in self.memory for name in names)

    def _one(self, heading: str, samples: Sequence[str]) -> Proposal:
        if is_reason(heading):
            return NOTHING
        key = key_of(heading)
        if key in self.memory:
            target = self.memory[key]
            return Proposal(target, 1.0, "memory") if target else NOTHING
        by_name = self._by_name(heading)
        if by_name.confidence >= ALIKE:
            # Of two columns of one name, the fuller is meant.
            share = sum(map(bool, samples)) / max(len(samples), 1)
            return Proposal(by_name.field, by_name.confidence + 0.02 * share, "name")
        return self._by_content(samples)

    def _by_name(self, heading: str) -> Proposal:
        """A heading may say its name on several lines, in several languages."""
        for part in (heading, *heading.splitlines(), *heading.split(" · ")[1:]):
            folded = fold(part)
            if folded in self.names:
                return Proposal(self.names[folded], 0.98, "name")
            last = fold(part.rpartition(".")[2])
            if "." in part and last in self.names:
                return Proposal(self.names[last], 0.95, "name")
        folded = fold(heading)
        if len(folded) < 5:
            return NOTHING
        marks = ((_alike(folded, name), field) for name, field in self.names.items())
        likeness, field = max(marks)
        return Proposal(field, likeness * 0.95, "name") if likeness > 0.9 else NOTHING

    def _by_content(self, samples: Sequence[str]) -> Proposal:
        filled = [sample for sample in samples if sample]
        if len(filled) < 2:
            return NOTHING
        for field in self.kind.fields:
            if field.looks:
                suits = SHAPES[field.looks]
                share = sum(map(suits, filled)) / len(filled)
                if share >= MOST:
                    return Proposal(field.name, 0.6 * share, "content")
        return NOTHING


def _alike(one: str, other: str) -> float:
    if abs(len(one) - len(other)) > 3:
        return 0.0
    return SequenceMatcher(None, one, other).ratio()


class ValueMapper:
    """Codes for the cells of one field: as confirmed, as labelled, or nearly so."""

    def __init__(self, kind: Kind, field: Field, confirmed: dict[str, str]) -> None:
        self.field = field
        self.choices: Sequence[Choice] = field.choices() if field.choices else ()
        self.names: dict[str, str] = {}
        for choice in self.choices:
            for name in (choice.code, choice.label, *choice.names):
                self.names.setdefault(fold(name), choice.code)
        self.memory = remembered(kind.code, f"value:{field.name}") | confirmed
        self._known: dict[str, str] = {}
        self._telling = [
            (words, code)
            for name, code in self.names.items()
            if len(name) >= SHORTEST and (words := _words(name))
        ]
        # «aide» is in many names, «âgées» in few: it tells more.
        self._uses = Counter(word for words, _code in self._telling for word in words)

    def codes_of(self, cell: str) -> tuple[list[str], list[str]]:
        """The codes of a cell, and its parts that mean nothing to us."""
        codes, unknown = [], []
        for part in self.parts(cell):
            code = self.code_of(part)
            if code is None:
                unknown.append(part)
            elif code and code not in codes:
                codes.append(code)
        return codes, unknown

    def label_of(self, code: str) -> str:
        return next((one.label for one in self.choices if one.code == code), code)

    def parts(self, cell: str) -> list[str]:
        """The whole cell if it means something as it is, else its pieces."""
        if not self.field.is_multiple or self._is_label(key_of(cell)):
            return [cell]
        for separators in ((";", "|", "\n"), (",", "/", "+"), (" - ", " – ")):
            pieces = _split(cell, separators)
            known = any(self.code_of(piece) is not None for piece in pieces)
            if known and len(pieces) > 1:
                return pieces
        return [cell]

    def _is_label(self, key: str) -> bool:
        return not key or key in self.memory or bool(self._spelt(key))

    def code_of(self, text: str) -> str | None:
        """A code, nothing if it was left out on purpose, None if unknown."""
        key = key_of(text)
        if not key:
            return ""
        if key in self.memory:
            return self.memory[key]
        if key not in self._known:
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            self._known[key] = self._guess(key)
        return self._known[key] or None

    def _guess(self, key: str) -> str:
        return self._spelt(key) or self._contained(key)

    def _spelt(self, key: str) -> str:
        """The code so called, or nearly."""
        if key in self.names or not self.names:
            return self.names.get(key, "")
        if len(key) < SHORTEST or self.field.otherwise:
            return ""  # «inexacte» is like «exacte», and means another thing
        marks = (
            (_alike(key, name), code)
            for name, code in self.names.items()
            if len(name) >= SHORTEST
        )
        likeness, code = max(marks, default=(0.0, ""))
        return code if likeness >= ALIKE else ""

    def _contained(self, key: str) -> str:
        """
        The code all of whose words are said among others. Of lists only: «adresse
        non publique» does not mean «publique».
        """
        if not self.field.is_multiple:
            return ""
        said = _words(key)
        found = {
            code: words
            for words, code in sorted(self._telling, key=lambda pair: len(pair[0]))
            if words <= said
        }
        marks = sorted(
            (sum(1 / self._uses[word] for word in words), code)
            for code, words in found.items()
        )
        is_clear = len(marks) == 1 or (marks and marks[-1][0] > marks[-2][0])
        return marks[-1][1] if is_clear else ""


def _words(folded: str) -> frozenset[str]:
    """Without the small ones, singular and plural alike."""
    words = {word.removesuffix("s") for word in folded.split() if len(word) > 2}
    return frozenset(words - {"and", "aux", "van", "het", "der", "die", "und"})


def _split(cell: str, separators: Sequence[str]) -> list[str]:
    for separator in separators[1:]:
        cell = cell.replace(separator, separators[0])
    return [piece.strip() for piece in cell.split(separators[0]) if piece.strip()]
