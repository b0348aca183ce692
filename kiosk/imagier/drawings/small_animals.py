"""The small animals, cut from paper: butterfly, snail, turtle, frog and spider."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.imagier.dataset import Placed
from kiosk.imagier.drawings.beasts import against, pale
from kiosk.imagier.drawings.fitting import fitted
from kiosk.imagier.paper import Part, eye, line, oval, path

CHEEK = "#f08a86"


def butterfly(placed: Placed, scene: str) -> list[Part]:
    """A butterfly in the air, seen a little from the side: two wings large, two smaller behind."""
    trunk = against(placed, ("black",), "#40313a", "#b4804f")
    far, near = fitted(_wings(placed), -2, 0, 0.86, mirror=True), fitted(_wings(placed), 2, 0, 1.06)
    return [
        *fitted(far, -5, -54, 0.97, turn=14),
        *fitted(near, -5, -54, 0.97, turn=14),
        *fitted(_butterfly_trunk(trunk), -5, -54, 0.97, turn=14),
    ]


def _wings(placed: Placed) -> list[Part]:
    """The wings to the right of a butterfly whose trunk is at 0, 0."""
    spot = against(placed, ("yellow", "white"), "#ffe9a8", "#e8636a")
    heart = against(placed, ("orange", "yellow", "red", "pink"), "#f7b03a", "#5fb7c9")
    upper = "M2 -8 C4 -26 22 -46 40 -44 C52 -40 50 -14 38 -2 C28 5 10 4 2 -2 Z"
    lower = "M2 0 C14 0 34 2 38 14 C40 28 30 40 20 36 C10 30 4 16 2 4 Z"
    return [
        path(lower, "deep", puff=9),
        path(lower, "base"),
        oval(23, 20, 8, 8, heart),
        path(upper, "deep", puff=9),
        path(upper, "base"),
        path("M22 -41 C28 -45 36 -46 41 -44 C48 -40 49 -24 45 -12 C42 -24 34 -34 22 -41 Z", "deep", puff=3),
        oval(38, -37, 3.6, 3.6, spot),
        oval(44, -25, 3.4, 3.4, spot),
    ]


def _butterfly_trunk(trunk: str) -> list[Part]:
    return [
        line("M-2 -26 C-4 -38 -10 -42 -16 -42", 3.2, trunk),
        line("M3 -26 C6 -38 12 -42 18 -41", 3.2, trunk),
        oval(-17, -42, 4, 4, trunk),
        oval(19, -41, 4, 4, trunk),
        line("M0 -12 L0 30", 11, trunk),
        line("M-4 4 L4 4 M-4 15 L4 15", 3.4, "gleam"),
        oval(0, -20, 12, 11, trunk),
        *eye(-4.5, -21, 5.6, -0.6),
        *eye(5.5, -21, 5.6, -0.6),
    ]


def snail(placed: Placed, scene: str) -> list[Part]:
    """A snail that crawls, with a large coiled shell and its eyes on stalks."""
    skin = against(placed, ("orange", "yellow", "brown", "white"), "#f0c48f", "#b9c98a")
    coil = against(placed, ("black", "white"), "deep", "#8d8596" if placed.colour == "black" else "#b9aea2")
    under = against(placed, ("orange", "yellow", "brown", "white"), "#d9a468", "#98ab68")
    return [
        line("M-36 -48 C-38 -58 -34 -66 -34 -76", 6.5, under),
        path(
            "M-52 -40 C-52 -52 -40 -56 -32 -50 C-24 -44 -26 -30 -18 -22 C0 -14 36 -16 54 -3 C52 0 48 0 42 0 L-34 0 "
            "C-48 0 -53 -20 -52 -40 Z",
            skin,
            puff=4,
        ),
        path("M-50 -20 C-44 -6 10 -6 53 -2 C52 2 46 2 40 2 L-34 2 C-44 2 -49 -8 -50 -20 Z", under),
        line("M-46 -46 C-47 -58 -51 -64 -51 -74", 6.5, skin),
        *eye(-33, -80, 9, -1),
        *eye(-49.5, -77, 9.5, -1),
        line("M-47 -34 C-43 -29 -38 -30 -36 -34", 3.4, "#8d3f3a"),
        oval(-32, -38, 5, 4, CHEEK),
        oval(14, -53, 41.5, 40.5, "base"),
        path(
            "M-25 -40 C-15 -12 28 -4 48 -30 C60 -52 54 -76 40 -84 C52 -60 46 -37 28 -26 C10 -18 -12 -24 -25 -40 Z",
            "shade",
        ),
        line(
            "M-24 -48 C-26 -80 14 -98 33 -77 C49 -56 37 -27 12 -29 C-9 -33 -11 -63 10 -67 C27 -69 33 -48 18 -45",
            6.5,
            coil,
        ),
    ]


def turtle(placed: Placed, scene: str) -> list[Part]:
    """A turtle that walks, its neck stretched, under a high shell."""
    skin = against(placed, ("green",), "#9cc46a", "#e6c27a")
    far = against(placed, ("green",), "#7ba44e", "#c9a058")
    plate = against(placed, ("white",), "deep", "#b9aea2")
    dome = "M-27 -20 C-31 -58 -11 -82 13 -82 C39 -82 58 -58 54 -20 Z"
    return [
        path("M48 -18 L58 -10 L48 -10 Z", far, puff=4),
        line("M-4 -16 L0 -5", 14, far),
        line("M28 -16 L24 -5", 14, far),
        path(
            "M-10 -16 C-24 -20 -32 -32 -34 -44 C-46 -42 -58 -50 -57 -64 C-55 -80 -36 -86 -26 -78 "
            "C-14 -68 -18 -52 -8 -40 Z",
            skin,
            puff=4,
        ),
        line("M-18 -16 L-33 -6", 15, skin),
        line("M44 -16 L46 -5", 15, skin),
        path(dome, "base", puff=5),
        path("M-1 -54 L13 -64 L27 -54 L24 -36 L2 -36 Z", plate, puff=4),
        line("M13 -66 L13 -80 M29 -54 L43 -62 M-3 -54 L-17 -62 M25 -36 L30 -22 M1 -36 L-4 -22", 4, plate),
        path("M2 -54 L13 -62 L24 -54 L18 -50 L8 -50 Z", "gleam"),
        path("M-28 -34 C-8 -22 34 -22 55 -34 C55 -28 55 -24 54 -18 L-28 -18 C-29 -24 -29 -28 -28 -34 Z", "shade"),
        line("M-27 -19 C-8 -13 34 -13 54 -19", 9, plate),
        *eye(-40, -68, 9.5, -1.2),
        line("M-53 -55 C-50 -49 -42 -48 -37 -53", 3.2, "#5a4a2a"),
        oval(-30, -55, 5, 4, CHEEK),
    ]


def frog(placed: Placed, scene: str) -> list[Part]:
    """A frog that squats, seen from the front, with its knees high, its eyes on top and a very wide mouth."""
    lip = against(placed, ("black", "brown"), "#4a2430", "#f0b9a8")
    return [
        path("M-24 -10 C-46 -4 -58 -22 -50 -40 C-44 -50 -30 -46 -24 -36 Z", "deep", puff=5),
        path("M24 -10 C46 -4 58 -22 50 -40 C44 -50 30 -46 24 -36 Z", "deep", puff=5),
        *(_web(x, "deep") for x in (-43, 43)),
        path("M-28 -46 C-34 -24 -26 -4 0 -4 C26 -4 34 -24 28 -46 Z", "base", puff=5),
        path("M-16 -34 C-20 -12 20 -12 16 -34 Z", pale(placed), puff=6),
        line("M-24 -30 C-28 -20 -24 -12 -22 -6", 11, "base"),
        line("M24 -30 C28 -20 24 -12 22 -6", 11, "base"),
        _web(-22, "flat"),
        _web(22, "flat"),
        *fitted(_frog_head(placed, lip), 0, -38, turn=-5),
    ]


def _web(x: float, paint: str) -> Part:
    """A foot with three toes and skin between them."""
    return path(f"M{x - 4} -8 L{x - 12} -2 L{x - 6} -3 L{x} 0 L{x + 6} -3 L{x + 12} -2 L{x + 4} -8 Z", paint, puff=4)


def _frog_head(placed: Placed, lip: str) -> list[Part]:
    """The head of a frog around 0, 0 at its chin."""
    return [
        path("M-34 0 C-20 10 20 10 34 0 C22 14 -22 14 -34 0 Z", "shade"),
        oval(-23, -44, 17, 16, "base"),
        oval(23, -44, 17, 16, "base"),
        path(
            "M-46 -18 C-46 -36 -24 -44 0 -44 C24 -44 46 -36 46 -18 C46 0 24 6 0 6 C-24 6 -46 0 -46 -18 Z",
            "base",
            puff=4,
        ),
        *eye(-23, -46, 12.5, 1),
        *eye(23, -46, 12.5, 1),
        line("M-36 -18 C-20 -2 20 -2 36 -18", 4.5, lip),
        oval(-5, -24, 2.2, 2.6, "deep"),
        oval(5, -24, 2.2, 2.6, "deep"),
        oval(-36, -26, 6, 4.5, CHEEK),
        oval(36, -26, 6, 4.5, CHEEK),
    ]


def spider(placed: Placed, scene: str) -> list[Part]:
    """A spider on eight bent legs that grow from its sides, its knees higher than its back, with a friendly face."""
    legs = ("M18 -56 L39 -92 L54 -48", "M22 -48 L46 -72 L56 -16", "M22 -40 L40 -54 L42 -3", "M17 -31 L27 -37 L25 -3")
    pairs = [[line(d, 7.5 if number else 7, "base" if number else "deep")] for number, d in enumerate(legs)]
    back, *front = [[*pair, *fitted(pair, mirror=True)] for pair in pairs]
    mouth = against(placed, ("black", "brown", "purple"), "#4a1426", "#f4b9b4")
    return [
        *back,
        oval(0, -70, 31, 27, "base"),
        path("M-30 -66 C-28 -44 28 -44 30 -66 C32 -54 24 -43 0 -43 C-24 -43 -32 -54 -30 -66 Z", "shade"),
        oval(-11, -84, 8, 5, "gleam", turn=-25),
        *(leg for pair in front for leg in pair),
        oval(0, -40, 27, 24, "base"),
        *eye(-11, -44, 11, 1.2),
        *eye(11, -44, 11, -1.2),
        *eye(-20, -58, 4.6, 0.4),
        *eye(20, -58, 4.6, -0.4),
        oval(-19, -31, 5, 3.6, CHEEK),
        oval(19, -31, 5, 3.6, CHEEK),
        line("M-9 -29 C-5 -22 5 -22 9 -29", 3.4, mouth),
        path("M-6 -25 L-2 -24 L-4 -19 Z", "#fffdf6", puff=1.6),
        path("M6 -25 L2 -24 L4 -19 Z", "#fffdf6", puff=1.6),
    ]


DRAWINGS: dict[str, Callable[[Placed, str], list[Part]]] = {
    "butterfly": butterfly,
    "snail": snail,
    "turtle": turtle,
    "frog": frog,
    "spider": spider,
}
