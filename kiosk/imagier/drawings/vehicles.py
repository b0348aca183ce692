"""Vehicles cut from paper: car, train, boat, bicycle and rocket, all of them heading left."""

from __future__ import annotations

from dataclasses import replace

from kiosk.imagier.dataset import Placed
from kiosk.imagier.paper import Part, box, line, moved, oval, path

DARK = "#2f2b38"
CREAM = "#fff3dc"
PANE = "#cfeaf3"
STEEL = "#d8d4cb"
WATER = "#7fbcd0"
WOOD = "#6e4429"
BRASS = "#f3c14b"
LEAF = "#4f9a58"


def _tyre(placed: Placed) -> str:
    """The paper of a tyre, which a black vehicle does not swallow."""
    return "#5b5260" if placed.colour == "black" else DARK


def _wheel(x: float, y: float, radius: float, tyre: str) -> list[Part]:
    return [oval(x, y, radius, radius, tyre), oval(x, y, radius * 0.48, radius * 0.48, STEEL)]


def car(placed: Placed, scene: str) -> list[Part]:
    """A small round car."""
    tyre = _tyre(placed)
    arch = "#17131d" if placed.colour == "black" else "deep"
    return [
        path("M-48 -14 L48 -14 L48 -24 L-48 -24 Z", "#241f2c"),
        path(
            "M-50 -20 C-53 -38 -45 -43 -31 -46 C-26 -64 -20 -74 -8 -74 "
            "L14 -74 C27 -74 33 -62 38 -46 C50 -43 53 -36 51 -18 Z",
            "base",
            puff=8,
        ),
        path("M-53 -25 L54 -25 L54 -14 L-53 -14 Z", "shade"),
        path("M-24 -48 C-21 -60 -16 -66 -8 -66 L-3 -66 L-3 -48 Z", PANE, puff=3),
        path("M6 -66 L13 -66 C21 -66 25 -59 29 -48 L6 -48 Z", PANE, puff=3),
        path("M-22 -50 C-20 -58 -16 -64 -9 -65 L-16 -50 Z", "#f2fbfd"),
        line("M1.5 -44 L1.5 -27", 3, "shade"),
        box(7, -42, 10, 4, 2, "deep"),
        path("M-46 -17 C-46 -40 -12 -40 -12 -17 Z", arch),
        path("M13 -17 C13 -40 47 -40 47 -17 Z", arch),
        *_wheel(-29, -14, 14.5, tyre),
        *_wheel(30, -14, 14.5, tyre),
        oval(-50, -36, 5, 6.5, "#fff0a8"),
        oval(52, -35, 3.5, 6, "#c8321f" if placed.colour not in ("red", "orange") else "#7c1512"),
        box(-57, -20, 12, 7, 3.5, STEEL),
        box(46, -20, 11, 7, 3.5, STEEL),
    ]


def train(placed: Placed, scene: str) -> list[Part]:
    """A steam engine that pulls a carriage along its rails."""
    tyre = _tyre(placed)
    brass = "#fff3dc" if placed.colour in ("yellow", "orange") else BRASS
    smoke = "#f4f1ea"
    catcher = "#c9402f" if placed.colour not in ("red", "orange", "brown", "pink") else BRASS
    return [
        *(box(x, -3, 9, 7, 2, "#7d5538") for x in (-54, -36, -18, 0, 18, 36, 47)),
        box(-57, -5, 114, 4, 2, "#8f94a3"),
        oval(-38, -88, 9, 8, smoke),
        oval(-25, -95, 10, 8, smoke),
        oval(-11, -99, 6, 5, smoke),
        box(-48, -26, 100, 9, 3, "#57495a"),
        path("M-38 -50 L-37 -62 C-38 -70 -42 -74 -45 -77 L-22 -77 C-25 -74 -29 -70 -30 -62 L-29 -50 Z", "deep", puff=4),
        oval(-18, -57, 7.5, 10, brass),
        path("M-47 -40 C-47 -54 -42 -56 -34 -56 L-2 -56 L-2 -24 L-34 -24 C-42 -24 -47 -28 -47 -40 Z", "base", puff=4),
        path("M-46 -33 C-30 -28 -12 -28 0 -33 L0 -22 L-34 -22 C-42 -22 -46 -26 -46 -33 Z", "shade"),
        line("M-34 -56 L-34 -24", 4, "deep"),
        oval(-47, -45, 5, 6, "#fff0a8"),
        box(-10, -80, 27, 57, 4, "base"),
        path("M10 -78 L17 -78 L17 -24 L12 -24 Z", "shade"),
        box(-5, -72, 16, 19, 4, PANE),
        box(-15, -86, 37, 9, 4.5, "deep"),
        box(24, -64, 32, 41, 4, "base"),
        path("M24 -30 L56 -30 L56 -23 L24 -23 Z", "shade"),
        box(30, -56, 20, 15, 4, PANE),
        box(21, -69, 38, 8, 4, "deep"),
        path("M-46 -22 L-57 -6 L-38 -6 Z", catcher, puff=3),
        *_wheel(-31, -13, 10, tyre),
        *_wheel(-8, -13, 10, tyre),
        *_wheel(13, -13, 10, tyre),
        *_wheel(33, -12, 8, tyre),
        *_wheel(49, -12, 8, tyre),
        line("M-31 -12 L13 -12", 4, brass),
    ]


def _sailing_boat(placed: Placed) -> list[Part]:
    jib = "#e7c88f" if placed.colour in ("white", "yellow") else CREAM
    pennant = "#d9412f" if placed.colour not in ("red", "orange", "brown", "pink") else BRASS
    return [
        line("M0 -30 L0 -100", 5, WOOD),
        path("M3 -101 L20 -96 L3 -91 Z", pennant, puff=3),
        path("M-6 -88 C-24 -76 -36 -60 -40 -43 C-28 -39 -16 -40 -6 -43 Z", jib, puff=5),
        path("M-6 -88 C-8 -70 -8 -56 -6 -40 C-12 -40 -16 -39 -20 -40 C-12 -54 -8 -70 -6 -88 Z", "shade"),
        path("M7 -88 C30 -80 46 -62 48 -43 C34 -39 20 -40 7 -43 Z", "base", puff=6),
        path("M-50 -30 L50 -30 C46 -11 38 -1 22 0 L-20 0 C-38 -1 -48 -12 -50 -30 Z", "base", puff=7),
        path("M-40 -10 C-14 -4 22 -6 46 -18 C38 -2 28 2 22 3 L-22 3 C-28 1 -36 -3 -40 -10 Z", "shade"),
        box(-55, -35, 110, 9, 4.5, "deep"),
        *(oval(x, -17, 5, 5, "#fff3dc") for x in (-24, 0, 24)),
        *(oval(x, -17, 2.8, 2.8, "#3b6f93") for x in (-24, 0, 24)),
    ]


def boat(placed: Placed, scene: str) -> list[Part]:
    """A sailing boat: on the sea, in a bath tub indoors, on a pond everywhere else."""
    boat_parts = _sailing_boat(placed)
    if scene in ("room", "stage"):
        return [
            box(-56, -34, 112, 16, 6, WATER, label="water"),
            *moved(boat_parts, 0, -24, 0.78),
            oval(-38, -1, 8, 6, "#6f8f9b", label="vessel"),
            oval(38, -1, 8, 6, "#6f8f9b", label="vessel"),
            path("M-54 -26 L54 -26 C54 -6 48 0 38 0 L-38 0 C-48 0 -54 -6 -54 -26 Z", "#8fb9c9", 4, "vessel"),
            path("M-54 -10 C-36 -5 36 -5 54 -10 C52 -2 46 2 38 2 L-38 2 C-46 2 -52 -2 -54 -10 Z", "shade"),
            oval(-30, -31, 10, 8, "#f4fbfd", label="water"),
            oval(-42, -30, 8, 6, "#f4fbfd", label="water"),
            oval(40, -31, 9, 7, "#f4fbfd", label="water"),
            box(-58, -31, 116, 9, 4.5, "#f6f2e6", label="vessel"),
        ]
    pond = [] if scene == "sea" else [oval(0, -3, 60, 14, WATER, label="water")]
    wave = (
        "M-58 -7 C-50 -13 -42 -13 -34 -7 C-26 -2 -18 -2 -10 -7 C-2 -13 6 -13 14 -7 "
        "C22 -2 30 -2 38 -7 C46 -12 52 -12 58 -7 C54 7 34 11 0 11 C-34 11 -54 7 -58 -7 Z"
    )
    return [*pond, *boat_parts, path(wave, "#93cbdb", label="water")]


def _ring(x: float, y: float, radius: float, width: float, paint: str) -> Part:
    return replace(oval(x, y, radius, radius, paint), line=width)


def bicycle(placed: Placed, scene: str) -> list[Part]:
    """A town bicycle with a basket of flowers and a saddle bag."""
    tyre = _tyre(placed)
    metal = "#8e909b" if placed.colour != "grey" else "#4f4a5c"
    leather = "#7a4526" if placed.colour not in ("brown", "red", "orange") else "#37303f"
    bloom = "#f7d04a" if placed.colour in ("pink", "red", "purple") else "#f07fa6"
    wheels = []
    for x in (-31, 31):
        wheels += [
            line(
                f"M{x - 18} -25 L{x + 18} -25 M{x - 9} -40.6 L{x + 9} -9.4 M{x - 9} -9.4 L{x + 9} -40.6", 3, "#c9cbd3"
            ),
            _ring(x, -25, 21, 6, tyre),
        ]
    return [
        oval(-40, -79, 6, 8, LEAF, turn=-30),
        oval(-31, -82, 6, 8, LEAF, turn=15),
        *wheels,
        line("M-52 -34 C-46 -52 -28 -57 -12 -45", 7, "base"),
        line("M11 -44 C20 -56 44 -58 54 -34", 7, "base"),
        line("M-19 -74 L-31 -25", 8, "base"),
        line("M-17 -64 C-12 -44 -4 -30 5 -26 M14 -60 L5 -25 L31 -25 L14 -56 L-16 -58", 9, "base"),
        line("M14 -60 L16 -70", 5, metal),
        path("M0 -75 C8 -73 18 -78 28 -77 C33 -74 31 -68 24 -67 C16 -66 6 -69 0 -75 Z", leather, puff=5),
        line("M-19 -74 L-21 -86 C-14 -90 -8 -88 -4 -83", 5, metal),
        line("M-8 -86.5 L-4 -83", 7, leather),
        oval(-44, -80, 6.5, 6.5, bloom),
        oval(-33, -84, 7, 7, "#fffaf0"),
        oval(-33, -84, 3, 3, "#f3b53a"),
        path("M-54 -76 L-24 -76 L-28 -53 L-49 -53 Z", "base", puff=6),
        box(-57, -79, 36, 7, 3.5, "deep"),
        path("M21 -56 L49 -56 L47 -32 L24 -32 Z", "base", puff=8),
        path("M18 -58 L52 -58 L51 -48 C40 -43 30 -43 19 -48 Z", "deep", puff=3),
        oval(5, -25, 8, 8, "deep"),
        oval(5, -25, 4, 4, STEEL),
        line("M5 -25 L-2 -12 M-7 -11 L3 -11", 5, metal),
    ]


def rocket(placed: Placed, scene: str) -> list[Part]:
    """A rocket, just off the ground, on a flame and a cloud of smoke."""
    smoke = "#c9c6d6" if placed.colour == "white" else "#f4efe6"
    ring = "#b9bccb" if placed.colour == "white" else "#fff3dc"
    fins = (
        "M-17 -60 C-36 -56 -46 -40 -45 -22 C-36 -30 -26 -32 -14 -33 Z",
        "M17 -60 C36 -56 46 -40 45 -22 C36 -30 26 -32 14 -33 Z",
    )
    flying = [
        path("M-14 -30 C-25 -14 -8 -8 -1 1 C7 -8 23 -14 14 -30 Z", "#f2762e", puff=3),
        path("M-7 -30 C-14 -18 -5 -14 -1 -7 C4 -14 12 -18 7 -30 Z", "#ffd84d", puff=3),
        *(path(fin, paint, puff=5) for fin in fins for paint in ("base", "shade")),
        box(-15, -37, 30, 10, 4, "#57495a"),
        path("M0 -103 C24 -88 35 -62 24 -36 L-24 -36 C-35 -62 -24 -88 0 -103 Z", "base", puff=4),
        path("M7 -98 C28 -84 37 -62 25 -35 L11 -35 C21 -60 19 -82 7 -98 Z", "shade"),
        path("M0 -104 C7 -99 12 -94 17 -87 C6 -83 -6 -83 -17 -87 C-12 -94 -7 -99 0 -104 Z", "deep", puff=3),
        oval(0, -63, 13, 13, ring),
        oval(0, -63, 9, 9, "#5fb4d6"),
        oval(-3, -66, 3, 3, "#e9f8fc"),
        path("M-4 -43 L4 -43 L4 -27 L0 -22 L-4 -27 Z", "deep", puff=3),
    ]
    tilt = "rotate(-7 0 -30)"
    return [
        oval(-26, -5, 16, 9, smoke),
        oval(26, -6, 16, 10, smoke),
        *(replace(part, move=f"{tilt} {part.move}".strip()) for part in flying),
        oval(-38, -4, 12, 8, smoke),
        oval(-12, -1, 13, 5, smoke),
        oval(12, -1, 14, 5, smoke),
        oval(39, -4, 11, 7, smoke),
        path("M-48 -1 C-20 2 20 2 48 -1 C40 6 -40 6 -48 -1 Z", "shade"),
    ]


DRAWINGS = {"car": car, "train": train, "boat": boat, "bicycle": bicycle, "rocket": rocket}
