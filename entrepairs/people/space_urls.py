"""Addresses of «My space», in the language of the reader."""

from typing import Any

from django.urls import include, path
from django.utils.translation import pgettext_lazy

from entrepairs.people import house_views, look_views, profile_views, space_views

app_name = "space"

persons = [
    path("<slug:slug>/", house_views.persons, name="persons"),
    path(pgettext_lazy("address", "<slug:slug>/add/"), house_views.add, name="add"),
    path("<slug:slug>/<int:pk>/", house_views.person, name="person"),
    path(
        pgettext_lazy("address", "<slug:slug>/<int:pk>/edit/"),
        house_views.edit,
        name="edit",
    ),
    path(
        pgettext_lazy("address", "<slug:slug>/who-looked/"),
        look_views.of_house,
        name="house_looks",
    ),
    path(
        pgettext_lazy("address", "<slug:slug>/who-looked/<int:pk>/"),
        look_views.name_staff,
        name="name_staff",
    ),
]
roles = [
    path("<int:pk>/", house_views.role, name="role"),
    path(
        pgettext_lazy("address", "<int:pk>/withdraw/"),
        house_views.withdraw,
        name="withdraw",
    ),
]
profile = [
    path("", profile_views.profile, name="profile"),
    path(
        pgettext_lazy("address", "address/"),
        profile_views.new_address,
        name="new_address",
    ),
    path(
        pgettext_lazy("address", "address/<str:token>/"),
        profile_views.change_address,
        name="change_address",
    ),
]
inside: list[Any] = [
    path("", space_views.home, name="home"),
    path(pgettext_lazy("address", "profile/"), include(profile)),
    path(pgettext_lazy("address", "persons/"), include(persons)),
    path(pgettext_lazy("address", "roles/"), include(roles)),
    path(
        pgettext_lazy("address", "who-looked-at-my-data/"),
        look_views.mine,
        name="looks",
    ),
    path(
        pgettext_lazy("address", "name-an-administrator/"),
        house_views.appoint,
        name="appoint",
    ),
    path(
        pgettext_lazy("address", "who-can-see-what/"),
        space_views.who_sees,
        name="who_sees",
    ),
    path(
        pgettext_lazy("address", "who-can-see-what.csv"),
        space_views.who_sees_file,
        name="who_sees_file",
    ),
]
urlpatterns = [path(pgettext_lazy("address", "my-space/"), include(inside))]
