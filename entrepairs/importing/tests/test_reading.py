import io
import json
import zipfile
from datetime import date

import pytest
from openpyxl import Workbook

from entrepairs.importing.encoding import encoding_of
from entrepairs.importing.reading import check_size, sheets_of
from entrepairs.importing.sheets import Unreadable
from entrepairs.importing.tests.files import csv_bytes, ods_bytes, ods_row, saved

ROWS = [["Nom", "Ville"], ["Équipe du cœur à l’été", "Liège"]]


def read(content: bytes) -> list[list[tuple[int, list[str]]]]:
    return [list(sheet.rows) for sheet in sheets_of(io.BytesIO(content))]


def cells(content: bytes) -> list[list[str]]:
    return [row for _number, row in read(content)[0]]


def refusal(content: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        read(content)
    return str(caught.value)


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "mac_roman"],
)
def test_every_usual_encoding_reads_the_same(encoding):
    assert cells(csv_bytes(ROWS, encoding=encoding)) == ROWS


def test_latin_9_is_told_from_windows_1252_by_its_ligature():
    rows = [["Nom", "Ville"], ["Équipe du cœur", "Liège"]]

    content = csv_bytes(rows, encoding="iso8859-15")

    assert encoding_of(io.BytesIO(content)) == "iso8859-15"
    assert cells(content) == rows


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_the_separator_is_the_one_that_cuts_evenly(separator):
    rows = [["Nom", "Adresse"], ["Le Pont", "rue Haute 1; boîte 2, arrière | cour"]]

    assert cells(csv_bytes(rows, separator=separator)) == rows


def test_a_line_break_inside_a_cell_stays_in_it():
    rows = [["Nom", "Adresse"], ["Le Pont", "rue Haute 1\nboîte 2"]]

    assert cells(csv_bytes(rows)) == rows


def test_the_separator_excel_names_is_obeyed():
    assert cells(b"sep=|\r\nNom|Ville\r\nLe Pont; la Rive|Mons") == [
        ["Nom", "Ville"],
        ["Le Pont; la Rive", "Mons"],
    ]


def test_an_xlsx_gives_dates_whole_numbers_links_and_merged_cells():
    book = Workbook()
    sheet = book.active
    sheet.append(["Secteur", "CP", "Vu le", "Site", "Actif"])
    sheet.append(["CPAS", 7000, date(2026, 3, 1), "site", True])
    sheet.append([None, 7000.5, None, None, None])
    sheet.merge_cells("A2:A3")
    sheet["D2"].hyperlink = "https://exemple.be/"
    book.create_sheet("Vide")

    found = read(saved(book))

    assert [row for _number, row in found[0]] == [
        ["Secteur", "CP", "Vu le", "Site", "Actif"],
        ["CPAS", "7000", "2026-03-01", "https://exemple.be/", "true"],
        ["CPAS", "7000.5"],
    ]
    assert found[1] == []


def test_a_formula_in_a_cell_is_never_evaluated():
    book = Workbook()
    book.active.append(["Nom", "=HYPERLINK(1)"])

    assert cells(saved(book)) == [["Nom"]]
    assert cells(csv_bytes([["Nom", "=1+1"]])) == [["Nom", "=1+1"]]


def test_an_ods_repeats_rows_and_cells_but_not_for_ever():
    blank = '<table:table-row table:number-rows-repeated="1048000"/>'
    content = ods_bytes(ods_row(["a", "b"]) + ods_row(["c", "d"], repeat=2) + blank)

    assert cells(content) == [["a", "b"], ["c", "d"], ["c", "d"]]


def test_an_ods_reads_values_rather_than_what_is_shown():
    row = (
        '<table:table-row><table:table-cell office:value-type="float"'
        ' office:value="7000"><text:p>7.000</text:p></table:table-cell>'
        '<table:table-cell office:value-type="date" office:date-value="2026-03-01">'
        "<text:p>1/3/26</text:p></table:table-cell></table:table-row>"
    )

    assert cells(ods_bytes(row)) == [["7000", "2026-03-01"]]


def test_json_lines_arrays_and_geojson_are_records():
    records = [{"nom": "Le Pont", "ou": {"ville": "Mons"}}, {"nom": "Rive", "tel": "1"}]
    feature = {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [3.9, 50.4]},
        "properties": {"nom": "Le Pont"},
    }

    lines = "\n".join(map(json.dumps, records)).encode()
    collection = {"type": "FeatureCollection", "features": [feature]}
    [sheet] = sheets_of(io.BytesIO(lines))

    assert [row for _n, row in sheet.rows] == [["Le Pont", "Mons"], ["Rive", "", "1"]]
    assert sheet.columns == ["nom", "ou.ville", "tel"]
    assert cells(json.dumps(records).encode())[0] == ["Le Pont", "Mons"]
    assert cells(json.dumps(collection).encode()) == [["3.9", "50.4", "Le Pont"]]


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "empty"),
        (b"  \n ", "empty"),
        (b"%PDF-1.7 \x00\x01", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ".xlsx"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
            + "EncryptedPackage".encode("utf-16-le"),
            "password",
        ),
        (b"<html><table><tr><td>1</td></tr></table></html>", "no spreadsheet"),
        (bytes(range(256)) * 20, "no spreadsheet"),
        (b"PK\x03\x04 not a zip", "damaged"),
        (b'{"a": 1} not json', "JSON"),
        (b"[1, 2, 3]", "JSON"),
        (b"[" * 100_000, "JSON"),
    ],
)
def test_what_is_no_spreadsheet_is_told_by_its_content(content, word):
    assert word in refusal(content)


def zipped(**files: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return buffer.getvalue()


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    bomb = zipped(xl__workbook_dot_xml=b"<x/>", big=b"0" * 60_000_000)

    assert "unpacks" in refusal(bomb)


def test_other_archives_are_no_spreadsheets():
    assert "Word" in refusal(zipped(word__document_dot_xml=b"<x/>"))
    assert "ZIP" in refusal(zipped(photo=b"x"))
    assert "damaged" in refusal(zipped(xl__workbook_dot_xml=b"<broken"))


def test_entities_that_multiply_are_refused():
    prolog = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'

    assert "damaged" in refusal(ods_bytes(ods_row(["a"]), prolog=prolog))


def test_an_unclosed_quotation_mark_does_not_swallow_the_file():
    content = b'Nom;Ville\n"Le Pont;Mons\n' + b"x;y\n" * 60_000

    assert "quotation mark" in refusal(content)


def test_a_file_of_two_gigabytes_is_refused_by_its_size():
    with pytest.raises(Unreadable, match="too big"):
        check_size(2 * 1024**3)
