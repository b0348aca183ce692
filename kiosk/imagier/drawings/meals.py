"""The meal in its five kinds, each served on a table whose cloth and dishes have the colour."""

from __future__ import annotations

from kiosk.imagier.dataset import Placed
from kiosk.imagier.drawings.plants import scalloped, turned
from kiosk.imagier.paper import Part, box, line, moved, oval, path

STRAW = "#e2bd86"
WOOD = "#7a4c2f"
SILVER = "#d3d6dc"
RICE = "#fffaf0"


def _table(placed: Placed, rise: float = 0) -> list[Part]:
    """A round table under a long cloth with a wavy hem, and a mat on it; `rise` makes it higher."""
    mat = "#fff1d6" if placed.colour in ("yellow", "orange", "brown", "grey") else STRAW
    top = [
        path("M-55 -38 C-46 -18 46 -18 55 -38 L54 -28 C40 -12 -40 -12 -54 -28 Z", "shade"),
        oval(0, -41, 55, 17, "flat"),
        oval(0, -41, 55, 17, "gleam"),
        oval(0, -42, 44, 12.5, mat),
    ]
    return [
        line("M-34 -12 L-38 -1 M34 -12 L38 -1", 7, WOOD),
        path(
            f"M-54 {-40 - rise:g} L-52 -8 C-46 -2 -38 -2 -32 -8 C-26 -3 -16 -2 -11 -6 C-5 -1 6 -1 12 -6 "
            "C17 -2 27 -3 32 -8 C38 -2 46 -2 52 -8 "
            f"L54 {-40 - rise:g} Z",
            "base",
            puff=3,
        ),
        path(
            "M-32 -20 L-29 -8 L-36 -5 L-40 -22 Z M32 -20 L34 -7 L27 -5 L24 -18 Z M-4 -17 L-2 -4 L-9 -4 L-12 -17 Z",
            "shade",
        ),
        line(
            "M-50 -10 C-45 -5 -38 -5 -32 -11 C-26 -6 -16 -5 -11 -9 C-5 -4 6 -4 12 -9 C17 -5 27 -6 32 -11 C38 -5 45 -5 "
            "50 -10",
            6.5,
            "deep",
        ),
        *moved(top, 0, -rise),
    ]


def _steam(x: float, y: float) -> Part:
    d = f"M{x:g} {y:g} c-7 -7 6 -11 0 -19"
    return Part(f'path d="{d}"', "#ffffff", line=5, opacity=0.75)


def _rim(placed: Placed) -> str:
    """The paper of the rims of dishes, apart from cloth and dish."""
    return "#8fb3d9" if placed.colour == "white" else "#fff6e4"


def _bowl(placed: Placed, food: list[Part]) -> list[Part]:
    """A deep bowl with a light rim on a light foot, and the food that rises over it."""
    return [
        oval(0, -39.5, 19, 5.5, _rim(placed)),
        oval(0, -66, 36, 11, "deep"),
        *food,
        path(
            "M-37 -66 C-36 -50 -24 -38 -12 -38 L12 -38 C24 -38 36 -50 37 -66 C28 -54 -28 -54 -37 -66 Z", "base", puff=3
        ),
        path("M37 -66 C36 -50 24 -37 12 -37 L0 -37 C16 -42 24 -50 26 -59 C30 -61 34 -63 37 -66 Z", "shade"),
        line("M-37 -66 C-28 -54 28 -54 37 -66", 5.5, _rim(placed)),
        line("M-22 -43.5 C-10 -41 10 -41 22 -43.5", 3.4, "deep"),
    ]


def _egg(x: float, y: float, turn: float) -> list[Part]:
    return moved(turned([oval(0, 0, 11, 8.5, "#fffdf4"), oval(0, 0.5, 5.5, 5, "#f4a92c")], turn), x, y)


def _noodles(placed: Placed) -> list[Part]:
    pale, dark = "#f6d98a", "#dcb35a"
    food = [
        path("M-34 -64 C-36 -84 -16 -92 0 -90 C18 -92 36 -82 34 -64 C24 -54 -24 -54 -34 -64 Z", dark),
        line(
            "M-30 -66 C-30 -84 -6 -88 2 -78 C8 -70 -4 -64 -8 -70 C-14 -80 10 -92 24 -82 C32 -76 32 -66 28 -62", 5, pale
        ),
        line("M-22 -60 C-24 -72 -14 -78 -6 -76 M6 -60 C4 -70 16 -78 24 -72 M-6 -58 C0 -64 8 -64 14 -58", 5, pale),
        *_egg(-18, -72, -20),
        path("M16 -74 C24 -84 30 -82 30 -72 C28 -66 20 -66 16 -74 Z", "#3f9a4c", puff=2),
        oval(6, -67, 6, 4, "#e8643c"),
    ]
    sticks = [line("M4 -78 L40 -103 M14 -74 L50 -95", 4.2, "#a8482f" if placed.colour != "red" else "#4a2c20")]
    return [*_bowl(placed, [*food, *sticks]), _steam(-12, -86), _steam(-28, -82)]


def _rice_bowl(placed: Placed) -> list[Part]:
    food = [
        path(scalloped(0, -72, 33, 22, 11), RICE, puff=2),
        path("M-30 -62 C-20 -70 -4 -70 6 -62 C18 -68 26 -66 32 -62 C24 -54 -24 -54 -30 -62 Z", "#e3d9c4"),
        path("M-26 -70 C-24 -82 -12 -84 -8 -76 C-6 -68 -12 -62 -22 -62 Z", "#f0793d", puff=3),
        path("M-6 -84 C6 -92 16 -84 12 -76 C6 -70 -4 -74 -6 -84 Z", "#4fa353", puff=3),
        *_egg(18, -70, 12),
        oval(-2, -66, 7, 5, "#c23a4b"),
    ]
    stick = "#a8482f" if placed.colour != "red" else "#4a2c20"
    return [*_bowl(placed, food), line("M-48 -35 L34 -33 M-46 -29 L36 -27", 4, stick), _steam(-20, -88), _steam(4, -92)]


def _soup_and_bread(placed: Placed) -> list[Part]:
    soup, light = ("#e8842e", "#f6ad55") if placed.colour not in ("orange", "yellow") else ("#c8432f", "#e0654a")
    spoon = [line("M0 0 L26 -34", 5, SILVER)]
    bowl = [
        oval(0, -66, 33, 10, soup),
        path("M-16 -68 C-8 -74 8 -72 6 -66 C2 -62 -12 -62 -16 -68 Z", light),
        oval(14, -65, 6, 2.6, "#4b9a46"),
        *moved(spoon, 8, -64),
    ]
    loaf = [
        path("M-16 0 L-16 -16 C-24 -20 -22 -34 -10 -34 L10 -34 C22 -34 24 -20 16 -16 L16 0 Z", "#b9743a", puff=4),
        path("M-12 -2 L-12 -16 C-19 -20 -17 -30 -9 -30 L9 -30 C17 -30 19 -20 12 -16 L12 -2 Z", "#f3d49c", puff=3),
        oval(-5, -22, 3.5, 2.6, "#dcb377"),
        oval(5, -12, 3.5, 2.6, "#dcb377"),
    ]
    return [
        *moved(_bowl(placed, bowl), -14, 0),
        *moved(turned(loaf, 8), 34, -33, 0.98),
        _steam(-30, -76),
        _steam(-14, -78),
    ]


def _couscous(placed: Placed) -> list[Part]:
    grain, dark, light = "#f1cd74", "#d7a94a", "#fdeab4"
    carrot, courgette, chick = "#ee7f2d", "#4f9440", "#f7e3ad"
    lit = ((-8, -74), (-20, -64), (-13, -58), (-26, -54), (4, -66), (-2, -56), (12, -60), (-6, -64))
    dim = ((-15, -68), (1, -76), (14, -70), (-21, -58), (6, -58), (20, -60), (-8, -52))
    return [
        oval(0, -42, 47, 15, "deep"),
        oval(0, -46, 50, 16, _rim(placed)),
        oval(0, -47, 43, 12.5, "flat"),
        path("M-34 -50 C-30 -62 -16 -82 0 -83 C16 -82 30 -62 34 -50 C24 -40 -24 -40 -34 -50 Z", grain, puff=4),
        path("M8 -81 C20 -74 31 -61 35 -50 C30 -44 18 -42 8 -42 C20 -52 18 -70 8 -81 Z", dark, puff=2),
        line(" ".join(f"M{x} {y} L{x + 0.4:g} {y}" for x, y in lit), 3.6, light),
        line(" ".join(f"M{x} {y} L{x + 0.4:g} {y}" for x, y in dim), 3.6, "#c0872f"),
        path("M-9 -78 C-8 -90 8 -90 9 -78 C6 -72 -6 -72 -9 -78 Z", "#a9512f", puff=3),
        path("M-4 -84 C-2 -88 4 -88 6 -85 C4 -83 0 -82 -4 -84 Z", "#cf7a4e"),
        line("M-30 -46 L-21 -54", 8, carrot),
        line("M-13 -43 L-9 -54", 8, courgette),
        line("M8 -43 L5 -54", 8, carrot),
        line("M25 -45 L20 -55", 8, "#7a4a86"),
        line("M-12.6 -44 L-9.6 -52", 3, "#b9d88a"),
        *(oval(x, y, 4.8, 4.2, chick) for x, y in ((-37, -45), (-21, -40.5), (-2, -39.5), (17, -40.5), (36, -45))),
        _steam(-24, -74),
        _steam(26, -76),
    ]


def _curry_on_a_leaf(placed: Placed) -> list[Part]:
    leaf, vein = ("#3f9a4c", "#8cc86a") if placed.colour != "green" else ("#a8cf58", "#dcea9c")
    return [
        box(26, -82, 22, 28, 4, SILVER),
        path("M40 -80 L48 -80 L48 -56 L40 -56 Z", "shade"),
        oval(37, -81, 11, 4.5, "#f4f5f7"),
        oval(37, -80.5, 7.5, 2.8, "#dcb277"),
        path("M-54 -46 C-40 -66 34 -70 54 -54 C50 -34 -30 -28 -54 -46 Z", leaf, puff=4),
        line("M-52 -46 C-20 -50 20 -52 52 -54", 3.2, vein),
        path(scalloped(2, -56, 22, 17, 9), RICE, puff=3),
        path("M-18 -52 C-8 -58 2 -50 10 -54 C18 -58 24 -52 24 -48 C16 -42 -12 -42 -18 -52 Z", "#e3d9c4"),
        path("M-8 -68 C0 -76 14 -74 14 -64 C18 -56 8 -52 4 -56 C-4 -54 -12 -60 -8 -68 Z", "#d2622a", puff=3),
        oval(4, -65, 5, 3.6, "#f3b04a"),
        oval(-33, -48, 15, 8, "#e9b02f"),
        oval(36, -51, 14, 7.5, "#a83a2e"),
        oval(-35, -49.5, 6, 3, "#f6d77a"),
        oval(34, -52.5, 5.5, 2.8, "#e5764a"),
        oval(-14, -64, 9, 5, "#7f4a86", turn=-20),
        _steam(2, -78),
        _steam(20, -74),
    ]


def meal(placed: Placed, scene: str) -> list[Part]:
    """A meal on a laid table; the kind says what is served. Raises KeyError for an unknown kind."""
    served = {
        "noodles": _noodles,
        "rice bowl": _rice_bowl,
        "soup and bread": _soup_and_bread,
        "couscous": _couscous,
        "curry on a leaf": _curry_on_a_leaf,
    }
    rise = {"couscous": 8, "curry on a leaf": 14}.get(placed.kind, 0)
    return [*_table(placed, rise), *moved(served[placed.kind or "noodles"](placed), 0, -rise)]
