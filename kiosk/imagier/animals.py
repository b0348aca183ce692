"""The animals and the person, cut from paper.

Every drawing stands on y = 0, is centred on x = 0 and is about 100 units high or wide. Animals
seen from the side look to the left.
"""

from __future__ import annotations

from kiosk.imagier.dataset import Placed
from kiosk.imagier.paper import Part, box, eye, line, moved, oval, path
from kiosk.imagier.vocabulary import HAIR_COLOURS, SKIN_TONES

PINK = "#ee9a9c"
NOSE = "#d9566b"
CREAM = "#fff5e4"
DARK = "#2a2331"
WATER = "#a3d6e2"
GLASS = "#e2f2f4"


def cat(placed: Placed) -> list[Part]:
    """A cat, sitting, seen from the front, its tail to the right."""
    return [
        line("M20 -9 C54 -4 56 -36 40 -44", 12, "base"),
        path("M-27 -6 C-31 -26 -20 -44 -12 -52 L12 -52 C20 -44 31 -26 27 -6 Z", "base", puff=8),
        path("M13 -46 C22 -38 29 -24 28 -2 L14 -2 C20 -18 19 -32 13 -46 Z", "shade"),
        oval(-12, -4, 11, 6.5, "flat"),
        oval(12, -4, 11, 6.5, "flat"),
        line("M0 -24 L0 -3", 3, "shade"),
        path("M-27 -72 L-28 -98 L-8 -84 Z", "base", puff=8),
        path("M27 -72 L28 -98 L8 -84 Z", "base", puff=8),
        path("M-24 -80 L-25 -92 L-15 -85 Z", PINK, puff=4),
        path("M24 -80 L25 -92 L15 -85 Z", PINK, puff=4),
        oval(0, -44, 23, 6, "shade"),
        oval(0, -66, 35, 27, "base"),
        path("M-26 -51 C-12 -36 12 -36 26 -51 C16 -42 -16 -42 -26 -51 Z", "shade"),
        *eye(-15, -68, 9.5, 1),
        *eye(15, -68, 9.5, -1),
        oval(0, -52.5, 10, 7, CREAM),
        path("M-3.5 -57 L3.5 -57 L0 -53.5 Z", NOSE, puff=3),
    ]


def dog(placed: Placed) -> list[Part]:
    """A dog, standing, seen from the side, with a hanging ear and a collar."""
    return [
        line("M38 -44 C50 -50 52 -62 47 -74", 10, "base"),
        box(-16, -30, 13, 30, 6, "deep"),
        box(20, -30, 13, 30, 6, "deep"),
        path("M-26 -46 C-10 -52 30 -52 38 -46 C42 -38 40 -26 36 -22 L-26 -22 Z", "base", puff=10),
        path("M-28 -24 C-8 -16 26 -16 40 -26 L40 -18 L-28 -18 Z", "shade"),
        box(-31, -34, 15, 34, 7, "base"),
        box(29, -34, 15, 34, 7, "base"),
        path("M-40 -66 L-8 -66 L-6 -40 L-32 -36 Z", "base", puff=8),
        oval(-44, -50, 4.5, 8, NOSE),
        oval(-25, -72, 25, 23, "base"),
        oval(-44, -63, 16, 12, CREAM),
        oval(-57, -69, 6.5, 5.5, DARK),
        line("M-37 -43 C-28 -36 -14 -37 -6 -44", 7, "#1c948b"),
        oval(-25, -35, 5, 5, "#f6c945"),
        path("M-16 -88 C-2 -88 4 -70 0 -54 C-6 -48 -14 -56 -16 -66 Z", "deep", puff=6),
        *eye(-32, -78, 8.5, -1.2),
    ]


def rabbit(placed: Placed) -> list[Part]:
    """A rabbit, sitting, seen from the front, with long ears and a white tail."""
    return [
        oval(30, -14, 11, 10, CREAM),
        oval(-12, -84, 9.5, 25, "base", turn=-10),
        oval(13, -84, 9.5, 25, "base", turn=12),
        oval(-12, -84, 4.5, 17, PINK, turn=-10),
        oval(13, -84, 4.5, 17, PINK, turn=12),
        oval(0, -25, 30, 25, "base"),
        path("M16 -46 C34 -36 36 -10 14 -1 C26 -14 26 -32 16 -46 Z", "shade"),
        oval(-17, -5, 15, 8, "flat"),
        oval(17, -5, 15, 8, "flat"),
        oval(0, -37, 20, 6, "shade"),
        oval(0, -56, 26, 22, "base"),
        *eye(-11, -59, 8.5, 0.8),
        *eye(11, -59, 8.5, -0.8),
        oval(-6, -45, 7.5, 5.5, CREAM),
        oval(6, -45, 7.5, 5.5, CREAM),
        box(-3.6, -42, 7.2, 8, 1.5, "#ffffff"),
        path("M-3.5 -50 L3.5 -50 L0 -47 Z", NOSE, puff=3),
    ]


def bird(placed: Placed) -> list[Part]:
    """A bird, standing on two legs, seen from the side, with a folded wing."""
    beak = "#d4452c" if placed.colour in ("yellow", "orange", "white") else "#f7b733"
    leg = "#b8511f" if placed.colour in ("yellow", "orange") else "#e08a2c"
    return [
        line("M-4 -20 L-4 -2 M-12 -2 L-2 -2", 5, leg),
        line("M12 -20 L12 -2 M4 -2 L14 -2", 5, leg),
        path("M26 -46 L52 -66 L56 -48 Z", "deep", puff=7),
        path("M-44 -74 L-58 -66 L-42 -59 Z", beak, puff=5),
        path("M-14 -88 L-8 -100 L-4 -88 Z", "deep", puff=7),
        oval(5, -45, 37, 31, "base"),
        path("M-28 -32 C-10 -12 34 -12 42 -44 C38 -24 2 -16 -28 -32 Z", "shade"),
        oval(-20, -69, 25, 23, "base"),
        path("M-2 -58 C14 -64 36 -58 44 -42 C30 -28 2 -30 -2 -58 Z", "deep", puff=5),
        *eye(-28, -73, 9.5, -1.2),
    ]


def _swimming_fish(placed: Placed) -> list[Part]:
    return [
        path("M28 -42 C38 -50 44 -64 50 -66 C47 -50 47 -34 50 -18 C44 -20 38 -34 28 -42 Z", "deep", 6),
        path("M-18 -66 C-10 -82 12 -80 16 -64 Z", "deep", puff=5),
        path("M-6 -18 C-2 -8 12 -6 16 -12 L10 -22 Z", "deep", puff=5),
        path("M-48 -42 C-36 -72 14 -76 34 -42 C14 -8 -36 -12 -48 -42 Z", "base", puff=4),
        path("M-44 -36 C-30 -18 14 -14 33 -42 C14 -6 -36 -10 -44 -36 Z", "shade"),
        path("M0 -44 C8 -50 20 -46 24 -40 C18 -32 6 -32 0 -44 Z", "deep", puff=3),
        line("M-46 -35 C-42 -31 -39 -31 -36 -33", 3, DARK),
        *eye(-27, -50, 9.5, -1),
    ]


def fish(placed: Placed, scene: str) -> list[Part]:
    """A fish, seen from the side: free in the sea, in a glass bowl everywhere else."""
    swimming = _swimming_fish(placed)
    if scene == "sea":
        return swimming
    return [
        path(
            "M-33 -94 C-52 -86 -60 -66 -56 -42 C-52 -18 -34 -2 0 -2 C34 -2 52 -18 56 -42 C60 -66 52 -86 33 -94 Z",
            GLASS,
            puff=4,
            label="vessel",
        ),
        box(-32, -7, 64, 8, 4, "#bcd9de", label="vessel"),
        path(
            "M-52 -60 C-36 -65 -18 -55 0 -60 C18 -65 36 -55 52 -60 C58 -30 36 -3 0 -3 C-36 -3 -58 -30 -52 -60 Z",
            WATER,
            label="water",
        ),
        path("M-38 -18 C-20 -12 20 -12 38 -18 C26 -4 -26 -4 -38 -18 Z", "#e3c48d", label="vessel"),
        *moved(swimming, 0, -6, 0.84),
        box(-40, -100, 80, 10, 5, "#bcd9de", label="vessel"),
        path("M-44 -58 C-43 -72 -36 -82 -28 -86 C-30 -76 -36 -66 -44 -58 Z", "#ffffff", opacity=0.7),
    ]


def person(placed: Placed) -> list[Part]:
    """A person, standing, seen from the front; the colour is the colour of the clothes.

    Raises ValueError if the thing is placed without saying how the person looks.
    """
    if placed.person is None:
        raise ValueError("a person needs hair and skin")
    skin = SKIN_TONES[placed.person.skin]
    hair = HAIR_COLOURS[placed.person.hair_colour]
    behind, before = _hair(placed.person.hair, hair)
    return [
        *behind,
        box(-16, -20, 13, 18, 4, "#4b4f70"),
        box(3, -20, 13, 18, 4, "#4b4f70"),
        oval(-11, -3, 11, 4.5, DARK),
        oval(11, -3, 11, 4.5, DARK),
        oval(-37, -29, 6.5, 6.5, skin),
        oval(37, -29, 6.5, 6.5, skin),
        line("M-16 -47 L-33 -33", 14, "base"),
        line("M16 -47 L33 -33", 14, "base"),
        path(
            "M-13 -51 L13 -51 C20 -40 24 -28 26 -16 L-26 -16 C-24 -28 -20 -40 -13 -51 Z",
            "base",
            puff=7,
        ),
        path("M13 -50 C21 -40 27 -24 29 -13 L14 -13 C18 -26 18 -40 13 -50 Z", "shade"),
        oval(0, -52, 12, 5, "shade"),
        oval(0, -74, 23, 22, skin),
        *before,
        oval(-13, -66, 4, 2.8, "#e2706a"),
        oval(13, -66, 4, 2.8, "#e2706a"),
        *eye(-9, -73, 6, 0.4),
        *eye(9, -73, 6, -0.4),
        line("M-5.5 -62 C-3 -59 3 -59 5.5 -62", 3, "#8d2f35"),
    ]


def _hair(style: str, colour: str) -> tuple[list[Part], list[Part]]:
    """Hair behind the head and hair before it."""
    fringe = path(
        "M-24 -76 C-26 -104 26 -104 24 -76 C16 -84 2 -86 -6 -88 C-12 -84 -18 -82 -24 -76 Z",
        colour,
        2,
    )
    if style == "long":
        back = path(
            "M-24 -78 C-26 -104 26 -104 24 -78 C26 -62 28 -52 30 -44 L-30 -44 C-28 -52 -26 -62 -24 -78 Z",
            colour,
            puff=5,
        )
        return [back], [fringe]
    if style == "bun":
        return [oval(0, -101, 11, 10, colour)], [fringe]
    if style == "curly":
        curls = ((-23, -76), (-21, -90), (-9, -98), (6, -99), (19, -92), (24, -78))
        return [oval(x, y, 11, 11, colour) for x, y in curls], [fringe]
    return [oval(0, -79, 25, 20, colour)], [fringe]
