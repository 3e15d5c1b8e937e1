"""The tabs of an entry's form."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)

from entrepairs.directory.admin.entry_form import EntryForm
from entrepairs.mail.panels import MailStatesPanel


def boxes(name: str) -> FieldPanel:
    return FieldPanel(name, widget=forms.CheckboxSelectMultiple)


def told(name: str) -> FieldPanel:
    return FieldPanel(name, read_only=True)


def team_tab(*, new: bool) -> ObjectList:
    known = [FieldPanel("existing_team")] if new else []
    return ObjectList(
        [
            *known,
            FieldPanel("team_name"),
            FieldPanel("organisation"),
            FieldPanel("new_organisation"),
            FieldRowPanel([FieldPanel("life"), FieldPanel("life_on")]),
        ],
        heading=_("Team"),
    )


SAID_TAB = ObjectList(
    [
        InlinePanel(
            "texts",
            heading=_("Texts"),
            label=_("text"),
            min_num=1,
            max_num=4,
            panels=[
                FieldPanel("language"),
                FieldPanel("summary", widget=forms.Textarea(attrs={"rows": 2})),
                FieldPanel("description"),
                FieldPanel("easy_read"),
            ],
        ),
        FieldPanel("main_sector"),
        boxes("sectors"),
        boxes("publics"),
        boxes("languages"),
    ],
    heading=_("What we tell of it"),
)
PEERS_TAB = ObjectList(
    [
        FieldRowPanel(
            [FieldPanel("peers"), FieldPanel("paid"), FieldPanel("since_year")]
        ),
        boxes("activities"),
        boxes("forms"),
        boxes("domains"),
        MultiFieldPanel(
            [
                FieldPanel("recruiting_on"),
                FieldPanel("welcomes_interns"),
                FieldPanel("welcomes_visits"),
                FieldPanel("advises_teams"),
            ],
            _("Open to"),
        ),
    ],
    heading=_("Peers"),
)
PLACE_TAB = ObjectList(
    [
        FieldPanel("precision"),
        FieldPanel("street"),
        FieldRowPanel([FieldPanel("postcode"), FieldPanel("place")]),
        FieldPanel("also_in"),
        FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
        FieldRowPanel([FieldPanel("phone"), FieldPanel("email")]),
        FieldPanel("website"),
        FieldPanel("opening_hours"),
        boxes("access"),
    ],
    heading=_("Place and contact"),
)
FOLLOW_UP_TAB = ObjectList(
    [
        told("state"),
        FieldPanel("source"),
        told("verified_on"),
        told("verified_by"),
        MailStatesPanel("directory.entry"),
    ],
    heading=_("Follow-up"),
)


def tabs(*, new: bool) -> TabbedInterface:
    shared = [SAID_TAB, PEERS_TAB, PLACE_TAB]
    follow_up = [] if new else [FOLLOW_UP_TAB]
    return TabbedInterface(
        [team_tab(new=new), *shared, *follow_up], base_form_class=EntryForm
    )
