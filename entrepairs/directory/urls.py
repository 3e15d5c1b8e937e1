"""Addresses of the directory, in the language of the reader."""

from django.urls import include, path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from entrepairs.directory import mine_views, verification_views, views, years_views

app_name = "directory"

# A slug holds no dot, so that no team can hide the others.
teams = [
    path("", views.team_list, name="list"),
    path("suggestions.html", views.suggest, name="suggest"),
    path("teams.atom", views.feed, name="feed"),
    path("teams.<str:kind>", views.export, name="export"),
    path("<slug:slug>/", views.team, name="team"),
]
organisations = [path("<slug:slug>/", views.organisation, name="organisation")]

mine = [
    path("", mine_views.my_entries, name="my_entries"),
    path("<slug:slug>/", mine_views.my_entry, name="my_entry"),
]

urlpatterns = [
    path(pgettext_lazy("address", "my-space/entries/"), include(mine)),
    path(_("teams/"), include(teams)),
    path(_("organisations/"), include(organisations)),
    path(_("teams-by-year/"), years_views.years, name="years"),
    path(_("still-right/<str:token>/"), verification_views.verify, name="verify"),
]
