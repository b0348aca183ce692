"""The owl and the bird, the fish and the shark, cut from paper."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.imagier.dataset import Placed
from kiosk.imagier.drawings.beasts import against, pale
from kiosk.imagier.drawings.fitting import fitted
from kiosk.imagier.paper import Part, box, eye, line, oval, path

WATER = "#92cddd"
WAVE = "#64a3ba"
CREST = "#d5ecf0"
GLASS = "#e2f2f4"
GLASS_EDGE = "#bcd9de"
TUB = "#8fb9c9"
FOAM = "#f4fbfd"


def owl(placed: Placed, scene: str) -> list[Part]:
    """An owl on a log, its head tilted, one wing lifted, with two large discs around its eyes."""
    log = against(placed, ("brown", "orange", "red"), "#9a6a43", "#6f6258")
    claw = against(placed, ("orange", "yellow"), "#f0a030", "#a8481c")
    return [
        box(-44, -13, 88, 16, 7.5, log),
        path("M-36 -2 L38 -2 L36 2 L-36 2 Z", "shade"),
        oval(-40, -5, 6, 7.5, "#e8c99a"),
        line("M30 -8 L42 -18", 7, log),
        oval(46, -22, 9, 5.5, against(placed, ("green",), "#5fae5c", "#2a6a4a"), turn=-38),
        path(
            "M20 -50 C30 -66 44 -74 54 -74 C57 -66 53 -64 54 -59 C52 -54 48 -54 47 -49 C43 -45 40 -46 38 -41 Z",
            "deep",
            5,
        ),
        path("M-28 -16 C-38 -46 -30 -70 0 -70 C30 -70 38 -46 28 -16 C16 -8 -16 -8 -28 -16 Z", "base", puff=5),
        path("M-20 -18 C-22 -48 22 -48 20 -18 C12 -10 -12 -10 -20 -18 Z", "gleam"),
        path("M-29 -58 C-44 -52 -45 -32 -37 -15 C-28 -20 -24 -40 -29 -58 Z", "deep", puff=5),
        *(line(f"M{x} -16 L{x} -11", 7, claw) for x in (-19, -12, 7, 14)),
        *fitted(_owl_head(placed), 0, -58, 0.96, turn=-9),
    ]


def _owl_head(placed: Placed) -> list[Part]:
    """The head of an owl around 0, 0 at its neck."""
    head = (
        "M-37 -16 C-38 -28 -42 -36 -40 -43 C-30 -40 -18 -36 0 -36 C18 -36 30 -40 40 -43 C42 -36 38 -28 37 -16 "
        "C36 4 18 10 0 10 C-18 10 -36 4 -37 -16 Z"
    )
    iris = against(placed, ("yellow", "orange"), "#f8b52c", "#e06a2a")
    disc = pale(placed)
    eyes = [
        part
        for x in (-16, 16)
        for part in (
            oval(x, -16, 13.5, 13.5, iris),
            oval(x * 0.94, -15.5, 9, 9.5, "#241d2e"),
            oval(x * 0.94 - 3.2, -19.5, 3.4, 3.4, "#ffffff"),
        )
    ]
    return [
        path("M-28 6 C-14 18 14 18 28 6 C16 12 -16 12 -28 6 Z", "shade"),
        path(head, "base", puff=4),
        oval(-16.5, -15, 18, 18, disc),
        oval(16.5, -15, 18, 18, disc),
        *eyes,
        path("M-4.5 -7 L4.5 -7 L0 5 Z", "#dd6f22", puff=4),
    ]


def bird(placed: Placed, scene: str) -> list[Part]:
    """A small bird that sings, seen from the side, its wing folded and its tail up."""
    beak = against(placed, ("yellow", "orange", "white"), "#f7b733", "#d4452c")
    leg = against(placed, ("yellow", "orange"), "#e08a2c", "#b8511f")
    body = (
        "M-22 -88 C-4 -92 8 -80 10 -66 C26 -64 40 -52 46 -38 C38 -20 18 -12 -2 -13 C-26 -15 -38 -32 -39 -50 "
        "C-48 -64 -42 -86 -22 -88 Z"
    )
    wing = (
        "M-6 -42 C-6 -58 4 -66 14 -76 C24 -86 40 -98 53 -96 C56 -92 54 -87 50 -85 C54 -81 52 -76 47 -74 "
        "C50 -69 47 -64 42 -63 C43 -58 40 -53 34 -52 C32 -42 20 -34 6 -34 C0 -34 -5 -37 -6 -42 Z"
    )
    parts = [
        line("M-6 -18 L-6 -2 M-15 -2 L-2 -2", 5, leg),
        line("M12 -18 L12 -2 M3 -2 L16 -2", 5, leg),
        path("M34 -40 L56 -46 L54 -34 L38 -30 Z", "deep", puff=6),
        path("M30 -34 L55 -31 L50 -20 L30 -24 Z", "deep", puff=6),
        path("M-24 -84 C-18 -98 -8 -102 2 -100 C-2 -94 -2 -90 -4 -84 Z", "deep", puff=4),
        path("M-38 -77 L-64 -83 L-41 -66 Z", beak, puff=4),
        path("M-40 -66 L-58 -58 L-37 -56 Z", beak, puff=4),
        path(body, "base", puff=4),
        path(
            "M-38 -44 C-36 -26 -22 -15 -2 -14 C20 -13 38 -22 45 -36 C36 -26 20 -21 0 -23 C-18 -25 -30 -33 -38 -44 Z",
            "shade",
        ),
        path(wing, "deep", puff=4),
        oval(-17, -59, 6, 4.5, "#f08a86"),
        *eye(-26, -71, 9.5, -1.2),
    ]
    return fitted(parts, 3, 0, 0.94)


def _fish_body(placed: Placed) -> list[Part]:
    """A fish around 0, 0, about 106 wide."""
    lip = against(placed, ("black", "purple", "brown"), "#4a1f33", "#f2a9a0")
    return [
        path("M26 2 C36 -6 42 -24 52 -27 C47 -12 47 10 53 27 C42 24 36 10 26 2 Z", "deep", 7),
        path("M-22 -26 C-10 -46 16 -44 22 -34 C24 -30 20 -26 18 -22 Z", "deep", puff=6),
        path("M-6 26 C-4 38 8 42 16 38 C14 32 12 28 12 22 Z", "deep", puff=6),
        path("M-48 2 C-38 -32 14 -38 34 2 C14 38 -38 36 -48 2 Z", "base", puff=5),
        path("M-44 12 C-30 24 14 28 33 4 C14 40 -34 38 -44 12 Z", "shade"),
        path("M2 4 C10 -5 20 -2 25 4 C19 12 9 15 2 4 Z", "deep", puff=4),
        oval(-18, 13, 6, 4.5, "#f08a86"),
        line("M-42 11 C-39 15 -34 15 -31 12", 3.6, lip),
        *eye(-27, -6, 11, -1.2),
    ]


def fish(placed: Placed, scene: str) -> list[Part]:
    """A fish, seen from the side: half out of the water in the sea, in a glass bowl everywhere else."""
    if scene == "sea":
        return [*fitted(_fish_body(placed), -2, -42, turn=14), *_wave(-14)]
    bowl = "M-33 -94 C-50 -86 -57 -66 -55 -42 C-52 -18 -34 -2 0 -2 C34 -2 52 -18 55 -42 C57 -66 50 -86 33 -94 Z"
    return [
        path(bowl, GLASS, 4, "vessel"),
        path(
            "M-54 -72 C-36 -77 -18 -67 0 -72 C18 -77 36 -67 54 -72 C60 -34 36 -3 0 -3 C-36 -3 -60 -34 -54 -72 Z",
            WATER,
            label="water",
        ),
        path("M-42 -20 C-20 -13 20 -13 42 -20 C28 -3 -28 -3 -42 -20 Z", "#e3c48d", label="vessel"),
        *fitted(_fish_body(placed), -2, -45, 0.88),
        oval(-40, -66, 4, 4, FOAM, label="water"),
        box(-40, -100, 80, 9, 4.5, GLASS_EDGE, "vessel"),
        path("M-46 -58 C-45 -72 -38 -82 -30 -87 C-32 -76 -38 -66 -46 -58 Z", "#ffffff", opacity=0.7),
    ]


def _wave(y: float) -> list[Part]:
    """A wave before a swimmer, its crests at `y`, with foam and two drops."""
    top = (
        f"M-57 {y + 8} C-50 {y - 4} -42 {y - 4} -34 {y + 3} C-28 {y + 8} -20 {y + 8} -12 {y + 3} "
        f"C-4 {y - 4} 6 {y - 4} 14 {y + 3} C20 {y + 8} 28 {y + 8} 36 {y + 3} C42 {y - 3} 50 {y - 3} 57 {y + 8}"
    )
    return [
        path(f"{top} C54 {y + 18} 34 {y + 23} 0 {y + 23} C-34 {y + 23} -54 {y + 18} -57 {y + 8} Z", WAVE, 2, "water"),
        line(top, 3.4, CREST, "water"),
        oval(-50, y - 8, 4, 4, CREST, label="water"),
        oval(46, y - 12, 4.5, 4.5, CREST, label="water"),
    ]


def _shark_body(placed: Placed) -> list[Part]:
    """A shark around 0, 0, about 110 wide, laughing, with all its teeth."""
    belly = pale(placed)
    body = (
        "M-56 -8 C-50 -24 -26 -32 -4 -30 C16 -28 30 -14 42 -10 C44 -4 42 2 40 4 C26 8 20 22 0 26 C-18 28 -36 24 -42 16 "
        "C-46 6 -52 0 -56 -8 Z"
    )
    return [
        path("M34 -4 C40 -20 46 -36 56 -42 C56 -30 52 -18 50 -8 C54 4 56 14 54 24 C46 18 40 10 34 2 Z", "deep", puff=4),
        path("M-14 -26 C-4 -38 6 -56 20 -62 C18 -48 18 -36 24 -20 Z", "deep", puff=6),
        path(body, "base", puff=5),
        path("M-42 16 C-30 12 -10 16 8 12 C22 10 30 6 38 4 C28 10 20 22 0 26 C-18 28 -36 24 -42 16 Z", belly, puff=4),
        path("M-50 2 C-40 2 -30 0 -18 -4 C-18 12 -28 20 -40 17 C-44 12 -47 7 -50 2 Z", "#8c2338", puff=4),
        path(
            "M-50 1 L-46 9 L-41 1 L-36 9 L-31 0 L-26 8 L-20 -3 Z",
            "#fffdf6",
            puff=2,
        ),
        path("M-42 18 L-38 11 L-33 17 L-29 9 L-24 12 Z", "#fffdf6", puff=2),
        line("M0 -14 C3 -8 3 -2 0 4 M8 -12 C11 -7 11 -2 8 3", 3, "deep"),
        *eye(-28, -15, 8.5, -1.4),
        line("M-38 -25 L-22 -25", 4, "deep"),
    ]


def shark(placed: Placed, scene: str) -> list[Part]:
    """A shark, seen from the side: rising from the waves in the sea, much too large for a bath tub elsewhere."""
    if scene == "sea":
        return [
            *fitted(_shark_body(placed), -2, -40, 0.97, turn=9),
            path("M0 -30 C8 -24 18 -10 20 0 C8 0 -6 -10 -12 -24 Z", "deep", puff=5),
            *_wave(-16),
        ]
    surface = (
        "M-54 -36 C-47 -43 -40 -43 -33 -37 C-27 -33 -20 -33 -14 -37 C-7 -42 1 -42 8 -37 C14 -33 21 -33 27 -37 "
        "C34 -42 44 -42 54 -36"
    )
    return [
        box(-57, -42, 114, 9, 4.5, "#dcd8c8", "vessel"),
        oval(0, -37, 52, 6, WAVE, label="water"),
        *fitted(_shark_body(placed), 2, -48, 0.93, turn=13),
        path(f"{surface} L54 -22 L-54 -22 Z", WATER, 2, "water"),
        line(surface, 3.2, CREST, "water"),
        oval(-38, -1, 8, 6, "#6f8f9b", label="vessel"),
        oval(38, -1, 8, 6, "#6f8f9b", label="vessel"),
        path("M-52 -26 L52 -26 C52 -6 46 0 36 0 L-36 0 C-46 0 -52 -6 -52 -26 Z", TUB, 4, "vessel"),
        path("M-52 -10 C-36 -5 36 -5 52 -10 C50 -2 44 2 36 2 L-36 2 C-44 2 -50 -2 -52 -10 Z", "shade"),
        oval(34, -34, 9, 7, FOAM, label="water"),
        oval(45, -33, 7, 6, FOAM, label="water"),
        oval(-49, -34, 6, 5, FOAM, label="water"),
        box(-57, -30, 114, 8, 4, "#f6f2e6", "vessel"),
        path("M-2 -38 C8 -34 15 -24 17 -12 C7 -12 -5 -20 -13 -32 Z", "deep", puff=5),
    ]


DRAWINGS: dict[str, Callable[[Placed, str], list[Part]]] = {
    "owl": owl,
    "bird": bird,
    "fish": fish,
    "shark": shark,
}
