import json
import os
import time

import pytest

from entrepairs.config.readiness import collected, prune_static

DAY = 24 * 3600


@pytest.fixture
def static(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    return tmp_path


def put(folder, name, *, days):
    then = time.time() - days * DAY
    (folder / name).write_text("x")
    os.utime(folder / name, (then, then))


def manifest(folder, **paths):
    (folder / "staticfiles.json").write_text(json.dumps({"paths": paths}))


def test_a_page_of_before_still_finds_its_files_for_a_week(static):
    manifest(static, page="page.1")
    put(static, "page.1", days=30)
    put(static, "page.1.gz", days=30)
    before = collected()
    manifest(static, page="page.2")

    prune_static(before)

    assert (static / "page.1").exists()
    assert (static / "page.1.gz").exists()


def test_what_left_the_manifest_over_a_week_ago_goes_and_all_else_stays(static):
    manifest(static, page="page.2")
    put(static, ".digest", days=30)
    put(static, "page.2", days=30)
    put(static, "page.2.br", days=30)
    put(static, "page.1", days=8)
    put(static, "page.1.gz", days=8)
    put(static, "younger.1", days=6)

    prune_static(collected())

    left = {file.name for file in static.iterdir()}
    assert left == {
        *("staticfiles.json", ".digest", "page.2", "page.2.br", "younger.1"),
    }
