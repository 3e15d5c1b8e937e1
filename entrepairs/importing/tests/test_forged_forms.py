"""What no form of ours sends, and somebody may."""

import pytest
from django.test import Client
from django.urls import reverse

from entrepairs.directory.tests.import_tools import make_places, previewed, staged
from entrepairs.importing.models import Remembered, Run
from entrepairs.importing.tests.files import HEAD, csv_bytes, team_rows
from entrepairs.people.models import Person

pytestmark = pytest.mark.django_db

GOOD = {"column-0-0": "name", "column-0-2": "postcode", "sheet": "0"}


@pytest.fixture
def admin() -> Client:
    make_places()
    client = Client()
    client.force_login(Person.objects.create(email="a@x.example", is_superuser=True))
    return client


@pytest.mark.parametrize(
    "forged",
    [
        {"column-0-1": "nothing"},
        {"column-0-x": "phone"},
        {"column-0-99": "phone"},
        {"column-7-0": "name"},
        {"column-0-" + "9" * 5000: "phone"},
        {"sheet": "9" * 5000},
    ],
)
def test_a_column_or_field_that_is_none_is_refused_and_kept_nowhere(admin, forged):
    run = staged(csv_bytes([HEAD, *team_rows(2)]))

    answer = admin.post(reverse("importing:columns", args=[run.pk]), GOOD | forged)

    assert answer.status_code == 400
    assert Run.objects.get().mapping == run.mapping
    assert not Remembered.objects.exists()


def test_rows_by_numbers_that_no_row_can_have_are_left_out(admin):
    run = previewed(csv_bytes([HEAD, *team_rows(2)]))
    rows = ["9" * 5000, "9" * 25, "x", "-1"]

    answer = admin.post(reverse("importing:accept", args=[run.pk]), {"row": rows})

    assert answer.status_code == 302
    assert admin.get(f"/admin/importer/{'9' * 5000}/").status_code == 404
    assert admin.get(f"/admin/importer/{'9' * 25}/").status_code == 404


def test_what_was_remembered_of_a_field_that_is_gone_is_forgotten():
    make_places()
    Remembered.objects.create(
        kind="teams", scope="column", key="secteur", target="fax_number"
    )

    run = staged(csv_bytes([HEAD, *team_rows(2)]))

    assert run.mapping["0"]["5"] == "sectors"
