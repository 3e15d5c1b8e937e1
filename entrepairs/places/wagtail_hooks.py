"""Places in the back office: looked up, never typed; `entrepairs places` fills them."""

from typing import Any, ClassVar

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.permissions import register_permission_policy

from entrepairs.core.back_office import (
    BackOfficeViewSet,
    InspectView,
    LookOnly,
    SearchedChooser,
    SearchForm,
)
from entrepairs.core.text import fold
from entrepairs.places.models import Place, PlaceKind

# Places come from lists that are loaded again: what was typed would be lost.
register_permission_policy(Place, LookOnly(Place))


class PlaceSearchForm(SearchForm):
    """Finds a place by the beginning of any of its names, or by its postcode."""

    def search(self, objects: Any, words: str) -> Any:
        return named(objects, words)


def named(places: Any, words: str) -> Any:
    """Biggest first, municipalities before their parts."""
    text = fold(words)
    if text.isdigit():
        return places.filter(postcodes__code__startswith=text).distinct()
    return places.filter(names__folded__startswith=text).distinct()


class PlaceChooser(SearchedChooser):
    model = Place
    icon = "site"
    filter_form_class = PlaceSearchForm
    choose_one_text = _("Choose a place")
    choose_another_text = _("Choose another place")

    def get_object_list(self) -> Any:
        kinds = (PlaceKind.COMMUNE, PlaceKind.LOCALITY)
        return Place.objects.filter(kind__in=kinds).order_by("-population", "name_fr")


class PlaceInspectView(InspectView):
    labels: ClassVar[dict[str, Any]] = {
        "parent": _("Part of"),
        "region": _("Region"),
        "province": _("Province"),
    }


class PlaceViewSet(BackOfficeViewSet):
    model = Place
    inspect_view_class = PlaceInspectView
    icon = "site"
    add_to_settings_menu = True
    menu_name = "places"
    menu_order = 300
    inspect_view_enabled = True
    inspect_view_fields_exclude = ["id", "latitude", "longitude"]
    exclude_form_fields: tuple[str, ...] = ()
    list_display = ["name_fr", "kind", "country", "province", "name_nl", "name_de"]
    list_filter = ["kind", "country"]
    search_fields = ("name_fr", "name_nl", "name_de", "name_en", "code")
    ordering = ["-population", "name_fr"]

    @cached_property
    def menu_label(self) -> Any:
        return _("Places")


@hooks.register("register_admin_viewset")
def register() -> list[Any]:
    return [PlaceChooser("place_chooser"), PlaceViewSet("places")]
