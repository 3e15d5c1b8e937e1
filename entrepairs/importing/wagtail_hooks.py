"""The imports' place in the back office."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from entrepairs.importing import urls


class ImportMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("importing.add_run"))


@hooks.register("register_admin_urls")
def our_urls() -> list[URLResolver]:
    return [path("importer/", include(urls))]


@hooks.register("register_admin_menu_item")
def our_menu_item() -> Any:
    return ImportMenuItem(
        _("Import"),
        reverse_lazy("importing:index"),
        name="import",
        icon_name="upload",
        order=300,
    )


@hooks.register("register_permissions")
def our_permissions() -> QuerySet[Permission]:
    return Permission.objects.filter(
        content_type__app_label="importing", codename="add_run"
    )
