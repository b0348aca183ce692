"""The ten backgrounds, in layers of mid-tone paper so that all eleven colours stand out; here are those outdoors."""

from __future__ import annotations

from kiosk.imagier.backdrop import WIDE, across, blossoms, cloud, fir, hill, lean, round_tree, sheet, sun, tuft
from kiosk.imagier.dataset import Description, Placed
from kiosk.imagier.indoors import room, stage, street
from kiosk.imagier.paper import Part, box, oval, path

# What swims: by the sea it is in the water, not on the beach.
AFLOAT = ("fish", "boat", "shark")


def background(description: Description) -> list[Part]:
    """The background of a picture, back to front, in units of a 128 x 128 picture."""
    makers = {
        "meadow": _meadow,
        "flower field": _flower_field,
        "forest": _forest,
        "sea": _sea,
        "snow": _snow,
        "desert": _desert,
        "street": street,
        "room": room,
        "night": _night,
        "stage": stage,
    }
    return makers[description.scene](description)


def _meadow(description: Description) -> list[Part]:
    def spots(*places: tuple[float, float, float]) -> list[tuple[float, float, float]]:
        return [(across(description, at), y, radius) for at, y, radius in places]

    return [
        sheet("#bfe1ec", "sky"),
        *sun(description, "#f9cf57", "#dcebdd"),
        *cloud(across(description, 0.55), 26, "#e6f3f5"),
        *cloud(across(description, 0.12), 44, "#d9eef2", 0.6),
        hill(78, 22, lean(description, 0.2), "#9cc9a4"),
        *round_tree(across(description, 0.1), 72, 0.75, "#7fb38f", "#92c19b", "#8b7b68"),
        *round_tree(across(description, 0.24), 70, 0.55, "#7fb38f", "#92c19b", "#8b7b68"),
        hill(86, 18, lean(description, 0.85), "#a9d392"),
        *round_tree(across(description, 0.93), 77, 0.95, "#82b67c", "#97c58a", "#8b7b68"),
        hill(98, 7, lean(description, 0.4), "#c0de90"),
        *(
            tuft(across(description, at), y, "#9cc774", size)
            for at, y, size in ((-0.05, 106, 0.8), (0.19, 121, 1), (0.52, 127, 1.1), (0.83, 122, 1), (1.05, 105, 0.8))
        ),
        *blossoms(spots((0.04, 117, 4.4), (0.67, 124, 4.4), (0.93, 99, 3.4)), "#faf6e6", "#efc55c"),
        *blossoms(spots((0.33, 123.5, 4.4), (0.98, 116, 4.4), (0.1, 99, 3.4)), "#eca3aa", "#f6e2a8"),
    ]


def _flower_field(description: Description) -> list[Part]:
    rows = (
        (67, 2.5, "#c9b3dc", "#c9b3dc"),
        (73, 3.1, "#f3e6b8", "#f3e6b8"),
        (80, 3.9, "#e8a6ac", "#f3dfa8"),
        (89, 4.9, "#f1ecdf", "#e9c46a"),
        (100, 6.1, "#bfa9d8", "#f3dfa8"),
        (113, 7.4, "#eeb48e", "#f6e3b4"),
        (126, 8.6, "#e8a6ac", "#f3dfa8"),
    )
    parts = [
        sheet("#c3e0ea", "sky"),
        *sun(description, "#f9cf57", "#dcebdd"),
        *cloud(across(description, 0.5), 25, "#e6f3f5"),
        hill(66, 14, lean(description, 0.15), "#a5c9b4"),
        hill(66, 9, lean(description, 0.8), "#97c09f"),
        sheet("#b7d494", "ground", 62),
    ]
    for number, (y, radius, petal, heart) in enumerate(rows):
        step = radius * 2.5
        start = across(description, 0.5, 0.6) % step - step * (1.5 if number % 2 else 1)
        count = int(WIDE / step) + 4
        x = [round(start + k * step, 2) for k in range(count)]
        leaves = " ".join(
            f"M{at - step * 0.62:.2f} {y + radius * 1.5:.2f} Q{at - step * 0.3:.2f} {y - radius * 0.9:.2f} {at:.2f} "
            f"{y + radius * 0.2:.2f} Q{at + step * 0.3:.2f} {y - radius * 0.9:.2f} {at + step * 0.62:.2f} "
            f"{y + radius * 1.5:.2f} Z"
            for at in x
        )
        parts.append(path(leaves, "#86b27a", 1, "plant"))
        wave = (0, -0.22, 0.1)
        spots = [(at, round(y + wave[k % 3] * radius, 2), radius) for k, at in enumerate(x)]
        parts += blossoms(spots, petal, heart)[: 2 if heart != petal else 1]
    return parts


def _trunk(x: float, foot: float, half: float, colour: str, shade: str, knot: bool = False) -> list[Part]:
    """A trunk that rises out of the picture, its roots spread on `foot`."""
    flare = half * 1.75
    parts = [
        path(
            f"M{x - half:.2f} -6 C{x - half * 0.7:.2f} 40 {x - half * 0.9:.2f} {foot - 26:.2f} "
            f"{x - flare:.2f} {foot:.2f} "
            f"Q{x - half * 0.4:.2f} {foot - half * 0.5:.2f} {x:.2f} {foot + half * 0.3:.2f} "
            f"Q{x + half * 0.5:.2f} {foot - half * 0.5:.2f} {x + flare:.2f} {foot:.2f} "
            f"C{x + half * 0.9:.2f} {foot - 26:.2f} {x + half * 0.7:.2f} 40 {x + half:.2f} -6 Z",
            colour,
            2,
            "plant",
        ),
        path(
            f"M{x + half:.2f} -6 C{x + half * 0.7:.2f} 40 {x + half * 0.9:.2f} {foot - 26:.2f} "
            f"{x + flare:.2f} {foot:.2f} "
            f"C{x + half * 0.4:.2f} {foot - 10:.2f} {x + half * 0.1:.2f} 60 {x + half * 0.35:.2f} -6 Z",
            shade,
            label="plant",
        ),
    ]
    if knot:
        parts.append(oval(x - half * 0.2, 62, half * 0.24, half * 0.4, shade, label="plant"))
    return parts


def _forest(description: Description) -> list[Part]:
    def at(place: float) -> float:
        return across(description, place, 0.1)

    glow = round(64 + (description.light_x - 64) * 0.35, 2)
    parts = [
        sheet("#cfdfb6", "sky"),
        oval(glow, 40, 58, 62, "#dde8c3", label="sky"),
        oval(glow, 38, 32, 36, "#ecf0d0", label="sky"),
        oval(glow, 32, 10, 10, "#f8e59a", label="light"),
        hill(84, 6, lean(description, 0.5), "#b4cb9a"),
    ]
    for place, half in ((0.29, 3), (0.4, 2.4), (0.6, 2.6), (0.72, 3.2)):
        parts += _trunk(at(place), 98, half, "#b3b795", "#a5aa88")
    parts += [
        *(
            oval(at(place), y, rx, 13, "#a9c896", label="plant")
            for place, y, rx in ((0.3, 2, 22), (0.5, -4, 22), (0.7, 2, 22))
        ),
        hill(95, 8, lean(description, 0.9), "#9dbb84"),
        *_trunk(at(0.2), 92, 5.5, "#9f8a74", "#8d7865"),
        *_trunk(at(0.8), 93, 6, "#9f8a74", "#8d7865"),
        hill(101, 5, lean(description, 0.15), "#adc58c"),
        *_trunk(at(0.03), 106, 10, "#8e7361", "#7a6153", True),
        *_trunk(at(0.98), 104, 10, "#8e7361", "#7a6153", True),
        path("M40 132 C48 114 70 108 62 91 L70 91 C82 108 78 118 92 132 Z", "#d3d3a2", label="ground"),
    ]
    crown = (
        (0.2, 4, 17, 15),
        (0.82, 3, 19, 16),
        (0.04, 16, 22, 18),
        (0.97, 13, 23, 19),
        (0.02, -4, 26, 18),
        (0.98, -6, 26, 18),
    )
    for place, y, rx, ry in crown:
        parts.append(oval(at(place), y, rx, ry, "#7ba67b", label="plant"))
    parts += [
        oval(at(place), y, 11, 8, "#92b98a", label="plant")
        for place, y in ((0.0, 12), (0.17, 0), (0.97, 8), (0.83, -2))
    ]
    for place, y, size in ((0.0, 112, 1.5), (0.16, 106, 1), (0.87, 105, 1.1), (1.0, 114, 1.6)):
        parts.append(tuft(at(place), y, "#7fa873", size))
    return parts


def _sea(description: Description) -> list[Part]:
    on_land = [placed for placed in description.placed if placed.thing not in AFLOAT]
    all_water = not on_land
    shift = 32 * (description.drift - 0.5)
    parts = [
        sheet("#d8e9ef", "sky"),
        *sun(description, "#f9cf57", "#ecefdc"),
        *cloud(across(description, 0.5), 24, "#f1f8f8"),
        sheet("#86c0d0", "water", 50),
        path(f"M-2 55 L{46 + shift:.2f} 55 L{40 + shift:.2f} 58 L-2 58 Z", "#a3d2dc", 1, "water"),
        path(f"M130 53 L{88 + shift:.2f} 53 L{96 + shift:.2f} 56 L130 56 Z", "#a3d2dc", 1, "water"),
    ]
    rows = [(66, "#93cbd8"), (80, "#7ab7ca")]
    if all_water or len(on_land) < len(description.placed):
        rows += [(97, "#6faec3"), (116, "#64a3ba")]
    for number, (y, colour) in enumerate(rows):
        left = -60 + shift * (1 if number % 2 else -1)
        waves = "".join("q6 -8 14 -3 q-2 4 6 3 " for _ in range(11))
        parts.append(path(f"M{left:.2f} {y} {waves} L220 {y} L220 136 L-60 136 Z", colour, label="water"))
        crest = "".join("q6 -8 14 -3 q-8 -1 -14 3 m20 0 " for _ in range(11))
        parts.append(path(f"M{left:.2f} {y} {crest}", "#cfe9ee", 1.2, "water"))
    if len(on_land) == len(description.placed):
        parts += [
            hill(97, 5, lean(description, 0.7), "#e9f3ef", "water"),
            hill(100, 5, lean(description, 0.7), "#ecd3a3"),
            hill(116, 4, lean(description, 0.2), "#e4c791"),
        ]
    else:
        parts += [piece for placed in on_land for piece in _sandbank(placed)]
    return parts


def _sandbank(placed: Placed) -> list[Part]:
    """Sand for one thing to stand on, where its neighbours swim."""
    wide = max(30, 58 * placed.scale)
    x, y = placed.x, placed.y
    return [
        oval(x, y + 5, wide + 3, 17, "#e9f3ef", label="water"),
        oval(x, y + 6, wide, 15, "#ecd3a3", label="ground"),
    ]


def _snow(description: Description) -> list[Part]:
    flakes = ((0.1, 54), (0.28, 12), (0.5, 10), (0.72, 16), (0.9, 40), (0.04, 80), (0.97, 84), (0.8, 34), (0.2, 32))
    return [
        sheet("#a3b9d8", "sky"),
        *sun(description, "#f6e3ac", "#b9c9df"),
        hill(78, 24, lean(description, 0.8), "#b4c6e0"),
        *fir(across(description, 0.2), 76, 0.55, "#86a3b2", "#8dacb8", "#d3dff0"),
        *fir(across(description, 0.76), 72, 0.55, "#86a3b2", "#8dacb8", "#d3dff0"),
        hill(88, 16, lean(description, 0.2), "#c3d2e8"),
        *fir(across(description, 0.05), 92, 0.95, "#6b93a0", "#7aa2ac", "#e3ebf6"),
        *fir(across(description, 0.95), 94, 1.1, "#6b93a0", "#7aa2ac", "#e3ebf6"),
        hill(101, 7, lean(description, 0.6), "#d6e1ef"),
        hill(121, 5, lean(description, 0.1), "#c9d7ea"),
        *(oval(across(description, at), y, 2.4, 2.4, "#f4f8fc", label="sky") for at, y in flakes),
    ]


def _desert(description: Description) -> list[Part]:
    def saguaro(x: float, y: float, size: float, paint: str) -> list[Part]:
        blocks = (
            (-4.5, -36, 9, 38, 4.5),
            (-15, -29, 7, 15, 3.5),
            (-15, -20, 14, 7, 3.5),
            (8, -33, 7, 15, 3.5),
            (0, -24, 15, 7, 3.5),
        )
        return [
            box(round(x + bx * size, 2), round(y + by * size, 2), w * size, h * size, r * size, paint, label="plant")
            for bx, by, w, h, r in blocks
        ]

    mesa = across(description, 0.8)
    return [
        sheet("#f7e0bf", "sky"),
        *sun(description, "#ef8f5c", "#f5d0a6", 24),
        path(
            f"M{mesa - 30} 82 L{mesa - 21} 54 L{mesa - 4} 54 L{mesa} 64 L{mesa + 12} 64 L{mesa + 24} 82 Z",
            "#dcae94",
            2,
            "ground",
        ),
        path(
            f"M{mesa - 9} 54 L{mesa - 4} 54 L{mesa} 64 L{mesa + 12} 64 L{mesa + 24} 82 L{mesa + 2} 82 Z",
            "#cf9f88",
            label="ground",
        ),
        hill(82, 16, lean(description, 0.3), "#e6b887"),
        *saguaro(across(description, 0.22), 78, 0.55, "#93a988"),
        hill(88, 14, lean(description, 0.85), "#dda873"),
        *saguaro(across(description, 0.05), 96, 1.05, "#7c9d79"),
        hill(99, 7, lean(description, 0.6), "#e8c08c"),
        oval(across(description, 0.95), 104, 9, 5, "#c99a78", label="ground"),
        hill(122, 5, lean(description, 0.15), "#dfb27c"),
    ]


def _night(description: Description) -> list[Part]:
    x = description.light_x
    stars = (
        (0.08, 44, 2.2),
        (0.3, 12, 2.2),
        (0.5, 8, 1.8),
        (0.7, 14, 2.4),
        (0.94, 42, 2.2),
        (0.86, 64, 1.8),
        (0.12, 66, 1.8),
        (0.2, 27, 1.8),
        (0.8, 30, 1.8),
    )
    return [
        sheet("#4a578f", "sky"),
        oval(x, 26, 74, 70, "#5666a0", label="sky"),
        oval(x, 24, 42, 40, "#6676ae", label="sky"),
        *(oval(across(description, at), y, r, r, "#f5e7b4", label="sky") for at, y, r in stars),
        oval(x, 22, 13.5, 13.5, "#f8edc4", label="light"),
        oval(x + 5, 18, 3.2, 3.2, "#e6d59c", label="light"),
        oval(x - 5, 25, 2.6, 2.6, "#e6d59c", label="light"),
        oval(x + 3, 28, 2, 2, "#e6d59c", label="light"),
        hill(82, 22, lean(description, 0.25), "#56719a"),
        *round_tree(across(description, 0.92), 84, 0.95, "#4d6890", "#58769b", "#475a80"),
        *round_tree(across(description, 0.8), 80, 0.65, "#4d6890", "#58769b", "#475a80"),
        hill(90, 14, lean(description, 0.8), "#64869f"),
        *round_tree(across(description, 0.04), 92, 1.15, "#527492", "#5f829d", "#475a80"),
        hill(99, 6, lean(description, 0.4), "#7699ab"),
        hill(121, 5, lean(description, 0.9), "#6a8da3"),
    ]
