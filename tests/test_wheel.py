"""The wheel carries all it needs: it serves the same site elsewhere, without Node."""

import os
import shutil
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from tests.test_run import ROOT, environment, free_port, wait_for

pytestmark = pytest.mark.slow


def uv() -> str:
    found = shutil.which("uv") or str(ROOT / ".tools/uv/bin/uv")
    if not Path(found).exists():
        pytest.skip("no uv here")
    return found


def run(*command: object, **options: object) -> None:
    words = [str(word) for word in command]
    done = subprocess.run(words, capture_output=True, text=True, **options)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]


def read(address: str) -> bytes:
    with urllib.request.urlopen(address, timeout=20) as answer:
        return answer.read()


def test_the_wheel_serves_the_demonstration_without_node(tmp_path):
    run(uv(), "build", "--wheel", "--out-dir", tmp_path / "dist", cwd=ROOT)
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    home = tmp_path / "venv"
    run(uv(), "venv", "--python", sys.executable, home)
    install = [uv(), "pip", "install", "--python", home / "bin/python"]
    run(*install, "--constraint", ROOT / "requirements.lock", wheel)
    port = free_port()
    variables = environment(tmp_path / "data", port)
    variables["PATH"] = os.pathsep.join([str(home / "bin"), "/usr/bin-without-node"])
    variables.pop("PYTHONPATH", None)

    process = subprocess.Popen(
        [str(home / "bin/entrepairs"), "demo"], cwd=tmp_path, env=variables
    )
    try:
        address = f"http://127.0.0.1:{port}"
        home_page = wait_for(f"{address}/fr/", process)
        font = read(f"{address}/static/vendor/fonts/atkinson.woff2")
        leaflet = read(f"{address}/static/vendor/leaflet/leaflet.js")
        borders = read(f"{address}/static/vendor/boundaries/be.json")
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)

    assert '<html lang="fr"' in home_page
    assert "équipe" in home_page
    assert font[:4] == b"wOF2"
    assert b"Leaflet" in leaflet
    assert b"BE-VBR" in borders
