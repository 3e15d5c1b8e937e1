"""The register of processing (article 30), made of what the apps declare."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.utils.translation import gettext as _

from entrepairs.core.notices import Notice
from entrepairs.core.personal import Kind
from entrepairs.core.sealed import Sealed
from entrepairs.core.spreadsheets import neutral
from entrepairs.core.text import fold
from entrepairs.organisations.models import Network
from entrepairs.privacy import notices
from entrepairs.privacy.models import NoticeText


@dataclass(frozen=True)
class Processing:
    """One entry of the register, in the language of the reader."""

    notice: Notice
    since: datetime | None  # these words

    @property
    def kind(self) -> Kind:
        return self.notice.kind

    @property
    def anchor(self) -> str:
        return self.kind.name.replace(".", "-").replace("_", "-")

    @property
    def data(self) -> str:
        if self.kind.data:
            return str(self.kind.data)
        meta = apps.get_model(self.kind.model)._meta
        fields: list[Any] = [meta.get_field(name) for name in self.kind.fields]
        return ", ".join(str(field.verbose_name) for field in fields)

    @property
    def basis(self) -> str:
        told = self.notice.basis
        if not self.kind.special:
            return told
        return _("%(basis)s; tells of health, so only if you explicitly agree") % {
            "basis": told
        }

    @property
    def recipients(self) -> str:
        others = [str(who) for who in self.kind.recipients]
        if self.notice.network.processors:
            others.append(_("those who work on our behalf, named above"))
        return ", ".join(others) or _("nobody that we know of")

    @property
    def seen_by(self) -> str:
        return ", ".join(self.notice.seen_by)

    @property
    def sealed(self) -> list[str]:
        """The names of the fields that are encrypted in the table."""
        meta = apps.get_model(self.kind.model)._meta
        fields: list[Any] = [meta.get_field(name) for name in self.kind.fields]
        return [str(one.verbose_name) for one in fields if isinstance(one, Sealed)]

    @property
    def security(self) -> str:
        if not self.sealed:
            return _("not encrypted in the table; as told below")
        told = _("encrypted in the table: %(fields)s; the rest is not")
        return told % {"fields": ", ".join(self.sealed)}

    def rows(self) -> Iterator[tuple[str, str, str]]:
        """A code for machines, a heading and what stands beside it."""
        yield "purpose", _("Why"), self.notice.purpose
        yield "basis", _("What allows it"), self.basis
        yield "persons", _("Of whom"), str(self.kind.whose)
        yield "data", _("Which data"), self.data
        yield "source", _("Who gave it"), str(self.kind.source)
        yield "seen_by", _("Who sees it"), self.seen_by
        yield "recipients", _("Who else works with it"), self.recipients
        abroad = self.notice.network.transfers or _("none that the association states")
        yield "transfers", _("Outside the European Economic Area"), abroad
        yield "term", _("How long"), self.notice.how_long
        if self.kind.spared:
            yield "spared", _("If you ask for erasure"), str(self.kind.spared)
        yield "security", _("How it is protected"), self.security


def entries(network: Network) -> list[Processing]:
    """What concerns most people first, then by title. Two queries."""
    shown = NoticeText.objects.shown().filter(network=network)
    since = dict(shown.values_list("kind", "shown_at"))
    found = [Processing(n, since.get(n.kind.name)) for n in notices.of(network)]
    return sorted(found, key=_place)


def _place(entry: Processing) -> tuple[bool, str]:
    is_of_most = entry.kind.name.split(".")[0] in ("people", "mail")
    return not is_of_most, fold(str(entry.kind.title))


def controller(network: Network) -> list[tuple[str, str, str]]:
    """Who answers, in the same shape as an entry's rows. What is blank says so."""
    alone = _("none: the association decides alone")
    none = _("none that the association states")
    contact = _("none named; write to the contact for data protection")
    officer = network.protection_officer or contact
    return [
        ("controller", _("Who answers for the data"), network.controller_name),
        ("address", _("Postal address"), network.controller_address),
        ("contact", _("Data-protection contact"), network.controller_email),
        (
            "joint_controllers",
            _("Who decides with them"),
            network.joint_controllers or alone,
        ),
        (
            "representative",
            _("Representative in the European Union"),
            network.representative or none,
        ),
        ("protection_officer", _("Data protection officer (DPO)"), officer),
        (
            "processors",
            _("Who works with the data on their behalf"),
            network.processors or none,
        ),
        ("authority", _("Supervisory authority"), network.authority_name),
    ]


def measures() -> list[str]:
    """How all of it is protected, as this site is set up."""
    return list(_measures())


def _measures() -> Iterator[str]:
    if settings.SESSION_COOKIE_SECURE:
        yield _("Pages travel encrypted.")
    if settings.EMAIL_USE_TLS or settings.EMAIL_USE_SSL:
        yield _(
            "Mails travel encrypted as far as our mail server; from there on, it"
            " depends on the other servers."
        )
    yield _("There are no passwords; who sees other people needs a second key.")
    yield _(
        "A role opens only what its work needs; one that shows other people ends on a"
        " set day."
    )
    yield _(
        "What each entry above names as encrypted is so in the tables, with keys kept"
        " apart; the rest is not, roles included."
    )
    yield _("Who looks at whose data is noted, and the person can read it.")
    yield _("What is over is erased every night; backups should go after 35 days.")
    if settings.TILES_ADDRESS:
        told = _("No cookie for visitors, no tracking; pictures of the map: %(host)s.")
        yield told % {"host": urlsplit(settings.TILES_ADDRESS).netloc}
    else:
        yield _("No cookie for visitors, nothing from other companies, no tracking.")


def as_table(network: Network) -> list[list[str]]:
    """Heading and one line each; the same columns for all."""
    lines, columns = [], {"title": _("Processing")}
    for entry in entries(network):
        line = {"title": str(entry.kind.title)}
        for code, heading, value in entry.rows():
            columns.setdefault(code, heading)
            line[code] = value
        lines.append(line)
    who = controller(network)
    head = [*columns.values(), *(heading for _code, heading, _value in who)]
    told = [value for _code, _heading, value in who]
    return [head, *([*(line.get(c, "") for c in columns), *told] for line in lines)]


def as_csv(network: Network) -> str:
    """With a mark of order and semicolons, as spreadsheets here expect."""
    text = io.StringIO()
    text.write("\ufeff")
    written = csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL)
    written.writerows([neutral(cell) for cell in row] for row in as_table(network))
    return text.getvalue()


def as_document(network: Network) -> dict[str, Any]:
    """For machines: the same, by codes."""
    return {
        **{code: value for code, _heading, value in controller(network)},
        "measures": measures(),
        "processing": [
            {
                "name": entry.kind.name,
                "title": str(entry.kind.title),
                "basis_code": entry.kind.basis.value,
                "days": entry.notice.term.days if entry.notice.term else None,
                "end": entry.kind.end.value,
                **{code: value for code, _heading, value in entry.rows()},
            }
            for entry in entries(network)
        ],
    }
