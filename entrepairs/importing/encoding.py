"""Which encoding a text file was written in."""

import codecs
from typing import IO

import charset_normalizer

CHUNK = 1 << 16
SAMPLE = 1 << 17
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
ONE_BYTE = ("cp1252", "iso8859-15", "mac_roman", "cp850")
USUAL = frozenset(
    "éèêëàâäáåçîïíôöóòùûüúñœæßÿøŒÆÉÈÊËÀÂÄÁÇÎÏÔÖÓÙÛÜÑØ’‘“”«»–—…€°²³·•\u00a0"
)
SURE = 0.6  # of the characters beyond ASCII are usual ones


def encoding_of(stream: IO[bytes]) -> str:
    """The codec to read `stream` with; leaves it at its start."""
    stream.seek(0)
    head = stream.read(SAMPLE)
    stream.seek(0)
    for bom, name in BOMS:
        if head.startswith(bom):
            return name
    if wide := utf16_without_bom(head):
        return wide
    if _is_utf8(stream):
        return "utf-8"
    return _one_byte(stream)


def utf16_without_bom(head: bytes) -> str:
    """UTF-16 of our languages has a NUL in nearly every second place."""
    pairs = len(head) // 2
    if pairs < 4:
        return ""
    even, odd = head[: pairs * 2 : 2].count(0), head[1 : pairs * 2 : 2].count(0)
    if odd > pairs * 0.7 and even < pairs * 0.1:
        return "utf-16-le"
    if even > pairs * 0.7 and odd < pairs * 0.1:
        return "utf-16-be"
    return ""


def _is_utf8(stream: IO[bytes]) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while chunk := stream.read(CHUNK):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    finally:
        stream.seek(0)
    return True


def _one_byte(stream: IO[bytes]) -> str:
    """The code page in which what is beyond ASCII reads as our languages do."""
    sample = _beyond_ascii(stream)
    marks = [(_likeness(sample, name), name) for name in ONE_BYTE]
    best, name = max(marks, key=lambda mark: mark[0])
    if best >= SURE:
        return name
    guess = charset_normalizer.from_bytes(sample).best()
    return guess.encoding if guess else "cp1252"


def _beyond_ascii(stream: IO[bytes]) -> bytes:
    """Up to `SAMPLE` bytes of the lines that hold more than ASCII."""
    lines, size = [], 0
    while size < SAMPLE and (line := stream.readline(CHUNK)):
        if not line.isascii():
            lines.append(line)
            size += len(line)
    stream.seek(0)
    return b"".join(lines)


def _likeness(sample: bytes, name: str) -> float:
    text = sample.decode(name, errors="replace")
    beyond = [char for char in text if char > "\x7f"]
    return sum(char in USUAL for char in beyond) / max(len(beyond), 1)
