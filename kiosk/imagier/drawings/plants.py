"""The flower, the rhododendron, the tree, the cactus and the mushroom, cut from paper."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from math import cos, pi, sin

from kiosk.imagier.dataset import Placed
from kiosk.imagier.paper import Part, line, moved, oval, path

WARM = ("yellow", "orange", "white")


def turned(parts: Iterable[Part], degrees: float) -> list[Part]:
    """The same parts, turned clockwise around 0, 0."""
    return [replace(part, move=f"rotate({degrees:g}) {part.move}".strip()) for part in parts]


def scalloped(cx: float, cy: float, rx: float, ry: float, bumps: int) -> str:
    """Path data of an oval with a border of round bumps, such as a cloud, a blossom or a heap of rice."""
    points = [
        (cx + rx * 0.86 * sin(turn * 2 * pi / bumps), cy - ry * 0.86 * cos(turn * 2 * pi / bumps))
        for turn in range(bumps)
    ]
    chord = 2 * 0.86 * max(rx, ry) * sin(pi / bumps)
    radius = f"{chord * 0.54:.2f}"
    arcs = " ".join(f"A{radius} {radius} 0 0 1 {x:.2f} {y:.2f}" for x, y in [*points[1:], points[0]])
    return f"M{points[0][0]:.2f} {points[0][1]:.2f} {arcs} Z"


def _around(cx: float, cy: float, radius: float, degrees: float) -> tuple[float, float]:
    """The point at this radius around cx, cy, `degrees` clockwise from the top."""
    angle = degrees * pi / 180
    return round(cx + radius * sin(angle), 2), round(cy - radius * cos(angle), 2)


def flower(placed: Placed, scene: str) -> list[Part]:
    """One flower with seven big petals and a round heart, on a bent stem with two leaves."""
    leaf, stem = ("#57a75f", "#3b8348") if placed.colour != "green" else ("#24613a", "#1c5230")
    heart, pollen = ("#9a5423", "#74391a") if placed.colour in WARM else ("#f9cf4a", "#e2a526")
    x0, y0 = -3, -63
    back, front = [], []
    for turn in range(7):
        x, y = _around(x0, y0, 26, turn * 360 / 7 + 25.7)
        back.append(oval(x, y, 9, 10, "deep"))
        x, y = _around(x0, y0, 24, turn * 360 / 7)
        front.append(oval(x, y, 11.2, 17, "base", turn=round(turn * 360 / 7, 1)))
    return [
        line("M5 -2 C13 -18 4 -34 -2 -50", 8, stem),
        path("M8 -6 C14 -32 32 -38 46 -32 C44 -14 26 0 8 -6 Z", leaf, puff=3),
        path("M9 -7 C22 -12 34 -20 46 -32 C44 -14 26 0 8 -6 Z", "shade", puff=3),
        path("M4 -3 C-8 -26 -28 -26 -42 -17 C-34 -1 -14 4 4 -3 Z", stem, puff=3),
        *back,
        *front,
        path("M-19 -55 C-14 -39 8 -39 13 -55 C6 -47 -12 -47 -19 -55 Z", "shade"),
        oval(x0, y0, 14, 14, heart),
        path("M-16 -60 C-13 -46 7 -46 10 -60 C5 -54 -11 -54 -16 -60 Z", pollen, puff=2),
        oval(x0 - 4, y0 - 5, 4, 3, "gleam", turn=-30),
    ]


# Trusses of the rhododendron, back to front: centre, radius, turn.
_TRUSSES = (
    (1, -79, 16, 0), (-31, -63, 15.5, 20), (31, -61, 16, 34), (-28, -29, 15.5, 8), (29, -28, 15.5, 50),
    (0, -46, 18, 12),
)  # fmt: skip


def _leaves(spots: Iterable[tuple[float, float, float, float]], colour: str) -> list[Part]:
    """Long leathery leaves with a pale middle vein."""
    blades, veins = [], []
    for x, y, degrees, length in spots:
        tip, vein = _around(x, y, length * 1.06, degrees), _around(x, y, length * 0.92, degrees)
        sides = [
            _around(x, y, length * far, degrees + turn)
            for far, turn in ((0.4, -28), (0.86, -11), (0.86, 11), (0.4, 28))
        ]
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = sides
        blades.append(
            f"M{x:g} {y:g} C{ax:g} {ay:g} {bx:g} {by:g} {tip[0]:g} {tip[1]:g} "
            f"C{cx:g} {cy:g} {dx:g} {dy:g} {x:g} {y:g} Z"
        )
        veins.append(f"M{x:g} {y:g} L{vein[0]:g} {vein[1]:g}")
    return [path(" ".join(blades), colour, puff=4), line(" ".join(veins), 2.4, "gleam")]


def _truss(x: float, y: float, radius: float, turn: float, stamens: str) -> list[Part]:
    """A ball of florets with stamens."""
    spots = [_around(x, y, radius * 0.66, turn + 60 * k) for k in range(6)]
    florets = " ".join(scalloped(*spot, radius * 0.46, radius * 0.46, 5) for spot in [*spots, (x, y)])
    inner = " ".join(scalloped(*spot, radius * 0.26, radius * 0.26, 5) for spot in [*spots, (x, y)])
    dots = " ".join(f"M{a - 0.1:g} {b:g} L{a + 0.1:g} {b:g}" for a, b in [*spots, (x, y)])
    return [
        oval(x, y + 1.2, radius * 1.02, radius, "deep"),
        path(florets, "base", puff=1),
        path(inner, "gleam"),
        line(dots, 3.8, stamens),
    ]


def rhododendron(placed: Placed, scene: str) -> list[Part]:
    """A round shrub of dark leathery leaves, with a ball of florets in each rosette of leaves."""
    dark, middle = ("#1f5a42", "#2f7654") if placed.colour != "green" else ("#12352f", "#1d4a40")
    if placed.colour == "black":
        dark, middle = "#3d8a58", "#57a56a"
    stamens = "#c2563a" if placed.colour in ("yellow", "white", "grey") else "#ffe9a6"
    rim = [(*_around(0, -50, 26, 24 * k), 24 * k, 24) for k in range(-5, 6)]
    parts = [
        line("M-4 -2 C-4 -12 -10 -18 -18 -26 M3 -2 C3 -14 12 -18 18 -26", 8, "#5d4030"),
        oval(0, -48, 42, 36, dark),
        *_leaves(rim, dark),
    ]
    for x, y, radius, turn in _TRUSSES:
        whorl = [(*_around(x, y, radius * 0.7, turn + 60 * k + 30), turn + 60 * k + 30, 17) for k in range(6)]
        parts += [*_leaves(whorl, middle), *_truss(x, y, radius, turn, stamens)]
    return parts


def tree(placed: Placed, scene: str) -> list[Part]:
    """A tall tree: one round crown of leaves on a forked trunk with roots."""
    trunk, hollow = "#7d4e31", "#4a2d1e"
    if placed.colour in ("brown", "orange", "red"):
        trunk, hollow = "#4f3021", "#2c1a13"
    return [
        path("M-9 -42 C-7 -22 -9 -9 -22 -2 L22 -2 C10 -9 8 -22 10 -42 Z", trunk, puff=4),
        path("M3 -42 C3 -20 6 -9 21 -1 L7 -1 C2 -14 0 -28 3 -42 Z", "shade"),
        path(
            "M-26 -36 C-42 -34 -54 -46 -46 -58 C-54 -70 -42 -82 -32 -80 C-28 -96 -8 -104 4 -96 "
            "C16 -104 34 -96 36 -82 C50 -80 56 -66 48 -56 C54 -42 40 -33 26 -37 C16 -29 2 -31 -2 -36 "
            "C-8 -30 -20 -30 -26 -36 Z",
            "base",
            puff=2,
        ),
        line("M1 -26 L0 -50 M0 -32 L-15 -47 M1 -36 L15 -49", 6, trunk),
        oval(-1, -19, 4.5, 5.5, hollow),
        path(
            "M-48 -52 C-42 -42 -26 -42 -20 -50 C-12 -42 6 -42 14 -50 C22 -42 40 -44 50 -58 "
            "C52 -40 40 -33 26 -37 C16 -29 2 -31 -2 -36 C-8 -30 -20 -30 -26 -36 C-42 -34 -52 -42 -48 -52 Z",
            "shade",
        ),
        path("M-42 -72 C-36 -62 -18 -62 -12 -72 C-18 -67 -34 -66 -42 -72 Z", "shade", puff=3),
        path("M6 -76 C12 -66 32 -66 38 -78 C30 -71 14 -70 6 -76 Z", "shade", puff=3),
        path("M-24 -86 C-18 -97 -6 -98 2 -92 C-6 -92 -16 -90 -24 -86 Z", "gleam", puff=3),
    ]


def _spine(x: float, y: float) -> str:
    """Path data of a small V: a tuft of spines."""
    return f"M{x - 3.5:g} {y - 4:g} L{x:g} {y:g} L{x + 3.5:g} {y - 4:g}"


def cactus(placed: Placed, scene: str) -> list[Part]:
    """A cactus with two bent arms, ribs, spines and a blossom: in a pot, or between stones in the desert."""
    spine = "#5c4a3a" if placed.colour in WARM else "#fff6dd"
    bloom = "#8a3fb0" if placed.colour in ("pink", "red") else "#f0568f"
    middle = "#f6cf4a"
    tufts = " ".join(_spine(x, y) for x, y in ((-8, -70), (8, -56), (-8, -42), (-36, -54), (36, -64)))
    plant = [
        line("M0 -44 C-20 -42 -36 -36 -36 -54 L-36 -64", 17, "base"),
        line("M0 -52 C20 -50 36 -46 36 -64 L36 -76", 17, "base"),
        path("M-19 -14 L-19 -76 C-19 -102 19 -102 19 -76 L19 -14 Z", "base"),
        path("M6 -94 C14 -90 19 -84 19 -76 L19 -14 L9 -14 L9 -76 C9 -84 8 -90 6 -94 Z", "shade"),
        line("M-6 -86 L-6 -24", 3.4, "gleam"),
        line("M40 -78 L40 -62 C40 -54 34 -48 26 -46", 4, "shade"),
        line(tufts, 2.8, spine),
        *(oval(*_around(3, -92, 7, turn * 72), 5, 6.5, bloom, turn=turn * 72) for turn in range(5)),
        oval(3, -92, 4, 4, middle),
    ]
    if scene == "desert":
        return [
            *plant,
            path("M-38 -2 C-24 -18 24 -20 42 -2 C20 3 -20 3 -38 -2 Z", "#c98f5c", puff=3),
            path("M-24 -8 C-10 -14 12 -15 26 -9 C10 -8 -10 -5 -24 -8 Z", "gleam", puff=2),
            path("M-42 -2 C-44 -12 -30 -18 -22 -10 C-18 -6 -20 -2 -22 -1 Z", "#a08a80", puff=3),
            path("M14 -1 C14 -14 28 -20 38 -12 C44 -8 44 -2 42 0 Z", "#8b766e", puff=3),
            path("M20 -10 C24 -14 30 -14 34 -11 Z", "gleam", puff=3),
        ]
    pot, rim = ("#3f7fa8", "#5b9cc2") if placed.colour in ("brown", "orange", "red") else ("#b85c38", "#d67a4d")
    return [
        *plant,
        path("M-27 -26 L27 -26 L21 -2 L-21 -2 Z", pot, puff=4),
        path("M8 -26 L27 -26 L21 -2 L10 -2 Z", "shade", puff=4),
        path("M-32 -33 L32 -33 L31 -24 L-31 -24 Z", rim, puff=5),
        path("M-29 -20 L29 -20 L29 -17 L-28 -17 Z", "shade"),
    ]


def mushroom(placed: Placed, scene: str) -> list[Part]:
    """A big mushroom with a wide cap on a fat stem, and a small one leaning beside it."""
    stem, ring = ("#e3cba2", "#fff0d2") if placed.colour == "white" else ("#f7e8cd", "#dcc49a")
    gills, dark = "#cfa878", "#b58b5c"
    if placed.colour in ("orange", "yellow", "brown"):
        gills, dark = "#f0dab2", "#cfae80"
    small = [
        path("M-6 -22 C-5 -12 -7 -6 -8 -2 L8 -2 C7 -6 5 -12 6 -22 Z", stem, puff=3),
        path("M-20 -22 C-20 -38 -9 -45 0 -45 C9 -45 20 -38 20 -22 Z", "base", puff=4),
        path("M8 -42 C18 -38 20 -30 20 -20 L12 -20 C15 -28 14 -36 8 -42 Z", "shade"),
        oval(0, -21, 20.5, 4.5, gills),
    ]
    return [
        path("M-20 -48 C-18 -26 -24 -14 -28 -5 C-20 0 6 0 13 -4 C8 -14 4 -26 8 -48 Z", stem, puff=6),
        path("M-2 -44 C-2 -24 2 -12 6 -2 L16 -3 C10 -14 6 -26 9 -44 Z", "shade"),
        path("M-55 -50 C-56 -82 -32 -101 -6 -101 C22 -101 44 -84 44 -52 C20 -42 -30 -40 -55 -50 Z", "base", puff=4),
        path("M14 -97 C36 -90 46 -72 45 -50 L26 -46 C34 -62 32 -82 14 -97 Z", "shade"),
        path("M-55 -49 C-34 -58 24 -60 45 -51 C32 -38 -42 -34 -55 -49 Z", gills, puff=3),
        path("M-24 -46 C-16 -52 4 -52 12 -47 C6 -38 -18 -38 -24 -46 Z", dark),
        path("M-23 -34 C-14 -28 2 -28 10 -35 L12 -28 C2 -20 -16 -20 -25 -27 Z", ring, puff=3),
        oval(-26, -84, 10, 6, "gleam", turn=-35),
        *moved(turned(small, 10), 34, 0, 0.92),
        path("M-46 -1 L-40 -17 L-36 -6 L-29 -14 L-26 -1 Z", "#4f9a55", puff=3),
    ]


DRAWINGS = {
    "flower": flower,
    "rhododendron": rhododendron,
    "tree": tree,
    "cactus": cactus,
    "mushroom": mushroom,
}
