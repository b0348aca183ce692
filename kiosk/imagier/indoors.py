"""The backgrounds people have built: the street, the room and the stage."""

from __future__ import annotations

from kiosk.imagier.backdrop import WIDE, across, cloud, sheet, sun
from kiosk.imagier.dataset import Description
from kiosk.imagier.paper import Part, box, line, oval, path

_FRONTS = ("#d8b39c", "#c6ccb4", "#e4d2ae", "#b8c6cf", "#d3b3ba", "#cfc0a4")
_ROOFS = ("#a98578", "#8f9a8f", "#b09678", "#8592a0", "#a2838c", "#9c8c78")
_FRAME, _PANE, _DOOR = "#f4ecdc", "#8ca7b5", "#8f7a6c"


def _front(x: float, width: float, top: float, number: int) -> list[Part]:
    """One house front of the street, with its roof, windows and a door or a shop."""
    paint, roof = _FRONTS[number % 6], _ROOFS[number % 6]
    middle = x + width / 2
    if number % 2:
        head = path(f"M{x - 1:.2f} {top} L{middle:.2f} {top - 14} L{x + width + 1:.2f} {top} Z", roof, 2, "wall")
    else:
        head = path(
            f"M{x:.2f} {top} L{x + 3:.2f} {top - 9} L{x + width - 3:.2f} {top - 9} L{x + width:.2f} {top} Z",
            roof,
            2,
            "wall",
        )
    parts = [
        head,
        box(x, top, width, 92 - top, 0, paint, label="wall"),
        box(x - 1, top - 1, width + 2, 4, 1, _FRAME, label="wall"),
    ]
    for y in range(int(top) + 7, 54, 17):
        for at in (0.28, 0.72):
            left = x + width * at - 4.5
            parts.append(box(round(left, 2), y, 9, 12, 1.5, _FRAME, label="wall"))
            parts.append(box(round(left + 1.7, 2), y + 1.7, 5.6, 8.6, 0.8, _PANE, label="wall"))
    if number % 2:
        parts.append(box(round(middle - 6, 2), 68, 12, 24, 3, _FRAME, label="wall"))
        parts.append(box(round(middle - 4, 2), 70, 8, 22, 2, _DOOR, label="wall"))
    else:
        parts.append(box(round(x + 3, 2), 70, width - 6, 18, 1.5, _FRAME, label="wall"))
        parts.append(box(round(x + 5, 2), 72, width - 10, 14, 1, _PANE, label="wall"))
        step = width / 4
        for k in range(4):
            awning = f"M{x + k * step:.2f} 66 h{step:.2f} v7 q{-step / 2:.2f} 5 {-step:.2f} 0 Z"
            parts.append(path(awning, roof if k % 2 else _FRAME, label="wall"))
    return parts


def street(description: Description) -> list[Part]:
    """House fronts, a lamp post, the pavement and a crossing on which things stand."""
    parts = [
        sheet("#c9e1ea", "sky"),
        *sun(description, "#f9cf57", "#dcebdd", 18),
        *cloud(128 - description.light_x, 14, "#e6f3f5", 0.8),
    ]
    width, start = 28, across(description, 0.5, 0.3) % 28 - 28
    turn = round(description.drift * 5)
    for k in range(6):
        x = round(start + k * width, 2)
        near = abs(x + width / 2 - description.light_x)
        top = 46 if near < 26 else (28, 20, 34)[(k + turn) % 3]
        parts += _front(x, width, top, k + turn)
    parts += [
        sheet("#c8c2ba", "ground", 90),
        sheet("#a8a29c", "ground", 99),
        sheet("#b3b1b4", "ground", 102),
    ]
    for k in range(-3, 3):
        far, near = 64 + 17 * (k + 0.25), 64 + 24 * (k + 0.25)
        parts.append(
            path(
                f"M{far:.2f} 105 L{far + 8.5:.2f} 105 L{near + 12:.2f} 130 L{near:.2f} 130 Z", "#e9e5dc", label="ground"
            )
        )
    post = 9 if description.light_x > 64 else 119
    iron = "#5d7577"
    return [
        *parts,
        box(post - 1.8, 38, 3.6, 62, 1, iron, label="wall"),
        box(post - 4.5, 92, 9, 9, 2, iron, label="wall"),
        path(f"M{post - 6} 24 L{post + 6} 24 L{post + 3.5} 39 L{post - 3.5} 39 Z", "#f7e7b0", 2, "light"),
        path(f"M{post - 8} 24 L{post} 16 L{post + 8} 24 Z", iron, 2, "wall"),
        box(post - 5, 38, 10, 3.4, 1.5, iron, label="wall"),
    ]


def room(description: Description) -> list[Part]:
    """A wall with a curtained window and a picture, floorboards and a rug."""
    x = description.light_x
    other = 128 - x
    rug = WIDE * (0.5 + 0.12 * (description.drift - 0.5))
    boards = [
        line(f"M{64 + far} 92 L{64 + near} 130", 1.6, "#c3946a", "floor")
        for far, near in ((-58, -98), (-34, -58), (-11, -19), (11, 19), (34, 58), (58, 98))
    ]
    return [
        sheet("#c2d6cb", "wall"),
        *(box(at, -2, 9, 90, 0, "#bad0c5", label="wall") for at in range(-4, 128, 18)),
        box(x - 17, 10, 34, 42, 3, "#f6efdf", "wall"),
        box(x - 13, 14, 26, 34, 1.5, "#bfe3ee", "wall"),
        path(
            f"M{x - 13} 48 L{x - 13} 40 Q{x - 4} 33 {x + 3} 40 Q{x + 9} 36 {x + 13} 39 L{x + 13} 48 Z",
            "#a5cc9c",
            label="wall",
        ),
        box(x - 1.5, 14, 3, 34, 0, "#f6efdf", "wall"),
        box(x - 13, 28, 26, 3, 0, "#f6efdf", "wall"),
        path(
            f"M{x - 22} 8 L{x - 8} 8 C{x - 9} 24 {x - 14} 32 {x - 19} 38 L{x - 19} 58 L{x - 25} 58 Z",
            "#d9a48f",
            1,
            "wall",
        ),
        path(
            f"M{x + 22} 8 L{x + 8} 8 C{x + 9} 24 {x + 14} 32 {x + 19} 38 L{x + 19} 58 L{x + 25} 58 Z",
            "#d9a48f",
            1,
            "wall",
        ),
        box(x - 27, 5, 54, 4, 2, "#a88267", "wall"),
        box(x - 20, 50, 40, 4.5, 2, "#efe5d0", "wall"),
        box(other - 13, 18, 26, 22, 2, "#b48f6f", "wall"),
        box(other - 10, 21, 20, 16, 1, "#efe6cf", "wall"),
        path(
            f"M{other - 10} 37 L{other - 4} 26 L{other + 2} 33 L{other + 5} 30 L{other + 10} 37 Z",
            "#9db8a2",
            label="wall",
        ),
        oval(other + 5, 25.5, 2.4, 2.4, "#e9b98c", label="wall"),
        box(-2, 82, 132, 9, 0, "#f2ead9", label="wall"),
        sheet("#d6a97e", "floor", 90),
        *boards,
        box(-2, 90, 132, 3, 0, "#bd8f66", label="floor"),
        oval(rug, 113, 58, 13.5, "#b98576", label="floor"),
        oval(rug, 113, 55, 12, "#ecd9b6", label="floor"),
        oval(rug, 113, 45, 9, "#e0a48d", label="floor"),
    ]


def _curtain(side: int) -> list[Part]:
    """A red curtain, gathered at one side of the stage (-1 left, 1 right)."""
    edge = 64 + side * 66

    def fold(outer: float, inner: float, waist: float, foot: float, paint: str) -> Part:
        far, near, tied, low = (edge - side * value for value in (outer, inner, waist, foot))
        back = edge - side * (outer * 0.7)
        return path(
            f"M{far:g} -2 L{near:g} -2 C{near:g} 40 {tied:g} 50 {tied:g} 68 C{tied:g} 84 {low:g} 92 {low:g} 106 "
            f"L{back:g} 106 L{back:g} 60 Z",
            paint,
            label="wall",
        )

    tie = edge - side * 9
    return [
        fold(0, 40, 18, 26, "#b0525a"),
        fold(24, 33, 14, 20, "#9a444e"),
        fold(10, 20, 9, 12, "#c0646a"),
        fold(0, 6, 4, 6, "#9a444e"),
        oval(tie, 68, 11, 3.6, "#e2bf78", label="wall"),
    ]


def stage(description: Description) -> list[Part]:
    """Red curtains left and right, boards, and a spotlight on the middle of them."""
    lamp = 64 + (description.light_x - 64) * 0.55
    turn = 14 if lamp < 64 else -14
    pool = 64 + 6 * (description.drift - 0.5)
    boards = [
        line(f"M{64 + far} 92 L{64 + near} 120", 1.6, "#b98c66", "floor")
        for far, near in ((-60, -92), (-36, -56), (-12, -19), (12, 19), (36, 56), (60, 92))
    ]
    valance = "".join(f"Q{x + 8} 26 {x + 16} 15 " for x in range(0, 128, 16))
    return [
        sheet("#857d9d", "wall"),
        path(
            f"M{lamp - 5:.2f} 18 L{lamp + 5:.2f} 18 L{pool + 50:.2f} 112 L{pool - 50:.2f} 112 Z",
            "#a79fb8",
            label="wall",
        ),
        path(
            f"M{lamp - 3:.2f} 18 L{lamp + 3:.2f} 18 L{pool + 36:.2f} 112 L{pool - 36:.2f} 112 Z",
            "#bdb4c6",
            label="wall",
        ),
        sheet("#cda27a", "floor", 91),
        *boards,
        oval(pool, 109, 53, 12.5, "#e6cb9c", label="floor"),
        oval(pool, 109, 40, 9, "#f2dfb6", label="floor"),
        sheet("#9a7357", "floor", 121),
        sheet("#b78b68", "floor", 119.5),
        box(-2, 124, 132, 8, 0, "#94705a", label="floor"),
        *_curtain(-1),
        *_curtain(1),
        path(
            f"M{lamp - 6:.2f} 10 L{lamp + 6:.2f} 10 L{lamp + 7 - turn * 0.1:.2f} 24 L{lamp - 7 - turn * 0.1:.2f} 24 Z",
            "#5a5468",
            2,
            "wall",
        ),
        oval(round(lamp, 2), 24, 7.5, 3.4, "#fbeeb4", label="light"),
        box(-2, -2, 132, 17, 0, "#b0525a", label="wall"),
        path(f"M0 13 {valance} L128 4 L0 4 Z", "#b0525a", label="wall"),
        path(
            f"M0 13 {valance} L128 12 " + "".join(f"Q{x - 8} 22 {x - 16} 12 " for x in range(128, 0, -16)) + "Z",
            "#e2bf78",
            label="wall",
        ),
        *(line(f"M{x} -2 L{x} 9", 3, "#9a444e", "wall") for x in range(16, 128, 16)),
    ]
