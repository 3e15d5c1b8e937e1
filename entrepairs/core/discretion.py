"""Logs without addresses and secrets, also in what libraries and tracebacks say."""

import logging
import re

ADDRESS = re.compile(r"[^\s@<>\"'`(\[{,;:=]+@[^\s@<>\"'`)\]},;:]+\.[^\W\d_]{2,}")
# Random tokens of links, keys of sessions, digests; no name of ours looks like them.
SECRET = re.compile(
    r"(?<![\w-])(?:"
    r"(?=[\w-]*\d)(?=[\w-]*[a-z])(?=[\w-]*[A-Z])[A-Za-z0-9_-]{22,}"
    r"|(?=[\w-]*[a-z])(?=[\w-]*[A-Z])[A-Za-z_-]{40,}"
    r"|(?=[a-z0-9]*\d)[a-z0-9]{32,}"
    r")(?![\w-])"
)


def discreet(text: str) -> str:
    """`text` with … for each address and each secret."""
    return SECRET.sub("…", ADDRESS.sub("…@…", text))


class OneLine(logging.Filter):
    """
    A request for a host that is not ours, without the traceback: robots ask by the
    hundred, and who tries the site at home must read what to set.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        told = discreet(record.getMessage())[:200]
        record.msg = f"{told.splitlines()[0]} (ENTREPAIRS_HOSTS names the hosts)"
        record.args = record.exc_info = record.exc_text = None
        return True


class DiscreetFormatter(logging.Formatter):
    """What a formatter makes, tracebacks included, made discreet."""

    def format(self, record: logging.LogRecord) -> str:
        return discreet(super().format(record))
