"""Two made-up creatures, cut from paper: the monster and the robot."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.imagier.dataset import Placed
from kiosk.imagier.drawings.beasts import against
from kiosk.imagier.drawings.fitting import fitted
from kiosk.imagier.paper import Part, box, eye, line, oval, path

BONE = "#fff3d8"


def monster(placed: Placed, scene: str) -> list[Part]:
    """A shaggy monster with horns and three eyes that roars and lifts its claws, more friendly than it thinks."""
    horn = against(placed, ("white", "yellow"), BONE, "#8a6a58")
    fur = (
        "M-24 -82 L-15 -95 L-8 -87 L1 -99 L8 -88 L19 -95 L24 -81 L33 -74 L29 -65 L37 -55 L32 -48 L40 -36 L34 -30 "
        "L41 -17 L33 -8 L20 -5 L8 -11 L-4 -5 L-15 -11 L-26 -5 L-37 -9 L-34 -22 L-42 -30 L-34 -42 L-38 -53 "
        "L-30 -61 L-33 -72 Z"
    )
    return [
        path("M36 -22 C52 -18 58 -30 54 -44 C50 -40 46 -34 36 -36 Z", "deep", puff=5),
        path("M-24 -82 C-40 -84 -46 -96 -42 -104 C-36 -96 -26 -96 -14 -90 Z", horn, puff=4),
        path("M24 -82 C40 -84 46 -96 42 -104 C36 -96 26 -96 14 -90 Z", horn, puff=4),
        path(fur, "base", puff=3),
        path("M-38 -24 C-18 -8 22 -8 40 -26 L42 -16 L34 -8 L20 -4 L8 -10 L-4 -4 L-14 -10 L-26 -4 L-38 -10 Z", "shade"),
        *_monster_arm(-1, -66),
        *_monster_arm(1, -74),
        *_monster_foot(-18),
        *_monster_foot(18),
        *eye(0, -72, 14, -1.5),
        *eye(-23, -66, 8, -1),
        *eye(23, -67, 9, -1),
        path("M-26 -48 C-12 -54 14 -54 27 -48 C28 -30 14 -20 0 -20 C-14 -20 -27 -30 -26 -48 Z", "#5a1730", puff=4),
        path("M-14 -26 C-8 -36 8 -36 14 -26 C8 -19 -8 -19 -14 -26 Z", "#e8636a"),
        path("M-22 -50 L-12 -52 L-16 -39 Z", "#fffdf6", puff=2.5),
        path("M22 -50 L12 -52 L16 -39 Z", "#fffdf6", puff=2.5),
        path("M-4 -52 L5 -52 L1 -45 Z", "#fffdf6", puff=2.5),
    ]


def _monster_arm(side: int, top: float) -> list[Part]:
    """An arm lifted to `top` with three claws, on the left (-1) or the right (1)."""
    claws = (
        f"M{side * (x - 3)} {top} L{side * (x + lean)} {top - 11} L{side * (x + 3)} {top} Z"
        for x, lean in ((41, -3), (47, 0), (53, 3))
    )
    return [
        path(f"M{side * 24} -28 C{side * 32} -24 {side * 42} -28 {side * 46} -38 L{side * 38} -44 Z", "shade"),
        line(f"M{side * 30} -40 C{side * 43} -36 {side * 49} -48 {side * 47} {top + 6}", 14, "base"),
        path(" ".join(claws), BONE, puff=2),
    ]


def _monster_foot(x: float) -> list[Part]:
    return [
        oval(x, -5, 15, 8, "deep"),
        line(" ".join(f"M{x + toe} -3.5 L{x + toe} -1.5" for toe in (-9, 0, 9)), 6.5, BONE),
    ]


def robot(placed: Placed, scene: str) -> list[Part]:
    """A robot with a square head, a dial on its chest and pincers for hands; it waves."""
    metal = against(placed, ("grey", "white", "blue"), "#b4c0c9", "#5d6a7d")
    dark = "#39404f"
    light = against(placed, ("yellow", "orange"), "#ffd64a", "#6fe0d0")
    panel = against(placed, ("white",), "#eef1ee", "#c5ccd2")
    return [
        line("M0 -92 L0 -99", 4, metal),
        oval(0, -101, 5.5, 5.5, light),
        line("M-30 -46 C-44 -46 -46 -38 -45 -30", 9, metal),
        line("M30 -46 C42 -44 46 -54 46 -64", 9, metal),
        *fitted(_pincer(metal), -45, -26, turn=180),
        *fitted(_pincer(metal), 46, -68, turn=8),
        box(-21, -18, 14, 14, 3, metal),
        box(7, -18, 14, 14, 3, metal),
        box(-28, -8, 24, 9, 4, dark),
        box(4, -8, 24, 9, 4, dark),
        box(-9, -58, 18, 10, 2, metal),
        box(-31, -53, 62, 39, 8, "base"),
        path("M-31 -24 L31 -24 L31 -20 C31 -16 27 -14 24 -14 L-24 -14 C-27 -14 -31 -16 -31 -20 Z", "shade"),
        box(-17, -46, 34, 23, 4, panel),
        oval(-6, -35, 8, 8, dark),
        line("M-6 -35 L-2 -39", 3, "#ff7a5a"),
        oval(9, -40, 3.4, 3.4, "#e8503f"),
        oval(9, -31, 3.4, 3.4, "#3fae6a"),
        *fitted(_robot_head(metal, dark, light), 0, -55, turn=-5),
    ]


def _robot_head(metal: str, dark: str, light: str) -> list[Part]:
    """The head of a robot that stands on 0, 0."""
    return [
        box(-42, -27, 12, 16, 4, metal),
        box(30, -27, 12, 16, 4, metal),
        box(-35, -38, 70, 38, 9, "base"),
        path("M-34 -8 L34 -8 C34 -3 30 0 26 0 L-26 0 C-30 0 -34 -3 -34 -8 Z", "shade"),
        *(
            part
            for x in (-15, 15)
            for part in (
                oval(x, -23, 11.5, 11.5, dark),
                oval(x, -23, 8, 8, light),
                oval(x - 2.5, -26, 2.6, 2.6, "#ffffff"),
            )
        ),
        box(-17, -9.5, 34, 7, 3, dark),
        line("M-8 -6 L-8 -6 M0 -6 L0 -6 M8 -6 L8 -6", 4, "#f4f4ee"),
    ]


def _pincer(metal: str) -> list[Part]:
    """An open pincer above 0, 0."""
    return [line("M-6 -11 C-12 -4 -8 3 0 4 C8 3 12 -4 6 -11", 5.5, metal)]


DRAWINGS: dict[str, Callable[[Placed, str], list[Part]]] = {
    "monster": monster,
    "robot": robot,
}
