"""The rabbit and the fox, each sitting, standing and running, cut from paper."""

from __future__ import annotations

from kiosk.imagier.dataset import Placed
from kiosk.imagier.drawings.pets import DARK, NOSE, PINK, cream, tilted
from kiosk.imagier.paper import Part, box, eye, line, moved, oval, path


def _ear(x: float, y: float, length: float, turn: float) -> list[Part]:
    """A rabbit's ear that starts at x, y and points up, or `turn` degrees to the right."""
    upright = [oval(0, -length / 2, 10, length / 2, "base"), oval(0, -length / 2, 5, length / 2 - 7, PINK)]
    return moved(tilted(upright, turn), x, y)


def _tail(placed: Placed, x: float, y: float) -> Part:
    """A rabbit's round white tail."""
    return oval(x, y, 12, 11, "deep" if placed.colour == "white" else cream(placed))


def _rabbit_head(placed: Placed, ears: tuple[float, float], look: float = 0) -> list[Part]:
    """A rabbit's head; its ears point `ears` degrees to the right of straight up."""
    return [
        *_ear(12, -14, 52, ears[1]),
        *_ear(-10, -14, 52, ears[0]),
        path(
            "M-26 -6 C-24 -31 24 -31 26 -6 C32 4 32 22 16 24 C6 27 -6 27 -16 24 C-32 22 -32 4 -26 -6 Z",
            "base",
            puff=2,
        ),
        path("M-29 12 C-20 22 20 22 29 12 C28 22 22 24 16 25 C6 28 -6 28 -16 25 C-22 24 -28 22 -29 12 Z", "shade"),
        box(look - 4, 13, 8, 10, 2, "#ffffff"),
        oval(look - 6.5, 10, 9, 7, cream(placed)),
        oval(look + 6.5, 10, 9, 7, cream(placed)),
        path(f"M{look - 4} 3.5 L{look + 4} 3.5 L{look} 7.5 Z", NOSE, puff=4),
        *eye(look - 12.5, -5, 9.5, 0.4),
        *eye(look + 12.5, -5, 9.5, -0.4),
    ]


def _sitting_rabbit(placed: Placed) -> list[Part]:
    return [
        _tail(placed, 40, -15),
        path("M-20 -34 C-26 -20 -22 -8 -20 -5 L30 -5 C44 -12 44 -34 30 -42 C14 -50 -10 -50 -20 -34 Z", "base", puff=6),
        path("M4 -5 C-2 -30 20 -42 36 -30 C22 -31 10 -20 12 -5 Z", "shade"),
        oval(15, -6, 21, 6.5, "flat"),
        path("M-6 -28 L-3 -2 L-9 -2 Z", "shade", puff=2),
        oval(-15, -5.5, 10, 6, "flat"),
        path("M-24 -30 C-16 -18 8 -20 20 -34 L10 -46 L-20 -46 Z", "shade"),
        *moved(tilted(_rabbit_head(placed, (-14, 22), -3), -4), -7, -46, 0.88),
    ]


def _standing_rabbit(placed: Placed) -> list[Part]:
    return [
        _tail(placed, 23, -13),
        path("M-14 -44 C-25 -30 -28 -10 -18 -4 L18 -4 C28 -10 25 -30 14 -44 Z", "base", puff=6),
        oval(-3, -17, 12.5, 14, cream(placed)),
        oval(-17, -5, 14, 6.5, "flat"),
        oval(12, -5, 14, 6.5, "flat"),
        path("M-19 -36 C-12 -24 12 -24 19 -36 L14 -46 L-14 -46 Z", "shade"),
        line("M-18 -34 C-28 -30 -24 -20 -15 -24", 9.5, "base"),
        line("M16 -34 C26 -30 19 -20 10 -24", 9.5, "base"),
        *moved(tilted(_rabbit_head(placed, (-12, 20), -3), 3), -1, -50, 0.82),
    ]


def _running_rabbit(placed: Placed) -> list[Part]:
    parts = [
        _tail(placed, 40, -48),
        line("M-14 -26 C-20 -16 -28 -10 -36 -7", 10, "deep"),
        line("M26 -30 C30 -20 36 -12 48 -7", 11, "deep"),
        path(
            "M-24 -42 C-12 -52 16 -64 34 -52 C44 -44 42 -30 32 -25 C14 -18 -8 -16 -22 -20 C-30 -28 -30 -38 -24 -42 Z",
            "base",
            puff=4,
        ),
        path("M-26 -25 C-4 -22 20 -26 42 -40 C42 -30 36 -25 32 -22 C10 -17 -10 -16 -20 -17 Z", "shade"),
        oval(28, -37, 16, 15, "base"),
        line("M30 -34 C44 -30 40 -22 53 -19", 11.5, "base"),
        line("M-18 -26 C-26 -18 -36 -17 -45 -19", 11, "base"),
        *moved(tilted(_rabbit_head(placed, (50, 76), -5), -4), -21, -50, 0.84),
    ]
    return moved(parts, 0, 0, 0.96)


def rabbit(placed: Placed, scene: str) -> list[Part]:
    """A rabbit with long ears that sits, stands up to look around or leaps along."""
    return {"standing": _standing_rabbit, "running": _running_rabbit}.get(placed.pose, _sitting_rabbit)(placed)


def _sock(placed: Placed) -> str:
    """The dark paper of a fox's legs and ears."""
    return "#8d4a2b" if placed.colour == "black" else DARK


def _fox_head(placed: Placed, look: float = 0, back: float = 0) -> list[Part]:
    """A fox's head: wide cheeks, a pointed snout, ears with dark tips that `back` lets fly."""
    white, dark = cream(placed), _sock(placed)
    return [
        path(f"M-32 2 C-36 -18 {-34 + back} -34 {-29 + back} -47 C-18 -40 -7 -30 -3 -20 Z", "base", puff=5),
        path(f"M32 2 C36 -18 {34 + back} -34 {29 + back} -47 C18 -40 7 -30 3 -20 Z", "base", puff=5),
        path(f"M-32 -24 C-33 -34 {-31 + back} -41 {-29 + back} -48 C-22 -43 -16 -37 -12 -30 Z", dark, puff=4),
        path(f"M32 -24 C33 -34 {31 + back} -41 {29 + back} -48 C22 -43 16 -37 12 -30 Z", dark, puff=4),
        path(
            f"M-43 8 C-34 2 -38 -31 0 -31 C38 -31 34 2 43 8 C36 19 20 26 {look + 9} 31 C{look + 5} 34 {look - 5} 34 "
            f"{look - 9} 31 C-20 26 -36 19 -43 8 Z",
            "base",
            puff=3,
        ),
        path(f"M-43 8 C-34 3 -32 -2 -24 -1 C{look - 9} 0 {look - 7} 14 {look - 6} 32 C-22 26 -36 19 -43 8 Z", white, 3),
        path(f"M43 8 C34 3 32 -2 24 -1 C{look + 14} 0 {look + 7} 14 {look + 6} 32 C22 26 36 19 43 8 Z", white, 2),
        oval(look, 28.5, 7.5, 6, DARK),
        *eye(look * 0.7 - 15, -6, 9, 0.2),
        *eye(look * 0.7 + 15, -6, 9, -0.8),
    ]


def _sitting_fox(placed: Placed) -> list[Part]:
    white, dark = cream(placed), _sock(placed)
    return [
        path("M22 -6 C48 2 62 -20 54 -44 C52 -54 48 -60 44 -66 C36 -56 28 -44 30 -30 Z", "base", puff=5),
        path("M55 -42 C52 -54 48 -62 44 -67 C38 -60 33 -52 31 -42 L37 -46 L43 -39 L49 -46 Z", white, puff=4),
        path("M-14 -50 C-20 -34 -18 -16 -18 -6 L28 -5 C38 -14 36 -32 26 -42 C18 -48 14 -52 10 -54 Z", "base", puff=6),
        path("M3 -5 C-2 -28 16 -38 30 -28 C18 -29 9 -20 11 -5 Z", "shade"),
        oval(14, -5, 14, 6, dark),
        line("M-15 -20 L-16 -6 M1 -20 L0 -6", 12, dark),
        path("M-20 -46 C-18 -34 -12 -24 -6 -20 C2 -26 8 -36 10 -48 Z", white, puff=3),
        *moved(tilted(_fox_head(placed, -4), -5), -6, -57, 0.92),
    ]


def _standing_fox(placed: Placed) -> list[Part]:
    white, dark = cream(placed), _sock(placed)
    return [
        path("M20 -32 C42 -24 58 -42 53 -64 C51 -74 46 -82 40 -86 C33 -76 29 -66 32 -52 Z", "base", puff=5),
        path("M53 -62 C51 -73 46 -81 40 -86 C35 -79 31 -72 31 -62 L37 -66 L42 -58 L47 -66 Z", white, puff=4),
        line("M-6 -28 L-6 -6", 11, dark),
        line("M20 -28 L17 -6", 11, dark),
        path("M-26 -46 C-10 -50 16 -54 30 -46 C38 -38 36 -26 30 -21 C14 -17 -8 -17 -22 -20 Z", "base", puff=6),
        path("M-26 -28 C-8 -20 18 -22 36 -32 C36 -24 32 -18 28 -16 L-22 -17 Z", "shade"),
        line("M28 -32 C34 -24 29 -18 30 -14", 12, "base"),
        line("M30 -14 L29 -6", 12, dark),
        line("M-20 -30 L-22 -16", 12, "base"),
        line("M-22 -14 L-23 -6", 12, dark),
        path("M-34 -42 C-30 -32 -26 -26 -20 -24 C-14 -28 -10 -34 -8 -42 Z", white, puff=3),
        *moved(tilted(_fox_head(placed, -8), 3), -18, -59, 0.84),
    ]


def _running_fox(placed: Placed) -> list[Part]:
    white, dark = cream(placed), _sock(placed)
    parts = [
        path("M22 -44 C32 -62 48 -64 56 -56 C54 -42 42 -34 26 -34 Z", "base", puff=5),
        path("M44 -63 C50 -64 54 -62 57 -57 C55 -50 52 -44 46 -40 L46 -47 L41 -51 L46 -56 Z", white, puff=4),
        line("M-14 -26 C-20 -16 -28 -10 -38 -6", 10.5, dark),
        line("M20 -30 C24 -20 30 -12 42 -6", 11, dark),
        path(
            "M-24 -42 C-10 -52 14 -58 28 -48 C36 -42 36 -32 28 -26 C12 -20 -8 -17 -22 -20 C-30 -28 -30 -38 -24 -42 Z",
            "base",
            puff=4,
        ),
        path("M-26 -25 C-4 -22 18 -26 36 -38 C36 -30 32 -25 28 -23 C10 -18 -10 -17 -20 -17 Z", "shade"),
        oval(25, -36, 13, 13, "base"),
        line("M27 -34 C38 -30 36 -22 46 -18", 12, "base"),
        line("M40 -21 C42 -18 46 -17 51 -15", 11.5, dark),
        line("M-18 -28 C-26 -20 -34 -18 -44 -19", 12, "base"),
        line("M-36 -18.5 L-48 -19", 11.5, dark),
        *moved(tilted(_fox_head(placed, -8, back=6), -2), -19, -56, 0.8),
    ]
    return moved(parts, 0, 0, 0.96)


def fox(placed: Placed, scene: str) -> list[Part]:
    """A fox with a bushy tail and dark legs that sits, stands or runs."""
    return {"standing": _standing_fox, "running": _running_fox}.get(placed.pose, _sitting_fox)(placed)


DRAWINGS = {"rabbit": rabbit, "fox": fox}
