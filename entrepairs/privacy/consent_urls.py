"""Addresses in «My space» of what one agreed to."""

from django.urls import path
from django.utils.translation import pgettext_lazy

from entrepairs.privacy import consent_views as views

app_name = "consents"
urlpatterns = [
    path(pgettext_lazy("address", "my-space/my-agreements/"), views.mine, name="mine"),
    path(
        pgettext_lazy("address", "my-space/my-agreements/<int:pk>/"),
        views.withdraw,
        name="withdraw",
    ),
]
