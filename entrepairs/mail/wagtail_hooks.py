"""The outbox in the back office: the state of each mail, never its content."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import path, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.auth import require_admin_access
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.permissions import register_permission_policy

from entrepairs.core.back_office import BackOfficeViewSet, LookOnly
from entrepairs.core.http import Request
from entrepairs.mail import actions, views
from entrepairs.mail.models import OutgoingMail

register_permission_policy(OutgoingMail, LookOnly(OutgoingMail))


class OutboxViewSet(BackOfficeViewSet):
    model = OutgoingMail
    icon = "mail"
    add_to_settings_menu = True
    menu_name = "outbox"
    menu_order = 400
    inspect_view_enabled = False
    exclude_form_fields: tuple[str, ...] = ()
    list_display = ["__str__", "state", "reason", "language", "created_at", "sent_at"]
    list_filter = ["state", "kind"]
    search_fields = ("kind",)
    ordering = ["-created_at"]

    @cached_property
    def menu_label(self) -> Any:
        return gettext_lazy("Mails")


class Troubles(Component):
    """What did not go: mails that wait too long, and those a person must judge."""

    order = 50

    def render_html(self, parent_context: Any = None) -> str:
        doubtful = OutgoingMail.objects.unopened().unsettled()
        context = {
            "overdue": OutgoingMail.objects.overdue().count(),
            "uncertain": doubtful.order_by("created_at")[:20],
        }
        request = parent_context["request"] if parent_context else None
        return render_to_string("mail/admin/troubles.html", context, request)


@require_admin_access
@require_POST
def send_again(request: Request, pk: int) -> Any:
    """A person decides: a mail that perhaps went, or was refused, goes once more."""
    mails = OutgoingMail.objects.visible_to(request.user)
    mail = get_object_or_404(mails, pk=pk)
    actions.send_again(mail)
    messages.success(request, _("The mail is in the queue again."))
    return redirect("wagtailadmin_home")


@hooks.register("register_admin_urls")
def addresses() -> list[Any]:
    text = "mails/texts/<str:kind>/<str:language>/"
    return [
        path("mails/<int:pk>/again/", send_again, name="mail_again"),
        path("mails/texts/", views.text_list, name="mail_texts"),
        path(text, views.text, name="mail_text"),
        path(f"{text}house/", views.text_of_house, name="mail_text_of_house"),
    ]


class AdministratorsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(getattr(request.user, "is_superuser", False))


@hooks.register("register_settings_menu_item")
def texts_menu_item() -> Any:
    return AdministratorsMenuItem(
        gettext_lazy("Texts of mails"),
        reverse_lazy("mail_texts"),
        name="mail-texts",
        icon_name="edit",
        order=410,
    )


@hooks.register("register_admin_viewset")
def register() -> list[Any]:
    return [OutboxViewSet("outbox")]


@hooks.register("construct_homepage_panels")
def tell_troubles(request: Request, panels: list[Any]) -> None:
    if request.user.is_superuser:
        panels.append(Troubles())
