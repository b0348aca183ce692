"""The large animals, cut from paper: horse, elephant, bear and lion."""

from __future__ import annotations

from collections.abc import Callable
from math import cos, pi, sin

from kiosk.imagier.dataset import Placed
from kiosk.imagier.paper import Part, eye, line, moved, oval, path

PINK = "#ee9a9c"
CREAM = "#fff5e4"
DARK = "#2a2331"


def against(placed: Placed, colours: tuple[str, ...], usual: str, other: str) -> str:
    """The usual paper, or the other one where the thing has one of these colours."""
    return other if placed.colour in colours else usual


def pale(placed: Placed) -> str:
    """The paper of muzzles and bellies, lighter than the thing in all colours but white."""
    return against(placed, ("white",), CREAM, "#ecd0bd")


def legs(paths: tuple[str, ...], width: float, paint: str) -> list[Part]:
    """Thick legs along these paths."""
    return [line(d, width, paint) for d in paths]


def steed(placed: Placed, mane: list[Part], tail: list[Part], forelock: list[Part]) -> list[Part]:
    """A horse without its hair, standing or running by its pose, with the mane, tail and forelock given."""
    hoof = against(placed, ("black",), "#43323a", "#c3a584")
    if placed.pose == "running":
        far = ("M-8 -46 C-22 -44 -30 -36 -32 -18", "M26 -46 C26 -30 34 -22 44 -12")
        far_hooves = "M-32 -18 L-28 -12 M44 -12 L47 -5"
        near = ("M-16 -52 C-28 -54 -38 -46 -47 -30", "M30 -54 C40 -44 38 -30 49 -24")
        near_hooves = "M-46 -31 L-51 -24 M48 -25 L52 -17"
    else:
        far = ("M-8 -40 L-9 -6", "M25 -44 C23 -30 28 -24 27 -6")
        far_hooves = "M-9 -7 L-10 -4.5 M27 -7 L26 -4.5"
        near = ("M-18 -44 L-19 -6", "M34 -50 C33 -32 41 -26 39 -6")
        near_hooves = "M-19 -7 L-20 -4.5 M39 -7 L38 -4.5"
    down = 4 if placed.pose == "running" else 0
    return [
        *tail,
        *legs(far, 9.5, "deep"),
        line(far_hooves, 10, hoof),
        *legs(near, 11, "base"),
        line(near_hooves, 11, hoof),
        path("M-18 -66 C-4 -60 16 -61 30 -66 C45 -65 47 -50 39 -43 C20 -35 -4 -36 -20 -42 Z", "base", puff=6),
        path("M-21 -44 C-4 -44 22 -42 42 -54 C42 -42 32 -39 20 -37 C4 -35 -10 -36 -20 -40 Z", "shade"),
        *moved([*mane, *_steed_neck(), *_steed_head(placed), *forelock], 0, down),
    ]


def _steed_neck() -> list[Part]:
    neck = "M-20 -88 L-4 -90 C6 -80 12 -70 14 -60 C4 -46 -14 -40 -21 -48 C-26 -56 -20 -64 -22 -74 Z"
    return [path(neck, "base", puff=5), path("M-20 -64 C-10 -66 -2 -74 -2 -86 C6 -72 -2 -56 -20 -54 Z", "shade")]


def _steed_head(placed: Placed) -> list[Part]:
    face = (
        "M-16 -96 C-28 -96 -40 -82 -50 -69 C-56 -61 -52 -52 -42 -53 C-33 -55 -24 -58 -14 -66 C-2 -76 -2 -94 -16 -96 Z"
    )
    return [
        path("M-24 -92 L-23 -102 L-15 -92 Z", "deep", puff=4),
        path(face, "base", puff=4),
        path(
            "M-44 -76 C-52 -68 -58 -60 -53 -54 C-48 -49 -40 -51 -34 -55 C-35 -64 -39 -72 -44 -76 Z",
            pale(placed),
            puff=3,
        ),
        oval(-50, -63, 2.6, 3.4, "#6b4546"),
        path("M-14 -91 L-9 -103 L-4 -89 Z", "base", puff=5),
        *eye(-24, -80, 7.5, -1.2),
    ]


def horse(placed: Placed, scene: str) -> list[Part]:
    """A horse, seen from the side, with a long face, mane and tail."""
    hair = against(placed, ("black", "brown", "blue", "purple", "red", "green"), "#5a3423", "#f6dca4")
    if placed.pose == "running":
        mane = [
            path("M-12 -99 C6 -102 8 -96 25 -96 C19 -90 27 -85 30 -81 C20 -80 23 -73 15 -66 L-4 -74 Z", hair, puff=5)
        ]
        tail = [path("M36 -64 C44 -78 50 -66 56 -70 C54 -60 57 -54 53 -46 C47 -56 42 -56 36 -56 Z", hair, puff=4)]
    else:
        mane = [path("M-12 -99 C6 -101 16 -91 18 -79 C22 -72 24 -62 21 -50 C10 -50 4 -60 -2 -70 Z", hair, puff=5)]
        tail = [path("M36 -64 C50 -66 55 -50 52 -38 C51 -30 55 -24 53 -16 C43 -18 41 -34 43 -44 Z", hair, puff=5)]
    forelock = [path("M-8 -100 C-17 -102 -28 -98 -33 -90 C-25 -91 -15 -91 -8 -96 Z", hair, puff=4)]
    return steed(placed, mane, tail, forelock)


def elephant(placed: Placed, scene: str) -> list[Part]:
    """An elephant, seen from the side, with big ears, tusks and a trunk: hanging, or trumpeting when it runs."""
    ivory = against(placed, ("white",), "#fff2cf", "#e9bf8c")
    nail = against(placed, ("white",), CREAM, "#e6c5ac")
    if placed.pose == "running":
        far = ("M-10 -36 L-14 -11", "M26 -38 C30 -30 30 -22 26 -12")
        near = ("M-18 -40 C-28 -36 -36 -30 -42 -20", "M36 -46 C40 -36 42 -30 46 -18")
        nails = ((-50, -16), (-42, -11), (38, -11))
        tail = "M46 -62 C54 -66 54 -74 52 -80"
        tuft = oval(51, -82, 5, 7, "deep")
        ahead = 8
        trunk = (
            "M-26 -86 C-38 -78 -43 -86 -43 -97 C-43 -105 -55 -105 -56 -97 C-59 -78 -56 -60 -42 -52 "
            "C-34 -47 -24 -46 -16 -48 Z"
        )
        folds = "M-54 -76 L-45 -77 M-52 -66 L-44 -70"
        ear = path("M-14 -82 C-6 -102 26 -104 34 -84 C36 -66 8 -46 -8 -56 Z", "deep", puff=5)
        inner = path("M-8 -79 C-2 -92 20 -94 26 -82 C26 -70 10 -58 -2 -60 Z", PINK, puff=2)
    else:
        far = ("M-8 -30 L-8 -10", "M26 -30 L26 -10")
        near = ("M-18 -34 L-18 -10", "M38 -38 L38 -10")
        nails = ((-24, -4), (-14, -4), (32, -4))
        tail = "M46 -60 C54 -54 53 -44 51 -38"
        tuft = oval(51, -34, 5, 7, "deep")
        ahead = 0
        trunk = (
            "M-36 -88 C-50 -82 -57 -62 -55 -42 C-54 -30 -53 -22 -58 -16 C-62 -8 -53 -3 -47 -9 C-40 -18 -42 -30 -41 -38 "
            "C-40 -46 -34 -48 -24 -48 Z"
        )
        folds = "M-54 -48 L-45 -47 M-54 -36 L-45 -35"
        ear = path("M-14 -84 C-4 -102 26 -96 26 -68 C24 -50 10 -36 2 -38 C-8 -40 -14 -52 -14 -64 Z", "deep", puff=5)
        inner = path("M-7 -78 C2 -90 18 -84 17 -66 C15 -54 7 -46 3 -47 C-4 -50 -9 -62 -7 -78 Z", PINK, puff=2)
    parts = [
        line(tail, 5, "base"),
        tuft,
        *legs(far, 20, "deep"),
        *legs(near, 21, "base"),
        *(oval(x, y, 3.6, 4, nail) for x, y in nails),
        path(
            "M-22 -74 C-4 -88 30 -86 44 -68 C52 -52 48 -34 40 -28 L-20 -26 C-30 -40 -30 -60 -22 -74 Z", "base", puff=4
        ),
        path("M-22 -34 C0 -26 30 -28 48 -48 C48 -36 44 -28 38 -26 L-20 -24 Z", "shade"),
        oval(-24 + ahead, -68, 24, 25, "base"),
        path(trunk, "base", puff=3),
        line(folds, 3, "shade"),
        path("M-36 -46 C-42 -40 -46 -38 -51 -40 C-44 -46 -40 -50 -36 -54 Z", ivory, puff=4),
        *moved([ear, inner], ahead * 0.8, 0),
        *eye(-30 + ahead, -74, 8, -1.2),
    ]
    return moved(parts, 1, 0, 0.97)


def _bear_head(placed: Placed) -> list[Part]:
    """A bear's head from the front, around 0, 0."""
    return [
        oval(-24, -20, 11, 11, "base"),
        oval(24, -20, 11, 11, "base"),
        oval(-24, -19, 5.5, 5.5, "deep"),
        oval(24, -19, 5.5, 5.5, "deep"),
        path("M0 -26 C22 -26 32 -10 32 4 C32 18 18 25 0 25 C-18 25 -32 18 -32 4 C-32 -10 -22 -26 0 -26 Z", "base"),
        oval(0, 11, 17, 13, pale(placed)),
        oval(0, 4, 7.5, 5.5, DARK),
        line("M0 9 L0 14 M-6 16 C-3 18.5 3 18.5 6 16", 3, DARK),
        *eye(-13, -6, 7, 0.8),
        *eye(13, -6, 7, -0.8),
    ]


def bear(placed: Placed, scene: str) -> list[Part]:
    """A bear: sitting or upright from the front, or running on all fours, seen from the side."""
    claw = against(placed, ("white",), CREAM, "#a08a7c")
    if placed.pose == "running":
        return _running_bear(placed, claw)
    sole = against(placed, ("pink", "white"), PINK, "#c9737c")
    if placed.pose == "standing":
        return [
            line("M24 -44 C34 -44 42 -56 44 -68", 17, "base"),
            line("M-13 -20 L-15 -9", 23, "base"),
            line("M13 -20 L15 -9", 23, "base"),
            path(
                "M0 -60 C22 -58 31 -40 29 -26 C27 -12 14 -9 0 -9 C-14 -9 -27 -12 -29 -26 C-31 -40 -22 -58 0 -60 Z",
                "base",
            ),
            oval(0, -30, 18, 17, "gleam"),
            line("M-24 -46 C-34 -40 -37 -32 -34 -24", 17, "base"),
            oval(44, -69, 5.5, 5.5, sole),
            *(oval(x, -2.5, 3.2, 3.6, claw) for x in (-23, -15, 15, 23)),
            oval(0, -50, 25, 7, "shade"),
            *moved(_bear_head(placed), 0, -72),
        ]
    return [
        path("M0 -62 C26 -58 38 -34 35 -18 C32 -2 16 0 0 0 C-16 0 -32 -2 -35 -18 C-38 -34 -26 -58 0 -62 Z", "base"),
        oval(0, -26, 20, 20, "gleam"),
        line("M-26 -44 C-38 -36 -36 -26 -24 -22", 16, "base"),
        line("M26 -44 C38 -36 36 -26 24 -22", 16, "base"),
        oval(-33, -13, 16, 16, "base"),
        oval(33, -13, 16, 16, "base"),
        oval(-35, -11, 9, 9, sole),
        oval(35, -11, 9, 9, sole),
        oval(0, -52, 27, 7, "shade"),
        *moved(_bear_head(placed), 0, -73),
    ]


def _running_bear(placed: Placed, claw: str) -> list[Part]:
    return [
        oval(48, -56, 8, 7, "deep"),
        *legs(("M-4 -36 C-10 -28 -16 -20 -14 -10", "M26 -38 C28 -28 26 -20 18 -12"), 18, "deep"),
        path(
            "M-26 -66 C-10 -92 10 -86 26 -74 C46 -72 53 -58 46 -44 C36 -32 0 -26 -20 -34 C-34 -44 -36 -56 -26 -66 Z",
            "base",
            4,
        ),
        path("M-20 -38 C0 -32 34 -36 50 -54 C48 -42 40 -35 20 -31 C4 -28 -12 -28 -20 -34 Z", "shade"),
        *legs(("M-16 -42 C-26 -36 -36 -28 -43 -17", "M34 -50 C46 -40 40 -28 46 -16"), 20, "base"),
        *(oval(x, y, 3.2, 3.6, claw) for x, y in ((-50, -14), (-43, -9), (39, -10))),
        *moved(_bear_head(placed), -25, -60, 0.86),
    ]


def _mane(cx: float, cy: float, width: float, height: float, paint: str, back: float = 0) -> list[Part]:
    """A ring of pointed locks with a shade around the face, its right half blown `back`."""
    points = []
    for i in range(22):
        angle, tip = pi * (i / 11 + 0.5), i % 2 == 0
        far = 1.06 if tip else 0.8
        x = cx + width * far * cos(angle) + back * max(0.0, cos(angle)) * (1.0 if tip else 0.5)
        points.append((x, cy + height * far * sin(angle)))
    locks = "".join(
        f" C{x:.1f} {y:.1f} {x:.1f} {y:.1f} {u:.1f} {v:.1f}" if i % 2 else f" L{u:.1f} {v:.1f}"
        for i, ((x, y), (u, v)) in enumerate(zip(points, points[1:] + points[:1], strict=True))
    )
    ring = path(f"M{points[0][0]:.1f} {points[0][1]:.1f}{locks} Z", paint, puff=7)
    return [ring, oval(cx + back * 0.15, cy, width * 0.8, height * 0.78, "shade")]


def _lion_face(placed: Placed) -> list[Part]:
    """A lion's face from the front, around 0, 0, without the mane."""
    return [
        oval(-19, -20, 8, 8, "base"),
        oval(19, -20, 8, 8, "base"),
        oval(-19, -19.5, 4, 4, PINK),
        oval(19, -19.5, 4, 4, PINK),
        path("M0 -22 C16 -22 25 -12 25 2 C24 16 12 22 0 22 C-12 22 -24 16 -25 2 C-25 -12 -16 -22 0 -22 Z", "base"),
        oval(0, 16, 7, 6, pale(placed)),
        oval(-7.5, 10, 10, 7.5, pale(placed)),
        oval(7.5, 10, 10, 7.5, pale(placed)),
        path("M-5 2.5 L5 2.5 L0 7 Z", "#5c2c33", puff=4),
        line("M0 8 L0 14", 3, "#5c2c33"),
        *eye(-12, -7, 7, 0.8),
        *eye(12, -7, 7, -0.8),
    ]


def lion(placed: Placed, scene: str) -> list[Part]:
    """A lion with a great mane and a tufted tail, its face to the viewer."""
    mane = against(placed, ("brown", "black", "red", "purple", "green"), "#9a4a1c", "#f0a53a")
    if placed.pose == "running":
        return moved(_running_lion(placed, mane), -1, 3, 0.97)
    if placed.pose == "standing":
        return moved(_standing_lion(placed, mane), 2, 0)
    return _sitting_lion(placed, mane)


def _sitting_lion(placed: Placed, mane: str) -> list[Part]:
    return [
        line("M22 -8 C48 -4 54 -20 46 -36", 7, "base"),
        path("M38 -36 C40 -46 46 -52 50 -54 C54 -46 54 -38 50 -33 Z", mane, puff=5),
        path("M-22 -8 C-28 -26 -20 -48 -10 -54 L10 -54 C20 -48 32 -30 28 -8 Z", "base", puff=8),
        oval(26, -14, 15, 14, "base"),
        oval(-26, -14, 15, 14, "base"),
        path("M-22 -40 C-14 -32 14 -32 22 -40 C26 -28 24 -12 20 -2 L-20 -2 C-24 -12 -26 -28 -22 -40 Z", "shade"),
        line("M-10 -36 L-11 -8", 15, "base"),
        line("M10 -36 L11 -8", 15, "base"),
        oval(-12, -5, 11.5, 6.5, "flat"),
        oval(12, -5, 11.5, 6.5, "flat"),
        line("M0 -22 L0 -4", 3, "shade"),
        *_mane(0, -65, 36, 35, mane),
        *moved(_lion_face(placed), 0, -67),
    ]


def _standing_lion(placed: Placed, mane: str) -> list[Part]:
    return [
        line("M40 -44 C54 -48 52 -66 46 -74", 6, "base"),
        path("M40 -74 C38 -84 42 -90 46 -94 C52 -88 54 -80 50 -74 Z", mane, puff=5),
        *legs(("M-10 -30 L-10 -8", "M28 -30 L28 -8"), 14, "deep"),
        path("M-26 -56 C-8 -60 24 -60 38 -54 C46 -46 44 -30 38 -26 L-24 -24 Z", "base", puff=6),
        path("M-24 -32 C0 -26 26 -28 44 -40 C44 -30 40 -24 36 -22 L-24 -22 Z", "shade"),
        *legs(("M-26 -34 L-26 -8", "M37 -38 L38 -8"), 15, "base"),
        oval(-29, -5, 11, 6, "flat"),
        oval(35, -5, 11, 6, "flat"),
        *_mane(-20, -63, 33, 34, mane),
        *moved(_lion_face(placed), -22, -65, 0.95),
    ]


def _running_lion(placed: Placed, mane: str) -> list[Part]:
    return [
        line("M40 -50 C50 -50 48 -66 52 -74", 6, "base"),
        path("M46 -74 C44 -84 46 -88 52 -92 C56 -86 56 -80 56 -74 Z", mane, puff=5),
        *legs(("M-6 -40 C-12 -32 -16 -22 -28 -14", "M24 -44 C24 -34 22 -22 32 -12"), 14, "deep"),
        path("M-26 -62 C-8 -60 22 -68 38 -63 C47 -56 46 -44 38 -38 C20 -32 0 -28 -24 -32 Z", "base", puff=6),
        path("M-24 -38 C0 -34 26 -36 45 -52 C44 -42 40 -36 30 -33 L-24 -28 Z", "shade"),
        *legs(("M-20 -42 C-32 -40 -40 -30 -47 -20", "M34 -50 C46 -44 38 -28 48 -18"), 15, "base"),
        *_mane(-20, -65, 31, 32, mane, back=14),
        *moved(_lion_face(placed), -25, -65, 0.92),
    ]


DRAWINGS: dict[str, Callable[[Placed, str], list[Part]]] = {
    "horse": horse,
    "elephant": elephant,
    "bear": bear,
    "lion": lion,
}
