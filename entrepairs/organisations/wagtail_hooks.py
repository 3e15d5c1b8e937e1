"""Networks in the back office. Organisations and teams are in the directory's."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)

from entrepairs.core.back_office import BackOfficeViewSet
from entrepairs.core.language import Language
from entrepairs.organisations.models import Network


class NetworkForm(WagtailAdminModelForm):
    languages = forms.MultipleChoiceField(
        label=_("languages"), choices=Language, widget=forms.CheckboxSelectMultiple
    )


def in_languages(field: str) -> list[FieldPanel]:
    return [FieldPanel(f"{field}_{code}") for code in Language.values]


TABS = [
    ObjectList(
        [
            FieldRowPanel([FieldPanel("name"), FieldPanel("code")]),
            FieldPanel("host"),
            FieldPanel("country"),
            FieldPanel("languages", heading=_("Languages")),
            MultiFieldPanel(in_languages("tagline"), _("In one sentence")),
            FieldRowPanel([FieldPanel("accent_light"), FieldPanel("accent_dark")]),
        ],
        heading=_("Network"),
    ),
    ObjectList(
        [
            FieldPanel("phone"),
            MultiFieldPanel(in_languages("phone_hours"), _("Hours")),
            FieldPanel("sender_name"),
            FieldPanel("sender_email"),
            FieldPanel("neutral_name"),
            FieldPanel("neutral_email"),
        ],
        heading=_("Contact"),
    ),
    ObjectList(
        [
            FieldPanel("controller_name"),
            FieldPanel("controller_address"),
            FieldPanel("controller_email"),
            MultiFieldPanel(
                [
                    FieldPanel("joint_controllers"),
                    FieldPanel("representative"),
                    FieldPanel("protection_officer"),
                    FieldPanel("processors"),
                    FieldPanel("transfers"),
                ],
                _("For the register of processing"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("authority_name"),
                    FieldPanel("authority_address"),
                    FieldPanel("authority_phone"),
                    FieldPanel("authority_website"),
                ],
                _("Where people may complain"),
            ),
        ],
        heading=_("Personal data"),
    ),
]


class NetworkViewSet(BackOfficeViewSet):
    model = Network
    icon = "globe"
    add_to_settings_menu = True
    menu_name = "networks"
    menu_order = 100
    list_display = ["name", "host", "country", "phone"]
    search_fields = ("name", "host", "code")
    ordering = ["name"]
    edit_handler = TabbedInterface(TABS, base_form_class=NetworkForm)


@hooks.register("register_admin_viewset")
def register() -> Any:
    return NetworkViewSet("networks")
