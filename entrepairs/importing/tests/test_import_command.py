import json

import pytest
from django.core.management import CommandError, call_command

from entrepairs.directory.models import Entry, State
from entrepairs.directory.tests.import_tools import fifty, make_places
from entrepairs.importing.models import Remembered, Run

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path):
    make_places()
    path = tmp_path / "liste.csv"
    path.write_bytes(fifty())
    return path


def test_without_apply_it_is_a_preview(file, capsys):
    call_command("import", str(file))

    told = capsys.readouterr().out
    assert "46 ready, 4 refused, 0 probably already there." in told
    assert (
        "16: Code postal: Postcode “9999” and locality “Nulleville” not known" in told
    )
    assert "Nothing is written yet" in told
    assert not Entry.objects.exists()


def test_with_apply_it_imports_and_undo_takes_it_back(file, capsys):
    call_command("import", str(file), apply=True, publish=True, json=True)
    facts = json.loads(capsys.readouterr().out)
    states = set(Entry.objects.values_list("state", flat=True))
    call_command("import", undo=facts["run"])

    assert (facts["created"], facts["refused"]) == (46, 4)
    assert len(facts["refused_rows"]) == 4
    assert states == {State.PUBLISHED}
    assert not Entry.objects.exists()
    assert "46 removed" in capsys.readouterr().out


def test_a_column_can_be_told(file, capsys):
    call_command("import", str(file), json=True, map=["Adresse=", "E-mail=website"])

    mapping = Run.objects.get().mapping["0"]
    assert mapping["4"] == "website" and "1" not in mapping
    with pytest.raises(CommandError, match="no column"):
        call_command("import", str(file), map=["Nulle=name"])
    with pytest.raises(CommandError, match="no sheet"):
        call_command("import", str(file), sheet=["Nulle"])


def test_a_preview_remembers_only_what_was_told(file):
    call_command("import", str(file), map=["E-mail=website"])
    preview = dict(Remembered.objects.values_list("key", "target"))
    call_command("import", str(file), apply=True)

    assert preview == {"e mail": "website"}
    assert Remembered.objects.filter(key="code postal", target="postcode").exists()


def test_the_refused_rows_can_be_written_to_a_file(file, tmp_path):
    call_command("import", str(file), refused=tmp_path / "refused.csv")

    assert len((tmp_path / "refused.csv").read_text("utf-8-sig").splitlines()) == 5


def test_what_cannot_be_imported_ends_with_status_1(tmp_path, capsys):
    path = tmp_path / "photo.csv"
    path.write_bytes(b"\x89PNG\r\n\x1a\n")

    with pytest.raises(CommandError, match="PNG"):
        call_command("import", str(path))
    with pytest.raises(SystemExit) as end:
        call_command("import", str(path), json=True)
    with pytest.raises(CommandError, match="too big"):
        call_command("import", str(path), max_size=-1)

    assert end.value.code == 1
    assert "PNG" in json.loads(capsys.readouterr().out)["error"]


@pytest.mark.parametrize("asked", [["missing.csv"], ["--undo", "99"], []])
def test_what_is_not_there_is_told_to_machines_too(asked, capsys):
    with pytest.raises(SystemExit) as end:
        call_command("import", *asked, "--json")

    assert end.value.code == 1
    assert "no such" in json.loads(capsys.readouterr().out)["error"]
