"""The retention in the back office: what it waits for, what it did, how it is set."""

from typing import Any, cast

from django import forms
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.auth import require_admin_access
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.components import Component
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.permissions import register_permission_policy

from entrepairs.core.back_office import BackOfficeViewSet, LookOnly
from entrepairs.core.http import Request
from entrepairs.core.personal import kinds
from entrepairs.people.models import Person
from entrepairs.privacy import actions
from entrepairs.privacy.models import (
    SILENT_AFTER,
    RetentionRun,
    RetentionStop,
    Term,
    Threshold,
)

register_permission_policy(RetentionRun, LookOnly(RetentionRun))


def timed_kinds() -> list[tuple[str, str]]:
    return [(kind.name, str(kind.title)) for kind in kinds() if kind.keep is not None]


class KindForm(WagtailAdminModelForm):
    kind = forms.ChoiceField(label=gettext_lazy("kind of data"), choices=timed_kinds)


class RunViewSet(BackOfficeViewSet):
    model = RetentionRun
    icon = "history"
    menu_label = gettext_lazy("Runs of the retention")
    list_display = ["__str__", "ended_at", "stopped", "failed"]
    inspect_view_enabled = True
    inspect_view_fields = ["moment", "ended_at", "counts", "stopped", "failed"]
    exclude_form_fields: tuple[str, ...] = ()


class TermViewSet(BackOfficeViewSet):
    model = Term
    icon = "date"
    menu_label = gettext_lazy("Shorter terms")
    list_display = ["kind", "network", "days"]
    panels = [
        FieldPanel("network"),
        FieldPanel("kind"),
        FieldPanel("days"),
    ]

    def get_form_class(self, for_update: bool = False) -> Any:
        return forms.modelform_factory(
            Term, form=KindForm, fields=["network", "kind", "days"]
        )


class ThresholdViewSet(BackOfficeViewSet):
    model = Threshold
    icon = "warning"
    menu_label = gettext_lazy("Thresholds")
    list_display = ["kind", "free", "rows", "percent"]

    def get_form_class(self, for_update: bool = False) -> Any:
        return forms.modelform_factory(
            Threshold, form=KindForm, fields=["kind", "free", "rows", "percent"]
        )


class RetentionGroup(ViewSetGroup):
    menu_label = gettext_lazy("Retention")
    menu_icon = "date"
    menu_order = 450
    add_to_settings_menu = True
    items = (
        RunViewSet("retention_runs"),
        TermViewSet("retention_terms"),
        ThresholdViewSet("retention_thresholds"),
    )


class Alarm(Component):
    """What was not ended, and why; nothing when all is well."""

    order = 40

    def render_html(self, parent_context: Any = None) -> str:
        last = RetentionRun.objects.done().order_by("-pk").first()
        silent = last is None or timezone.now() - last.moment > SILENT_AFTER
        context = {
            "stops": RetentionStop.objects.waiting().order_by("stopped_at"),
            "silent": silent,
            "last": last,
            "failed": last.failed if last else [],
        }
        request = parent_context["request"] if parent_context else None
        return render_to_string("privacy/admin/alarm.html", context, request)


@require_admin_access
@require_POST
def let_go_on(request: Request, pk: int) -> Any:
    """A person looked, and lets the next nights end what was stopped."""
    stop = get_object_or_404(RetentionStop.objects.visible_to(request.user), pk=pk)
    actions.let_go_on(stop, person=cast(Person, request.user))
    messages.success(request, _("The retention goes on in the coming night."))
    return redirect("wagtailadmin_home")


@hooks.register("register_admin_urls")
def addresses() -> list[Any]:
    return [path("retention/<int:pk>/go-on/", let_go_on, name="retention_go_on")]


@hooks.register("register_admin_viewset")
def register() -> Any:
    return RetentionGroup()


@hooks.register("construct_homepage_panels")
def tell_alarm(request: Request, panels: list[Any]) -> None:
    if request.user.is_superuser:
        panels.append(Alarm())
