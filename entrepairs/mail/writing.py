"""From a template to the words of a mail, and from the words to its HTML."""

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.template import Context
from django.template.loader import get_template
from django.template.loader_tags import BlockNode
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import override

from entrepairs.mail.kinds import MailKind, always, check_values, kind_of
from entrepairs.mail.models import MailText
from entrepairs.mail.texts import BadText, fill, shown
from entrepairs.organisations.models import Network

logger = logging.getLogger(__name__)
_BREAKS = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")  # all but tab and line end
_ADDRESS = re.compile(r"https?://[^\s<>]+")
_EMPTY_LINES = re.compile(r"\n{3,}")
SUBJECT_LENGTH = 200
RULE = "* * *"


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
    template: str,
    *,
    language: str,
    network: Network,
    context: Mapping[str, Any],
    discreet: bool = False,
) -> Letter:
    """
    The mail in `language`, as plain text: as editors wrote it, else the `subject` and
    `text` blocks of `template`.
    """
    values = {**context, **always(network)}
    kind = kind_of(template)
    if kind is not None:
        check_values(kind, context)
    with override(language):
        if kind is not None:  # in the reader's language, not in the caller's
            values = {name: shown(value) for name, value in values.items()}
        letter = kind and _edited(kind, language, network, values)
        letter = letter or letter_of_house(template, values, language=language)
        return quiet(letter) if discreet else letter


def letter_of_house(
    template: str, values: Mapping[str, Any], *, language: str
) -> Letter:
    with override(language):
        values = {**values, "language": language}
        return tidy(
            _block(template, "subject", values), _block(template, "text", values)
        )


def _edited(
    kind: MailKind, language: str, network: Network, values: Mapping[str, Any]
) -> Letter | None:
    """As editors wrote it, unless it no longer fits what the mail tells."""
    texts = MailText.objects.of(network, kind.name).filter(language=language)
    newest = texts.first()
    if newest is None or not newest.text:
        return None
    try:
        return letter_of_words(newest.subject, newest.text, values)
    except BadText as problem:
        logger.error("text %s does not fit %s: %s", newest.pk, kind.name, problem)
        return None


def letter_of_words(subject: str, text: str, values: Mapping[str, Any]) -> Letter:
    """Raises `BadText` when a variable is unknown."""
    text = text.replace("\r\n", "\n")
    return tidy(fill(subject, values), fill(text, values))


def tidy(subject: str, text: str) -> Letter:
    """Fit for a header, and for a body without control characters or huge gaps."""
    plain = _EMPTY_LINES.sub("\n\n", _UNPRINTABLE.sub("", text)).strip()
    return Letter(one_line(subject)[:SUBJECT_LENGTH], f"{plain}\n")


def quiet(letter: Letter) -> Letter:
    """
    In an inbox nothing tells what it is about: neither the subject nor the first
    lines, which most programs show before the mail is opened.
    """
    first = _(
        "This mail is discreet: neither its sender nor its subject says what it is "
        "about. Nor do these first lines, as many mailboxes show them before a mail is "
        "opened. Your message begins here, below the line."
    )
    text = f"{first}\n\n{RULE}\n\n{letter.text}"
    return Letter(_("A message for you"), text)


def _block(name: str, block: str, values: Mapping[str, Any]) -> str:
    template = get_template(name).template  # type: ignore[attr-defined]
    for node in template.nodelist.get_nodes_by_type(BlockNode):
        if node.name == block:
            context = Context(dict(values), autoescape=False)
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
