"""The views of entries: what is saved is versioned, and shown at once."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn
from wagtail.admin.views.generic.mixins import RevisionsRevertMixin
from wagtail.log_actions import log
from wagtail.snippets.views import snippets

from entrepairs.core.back_office import RecordChanges
from entrepairs.core.errors import Refused
from entrepairs.directory import actions, verification
from entrepairs.directory.admin.refreshing import Refreshing
from entrepairs.directory.models import Entry, Source

BEFORE = "directory.before"
# Not «publish», by which Wagtail means something else.
LOGGED = {
    "show": "directory.published",
    "archive": "directory.archived",
    "check": "directory.verified",
    "ask": "directory.asked",
}
OF_ACTIONS = ("state", "published_at", "verified_on", "verified_by", "created_at")


class EntryIndexView(snippets.IndexView):
    @property
    def columns(self) -> list[Any]:
        """Without the boxes of bulk actions, which would pass our actions by."""
        kind = BulkActionsCheckboxColumn
        return [column for column in super().columns if not isinstance(column, kind)]


class ActsOnEntry:
    """The buttons beside «Save»: each saves, then calls its action."""

    object: Any
    actions = ["create", "edit", *LOGGED]

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()  # type: ignore[misc]
        return {**kwargs, "network": self.request.network}  # type: ignore[attr-defined]

    def show_action(self) -> HttpResponse:
        return self.act(actions.publish, by=self.request.user)  # type: ignore[attr-defined]

    def archive_action(self) -> HttpResponse:
        return self.act(actions.archive, by=self.request.user)  # type: ignore[attr-defined]

    def check_action(self) -> HttpResponse:
        return self.act(actions.verify, by=Source.NETWORK)

    def ask_action(self) -> HttpResponse:
        return self.act(self.ask)

    def ask(self, entry: Entry) -> Entry:
        """Mail the team a link to its entry; the outbox sends it within a minute."""
        verification.ask(entry, address=partial(verification.address_of, entry))
        told = _("A mail is on its way to %(address)s.") % {"address": entry.email}
        messages.success(self.request, told)  # type: ignore[attr-defined]
        return entry

    def act(self, action: Callable[..., Entry], **how: Any) -> HttpResponse:
        try:
            self.object = action(self.object, **how)
        except Refused as refusal:
            messages.error(self.request, str(refusal))  # type: ignore[attr-defined]
        else:
            log(self.object, LOGGED[self.action])  # type: ignore[attr-defined]
        return self.save_action()  # type: ignore[attr-defined,no-any-return]


class EntryCreateView(ActsOnEntry, Refreshing, snippets.CreateView):
    pass


class EntryEditView(ActsOnEntry, RecordChanges, Refreshing, snippets.EditView):
    @method_decorator(transaction.atomic)
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form's lock on the entry lasts until it is saved."""
        response: HttpResponse = super().post(request, *args, **kwargs)
        return response

    def save_instance(self) -> Any:
        self.keep_first_version()
        return super().save_instance()

    def keep_first_version(self) -> None:
        """What came by import has no version yet: without one nothing leads back."""
        entry = Entry.objects.get(pk=self.object.pk)
        if entry.latest_revision_id is None:
            revision = entry.save_revision(changed=False)
            log(entry, BEFORE, revision=revision, content_changed=True, user=None)


class EntryRevertView(RevisionsRevertMixin, EntryEditView):
    """Puts an older version back. What actions decide stays as it is now."""

    def get_object(self, queryset: Any = None) -> Entry:
        entry: Entry = super().get_object(queryset)
        now = get_object_or_404(Entry, pk=entry.pk)
        for name in OF_ACTIONS:
            setattr(entry, name, getattr(now, name))
        return entry


class EntryDeleteView(Refreshing, snippets.DeleteView):
    @property
    def confirmation_message(self) -> str:
        return _("Delete this entry for ever? To hide it and keep it, archive it.")
