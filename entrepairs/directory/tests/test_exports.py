import csv
import io
import json

import pytest
from odf.opendocument import load
from odf.table import TableCell, TableRow
from odf.teletype import extractText

from entrepairs.directory import exports
from entrepairs.directory.tests.factories import EntryFactory, belgium

pytestmark = pytest.mark.django_db

HOSTILE = ("=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "|calc", "%0A=1")


def export(client, kind, query=""):
    response = client.get(f"/fr/equipes/teams.{kind}?{query}")
    assert response.status_code == 200
    return response, response.getvalue()


def rows_of(content):
    text = content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_the_file_holds_what_is_filtered(client):
    for number in range(7):
        EntryFactory(name=f"Jeunes {number}", sectors=["youth"])
    EntryFactory(sectors=["addictions"])

    response, content = export(client, "csv", "sector=youth")

    assert content.startswith(b"\xef\xbb\xbf")
    assert len(rows_of(content)) == 7
    assert "attachment" in response["Content-Disposition"]
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("kind", ["csv", "ods"])
def test_no_cell_is_a_formula(client, kind):
    for name in HOSTILE:
        EntryFactory(name=name, opening_hours=name)

    _response, content = export(client, kind)

    for row in rows_of(content) if kind == "csv" else cells_of(content):
        for cell in row.values() if kind == "csv" else row:
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "|", "%"))


def cells_of(content):
    sheet = load(io.BytesIO(content)).spreadsheet
    return [
        [extractText(cell) for cell in row.getElementsByType(TableCell)]
        for row in sheet.getElementsByType(TableRow)
    ]


def test_a_telephone_number_can_be_dialled(client):
    EntryFactory(phone="+32 65 00 00 00")

    assert "+32 65 00 00 00" in export(client, "csv")[1].decode()


def test_a_workbook_has_a_row_per_team(client):
    EntryFactory(name="Le Cap", summary="Un < deux\n& trois")

    rows = cells_of(export(client, "ods")[1])

    assert len(rows) == 2
    assert rows[1][0] == "Le Cap"


def test_a_workbook_too_large_is_refused_with_a_way_out(client, monkeypatch):
    monkeypatch.setattr(exports, "MOST_ROWS", 1)
    EntryFactory.create_batch(2)

    response = client.get("/fr/equipes/teams.ods")

    assert response.status_code == 400
    assert "CSV" in response.text


def test_geojson_has_points_where_there_is_an_address(client):
    place = belgium()["mons"]
    EntryFactory(name="A", place=place)
    EntryFactory(name="B", place=place, precision="hidden")

    features = json.loads(export(client, "geojson")[1])["features"]

    assert features[0]["geometry"]["coordinates"] == [3.9523, 50.4542]
    assert features[1]["geometry"] is None


def test_a_kind_nobody_knows_is_not_there(client):
    assert client.get("/fr/equipes/teams.exe").status_code == 404


def test_a_file_of_what_is_no_question_is_refused(client):
    assert client.get("/fr/equipes/teams.csv?sector=nonsense").status_code == 400


def test_a_file_and_the_feed_hold_what_the_page_shows_when_a_place_gives_way(client):
    places = belgium()
    EntryFactory(place=places["mons"], summary="Les amis de Charleroi et du jeu.")
    asked = {"q": "jeu charleroi"}

    page = client.get("/api/teams", asked).json()
    file = b"".join(client.get("/fr/equipes/teams.csv", asked)).decode("utf-8-sig")
    feed = client.get("/fr/equipes/teams.atom", asked).text

    assert page["count"] == 1
    assert len(file.strip().splitlines()) == 2
    assert feed.count("<entry>") == 1
