"""A network's own colour in place of the teal, kept readable in both themes."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Self

from entrepairs.organisations.models import Network

ENOUGH = 4.5  # WCAG 2.2 AA, text of any size
LIGHT = ("#faf6ef", "#ffffff")  # paper, card; keep as in site.css
DARK = ("#15201f", "#1d2b29")
STEP = 0.04

Colour = tuple[float, float, float]


def parse(text: str) -> Colour:
    """`#0e5a57` as three shares of 255."""
    red, green, blue = (int(text[at : at + 2], 16) for at in (1, 3, 5))
    return float(red), float(green), float(blue)


def written(colour: Colour) -> str:
    return "#" + "".join(f"{round(part):02x}" for part in colour)


def luminance(colour: Colour) -> float:
    """WCAG's relative luminance."""
    parts = [part / 255 for part in colour]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, other: Colour) -> float:
    """WCAG's contrast ratio, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def mixed(colour: Colour, into: Colour, share: float) -> Colour:
    red, green, blue = (a + (b - a) * share for a, b in zip(colour, into, strict=True))
    return red, green, blue


def readable(text: str, surfaces: tuple[str, ...]) -> str:
    """
    The colour nearest to `text` that is readable on all `surfaces`: darkened on
    light ones, lightened on dark ones.
    """
    grounds = [parse(surface) for surface in surfaces]
    end = 0.0 if luminance(grounds[0]) > 0.18 else 255.0
    colour = start = parse(text)
    share = 0.0
    while share < 1 and any(contrast(colour, ground) < ENOUGH for ground in grounds):
        share = min(share + STEP, 1.0)
        colour = mixed(start, (end, end, end), share)
    return written(colour)


@dataclass(frozen=True)
class Brand:
    """A network's colours; the address of its style sheet changes with them."""

    code: str
    light: str
    dark: str

    @classmethod
    def of(cls, network: Network) -> Self | None:
        """Nothing when the network has no colour of its own."""
        light = network.accent_light or network.accent_dark
        dark = network.accent_dark or network.accent_light
        if not light:
            return None
        return cls(network.code, readable(light, LIGHT), readable(dark, DARK))

    @property
    def mark(self) -> str:
        return sha256(self.css.encode()).hexdigest()[:10]

    @property
    def css(self) -> str:
        strong_light = written(mixed(parse(self.light), (0.0, 0.0, 0.0), 0.25))
        strong_dark = written(mixed(parse(self.dark), (255.0, 255.0, 255.0), 0.35))
        return (
            "@layer tokens{:root{"
            f"--teal:light-dark({self.light},{self.dark});"
            f"--teal-strong:light-dark({strong_light},{strong_dark})"
            "}}\n"
        )
