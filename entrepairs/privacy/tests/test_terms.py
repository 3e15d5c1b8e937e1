"""Each kind with a term: the day before its end, the day itself, the day after."""

from datetime import UTC, datetime, timedelta, timezone
from importlib import import_module
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import entrepairs
from entrepairs.core.personal import End, kinds
from entrepairs.privacy import retention
from entrepairs.privacy.models import Forewarned

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
NOW = datetime(2026, 11, 22, 12, 30, tzinfo=UTC)
TIMED = [kind for kind in kinds() if kind.keep is not None]


def examples():
    found = {}
    for file in Path(entrepairs.__file__).parent.glob("*/tests/examples.py"):
        module = import_module(f"entrepairs.{file.parent.parent.name}.tests.examples")
        found |= module.EXAMPLES
    return found


EXAMPLES = examples()


@pytest.fixture(params=TIMED, ids=lambda kind: kind.name)
def kind(request):
    if request.param.name not in EXAMPLES:
        app = request.param.name.split(".")[0]
        pytest.fail(
            f"{request.param.name} has a term and no example. In entrepairs/{app}/"
            "tests/examples.py, write a function that makes a row whose term starts at"
            " the moment given, returns it, and stands in EXAMPLES under that name.",
            pytrace=False,
        )
    return request.param


def is_due(kind, row, moment):
    return kind.due(moment).filter(pk=row.pk).exists()


def test_it_stays_until_its_last_day_and_is_due_the_day_after(kind):
    row = EXAMPLES[kind.name](NOW - kind.keep)

    assert not is_due(kind, row, NOW - DAY)
    assert not is_due(kind, row, NOW)
    assert is_due(kind, row, NOW + DAY)


def test_the_zone_of_the_clock_changes_nothing(kind):
    row = EXAMPLES[kind.name](NOW - kind.keep)

    for zone in (ZoneInfo("Europe/Brussels"), timezone(timedelta(hours=14)), UTC):
        assert not is_due(kind, row, (NOW - DAY).astimezone(zone))
        assert is_due(kind, row, (NOW + 2 * DAY).astimezone(zone))


def test_the_night_ends_what_is_due_and_nothing_else(kind):
    gone = EXAMPLES[kind.name](NOW - kind.keep - DAY)
    kept = EXAMPLES[kind.name](NOW - kind.keep + DAY)
    if kind.forewarning:
        told_at = NOW - kind.forewarning.before
        Forewarned.objects.create(kind=kind.name, row=gone.pk, warned_at=told_at)
    foretold = retention.survey(NOW).counts[kind.name]["due"]

    run = retention.run(NOW)

    model = type(gone)
    assert run.failed == run.stopped == []
    assert run.counts[kind.name]["due"] == run.counts[kind.name]["ended"] == foretold
    assert not is_due(kind, gone, NOW)
    assert model._base_manager.filter(pk=kept.pk).exists()
    if kind.end != End.BLANK:
        assert not model._base_manager.filter(pk=gone.pk).exists()


def test_a_second_night_finds_nothing_more(kind):
    row = EXAMPLES[kind.name](NOW - kind.keep - 40 * DAY)
    if kind.forewarning:
        told_at = NOW - kind.forewarning.before
        Forewarned.objects.create(kind=kind.name, row=row.pk, warned_at=told_at)
    retention.run(NOW)

    again = retention.run(NOW + timedelta(hours=1))

    assert kind.name not in again.counts


WITHOUT_DATES = {
    "people.roles": {"to_on": None, "withdrawn_at": None},
    "privacy.approvals": {"finished_at": None},
    "privacy.tasks": {"finished_at": None},
    "privacy.consents": {"withdrawn_at": None, "withdrawn_by": ""},
}


@pytest.mark.parametrize("name", sorted(WITHOUT_DATES))
def test_a_row_without_its_date_is_left_alone(name):
    (kind,) = [kind for kind in TIMED if kind.name == name]
    row = EXAMPLES[name](NOW - kind.keep - DAY)
    type(row)._base_manager.filter(pk=row.pk).update(**WITHOUT_DATES[name])

    assert not is_due(kind, row, NOW + 100 * kind.keep)
