"""Things of the house, cut from paper: umbrella, chair, lamp, cup, book, clock and hat."""

from __future__ import annotations

from kiosk.imagier.dataset import Placed
from kiosk.imagier.drawings.fitting import fitted
from kiosk.imagier.paper import Part, box, line, oval, path

DARK = "#2a2331"
CREAM = "#fff3dc"
PAPER = "#fbf1da"
PAPER_SHADE = "#dcc9a4"
WOOD, DARK_WOOD, PALE_WOOD = "#9a6238", "#5a3520", "#c99a62"
GOLD, SILVER = "#f3bc3c", "#c9ced6"
WARM = ("yellow", "orange", "white", "brown")


def _wood(placed: Placed) -> str:
    """A wood that stays apart from the thing's own colour."""
    if placed.colour in ("brown", "black"):
        return PALE_WOOD
    return DARK_WOOD if placed.colour in ("orange", "red") else WOOD


def _metal(placed: Placed) -> str:
    """Brass, or steel where brass would look like the thing's own colour."""
    return "#e9edf2" if placed.colour in ("yellow", "orange", "brown") else GOLD


def umbrella(placed: Placed, scene: str) -> list[Part]:
    """An open umbrella that leans a little, its crook on the ground."""
    wood = _wood(placed)
    dome = "M-54 -56 C-52 -88 -28 -104 0 -104 C28 -104 52 -88 54 -56 "
    scallops = "C46 -66 28 -66 18 -55 C12 -63 -12 -63 -18 -55 C-28 -66 -46 -66 -54 -56 Z"
    canopy = [
        line("M0 -100 L0 -108", 6, wood),
        path("M-50 -59 C-30 -50 30 -50 50 -59 C30 -68 -30 -68 -50 -59 Z", "deep", puff=3),
        line("M0 -60 L0 -15", 6, wood),
        path(dome + scallops, "base", puff=3),
        path("M0 -104 C-14 -92 -19 -74 -18 -55 C-28 -66 -46 -66 -54 -56 C-50 -86 -26 -104 0 -104 Z", "shade"),
        path("M0 -104 C14 -92 19 -74 18 -55 C28 -66 46 -66 54 -56 C50 -86 26 -104 0 -104 Z", "gleam"),
        line("M0 -103 C-14 -92 -19 -74 -18 -56 M0 -103 C14 -92 19 -74 18 -56", 3, "deep"),
    ]
    crook = [line("M0 -30 L0 -13 C0 0 -19 0 -18 -13", 7.5, wood)]
    return fitted([*canopy, *crook], -6, -1, 0.95, turn=9)


def chair(placed: Placed, scene: str) -> list[Part]:
    """A kitchen chair, seen from a corner, with a heart cut out of its back."""
    heart = "M0 -73 C4 -77 12 -81 12 -88 C12 -95 3 -96 0 -90 C-3 -96 -12 -95 -12 -88 C-12 -81 -4 -77 0 -73 Z"
    parts = [
        line("M-20 -36 L-22 -9 M24 -36 L27 -9", 8, "deep"),
        line("M-25 -72 L-23 -46 M27 -72 L25 -46", 8, "deep"),
        line("M-27 -20 L31 -20", 5, "deep"),
        path(f"M-28 -71 L-33 -98 C-26 -106 26 -106 35 -98 L30 -71 C14 -66 -12 -66 -28 -71 Z {heart}", "base", puff=6),
        path("M24 -102 C30 -102 36 -100 37 -97 L32 -69 L20 -66 Z", "shade"),
        line("M-36 -36 L-41 -4", 9, "flat"),
        line("M33 -36 L38 -4", 9, "flat"),
        path("M-25 -53 L28 -53 L39 -38 L-39 -38 Z", "base", puff=8),
        path("M-41 -36 L41 -36 L41 -30 L-41 -30 Z", "deep", puff=6),
    ]
    return fitted(parts, scale=0.97)


def lamp(placed: Placed, scene: str) -> list[Part]:
    """A table lamp that is on, with a wide shade and a pull cord."""
    light = "#fff4b8" if placed.colour in ("yellow", "orange", "white") else "#ffe27a"
    metal = _metal(placed)
    parts = [
        path("M-38 -55 L38 -55 L52 -8 C40 5 -40 5 -52 -8 Z", light, opacity=0.4),
        line("M27 -52 L27 -38", 3, metal),
        oval(27, -34, 5, 5.5, metal),
        line("M0 -58 L0 -36", 8, metal),
        path("M-6 -40 C-24 -36 -28 -14 -12 -8 L12 -8 C28 -14 24 -36 6 -40 Z", "base", puff=4),
        path("M6 -41 C18 -34 22 -16 4 -6 L12 -6 C30 -14 27 -36 8 -41 Z", "shade"),
        oval(-12, -28, 3, 7, "gleam", turn=14),
        path("M-21 -2 C-21 -12 21 -12 21 -2 Z", metal, puff=5),
        path("M-43 -57 C-20 -46 20 -46 43 -57 C20 -60 -20 -60 -43 -57 Z", light, puff=4),
        path("M-23 -97 C-10 -100 10 -100 23 -97 L43 -58 C20 -52 -20 -52 -43 -58 Z", "base", puff=7),
        path("M12 -101 L25 -100 L46 -57 C38 -54 32 -52 24 -52 Z", "shade"),
        path("M-17 -94 L-11 -95 L-25 -60 L-33 -61 Z", "gleam", puff=3),
        oval(0, -103, 6, 4.5, metal),
    ]
    return fitted(parts, scale=0.97)


def cup(placed: Placed, scene: str) -> list[Part]:
    """A cup of hot tea on a saucer, the tag of its tea bag hanging out."""
    tag = "#e8543f" if placed.colour not in ("red", "orange", "pink", "purple") else "#3f8fc4"
    steam = "#ffffff"
    return [
        Part('path d="M-14 -80 C-26 -88 -4 -92 -14 -102"', steam, line=7, opacity=0.8),
        Part('path d="M8 -80 C-4 -88 18 -92 8 -102"', steam, line=7, opacity=0.8),
        oval(-2, -7, 52, 9, "deep"),
        oval(-2, -10, 50, 8, "flat"),
        oval(-2, -10, 30, 5, "shade"),
        line("M28 -58 C60 -64 58 -28 26 -28", 10, "flat"),
        path("M-38 -66 C-38 -36 -32 -14 -16 -11 L12 -11 C28 -14 34 -36 34 -66 Z", "base", puff=5),
        path("M22 -66 C22 -36 16 -16 2 -9 L12 -9 C30 -14 36 -36 36 -66 Z", "shade"),
        oval(-2, -67, 39, 11, "flat"),
        oval(-2, -67, 39, 11, "gleam"),
        oval(-2, -65.5, 32, 7.5, "#8e4a20" if placed.colour != "brown" else "#c9772e"),
        oval(-12, -66.5, 12, 2.8, "gleam"),
        line("M-20 -62 C-22 -54 -22 -50 -21 -44", 3, "#fffdf6"),
        box(-29, -45, 16, 19, 3, "#fffdf6"),
        oval(-21, -35.5, 4.5, 5, tag),
    ]


def book(placed: Placed, scene: str) -> list[Part]:
    """A thick book that stands upright and open a hand wide, with a ribbon between its pages."""
    ribbon = "#e0433a" if placed.colour not in ("red", "orange", "pink") else "#3572c4"
    title = "#6b5a48"
    return [
        path("M-32 -90 L50 -99 L50 -12 L-32 -6 Z", "deep", puff=6),
        path("M-32 -87 C-6 -96 20 -96 46 -94 L46 -14 C20 -14 -6 -12 -32 -6 Z", PAPER_SHADE, puff=2),
        path("M-32 -86 C-8 -93 18 -92 41 -88 L41 -11 C16 -12 -8 -10 -32 -6 Z", PAPER, puff=2),
        line("M42 -86 L42 -13", 3, PAPER_SHADE),
        path("M-32 -85 C-12 -89 14 -88 34 -83 L34 -8 C14 -10 -12 -9 -32 -6 Z", "#fffaf0", puff=2),
        line("M35 -81 L35 -10", 3, PAPER_SHADE),
        line("M28 -8 C29 -2 34 -2 37 2", 6, ribbon),
        path("M-36 -86 L24 -79 L24 0 L-36 -6 Z", "base", puff=7),
        path("M-46 -85 C-43 -90 -37 -90 -34 -86 L-34 -4 C-37 -8 -43 -8 -46 -3 Z", "deep", puff=4),
        path("M-46 -72 L-34 -73 L-34 -66 L-46 -65 Z", "shade"),
        path("M-46 -24 L-34 -25 L-34 -18 L-46 -17 Z", "shade"),
        path("M-12 -67 L13 -64 L13 -42 L-12 -44 Z", CREAM, puff=5),
        line("M-7 -59 L8 -57 M-7 -50.5 L3 -49.5", 4, title),
    ]


def clock(placed: Placed, scene: str) -> list[Part]:
    """An alarm clock with two bells, standing on two feet; it is ten past ten."""
    metal = _metal(placed)
    marks = [oval(x, y, 3, 3, "#b9a88a") for x, y in ((0, -63), (19, -44), (0, -25), (-19, -44))]
    return [
        line("M-24 -14 L-34 -3", 11, "deep"),
        line("M24 -14 L34 -3", 11, "deep"),
        line("M0 -80 L0 -98", 6, metal),
        box(-9, -104, 18, 9, 4.5, metal),
        line("M-22 -76 L-27 -84 M22 -76 L27 -84", 7, metal),
        path("M-47 -76 C-52 -96 -22 -108 -12 -92 Z", "base", puff=5),
        path("M47 -76 C52 -96 22 -108 12 -92 Z", "base", puff=5),
        path("M47 -76 C52 -96 30 -104 22 -101 C32 -98 38 -90 38 -81 Z", "shade", puff=5),
        oval(0, -44, 43, 42, "base"),
        path("M22 -80 C50 -62 50 -18 12 -3 C54 -8 58 -66 22 -80 Z", "shade"),
        oval(0, -44, 28, 27.5, "deep"),
        oval(0, -44, 25, 24.5, CREAM),
        *marks,
        line("M0 -44 L-11 -52", 5.5, DARK),
        line("M0 -44 L13 -57", 4.5, DARK),
        oval(0, -44, 5, 5, "#e0433a"),
    ]


def hat(placed: Placed, scene: str) -> list[Part]:
    """A top hat with a ribbon and a daisy, its brim curled at the sides."""
    band = "#e8b63c" if placed.colour not in WARM else "#3d6fb5"
    petals = [oval(-21 + dx, -33 + dy, 5.5, 5.5, "#fffdf6") for dx, dy in ((0, -8), (8, -2), (5, 7), (-5, 7), (-8, -2))]
    return [
        oval(0, -11, 54, 11, "deep"),
        path(
            "M-28 -18 C-27 -48 -29 -70 -36 -92 L36 -92 C29 -70 27 -48 28 -18 C14 -10 -14 -10 -28 -18 Z", "base", puff=4
        ),
        path("M14 -90 L37 -90 C29 -70 28 -48 29 -16 C22 -12 16 -11 10 -11 C16 -40 14 -70 14 -90 Z", "shade"),
        oval(0, -92, 38, 9.5, "flat"),
        oval(0, -92, 38, 9.5, "gleam"),
        path("M-28 -38 C-14 -31 14 -31 28 -38 L29 -20 C14 -12 -14 -12 -29 -20 Z", band),
        path(
            "M-54 -20 C-44 -19 -36 -17 -28 -19 C-14 -11 14 -11 28 -19 C36 -17 44 -19 54 -20 "
            "C54 -4 28 2 0 2 C-28 2 -54 -4 -54 -20 Z",
            "base",
            puff=4,
        ),
        path("M-50 -6 C-28 2 28 2 50 -6 C44 2 24 4 0 4 C-24 4 -44 2 -50 -6 Z", "shade"),
        *petals,
        oval(-21, -33, 5, 5, "#f3b02e"),
    ]


DRAWINGS = {
    "umbrella": umbrella,
    "chair": chair,
    "lamp": lamp,
    "cup": cup,
    "book": book,
    "clock": clock,
    "hat": hat,
}
