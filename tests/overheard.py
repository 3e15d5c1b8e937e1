"""No test makes our logs tell an address, a token or what was typed."""

import logging
from collections.abc import Iterator

import pytest

from entrepairs.core.discretion import ADDRESS, SECRET, DiscreetFormatter


class Listener(logging.Handler):
    """
    What would be written. Our own words are taken as they are: nobody should rely on
    their being made discreet.
    """

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.lines: list[str] = []
        self.plain = logging.Formatter("%(name)s: %(message)s")
        self.discreet = DiscreetFormatter("%(name)s: %(message)s")

    def emit(self, record: logging.LogRecord) -> None:
        is_ours = record.name.startswith("entrepairs.") and not record.exc_info
        formatter = self.plain if is_ours else self.discreet
        self.lines.append(formatter.format(record))


def leaks(lines: list[str]) -> list[str]:
    return [line for line in lines if ADDRESS.search(line) or SECRET.search(line)]


@pytest.fixture(autouse=True)
def overheard() -> Iterator[list[str]]:
    """The lines logged in this test; it fails when one tells too much."""
    listener = Listener()
    root = logging.getLogger()
    root.addHandler(listener)
    yield listener.lines
    root.removeHandler(listener)
    if found := leaks(listener.lines):
        told = "\n".join(line[:400] for line in found)
        pytest.fail(f"The log tells an address or a secret:\n{told}", pytrace=False)
