"""Buildings cut from paper: the house in its four kinds, the castle and the school."""

from __future__ import annotations

from kiosk.imagier.dataset import Placed
from kiosk.imagier.paper import Part, box, line, oval, path

CREAM = "#fff3dc"
WOOD = "#7d4a2d"
PANE = "#8ecbe0"
LIT = "#ffd977"
RED_ROOF = "#c23b2e"
SLATE = "#4d5468"
GATE = "#3b2a2c"
LEAF = "#4f9a58"
LIGHT_COLOURS = ("yellow", "white", "orange", "pink", "grey")


def _trim(placed: Placed) -> str:
    """The paper of window frames and gutters: light, but wood on a white wall."""
    return "#a9764b" if placed.colour == "white" else CREAM


def _window(x: float, y: float, width: float, height: float, frame: str, pane: str = PANE) -> list[Part]:
    """A window whose frame stands on `y`, centred on `x`, with a cross bar."""
    top = y - height
    return [
        box(x - width / 2, top, width, height, 3, frame),
        box(x - width / 2 + 3, top + 3, width - 6, height - 6, 1.5, pane),
        box(x - 1.5, top + 2, 3, height - 4, 0, frame),
    ]


def _door(placed: Placed, x: float, width: float, height: float) -> list[Part]:
    """A round-topped door with a knob, on a step."""
    door, knob = (WOOD, "#f6d48f") if placed.colour in LIGHT_COLOURS else ("#f6d48f", WOOD)
    half, top = width / 2, height - width / 2
    return [
        path(
            f"M{x - half} -1 L{x - half} {-top} C{x - half} {-height - 2} {x + half} {-height - 2} {x + half} {-top} "
            f"L{x + half} -1 Z",
            door,
            puff=3,
        ),
        oval(x + half - 4, -height * 0.42, 2.6, 2.6, knob),
        box(x - half - 5, -3, width + 10, 6, 3, "#b8aa9b"),
    ]


def _roof(placed: Placed) -> str:
    """The paper of a house's roof: its deep tone, red where the kind says so, and slate on a red wall."""
    if placed.kind.endswith("red roof"):
        return RED_ROOF
    return SLATE if placed.colour == "red" else "deep"


def _bush(placed: Placed, x: float) -> list[Part]:
    leaf = "#1f5a35" if placed.colour == "green" else LEAF
    return [oval(x - 6, -6, 9, 8, leaf), oval(x + 5, -8, 10, 10, leaf), oval(x + 3, -13, 5, 3.5, "gleam")]


def _gable(placed: Placed) -> list[Part]:
    trim, roof = _trim(placed), _roof(placed)
    return [
        box(19, -93, 15, 34, 2, "base"),
        box(19, -93, 15, 34, 2, "shade"),
        box(16, -97, 21, 8, 2.5, "#57495a"),
        box(-46, -64, 92, 64, 3, "base"),
        path("M-46 -58 L46 -58 L46 -49 L-46 -49 Z", "shade"),
        path("M-52 -59 C-34 -66 -14 -78 0 -92 C14 -78 34 -66 52 -59 Z", roof, puff=7),
        line("M-32 -66 q5 5 10.7 0 q5 5 10.7 0 q5 5 10.7 0 q5 5 10.7 0 q5 5 10.7 0 q5 5 10.7 0", 4, "shade"),
        oval(0, -77, 7, 7, trim),
        oval(0, -77, 4, 4, LIT),
        box(-56, -60, 112, 5, 2.5, trim),
        *_window(-28, -23, 18, 20, trim),
        *_window(28, -23, 18, 20, trim),
        box(-39, -24, 22, 5, 2.5, trim),
        box(17, -24, 22, 5, 2.5, trim),
        *_door(placed, 0, 18, 33),
        *_bush(placed, -42),
    ]


def _flat(placed: Placed) -> list[Part]:
    trim, roof = _trim(placed), _roof(placed)
    return [
        box(-44, -88, 56, 60, 3, "base"),
        box(-50, -47, 100, 47, 3, "base"),
        path("M-44 -84 L12 -84 L12 -74 L-44 -74 Z", "shade"),
        path("M12 -46 L50 -46 L50 -32 L-4 -32 L-4 -40 L12 -40 Z", "shade"),
        box(-51, -93, 70, 10, 3, roof),
        box(6, -51, 50, 10, 3, roof),
        box(30, -61, 14, 11, 3, "#b0663f" if roof != RED_ROOF else "#e8c48a"),
        oval(32, -67, 6, 8, LEAF, turn=-24),
        oval(42, -67, 6, 8, LEAF, turn=24),
        oval(37, -71, 6, 9, "#6bb56d"),
        *_window(-27, -53, 20, 20, trim),
        *_window(-2, -53, 16, 20, trim, LIT),
        *_window(-27, -13, 24, 20, trim),
        *_window(36, -13, 16, 18, trim),
        *_door(placed, 8, 18, 31),
        *_bush(placed, -41),
    ]


def _tower(placed: Placed) -> list[Part]:
    trim, roof = _trim(placed), _roof(placed)
    floors = []
    for y, left, right in ((-70, PANE, LIT), (-48, LIT, PANE), (-14, "", PANE)):
        floors += _window(-17, y, 17, 15, trim, left) if left else []
        floors += _window(17, y, 17, 15, trim, right)
    return [
        box(7, -103, 16, 16, 2.5, "deep"),
        box(4, -104, 22, 6, 2.5, roof),
        box(-34, -92, 68, 92, 3, "base"),
        path("M25 -90 L34 -90 L34 0 L26 0 Z", "shade"),
        box(-39, -96, 78, 10, 3.5, roof),
        path("M-34 -86 L34 -86 L34 -82 L-34 -82 Z", "shade"),
        *floors,
        *(box(x - 12, y - 4, 24, 8, 3, roof) for x, y in ((-17, -48), (17, -70))),
        *_door(placed, -13, 19, 29),
        box(-28, -36, 30, 6, 3, roof),
        *_bush(placed, 36),
    ]


def _tent(placed: Placed) -> list[Part]:
    trim = _roof(placed)
    rope = "#b08a5e"
    right = "M0 -60 C5 -40 14 -30 27 -25 C26 -12 25 -6 24 0 L15 0 C11 -20 4 -38 0 -60 Z"
    return [
        line("M-44 -42 L-55 -2 M44 -42 L55 -2", 3.5, rope),
        line("M0 -84 L0 -102", 4, WOOD),
        path("M1 -102 L24 -95 L1 -88 Z", trim, puff=3),
        path("M0 -89 C-9 -72 -28 -52 -48 -43 L-44 -3 L44 -3 L48 -43 C28 -52 9 -72 0 -89 Z", "base", puff=7),
        path("M0 -89 C9 -72 28 -52 51 -43 L47 0 L30 0 C30 -30 17 -66 0 -89 Z", "shade"),
        path(
            "M-50 -45 C-24 -32 24 -32 50 -45 L49 -35 C46 -27 38 -26 36 -31 C33 -22 22 -22 20 -27 C16 -18 4 -18 0 -26 "
            "C-4 -18 -16 -18 -20 -27 C-22 -22 -33 -22 -36 -31 C-38 -26 -46 -27 -49 -35 Z",
            trim,
            puff=2,
        ),
        path("M0 -60 C-7 -36 -15 -18 -20 0 L20 0 C15 -18 7 -36 0 -60 Z", "#5b3245", puff=2),
        path("M-19 1 C-15 -15 15 -15 19 1 Z", "#f2b75c"),
        path("M-13 1 C-10 -8 10 -8 13 1 Z", "#ffe3a0"),
        path("M0 -60 C-5 -40 -14 -30 -27 -25 C-26 -12 -25 -6 -24 0 L-15 0 C-11 -20 -4 -38 0 -60 Z", "flat", puff=2),
        path(right, "flat", puff=2),
        path(right, "shade", puff=2),
        line("M-25 -18 L-14 -21 M25 -18 L14 -21", 4, trim),
    ]


def house(placed: Placed, scene: str) -> list[Part]:
    """A house: with a gable, with a flat roof, a tower of flats, or a tent; see `KINDS`."""
    kinds = {"flat": _flat, "tower": _tower, "tent": _tent}
    return kinds.get(placed.kind.split(",")[0], _gable)(placed)


def _battlement(x: float, y: float, width: float, teeth: int) -> Part:
    """The top of a wall with `teeth` teeth, above `y` and centred on `x`."""
    step = width / (2 * teeth - 1)
    d = f"M{x - width / 2:.2f} {y} "
    for tooth in range(teeth):
        left = x - width / 2 + 2 * tooth * step
        right = left + step
        d += f"L{left:.2f} {y - 13} L{right:.2f} {y - 13} L{right:.2f} {y - 6} L{right + step:.2f} {y - 6} "
    d = d[: d.rindex("L")]
    return path(f"{d}L{x + width / 2:.2f} {y} Z", "base", puff=2)


def castle(placed: Placed, scene: str) -> list[Part]:
    """A castle with battlements, two round towers with pointed roofs, a keep and a gate."""
    flag = "#d9412f" if placed.colour not in ("red", "orange", "brown", "pink") else "#f6c945"
    slit = "#f3dfb0" if placed.colour == "black" else GATE
    towers = []
    for x in (-39.5, 39.5):
        towers += [
            box(x - 13, -60, 26, 62, 2, "base"),
            path(f"M{x + 4} -59 L{x + 13} -59 L{x + 13} 2 L{x + 5} 2 Z", "shade"),
            path(f"M{x - 16} -58 C{x - 9} -66 {x - 3} -78 {x} -91 C{x + 3} -78 {x + 9} -66 {x + 16} -58 Z", "deep", 4),
            box(x - 4.5, -47, 9, 15, 4.5, slit),
        ]
    return [
        line("M0 -80 L0 -103", 4, WOOD),
        path("M2 -103 C9 -106 13 -99 21 -102 L21 -91 C13 -88 9 -95 2 -92 Z", flag, puff=2),
        box(-20, -78, 40, 50, 2, "base"),
        _battlement(0, -75, 48, 4),
        path("M-24 -75 L24 -75 L24 -74 C10 -68 -10 -68 -24 -74 Z", "shade"),
        box(-6, -67, 12, 17, 6, slit),
        box(-36, -38, 72, 40, 0, "base"),
        _battlement(0, -35, 60, 6),
        path("M-28 -35 L28 -35 L28 -31 L-28 -31 Z", "shade"),
        *towers,
        path("M-17 2 L-17 -11 C-17 -31 17 -31 17 -11 L17 2 Z", "deep", puff=2),
        path("M-12 2 L-12 -10 C-12 -25 12 -25 12 -10 L12 2 Z", GATE),
        line("M-5 -18 L-5 1 M5 -18 L5 1 M-10 -7 L10 -7", 3, "#b98a52"),
    ]


def _pencil(x: float, paint: str) -> list[Part]:
    """A giant pencil, standing beside a door."""
    return [
        path(f"M{x - 4.5} -34 L{x} -45 L{x + 4.5} -34 Z", "#f7dfb4", puff=1),
        path(f"M{x - 2.2} -39.5 L{x} -45.5 L{x + 2.2} -39.5 Z", "#3a2f3f", puff=1),
        box(x - 5, -35, 10, 36, 1.5, paint),
        box(x + 1.5, -35, 3.5, 36, 1, "shade"),
    ]


def _painting(x: float, sun: bool) -> list[Part]:
    """A window with a child's painting in it: a sun over a meadow, or a red flower."""
    sheet = [box(x - 5, -36, 10, 15, 1, "#fffdf4")]
    if sun:
        return [*sheet, oval(x, -31, 3.6, 3.6, "#f7b52c"), box(x - 5, -25, 10, 4.5, 1, "#58a85c")]
    return [*sheet, line(f"M{x} -28 L{x} -23", 3, "#3f9150"), oval(x, -31, 4, 4, "#dd4f7d")]


def school(placed: Placed, scene: str) -> list[Part]:
    """A school: a long house with a bell, a clock, a flag, paintings in the windows and pencils at the door."""
    trim = _trim(placed)
    flag = "#f6c945" if placed.colour in ("red", "orange", "pink", "brown", "purple") else "#d9412f"
    pencil = "#2f7fc0" if placed.colour in ("yellow", "orange", "white") else "#f7c52f"
    door = "#7d4a2d" if placed.colour in LIGHT_COLOURS else "#f6d48f"
    windows = []
    for x in (-46, -30, 30, 46):
        windows += [box(x - 6.5, -37.5, 13, 18, 2, trim)]
    return [
        line("M42 -48 L42 -96", 4, "#8c8794"),
        path("M41 -97 C32 -102 28 -92 18 -96 L18 -81 C28 -77 32 -87 41 -82 Z", flag, puff=2),
        box(-54, -50, 108, 51, 2, "base"),
        path("M-55 -49 L-50 -57 L50 -57 L55 -49 Z", "deep", puff=4),
        path("M-54 -46 L54 -46 L54 -42 L-54 -42 Z", "shade"),
        box(-8, -96, 4, 18, 0, trim),
        box(4, -96, 4, 18, 0, trim),
        path("M-5 -84 C-5 -95 5 -95 5 -84 L7 -82 L-7 -82 Z", "#f0b12f", puff=2),
        path("M-12 -95 L0 -103 L12 -95 Z", "deep", puff=3),
        path("M-22 1 L-22 -62 L0 -80 L22 -62 L22 1 Z", "base", puff=2),
        line("M-25 -60 L0 -80 L25 -60", 7, "deep"),
        oval(0, -58, 11, 11, "#4a3b46"),
        oval(0, -58, 8.6, 8.6, "#fffdf4"),
        line("M0 -63.5 L0 -58 L4 -55.5", 3, "#3a2f3f"),
        *windows,
        *_painting(-46, True),
        *_painting(46, False),
        *_painting(-30, False),
        *_painting(30, True),
        box(-9, -34, 18, 35, 3, door),
        box(-6, -30, 12, 12, 1.5, PANE),
        box(-1.5, -33, 3, 34, 0, "shade"),
        *_pencil(-16, pencil),
        *_pencil(16, pencil),
    ]


DRAWINGS = {"house": house, "castle": castle, "school": school}
