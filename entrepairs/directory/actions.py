"""Everything that changes an entry or its listing, one transaction each."""

from collections.abc import Collection, Iterable
from datetime import date

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepairs.core.errors import Refused
from entrepairs.directory.models import Edition, Entry, Listing, Source, State
from entrepairs.directory.models.entry import PUBLIC_STATES
from entrepairs.directory.projection import WRITTEN, project
from entrepairs.organisations.models import Organisation
from entrepairs.people.models import Person
from entrepairs.search.actions import index

BATCH = 500


@transaction.atomic
def publish_listing(entry_ids: Iterable[int]) -> int:
    """
    Make the listings and search documents of these entries anew; returns how many are
    public. Listings of those that are not, or no more, are deleted.
    """
    ids = sorted(set(entry_ids))
    if not ids:
        return 0
    _hold(ids)
    public = sum(
        _publish_batch(ids[start : start + BATCH])
        for start in range(0, len(ids), BATCH)
    )
    Edition.mark()
    return public


def _hold(ids: Collection[int]) -> None:
    """
    Wait for whoever changes these entries, and let nobody until the transaction ends.

    What is projected is read in later statements, so that a row read before another
    hid its address is never shown again. In one order, so that nobody waits in a ring.
    """
    if not connection.features.has_select_for_update:
        return  # SQLite: one writer at a time
    rows = Entry.objects.select_for_update(of=("self",), no_key=True)
    list(rows.filter(pk__in=ids).order_by("pk").values_list("pk", flat=True))


def _publish_batch(ids: Collection[int]) -> int:
    before = Listing.objects.filter(pk__in=ids)
    slugs = set(before.values_list("organisation_slug", flat=True))
    listings = project(ids)
    gone = set(ids) - {listing.pk for listing in listings}
    if gone:
        Listing.objects.filter(pk__in=gone).delete()
    Listing.objects.bulk_create(
        listings,
        update_conflicts=True,
        unique_fields=["entry"],
        update_fields=WRITTEN,
        batch_size=BATCH,
    )
    index("team", ids)
    houses = Organisation.objects.filter(Q(teams__entry__in=ids) | Q(slug__in=slugs))
    index("organisation", houses.distinct().values_list("pk", flat=True))
    return len(listings)


def submit(entry: Entry, *, by: Person | None = None) -> Entry:
    """Hand a draft in, to be looked at. Again changes nothing."""
    return _move(entry, State.SUBMITTED, from_=(State.DRAFT,), by=by)


def publish(entry: Entry, *, by: Person | None = None) -> Entry:
    """Show the entry to visitors, from whatever state."""
    return _move(entry, State.PUBLISHED, from_=tuple(State), by=by)


def archive(entry: Entry, *, by: Person | None = None) -> Entry:
    """Take the entry out of the directory; nothing of it is lost."""
    return _move(entry, State.ARCHIVED, from_=tuple(State), by=by)


@transaction.atomic
def verify(entry: Entry, *, by: Source, on: date | None = None) -> Entry:
    """Note that `by` says the entry is right. An older date changes nothing."""
    entry = _locked(entry)
    day = on or timezone.localdate()
    if day > timezone.localdate():
        raise Refused(_("An entry cannot be checked on a day to come."))
    if entry.verified_on is None or day >= entry.verified_on:
        entry.verified_on, entry.verified_by = day, by
        fields = ["verified_on", "verified_by", "updated_at"]
        if entry.state == State.TO_VERIFY:
            entry.state = State.PUBLISHED
            fields.append("state")
        entry.save(update_fields=fields)
        publish_listing([entry.pk])
    return entry


@transaction.atomic
def ask_to_verify(entry_id: int) -> bool:
    """Mark one published entry as stale, if it still is; tells whether it did."""
    due = Entry.objects.stale().filter(pk=entry_id)
    entry = due.select_for_update(of=("self",), no_key=True, skip_locked=True).first()
    if entry is None:
        return False
    entry.state = State.TO_VERIFY
    entry.save(update_fields=["state", "updated_at"])
    publish_listing([entry.pk])
    return True


@transaction.atomic
def _move(
    entry: Entry, state: State, *, from_: tuple[State, ...], by: Person | None
) -> Entry:
    entry = _locked(entry)
    if entry.state == state:
        return entry
    if entry.state not in from_:
        raise Refused(
            _("This entry is “%(state)s”: that cannot be done.")
            % {"state": State(entry.state).label}
        )
    entry.state, entry.updated_by = state, by
    fields = ["state", "updated_by", "updated_at"]
    if state in PUBLIC_STATES and entry.published_at is None:
        entry.published_at = timezone.now()
        fields.append("published_at")
    entry.save(update_fields=fields)
    publish_listing([entry.pk])
    return entry


def _locked(entry: Entry) -> Entry:
    """The entry as it is now, held until the transaction ends."""
    rows = Entry.objects.select_for_update(of=("self",), no_key=True)
    return rows.get(pk=entry.pk)
