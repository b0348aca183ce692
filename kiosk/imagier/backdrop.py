"""What the backgrounds share: sheets, hills, clouds, the sun, trees and blossoms, cut from mid-tone paper."""

from __future__ import annotations

from collections.abc import Iterable
from math import cos, pi, sin

from kiosk.imagier.dataset import Description
from kiosk.imagier.paper import Part, box, oval, path

WIDE = 128


def sheet(colour: str, label: str, y: float = -2) -> Part:
    """Paper that fills the picture from `y` down."""
    return box(-2, y, WIDE + 4, WIDE + 2 - y, 0, colour, label=label)


def hill(y: float, rise: float, at: float, colour: str, label: str = "ground") -> Part:
    """Paper that fills the picture below `y`, with a hill of height `rise` at `at` (0 to 1)."""
    top = -20 + at * 168
    d = (
        f"M-90 {y:g} C{top - 70:.2f} {y:g} {top - 45:.2f} {y - rise:g} {top:.2f} {y - rise:g} "
        f"C{top + 45:.2f} {y - rise:g} {top + 70:.2f} {y:g} 220 {y:g} L220 140 L-90 140 Z"
    )
    return path(d, colour, label=label)


def lean(description: Description, at: float, sway: float = 0.24) -> float:
    """A place along the picture, 0 to 1, moved by the drift and mirrored with the picture."""
    place = at + sway * (description.drift - 0.5)
    return round(1 - place if description.mirror else place, 3)


def across(description: Description, at: float, sway: float = 0.24) -> float:
    """The same place in units of the picture."""
    return round(WIDE * lean(description, at, sway), 2)


def sun(description: Description, colour: str, halo: str, y: float = 21) -> list[Part]:
    """The sun and its halo, where the description says the light is."""
    x = description.light_x
    return [oval(x, y, 17, 17, halo, label="sky"), oval(x, y, 11.5, 11.5, colour, label="light")]


def cloud(x: float, y: float, colour: str, size: float = 1) -> list[Part]:
    """A round cloud with a flat belly."""
    return [
        oval(x - 10 * size, y + 2 * size, 10 * size, 6 * size, colour, label="sky"),
        oval(x + 1 * size, y - 2.5 * size, 11 * size, 8.5 * size, colour, label="sky"),
        oval(x + 12 * size, y + 2 * size, 9 * size, 6 * size, colour, label="sky"),
        box(x - 14 * size, y + 2 * size, 30 * size, 6 * size, 3 * size, colour, label="sky"),
    ]


def round_tree(x: float, y: float, size: float, leaf: str, light: str, trunk: str) -> list[Part]:
    """A distant tree that stands on `y`: a round crown of two tones."""
    return [
        box(x - 2 * size, y - 12 * size, 4 * size, 13 * size, 1.5, trunk, label="plant"),
        oval(x, y - 20 * size, 10 * size, 11.5 * size, leaf, label="plant"),
        oval(x - 2.5 * size, y - 23 * size, 6 * size, 6.5 * size, light, label="plant"),
    ]


def fir(x: float, y: float, size: float, dark: str, light: str, snow: str) -> list[Part]:
    """A fir in three tiers with snow on them, standing on `y`."""
    parts = [box(x - 2 * size, y - 5 * size, 4 * size, 6 * size, 1, "#86756f", label="plant")]
    for wide, low, high, paint in ((13, 4, 22, dark), (10.5, 15, 32, light), (7.5, 25, 42, light)):
        tip, foot, half = y - high * size, y - low * size, wide * size
        parts.append(
            path(f"M{x - half:.2f} {foot:.2f} L{x:.2f} {tip:.2f} L{x + half:.2f} {foot:.2f} Z", paint, 3, "plant")
        )
        edge, dip, hang = (tip + (foot - tip) * share for share in (0.55, 0.4, 0.6))
        cap = (
            f"M{x:.2f} {tip:.2f} L{x + half * 0.55:.2f} {edge:.2f} Q{x + half * 0.2:.2f} {dip:.2f} {x:.2f} {hang:.2f} "
            f"Q{x - half * 0.2:.2f} {dip:.2f} {x - half * 0.55:.2f} {edge:.2f} Z"
        )
        parts.append(path(cap, snow, 2, "plant"))
    return parts


def _petals(x: float, y: float, radius: float, squash: float) -> str:
    """A blossom of five round petals as path data."""

    def at(turn: float, far: float) -> str:
        angle = (turn + 0.06) * 2 * pi / 5
        return f"{x + far * radius * sin(angle):.2f} {y - squash * far * radius * cos(angle):.2f}"

    bows = (f"C{at(k - 0.28, 1.34)} {at(k + 0.28, 1.34)} {at(k + 0.5, 0.5)}" for k in range(5))
    return f"M{at(-0.5, 0.5)} {' '.join(bows)} Z"


def blossoms(spots: Iterable[tuple[float, float, float]], petal: str, heart: str, squash: float = 0.86) -> list[Part]:
    """Blossoms of one colour at each x, y and radius of `spots`: one paper for petals, one for hearts."""
    places = list(spots)
    petals = " ".join(_petals(x, y, radius, squash) for x, y, radius in places)
    hearts = " ".join(
        f"M{x - 0.36 * radius:.2f} {y:.2f} a{0.36 * radius:.2f} {0.32 * radius:.2f} 0 1 0 {0.72 * radius:.2f} 0 "
        f"a{0.36 * radius:.2f} {0.32 * radius:.2f} 0 1 0 {-0.72 * radius:.2f} 0 Z"
        for x, y, radius in places
    )
    return [path(petals, petal, 1, "plant"), path(hearts, heart, label="plant")]


def tuft(x: float, y: float, colour: str, size: float = 1) -> Part:
    """A tuft of grass that grows from `y`."""
    d = (
        f"M{x - 5 * size:.2f} {y:g} Q{x - 6 * size:.2f} {y - 5 * size:.2f} {x - 8 * size:.2f} {y - 7 * size:.2f} "
        f"Q{x - 3.5 * size:.2f} {y - 6 * size:.2f} {x - 2 * size:.2f} {y - 4 * size:.2f} "
        f"Q{x - 1.5 * size:.2f} {y - 9 * size:.2f} {x + 0.5 * size:.2f} {y - 11 * size:.2f} "
        f"Q{x + 1.5 * size:.2f} {y - 8 * size:.2f} {x + 2 * size:.2f} {y - 4 * size:.2f} "
        f"Q{x + 4 * size:.2f} {y - 7 * size:.2f} {x + 8 * size:.2f} {y - 8 * size:.2f} "
        f"Q{x + 5.5 * size:.2f} {y - 4 * size:.2f} {x + 5 * size:.2f} {y:g} Z"
    )
    return path(d, colour, 1.4, "plant")
