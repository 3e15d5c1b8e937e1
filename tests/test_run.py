"""`entrepairs demo`, as a process: it answers, says so, and stops when told."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
COMMAND = [sys.executable, "-m", "entrepairs", "demo"]
PATIENCE = 300  # seconds; several of these run at once


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def environment(data: Path, port: int) -> dict[str, str]:
    ours = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "PORT")
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in ours and not name.startswith("ENTREPAIRS_")
    }
    return kept | {"ENTREPAIRS_DATA": str(data), "PORT": str(port)}


def wait_for(address: str, process: subprocess.Popen[str]) -> str:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                return answer.read().decode()
        except urllib.error.HTTPError:
            raise
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"{address} did not answer (exit code {process.poll()})")


def start(data: Path, port: int, log: Path) -> subprocess.Popen[str]:
    with log.open("w") as opened:
        return subprocess.Popen(
            COMMAND,
            cwd=ROOT,
            env=environment(data, port),
            stdout=opened,
            stderr=subprocess.STDOUT,
            text=True,
        )


def stop(process: subprocess.Popen[str]) -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


@pytest.fixture(scope="module")
def first_start(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data of a demonstration that was started from nothing, once for all."""
    folder, port = tmp_path_factory.mktemp("first"), free_port()
    process = start(folder / "data", port, folder / "log")
    wait_for(f"http://127.0.0.1:{port}/fr/", process)
    stop(process)
    return folder / "data"


@pytest.fixture
def demonstration(
    tmp_path: Path, first_start: Path
) -> Iterator[tuple[subprocess.Popen[str], int, Path]]:
    shutil.copytree(first_start, tmp_path / "data")
    port, log = free_port(), tmp_path / "log"
    process = start(tmp_path / "data", port, log)
    yield process, port, log
    stop(process)


def children_of(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    if not listed.exists():
        pytest.skip("no /proc here to look up processes in")
    return [int(child) for child in listed.read_text().split()]


def are_gone(pids: list[int]) -> bool:
    """Ended within a while; a zombie nobody waits for has ended too."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        files = [Path(f"/proc/{pid}/stat") for pid in pids]
        living = [one for one in files if one.exists() and " Z " not in one.read_text()]
        if not living:
            return True
        time.sleep(0.2)
    return False


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGHUP])
def test_the_demonstration_answers_says_where_and_stops_when_told(
    demonstration, number
):
    process, port, log = demonstration

    page = wait_for(f"http://127.0.0.1:{port}/fr/", process)
    time.sleep(1)
    children = children_of(process.pid)
    process.send_signal(number)
    code = process.wait(20)

    assert '<html lang="fr"' in page
    assert f"http://127.0.0.1:{port}/" in log.read_text()
    assert code == 0
    assert not [child for child in children if Path(f"/proc/{child}").exists()]


@pytest.mark.slow
def test_static_files_are_hashed_compressed_and_kept_for_ever(demonstration):
    process, port, _ = demonstration
    page = wait_for(f"http://127.0.0.1:{port}/fr/", process)
    sheet = re.search(r'href="(/static/[^"]+\.[0-9a-f]{12}\.css)"', page)

    assert sheet
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}{sheet[1]}", headers={"Accept-Encoding": "br"}
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        headers = answer.headers

    assert headers["Content-Encoding"] == "br"
    assert "immutable" in headers["Cache-Control"]


def worker_of(pid: int, *, not_this: int = 0) -> int:
    """The worker under the parent, once there is one."""
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        for child in children_of(pid):
            words = Path(f"/proc/{child}/cmdline").read_bytes()
            if child != not_this and words.endswith(b"work\0"):
                return child
        time.sleep(0.2)
    pytest.fail("no worker was started")


@pytest.mark.slow
def test_a_worker_that_dies_is_started_again(demonstration):
    process, port, log = demonstration
    wait_for(f"http://127.0.0.1:{port}/fr/", process)
    worker = worker_of(process.pid)

    os.kill(worker, signal.SIGKILL)

    assert worker_of(process.pid, not_this=worker)
    assert "The worker ended" in log.read_text()


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells the children")
def test_when_the_parent_is_killed_nothing_stays_behind(demonstration):
    process, port, _ = demonstration
    wait_for(f"http://127.0.0.1:{port}/fr/", process)
    worker_of(process.pid)
    children = children_of(process.pid)

    process.kill()
    process.wait(20)

    assert len(children) == 2
    assert are_gone(children)


def test_a_busy_port_is_said_with_what_to_do(tmp_path):
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        done = subprocess.run(
            COMMAND,
            cwd=ROOT,
            env=environment(tmp_path, port),
            capture_output=True,
            text=True,
            timeout=60,
        )

    assert done.returncode == 1
    assert f"Port {port}" in done.stderr and "PORT=" in done.stderr


@pytest.mark.parametrize(
    ("name", "value"), [("PORT", "eighty"), ("ENTREPAIRS_HTTPS", "maybe")]
)
def test_a_bad_setting_stops_the_start_with_its_name_and_value(tmp_path, name, value):
    done = subprocess.run(
        COMMAND,
        cwd=ROOT,
        env=environment(tmp_path, 8000) | {name: value},
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert done.returncode == 1
    assert name in done.stderr and value in done.stderr
    assert "Traceback" not in done.stderr
