"""The first page of the back office: what waits in the directory."""

from typing import Any

from django.db.models import Count
from django.urls import reverse
from wagtail.admin.ui.components import Component

from entrepairs.directory.models import Entry, State

NAMESPACE = "wagtailsnippets_directory_entry"


class AtWork(Component):
    """How many entries are in each state, each a link to their list."""

    template_name = "directory/admin/at_work.html"
    order = 100

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        counts = Entry.objects.order_by().values_list("state").annotate(Count("pk"))
        found = dict(counts)
        lines = [
            {"state": state.value, "label": state.label, "count": found[state]}
            for state in State
            if state in found
        ]
        return {
            "lines": lines,
            "list": reverse(f"{NAMESPACE}:list"),
            "new": reverse(f"{NAMESPACE}:add"),
        }
