"""The directory's menus in the back office, and the buttons of an entry."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.search import SearchArea
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.snippets.action_menu import ActionMenuItem
from wagtail.snippets.models import register_snippet

from entrepairs.directory.admin.at_work import AtWork
from entrepairs.directory.admin.entries import EntryViewSet
from entrepairs.directory.admin.entry_views import BEFORE, LOGGED
from entrepairs.directory.admin.houses import (
    OrganisationViewSet,
    TeamViewSet,
    organisation_chooser,
    team_chooser,
)
from entrepairs.directory.admin.terms import term_viewsets
from entrepairs.directory.models import Entry, State

HIDDEN_FOR: dict[str, set[Any]] = {
    "show": {State.PUBLISHED},
    "archive": {State.ARCHIVED, None},
    "check": {None},
    "ask": {State.DRAFT, State.SUBMITTED, State.ARCHIVED, None},
}


class DirectoryGroup(ViewSetGroup):
    menu_name = "directory"
    menu_label = _("Directory")
    menu_icon = "site"
    menu_order = 100
    items = (
        EntryViewSet(),
        TeamViewSet("teams"),
        OrganisationViewSet("organisations"),
    )


class TermsGroup(ViewSetGroup):
    menu_name = "terms"
    menu_label = _("Lists of choices")
    menu_icon = "list-ul"
    menu_order = 300
    items = tuple(term_viewsets())


register_snippet(DirectoryGroup)


@hooks.register("register_admin_viewset")
def register() -> list[Any]:
    return [TermsGroup(), organisation_chooser, team_chooser]


@hooks.register("register_admin_search_area")
def search_entries() -> SearchArea:
    """First of all, so that the side bar's field searches entries, not pages."""
    address = reverse("wagtailsnippets_directory_entry:list")
    return SearchArea(_("Entries"), address, name="entries", order=-100)


@hooks.register("construct_homepage_panels")
def tell_what_waits(request: Any, panels: list[Any]) -> None:
    panels.append(AtWork())


class EntryButton(ActionMenuItem):
    """Saves the form, then changes the state."""

    def __init__(self, name: str, label: Any, icon: str, order: int) -> None:
        super().__init__(order)
        self.action, self.name = name, f"action-{name}"
        self.label, self.icon_name = label, icon

    def is_shown(self, context: dict[str, Any]) -> bool:
        if context["view"] == "revisions_revert" or context["model"] is not Entry:
            return False
        entry = context.get("instance")
        return (entry.state if entry else None) not in HIDDEN_FOR[self.action]


BUTTONS = [
    ("show", _("Save and publish"), "upload", 10),
    ("check", _("Save: checked today"), "check", 20),
    ("ask", _("Save and ask the team to check"), "mail", 25),
    ("archive", _("Save and archive"), "folder", 30),
]
for number, button in enumerate(BUTTONS):
    item = EntryButton(*button)
    hooks.register(
        "register_snippet_action_menu_item",
        lambda model, item=item: item if model is Entry else None,
        order=number,
    )


@hooks.register("register_log_actions")
def name_actions(registry: Any) -> None:
    first = _("As it was before the first change")
    registry.register_action(BEFORE, _("First version"), first)
    published, archived = _("Published"), _("Archived")
    registry.register_action(LOGGED["show"], published, published)
    registry.register_action(LOGGED["archive"], archived, archived)
    checked = _("Checked by the network")
    registry.register_action(LOGGED["check"], checked, checked)
    asked = _("The team was asked to check")
    registry.register_action(LOGGED["ask"], asked, asked)
