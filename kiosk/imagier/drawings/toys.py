"""Toys and other small treasures, cut from paper: balloon, ball, football, sponge, heart and star."""

from __future__ import annotations

from math import cos, hypot, pi, sin

from kiosk.imagier.dataset import Placed
from kiosk.imagier.drawings.balls import ball, football
from kiosk.imagier.drawings.fitting import fitted
from kiosk.imagier.paper import Part, eye, line, oval, path

FOAM_WHITE, FOAM_BLUE = "#f4fbfd", "#bfe0ea"


def balloon(placed: Placed, scene: str) -> list[Part]:
    """A toy balloon with a ribbon, floating above the ground."""
    ribbon = "#7a5a44" if placed.colour != "brown" else "#d9534a"
    return [
        line("M2 -22 C18 -14 -13 -8 2 5", 4, ribbon),
        path("M-5 -21 L9 -21 L2 -32 Z", "deep", puff=4),
        path(
            "M-2 -103 C26 -104 42 -86 41 -66 C40 -46 18 -33 2 -29 C-16 -32 -40 -45 -42 -65 C-43 -85 -26 -102 -2 -103 Z",
            "base",
        ),
        path("M30 -92 C50 -64 30 -33 -8 -31 C20 -40 38 -62 30 -92 Z", "shade"),
        path("M-30 -67 C-32 -80 -25 -88 -15 -91 C-19 -84 -22 -78 -22 -68 C-23 -62 -29 -61 -30 -67 Z", "gleam", puff=3),
    ]


def _bubble(x: float, y: float, radius: float) -> list[Part]:
    return [
        oval(x, y, radius, radius, FOAM_WHITE),
        oval(x + radius * 0.22, y + radius * 0.22, radius * 0.62, radius * 0.62, FOAM_BLUE),
        oval(x - radius * 0.3, y - radius * 0.32, radius * 0.3, radius * 0.3, "#ffffff"),
    ]


def _suds(*spots: tuple[float, float, float]) -> list[Part]:
    """A heap of foam: round white clumps on their blue shadows."""
    return [
        *(oval(x, y + 2.5, radius, radius, FOAM_BLUE) for x, y, radius in spots),
        *(oval(x, y, radius, radius, FOAM_WHITE) for x, y, radius in spots),
    ]


def _kitchen_sponge(placed: Placed) -> list[Part]:
    """A soft block with a waist, its scouring side down, with foam on a corner and bubbles."""
    scourer, scourer_deep = ("#1d5f48", "#154634") if placed.colour != "black" else ("#2c8a63", "#1f6b4d")

    def skirt(top: float, bottom: float) -> str:
        """The front between two heights, below the edge of the top."""
        return (
            f"M-48 {-54 + top} C-44 {-46 + top} -30 {-44 + top} -18 {-50 + top} C-8 {-54 + top} 8 {-54 + top} "
            f"18 {-50 + top} C30 {-44 + top} 44 {-46 + top} 48 {-54 + top} L47 {-56 + bottom} "
            f"C44 {-46 + bottom} 30 {-44 + bottom} 18 {-49 + bottom} C8 {-53 + bottom} -8 {-53 + bottom} "
            f"-18 {-49 + bottom} C-30 {-44 + bottom} -44 {-46 + bottom} -47 {-56 + bottom} Z"
        )

    lid = (
        "M-48 -54 C-44 -46 -30 -44 -18 -50 C-8 -54 8 -54 18 -50 C30 -44 44 -46 48 -54 "
        "C52 -64 46 -78 32 -78 C22 -78 14 -73 0 -73 C-14 -73 -22 -78 -32 -78 C-46 -78 -52 -64 -48 -54 Z"
    )
    holes = []
    if placed.texture != "plain":
        front = ((-36, -33, 6, 5), (-8, -32, 4.5, 4), (24, -30, 6, 5))
        spots = (*front, (-26, -62, 6, 3.5), (8, -63, 6.5, 3.5), (36, -64, 5, 3))
        holes = [oval(x, y, rx, ry, "hole") for x, y, rx, ry in spots]
    return [
        path(skirt(28, 44), scourer, puff=4),
        path(skirt(36, 44), scourer_deep, puff=4),
        path(skirt(0, 28), "base", puff=5),
        path(skirt(0, 30), "shade", puff=5),
        path(lid, "base", puff=5),
        path(lid, "gleam", puff=5),
        *holes,
        *_suds((30, -80, 11), (44, -72, 9), (17, -76, 7), (36, -70, 8)),
        *_suds((-43, -8, 9), (-31, -4, 7), (-51, -3, 5)),
        *_bubble(-14, -88, 9),
        *_bubble(8, -98, 6),
        *_bubble(-34, -94, 5),
    ]


def _sea_sponge(placed: Placed) -> list[Part]:
    """A natural sponge: a lopsided, lumpy mound of foam with large dark mouths, wet and bubbly."""
    rim = (
        (-46, -6), (-49, -32), (-45, -54), (-31, -74), (-14, -90), (8, -92), (27, -82), (41, -62), (49, -42), (48, -18),
        (37, -2), (15, 0), (-8, 0), (-28, 0),
    )  # fmt: skip
    outline = "M-46 -6"
    for (x0, y0), (x1, y1) in zip(rim, (*rim[1:], rim[0]), strict=True):
        x, y = (x0 + x1) / 2, (y0 + y1) / 2 + 44
        out = 1 + 13 / hypot(x, y)
        outline += f" Q{x * out:.1f} {min(y * out - 44, 6):.1f} {x1} {y1}"
    mouths = (
        (-25, -61, 10, 7, -18), (11, -76, 10, 6.5, 6), (29, -48, 9, 8, 20), (-4, -38, 11, 10, 0), (-35, -30, 7, 8, 10),
    )  # fmt: skip
    # The texture of a plain one has small holes already.
    small = ((13, -22, 6, 5.5), (-19, -15, 5, 4.5), (38, -22, 5, 5.5), (-8, -60, 5, 4), (14, -56, 4.5, 4))
    shown = () if placed.texture == "plain" else small
    return [
        path(f"{outline} Z", "base", puff=3),
        path("M46 -54 C54 -30 46 0 2 -1 C-24 0 -44 -4 -50 -18 C-20 -4 28 -10 46 -54 Z", "shade"),
        *(oval(x - 1, y - 1.5, rx + 3, ry + 3, "gleam", turn=turn) for x, y, rx, ry, turn in mouths),
        *(oval(x, y, rx, ry, "hole", turn=turn) for x, y, rx, ry, turn in mouths),
        *(oval(x + 0.5, y + 1.5, rx - 3, ry - 3, "shade", turn=turn) for x, y, rx, ry, turn in mouths),
        *(oval(x, y, rx, ry, "hole") for x, y, rx, ry in shown),
        *_suds((-46, -7, 9), (-35, -3, 7), (-52, -1, 5)),
        *_bubble(-38, -92, 8),
        *_bubble(-53, -80, 5.5),
        *_bubble(42, -92, 6),
    ]


def sponge(placed: Placed, scene: str) -> list[Part]:
    """A kitchen sponge or a natural sponge from the sea."""
    return _sea_sponge(placed) if placed.kind == "sea" else _kitchen_sponge(placed)


def _face(placed: Placed, x: float, y: float) -> list[Part]:
    """Two eyes, rosy cheeks and an open smile, around x, y."""
    cheek = "#f7a1a0" if placed.colour not in ("pink", "red", "orange") else "#ffd0c2"
    mouth = "#7c2233" if placed.colour != "brown" else "#3a1620"
    return [
        oval(x - 23, y + 9, 5.5, 4, cheek),
        oval(x + 23, y + 9, 5.5, 4, cheek),
        *eye(x - 13, y, 9, 0.8),
        *eye(x + 13, y, 9, -0.8),
        path(
            f"M{x - 7} {y + 10} L{x + 7} {y + 10} C{x + 7} {y + 21} {x - 7} {y + 21} {x - 7} {y + 10} Z", mouth, puff=2
        ),
        oval(x, y + 17, 4, 2.5, "#f08a92"),
    ]


def heart(placed: Placed, scene: str) -> list[Part]:
    """A chubby heart on two feet that waves."""
    shape = "M0 -15 C-12 -27 -40 -44 -42 -72 C-42 -97 -11 -102 0 -81 C11 -102 42 -97 42 -72 C40 -44 12 -27 0 -15 Z"
    return [
        line("M-30 -46 C-44 -42 -52 -50 -52 -62", 8, "deep"),
        line("M32 -46 C44 -44 51 -38 49 -29", 8, "deep"),
        line("M-9 -24 L-11 -6 M9 -24 L11 -6", 8, "deep"),
        oval(-14, -4, 10, 5.5, "deep"),
        oval(14, -4, 10, 5.5, "deep"),
        *fitted(
            [
                path(shape, "base", puff=6),
                path("M38 -88 C52 -58 18 -33 0 -13 C-7 -19 -14 -25 -21 -32 C10 -36 42 -54 38 -88 Z", "shade"),
                oval(-27, -87, 9, 5.5, "gleam", turn=-30),
            ],
            turn=-3,
        ),
        *_face(placed, -3, -67),
    ]


def star(placed: Placed, scene: str) -> list[Part]:
    """A five-pointed star, folded like paper, that stands on two shoes and beams."""
    corners = []
    for number in range(10):
        reach, way = (53, 27)[number % 2], number * pi / 5
        corners.append(f"{reach * sin(way):.1f} {-52 - reach * cos(way):.1f}")
    folds = " ".join(f"M0 -52 L{corners[tip]} L{corners[tip + 1]} Z" for tip in range(0, 10, 2))
    cut = [path("M" + " L".join(corners) + " Z", "base", puff=8), path(folds, "shade", puff=3)]
    return [
        oval(-31, -5, 11, 6, "deep"),
        oval(34, -8, 11, 6, "deep", turn=-12),
        *fitted(cut, 3, -2, 0.95, turn=-5),
        *_face(placed, -2, -54),
    ]


DRAWINGS = {"balloon": balloon, "ball": ball, "football": football, "sponge": sponge, "heart": heart, "star": star}
