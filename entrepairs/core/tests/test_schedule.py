import pytest

from entrepairs.core import schedule
from entrepairs.core.tasks import forget_done_tasks, tend_database


class Enough(Exception):
    """Ends the scheduler's loop."""


class Counted:
    def __init__(self, *, fails: bool = False) -> None:
        self.fails, self.times = fails, 0

    def enqueue(self) -> None:
        self.times += 1
        if self.fails:
            raise RuntimeError("no room in the queue")


@pytest.fixture
def only(monkeypatch):
    """The scheduler knows these sweeps and no others, and starts at once."""

    def declare(**sweeps):
        monkeypatch.setattr(schedule, "_minutes", sweeps.pop("plan"))
        monkeypatch.setattr(schedule, "FIRST_AFTER", 0.0)

    monkeypatch.setattr(schedule, "autodiscover_modules", lambda name: None)
    return declare


def rounds(count):
    left = [count]

    def sleep(seconds):
        left[0] -= 1
        if not left[0]:
            raise Enough

    return sleep


@pytest.mark.django_db
def test_a_sweep_runs_when_due_and_not_before_its_next_time(only):
    hourly = Counted()
    only(plan={hourly: 60})

    with pytest.raises(Enough):
        schedule.run(rounds(3))

    assert hourly.times == 1


@pytest.mark.django_db
def test_a_sweep_that_fails_does_not_stop_the_others(only, caplog):
    broken, sound = Counted(fails=True), Counted()
    only(plan={broken: 60, sound: 60})

    with pytest.raises(Enough):
        schedule.run(rounds(1))

    assert (broken.times, sound.times) == (1, 1)
    assert "could not be queued" in caplog.text


def test_the_apps_declare_their_sweeps_in_tasks():
    assert {tend_database, forget_done_tasks} <= set(schedule.sweeps())


@pytest.mark.django_db
def test_the_database_is_tended():
    assert tend_database.enqueue().is_finished
    assert forget_done_tasks.enqueue().is_finished
