"""The taxonomies: labels may change, codes never do, used choices are not deleted."""

from typing import Any

from django.db import models
from django.forms import BaseForm, modelform_factory
from django.http import HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from entrepairs.core.back_office import BackOfficeViewSet, YesNoColumn
from entrepairs.directory.admin.refreshing import (
    RefreshingCreateView,
    RefreshingDeleteView,
    RefreshingEditView,
    entries_telling,
)
from entrepairs.directory.models import (
    AccessFeature,
    EngagementForm,
    LivedExperienceDomain,
    PeerActivity,
    PublicServed,
    Sector,
    SpokenLanguage,
    Term,
)

LABELS = ["label_fr", "label_nl", "label_de", "label_en"]
ICONS: dict[type[Term], str] = {
    Sector: "list-ul",
    PublicServed: "group",
    PeerActivity: "tasks",
    EngagementForm: "form",
    LivedExperienceDomain: "view",
    SpokenLanguage: "language",
    AccessFeature: "key",
}


class TermDeleteView(RefreshingDeleteView):
    def form_valid(self, form: BaseForm) -> HttpResponse:
        if entries_telling(self.object) or _has_parts(self.object):
            return self.refuse(
                _("Entries use it. Untick “offered”: nobody can choose it any more.")
            )
        return super().form_valid(form)


def _has_parts(term: Term) -> bool:
    return isinstance(term, Sector) and term.children.exists()


class TermViewSet(BackOfficeViewSet):
    """One taxonomy."""

    add_view_class = RefreshingCreateView
    edit_view_class = RefreshingEditView
    delete_view_class = TermDeleteView
    list_per_page = 100
    search_fields = ("label_fr", "label_nl", "label_de", "label_en", "code")
    list_filter = ["is_active"]
    ordering = ["order", "label_fr"]

    @cached_property
    def own_fields(self) -> list[str]:
        names = {field.name for field in self.model._meta.get_fields()}
        return [name for name in ("parent", "group", "is_paid") if name in names]

    @cached_property
    def list_display(self) -> list[Any]:
        own = self.own_fields
        offered = YesNoColumn("is_active", label=_("Offered"))
        names = [YesNoColumn(n, label=_("Paid")) if n == "is_paid" else n for n in own]
        return ["label_fr", *names, "label_nl", "code", offered]

    def get_form_class(self, for_update: bool = False) -> Any:
        code = [] if for_update else ["code"]
        return modelform_factory(
            self.model,
            fields=[*LABELS, *self.own_fields, "order", "is_active", *code],
            formfield_callback=self.formfield_for_dbfield,
        )

    def formfield_for_dbfield(
        self, db_field: models.Field[Any, Any], **kwargs: Any
    ) -> Any:
        return db_field.formfield(**kwargs)


def term_viewsets() -> list[TermViewSet]:
    return [
        TermViewSet(f"terms_{model._meta.model_name}", model=model, icon=icon)
        for model, icon in ICONS.items()
    ]
