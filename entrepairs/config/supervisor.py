"""One parent for the web server and the worker: starts, restarts and stops them."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from types import FrameType

from django.conf import settings

THREADS = 8  # per web process; no more than connections in the database's pool
WAITING = 256  # requests a web process holds before it says it is busy
GRACE = 8.0  # seconds to end a request or a task in
STEADY = 20.0  # a child that lived this long starts again at once
LONGEST_PAUSE = 30.0
TOO_OFTEN = 5  # times in a row that the web server may fail to start


@dataclass
class Child:
    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    failures: int = 0
    due: float = field(default=0.0)

    def start(self) -> None:
        # Its own session: Ctrl-C reaches the parent only, which ends all in order.
        tied = [sys.executable, "-m", "entrepairs.config.tied", str(os.getpid())]
        command = [*tied, *self.command]
        self.process = subprocess.Popen(command, start_new_session=True)  # noqa: S603  # our own words
        self.started = time.monotonic()

    def look(self) -> None:
        """Start it when it is time; note when it died."""
        now = time.monotonic()
        if self.process is None:
            if now >= self.due:
                self.start()
            return
        code = self.process.poll()
        if code is None:
            if now - self.started > STEADY:
                self.failures = 0
            return
        self.process = None
        self.failures += 1
        pause = min(2.0 ** (self.failures - 1), LONGEST_PAUSE)
        self.due = now + pause
        say(f"The {self.name} ended ({code}); it starts again in {pause:.0f} s.")

    def signal(self, number: int) -> None:
        """To the child and all it started."""
        if self.process is not None and self.process.poll() is None:
            os.killpg(self.process.pid, number)


def say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


def shown_host() -> str:
    return "127.0.0.1" if settings.BIND in ("0.0.0.0", "::") else settings.BIND  # noqa: S104  # compared, not bound


def shown_address() -> str:
    host = shown_host()
    return f"http://{f'[{host}]' if ':' in host else host}:{settings.PORT}/"


def busy_port() -> str:
    """What to tell when the port cannot be used; nothing when it can."""
    family = socket.AF_INET6 if ":" in settings.BIND else socket.AF_INET
    with socket.socket(family) as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind((settings.BIND, settings.PORT))
        except OSError as error:
            other = settings.PORT + 1 if settings.PORT < 65535 else 8000
            return (
                f"Port {settings.PORT} on {settings.BIND} cannot be used: "
                f"{error.strerror}.\n"
                f"Stop what uses it, or choose another: PORT={other}\n"
            )
    return ""


def web_command() -> list[str]:
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"),
        *("--host", settings.BIND, "--port", str(settings.PORT)),
        *("--workers", str(settings.WORKERS)),
        *("--blocking-threads", str(THREADS), "--backpressure", str(WAITING)),
        *("--respawn-failed-workers", "--workers-kill-timeout", "5"),
        *("--log-level", "error"),
        "entrepairs.config.wsgi:application",
    ]


def answers() -> bool:
    """Whether our address answers anything at all."""
    connection = http.client.HTTPConnection(shown_host(), settings.PORT, timeout=5)
    try:
        connection.request("HEAD", "/api/openapi.json")
        connection.getresponse()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return True


def announce(web: Child) -> bool:
    """Tell the address once it answers. Whether it was told."""
    if web.process is None or not answers():
        return False
    say(f"Entrepairs is at {shown_address()} (Ctrl-C stops it).")
    return True


def stop(children: list[Child]) -> None:
    for child in children:
        child.signal(signal.SIGTERM)
    deadline = time.monotonic() + GRACE
    for child in children:
        if child.process is not None:
            try:
                child.process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.signal(signal.SIGKILL)
                child.process.wait()


def listen() -> list[int]:
    """The signals to end that have come so far; it fills as they come."""
    asked: list[int] = []

    def ask(number: int, frame: FrameType | None) -> None:
        asked.append(number)

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is not signal.SIG_IGN:  # as under `nohup`
            signal.signal(number, ask)
    return asked


def run() -> int:
    """Serve until told to stop. 0 when told, 1 when the web server cannot run."""
    if busy := busy_port():
        sys.stderr.write(busy)
        return 1
    asked = listen()
    web = Child("web server", web_command())
    worker = Child("worker", [sys.executable, "-m", "entrepairs", "work"])
    # After the web server: on a small machine the two would slow each other down.
    worker.due = time.monotonic() + STEADY
    children = [web, worker]
    told = False
    try:
        while not asked and web.failures < TOO_OFTEN:
            for child in children:
                child.look()
            if not told and announce(web):
                told, worker.due = True, 0.0
            time.sleep(0.2)
    finally:
        stop(children)
    if asked:
        return 0
    say("The web server does not start; its reason is above. Giving up.")
    return 1


if __name__ == "__main__":
    sys.exit(run())
