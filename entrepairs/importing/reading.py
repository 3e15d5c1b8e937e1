"""From a file to its sheets: known by its content, refused before it can hurt."""

import zipfile
from collections.abc import Iterator
from typing import IO

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from entrepairs.importing.delimited import json_sheet, text_sheet
from entrepairs.importing.encoding import BOMS, utf16_without_bom
from entrepairs.importing.opendocument import document_sheets
from entrepairs.importing.sheets import Sheet, Unreadable, damaged
from entrepairs.importing.workbooks import BROKEN, workbook_sheets

MAX_UPLOAD = 20 * 1024 * 1024
MAX_UNPACKED = 300 * 1024 * 1024
MAX_SHARED = 60 * 1024 * 1024  # of texts a workbook keeps apart: openpyxl holds them
MAX_RATIO = 250  # an honest sheet of the same row over and over stays below
HEAD = 4096
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
NO_TABLES = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"{\\rtf", "RTF"),
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf", "7-Zip"),
    (b"Rar!", "RAR"),
    (b"SQLite format", "SQLite"),
)


def sheets_of(stream: IO[bytes]) -> Iterator[Sheet]:
    """
    The sheets of `stream`. Each must be read before the next is asked for.

    Raises `Unreadable` (a `Refused`), also while rows are read.
    """
    stream.seek(0)
    head = stream.read(HEAD)
    stream.seek(0)
    if not head.strip():
        raise Unreadable(_("This file is empty."))
    if head.startswith(b"PK"):
        yield from _unpacked(stream)
        return
    _refuse_others(head, stream)
    yield _text(head, stream)


def check_size(size: int, limit: int = MAX_UPLOAD) -> None:
    if size > limit:
        raise Unreadable(
            _("This file is too big: %(size)s, at most %(limit)s.")
            % {"size": filesizeformat(size), "limit": filesizeformat(limit)}
        )


def _text(head: bytes, stream: IO[bytes]) -> Sheet:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith((b"{", b"[")):
        return json_sheet(stream)
    return text_sheet(stream)


def _refuse_others(head: bytes, stream: IO[bytes]) -> None:
    if head.startswith(OLD_OFFICE):
        _refuse_old_office(stream)
    for start, name in NO_TABLES:
        if head.startswith(start):
            raise _no_table(name)
    low = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if low.startswith((b"<!doctype", b"<html", b"<?xml", b"<svg", b"<table")):
        raise _no_table("HTML/XML")
    if _is_binary(head):
        raise _no_table("")


def _refuse_old_office(stream: IO[bytes]) -> None:
    start = stream.read(1 << 20)
    if "EncryptedPackage".encode("utf-16-le") in start:
        raise _locked()
    raise Unreadable(
        _("This is an old Excel file (.xls). Open it, save it as .xlsx, and retry.")
    )


def _is_binary(head: bytes) -> bool:
    if head.startswith(tuple(bom for bom, _n in BOMS)) or utf16_without_bom(head):
        return False
    control = sum(byte < 32 and byte not in (0, 9, 10, 12, 13, 26) for byte in head)
    return control > len(head) // 50 or head.count(0) > len(head) // 20


def _no_table(name: str) -> Unreadable:
    what = f" ({name})" if name else ""
    return Unreadable(
        _("This file is no spreadsheet%(what)s: give a CSV, XLSX or ODS file.")
        % {"what": what}
    )


def _locked() -> Unreadable:
    return Unreadable(
        _("This file is locked by a password. Save it without one, and retry.")
    )


def _unpacked(stream: IO[bytes]) -> Iterator[Sheet]:
    try:
        with zipfile.ZipFile(stream) as archive:
            names = set(archive.namelist())
            _check_archive(archive)
            is_document = _is_document(archive, names)
    except BROKEN as error:
        raise damaged() from error
    stream.seek(0)
    if is_document:
        yield from document_sheets(stream)
    elif "xl/workbook.xml" in names:
        yield from workbook_sheets(stream)
    elif "xl/workbook.bin" in names:
        raise Unreadable(_("This is an .xlsb file. Save it as .xlsx, and retry."))
    else:
        raise _no_table("ZIP" if "word/document.xml" not in names else "Word")


def _check_archive(archive: zipfile.ZipFile) -> None:
    infos = archive.infolist()
    if any(info.flag_bits & 1 for info in infos):
        raise _locked()
    unpacked = sum(info.file_size for info in infos)
    packed = sum(info.compress_size for info in infos)
    shared = sum(info.file_size for info in infos if "sharedStrings" in info.filename)
    is_bomb = unpacked > 10 * 1024 * 1024 and unpacked > MAX_RATIO * max(packed, 1)
    if is_bomb or unpacked > MAX_UNPACKED or shared > MAX_SHARED:
        raise Unreadable(
            _("This file unpacks to %(size)s: too big. Keep the rows only, or a CSV.")
            % {"size": filesizeformat(unpacked)}
        )


def _is_document(archive: zipfile.ZipFile, names: set[str]) -> bool:
    if not {"mimetype", "content.xml"} <= names:
        return False
    kind = archive.read("mimetype")[:80]
    if not kind.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
        raise _no_table("OpenDocument")
    manifest = "META-INF/manifest.xml"
    if manifest in names and b"encryption-data" in archive.read(manifest)[:100_000]:
        raise _locked()
    return True
