"""The apple, the pear, the carrot, the pizza and the ice cream, cut from paper, and the meal of `meals`."""

from __future__ import annotations

from kiosk.imagier.dataset import Placed
from kiosk.imagier.drawings.meals import meal
from kiosk.imagier.drawings.plants import scalloped, turned
from kiosk.imagier.paper import Part, line, moved, oval, path

WOOD = "#6b4329"
FLESH = "#fff3d2"


def _leaf_paint(placed: Placed) -> tuple[str, str]:
    """Two greens for leaves; darker ones where the thing itself is green, fresh ones where it is dark."""
    if placed.colour in ("black", "grey", "brown"):
        return "#86cf6a", "#57ab52"
    return ("#1f5a42", "#174434") if placed.colour == "green" else ("#57a75f", "#3b8348")


def _fruit_leaf(placed: Placed, x: float, y: float, turn: float) -> list[Part]:
    """The one leaf of a fruit, growing to the right from x, y."""
    light, dark = _leaf_paint(placed)
    blade = [
        path("M0 0 C4 -18 24 -22 38 -12 C30 4 12 8 0 0 Z", light, puff=2),
        path("M1 0 C12 -6 24 -8 38 -12 C30 4 12 8 1 0 Z", dark, puff=2),
    ]
    return moved(turned(blade, turn), x, y)


def _shine(placed: Placed, x: float, y: float, rx: float, ry: float, turn: float) -> list[Part]:
    """A bright gleam that makes dark fruit look polished; light fruit does not need it."""
    if placed.colour not in ("black", "grey", "brown", "blue", "purple"):
        return []
    return [oval(x, y, rx, ry, "#ffffff", turn=turn, opacity=0.62)]


def apple(placed: Placed, scene: str) -> list[Part]:
    """A round apple with a stem and a leaf, and half an apple that shows flesh, core and pips."""
    half = [
        path("M0 -34 C-10 -42 -28 -38 -28 -20 C-28 -4 -14 4 0 0 C14 4 28 -4 28 -20 C28 -38 10 -42 0 -34 Z", "deep", 3),
        path("M0 -30 C-9 -37 -24 -34 -24 -20 C-24 -7 -12 0 0 -4 C12 0 24 -7 24 -20 C24 -34 9 -37 0 -30 Z", FLESH),
        path("M0 -27 C-12 -27 -13 -10 0 -8 C13 -10 12 -27 0 -27 Z", "#e9cf97"),
        oval(-4.5, -17, 3, 5, "#5a3420", turn=14),
        oval(4.5, -17, 3, 5, "#5a3420", turn=-14),
    ]
    return [
        path(
            "M-8 -74 C-26 -88 -54 -76 -54 -46 C-54 -18 -34 0 -18 0 C-12 0 -10 -3 -6 -3 "
            "C-2 -3 0 0 8 0 C26 0 42 -18 42 -46 C42 -76 12 -88 -8 -74 Z",
            "base",
            puff=3,
        ),
        path("M20 -78 C38 -72 44 -60 42 -44 C41 -18 26 1 8 1 L0 -1 C24 -12 36 -46 20 -78 Z", "shade"),
        path("M-24 -73 C-16 -66 2 -66 10 -74 C4 -79 -2 -78 -7 -74 C-12 -78 -18 -78 -24 -73 Z", "shade", puff=2),
        line("M-7 -69 C-8 -80 -5 -90 1 -97", 6, WOOD),
        *_fruit_leaf(placed, -2, -84, -6),
        path("M-44 -52 C-42 -64 -36 -70 -28 -72 C-30 -64 -36 -56 -38 -48 Z", "gleam", puff=4),
        *_shine(placed, -38, -60, 4, 9, 32),
        *_shine(placed, -42, -38, 3, 4, 0),
        *moved(turned(half, 8), 28, -1),
    ]


def pear(placed: Placed, scene: str) -> list[Part]:
    """A pear: a long narrow neck on a wide belly, leaning a little, with a bent stem and a leaf."""
    fruit = [
        line("M-1 -88 C-2 -98 2 -106 12 -110", 6.4, WOOD),
        path(
            "M0 -90 C13 -90 16 -78 17 -66 C19 -52 42 -46 42 -24 C42 -6 24 1 4 0 L-4 0 "
            "C-24 1 -42 -6 -42 -24 C-42 -46 -19 -52 -17 -66 C-16 -78 -13 -90 0 -90 Z",
            "base",
            puff=3,
        ),
        path(
            "M5 -88 C14 -86 16 -78 17 -66 C19 -52 43 -46 43 -24 C43 -6 24 2 4 1 "
            "C24 -8 30 -26 16 -42 C4 -56 8 -74 5 -88 Z",
            "shade",
        ),
        path("M-30 -24 C-30 -34 -24 -40 -17 -46 C-18 -38 -24 -30 -23 -20 Z", "gleam", puff=5),
        oval(-5, -72, 4.5, 9, "gleam", turn=6),
        *_shine(placed, -25, -33, 4, 9, 30),
        *_shine(placed, -6, -74, 3, 6, 6),
        path("M-9 -1 L-4 -6 L0 -2 L4 -6 L9 -1 Z", WOOD, puff=2),
    ]
    return moved(turned([*fruit, *moved(_fruit_leaf(placed, 0, 0, 34), 0, -95)], -5), 0, 0, 0.93)


def carrot(placed: Placed, scene: str) -> list[Part]:
    """A fat carrot pulled out of the ground, its tip to the lower left, with a bunch of feathery green."""
    light, dark = _leaf_paint(placed)
    frond = "M0 2 L0 -46 M0 -14 L-8 -20 M0 -14 L8 -20 M0 -25 L-10 -32 M0 -25 L10 -32 M0 -36 L-8 -43 M0 -36 L8 -43"
    feathers = [
        piece
        for turn, paint in ((-74, dark), (40, dark), (-40, light), (12, light), (-14, dark))
        for piece in turned([line(frond, 6.5, paint)], turn)
    ]
    root = [
        *moved(feathers, 0, -88, 0.86),
        path("M-23 -78 C-24 -98 24 -98 23 -78 C21 -50 10 -14 3 2 C1 6 -1 6 -3 2 C-10 -14 -21 -50 -23 -78 Z", "base", 4),
        path("M10 -93 C20 -91 25 -86 24 -78 C22 -50 11 -14 4 3 C2 6 0 6 -2 4 C8 -18 18 -62 10 -93 Z", "shade"),
        line("M-22 -70 L-9 -68 M-16 -42 L-5 -40 M21 -60 L10 -58 M13 -30 L5 -28", 3.6, "shade"),
        line("M-13 -84 L-10 -54", 6, "gleam"),
        *_shine(placed, -12.5, -76, 3, 9, -4),
        *_shine(placed, -10, -58, 2.6, 4, -6),
        oval(0, -91, 9, 3.5, "shade"),
    ]
    return moved(turned(root, 68), -51, -6, 0.9)


def _pizza_toppings(placed: Placed) -> tuple[str, str, str]:
    """The round topping, its rim and the leaves, in colours that the pizza does not have."""
    salami, rim = ("#d9543b", "#8f2a20")
    if placed.colour in ("red", "brown"):
        salami, rim = "#fff6e2", "#e6d3ae"
    leaf = "#6a2a3c" if placed.colour == "green" else "#2f8a45"
    if placed.colour in ("black", "blue"):
        leaf = "#6fc05a"
    return salami, rim, leaf


def _basil(x: float, y: float, turn: float, paint: str) -> list[Part]:
    return moved(turned([oval(-5, 0, 6, 4, paint, turn=20), oval(5, -1, 6.5, 4.2, paint, turn=-24)], turn), x, y)


def _wheel(x: float, y: float, salami: str, rim: str) -> list[Part]:
    """A slice of salami."""
    return [oval(x, y, 9.5, 8, rim), oval(x, y - 0.8, 7.5, 6, salami)]


def _mushroom_or_olive(x: float, y: float, salami: str, rim: str) -> list[Part]:
    """A slice of mushroom, or a ring of olive where the place is near the middle; a pink pizza has no meat."""
    if -10 < x < 0 and y < -20:
        return [oval(x, y, 7.6, 6.6, "#37323f"), oval(x, y - 0.4, 3, 2.6, "#f6d9a0")]
    return [
        path(f"M{x - 3} {y + 8} L{x - 2.6} {y - 1} L{x + 2.6} {y - 1} L{x + 3} {y + 8} Z", "#e8d8bd", puff=2),
        path(f"M{x - 10} {y} C{x - 9} {y - 11} {x + 9} {y - 11} {x + 10} {y} C{x + 5} {y + 2} {x - 5} {y + 2} {x - 10} "
             f"{y} Z", "#fff8ea", puff=2),
        path(f"M{x - 6} {y - 1} C{x - 5} {y - 5} {x + 5} {y - 5} {x + 6} {y - 1} Z", "#c9a883"),
    ]  # fmt: skip


def pizza(placed: Placed, scene: str) -> list[Part]:
    """A whole pizza on a wooden board, one slice pulled out; its sauce and cheese have the colour."""
    salami, rim, leaf = _pizza_toppings(placed)
    topping = _mushroom_or_olive if placed.colour == "pink" else _wheel
    crust, brown, plate = "#e3a75c", "#b87636", "#efeae0"
    spots = ((-30, -58), (-4, -74), (26, -66), (-26, -30), (-4, -48))
    wheels = [piece for x, y in spots for piece in topping(x, y, salami, rim)]
    piece = [
        path("M-23 4 C-14 13 14 13 23 4 L24 -2 C12 6 -12 6 -24 -2 Z", brown, puff=6),
        path("M0 -38 L21 2 C12 9 -12 9 -21 2 Z", "base", puff=3),
        line("M-22 2 C-12 10 12 10 22 2", 8, crust),
        *topping(-1, -8, salami, rim),
    ]
    return [
        oval(0, -43, 57, 43, "#cfc8bb"),
        oval(0, -46, 57, 43, plate),
        oval(-2, -48, 51, 41.5, brown),
        oval(-2, -51, 50, 41.5, crust),
        oval(-2, -51, 44.5, 36.5, "base"),
        path(scalloped(-20, -64, 20, 13, 7) + scalloped(16, -60, 19, 14, 7) + scalloped(-16, -32, 20, 13, 7), "gleam"),
        *wheels,
        *_basil(-14, -62, 10, leaf),
        *_basil(12, -54, -40, leaf),
        *_basil(-34, -44, 60, leaf),
        path("M0 -46 L16 -4 L44 -14 L52 -30 Z", plate, puff=3),
        *moved(turned(piece, -34), 35, -14, 1.02),
    ]


def ice_cream(placed: Placed, scene: str) -> list[Part]:
    """Two scoops of ice cream, one dripping, in a wafer cone with a flat foot, with a cherry and a wafer stick."""
    cherry = "#d8324a" if placed.colour not in ("red", "pink", "orange") else "#7a1f4d"
    parts = [
        path("M-16 -3 L16 -3 L30 -42 L-30 -42 Z", "#dfa258", puff=5),
        line("M-26 -32 L4 -3 M-10 -42 L16 -17 M26 -32 L-4 -3 M10 -42 L-16 -17", 3.4, "#b97a36"),
        path("M8 -42 L30 -42 L17 -2 L5 -2 Z", "shade", puff=3),
        line("M18 -76 L36 -100", 9, "#b97a36"),
        line("M18 -76 L36 -100", 3.4, "#dfa258"),
        path(
            "M-41 -46 C-44 -70 -22 -80 0 -80 C22 -80 44 -70 41 -46 C38 -38 31 -40 28 -39 C24 -35 19 -40 14 -38 "
            "C9 -36 12 -22 5 -22 C-2 -22 0 -36 -7 -38 C-12 -40 -16 -32 -23 -35 C-28 -37 -39 -39 -41 -46 Z",
            "base",
            puff=3,
        ),
        path("M22 -76 C40 -69 44 -58 41 -45 C38 -38 31 -40 28 -39 L16 -40 C29 -50 32 -64 22 -76 Z", "shade"),
        path(
            "M-33 -68 C-34 -58 -24 -54 -19 -60 C-15 -50 0 -50 3 -58 C8 -50 19 -52 21 -60 C27 -54 37 -60 34 -70 Z",
            "shade",
            puff=3,
        ),
        path(
            "M-28 -78 C-28 -93 -13 -100 2 -100 C17 -100 31 -93 31 -78 C38 -72 34 -61 25 -64 C20 -56 9 -57 6 -64 "
            "C1 -56 -13 -56 -16 -65 C-24 -59 -37 -66 -28 -78 Z",
            "base",
            puff=2,
        ),
        path(
            "M15 -98 C28 -93 31 -84 31 -78 C38 -72 34 -61 25 -64 C22 -60 18 -59 14 -59 C25 -70 25 -87 15 -98 Z", "shade"
        ),
        oval(-29, -58, 5, 8, "gleam", turn=28),
        oval(-15, -84, 6, 8, "gleam", turn=34),
        line("M4 -102 C5 -106 8 -107 12 -106", 3.2, "#4f7a35"),
        oval(1, -98, 8, 7.5, cherry),
        oval(-2, -100.5, 2.6, 2.2, "#ffffff"),
    ]
    return moved(parts, 0, 0, 0.96)


DRAWINGS = {
    "apple": apple,
    "pear": pear,
    "carrot": carrot,
    "pizza": pizza,
    "ice cream": ice_cream,
    "meal": meal,
}
