"""The menus: pages by name; one that does not exist is left out."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MAIN = (
    ("directory:list", _("Find a team")),
    ("website:peer_support", _("What is peer support?")),
    ("website:help_lines", _("Help lines")),
    ("website:search", _("Search")),
    ("space:home", _("My space")),
)
FOOT = (
    ("website:about", _("About us")),
    ("website:privacy", _("Your data, in plain words")),
    ("website:leaving", _("Leaving this site quickly")),
    ("website:accessibility", _("Accessibility")),
    ("website:open_data", _("Open data")),
    ("account_login", _("Sign in")),
)


@dataclass(frozen=True)
class Item:
    label: str
    path: str
    is_current: bool


def items(menu: tuple[tuple[str, Promise], ...], view: str) -> list[Item]:
    """The entries of `menu` that lead somewhere, for the page named `view`."""
    found = []
    for name, label in menu:
        try:
            path = reverse(name)
        except NoReverseMatch:
            continue
        found.append(Item(str(label), path, is_current=name == view))
    return found
