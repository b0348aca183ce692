"""The six backgrounds, in layers of mid-tone paper so that all eleven colours stand out."""

from __future__ import annotations

from kiosk.imagier.dataset import Description
from kiosk.imagier.paper import Part, box, oval, path

AFLOAT = ("fish", "boat")


def background(description: Description) -> list[Part]:
    """The background of a picture, back to front, in units of a 128 x 128 picture."""
    makers = {
        "meadow": _meadow,
        "sea": _sea,
        "snow": _snow,
        "desert": _desert,
        "night": _night,
        "room": _room,
    }
    return makers[description.scene](description)


def _sheet(colour: str, label: str) -> Part:
    return box(-2, -2, 132, 132, 0, colour, label=label)


def _hill(y: float, rise: float, at: float, colour: str, label: str = "ground") -> Part:
    """Paper that fills the picture below `y`, with a hill of height `rise` at `at` (0 to 1)."""
    top = -20 + at * 168
    d = (
        f"M-90 {y:g} C{top - 70:.2f} {y:g} {top - 45:.2f} {y - rise:g} {top:.2f} {y - rise:g} "
        f"C{top + 45:.2f} {y - rise:g} {top + 70:.2f} {y:g} 220 {y:g} L220 140 L-90 140 Z"
    )
    return path(d, colour, label=label)


def _lean(description: Description, at: float) -> float:
    """A place along the picture, 0 to 1, moved by the drift and mirrored with the picture."""
    place = at + 0.24 * (description.drift - 0.5)
    return round(1 - place if description.mirror else place, 3)


def _light(description: Description, colour: str, halo: str, y: float = 21) -> list[Part]:
    x = description.light_x
    return [oval(x, y, 17, 17, halo, label="sky"), oval(x, y, 11.5, 11.5, colour, label="light")]


def _cloud(description: Description, at: float, y: float, colour: str) -> list[Part]:
    x = 128 * _lean(description, at)
    return [
        oval(x - 9, y + 2, 10, 6, colour, label="sky"),
        oval(x + 2, y - 2, 11, 8, colour, label="sky"),
        oval(x + 12, y + 2, 9, 6, colour, label="sky"),
    ]


def _meadow(description: Description) -> list[Part]:
    blooms = []
    spots = (
        (0.04, 118, "#f7f3df"),
        (0.3, 124, "#f3d06b"),
        (0.66, 123, "#f7f3df"),
        (0.97, 116, "#ee9aa0"),
    )
    for at, y, colour in spots:
        x = 128 * _lean(description, at)
        blooms.append(oval(x, y, 3.2, 3.2, colour, label="plant"))
    return [
        _sheet("#bfe1ec", "sky"),
        *_light(description, "#f9cf57", "#dcebdd"),
        *_cloud(description, 0.55, 26, "#e3f2f4"),
        _hill(78, 22, _lean(description, 0.2), "#9cc9a4"),
        _hill(86, 18, _lean(description, 0.85), "#a9d392"),
        _hill(98, 7, _lean(description, 0.4), "#c0de90"),
        *blooms,
    ]


def _sea(description: Description) -> list[Part]:
    afloat = all(placed.thing in AFLOAT for placed in description.placed)
    parts = [
        _sheet("#d8e9ef", "sky"),
        *_light(description, "#f9cf57", "#ecefdc"),
        *_cloud(description, 0.5, 24, "#eef6f6"),
        path("M-2 50 L130 50 L130 130 L-2 130 Z", "#83bfcf", label="water"),
    ]
    rows = ((62, "#93cbd8"), (80, "#7ab7ca"), (100, "#6faec3")) if afloat else ((64, "#93cbd8"), (78, "#7ab7ca"))
    for y, colour in rows:
        shift = 32 * (description.drift - 0.5)
        waves = "".join("q8 -7 16 0 q8 7 16 0 " for _ in range(7))
        parts.append(path(f"M{-48 + shift:.2f} {y} {waves} L200 132 L-48 132 Z", colour, label="water"))
    if not afloat:
        parts.append(_hill(96, 5, _lean(description, 0.7), "#e9f3ef", "water"))
        parts.append(_hill(99, 5, _lean(description, 0.7), "#ecd3a3"))
    return parts


def _snow(description: Description) -> list[Part]:
    flakes = (
        (0.1, 50),
        (0.28, 14),
        (0.5, 10),
        (0.72, 16),
        (0.92, 52),
        (0.04, 78),
        (0.97, 80),
        (0.8, 36),
        (0.2, 34),
    )
    return [
        _sheet("#a3b9d8", "sky"),
        *_light(description, "#f6e3ac", "#b9c9df"),
        _hill(80, 22, _lean(description, 0.8), "#b4c6e0"),
        *_fir(128 * _lean(description, 0.06), 86),
        *_fir(128 * _lean(description, 0.94), 88),
        _hill(90, 14, _lean(description, 0.2), "#c6d4e8"),
        _hill(100, 6, _lean(description, 0.6), "#d6e1ef"),
        *(oval(128 * _lean(description, at), y, 2.6, 2.6, "#f4f8fc", label="sky") for at, y in flakes),
    ]


def _fir(x: float, y: float) -> list[Part]:
    return [
        path(f"M{x - 11:.2f} {y} L{x:.2f} {y - 22} L{x + 11:.2f} {y} Z", "#6f96a0", 3, "plant"),
        path(
            f"M{x - 8:.2f} {y - 14} L{x:.2f} {y - 32} L{x + 8:.2f} {y - 14} Z",
            "#7da4ac",
            3,
            "plant",
        ),
    ]


def _desert(description: Description) -> list[Part]:
    x = 128 * _lean(description, 0.08)
    cactus = [
        box(x - 4, 56, 8, 32, 4, "#7fa07a", label="plant"),
        box(x - 13, 62, 6, 14, 3, "#7fa07a", label="plant"),
        box(x - 12, 71, 11, 6, 3, "#7fa07a", label="plant"),
        box(x + 7, 58, 6, 14, 3, "#7fa07a", label="plant"),
        box(x + 1, 67, 11, 6, 3, "#7fa07a", label="plant"),
    ]
    return [
        _sheet("#f7e0bf", "sky"),
        *_light(description, "#ef8f5c", "#f5d0a6", 24),
        _hill(80, 20, _lean(description, 0.75), "#e6b887"),
        *cactus,
        _hill(88, 14, _lean(description, 0.15), "#dda873"),
        _hill(99, 6, _lean(description, 0.6), "#e8c08c"),
    ]


def _night(description: Description) -> list[Part]:
    x = description.light_x
    stars = ((0.08, 44), (0.3, 12), (0.5, 8), (0.7, 14), (0.94, 42), (0.86, 66), (0.12, 68))
    return [
        _sheet("#4a578f", "sky"),
        oval(x, 26, 74, 70, "#5666a0", label="sky"),
        oval(x, 24, 42, 40, "#6676ae", label="sky"),
        *(oval(128 * _lean(description, at), y, 2, 2, "#f5e7b4", label="sky") for at, y in stars),
        oval(x, 22, 12.5, 12.5, "#f8edc4", label="light"),
        oval(x + 5, 19, 3, 3, "#e6d59c", label="light"),
        oval(x - 4, 26, 2.4, 2.4, "#e6d59c", label="light"),
        _hill(84, 20, _lean(description, 0.25), "#5d7a9c"),
        _hill(90, 14, _lean(description, 0.8), "#6a8ba3"),
        _hill(99, 6, _lean(description, 0.4), "#7b9fae"),
    ]


def _room(description: Description) -> list[Part]:
    x = description.light_x
    pane = (
        box(x - 16, 10, 32, 38, 3, "#f6efdf", "wall"),
        box(x - 12, 14, 24, 30, 1.5, "#bfe3ee", "wall"),
    )
    cross = (
        box(x - 1.5, 14, 3, 30, 0, "#f6efdf", "wall"),
        box(x - 12, 27, 24, 3, 0, "#f6efdf", "wall"),
    )
    rug = 128 * (0.5 + 0.12 * (description.drift - 0.5))
    return [
        _sheet("#c2d6cb", "wall"),
        *pane,
        *cross,
        box(-2, 84, 132, 7, 0, "#f2ead9", label="wall"),
        box(-2, 90, 132, 42, 0, "#d6a97e", label="floor"),
        box(-2, 90, 132, 4, 0, "#bd8f66", label="floor"),
        oval(rug, 113, 56, 13, "#ecd9b6", label="floor"),
        oval(rug, 113, 46, 9.5, "#e0a48d", label="floor"),
    ]
