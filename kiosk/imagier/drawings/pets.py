"""The cat and the dog, each sitting, standing and running, cut from paper.

Heads are drawn around their own middle and then put on a body, smaller or tilted.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kiosk.imagier.dataset import Placed
from kiosk.imagier.paper import Part, eye, line, moved, oval, path

PINK = "#ee9a9c"
NOSE = "#d9566b"
DARK = "#2a2331"


def tilted(parts: Iterable[Part], angle: float) -> list[Part]:
    """The same parts, turned around 0, 0 (clockwise)."""
    return [replace(part, move=f"rotate({angle:g}) {part.move}".strip()) for part in parts]


def cream(placed: Placed) -> str:
    """The light paper of muzzles, which has to show on a white animal too."""
    return "#f0d3ac" if placed.colour == "white" else "#fff5e4"


def _cat_eye(cx: float, cy: float, radius: float, iris: str) -> list[Part]:
    """A big eye with a coloured iris and a tall pupil."""
    return [
        oval(cx, cy, radius, radius, "#fffdf6"),
        oval(cx, cy, radius * 0.87, radius * 0.87, iris),
        oval(cx, cy + radius * 0.04, radius * 0.56, radius * 0.78, "#241d2e"),
        oval(cx - radius * 0.26, cy - radius * 0.34, radius * 0.27, radius * 0.27, "#ffffff"),
    ]


def _cat_head(placed: Placed, look: float = 0, back: float = 0, laughs: bool = False) -> list[Part]:
    """A cat's head; `look` moves the face sideways, `back` lets the ears fly back."""
    iris = "#f2b632" if placed.colour in ("green", "blue", "purple", "black") else "#7cc35a"
    pale = placed.colour == "white" or (placed.colour == "yellow" and placed.texture in ("plain", "sponge"))
    whisker = "#6b5660" if pale else "#fffaf0"
    inner = "#f9c3c0" if placed.colour in ("pink", "red") else PINK
    smile = f"M{look - 7} 13 C{look - 6} 18 {look - 1} 18 {look} 13 C{look + 1} 18 {look + 6} 18 {look + 7} 13"
    mouth = [line(smile, 3, DARK)]
    if laughs:
        mouth = [
            path(f"M{look - 7} 14 C{look - 5} 27 {look + 5} 27 {look + 7} 14 Z", "#7d2740", puff=3),
            oval(look, 21.5, 4.2, 3, NOSE),
        ]
    return [
        path(f"M-33 0 C-39 -18 {-37 + back} -30 {-34 + back} -39 C-25 -37 -14 -30 -6 -20 Z", "base", puff=7),
        path(f"M33 0 C39 -18 {37 + back} -30 {34 + back} -39 C25 -37 14 -30 6 -20 Z", "base", puff=7),
        path(f"M-29 -13 C-32 -21 {-31 + back} -27 {-30 + back} -32 C-24 -30 -18 -26 -14 -21 Z", inner, puff=3),
        path(f"M29 -13 C32 -21 {31 + back} -27 {30 + back} -32 C24 -30 18 -26 14 -21 Z", inner, puff=3),
        path(
            "M-33 -4 C-30 -29 30 -29 33 -4 C34 1 37 6 42 9 C39 13 36 15 32 17 C22 29 -22 29 -32 17 "
            "C-36 15 -39 13 -42 9 C-37 6 -34 1 -33 -4 Z",
            "base",
            puff=3,
        ),
        path("M-32 17 C-22 29 22 29 32 17 C36 15 39 13 41 10 C22 23 -22 23 -41 10 C-39 13 -36 15 -32 17 Z", "shade"),
        line(f"M{look - 21} 10 L-43 4 M{look - 20} 16 L-41 19", 3.4, whisker),
        line(f"M{look + 21} 10 L43 4 M{look + 20} 16 L41 19", 3.4, whisker),
        oval(look - 6.5, 12, 9.5, 8, cream(placed)),
        oval(look + 6.5, 12, 9.5, 8, cream(placed)),
        *mouth,
        path(f"M{look - 4} 5 L{look + 4} 5 L{look} 9 Z", NOSE, puff=4),
        *_cat_eye(look - 15.5, -5, 11, iris),
        *_cat_eye(look + 15.5, -5, 11, iris),
    ]


def _sitting_cat(placed: Placed) -> list[Part]:
    return [
        line("M24 -9 C50 -2 60 -20 49 -34 C42 -44 46 -56 53 -53", 11, "base"),
        path("M-17 -52 C-24 -36 -24 -18 -24 -6 L33 -5 C44 -16 40 -34 28 -43 C20 -48 16 -52 12 -56 Z", "base", puff=6),
        path("M3 -5 C-2 -28 18 -40 34 -29 C20 -30 9 -20 11 -5 Z", "shade"),
        oval(15, -5, 14, 6.5, "flat"),
        path("M-6 -34 L-3 -2 L-9 -2 Z", "shade", puff=2),
        oval(-18, -5, 11, 6.5, "flat"),
        oval(1, -5, 10, 6.5, "flat"),
        path("M-22 -44 C-16 -30 10 -30 22 -47 L14 -56 L-16 -56 Z", "shade"),
        *moved(tilted(_cat_head(placed, -2), -6), -5, -62, 0.92),
    ]


def _standing_cat(placed: Placed) -> list[Part]:
    return [
        line("M36 -42 C50 -46 50 -62 44 -74 C40 -84 44 -94 52 -90", 10.5, "base"),
        line("M-8 -28 L-6 -6", 12, "deep"),
        line("M26 -28 L22 -6", 12, "deep"),
        path(
            "M-26 -46 C-8 -52 18 -58 34 -48 C44 -40 42 -26 36 -20 C18 -16 -8 -16 -24 -20 C-32 -28 -32 -40 -26 -46 Z",
            "base",
            puff=4,
        ),
        path("M-28 -28 C-8 -20 20 -22 42 -32 C42 -24 38 -18 34 -16 L-22 -16 Z", "shade"),
        line("M34 -32 C40 -22 34 -16 36 -6", 13, "base"),
        line("M-22 -28 C-34 -24 -36 -18 -36 -9", 12, "base"),
        oval(33, -5, 9.5, 6, "flat"),
        oval(-39, -8, 9, 6, "flat"),
        *moved(tilted(_cat_head(placed, -5), 4), -18, -61, 0.86),
    ]


def _running_cat(placed: Placed) -> list[Part]:
    parts = [
        line("M34 -46 C54 -50 34 -70 52 -77", 10, "base"),
        line("M-16 -26 C-22 -16 -30 -8 -40 -6", 11, "deep"),
        line("M24 -32 C26 -20 30 -14 42 -6", 12, "deep"),
        path(
            "M-28 -46 C-10 -54 16 -60 34 -50 C44 -44 44 -32 34 -27 C16 -22 -8 -18 -24 -20 C-34 -28 -34 -40 -28 -46 Z",
            "base",
            puff=4,
        ),
        path("M-28 -24 C-4 -22 20 -26 42 -40 C42 -30 36 -26 32 -24 C10 -20 -10 -17 -22 -17 Z", "shade"),
        oval(31, -38, 14, 13, "base"),
        line("M32 -36 C46 -32 42 -22 53 -16", 12, "base"),
        line("M-18 -28 C-26 -20 -38 -18 -49 -19", 11.5, "base"),
        *moved(tilted(_cat_head(placed, -6, back=6, laughs=True), -4), -20, -56, 0.8),
    ]
    return moved(parts, 0, 0, 0.96)


def cat(placed: Placed, scene: str) -> list[Part]:
    """A cat that sits with its tail in the air, walks proudly or runs with a laugh."""
    return {"standing": _standing_cat, "running": _running_cat}.get(placed.pose, _sitting_cat)(placed)


def _dog_head(placed: Placed, flying: bool = False) -> list[Part]:
    """A dog's head, turned a little to the left; the ears hang or fly."""
    near = "M10 -21 C26 -26 36 -10 35 10 C33 25 19 26 17 14 C15 2 9 -6 10 -21 Z"
    far = "M-6 -22 C-18 -30 -34 -22 -40 -8 C-42 2 -34 4 -30 -2 C-24 -8 -12 -10 -6 -22 Z"
    if flying:
        near = "M10 -18 C22 -18 32 -26 42 -20 C48 -12 40 -2 30 -1 C20 0 12 -4 10 -18 Z"
        far = "M-8 -18 C-2 -34 10 -42 20 -38 C26 -32 18 -22 8 -18 Z"
    return [
        path(far, "deep", puff=5),
        oval(0, 0, 28, 26, "base"),
        oval(-19, 10, 20, 14, cream(placed)),
        oval(-31, 3, 7.5, 6.5, DARK),
        path("M-25 18 C-29 33 -15 36 -13 30 L-11 18 Z", NOSE, puff=3),
        line("M-30 15 C-24 20 -13 20 -7 13", 3, DARK),
        *eye(-20, -10, 7.5, -0.8),
        *eye(-1, -9, 8.5, -1.2),
        path(near, "deep", puff=5),
    ]


def _collar(d: str, x: float, y: float, placed: Placed) -> list[Part]:
    """A collar along a path, with its tag at x, y."""
    band = "#d63a2f" if placed.colour in ("green", "blue") else "#1c948b"
    return [line(d, 7, band), oval(x, y, 5.5, 5.5, "#c97a12" if placed.colour == "yellow" else "#f6c945")]


def _sitting_dog(placed: Placed) -> list[Part]:
    return [
        line("M28 -8 C44 -8 50 -20 48 -34", 11, "base"),
        path("M-18 -52 C-26 -34 -22 -14 -20 -5 L30 -5 C40 -14 36 -32 26 -42 C18 -50 12 -56 8 -58 Z", "base", puff=7),
        path("M3 -5 C-2 -28 16 -39 31 -29 C18 -30 9 -20 11 -5 Z", "shade"),
        oval(14, -5, 16, 6.5, "flat"),
        path("M-4 -32 L-1 -2 L-7 -2 Z", "shade", puff=2),
        oval(-17, -5, 11, 6.5, "flat"),
        oval(3, -5, 10, 6.5, "flat"),
        *_collar("M-22 -46 C-12 -38 6 -38 18 -48", -6, -36, placed),
        *moved(tilted(_dog_head(placed), 6), -4, -70, 1.08),
    ]


def _standing_dog(placed: Placed) -> list[Part]:
    return [
        line("M38 -44 C50 -50 52 -62 47 -74", 10, "base"),
        line("M-8 -28 L-9 -6", 13, "deep"),
        line("M26 -28 L24 -6", 13, "deep"),
        path(
            "M-26 -50 C-10 -52 26 -54 38 -46 C44 -38 42 -26 37 -21 L-22 -21 C-30 -30 -30 -40 -26 -50 Z", "base", puff=8
        ),
        path("M-28 -26 C-8 -20 24 -22 44 -34 C44 -24 40 -18 36 -17 L-24 -17 Z", "shade"),
        line("M-22 -34 L-22 -6", 14, "base"),
        line("M36 -34 C42 -22 36 -16 37 -6", 14, "base"),
        oval(-25, -5, 10, 6, "flat"),
        oval(34, -5, 10, 6, "flat"),
        *_collar("M-34 -48 C-24 -36 -8 -36 2 -48", -16, -36, placed),
        *moved(_dog_head(placed), -14, -67, 0.98),
    ]


def _running_dog(placed: Placed) -> list[Part]:
    parts = [
        line("M36 -46 C48 -50 46 -64 54 -70", 10, "base"),
        line("M-16 -26 C-22 -16 -30 -8 -40 -6", 12, "deep"),
        line("M26 -32 C26 -20 30 -14 42 -6", 13, "deep"),
        path(
            "M-28 -46 C-10 -54 16 -58 36 -50 C44 -44 44 -32 36 -27 C16 -20 -8 -18 -24 -20 C-34 -28 -34 -40 -28 -46 Z",
            "base",
            puff=5,
        ),
        path("M-28 -24 C-4 -20 20 -26 44 -40 C44 -30 38 -26 34 -24 C10 -20 -10 -17 -22 -17 Z", "shade"),
        oval(31, -37, 14, 13, "base"),
        line("M33 -35 C46 -32 42 -22 51 -16", 12.5, "base"),
        line("M-18 -28 C-26 -20 -38 -18 -48 -19", 12.5, "base"),
        *_collar("M-28 -44 C-18 -32 -8 -34 0 -46", -14, -34, placed),
        *moved(tilted(_dog_head(placed, flying=True), 4), -17, -61, 0.92),
    ]
    return moved(parts, 0, 0, 0.96)


def dog(placed: Placed, scene: str) -> list[Part]:
    """A dog with hanging ears and a collar that sits, stands or runs with its ears in the wind."""
    return {"standing": _standing_dog, "running": _running_dog}.get(placed.pose, _sitting_dog)(placed)


DRAWINGS = {"cat": cat, "dog": dog}
