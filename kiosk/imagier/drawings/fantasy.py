"""The fabled animals, cut from paper: unicorn, dinosaur and dragon."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.imagier.dataset import Placed
from kiosk.imagier.drawings.beasts import against, legs, pale
from kiosk.imagier.paper import Part, eye, line, moved, oval, path


def unicorn(placed: Placed, scene: str) -> list[Part]:
    """A unicorn, seen from the side: slender, with a horn and long hair in three colours, prancing or running."""
    rose = against(placed, ("pink", "red"), "#f08fb8", "#8fd0e8")
    mint = against(placed, ("green", "blue"), "#7fd0c4", "#f7d36b")
    lilac = against(placed, ("purple", "grey"), "#a98be0", "#f6b48a")
    hoof = against(placed, ("yellow", "orange"), "#f2c14e", "#8a5a3a")
    if placed.pose == "running":
        far = ("M-8 -52 C-24 -50 -34 -42 -38 -24", "M28 -52 C32 -36 42 -30 54 -20")
        near = ("M-18 -58 C-32 -62 -44 -56 -54 -40", "M33 -58 C46 -50 46 -36 60 -34")
        far_hooves, near_hooves = "M-38 -24 L-36 -18 M54 -20 L58 -13", "M-54 -40 L-58 -33 M60 -34 L65 -28"
        down, ahead = 5, -3
        mane = [
            path("M-10 -107 C8 -118 20 -106 42 -112 C37 -103 32 -98 38 -92 C24 -94 14 -88 -2 -90 Z", rose, puff=5),
            path("M-2 -98 C14 -102 26 -92 46 -94 C40 -86 36 -82 42 -76 C28 -80 20 -74 4 -78 Z", mint, puff=5),
            path("M4 -84 C16 -88 26 -78 42 -78 C36 -72 33 -68 36 -62 C24 -66 16 -60 8 -66 Z", lilac, puff=5),
        ]
        tail = [
            path("M38 -66 C46 -88 58 -76 70 -84 C68 -76 62 -72 70 -66 C58 -68 52 -60 40 -58 Z", rose, puff=5),
            path("M38 -64 C50 -70 58 -58 70 -62 C66 -56 64 -52 68 -44 C56 -50 46 -52 38 -56 Z", lilac, puff=5),
        ]
    else:
        far = ("M-12 -46 L-13 -7", "M28 -46 C25 -32 31 -24 29 -7")
        near = ("M-20 -52 C-32 -52 -40 -48 -42 -40 L-35 -26", "M35 -54 C34 -38 42 -30 40 -7")
        far_hooves, near_hooves = "M-13 -7 L-14 -4 M29 -7 L28 -4", "M-35 -26 L-33 -20 M40 -7 L39 -4"
        down, ahead = 0, 0
        mane = [
            path("M-12 -107 C6 -114 18 -102 13 -91 C24 -90 28 -78 22 -71 C8 -70 -4 -82 -8 -94 Z", rose, puff=5),
            path("M-2 -92 C14 -94 28 -80 24 -69 C34 -66 36 -54 28 -47 C16 -52 6 -66 0 -80 Z", mint, puff=5),
            path("M4 -78 C18 -76 26 -62 22 -53 C29 -48 28 -38 21 -33 C10 -40 3 -58 2 -70 Z", lilac, puff=5),
        ]
        tail = [
            path("M36 -68 C56 -76 67 -54 60 -40 C58 -30 67 -22 65 -8 C48 -12 44 -36 46 -48 Z", lilac, puff=5),
            path("M36 -66 C49 -70 56 -52 52 -38 C50 -28 56 -20 53 -10 C41 -20 39 -38 41 -50 Z", rose, puff=4),
        ]
    parts = [
        *tail,
        *legs(far, 8.5, "deep"),
        line(far_hooves, 9, hoof),
        *legs(near, 9.5, "base"),
        line(near_hooves, 10, hoof),
        path("M-19 -72 C-4 -64 14 -64 30 -70 C46 -69 48 -53 40 -47 C20 -40 -4 -41 -20 -47 Z", "base", puff=6),
        path("M-20 -49 C-4 -48 24 -46 43 -57 C42 -46 32 -43 20 -41 C4 -40 -10 -41 -20 -45 Z", "shade"),
        *moved([*mane, *_unicorn_head(placed, rose)], ahead, down),
    ]
    return moved(parts, 1, 6 if placed.pose == "running" else 0, 0.84)


def _unicorn_head(placed: Placed, hair: str) -> list[Part]:
    """The arched neck and the slender head of a unicorn."""
    horn = against(placed, ("yellow", "orange"), "#f7c63c", "#f07fae")
    band = against(placed, ("yellow", "orange"), "#d9912a", "#fff0c9")
    neck = "M-24 -50 C-30 -62 -30 -76 -24 -88 L-8 -95 C4 -84 9 -72 15 -62 C6 -48 -10 -44 -24 -50 Z"
    face = (
        "M-13 -106 C-24 -108 -34 -96 -46 -86 C-53 -80 -51 -71 -43 -71 C-34 -72 -26 -74 -15 -81 "
        "C-3 -89 -3 -104 -13 -106 Z"
    )
    return [
        path(neck, "base", puff=4),
        path("M-24 -72 C-14 -72 -4 -80 -3 -92 C6 -78 -4 -62 -25 -60 Z", "shade"),
        path("M-22 -102 L-20 -114 L-12 -102 Z", "deep", puff=4),
        path(face, "base", puff=4),
        path(
            "M-41 -90 C-50 -82 -54 -76 -49 -71 C-44 -68 -38 -70 -33 -73 C-33 -80 -37 -86 -41 -90 Z",
            pale(placed),
            puff=3,
        ),
        oval(-47, -79, 2.4, 3, "#6b4546"),
        line("M-41 -73 C-38 -72 -36 -73 -34 -75", 2.8, "#b4686c"),
        path("M-32 -98 L-47 -127 L-19 -105 Z", horn, puff=4),
        line("M-35 -105 L-26 -110", 3.4, band),
        line("M-41 -115 L-34 -119", 3.2, band),
        path("M-13 -102 L-8 -116 L-3 -99 Z", "base", puff=5),
        path("M-8 -109 C-20 -112 -29 -106 -33 -97 C-26 -98 -16 -97 -8 -103 Z", hair, puff=4),
        *eye(-23, -90, 7.5, -1),
        oval(-19, -79, 5, 3.6, "#f08a86", opacity=0.6),
    ]


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
    nails: tuple[tuple[float, float], ...]
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
    """A dragon, sitting, with a wing at its shoulder, horns, spikes and a flame out of its open mouth."""
    spike = against(placed, ("red", "orange", "yellow", "brown", "pink"), "#f2a33a", "#2f9c8c")
    wing = against(placed, ("red", "orange", "yellow", "brown", "pink"), "#f0b54a", "#58b8a4")
    horn = against(placed, ("white", "yellow"), "#fff0cf", "#b98a5e")
    flame = (
        "M-30 -64 C-38 -54 -56 -46 -67 -54 C-78 -62 -70 -76 -72 -88 C-66 -84 -63 -80 -62 -75 "
        "C-59 -82 -59 -88 -56 -94 C-51 -86 -50 -78 -50 -71 C-44 -69 -36 -67 -30 -64 Z"
    )
    heart = (
        "M-38 -63 C-46 -54 -60 -52 -65 -58 C-69 -64 -65 -70 -65 -74 C-60 -72 -58 -70 -57 -67 "
        "C-54 -72 -55 -76 -54 -79 C-50 -72 -48 -66 -38 -63 Z"
    )
    parts = [
        *_plates(((8, -94, 45), (14, -78, 80), (27, -38, 55)), spike),
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
        path(
            "M3 -38 C8 -72 24 -94 52 -102 C49 -92 58 -85 56 -73 C49 -75 45 -67 47 -57 C38 -59 32 -53 31 -42 "
            "C23 -46 14 -42 10 -34 C6 -32 3 -34 3 -38 Z",
            wing,
            puff=4,
        ),
        line("M7 -39 C12 -72 28 -92 51 -101 M16 -62 C26 -66 36 -64 46 -60 M11 -50 C18 -52 26 -50 30 -45", 5, "deep"),
        oval(8, -39, 7.5, 8.5, "deep"),
        oval(17, -16, 16, 15, "base"),
        oval(-18, -5, 12, 6, "flat"),
        oval(9, -4, 14, 6.5, "flat"),
        line("M-4 -44 C-10 -38 -18 -38 -26 -42", 9.5, "base"),
        path("M0 -92 L12 -104 L10 -86 Z", horn, puff=4),
        path("M-34 -56 C-30 -48 -12 -48 0 -58 L6 -74 L-18 -68 Z", "deep", puff=4),
        path("M-42 -70 L-10 -74 L-12 -58 C-20 -52 -30 -52 -34 -57 Z", "#7e2335", puff=2),
        path(
            "M-12 -99 C6 -101 14 -88 12 -75 C10 -66 2 -63 -10 -65 C-20 -68 -30 -67 -38 -67 C-46 -68 -44 -77 -33 -81 "
            "C-27 -92 -20 -98 -12 -99 Z",
            "base",
            puff=4,
        ),
        path(flame, "#ee5a2c", puff=3),
        path(heart, "#fdd24c", puff=2),
        path("M-16 -98 L-14 -105 L-6 -99 Z", horn, puff=4),
        oval(-37, -75, 3, 3, "deep"),
        *eye(-14, -83, 9, -1.2),
    ]
    return moved(parts, 6, 0, 0.88)


DRAWINGS: dict[str, Callable[[Placed, str], list[Part]]] = {
    "unicorn": unicorn,
    "dinosaur": dinosaur,
    "dragon": dragon,
}
