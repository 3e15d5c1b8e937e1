import pytest

from entrepairs.config import command, readiness
from entrepairs.core import sealing
from entrepairs.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def other_keys(tmp_path, settings):
    """The database comes from elsewhere, without its keys."""
    Person.objects.create_user("maya@x.example")
    file = tmp_path / "sealing"
    sealing.write_keys(file, [sealing.new_key()])
    settings.SEALING_KEYS, settings.SEALING_KEYS_FILE = [], file
    return file


def test_serving_without_the_keys_of_the_database_stops_with_what_to_do(
    other_keys, monkeypatch, capsys
):
    monkeypatch.setattr(readiness, "collect_static", lambda: None)

    assert command.serve() == 1

    told = capsys.readouterr().err
    assert str(other_keys) in told and "backup" in told and "maya" not in told


def test_check_says_that_keys_are_missing(other_keys):
    other_keys.unlink()

    assert "missing" in readiness.unopenable()
