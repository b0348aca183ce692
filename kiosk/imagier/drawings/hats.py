"""What people wear on their heads at work and at court, drawn around the middle of a head.

Every hat sits above the forehead (y = -11), so that hair shows under it and at its sides.
"""

from __future__ import annotations

from kiosk.imagier.drawings.fitting import fitted
from kiosk.imagier.paper import Part, box, line, oval, path

GOLD, GOLD_DEEP = "#f4bd37", "#cf8f1d"
PAPER_WHITE, PAPER_SHADE = "#fdfaf2", "#d9dce3"


def toque() -> list[Part]:
    """A cook's tall white hat."""
    return [
        oval(-13, -33, 12, 10.5, PAPER_WHITE),
        oval(13, -33, 12, 10.5, PAPER_WHITE),
        oval(0, -38, 13, 11, PAPER_WHITE),
        path("M-16 -12 L-17 -32 L17 -32 L16 -12 Z", PAPER_WHITE, 3),
        line("M-6 -33 L-5.5 -25", 3, PAPER_SHADE),
        line("M6 -33 L5.5 -25", 3, PAPER_SHADE),
        box(-18, -20, 36, 8, 3, PAPER_SHADE),
    ]


def helmet(colour: str, trim: str) -> list[Part]:
    """A firefighter's helmet, with a comb, a badge and a wide brim."""
    return [
        path("M-19 -14 C-20 -38 20 -38 19 -14 Z", colour, 3),
        path("M-4 -14 C-5 -30 -4 -38 0 -38 C4 -38 5 -30 4 -14 Z", trim, 2),
        path("M10 -31 C18 -27 20 -20 19 -14 L12 -14 C14 -20 13 -26 10 -31 Z", "shade"),
        path("M-27 -11 C-14 -17 14 -17 27 -11 C14 -12 -14 -12 -27 -11 Z", colour, 5),
        path("M-7 -26 L7 -26 L6.5 -18 C5 -14.5 2 -13 0 -12 C-2 -13 -5 -14.5 -6.5 -18 Z", trim, 3),
        oval(0, -20, 3, 3.4, colour),
    ]


def straw_hat(ribbon: str) -> list[Part]:
    """A farmer's hat of straw with a wide brim."""
    return [
        oval(0, -14, 36, 6.5, "#c99b45"),
        oval(0, -15.5, 36, 6, "#ebc66f"),
        path("M-17 -16 C-18 -38 18 -38 17 -16 C8 -13 -8 -13 -17 -16 Z", "#ebc66f", 2),
        path("M-17.5 -22 C-8 -18.5 8 -18.5 17.5 -22 L17.5 -16 C8 -12.5 -8 -12.5 -17.5 -16 Z", ribbon, 1),
        path("M-9 -31 C-5 -34 2 -34 6 -32 C2 -30 -4 -30 -9 -31 Z", "#f6dd9a", 1),
    ]


def peaked_cap() -> list[Part]:
    """A pilot's cap with a dark peak and a golden badge."""
    return [
        path("M-18 -15 C-30 -22 -29 -31 -20 -33 C-8 -37 8 -37 20 -33 C29 -31 30 -22 18 -15 Z", "base", 3),
        path("M-19 -21 C-8 -24.5 8 -24.5 19 -21 L18 -13 C8 -16 -8 -16 -18 -13 Z", "#262c4a", 2),
        path("M-17 -12.5 C-8 -16 8 -16 17 -12.5 C13 -7.5 -13 -7.5 -17 -12.5 Z", "#1a1d2f", 2),
        path("M-10 -12.5 C-5 -14 1 -14 5 -13.2 C1 -11.8 -6 -11.6 -10 -12.5 Z", "#5a628a"),
        oval(0, -27, 4.5, 4.5, GOLD),
        path("M-3 -26 L-13 -30 C-12 -26 -8 -23 -3 -24 Z", GOLD, 1.5),
        path("M3 -26 L13 -30 C12 -26 8 -23 3 -24 Z", GOLD, 1.5),
    ]


def surgeon_cap() -> list[Part]:
    """A round cap of cloth, tied behind."""
    return [
        path("M-17.5 -16 C-23 -34 23 -34 17.5 -16 C8 -19 -8 -19 -17.5 -16 Z", "base", 2),
        path("M-19 -18.5 C-8 -22.5 8 -22.5 19 -18.5 L18.5 -14.5 C8 -18.5 -8 -18.5 -18.5 -14.5 Z", "deep", 1),
    ]


def goggles(strap: str, rim: str) -> list[Part]:
    """Safety glasses pushed up over the hair."""
    return [
        path("M-21 -17 C-8 -21 8 -21 21 -17 L21 -12 C8 -16 -8 -16 -21 -12 Z", strap, 1),
        oval(-8, -17, 8.5, 6.6, rim),
        oval(8, -17, 8.5, 6.6, rim),
        oval(-8, -17, 5.4, 3.9, "#bfe6ef"),
        oval(8, -17, 5.4, 3.9, "#bfe6ef"),
    ]


def bandana(colour: str) -> list[Part]:
    """A cloth tied around the head, its knot to one side."""
    return [
        path("M19 -14 L31 -22 L27 -13 L32 -6 Z", colour, 2),
        path("M-19 -12 C-23 -33 23 -33 19 -12 C8 -17 -8 -17 -19 -12 Z", colour, 2),
        path("M-19 -14 C-8 -19 8 -19 19 -14 L19 -11 C8 -15 -8 -15 -19 -11 Z", "shade"),
    ]


def kings_crown() -> list[Part]:
    """A heavy golden crown with five points and a red lining."""
    return [
        path("M-16 -16 C-22 -40 22 -40 16 -16 Z", "#b3273c", 2),
        path("M-17 -14 L-22 -34 L-11 -25 L0 -40 L11 -25 L22 -34 L17 -14 C8 -17 -8 -17 -17 -14 Z", GOLD, 3),
        path("M-18.5 -20 C-8 -23 8 -23 18.5 -20 L17.5 -13 C8 -16 -8 -16 -17.5 -13 Z", GOLD_DEEP, 2),
        *(oval(x, y, 3.4, 3.4, "#f8d978") for x, y in ((-22, -35), (22, -35))),
        oval(0, -40, 4, 4, "#f8d978"),
        oval(0, -18.6, 3, 2.8, "#3a7fd0"),
        oval(-11, -17.6, 2.6, 2.4, "#d83a4e"),
        oval(11, -17.6, 2.6, 2.4, "#d83a4e"),
    ]


def queens_crown() -> list[Part]:
    """A tall crown of slender points, each with a pearl."""
    points = ((-21, -29), (-11.5, -37), (0, -42), (11.5, -37), (21, -29))
    return [
        path(
            "M-16 -13 L-21 -29 L-13.5 -22 L-11.5 -37 L-5 -23 L0 -42 L5 -23 L11.5 -37 L13.5 -22 L21 -29 L16 -13 "
            "C8 -16.5 -8 -16.5 -16 -13 Z",
            GOLD,
            3,
        ),
        *(oval(x, y, 3.6, 3.6, "#fff8ea") for x, y in points),
        path("M0 -24 L4.5 -18.5 L0 -14 L-4.5 -18.5 Z", "#2f9d8f", 1.5),
        oval(-11, -17.4, 2.6, 2.4, "#fff8ea"),
        oval(11, -17.4, 2.6, 2.4, "#fff8ea"),
    ]


def tiara() -> list[Part]:
    """A small tiara with one large stone."""
    return [
        path(
            "M-15 -14 C-12 -24 -9 -22 -7 -20 C-4 -32 4 -32 7 -20 C9 -22 12 -24 15 -14 C8 -18 -8 -18 -15 -14 Z",
            GOLD,
            2.5,
        ),
        oval(0, -22.5, 4.2, 4.6, "#e8558f"),
        oval(-10, -17.6, 2.2, 2.2, "#fff8ea"),
        oval(10, -17.6, 2.2, 2.2, "#fff8ea"),
    ]


def tricorn() -> list[Part]:
    """A pirate's hat with crossed bones and a feather."""
    bone = [
        line("M-8 0 L8 0", 3.6, PAPER_WHITE),
        *(oval(x, y, 2.6, 2.6, PAPER_WHITE) for x in (-8.5, 8.5) for y in (-2, 2)),
    ]
    return [
        path("M12 -30 C18 -42 32 -44 40 -36 C38 -28 28 -22 16 -22 Z", "#e0453c", 2),
        line("M16 -25 C24 -30 30 -33 36 -35", 2.4, "#a92f2f"),
        path("M-19 -15 C-18 -40 18 -40 19 -15 Z", "#2b2737", 2),
        path(
            "M-33 -20 C-26 -16 -24 -30 -12 -33 C-4 -35 4 -35 12 -33 C24 -30 26 -16 33 -20 C30 -9 16 -12 0 -12 "
            "C-16 -12 -30 -9 -33 -20 Z",
            "#2b2737",
            3,
        ),
        line("M-31 -15 C-22 -10 -12 -11.6 0 -11.6 C12 -11.6 22 -10 31 -15", 3.2, "#e8c25a"),
        *fitted(bone, 0, -23, 1, 28),
        *fitted(bone, 0, -23, 1, -28),
    ]
