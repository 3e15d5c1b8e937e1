"""The list of entries and its filters."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.forms import CheckboxSelectMultiple
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.snippets.views.snippets import SnippetViewSet

from entrepairs.directory.admin import entry_views as views
from entrepairs.directory.admin.entry_panels import tabs
from entrepairs.directory.models import Entry, Life, Sector, Source, State
from entrepairs.places.models import Place, PlaceKind


def some(field: str, label: Any, choices: Any) -> django_filters.MultipleChoiceFilter:
    return django_filters.MultipleChoiceFilter(
        field_name=field,
        label=label,
        choices=choices.choices,
        widget=CheckboxSelectMultiple,
    )


def of_area(kind: PlaceKind) -> QuerySet[Place]:
    return Place.objects.filter(kind=kind, country="BE")


class EntryFilters(WagtailFilterSet):
    state = some("state", _("State"), State)
    life = some("life", _("Life"), Life)
    main_sector = django_filters.ModelChoiceFilter(
        label=_("Main sector"), queryset=Sector.objects.filter(parent=None)
    )
    region = django_filters.ModelChoiceFilter(
        field_name="place__region",
        label=_("Region"),
        queryset=of_area(PlaceKind.REGION),
    )
    source = some("source", _("Told by"), Source)
    verified_on = django_filters.DateFromToRangeFilter(
        label=_("Checked on"), widget=DateRangePickerWidget
    )

    class Meta:
        model = Entry
        fields: list[str] = []


class EntryViewSet(SnippetViewSet):
    model = Entry
    icon = "doc-full"
    menu_label = _("Entries")
    index_view_class = views.EntryIndexView
    add_view_class = views.EntryCreateView
    edit_view_class = views.EntryEditView
    delete_view_class = views.EntryDeleteView
    revisions_revert_view_class = views.EntryRevertView
    filterset_class = EntryFilters
    copy_view_enabled = False
    add_to_reference_index = False
    list_per_page = 50
    search_backend_name = None
    search_fields = ("team__name", "team__organisation__name", "postcode", "email")
    ordering = ["team__name", "pk"]
    list_display = [
        "__str__",
        Column(
            "organisation",
            label=_("Organisation"),
            accessor="team.organisation",
            sort_key="team__organisation__name",
        ),
        Column("place", label=_("Place"), sort_key="place__name_fr"),
        Column("main_sector", label=_("Main sector"), sort_key="main_sector__order"),
        Column(
            "state", label=_("State"), accessor="get_state_display", sort_key="state"
        ),
        DateColumn("verified_on", label=_("Checked"), sort_key="verified_on"),
        DateColumn("updated_at", label=_("Changed"), sort_key="updated_at"),
    ]

    def get_queryset(self, request: Any) -> QuerySet[Entry]:
        return Entry.objects.select_related(
            "team__organisation", "place", "main_sector"
        )

    @cached_property
    def edit_handler(self) -> Any:
        return tabs(new=False)

    def get_add_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        panel = tabs(new=True).bind_to_model(self.model)
        return {
            **super().get_add_view_kwargs(**kwargs),
            "panel": panel,
            "form_class": panel.get_form_class(),
        }
