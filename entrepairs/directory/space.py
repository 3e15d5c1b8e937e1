"""What the directory puts into «My space»: entries to check."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Count, Min
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from entrepairs.directory.models import Entry, State
from entrepairs.people.cards import Card, Waiting, card, waits
from entrepairs.people.rights import Rights
from entrepairs.people.roles import Right

NAMED = 5  # entries that are told one by one; more are told with their number
BACK_OFFICE = "wagtailsnippets_directory_entry:list"
HANDED_IN = (State.SUBMITTED, State.TO_VERIFY)


@card
def my_entries(rights: Rights) -> Iterator[Card]:
    teams = rights.team_keys(Right.CHECK_ENTRY)
    if not rights.may(Right.CHECK_ENTRY):
        return
    many = len(teams) != 1 or rights.organisations(Right.CHECK_ENTRY)
    yield Card(
        title=_("Check the entries") if many else _("Check the entry"),
        text=_("What the directory tells of your team. Right? One button says so.")
        if teams
        else _("What the directory tells of your teams, and what nobody has checked."),
        link=reverse("directory:my_entries"),
        symbol="check",
        surface="rose",
        order=10,
    )


@waits
def entries_to_check(rights: Rights) -> Iterator[Waiting]:
    if not rights.may(Right.CHECK_ENTRY):
        return
    entries = Entry.objects.checkable_with(rights).to_check()
    rows = list(entries.select_related("team__organisation").order_by("pk"))
    if len(rows) > NAMED:
        yield Waiting(
            title=ngettext(
                "%(count)d entry to check", "%(count)d entries to check", len(rows)
            )
            % {"count": len(rows)},
            link=reverse("directory:my_entries"),
            since=min(map(_since, rows)),
            who=_("those who answer for these teams"),
        )
        return
    for entry in rows:
        yield Waiting(
            title=_("Is this still right? The entry of %(team)s")
            % {"team": entry.team.name},
            link=reverse("directory:my_entry", args=[entry.team.slug]),
            since=_since(entry),
            who=_("the team, or whoever answers for %(house)s")
            % {"house": entry.team.organisation.name},
        )


@waits
def entries_handed_in(rights: Rights) -> Iterator[Waiting]:
    """For the back office: what was handed in, what nobody has checked for a year."""
    if not rights.may(Right.RUN_SITE):
        return
    found = Entry.objects.filter(state__in=HANDED_IN).order_by()
    counted: Any = found.values_list("state").annotate(Count("pk"), Min("updated_at"))
    for state, count, moment in sorted(counted):
        told = (
            ngettext("%(count)d entry to read", "%(count)d entries to read", count)
            if state == State.SUBMITTED
            else ngettext(
                "%(count)d entry to check", "%(count)d entries to check", count
            )
        )
        yield Waiting(
            title=told % {"count": count},
            link=f"{reverse(BACK_OFFICE)}?state={state}",
            since=timezone.localdate(moment),
            who=_("whoever looks after the directory"),
        )


def _since(entry: Entry) -> date:
    shown = entry.published_at or entry.created_at
    return entry.verified_on or timezone.localdate(shown)
