"""
Sealing what a raw copy of the database must not tell: AES-SIV (RFC 5297) with keys of
our own. The first key seals, all of them open, so that keys can be replaced.
"""

import base64
import binascii
import os
import re
import secrets
from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

KEY_BYTES = 64  # AES-256-SIV takes two keys of 32
NONCE_BYTES = 16
BLOCK = 32  # contents are filled up to a multiple: their length tells little
MARK = 8  # letters that tell by which key something was sealed
_SEALED = re.compile(r"([0-9a-f]{8})\.[\w-]{64,}={0,2}", re.ASCII)


class SealBroken(Exception):
    """What is stored cannot be opened: its key is missing, or it was changed."""


class BadKeys(ImproperlyConfigured):
    """Keys that are missing or cannot be used. Tells what to do."""


class Keyring:
    """The keys, the one that seals first."""

    def __init__(self, keys: Iterable[str]) -> None:
        self.texts = list(dict.fromkeys(keys))
        self.ciphers = {mark_of_key(text): AESSIV(_bytes(text)) for text in self.texts}

    @property
    def marks(self) -> list[str]:
        return list(self.ciphers)

    @property
    def current(self) -> str:
        return self.marks[0]


def new_key() -> str:
    return base64.urlsafe_b64encode(secrets.token_bytes(KEY_BYTES)).decode()


def mark_of_key(text: str) -> str:
    return sha256(_bytes(text)).hexdigest()[:MARK]


def mark_of(sealed: str) -> str:
    """Which key sealed it; nothing when it is not sealed at all."""
    found = _SEALED.fullmatch(sealed)
    return found[1] if found else ""


def _bytes(text: str) -> bytes:
    try:
        key = base64.urlsafe_b64decode(text)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != KEY_BYTES:
        raise BadKeys(
            f"A sealing key is not {KEY_BYTES} bytes in base64. See {place_of_keys()}."
        )
    return key


def place_of_keys() -> str:
    if settings.SEALING_KEYS:
        return "ENTREPAIRS_SEALING_KEYS"
    return str(settings.SEALING_KEYS_FILE)


def keyring() -> Keyring:
    """The keys as they are now: replacing them needs no restart."""
    if settings.SEALING_KEYS:
        return _ring(tuple(settings.SEALING_KEYS))
    file: Path = settings.SEALING_KEYS_FILE
    try:
        changed = file.stat().st_mtime_ns
    except FileNotFoundError:
        raise BadKeys(
            f"{file} is missing: addresses in the database are sealed with its keys. "
            "Put it back from your backup, or set ENTREPAIRS_SEALING_KEYS."
        ) from None
    return _ring_of_file(file, changed)


@lru_cache(maxsize=4)
def _ring_of_file(file: Path, changed: int) -> Keyring:
    return _ring(tuple(read_keys(file)))


@lru_cache(maxsize=4)
def _ring(keys: tuple[str, ...]) -> Keyring:
    if not keys:
        raise BadKeys(
            f"{place_of_keys()} holds no sealing key. Put it back from your backup."
        )
    return Keyring(keys)


def read_keys(file: Path) -> list[str]:
    """One on each line; what begins with # is a remark."""
    lines = (line.strip() for line in file.read_text().splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def write_keys(file: Path, keys: list[str]) -> None:
    """Replace the file at once; nobody ever reads half of it."""
    draft = file.with_suffix(f".{os.getpid()}")
    descriptor = os.open(draft, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as opened:
        opened.writelines(f"{key}\n" for key in keys)
        opened.flush()
        os.fsync(opened.fileno())
    draft.replace(file)


def seal(content: bytes, *, place: str) -> str:
    """Different each time. Opens at the same `place` only: another column, say."""
    ring = keyring()
    nonce = secrets.token_bytes(NONCE_BYTES)
    sealed = ring.ciphers[ring.current].encrypt(
        _filled(content), [place.encode(), nonce]
    )
    return _written(ring.current, nonce + sealed)


def seal_alike(content: bytes, *, place: str) -> list[str]:
    """The same for the same content: under each key, that which seals first."""
    filled, where = _filled(content), [place.encode()]
    return [
        _written(mark, cipher.encrypt(filled, where))
        for mark, cipher in keyring().ciphers.items()
    ]


def unseal(sealed: str, *, place: str) -> bytes:
    """What `seal` was given. Raises `SealBroken`, which never tells the content."""
    return _unseal(sealed, place=place, nonce_bytes=NONCE_BYTES)


def unseal_alike(sealed: str, *, place: str) -> bytes:
    """What `seal_alike` was given. Raises `SealBroken`."""
    return _unseal(sealed, place=place, nonce_bytes=0)


def _unseal(sealed: str, *, place: str, nonce_bytes: int) -> bytes:
    mark = mark_of(sealed)
    cipher = keyring().ciphers.get(mark)
    if not mark:
        raise SealBroken(f"{place} holds something that is not sealed.")
    if cipher is None:
        raise SealBroken(
            f"{place} is sealed with the key {mark}, which is not in "
            f"{place_of_keys()}. Put that key back from your backup."
        )
    try:
        content = base64.urlsafe_b64decode(sealed[MARK + 1 :])
        nonce = content[:nonce_bytes]
        where = [place.encode(), nonce] if nonce_bytes else [place.encode()]
        return _emptied(cipher.decrypt(content[nonce_bytes:], where))
    except (InvalidTag, ValueError):
        raise SealBroken(f"{place} was changed, or comes from elsewhere.") from None


def _written(mark: str, content: bytes) -> str:
    return f"{mark}.{base64.urlsafe_b64encode(content).decode()}"


def _filled(content: bytes) -> bytes:
    """Ended by one byte 1, then zeros up to the next block."""
    ended = content + b"\1"
    return ended + b"\0" * (-len(ended) % BLOCK)


def _emptied(filled: bytes) -> bytes:
    return filled.rstrip(b"\0")[:-1]
