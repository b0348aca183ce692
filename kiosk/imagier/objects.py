"""Plants, buildings, vehicles and the sponge, cut from paper (same measures as the animals)."""

from __future__ import annotations

from math import cos, pi, sin

from kiosk.imagier.dataset import Placed
from kiosk.imagier.paper import Part, box, line, moved, oval, path

DARK = "#2f2b38"
CREAM = "#fff3dc"
PANE = "#cfeaf3"
WATER = "#7fbcd0"
FOAM_WHITE = "#f4fbfd"


def flower(placed: Placed) -> list[Part]:
    """A flower with six petals, a stem and two leaves."""
    leaf, stem = "#57a75f", "#3b8348"
    if placed.colour == "green":
        leaf, stem = "#24613a", "#1c5230"
    heart = "#9a5423" if placed.colour in ("yellow", "orange", "white") else "#f9cf4a"
    x0, y0 = 0, -66
    back, front = [], []
    for turn in range(6):
        angle = turn * pi / 3
        x, y = round(x0 + 21 * sin(angle), 2), round(y0 - 21 * cos(angle), 2)
        front.append(oval(x, y, 13, 15.5, "base", turn=turn * 60))
        angle += pi / 6
        x, y = round(x0 + 27 * sin(angle), 2), round(y0 - 27 * cos(angle), 2)
        back.append(oval(x, y, 10, 10, "deep"))
    return [
        line("M0 -2 C4 -18 -3 -32 0 -48", 8, stem),
        path("M2 -8 C14 -32 34 -32 42 -24 C36 -8 18 -2 2 -8 Z", leaf, puff=3),
        path("M-2 -4 C-12 -26 -30 -28 -40 -20 C-34 -4 -18 2 -2 -4 Z", stem, puff=3),
        *back,
        *front,
        oval(x0, y0, 13, 13, heart),
        path("M-12 -62 C-8 -50 8 -50 12 -62 C8 -56 -8 -56 -12 -62 Z", "shade"),
    ]


def tree(placed: Placed) -> list[Part]:
    """A tree with a crown of round clumps on a forked trunk."""
    trunk = "#4f3021" if placed.colour in ("brown", "orange", "red") else "#7d4e31"
    clumps = (
        (-28, -46, 19, 16),
        (28, -46, 19, 16),
        (-28, -68, 19, 18),
        (28, -68, 19, 18),
        (0, -84, 24, 18),
    )
    return [
        path("M-8 -40 C-6 -20 -8 -8 -16 -2 L16 -2 C8 -8 6 -20 8 -40 Z", trunk, puff=4),
        path("M2 -40 C2 -20 5 -8 15 -1 L4 -1 C1 -14 -1 -28 2 -40 Z", "shade"),
        *(oval(x, y, rx, ry, "base") for x, y, rx, ry in clumps),
        oval(0, -56, 31, 26, "base"),
        line("M0 -26 L0 -44 M0 -31 L-14 -42 M0 -33 L13 -43", 5, trunk),
        path(
            "M-47 -44 C-42 -34 -22 -34 -16 -42 C-8 -34 10 -34 16 -42 C24 -34 42 -34 47 -46 "
            "C46 -24 20 -26 16 -32 C8 -27 -8 -27 -16 -32 C-20 -26 -44 -24 -47 -44 Z",
            "shade",
        ),
        path("M44 -76 C46 -64 30 -58 22 -66 C30 -62 40 -66 44 -76 Z", "shade"),
        path("M-44 -76 C-46 -64 -30 -58 -22 -66 C-30 -62 -40 -66 -44 -76 Z", "shade"),
        oval(-10, -90, 9, 5, "gleam", turn=-20),
    ]


def mushroom(placed: Placed) -> list[Part]:
    """A mushroom with a wide cap on a fat stem."""
    stem = "#e3cba2" if placed.colour == "white" else "#f7e8cd"
    return [
        path("M-15 -44 C-12 -24 -18 -14 -20 -5 L20 -5 C18 -14 12 -24 15 -44 Z", stem, puff=6),
        path("M6 -40 C6 -24 10 -12 14 -3 L22 -3 C20 -14 14 -24 16 -40 Z", "shade"),
        path("M-48 -46 C-48 -80 -24 -96 0 -96 C24 -96 48 -80 48 -46 Z", "base", puff=6),
        path("M22 -90 C42 -80 50 -62 50 -44 L30 -44 C38 -60 36 -78 22 -90 Z", "shade"),
        oval(0, -44, 50, 8, "#cfa878"),
        oval(0, -41, 17, 4, "#b58b5c"),
    ]


def house(placed: Placed) -> list[Part]:
    """A house with a gable roof, a chimney, a door and two windows."""
    door = "#7d4a2d" if placed.colour in ("yellow", "white", "orange", "pink", "grey") else "#f6d48f"
    knob = "#f6d48f" if door == "#7d4a2d" else "#7d4a2d"
    windows = [
        piece
        for x in (-22, 22)
        for piece in (
            box(x - 9.5, -44, 19, 19, 3, CREAM),
            box(x - 6.5, -41, 13, 13, 1.5, "#8ecbe0"),
        )
    ]
    return [
        box(18, -94, 15, 34, 2, "deep"),
        box(15.5, -97, 20, 7, 2, DARK),
        box(-39, -58, 78, 58, 3, "base"),
        path("M-39 -54 L39 -54 L39 -46 L-39 -46 Z", "shade"),
        path("M-47 -54 L0 -93 L47 -54 Z", "deep", puff=8),
        path("M-47 -54 L47 -54", "shade", puff=6),
        *windows,
        path("M-10 0 L-10 -22 C-10 -34 10 -34 10 -22 L10 0 Z", door),
        oval(5, -14, 2.6, 2.6, knob),
    ]


def car(placed: Placed) -> list[Part]:
    """A small round car, seen from the side, driving to the left."""
    wheels = [
        piece
        for x in (-28, 28)
        for piece in (
            oval(x, -14, 15, 14, DARK),
            oval(x, -14, 7, 7, "#d8d4cb"),
        )
    ]
    return [
        path(
            "M-49 -20 C-51 -36 -44 -40 -32 -42 C-28 -58 -22 -68 -10 -68 "
            "L14 -68 C26 -68 32 -58 36 -42 C48 -40 51 -34 50 -18 Z",
            "base",
            puff=8,
        ),
        path("M-50 -24 L51 -24 L51 -14 L-50 -14 Z", "shade"),
        path("M-24 -44 C-22 -55 -17 -61 -9 -61 L-4 -61 L-4 -44 Z", PANE, puff=2),
        path("M5 -61 L13 -61 C21 -61 25 -54 28 -44 L5 -44 Z", PANE, puff=2),
        *wheels,
        oval(-49, -31, 4, 5.5, "#fff0a8"),
        oval(50, -30, 3.5, 5, "#c8321f" if placed.colour != "red" else "#7c1512"),
        box(-54, -18, 12, 6, 3, "#d8d4cb"),
        box(43, -18, 12, 6, 3, "#d8d4cb"),
    ]


def _sailing_boat(placed: Placed) -> list[Part]:
    jib = "#e7c88f" if placed.colour in ("white", "yellow") else CREAM
    return [
        line("M0 -30 L0 -98", 5, "#6e4429"),
        path("M-6 -86 C-20 -72 -30 -58 -34 -44 L-6 -44 Z", jib, puff=5),
        path("M6 -93 C30 -80 42 -60 43 -44 L6 -44 Z", "base", puff=6),
        path("M-48 -31 L48 -31 C44 -12 36 -2 22 -1 L-22 -1 C-36 -2 -46 -14 -48 -31 Z", "base", puff=6),
        path("M-36 -10 C-14 -4 22 -6 42 -18 C36 -4 28 2 22 2 L-22 2 C-28 0 -34 -4 -36 -10 Z", "shade"),
        box(-52, -35, 104, 8, 4, "deep"),
    ]


def boat(placed: Placed, scene: str) -> list[Part]:
    """A sailing boat: on the sea, in a bath tub in a room, on a pond everywhere else."""
    boat_parts = _sailing_boat(placed)
    if scene == "room":
        return [
            box(-58, -34, 116, 16, 6, WATER, label="water"),
            *moved(boat_parts, 0, -23, 0.82),
            oval(-38, -1, 8, 6, "#6f8f9b", label="vessel"),
            oval(38, -1, 8, 6, "#6f8f9b", label="vessel"),
            path(
                "M-56 -26 L56 -26 C56 -6 50 0 40 0 L-40 0 C-50 0 -56 -6 -56 -26 Z",
                "#8fb9c9",
                4,
                "vessel",
            ),
            path(
                "M-56 -10 C-36 -5 36 -5 56 -10 C54 -2 48 2 40 2 L-40 2 C-48 2 -54 -2 -56 -10 Z",
                "shade",
            ),
            box(-61, -32, 122, 9, 4.5, "#f6f2e6", label="vessel"),
        ]
    pond = [] if scene == "sea" else [oval(0, -3, 61, 16, WATER, label="water")]
    wave = (
        "M-58 -7 C-50 -13 -42 -13 -34 -7 C-26 -2 -18 -2 -10 -7 C-2 -13 6 -13 14 -7 "
        "C22 -2 30 -2 38 -7 C46 -12 52 -12 58 -7 C54 8 34 13 0 13 C-34 13 -54 8 -58 -7 Z"
    )
    return [*pond, *boat_parts, path(wave, "#93cbdb", label="water")]


def balloon(placed: Placed) -> list[Part]:
    """A toy balloon with a ribbon, floating above the ground."""
    ribbon = "#7a5a44" if placed.colour != "brown" else "#d9534a"
    return [
        line("M0 -24 C15 -16 -14 -6 2 6", 4, ribbon),
        path("M-6 -22 L6 -22 L0 -32 Z", "deep", puff=4),
        path(
            "M0 -102 C26 -102 41 -84 41 -66 C41 -46 18 -31 0 -29 C-18 -31 -41 -46 -41 -66 C-41 -84 -26 -102 0 -102 Z",
            "base",
        ),
        path("M30 -90 C50 -64 30 -32 -10 -31 C20 -40 38 -62 30 -90 Z", "shade"),
        oval(-20, -82, 7, 12, "gleam", turn=30),
    ]


def sponge(placed: Placed) -> list[Part]:
    """A kitchen sponge lying down: holey foam on a green scouring pad, and a few soap bubbles."""
    bubbles = [
        piece
        for x, y, radius in ((-30, -72, 9), (-12, -80, 6), (-44, -60, 5.5))
        for piece in (
            oval(x, y, radius, radius, FOAM_WHITE),
            oval(x + radius * 0.25, y + radius * 0.25, radius * 0.6, radius * 0.6, "#bfe0ea"),
            oval(x - radius * 0.35, y - radius * 0.35, radius * 0.25, radius * 0.25, "#ffffff"),
        )
    ]
    holes = []
    if placed.texture != "plain":
        # The marks take the place of the small holes, so a few large ones say "sponge".
        spots = (
            (-36, -30, 6, 5),
            (-6, -24, 4, 3.4),
            (20, -31, 6, 5),
            (4, -52, 5, 3),
            (30, -55, 5, 3),
        )
        holes = [oval(x, y, rx, ry, "hole") for x, y, rx, ry in spots]
    return [
        path("M-48 -14 L36 -14 L50 -28 L50 -16 L36 -2 L-48 -2 Z", "#1f6b4d", puff=5),
        path("M-48 -42 L36 -42 L36 -17 L-48 -17 Z", "base", puff=6),
        path("M36 -42 L50 -60 L50 -30 L36 -16 Z", "base", puff=6),
        path("M36 -42 L50 -60 L50 -14 L36 0 Z", "shade", puff=4),
        path("M-48 -43 L-34 -61 L50 -61 L36 -43 Z", "base", puff=6),
        path("M-48 -43 L-34 -61 L50 -61 L36 -43 Z", "gleam", puff=6),
        *holes,
        *bubbles,
    ]
