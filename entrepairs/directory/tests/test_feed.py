from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from entrepairs.directory.tests.factories import EntryFactory

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
ADDRESS = "/fr/equipes/teams.atom"


def titles(response):
    feed = ElementTree.fromstring(response.content)  # noqa: S314  # our own
    return [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")]


def test_the_newest_teams_come_first(client):
    now = timezone.now()
    EntryFactory(name="Old", published_at=now - timedelta(days=9))
    EntryFactory(name="New", published_at=now)

    assert titles(client.get(ADDRESS)) == ["New", "Old"]


def test_a_feed_takes_the_filters_of_the_page(client):
    EntryFactory(name="Youth", sectors=["youth"])
    EntryFactory(name="Other")

    assert titles(client.get(ADDRESS, {"sector": "youth"})) == ["Youth"]


def test_ids_last_and_links_are_absolute(client):
    entry = EntryFactory()

    first, again = client.get(ADDRESS).content, client.get(ADDRESS).content

    assert first == again
    feed = ElementTree.fromstring(first)  # noqa: S314  # our own
    [told] = feed.iter(f"{ATOM}entry")
    assert told.findtext(f"{ATOM}id").startswith("tag:testserver,")
    link = told.find(f"{ATOM}link").get("href")
    assert link == f"http://testserver/fr/equipes/{entry.team.slug}/"


def test_nothing_new_is_304(client):
    EntryFactory()

    first = client.get(ADDRESS)
    by_tag = client.get(ADDRESS, headers={"If-None-Match": first["ETag"]})
    since = {"If-Modified-Since": first["Last-Modified"]}
    by_date = client.get(ADDRESS, headers=since)

    assert (by_tag.status_code, by_date.status_code) == (304, 304)


def test_an_empty_feed_is_a_feed(client):
    assert titles(client.get(ADDRESS)) == []


def test_a_feed_of_what_is_no_question_is_refused(client):
    assert client.get(ADDRESS, {"sector": "nonsense"}).status_code == 400
