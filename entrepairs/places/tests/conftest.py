"""The gazetteer we ship, loaded once for all tests of a module."""

import os
from pathlib import Path

import pytest
from django.db import transaction

from entrepairs.places.loading import load_shipped

PROJECT = Path(__file__).resolve().parents[3]
SHARED = Path(os.environ.get("ENTREPAIRS_SHARED", PROJECT.parent / "shared"))


@pytest.fixture(scope="module")
def shipped_places(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        load_shipped()
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="session")
def geography():
    folder = SHARED / "data" / "geography"
    if not folder.is_dir():
        pytest.skip(f"no folder {folder}")
    return folder
