"""Addresses of the site, in the language of the reader."""

from django.urls import path
from django.utils.translation import pgettext_lazy

from entrepairs.website import views

app_name = "website"
urlpatterns = [
    path("", views.home, name="home"),
    path(pgettext_lazy("address", "help/"), views.help_lines, name="help_lines"),
    path(pgettext_lazy("address", "search/"), views.search, name="search"),
    path(
        pgettext_lazy("address", "peer-support/"),
        views.peer_support,
        name="peer_support",
    ),
    path(
        pgettext_lazy("address", "looking-for-support/"),
        views.door_support,
        name="door_support",
    ),
    path(
        pgettext_lazy("address", "peer-supporters/"), views.door_peer, name="door_peer"
    ),
    path(pgettext_lazy("address", "for-teams/"), views.door_team, name="door_team"),
    path(pgettext_lazy("address", "about/"), views.about, name="about"),
    path(pgettext_lazy("address", "privacy/"), views.privacy, name="privacy"),
    path(pgettext_lazy("address", "leaving-quickly/"), views.leaving, name="leaving"),
    path(
        pgettext_lazy("address", "accessibility/"),
        views.accessibility,
        name="accessibility",
    ),
    path(pgettext_lazy("address", "open-data/"), views.open_data, name="open_data"),
]
