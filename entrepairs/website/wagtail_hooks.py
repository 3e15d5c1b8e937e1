"""Help lines in the back office, and which of Wagtail's own menus are shown."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList

from entrepairs.core.back_office import BackOfficeViewSet, YesNoColumn
from entrepairs.core.language import Language
from entrepairs.website.models import HelpLine

NOTHING_BEHIND = {"explorer", "images", "documents", "reports", "help", "snippets"}
LAST = 10_000  # after the hooks of Wagtail's own apps
OUR_SETTINGS = {"networks", "places", "synonyms", "outbox", "mail-texts"}


class HelpLineForm(WagtailAdminModelForm):
    languages = forms.MultipleChoiceField(
        label=_("languages spoken"),
        choices=Language,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


def in_languages(field: str) -> list[FieldPanel]:
    return [FieldPanel(f"{field}_{code}") for code in Language.values]


class HelpLineViewSet(BackOfficeViewSet):
    model = HelpLine
    icon = "warning"
    menu_order = 400
    add_to_admin_menu = True
    list_display = [
        "number",
        "name",
        "country",
        YesNoColumn("is_active", label=_("Shown"), sort_key="is_active"),
        "verified_on",
        "order",
    ]
    list_filter = ["country", "is_active", "is_urgent"]
    search_fields = ("number", "name", "description_fr", "description_nl")
    ordering = ["order", "pk"]
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("number"), FieldPanel("name")]),
            MultiFieldPanel(in_languages("description"), _("For whom")),
            MultiFieldPanel(in_languages("hours"), _("Hours")),
            FieldPanel("languages", heading=_("Languages spoken")),
            FieldRowPanel([FieldPanel("country"), FieldPanel("region_code")]),
            FieldPanel("chat"),
            FieldRowPanel(
                [
                    FieldPanel("is_urgent"),
                    FieldPanel("is_free"),
                    FieldPanel("is_anonymous"),
                ]
            ),
            FieldRowPanel(
                [
                    FieldPanel("is_active"),
                    FieldPanel("order"),
                    FieldPanel("verified_on"),
                ]
            ),
        ],
        base_form_class=HelpLineForm,
    )


@hooks.register("register_admin_viewset")
def register() -> HelpLineViewSet:
    return HelpLineViewSet("help_lines")


@hooks.register("construct_main_menu", order=LAST)
def hide_what_has_nothing_behind(request: Any, items: list[Any]) -> None:
    items[:] = [item for item in items if item.name not in NOTHING_BEHIND]


@hooks.register("construct_settings_menu", order=LAST)
def keep_our_settings(request: Any, items: list[Any]) -> None:
    items[:] = [item for item in items if item.name in OUR_SETTINGS]


@hooks.register("construct_homepage_panels", order=-LAST)
def no_panels_of_pages(request: Any, panels: list[Any]) -> None:
    """Runs first: our apps add theirs after."""
    panels.clear()
