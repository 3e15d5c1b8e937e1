"""The keys that sign and seal, made once and kept with the data."""

import base64
import os
import secrets
from collections.abc import Callable
from pathlib import Path

from django.core.management.utils import get_random_secret_key

SEALING_KEY_BYTES = 64  # as entrepairs.core.sealing takes them


def secret_key(data: Path) -> str:
    """
    The key in `data/keys/secret`, made at the first start, readable by its owner only.

    Two processes that start together agree on one.
    """
    file = data / "keys" / "secret"
    made_once(file, get_random_secret_key)
    return file.read_text()


def journal_key(data: Path) -> str:
    """`data/keys/journal`: without it the journal of erasures tells no address."""
    file = data / "keys" / "journal"
    made_once(file, lambda: secrets.token_hex(32))
    return file.read_text()


def sealing_keys_file(data: Path, *, make: bool = True) -> Path:
    """`data/keys/sealing`, a key on each line; the first is made at the first start."""
    file = data / "keys" / "sealing"
    if make:
        made_once(file, _sealing_key)
    return file


def _sealing_key() -> str:
    key = base64.urlsafe_b64encode(secrets.token_bytes(SEALING_KEY_BYTES))
    return f"{key.decode()}\n"


def made_once(file: Path, content: Callable[[], str]) -> None:
    if file.exists():
        return
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = file.with_suffix(f".{os.getpid()}")
    descriptor = os.open(draft, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as opened:
        opened.write(content())
    try:
        os.link(draft, file)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
