"""What people hold or have beside them at work, each drawn around the point where it is held or stands."""

from __future__ import annotations

from kiosk.imagier.drawings.hats import GOLD
from kiosk.imagier.paper import Part, box, line, oval, path

STEEL, STEEL_DEEP, STEEL_LIGHT = "#b9c3cc", "#7f8c99", "#e6edf1"
WOOD, WOOD_DEEP = "#b57a43", "#865428"
WHITE = "#fdfaf2"
CORAL = "#e8574e"
WATER = "#7cc6e6"


def stethoscope(tube: str) -> list[Part]:
    """Around the neck, in the coordinates of a body."""
    return [
        line("M-11 -51 C-12 -40 -6 -34 -1 -33", 3.6, tube),
        line("M11 -51 C12 -40 6 -34 -1 -33 C-2 -28 2 -24 6 -24", 3.6, tube),
        oval(9, -23.5, 5, 5, STEEL_DEEP),
        oval(9, -23.5, 3, 3, STEEL_LIGHT),
    ]


def plus(x: float, y: float, size: float, colour: str) -> list[Part]:
    """A plus, as on a first-aid box."""
    long, wide = 2 * size, 0.76 * size
    return [
        box(x - size, y - wide / 2, long, wide, 0.8, colour),
        box(x - wide / 2, y - size, wide, long, 0.8, colour),
    ]


def heart(x: float, y: float, colour: str) -> Part:
    """A small heart."""
    return path(
        f"M{x} {y + 5} C{x - 9} {y - 1} {x - 6} {y - 7} {x} {y - 2.5} C{x + 6} {y - 7} {x + 9} {y - 1} {x} {y + 5} Z",
        colour,
        1.5,
    )


def doctors_bag() -> list[Part]:
    """A bag with a plus, hanging from the hand at 0, 0."""
    return [
        line("M-7 9 C-7 -1 7 -1 7 9", 3.4, "#4a3327"),
        box(-13, 8, 26, 19, 5, "#7a4a32"),
        box(-13, 8, 26, 6, 3, "#5d3524"),
        *plus(0, 19.5, 4.6, WHITE),
    ]


def drip_stand() -> list[Part]:
    """A stand on wheels with a bag of liquid, standing on 0, 0."""
    return [
        line("M-9 -4 L0 -9 L9 -4", 3.6, STEEL_DEEP),
        oval(-10, -3, 3, 3, "#4a5260"),
        oval(10, -3, 3, 3, "#4a5260"),
        line("M0 -6 L0 -94", 3.6, STEEL_DEEP),
        line("M-11 -93 L11 -93", 3.6, STEEL_DEEP),
        line("M-4 -57 C-4 -44 10 -44 14 -36", 3, "#8fcbe0"),
        box(-14, -91, 20, 32, 6, "#e9f5f8"),
        path("M-14 -78 C-8 -81 0 -75 6 -78 L6 -65 C6 -61 3 -59 0 -59 L-8 -59 C-11 -59 -14 -61 -14 -65 Z", "#7cc6e6"),
        *plus(-4, -70, 4.6, WHITE),
    ]


def scalpel() -> list[Part]:
    """Held at 0, 0, its blade up."""
    return [
        line("M0 8 L0 -16", 4.2, STEEL_DEEP),
        path("M-1.6 -17 L1.6 -17 C4 -21 3 -25 -1.6 -28 Z", "#f2f7f9", 2),
    ]


def surgical_lamp() -> list[Part]:
    """A lamp on a stand, its light falling to the right; it stands on 0, 0."""
    return [
        oval(0, -3, 12, 4, STEEL_DEEP),
        line("M0 -4 L-4 -78 C-4 -90 4 -95 12 -94", 4, STEEL_DEEP),
        path("M6 -80 L30 -94 L58 -48 L22 -36 Z", "#fff3b0", opacity=0.45),
        path("M0 -84 C-2 -98 16 -108 28 -98 Z", STEEL, 5),
        path("M4 -82 L27 -96 C29 -92 26 -86 21 -83 C15 -79 8 -79 4 -82 Z", "#ffe27a", 2),
    ]


def blackboard() -> list[Part]:
    """A board on two legs with drawings in chalk, its lower edge at y = -32."""
    chalk = "#f4f1e4"
    return [
        line("M-20 -34 L-25 -2", 4, WOOD_DEEP),
        line("M20 -34 L25 -2", 4, WOOD_DEEP),
        box(-31, -84, 62, 52, 4, WOOD),
        box(-27, -80, 54, 44, 2, "#2c5449"),
        oval(-14, -66, 5.5, 5.5, "#f7d25c"),
        *(line(d, 2.6, "#f7d25c") for d in ("M-14 -75 L-14 -76", "M-23 -66 L-24 -66", "M-20.5 -72.5 L-21.5 -73.5")),
        path("M-24 -42 L-24 -51 L-16.5 -57 L-9 -51 L-9 -42 Z", chalk, 2),
        box(-19, -49, 5, 7, 0.5, "#2c5449"),
    ]


def book(colour: str) -> list[Part]:
    """A closed book, held at 0, 0."""
    return [box(-8, -11, 17, 21, 2, colour), box(-5, -8, 13, 17, 1, WHITE), box(-8, -11, 15, 19, 2, colour),
            box(-4, -7, 8, 4, 1, "#fbe6b0")]  # fmt: skip


def pot(colour: str) -> list[Part]:
    """A cooking pot with steam, its middle at 0, 0."""
    return [
        path("M-8 -16 C-15 -24 -3 -28 -9 -38 C1 -32 0 -24 -2 -16 Z", "#ffffff", 2, opacity=0.75),
        path("M6 -16 C0 -22 11 -27 6 -35 C15 -29 14 -23 12 -16 Z", "#ffffff", 2, opacity=0.75),
        box(-25, -5, 50, 6, 3, "#4a4350"),
        path("M-18 -9 L18 -9 L17 11 C16 14 -16 14 -17 11 Z", colour, 4),
        path("M8 -7 L18 -7 L17 11 C16 13 12 13 6 13 C9 6 9 0 8 -7 Z", "shade"),
        oval(0, -10, 19.5, 5, "#e9a84b"),
        oval(-6, -10.5, 4, 2.2, "#d8542f"),
        oval(6, -9.5, 4.4, 2.2, "#5f9c45"),
    ]


def spoon() -> list[Part]:
    """A wooden spoon held at 0, 0, its bowl up."""
    return [line("M0 8 L0 -14", 4, WOOD), oval(0, -20, 6, 8, WOOD), oval(0, -20.5, 3.4, 5, WOOD_DEEP)]


def pitchfork() -> list[Part]:
    """A fork as high as a person, standing on 0, 0."""
    return [
        line("M0 -2 L0 -70", 4.4, WOOD_DEEP),
        line("M-9 -92 L-9 -78 C-9 -71 9 -71 9 -78 L9 -92", 3.6, STEEL_DEEP),
        line("M0 -92 L0 -72", 3.6, STEEL_DEEP),
    ]


def carrot_basket(carrot: str) -> list[Part]:
    """A basket of carrots, standing on 0, 0."""
    tops = [
        line(f"M{x} -24 C{x - 4} -30 {x - 5} -33 {x - 5} -37 M{x} -24 L{x + 3} -37", 3.6, "#3f8f3f")
        for x in (-9, 1, 10)
    ]
    return [
        *tops,
        *(oval(x, -20, 4.6, 9, carrot, turn=turn) for x, turn in ((-9, -12), (1, 4), (10, 16))),
        path("M-18 -18 L18 -18 L14 -2 L-14 -2 Z", "#b98345", 4),
        line("M-16 -11 L16 -11", 3, "#8f5f2c"),
        line("M-19 -18 L19 -18", 5, "#d3a15f"),
    ]


def model_plane() -> list[Part]:
    """A small plane flying to the left, held under its belly at 0, 0."""
    return [
        path("M12 -17 L20 -28 L26 -28 L23 -13 Z", "#d8443c", 2),
        path(
            "M-24 -8 C-24 -16 -8 -18 6 -17 C16 -16 24 -14 25 -12 C20 -4 -2 -3 -12 -3 C-20 -3 -24 -4 -24 -8 Z",
            "#f4f6f8",
            2,
        ),
        path("M-22 -11 C-19 -15 -15 -16 -12 -16 L-13 -10 Z", "#5fb3d9", 1.5),
        oval(-4, -11, 2.3, 2.3, "#5fb3d9"),
        oval(4, -11, 2.3, 2.3, "#5fb3d9"),
        path("M-6 -7 L6 -7 L20 4 L11 5 Z", "#d8443c", 2),
    ]


def flask(liquid: str) -> list[Part]:
    """A cone-shaped flask with bubbles, its neck held at 0, 0."""
    return [
        path("M-4 -12 L4 -12 L4 2 L15 20 C17 24 14 26 11 26 L-11 26 C-14 26 -17 24 -15 20 L-4 2 Z", "#d3ebf1", 3),
        path("M-8 8 C-3 5 3 11 8 8 L14 20 C16 24 13 25 11 25 L-11 25 C-13 25 -16 24 -14 20 Z", liquid),
        oval(-3, 18, 2.8, 2.8, "#fdfdf4"),
        oval(6, 14.5, 2, 2, "#fdfdf4"),
        oval(-5, -22, 3.6, 3.6, liquid),
        oval(3, -29, 2.6, 2.6, liquid),
        box(-7, -14, 14, 4.4, 2, "#9fc9d6"),
    ]


def microscope() -> list[Part]:
    """A microscope on a small table, standing on 0, 0."""
    return [
        box(-13, -24, 5, 24, 2, WOOD_DEEP),
        box(9, -24, 5, 24, 2, WOOD_DEEP),
        box(-17, -28, 35, 7, 3, WOOD),
        box(-12, -33, 24, 6, 3, "#39435c"),
        line("M8 -33 C18 -42 14 -56 2 -58", 5.5, "#39435c"),
        line("M2 -38 L-10 -38", 4, "#39435c"),
        line("M-5 -44 L4 -62", 8.5, "#5d6a88"),
        line("M4 -62 L7 -68", 6, "#39435c"),
    ]


def guitar(wood: str, deep: str) -> list[Part]:
    """A guitar lying level, its neck to the left, the sound hole at 0, 0."""
    return [
        line("M-10 0 L-48 0", 6, "#5a3722"),
        box(-59, -5, 13, 10, 3, "#5a3722"),
        path(
            "M-13 0 C-14 -13 -4 -14 3 -11 C9 -18 27 -17 27 0 C27 17 9 18 3 11 C-4 14 -14 13 -13 0 Z", wood, 3
        ),
        oval(0, 0, 5.5, 5.5, deep),
        line("M15 -6 L15 6", 3.6, deep),
        line("M-10 0 L15 0", 2.6, "#f7ead0"),
    ]  # fmt: skip


def note(colour: str) -> list[Part]:
    """A note of music, about 20 high, its head at 0, 0."""
    return [line("M4.5 -1 L4.5 -18 C10 -17 12 -13 11 -9", 3.2, colour), oval(0, 0, 5.4, 4.2, colour, turn=-20)]


def bucket(colour: str) -> list[Part]:
    """A bucket full of suds, standing on 0, 0."""
    return [
        oval(-8, -25, 6.5, 6, "#ffffff"),
        oval(6, -26, 8, 7, "#f1fafc"),
        oval(-1, -29, 6, 6, "#ffffff"),
        path("M-15 -22 L15 -22 L12 -2 L-12 -2 Z", colour, 3),
        path("M6 -22 L15 -22 L12 -2 L4 -2 Z", "shade"),
        line("M-16 -22 L16 -22", 4.6, STEEL_LIGHT),
        line("M-14 -20 C-12 -8 12 -8 14 -20", 2.8, STEEL_DEEP),
    ]


def mop() -> list[Part]:
    """A wet mop with its head on 0, 0 and its handle up."""
    return [
        line("M0 -12 L0 -84", 4.4, WOOD),
        path("M-6 -17 L6 -17 C11 -10 14 -4 15 0 L-15 0 C-14 -4 -11 -10 -6 -17 Z", WHITE, 3),
        line("M-5 -12 L-8 -1", 3, STEEL),
        line("M4 -12 L6 -1", 3, STEEL),
        box(-7, -20, 14, 6, 3, "#3d8fc4"),
    ]


def sceptre() -> list[Part]:
    """As high as a person, standing on 0, 0."""
    return [
        line("M0 -2 L0 -74", 4.4, GOLD),
        oval(0, -80, 8, 8, GOLD),
        oval(0, -80, 4.4, 4.4, "#d83a4e"),
        oval(0, -90, 3.6, 3.6, "#f8d978"),
    ]
