import io

import pytest
from django.utils import timezone, translation
from openpyxl import load_workbook

from entrepairs.core.errors import Refused
from entrepairs.directory.models import Entry, EntryText, Listing, Source, State
from entrepairs.directory.tests.import_tools import (
    applied,
    counts,
    drain,
    fifty,
    make_places,
    previewed,
    reasons,
    staged,
)
from entrepairs.importing import actions
from entrepairs.importing import personal as held
from entrepairs.importing.models import KEEP_ROWS, Outcome, Remembered, Run, RunState
from entrepairs.importing.refusals import refused_csv, refused_workbook
from entrepairs.importing.tests.files import HEAD, csv_bytes, team_rows, xlsx_bytes
from entrepairs.organisations.models import Organisation, Team

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def places():
    make_places()
    with translation.override("en"):
        yield


def test_fifty_rows_with_four_errors_show_46_ready_and_4_refused_with_reasons():
    run = previewed(fifty())

    assert counts(run) == (46, 4, 0)
    assert reasons(run) == {
        6: "The name is missing.",
        16: "Postcode “9999” and locality “Nulleville” not known.",
        26: "“pas une adresse” is not an e-mail address.",
        36: "The place is missing: a postcode, a municipality or coordinates.",
    }


def test_a_preview_writes_nothing_but_verdicts():
    previewed(fifty())

    assert not Entry.objects.exists()
    assert not Team.objects.exists()
    assert not Organisation.objects.exists()


def test_the_refused_rows_come_back_corrected_and_map_themselves():
    run = previewed(fifty())
    drain(actions.apply(run))
    book = load_workbook(io.BytesIO(refused_workbook(run)))
    head, *rows = [list(row) for row in book.active.iter_rows(values_only=True)]
    for row in rows:
        row[0] = row[0] or "Équipe retrouvée"
        row[2], row[3], row[4] = "5000", "Namur", "info@exemple.be"

    again = staged(xlsx_bytes([head, *rows]), "corrigé.xlsx")

    assert head[-1] == "Reason"
    assert actions.knows_columns(again)
    drain(actions.preview(again))
    drain(actions.apply(again))
    assert counts(again) == (4, 0, 0)
    assert Entry.objects.count() == 50


def test_the_refused_rows_as_text_read_back_the_same():
    run = previewed(fifty())

    again = staged("".join(refused_csv(run)).encode())

    assert again.sheets[0]["columns"] == [*HEAD, "Reason"]
    assert again.total == 4


def test_formulas_are_neutralised_on_the_way_out_and_restored_on_the_way_in():
    row = ["=HYPERLINK(0)", "+32 65 12 34 56", "9999", "Nulleville", "", ""]
    run = previewed(csv_bytes([HEAD, row]))

    text = "".join(refused_csv(run))
    book = load_workbook(io.BytesIO(refused_workbook(run)))

    assert "'=HYPERLINK(0)" in text and ";+32 65 12 34 56;" in text
    assert book.active["A2"].data_type == "s"
    assert book.active["A2"].value == "'=HYPERLINK(0)"
    assert staged(text.encode()).rows.get().cells[0] == "=HYPERLINK(0)"


def test_an_import_makes_drafts_that_say_where_they_come_from():
    applied(csv_bytes([HEAD, *team_rows(1)]))

    entry = Entry.objects.get()

    assert (entry.state, entry.source) == (State.DRAFT, Source.IMPORT)
    assert entry.place.name == "Mons"
    assert entry.main_sector.code == "mental_health"
    assert [sector.code for sector in entry.sectors.all()] == ["mental_health"]
    assert entry.team.organisation.name == entry.team.name
    assert not Listing.objects.exists()


def test_publishing_at_once_lists_the_teams():
    run = applied(csv_bytes([HEAD, *team_rows(3)]), publish=True)

    assert Listing.objects.count() == run.created == 3


def test_applying_twice_creates_nothing_twice():
    run = applied(csv_bytes([HEAD, *team_rows(3)]))

    assert drain(actions.apply(run)) == 0
    assert Entry.objects.count() == 3


def test_two_workers_at_one_run_double_no_organisation(monkeypatch):
    monkeypatch.setattr("entrepairs.importing.actions.write.BATCH", 1)
    head = [*HEAD, "Organisation"]
    houses = ["Le Port", "Asbl Le Phare", "Asbl Le Phare", "Asbl Le Phare"]
    rows = [[*one, house] for one, house in zip(team_rows(4), houses, strict=True)]
    run = previewed(csv_bytes([head, *rows]))
    slow = actions.apply(run)
    next(slow)
    quick = actions.apply(Run.objects.get(pk=run.pk))
    next(quick)

    next(slow)
    drain(quick)
    drain(slow)

    assert Organisation.objects.count() == 2
    assert Entry.objects.count() == 4
    assert Run.objects.get().state == RunState.APPLIED


def test_a_worker_that_comes_too_late_leaves_an_undone_run_undone(monkeypatch):
    monkeypatch.setattr("entrepairs.importing.actions.write.BATCH", 1)
    run = previewed(csv_bytes([HEAD, *team_rows(2)]))
    slow = actions.apply(run)
    next(slow)
    other = Run.objects.get(pk=run.pk)
    drain(actions.apply(other))
    drain(actions.undo(other))

    drain(slow)

    assert Run.objects.get().state == RunState.UNDONE
    assert not Entry.objects.exists()


def test_an_import_that_stopped_goes_on_where_it_was(monkeypatch):
    monkeypatch.setattr("entrepairs.importing.actions.write.BATCH", 2)
    run = previewed(csv_bytes([HEAD, *team_rows(5)]))
    job = actions.apply(run)
    next(job)
    job.close()

    stopped = Run.objects.get(pk=run.pk)
    drain(actions.apply(stopped))

    assert stopped.state == RunState.APPLIED
    assert stopped.created == Entry.objects.count() == 5


def test_undo_removes_what_was_created_except_what_was_edited_since():
    run = applied(fifty(), publish=True)
    edited = Entry.objects.order_by("pk")[10]
    edited.phone = "065 99 99 99"
    edited.save()

    drain(actions.undo(run))

    assert (run.state, run.removed, run.kept) == (RunState.UNDONE, 45, 1)
    assert list(Entry.objects.all()) == [edited]
    assert [row.object_id for row in run.rows.filter(outcome=Outcome.KEPT)] == [
        edited.pk
    ]
    assert Organisation.objects.count() == Team.objects.count() == 1
    assert Listing.objects.count() == 1


def test_publishing_since_is_no_reason_to_keep():
    run = applied(csv_bytes([HEAD, *team_rows(2)]))
    Entry.objects.update(state=State.PUBLISHED, published_at=timezone.now())

    drain(actions.undo(run))

    assert not Entry.objects.exists()


def test_undoing_twice_removes_nothing_more():
    run = applied(csv_bytes([HEAD, *team_rows(2)]))
    drain(actions.undo(run))

    assert drain(actions.undo(run)) == 0
    assert run.removed == 2


def test_an_organisation_shared_or_edited_stays():
    head = [*HEAD, "Organisation"]
    rows = [[*row, "Asbl Le Phare"] for row in team_rows(3)]
    run = applied(csv_bytes([head, *rows]))
    phare = Organisation.objects.get()
    Team.objects.create(organisation=phare, name="Autre", slug="autre")

    drain(actions.undo(run))

    assert phare.teams.count() == 1
    assert Organisation.objects.get() == phare


def test_teams_of_one_name_get_addresses_of_their_own():
    rows = [
        ["Le Pont", "", code, town, "", ""]
        for code, town in (("7000", "Mons"), ("5000", "Namur"), ("4000", "Liège"))
    ]

    applied(csv_bytes([HEAD, *rows]))

    slugs = Team.objects.order_by("pk").values_list("slug", flat=True)
    assert list(slugs) == ["le-pont", "le-pont-2", "le-pont-3"]
    assert Organisation.objects.count() == 1


def row(name: str, code: str = "7000", town: str = "Mons") -> list[str]:
    return [name, "", code, town, "", ""]


def test_a_team_already_there_or_earlier_in_the_file_is_told():
    applied(csv_bytes([HEAD, row("Maison du Canal")]))

    rows = [
        row("MAISON DU CANAL asbl"),
        row("Maison du Cannal"),
        row("Maison du Canal", "5000", "Namur"),
        row("Maison du Canal", "5000", "Namur"),
    ]
    run = previewed(csv_bytes([HEAD, *rows]))

    assert counts(run) == (1, 0, 3)
    said = [row.reasons[0]["message"] for row in run.rows.filter(verdict="duplicate")]
    assert said == [
        "In the directory: Maison du Canal",
        "In the directory: Maison du Canal",
        "Earlier in this file: Maison du Canal",
    ]


def test_teams_that_differ_by_a_number_or_a_place_are_not_the_same():
    rows = [
        row("Caisse d'aide du Hainaut, accueil de Jemappes"),
        row("Caisse d'aide du Hainaut, accueil de Cuesmes"),
        row("Groupe de parole 1"),
        row("Groupe de parole 2"),
    ]

    assert counts(previewed(csv_bytes([HEAD, *rows]))) == (4, 0, 0)


def test_a_row_probably_there_is_imported_when_somebody_insists():
    rows = [row("Le Pont"), row("Le Pont")]
    run = previewed(csv_bytes([HEAD, *rows]))
    doubled = run.rows.get(verdict="duplicate")

    actions.accept(run, rows=[doubled.pk])
    drain(actions.apply(run))

    assert Entry.objects.count() == 2


def test_what_came_in_since_the_preview_is_not_doubled():
    content = csv_bytes([HEAD, *team_rows(2)])
    run = previewed(content)
    applied(content)

    drain(actions.apply(run))

    assert Entry.objects.count() == 2
    assert (run.created, run.duplicates) == (0, 2)


def test_values_are_mapped_by_hand_and_remembered():
    rows = [["Le Pont", "", "7000", "Mons", "", "Machin ; CPAS"]]
    run = staged(csv_bytes([HEAD, *rows]))
    [(field, _choices, values)] = actions.values_to_map(run)

    actions.settle_values(run, values={"sectors": {"machin": "addictions"}})
    drain(actions.preview(run))
    drain(actions.apply(run))

    assert field.name == "sectors"
    assert [(one.text, one.code) for one in values] == [
        ("Machin", ""),
        ("CPAS", "public_social"),
    ]
    assert {s.code for s in Entry.objects.get().sectors.all()} == {
        "addictions",
        "public_social",
    }
    assert Remembered.objects.get(scope="value:sectors").target == "addictions"


def test_a_value_we_do_not_know_is_left_out_and_said():
    run = previewed(csv_bytes([HEAD, ["Le Pont", "", "7000", "Mons", "", "Machin"]]))

    assert run.ready == 1
    assert "Machin" in run.rows.get().warnings[0]["message"]


def test_a_mapping_without_a_place_is_refused():
    run = staged(csv_bytes([HEAD, *team_rows(1)]))

    with pytest.raises(Refused, match="No column was chosen"):
        actions.settle_columns(run, mapping={"0": {"0": "name"}}, chosen=[0])


def test_a_position_alone_places_a_team():
    head = ["Nom", "Latitude", "Longitude"]
    run = applied(csv_bytes([head, ["Le Pont", "50,455", "3,95"], ["Loin", "0", "9"]]))

    assert (run.created, run.refused) == (1, 1)
    assert Entry.objects.get().place.name == "Mons"


def test_garbled_letters_are_mended_and_said():
    run = applied(csv_bytes([HEAD, row("Ã‰quipe de LiÃ¨ge")]))

    assert Team.objects.get().name == "Équipe de Liège"
    assert any("garbled" in note for note in run.sheets[0]["notes"])


def test_an_address_of_a_person_is_warned_of():
    person = ["Le Pont", "", "7000", "Mons", "marie.dupont@exemple.be", ""]
    run = previewed(csv_bytes([HEAD, person]))

    assert "address of a person" in run.rows.get().warnings[0]["message"]


def test_a_description_becomes_a_summary_in_the_language_of_the_run():
    head = ["Nom", "CP", "Commune", "Description"]
    applied(csv_bytes([head, ["Le Pont", "7000", "Mons", "Une porte ouverte. " * 40]]))

    text = EntryText.objects.get()
    assert len(text.summary) <= 300 and text.summary.endswith("…")
    assert len(text.description) > 300


def test_a_file_with_only_headings_is_refused_and_leaves_nothing():
    with pytest.raises(Refused, match="no rows"):
        staged(csv_bytes([HEAD]))

    assert Run.objects.get().state == RunState.FAILED


def ended(kind):
    return kind.dispose(list(kind.due(timezone.now()).values_list("pk", flat=True)))


def test_the_file_is_gone_once_read_and_its_rows_after_thirty_days(settings):
    run = applied(csv_bytes([HEAD, *team_rows(2)]))
    assert list((settings.DATA / "imports").iterdir()) == []
    Run.objects.update(created_at=timezone.now() - KEEP_ROWS * 1.1)

    assert (ended(held.files), ended(held.rows)) == (1, 2)
    assert (ended(held.files), ended(held.rows)) == (0, 0)

    run = Run.objects.get()
    assert not run.rows.exists()
    with pytest.raises(Refused, match="erased"):
        drain(actions.undo(run))


def test_lists_with_titles_two_headings_and_totals_are_understood():
    rows = [
        ["Répertoire des équipes"],
        [],
        [None, "Identification", None, "Gegevens"],
        ["N°", "Nom du service\nNaam van de dienst", "Type", "CP", "Commune"],
        ["CPAS"],
        [1, "Le Pont", "CPAS", 7000, "Mons"],
        ["HÔPITAUX"],
        [2, "La Rive", "hôpital", 5000, "Namur"],
        [],
        ["TOTAL", "=COUNTA(B6:B8)"],
    ]

    run = previewed(xlsx_bytes(rows), "répertoire.xlsx")

    assert counts(run) == (2, 0, 0)
    assert run.skipped == 3
    assert run.sheets[0]["header_row"] == 4
