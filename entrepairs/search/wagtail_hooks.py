"""Synonyms in the back office."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, InlinePanel, ObjectList

from entrepairs.core.back_office import BackOfficeViewSet
from entrepairs.search.models import SynonymGroup


class SynonymGroupViewSet(BackOfficeViewSet):
    model = SynonymGroup
    icon = "search"
    add_to_settings_menu = True
    menu_name = "synonyms"
    menu_label = _("Synonyms")
    menu_order = 200
    list_display = ["code", "codes", "broader", "updated_at"]
    search_fields = ("code", "codes", "terms__text")
    ordering = ["code"]
    edit_handler = ObjectList(
        [
            FieldPanel("code"),
            InlinePanel(
                "terms",
                heading=_("Words"),
                label=_("word"),
                panels=[
                    FieldPanel("language"),
                    FieldPanel("text"),
                    FieldPanel("only_asked"),
                ],
            ),
            FieldPanel("codes"),
            FieldPanel("broader"),
        ]
    )


@hooks.register("register_admin_viewset")
def register() -> Any:
    return SynonymGroupViewSet("synonyms")
