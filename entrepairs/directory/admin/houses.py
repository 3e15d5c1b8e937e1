"""Organisations and teams in the back office, and their choosers."""

from typing import Any

from django.db.models import Count
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
)
from wagtail.admin.ui.tables import Column

from entrepairs.core.back_office import BackOfficeViewSet, SearchedChooser
from entrepairs.directory.admin.refreshing import VIEWS
from entrepairs.organisations.actions import free_slug
from entrepairs.organisations.models import Network, Organisation, Team


class OrganisationChooser(SearchedChooser):
    model = Organisation
    icon = "home"
    choose_one_text = _("Choose an organisation")
    choose_another_text = _("Choose another organisation")


class TeamChooser(SearchedChooser):
    model = Team
    icon = "group"
    choose_one_text = _("Choose a team")
    choose_another_text = _("Choose another team")

    def get_object_list(self) -> Any:
        return Team.objects.select_related("organisation")


class NamedForm(WagtailAdminModelForm):
    """Gives a new row its address; a known one keeps it, as people have kept links."""

    def save(self, commit: bool = True) -> Any:
        if not self.instance.slug:
            self.instance.slug = free_slug(type(self.instance), self.instance.name)
        return super().save(commit)


class OrganisationForm(NamedForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            self.fields["network"].initial = Network.objects.filter(host=None).first()


class OrganisationViewSet(BackOfficeViewSet):
    model = Organisation
    icon = "home"
    list_display = [
        "name",
        Column("network", label=_("Network"), sort_key="network__name"),
        Column("teams", label=_("Teams"), accessor="team_count", sort_key="team_count"),
    ]
    list_filter = ["network"]
    search_fields = ("name", "company_number", "seat")
    ordering = ["name", "pk"]
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            FieldRowPanel([FieldPanel("network"), FieldPanel("parent")]),
            FieldPanel("website"),
            FieldRowPanel([FieldPanel("email"), FieldPanel("phone")]),
            MultiFieldPanel(
                [
                    FieldPanel("legal_form"),
                    FieldPanel("company_number"),
                    FieldPanel("register_court"),
                    FieldPanel("seat"),
                ],
                _("Legal identity"),
            ),
        ],
        base_form_class=OrganisationForm,
    )

    @staticmethod
    def rows() -> Any:
        rows = Organisation.objects.select_related("network")
        return rows.annotate(team_count=Count("teams"))


class TeamViewSet(BackOfficeViewSet):
    model = Team
    icon = "group"
    list_display = [
        "name",
        Column("organisation", label=_("Organisation"), sort_key="organisation__name"),
    ]
    list_filter = ["organisation__network"]
    search_fields = ("name", "organisation__name")
    ordering = ["name", "pk"]
    edit_handler = ObjectList(
        [FieldPanel("name"), FieldPanel("organisation")], base_form_class=NamedForm
    )

    @staticmethod
    def rows() -> Any:
        return Team.objects.select_related("organisation")


for viewset in (OrganisationViewSet, TeamViewSet):
    for name, view in VIEWS.items():
        setattr(viewset, name, view)

organisation_chooser = OrganisationChooser("organisation_chooser")
team_chooser = TeamChooser("team_chooser")
