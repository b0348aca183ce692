"""The fabled animals, cut from paper: unicorn, dinosaur and dragon."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.imagier.dataset import Placed
from kiosk.imagier.drawings.beasts import DARK, against, legs, pale, steed
from kiosk.imagier.paper import Part, eye, line, moved, oval, path


def unicorn(placed: Placed, scene: str) -> list[Part]:
    """A unicorn, seen from the side: a horse with a horn and hair in three colours."""
    rose = against(placed, ("pink", "red"), "#f08fb8", "#8fd0e8")
    mint = against(placed, ("green", "blue"), "#7fd0c4", "#f7d36b")
    lilac = against(placed, ("purple", "grey"), "#a98be0", "#f6b48a")
    horn = against(placed, ("yellow", "orange"), "#f7c63c", "#f07fae")
    band = against(placed, ("yellow", "orange"), "#d9912a", "#fff0c9")
    if placed.pose == "running":
        mane = [
            path("M-12 -99 C8 -108 14 -99 34 -102 C28 -94 28 -88 18 -84 L-4 -80 Z", rose, puff=5),
            path("M-2 -90 C14 -94 22 -86 40 -88 C35 -80 32 -75 20 -73 L2 -70 Z", mint, puff=5),
            path("M4 -76 C16 -79 22 -74 36 -74 C32 -67 26 -60 14 -60 L6 -64 Z", lilac, puff=5),
        ]
        tail = [
            path("M36 -64 C44 -86 54 -76 61 -82 C61 -68 58 -62 52 -62 C46 -60 42 -60 36 -58 Z", rose, puff=5),
            path("M36 -62 C46 -68 54 -60 61 -64 C61 -54 58 -46 53 -43 C49 -54 42 -54 36 -56 Z", lilac, puff=5),
        ]
    else:
        mane = [
            path("M-12 -99 C6 -106 22 -96 23 -82 C16 -74 4 -74 -4 -80 Z", rose, puff=6),
            path("M0 -84 C16 -86 28 -76 28 -62 C20 -54 8 -60 4 -66 Z", mint, puff=6),
            path("M8 -68 C20 -68 31 -56 28 -42 C18 -36 8 -44 8 -54 Z", lilac, puff=6),
        ]
        tail = [
            path("M36 -64 C54 -72 63 -52 58 -38 C56 -28 63 -20 60 -10 C46 -14 43 -34 45 -46 Z", lilac, puff=5),
            path("M36 -62 C47 -66 53 -50 50 -36 C49 -26 52 -20 49 -14 C40 -22 39 -36 41 -46 Z", rose, puff=4),
        ]
    forelock = [
        path("M-33 -88 L-50 -115 L-18 -96 Z", horn, puff=4),
        line("M-36 -95 L-26 -100", 3.4, band),
        line("M-42 -104 L-35 -107", 3.2, band),
        path("M-8 -100 C-18 -103 -27 -98 -33 -89 C-24 -90 -14 -91 -7 -96 Z", rose, puff=5),
    ]
    return moved(steed(placed, mane, tail, forelock), 0, 0, 0.9)


def _plates(points: tuple[tuple[float, float, float], ...], paint: str) -> list[Part]:
    """Round-cornered triangles that stand on a back: each x, y of its foot, and its turn in degrees."""
    return [
        Part('path d="M-7 3 L0 -11 L7 3 Z"', paint, puff=4, move=f"translate({x:g} {y:g}) rotate({turn:g})")
        for x, y, turn in points
    ]


def dinosaur(placed: Placed, scene: str) -> list[Part]:
    """A long-necked dinosaur with a row of plates on its back and a long tail."""
    nail = against(placed, ("white",), "#fff5e4", "#d9b79a")
    plate = against(placed, ("red", "orange", "yellow", "brown", "pink"), "#f2a33a", "#2f9c8c")
    if placed.pose == "running":
        body = (
            "M-46 -88 C-40 -99 -28 -96 -25 -86 C-22 -72 -16 -57 -4 -57 C10 -62 24 -58 33 -48 "
            "C44 -44 50 -52 57 -66 C60 -48 54 -28 36 -25 C18 -18 -6 -18 -18 -24 C-34 -32 -31 -56 -37 -74 Z"
        )
        plates = _plates(
            ((-24, -84, 70), (-20, -70, 62), (-9, -58, 30), (7, -60, 0), (22, -56, 22), (35, -46, 30)), plate
        )
        far = ("M-6 -28 C-10 -22 -14 -16 -14 -10", "M18 -28 C20 -22 18 -16 12 -11")
        near = ("M-14 -30 C-26 -30 -36 -24 -43 -15", "M30 -32 C40 -28 38 -20 45 -14")
        nails, head = ((-49, -11), (-42, -7), (38, -8)), (-38, -87)
    else:
        body = (
            "M-42 -88 C-36 -98 -22 -96 -20 -84 C-19 -70 -16 -56 -4 -56 C12 -60 24 -54 32 -42 "
            "C38 -32 46 -24 56 -20 C48 -12 38 -14 32 -18 C18 -14 -6 -14 -18 -20 C-34 -28 -28 -54 -34 -74 Z"
        )
        plates = _plates(
            ((-19, -82, 75), (-17, -67, 65), (-7, -57, 20), (8, -58, 0), (22, -51, 32), (34, -37, 48)), plate
        )
        far = ("M-8 -26 L-8 -10", "M20 -26 L20 -10")
        near = ("M-16 -28 L-18 -10", "M27 -28 L29 -10")
        nails, head = ((-25, -4.5), (-17, -4), (23, -4.5)), (-35, -86)
    parts = [
        *legs(far, 16, "deep"),
        *plates,
        path(body, "base", puff=4),
        *legs(near, 17, "base"),
        path("M-22 -26 C-8 -20 20 -22 34 -34 C32 -24 30 -20 24 -18 C4 -14 -12 -16 -20 -21 Z", "shade"),
        *(oval(x, y, 3.6, 3.8, nail) for x, y in nails),
        *moved(_dinosaur_head(), *head),
    ]
    return moved(parts, 0, 0, 0.95) if placed.pose == "running" else parts


def _dinosaur_head() -> list[Part]:
    return [
        path(
            "M-2 -14 C12 -16 20 -6 18 4 C14 13 -6 16 -15 12 C-22 8 -20 -2 -12 -4 C-10 -9 -8 -13 -2 -14 Z",
            "base",
            puff=4,
        ),
        path("M-16 5 C-10 8 -4 7 2 3 C2 10 -8 15 -16 5 Z", "#7e2335", puff=2),
        *eye(2, -5, 7.5, -1),
    ]


def dragon(placed: Placed, scene: str) -> list[Part]:
    """A dragon, sitting, with a wing, horns, spikes, an arrow at its tail and a little flame."""
    spike = against(placed, ("red", "orange", "yellow", "brown", "pink"), "#f2a33a", "#2f9c8c")
    wing = against(placed, ("red", "orange", "yellow", "brown", "pink"), "#f0b54a", "#58b8a4")
    horn = against(placed, ("white", "yellow"), "#fff0cf", "#b98a5e")
    flame = (
        "M-36 -62 C-42 -46 -62 -44 -69 -57 C-74 -68 -66 -74 -66 -86 C-61 -82 -58 -78 -57 -75 "
        "C-55 -82 -56 -88 -53 -95 C-46 -88 -36 -76 -36 -62 Z"
    )
    parts = [
        path(flame, "#ee5a2c", puff=3),
        path(
            "M-40 -60 C-46 -50 -60 -50 -63 -58 Q-64 -64 -61 -71 C-55 -68 -54 -72 -53 -77 C-47 -73 -40 -68 -40 -60 Z",
            "#fdd24c",
            puff=2,
        ),
        path(
            "M6 -50 C10 -80 24 -96 50 -102 C48 -92 57 -86 56 -74 C49 -76 46 -68 48 -58 C39 -60 34 -54 33 -45 Z",
            wing,
            puff=4,
        ),
        line("M8 -48 C12 -78 26 -94 49 -101", 6, "deep"),
        *_plates(((8, -94, 45), (14, -78, 80), (16, -62, 75), (27, -38, 55)), spike),
        path("M40 -26 L50 -44 L58 -26 Z", spike, puff=4),
        path("M18 -18 C32 -6 42 -12 44 -28 L54 -28 C56 -8 34 8 14 -2 Z", "base", puff=3),
        path(
            "M-20 -64 C-4 -84 10 -74 12 -60 C16 -46 32 -38 30 -18 C28 -4 10 -2 -8 -2 C-26 -4 -26 -24 -20 -36 Z",
            "base",
            puff=4,
        ),
        path("M-20 -58 C-10 -48 -7 -24 -11 -4 C-28 -6 -28 -24 -22 -38 Z", pale(placed), puff=3),
        line("M-18 -38 L-10 -38 M-20 -26 L-10 -26 M-20 -14 L-12 -14", 3, "shade"),
        path("M6 -30 C18 -34 30 -24 26 -8 L8 -4 C-2 -12 -2 -26 6 -30 Z", "shade"),
        oval(17, -16, 16, 15, "base"),
        oval(-18, -5, 12, 6, "flat"),
        oval(9, -4, 14, 6.5, "flat"),
        line("M-2 -44 C-10 -38 -18 -38 -26 -42", 9.5, "base"),
        path("M0 -92 L12 -104 L10 -86 Z", horn, puff=4),
        path(
            "M-12 -99 C6 -101 14 -88 12 -75 C9 -63 -12 -58 -30 -58 C-44 -60 -45 -74 -33 -79 C-27 -92 -20 -98 -12 -99 Z",
            "base",
            puff=4,
        ),
        path("M-16 -98 L-14 -105 L-6 -99 Z", horn, puff=4),
        oval(-36, -74, 3, 3.6, "deep"),
        line("M-36 -64 C-28 -62 -18 -63 -8 -69", 3.4, against(placed, ("black",), DARK, "#e58a86")),
        *eye(-14, -83, 9, -1.2),
    ]
    return moved(parts, 5, 0, 0.88)


DRAWINGS: dict[str, Callable[[Placed, str], list[Part]]] = {
    "unicorn": unicorn,
    "dinosaur": dinosaur,
    "dragon": dragon,
}
