"""Our two typefaces, cut down to the letters and weights of our four languages."""

from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

LETTERS = (
    {*range(0x20, 0x7F), *range(0xA0, 0x100)}  # with them NBSP, « », · and × ÷
    | {ord(letter) for letter in "ŒœŸ‘’‚“”„‹›–—…•†€™−≤≥≈←↑→↓"}
    | {0x2009, 0x200A, 0x2011, 0x202F}  # thin spaces and the hyphen that holds
)
FEATURES = ["kern", "locl", "tnum"]


def subset(source: Path, weights: tuple[float, float]) -> TTFont:
    font = TTFont(source)
    options = Options()
    options.layout_features = FEATURES
    options.name_IDs = [0, 1, 2, 13, 14]  # with its copyright and licence
    options.notdef_outline = True
    options.hinting = False
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=LETTERS)
    subsetter.subset(font)
    return instancer.instantiateVariableFont(font, {"wght": weights}, inplace=True)


def write(source: Path, target: Path, lightest: float, boldest: float) -> None:
    """
    One file for all weights between the two.

    Kerning is that of the middle weight: following it through the weights costs
    more bytes than the letters, and nobody sees it.
    """
    font = subset(source, (lightest, boldest))
    middle = (lightest + boldest) / 2
    still = subset(source, (middle, middle))
    for table in ("GPOS", "GDEF"):
        if table in font and table in still:
            font[table] = still[table]
    font.flavor = "woff2"
    target.parent.mkdir(parents=True, exist_ok=True)
    font.save(target)


def build(packages: Path, target: Path) -> None:
    """Write `atkinson.woff2` and `bricolage.woff2` into `target`."""
    atkinson = "atkinson-hyperlegible-next"
    bricolage = "bricolage-grotesque"
    for name, short, lightest, boldest in (
        (atkinson, "atkinson", 400, 700),
        (bricolage, "bricolage", 600, 800),
    ):
        source = packages / name / "files" / f"{name}-latin-wght-normal.woff2"
        write(source, target / f"{short}.woff2", lightest, boldest)
        licence = (packages / name / "LICENSE").read_text()
        (target / f"{short}-licence.txt").write_text(licence)
