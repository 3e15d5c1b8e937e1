"""
What `make` calls. Needs Python alone: finds or installs uv in `.tools`, makes `.venv`
from the locks, brings the assets, compiles the catalogues, then does what was asked:
run, test, check, prepare, lock, wheel, bench, format, migrations. What is up to date
is left alone, so that a second run needs no network.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / ".tools"
VENV = ROOT / ".venv"
BIN = VENV / "bin"
PYTHON = BIN / "python"
OLDEST = (3, 11)


def say(line):
    print(line, file=sys.stderr, flush=True)


def call(*command, **options):
    """Run, and stop with its exit code when it fails."""
    code = subprocess.call([str(word) for word in command], cwd=str(ROOT), **options)
    if code:
        sys.exit(code)


def with_new_enough_python():
    """Go on in Python >= 3.11; say what to do when there is none."""
    if sys.version_info >= OLDEST:
        return
    for minor in range(15, 10, -1):
        found = shutil.which("python3.%d" % minor)
        if found and subprocess.call([found, "-c", ""], stderr=subprocess.DEVNULL) == 0:
            os.execv(found, [found, *sys.argv])
    sys.exit(
        "Entrepairs needs Python 3.11 or newer; this is %d.%d and no other was found.\n"
        "Install one (Debian: apt install python3.11; elsewhere: python.org), or name "
        "it: make run PYTHON=/path/to/python3.11" % sys.version_info[:2]
    )


def uv():
    """The system's uv, or ours."""
    ours = [TOOLS / "uv/bin/uv", TOOLS / "uv-alone/bin/uv"]
    found = shutil.which("uv") or next((str(o) for o in ours if o.exists()), None)
    if found:
        return found
    say("Installing uv into .tools …")
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    home = TOOLS / "uv"
    made = subprocess.call([sys.executable, "-m", "venv", str(home)], **quiet) == 0
    if made:
        call(home / "bin/python", "-m", "pip", "install", "--quiet", "uv")
        return str(ours[0])
    shutil.rmtree(home, ignore_errors=True)
    pip = [sys.executable, "-m", "pip"]
    if subprocess.call([*pip, "--version"], **quiet) == 0:
        alone = TOOLS / "uv-alone"
        call(*pip, "install", "--quiet", "--target", alone, "uv")
        return str(ours[1])
    return sys.exit(
        "This Python has neither venv nor pip. Install one of them (Debian: "
        "apt install python3-venv) or uv, then do the same again."
    )


def digest(*files):
    total = hashlib.sha256()
    for file in files:
        total.update(file.read_bytes())
    return total.hexdigest()


def lock_files(kind):
    """A machine with npm does not need to bring one."""
    if kind == "dev":
        return [ROOT / "requirements-dev.lock"]
    locks = [ROOT / "requirements.lock"]
    return locks if shutil.which("npm") else [*locks, ROOT / "requirements-build.lock"]


def is_current(kind):
    stamp = VENV / ("entrepairs-%s.stamp" % kind)
    return stamp.exists() and stamp.read_text() == digest(*lock_files(kind))


def environment(kind):
    """`.venv` with what `kind` ("run" or "dev") needs. What tests need runs it too."""
    if not PYTHON.exists():
        say("Making .venv …")
        call(uv(), "venv", "--quiet", "--clear", "--python", sys.executable, VENV)
    if is_current(kind) or (kind == "run" and is_current("dev")):
        return
    say("Installing what the locks name …")
    locks = [word for lock in lock_files(kind) for word in ("--requirement", lock)]
    quiet = ["--quiet"] if not sys.stderr.isatty() else []
    install = ["pip", "install", "--python", PYTHON, "--require-hashes"]
    install += ["--compile-bytecode"]  # else each start does, where it may not write
    call(uv(), *install, *quiet, *locks)
    stamp = VENV / ("entrepairs-%s.stamp" % kind)
    stamp.write_text(digest(*lock_files(kind)))


def products():
    """Assets and catalogues, where they are missing or old."""
    call(PYTHON, "tools/assets.py")
    for source in ROOT.glob("entrepairs/*/locale/*/LC_MESSAGES/django.po"):
        made = source.with_suffix(".mo")
        if not made.exists() or made.stat().st_mtime < source.stat().st_mtime:
            call(PYTHON, "tools/catalogues.py", "compile")
            return


def prepare(kind="run"):
    environment(kind)
    products()


def run():
    prepare()
    os.chdir(str(ROOT))
    os.execv(str(PYTHON), [str(PYTHON), "-m", "entrepairs", "demo"])


def in_venv(script, *words):
    prepare("dev")
    os.chdir(str(ROOT))
    os.execv(str(PYTHON), [str(PYTHON), script, *words])


def lock():
    compile_ = ["pip", "compile", "--quiet", "--upgrade", "--universal"]
    options = ["--python-version", "3.11", "--generate-hashes", "--no-header"]
    for name in ("requirements", "requirements-build", "requirements-dev"):
        files = ["--no-annotate", name + ".in", "--output-file", name + ".lock"]
        call(uv(), *compile_, *options, *files)
    npm = shutil.which("npm")
    if npm:
        call(npm, "install", "--package-lock-only", "--ignore-scripts", "--no-audit")


def wheel():
    prepare()
    call(uv(), "build", "--wheel", "--out-dir", "dist")


def main(words):
    tasks = {"run": run, "prepare": prepare, "lock": lock, "wheel": wheel}
    word = words[0] if words else ""
    if word in tasks:
        tasks[word]()
    elif word in ("test", "check", "format", "migrations", "bench"):
        in_venv("tools/check.py", *words)
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    with_new_enough_python()
    main(sys.argv[1:])
