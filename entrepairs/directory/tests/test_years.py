from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from entrepairs.directory.models import Life, State
from entrepairs.directory.tests.factories import EntryFactory
from entrepairs.directory.years import teams_by_year

pytestmark = pytest.mark.django_db


def by_year():
    return {row.year: row.teams for row in teams_by_year()}


def test_a_former_team_stays_in_the_years_it_worked_in():
    EntryFactory(since_year=2019)
    EntryFactory(since_year=2018, life=Life.FORMER, life_on=date(2021, 6, 1))

    assert {year: by_year()[year] for year in (2018, 2020, 2021, 2022)} == {
        2018: 1,
        2020: 2,
        2021: 2,
        2022: 1,
    }


def test_a_team_that_does_not_tell_its_year_counts_from_its_publication():
    EntryFactory(since_year=None)

    assert by_year() == {timezone.localdate().year: 1}


def test_what_was_never_published_is_not_counted():
    EntryFactory(state=State.DRAFT, published_at=None)

    assert by_year() == {timezone.localdate().year: 0}


def test_the_page_tells_the_years(client, django_assert_max_num_queries):
    EntryFactory(since_year=2023)

    with django_assert_max_num_queries(8):
        page = client.get(reverse("directory:years"))

    assert page.status_code == 200
    assert "2023" in page.text
    assert '<caption class="unseen">' in page.text
