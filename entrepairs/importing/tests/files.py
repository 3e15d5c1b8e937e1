"""Small files in the forms people send them."""

import io
import zipfile
from collections.abc import Iterable
from xml.sax.saxutils import escape

from openpyxl import Workbook

HEAD = ["Nom", "Adresse", "Code postal", "Localité", "E-mail", "Secteur"]


def csv_bytes(
    rows: Iterable[Iterable[str]], *, encoding: str = "utf-8", separator: str = ";"
) -> bytes:
    lines = (separator.join(f'"{cell}"' for cell in row) for row in rows)
    return "\r\n".join(lines).encode(encoding)


def team_rows(count: int, *, start: int = 1) -> list[list[str]]:
    """Teams of Mons with names that differ."""
    return [
        [
            f"Équipe {NAMES[n % len(NAMES)]} {n}",
            f"rue Haute {n}",
            "7000",
            "Mons",
            f"equipe{n}@exemple.be",
            "Santé mentale",
        ]
        for n in range(start, start + count)
    ]


NAMES = ("du Canal", "Boussole", "Passerelle", "Tilleul", "Horizon", "Le Pont")


def xlsx_bytes(rows: Iterable[Iterable[object]], *, name: str = "Feuille") -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = name
    for row in rows:
        sheet.append(list(row))
    return saved(book)


def saved(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def ods_bytes(content: str, *, prolog: str = "") -> bytes:
    """`content`: the rows of one table, as ODF writes them."""
    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
        for short in ("office", "table", "text")
    )
    document = (
        f'<?xml version="1.0"?>{prolog}<office:document-content {names}><office:body>'
        f'<office:spreadsheet><table:table table:name="Liste">{content}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", document)
    return buffer.getvalue()


def ods_row(cells: Iterable[str], *, repeat: int = 1) -> str:
    inside = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{escape(cell)}</text:p>'
        "</table:table-cell>"
        for cell in cells
    )
    times = f' table:number-rows-repeated="{repeat}"' if repeat > 1 else ""
    return f"<table:table-row{times}>{inside}</table:table-row>"
