"""Views that keep the listings and the index true to what is saved."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Model, Q
from django.forms import BaseForm
from django.http import HttpResponse
from wagtail.admin.views import generic

from entrepairs.core.back_office import DeleteView, EditView
from entrepairs.directory.actions import publish_listing
from entrepairs.directory.models import TERMS, Entry, Sector, Term
from entrepairs.organisations.models import Network, Organisation, Team
from entrepairs.search.actions import index


def entries_telling(subject: Model) -> set[int]:
    """The entries whose listing or search document tells something of `subject`."""
    if isinstance(subject, Entry):
        return {subject.pk} if subject.pk else set()
    condition = Q()
    if isinstance(subject, Team):
        condition = Q(team=subject)
    elif isinstance(subject, Organisation):
        condition = Q(team__organisation=subject)
    elif isinstance(subject, Network):
        condition = Q(team__organisation__network=subject)
    elif isinstance(subject, Term):
        condition = _with_term(subject)
    found = Entry.objects.filter(condition) if condition else Entry.objects.none()
    return set(found.values_list("pk", flat=True))


def _with_term(term: Term) -> Q:
    field = next(name for name, model in TERMS.items() if isinstance(term, model))
    condition = Q(**{field: term})
    if isinstance(term, Sector):
        part = Q(sectors__parent=term) | Q(main_sector__parent=term)
        condition |= Q(main_sector=term) | part
    return condition


def refresh(subject: Model, pk: Any, touched: Iterable[int]) -> None:
    publish_listing(touched)
    if isinstance(subject, Organisation):
        index("organisation", [pk])


class Refreshing:
    """Saves and refreshes in one transaction: both happen, or neither."""

    object: Any

    def form_valid(self, form: BaseForm) -> HttpResponse:
        with transaction.atomic():
            before = self.object
            pk = before.pk if before else None
            touched = entries_telling(before) if pk else set()
            response: HttpResponse = super().form_valid(form)  # type: ignore[misc]
            subject = self.object
            touched |= entries_telling(subject) if subject.pk else set()
            refresh(subject, subject.pk or pk, touched)
        return response


class RefreshingCreateView(Refreshing, generic.CreateView):
    pass


class RefreshingEditView(Refreshing, EditView):
    pass


class RefreshingDeleteView(Refreshing, DeleteView):
    pass


VIEWS: dict[str, Any] = {
    "add_view_class": RefreshingCreateView,
    "edit_view_class": RefreshingEditView,
    "delete_view_class": RefreshingDeleteView,
}
