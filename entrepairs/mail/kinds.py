"""
The mails that apps write, declared in their `mails.py`:

    declare(
        MailKind(
            "directory/mail/still_right.txt",
            title=_("Is your entry still right?"),
            when=_("when staff ask a team whether its entry is right"),
            variables=(
                Variable("team", _("name of the team"), example="Équipe Sambre"),
                Variable("address", _("link to confirm"), LINK, is_needed=True),
            ),
        )
    )

The template and the texts of editors know these variables and no others; `queue` is
given all of them. `network` (its name) and `phone` are always there.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from entrepairs.organisations.models import Network

Words = str | Promise
LINK = "https://exemple.example/fr/lien/4f9c2a/"


@dataclass(frozen=True)
class Variable:
    name: str  # as in `{name}`
    title: Words
    example: Any
    is_needed: bool = False  # without it the mail would be of no use


ALWAYS = (
    Variable("network", _("name of the network"), "Sambre"),
    Variable("phone", _("telephone of the network"), "02 000 00 00"),
)


@dataclass(frozen=True)
class MailKind:
    template: str
    title: Words
    when: Words
    variables: tuple[Variable, ...] = ()
    name: str = field(init=False)

    def __post_init__(self) -> None:
        name = self.template.removesuffix(".txt").replace("/mail/", ".")
        object.__setattr__(self, "name", name)

    @property
    def all_variables(self) -> tuple[Variable, ...]:
        return (*self.variables, *ALWAYS)

    @property
    def needed(self) -> list[str]:
        return [one.name for one in self.variables if one.is_needed]

    def examples(self, network: Network) -> dict[str, Any]:
        return {one.name: one.example for one in self.variables} | always(network)


def always(network: Network) -> dict[str, Any]:
    return {"network": network.name, "phone": network.phone}


class WrongVariables(Exception):
    """A mail was queued with other variables than it declares."""


def check_values(kind: MailKind, values: Mapping[str, Any]) -> None:
    declared = {one.name for one in kind.all_variables}
    given = set(values) | {one.name for one in ALWAYS}
    if declared != given:
        differs = ", ".join(sorted(declared ^ given))
        raise WrongVariables(f"{kind.template}: {differs}")


_kinds: dict[str, MailKind] = {}


def declare(kind: MailKind) -> MailKind:
    if _kinds.get(kind.template, kind) != kind:
        raise ValueError(f"{kind.template} is declared twice")
    _kinds[kind.template] = kind
    return kind


def kinds() -> list[MailKind]:
    """All that the apps declared, by name."""
    autodiscover_modules("mails")
    return sorted(_kinds.values(), key=lambda kind: kind.name)


def kind_of(template: str) -> MailKind | None:
    kinds()
    return _kinds.get(template)


def kind_named(name: str) -> MailKind | None:
    return next((kind for kind in kinds() if kind.name == name), None)
