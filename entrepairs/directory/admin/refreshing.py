"""Views that keep the listings and the index true to what is saved."""

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


def houses_of(subject: Model) -> set[int]:
    """The organisations whose teams change with `subject`, as stored."""
    condition = Q(pk__in=())
    if isinstance(subject, Organisation):
        condition = Q(pk=subject.pk)
    elif isinstance(subject, Team):
        condition = Q(teams=subject)
    elif isinstance(subject, Entry):
        condition = Q(teams__entry=subject)
    return set(Organisation.objects.filter(condition).values_list("pk", flat=True))


class Refreshing:
    """Saves and refreshes in one transaction: both happen, or neither."""

    object: Any

    def form_valid(self, form: BaseForm) -> HttpResponse:
        with transaction.atomic():
            touched, houses = _told_of(self.object)
            response: HttpResponse = super().form_valid(form)  # type: ignore[misc]
            now, houses_now = _told_of(self.object)
            publish_listing(touched | now)
            # With its last entry an organisation leaves the site search.
            index("organisation", houses | houses_now)
        return response


def _told_of(subject: Model | None) -> tuple[set[int], set[int]]:
    """The entries and the organisations that tell of it, as they are stored."""
    if subject is None or not subject.pk:
        return set(), set()
    return entries_telling(subject), houses_of(subject)


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
