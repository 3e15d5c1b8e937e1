from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.cache import cache, caches
from django.core.cache.backends.db import DatabaseCache
from django.core.management import call_command
from django.db import connection

from entrepairs.core import limits, tasks
from entrepairs.core.limits import allow, allow_here, client_address


def test_one_more_than_the_limit_is_refused():
    answers = [allow("post", "192.0.2.1", limit=3, seconds=3600) for _ in range(5)]

    assert answers == [True, True, True, False, False]


def test_reading_is_counted_without_a_row_and_anew_in_the_next_minute(monkeypatch):
    kept = []
    monkeypatch.setattr(caches["limits"], "add", lambda *given: kept.append(given))
    monkeypatch.setattr(limits, "time", lambda: 600.0)
    answers = [allow_here("read", "192.0.2.1", limit=2, seconds=60) for _ in range(3)]

    monkeypatch.setattr(limits, "time", lambda: 660.0)
    later = allow_here("read", "192.0.2.1", limit=2, seconds=60)

    assert (answers, later) == ([True, True, False], True)
    assert not kept


def test_what_weighs_more_counts_as_many_and_can_be_had_once():
    def take(who, weight):
        return allow_here("take", who, limit=10, seconds=3600, weight=weight)

    light = [take("192.0.2.1", 4) for _ in range(4)]
    heavy = [take("192.0.2.2", 99) for _ in range(2)]

    assert light == [True, True, True, False]
    assert heavy == [True, False]


def test_what_fills_the_cache_of_pages_pushes_no_count_out():
    allow("code-tries", "192.0.2.1", limit=1, seconds=3600)

    cache.clear()

    assert not allow("code-tries", "192.0.2.1", limit=1, seconds=3600)


def test_neither_another_person_nor_another_thing_is_counted_in():
    allow("post", "192.0.2.1", limit=1, seconds=3600)

    assert allow("post", "192.0.2.2", limit=1, seconds=3600)
    assert allow("other", "192.0.2.1", limit=1, seconds=3600)


def test_two_hundred_at_once_get_no_more_places_than_there_are():
    with ThreadPoolExecutor(8) as pool:
        answers = list(
            pool.map(
                lambda _: allow("post", "192.0.2.1", limit=20, seconds=3600),
                range(200),
            )
        )

    assert sum(answers) == 20


def test_the_address_is_not_kept(monkeypatch):
    kept = []
    monkeypatch.setattr(
        caches["limits"], "add", lambda key, *rest: kept.append(key) or True
    )

    allow("post", "192.0.2.77", limit=1, seconds=3600)

    assert "192.0.2.77" not in kept[0]


@pytest.mark.parametrize(
    ("proxies", "told", "address"),
    [
        (0, "203.0.113.9", "192.0.2.1"),  # forged: we have no proxy
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "198.51.100.66, 203.0.113.9", "203.0.113.9"),  # forged first entry
        (2, "198.51.100.66, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        (2, "203.0.113.9", "192.0.2.1"),  # came past the outer proxy
        (1, "", ""),  # the proxy tells nothing: all count as one
    ],
)
def test_only_our_proxies_are_believed(rf, settings, proxies, told, address):
    settings.TRUSTED_PROXIES = proxies
    request = rf.get("/", REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR=told)

    assert client_address(request) == address


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("2001:db8:1:2:aaaa::1", "2001:0db8:0001:0002"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("not an address", "not an address"),
    ],
)
def test_what_a_customer_is_given_counts_as_one(rf, address, counted):
    assert client_address(rf.get("/", REMOTE_ADDR=address)) == counted


@pytest.mark.django_db
def test_counts_whose_time_is_over_leave_the_database(settings):
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "limits_tried",
        }
    }
    call_command("createcachetable", "limits_tried", verbosity=0)
    kept = DatabaseCache("limits_tried", {})
    kept.add("over", 1, timeout=-2)
    kept.add("counting", 1, timeout=60)

    tasks.forget_expired.enqueue()

    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM limits_tried")
        assert [key for (key,) in cursor.fetchall()] == [":1:counting"]
