from datetime import timedelta

import pytest
from django.utils import timezone

from entrepairs.config import freshness
from entrepairs.demo.actions import note_ready
from entrepairs.demo.models import Demonstration

pytestmark = pytest.mark.django_db


@pytest.fixture
def package(monkeypatch, tmp_path):
    (tmp_path / "code.py").write_text("pass")
    monkeypatch.setattr(freshness, "PACKAGE", tmp_path)
    return tmp_path


@pytest.fixture
def noted(package):
    Demonstration.objects.create()
    note_ready(freshness.token())


def test_a_database_without_the_demonstration_is_not_ready():
    assert not freshness.is_ready()


def test_a_demonstration_that_was_only_half_made_is_not_ready():
    Demonstration.objects.create()

    assert not freshness.is_ready()


def test_what_was_made_ready_today_still_is(noted):
    assert freshness.is_ready()


def test_the_next_day_moves_the_dates_again(noted, monkeypatch):
    tomorrow = timezone.localdate() + timedelta(days=1)
    monkeypatch.setattr(timezone, "localdate", lambda: tomorrow)

    assert not freshness.is_ready()


def test_other_code_makes_it_ready_again(noted, package):
    (package / "code.py").write_text("pass  # for now")

    assert not freshness.is_ready()


def test_what_python_makes_of_the_code_does_not(noted, package):
    (package / "__pycache__").mkdir()
    (package / "__pycache__" / "code.pyc").write_text("")

    assert freshness.is_ready()


def test_static_files_collected_anew_make_it_ready_again(noted, settings, tmp_path):
    settings.STATIC_ROOT = tmp_path.parent / f"{tmp_path.name}-static"
    settings.STATIC_ROOT.mkdir()
    (settings.STATIC_ROOT / ".digest").write_text("other")

    assert not freshness.is_ready()
