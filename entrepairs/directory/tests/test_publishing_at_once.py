"""Two who publish the same entry at once: the last truth wins, not the last write."""

import time
from queue import Queue
from threading import Thread

import pytest
from django.db import connection, transaction

from entrepairs.directory import actions
from entrepairs.directory.models import Entry, Listing, State
from entrepairs.directory.tests.factories import EntryFactory, belgium

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.django_db(transaction=True),
]


def wait_for(pid):
    """Until the connection `pid` waits for us."""
    for _ in range(200):
        with connection.cursor() as cursor:
            cursor.execute("SELECT cardinality(pg_blocking_pids(%s))", [pid])
            if cursor.fetchone()[0]:
                return
        time.sleep(0.05)
    pytest.fail("Nobody waits.")


@pytest.fixture
def somebody_publishes():
    """Publish an entry over another connection, which is known to wait by then."""
    threads = []

    def start(entry):
        pids = Queue()

        def publish():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                pids.put(cursor.fetchone()[0])
            try:
                actions.publish_listing([entry.pk])
            finally:
                connection.close()

        threads.append(Thread(target=publish))
        threads[-1].start()
        wait_for(pids.get(timeout=10))
        return threads[-1]

    yield start
    for thread in threads:
        thread.join(timeout=10)


def test_an_address_that_was_hidden_meanwhile_stays_hidden(somebody_publishes):
    entry = EntryFactory(place=belgium()["mons"], latitude=50.45, longitude=3.95)

    with transaction.atomic():
        Entry.objects.filter(pk=entry.pk).update(precision="hidden")
        actions.publish_listing([entry.pk])
        other = somebody_publishes(entry)
    other.join(timeout=10)

    listing = Listing.objects.get()
    assert (listing.place, listing.position) == (None, None)


def test_an_entry_that_was_archived_meanwhile_stays_away(somebody_publishes):
    entry = EntryFactory()

    with transaction.atomic():
        actions.archive(entry)
        other = somebody_publishes(entry)
    other.join(timeout=10)

    assert Entry.objects.get().state == State.ARCHIVED
    assert not Listing.objects.exists()
