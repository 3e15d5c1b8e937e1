import json
import re
from datetime import date

import pytest
from django.urls import reverse

from entrepairs.website.worldday import next_world_day, world_day


@pytest.mark.parametrize(
    ("year", "day"), [(2020, 15), (2022, 20), (2026, 15), (2027, 21)]
)
def test_the_world_day_is_the_third_thursday_of_october(year, day):
    assert world_day(year) == date(year, 10, day)


def test_the_day_is_today_until_it_is_over():
    assert next_world_day(date(2026, 10, 15)) == date(2026, 10, 15)
    assert next_world_day(date(2026, 10, 16)) == date(2027, 10, 21)


@pytest.mark.django_db
def test_the_home_page_tells_machines_the_date_it_tells_people(client):
    page = client.get(reverse("website:home")).text

    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    graph = json.loads(blocks[0])["@graph"]
    event = next(node for node in graph if node["@type"] == "Event")
    shown = re.search(r'<time datetime="([\d-]+)" data-of="world-day"', page)[1]
    assert event["startDate"] == shown
