"""What the back office of every app shares: views that remember old and new values."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar

from django import forms
from django.db import transaction
from django.db.models import Model, ProtectedError
from django.forms import BaseForm, BoundField
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.log_actions import LogFormatter
from wagtail.log_actions import registry as log_registry
from wagtail.permission_policies import ModelPermissionPolicy

CHANGED = "entrepairs.changed"
LONGEST = 600  # of a value told in the history
EMPTY = "–"


class LookOnly(ModelPermissionPolicy):
    """Rows that nobody adds, edits or deletes by hand."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action == "view" and super().user_has_permission(user, "view")


class ChangeFormatter(LogFormatter):
    """Tells every field with its old and its new value."""

    label = gettext_lazy("Change")

    def format_message(self, log_entry: Any) -> str:
        changes = (log_entry.data or {}).get("changes", [])
        if not changes:
            return _("Saved without a change")
        # Translators: a field, its value before and its value after
        pattern, quoted = _("{0}: {1} → {2}"), _("“{0}”")
        return " · ".join(
            pattern.format(label, *((v and quoted.format(v)) or EMPTY for v in values))
            for label, *values in changes
        )


def changes_of(form: BaseForm) -> list[list[str]]:
    """What a valid form changes: label, old and new value of each field."""
    changes = _changes(form)
    for formset in getattr(form, "formsets", {}).values():
        for part in formset.forms:
            if part.has_changed():
                title = str(formset.model._meta.verbose_name)
                changes += _changes(part, gone=part in formset.deleted_forms, of=title)
    return changes


def _changes(form: BaseForm, *, gone: bool = False, of: str = "") -> list[list[str]]:
    start = of and f"{of}, "
    changes = []
    for name in form.changed_data:
        if name not in form.fields or name in ("ORDER", "DELETE"):
            continue
        bound = form[name]
        new = "" if gone else shown(bound, form.cleaned_data.get(name))
        old = shown(bound, bound.initial)
        if old != new:
            changes.append([f"{start}{bound.label}", old, new])
    return changes


def shown(bound: BoundField, value: Any) -> str:
    """A form's value as its editor reads it."""
    field = bound.field
    if value in (None, "") or value == []:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(field, forms.ModelChoiceField) and not _has_rows(value):
        value = _rows(field, value)
    if _has_rows(value):
        return ", ".join(map(str, value if _is_many(value) else [value]))[:LONGEST]
    if choices := dict(getattr(field, "choices", None) or ()):
        many = value if _is_many(value) else [value]
        return ", ".join(str(choices.get(one, one)) for one in many)
    # Browsers send other ends of lines than we keep.
    return str(formats.localize(value)).replace("\r\n", "\n")[:LONGEST]


def _is_many(value: Any) -> bool:
    return isinstance(value, Iterable) and not isinstance(value, str | bytes)


def _has_rows(value: Any) -> bool:
    if _is_many(value):
        return all(isinstance(one, Model) for one in value)
    return isinstance(value, Model)


def _rows(field: Any, value: Any) -> list[Model]:
    keys = list(value) if _is_many(value) else [value]
    return list(field.queryset.filter(pk__in=keys)) if field.queryset else []


class RecordChanges:
    """For an edit view: its history tells old and new values of each field."""

    def save_instance(self) -> Any:
        changes = changes_of(self.form)  # type: ignore[attr-defined]
        instance = super().save_instance()  # type: ignore[misc]
        entry = log_registry.get_logs_for_instance(instance).first()
        if entry is not None and entry.action == "wagtail.edit":
            entry.action = CHANGED
            entry.data = {**(entry.data or {}), "changes": changes}
            entry.save(update_fields=["action", "data"])
        return instance


class EditView(RecordChanges, generic.EditView):
    """Saves, and remembers old and new values."""


class DeleteView(generic.DeleteView):
    """Says so when other rows need the one to be deleted."""

    def form_valid(self, form: BaseForm) -> HttpResponse:
        try:
            with transaction.atomic():
                response: HttpResponse = super().form_valid(form)
        except ProtectedError:
            return self.refuse(_("It cannot be deleted: something else needs it."))
        return response

    def refuse(self, why: str) -> HttpResponseRedirect:
        messages.error(self.request, why)
        return redirect(self.edit_url_name, self.object.pk)


class YesNoColumn(Column):
    """A yes or a no in words."""

    def get_value(self, instance: Any) -> str:
        return _("yes") if super().get_value(instance) else _("no")


class InspectView(generic.InspectView):
    """Says in words what a row holds; a dash where it holds nothing."""

    labels: ClassVar[Mapping[str, Any]] = {}

    def get_field_label(self, field_name: str, field: Any) -> Any:
        known = self.labels.get(field_name)
        return known or super().get_field_label(field_name, field)

    def get_field_display_value(self, field_name: str, field: Any) -> Any:
        value = super().get_field_display_value(field_name, field)
        return EMPTY if value in (None, "") else value


class IndexView(generic.IndexView):
    """Lists what its viewset's `rows` gives."""

    rows: Any = None

    def get_base_queryset(self) -> Any:
        return self.rows() if self.rows else super().get_base_queryset()


class BackOfficeViewSet(ModelViewSet):
    """A list, forms and a history; searched by plain SQL, never copied."""

    index_view_class = IndexView
    edit_view_class = EditView
    inspect_view_class = InspectView
    delete_view_class = DeleteView
    copy_view_enabled = False
    search_backend_name = None
    add_to_reference_index = False
    list_per_page = 50
    rows: Callable[[], Any] | None = None

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return dict(super().get_index_view_kwargs(rows=self.rows, **kwargs))


class SearchForm(BaseFilterForm):
    """The search field of a chooser."""

    q = forms.CharField(
        label=gettext_lazy("Search"), required=False, max_length=100, strip=True
    )

    def filter(self, objects: Any) -> Any:
        words = self.cleaned_data.get("q")
        if not words:
            return objects
        self.is_searching, self.search_query = True, words
        return self.search(objects, words)

    def search(self, objects: Any, words: str) -> Any:
        return objects.filter(name__icontains=words)


class SearchedChooser(ChooserViewSet):
    """A chooser searched by plain SQL through `filter_form_class`."""

    filter_form_class: type[SearchForm] = SearchForm
    icon = "list-ul"

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        more = {"filter_form_class": self.filter_form_class, **kwargs}
        return dict(super().get_common_view_kwargs(**more))
