"""Where the open data are."""

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

OPEN_DATA: tuple[tuple[Promise, str, dict[str, str]], ...] = (
    (_("Teams as a table (CSV)"), "directory:export", {"kind": "csv"}),
    (_("Teams as data (JSON)"), "api:list_teams", {}),
    (_("Teams for maps (GeoJSON)"), "api:list_features", {}),
    (_("What the API can do (OpenAPI)"), "api:openapi-json", {}),
    (_("New teams, for feed readers (Atom)"), "directory:feed", {}),
)


def of_open_data(request: HttpRequest) -> list[tuple[Promise, str]]:
    """Label and full address of each form the data come in."""
    found = []
    for label, name, arguments in OPEN_DATA:
        try:
            path = reverse(name, kwargs=arguments)
        except NoReverseMatch:
            continue
        found.append((label, request.build_absolute_uri(path)))
    return found
