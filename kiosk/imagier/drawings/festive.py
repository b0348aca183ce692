"""What makes a day special, cut from paper: the party and the rainbow."""

from __future__ import annotations

from kiosk.imagier.dataset import Placed
from kiosk.imagier.paper import Part, box, line, oval, path

CREAM = "#fff6e6"
BANDS = ("#e0433a", "#f28c2f", "#f9d345", "#4cab58", "#45b1dc", "#3f5cbb", "#8d4fb8")


def _balloon(x: float, y: float, paint: str) -> list[Part]:
    return [
        path(f"M{x - 3} {y + 16} L{x + 3} {y + 16} L{x} {y + 11} Z", paint, puff=2),
        oval(x, y, 12, 14, paint),
        oval(x - 4, y - 5, 2.6, 4, "gleam", turn=25),
    ]


def _candle(x: float, y: float, wax: str) -> list[Part]:
    flame = f"M{x} {y - 20} C{x + 6} {y - 13} {x + 4} {y - 10} {x} {y - 10} C{x - 4} {y - 10} {x - 6} {y - 13} "
    return [
        box(x - 3, y - 10, 6, 12, 1.5, wax),
        path(f"{flame}{x} {y - 20} Z", "#f79a28", puff=1.5),
    ]


def party(placed: Placed, scene: str) -> list[Part]:
    """A birthday table with a big cake, candles, balloons and a garland."""
    other = "#f3b62f" if placed.colour not in ("yellow", "orange") else "#3f8fd0"
    icing = "#f7a8bf" if placed.colour == "white" else CREAM
    wax = "#3f8fd0" if placed.colour not in ("blue", "purple") else "#e8548a"
    cloth = "#efdcb8" if placed.colour == "white" else CREAM
    flags = []
    for x, y, paint in ((-38, -97, "flat"), (-20, -93, other), (20, -93, other), (38, -97, "flat")):
        flags.append(path(f"M{x - 8} {y} L{x + 8} {y} L{x} {y + 14} Z", paint, puff=2))
    return [
        line("M-51 -2 L-51 -99 M51 -2 L51 -99", 4, "#a8744a"),
        line("M-51 -101 C-30 -90 30 -90 51 -101", 3, "#a8744a"),
        *flags,
        *_balloon(-40, -69, other),
        *_balloon(-46, -50, "base"),
        *_balloon(40, -69, "base"),
        *_balloon(46, -50, other),
        *(piece for x in (-14, 0, 14) for piece in _candle(x, -73, wax)),
        box(-23, -74, 46, 26, 5, "base"),
        path(
            "M-25 -71 C-25 -77 25 -77 25 -71 C25 -62 17 -62 15 -67 C12 -58 2 -58 0 -67 C-2 -60 -12 -60 -14 -67 "
            "C-17 -62 -25 -62 -25 -71 Z",
            icing,
            puff=2,
        ),
        box(-36, -53, 72, 27, 5, "base"),
        path(
            "M-38 -50 C-38 -56 38 -56 38 -50 C38 -41 29 -41 27 -47 C23 -37 13 -37 11 -46 C8 -39 -2 -39 -4 -46 "
            "C-7 -37 -17 -37 -20 -47 C-23 -41 -38 -40 -38 -50 Z",
            icing,
            puff=2,
        ),
        path("M27 -52 L36 -52 L36 -26 L27 -26 Z", "shade"),
        box(-43, -28, 86, 6, 3, "#c9b8cf"),
        path("M-53 -20 L53 -20 L55 1 L-55 1 Z", "base", puff=4),
        path(
            "M-55 -22 L55 -22 L55 -16 C50 -8 41 -8 36 -15 C31 -8 22 -8 18 -15 C13 -8 5 -8 0 -15 C-5 -8 -13 -8 -18 -15 "
            "C-22 -8 -31 -8 -36 -15 C-41 -8 -50 -8 -55 -16 Z",
            cloth,
            puff=2,
        ),
    ]


def rainbow(placed: Placed, scene: str) -> list[Part]:
    """A rainbow with its seven bands, between two small clouds."""
    arches = []
    for number, colour in enumerate(BANDS):
        radius = 51 - 5.4 * number
        arches.append(
            line(
                f"M{-radius:g} -12 L{-radius:g} -26 A{radius:g} {radius:g} 0 0 1 {radius:g} -26 L{radius:g} -12",
                6,
                colour,
            )
        )
    clouds = []
    for x in (-35, 35):
        clouds += [
            oval(x - 9, -10, 12, 10, "#fbf8f0"),
            oval(x + 9, -10, 12, 10, "#fbf8f0"),
            oval(x, -17, 13, 12, "#fbf8f0"),
            oval(x, -6, 18, 7, "#fbf8f0"),
        ]
    return [*arches, *clouds]


DRAWINGS = {"party": party, "rainbow": rainbow}
