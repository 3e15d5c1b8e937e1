"""Addresses of one's own data and of those who answer, in the reader's language."""

from typing import Any

from django.urls import include, path
from django.utils.translation import pgettext_lazy

from entrepairs.privacy.rights import staff_views, views

app_name = "rights"

visit: list[Any] = [
    path("", views.mine, name="mine"),
    path(pgettext_lazy("address", "data.html"), views.as_page, name="page"),
    path(pgettext_lazy("address", "data.json"), views.as_data, name="data"),
    path(pgettext_lazy("address", "erase/"), views.erase, name="erase"),
    path(pgettext_lazy("address", "wish/"), views.wish, name="wish"),
    path(pgettext_lazy("address", "leave/"), views.leave, name="leave"),
]
mine: list[Any] = [
    path("", views.ask, name="ask"),
    path(pgettext_lazy("address", "sent/"), views.asked, name="asked"),
    path(pgettext_lazy("address", "link/<str:token>/"), views.link, name="link"),
    path(pgettext_lazy("address", "see/<str:token>/"), include(visit)),
    path(
        pgettext_lazy("address", "receipt/<slug:number>/"),
        views.receipt,
        name="receipt",
    ),
]


def step(word: Any, verb: str) -> Any:
    return path(word, staff_views.step, {"verb": verb}, name=verb)


answering: list[Any] = [
    path("", staff_views.listed, name="requests"),
    path(pgettext_lazy("address", "add/"), staff_views.add, name="add"),
    path("<int:pk>/", staff_views.one, name="request"),
    path(pgettext_lazy("address", "<int:pk>/edit/"), staff_views.edit, name="edit"),
    step(pgettext_lazy("address", "<int:pk>/checked/"), "checked"),
    step(pgettext_lazy("address", "<int:pk>/longer/"), "longer"),
    step(pgettext_lazy("address", "<int:pk>/answered/"), "answered"),
    path(
        pgettext_lazy("address", "<int:pk>/refuse/"), staff_views.refuse, name="refuse"
    ),
    path(
        pgettext_lazy("address", "<int:pk>/erase/"),
        staff_views.erase_for,
        name="erase_for",
    ),
]
urlpatterns = [
    path(pgettext_lazy("address", "privacy/my-data/"), include(mine)),
    path(pgettext_lazy("address", "my-space/my-data/"), views.door, name="door"),
    path(pgettext_lazy("address", "my-space/requests/"), include(answering)),
]
