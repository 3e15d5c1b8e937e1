"""From a template to the words of a mail, and from the words to its HTML."""

import re
from dataclasses import dataclass
from typing import Any

from django.template import Context
from django.template.loader import get_template
from django.template.loader_tags import BlockNode
from django.utils.html import escape
from django.utils.translation import override

from entrepairs.organisations.models import Network

_BREAKS = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")  # all but tab and line end
_ADDRESS = re.compile(r"https?://[^\s<>]+")
_EMPTY_LINES = re.compile(r"\n{3,}")
SUBJECT_LENGTH = 200


class MailTemplateError(Exception):
    """A mail's template lacks its subject or its text."""


@dataclass(frozen=True)
class Letter:
    subject: str
    text: str


def one_line(value: str) -> str:
    """Fit for a header: no line ends or other control characters, of any alphabet."""
    return " ".join(_BREAKS.sub(" ", value).split())


def write(
    template: str, *, language: str, network: Network, context: dict[str, Any]
) -> Letter:
    """The `subject` and `text` blocks of `template`, in `language`, as plain text."""
    with override(language):
        values = {**context, "network": network, "language": language}
        subject = one_line(_block(template, "subject", values))
        text = _UNPRINTABLE.sub("", _block(template, "text", values))
    return Letter(
        subject[:SUBJECT_LENGTH], _EMPTY_LINES.sub("\n\n", text).strip() + "\n"
    )


def _block(name: str, block: str, values: dict[str, Any]) -> str:
    template = get_template(name).template  # type: ignore[attr-defined]
    for node in template.nodelist.get_nodes_by_type(BlockNode):
        if node.name == block:
            context = Context(values, autoescape=False)
            with context.bind_template(template):
                return str(node.render(context))
    raise MailTemplateError(f"{name} has no block {block!r}")


def html_of(letter: Letter, *, language: str) -> str:
    """The text again, as the simplest HTML: paragraphs, line ends, links as written."""
    paragraphs = "\n".join(
        f"<p>{_linked(part)}</p>" for part in letter.text.strip().split("\n\n")
    )
    return (
        f'<!doctype html>\n<html lang="{escape(language)}"><head><meta charset="utf-8">'
        f"<title>{escape(letter.subject)}</title></head>"
        '<body style="font: 17px/1.5 sans-serif; max-width: 38em; margin: 1em auto">'
        f"\n{paragraphs}\n</body></html>\n"
    )


def _linked(text: str) -> str:
    pieces: list[str] = []
    last = 0
    for found in _ADDRESS.finditer(text):
        address = found[0].rstrip(".,;:!?)»")
        pieces.append(escape(text[last : found.start()]))
        pieces.append(f'<a href="{escape(address)}">{escape(address)}</a>')
        last = found.start() + len(address)
    pieces.append(escape(text[last:]))
    return "".join(pieces).replace("\n", "<br>\n")
