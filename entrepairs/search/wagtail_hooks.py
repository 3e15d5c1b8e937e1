"""Synonyms in the back office."""

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, InlinePanel, ObjectList
from wagtail.admin.ui.tables import Column

from entrepairs.core.back_office import BackOfficeViewSet
from entrepairs.search.models import SynonymGroup

WORDS_SHOWN = 4


class WordsColumn(Column):
    """The group's words in the editor's language, where it has some."""

    def get_value(self, group: SynonymGroup) -> str:
        terms = list(group.terms.all())
        own = [term.text for term in terms if term.language == get_language()]
        return ", ".join((own or [term.text for term in terms])[:WORDS_SHOWN])


class SynonymGroupViewSet(BackOfficeViewSet):
    model = SynonymGroup
    icon = "search"
    add_to_settings_menu = True
    menu_name = "synonyms"
    menu_label = _("Synonyms")
    menu_order = 200
    list_display = [
        "code",
        WordsColumn("words", label=_("Words")),
        "codes",
        "broader",
    ]
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

    @staticmethod
    def rows() -> Any:
        return SynonymGroup.objects.prefetch_related("terms")


@hooks.register("register_admin_viewset")
def register() -> Any:
    return SynonymGroupViewSet("synonyms")
