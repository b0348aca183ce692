"""People at work, told by tools, hats and what stands beside them; their clothes have the thing's colour."""

from __future__ import annotations

from kiosk.imagier.dataset import Placed
from kiosk.imagier.drawings import hats, tools
from kiosk.imagier.drawings.bodies import Sleeve
from kiosk.imagier.drawings.fitting import fitted
from kiosk.imagier.drawings.workers import DOWN, SHORT_SLEEVE, apart, mirrored, worker
from kiosk.imagier.paper import Part, box, line, oval, path


def _coat(placed: Placed) -> tuple[list[Part], Sleeve]:
    """A short white coat, worn open, its sleeves pushed up; over white clothes it is pale blue."""
    white, shade = ("#cfe0ea", "#a9c2d2") if placed.colour == "white" else ("#fdfbf5", "#d5dae2")
    panel = [
        path("M-15 -52 L-14 -52 C-21 -42 -25 -32 -27 -20 L-33 -20 C-31 -30 -24 -42 -15 -52 Z", white, 4),
        path("M-11 -53 L-14 -51 L-20 -42 L-15 -37 Z", shade, 2),
    ]
    return [*panel, *fitted(panel, mirror=True)], Sleeve(white, short=True, under="base")


def doctor(placed: Placed, scene: str) -> list[Part]:
    """A white coat worn open, a stethoscope, a bag."""
    coat, sleeve = _coat(placed)
    tube = apart(placed, "#2c3550", "#d8453f", "black", "blue", "purple", "brown", "grey", "green")
    return worker(
        placed,
        mirrored(DOWN),
        ((40, -44), (38, -60)),
        over=coat,
        held=fitted(tools.doctors_bag(), -34, -22, 0.8),
        last=tools.stethoscope(tube),
        sleeve=sleeve,
    )


def surgeon(placed: Placed, scene: str) -> list[Part]:
    """Scrubs, a cap, a mask, gloves and a scalpel, under a lamp."""
    cloth, fold = apart(placed, "#d9eef0", "#a8d8de", "white"), "#a9cdd2"
    mask = [
        line("M-11 11 L-19 5", 2.6, cloth),
        line("M11 11 L19 5", 2.6, cloth),
        path("M-10 10 C-5 8 5 8 10 10 C10 15.5 6 19 0 19 C-6 19 -10 15.5 -10 10 Z", cloth, 3),
        line("M-8 14 C-3 15.5 3 15.5 8 14", 2.4, fold),
    ]
    neckline = path("M-9 -52 L9 -52 L0 -40 Z", "deep", 2)
    figure = worker(
        placed,
        ((-40, -38), (-40, -60)),
        ((38, -34), (44, -54)),
        over=[neckline, box(8, -36, 11, 3.6, 1.5, "deep")],
        held=fitted(tools.scalpel(), 46, -58, 1.15, 12),
        hat=hats.surgeon_cap(),
        covered=mask,
        sleeve=Sleeve("base", True, apart(placed, "#8fd0dd", "#f3f7f8", "blue", "grey", "green")),
    )
    return fitted([*fitted(tools.surgical_lamp(), -46), *fitted(figure, 6)], -1, 0, 0.96)


def nurse(placed: Placed, scene: str) -> list[Part]:
    """A tunic with a heart, a drip stand, a thermometer."""
    thermometer = [
        line("M0 6 L0 -20", 6.4, "#f6fafb"),
        line("M0 4 L0 -12", 2.8, tools.CORAL),
        oval(0, 6, 5, 5, tools.CORAL),
    ]
    white = apart(placed, "#fdfbf5", "#bcd9e2", "white")
    tunic = [
        path("M-11 -52 L-2 -52 L0 -43 L-9 -41 Z", white, 3),
        path("M11 -52 L2 -52 L0 -43 L9 -41 Z", white, 3),
        box(-21, -27, 13, 9, 2.5, "deep"),
        oval(11, -35, 7, 7, "#fdfbf5"),
        tools.heart(11, -34.5, tools.CORAL),
    ]
    figure = worker(
        placed,
        ((-32, -34), (-38, -42)),
        ((40, -40), (37, -54)),
        over=tunic,
        held=fitted(thermometer, 38, -60, 1, 10),
        sleeve=SHORT_SLEEVE,
    )
    return [*fitted(tools.drip_stand(), -38), *fitted(figure, 8)]


def teacher(placed: Placed, scene: str) -> list[Part]:
    """A blackboard behind, a pointer, a book."""
    white = apart(placed, "#fdfbf5", "#bcd9e2", "white")
    collar = [path("M-11 -52 L0 -50 L-7 -40 Z", white, 3), path("M11 -52 L0 -50 L7 -40 Z", white, 3)]
    figure = worker(
        placed,
        ((-38, -36), (-38, -48)),
        ((32, -34), (24, -28)),
        over=[*collar, line("M0 -40 L0 -18", 3, "deep")],
        held=[
            line("M-36 -46 L-46 -66", 3.4, tools.WOOD_DEEP),
            *fitted(tools.book(apart(placed, "#d8453f", "#2d7f9d", "red", "orange", "pink", "brown")), 22, -30, 1, 8),
        ],
    )
    return [*fitted(tools.blackboard(), -30, -20, 0.72), *fitted(figure, 17)]


def cook(placed: Placed, scene: str) -> list[Part]:
    """A tall white hat, a pot that steams, a spoon."""
    button = apart(placed, "#fdfbf5", "#8a6f86", "white")
    scarf = apart(placed, "#d8453f", "#2f8fb0", "red", "orange", "pink")
    jacket = [oval(x, y, 2.5, 2.5, button) for x in (-2, 10) for y in (-38, -30)]
    neckerchief = [path("M-11 -52 C-4 -47 4 -47 11 -52 L5 -42 L0 -46 L-5 -42 Z", scarf, 4)]
    figure = worker(
        placed,
        ((-30, -32), (-26, -26)),
        ((42, -42), (38, -56)),
        over=[*jacket, *neckerchief],
        held=[
            *fitted(tools.pot(apart(placed, "#6f7d8c", "#c7773d", "grey", "black", "blue")), -29, -20, 0.8),
            *fitted(tools.spoon(), 40, -60, 1, 8),
        ],
        hat=hats.toque(),
    )
    return fitted(figure, 5, 0, 0.92)


def firefighter(placed: Placed, scene: str) -> list[Part]:
    """A helmet, reflecting bands, a hose with water."""
    red = apart(placed, "#d63a2f", "#f4bd37", "red", "orange")
    band = apart(placed, "#f7dc5c", "#ffffff", "yellow", "orange")
    trim = apart(placed, "#f7dc5c", "#d63a2f", "red", "orange")
    bands = [
        path("M-25 -30 C-10 -27 10 -27 25 -30 L26.5 -24 C10 -21 -10 -21 -26.5 -24 Z", band),
        line("M0 -46 L0 -32", 3, "deep"),
        box(-17, -13, 14, 4.6, 1, band),
        box(3, -13, 14, 4.6, 1, band),
    ]
    hose = line("M-36 -41 C-24 -26 -50 -16 -38 -6 C-32 -1 -10 -5 6 -5 C24 -5 36 -3 44 -10", 6.5, "#c9643a")
    nozzle = [
        line("M-35 -38 L-41 -47", 8, "#4a4f5c"),
        path("M-46 -50 L-40 -55 L-37 -50 L-42 -46 Z", "#f4bd37", 3),
    ]
    water = [
        path("M-44 -52 C-52 -62 -60 -70 -66 -78 C-64 -88 -56 -95 -48 -96 C-47 -82 -44 -66 -42 -53 Z", "#a8dcf0", 4),
        line("M-45 -56 C-50 -68 -53 -76 -57 -84", 4.5, "#5fb4dc"),
        *(oval(x, y, r, r, "#a8dcf0") for x, y, r in ((-66, -84, 5), (-59, -94, 6), (-49, -98, 5))),
        *(oval(x, y, 3.4, 4.2, "#5fb4dc") for x, y in ((-66, -66), (-37, -84))),
    ]
    figure = worker(
        placed,
        ((-32, -34), (-36, -38)),
        over=bands,
        held=[*water, *nozzle],
        hat=hats.helmet(red, trim),
    )
    return fitted([hose, *figure], 11, 0, 0.98)


def farmer(placed: Placed, scene: str) -> list[Part]:
    """A straw hat, a fork, a basket of carrots; dungarees."""
    scarf = apart(placed, "#c8463c", "#2f8fb0", "red", "orange", "pink")
    straps = [
        line("M-13 -52 L-11 -36 L11 -36 L13 -52", 4.6, "deep"),
        oval(-11, -36, 3.6, 3.6, hats.GOLD),
        oval(11, -36, 3.6, 3.6, hats.GOLD),
        box(-7, -30, 14, 9, 3, "deep"),
        path("M-10 -53 C-4 -48 4 -48 10 -53 L3 -43 L0 -46 L-3 -43 Z", scarf, 3),
    ]
    figure = worker(
        placed,
        ((-36, -38), (-36, -46)),
        over=straps,
        held=fitted(tools.pitchfork(), -39),
        hat=hats.straw_hat(apart(placed, "#c8463c", "#3b7f5a", "red", "orange", "pink")),
    )
    carrot = apart(placed, "#f08a24", "#e05a20", "orange")
    return [*fitted(figure, -2, 0, 0.97), *fitted(tools.carrot_basket(carrot), 38, 0, 0.85)]


def pilot(placed: Placed, scene: str) -> list[Part]:
    """A peaked cap, golden wings and buttons, a model plane in the hand."""
    white = apart(placed, "#fdfbf5", "#bcd9e2", "white")
    uniform = [
        path("M-8 -52 L8 -52 L0 -30 Z", white, 2),
        path("M-2.5 -48 L2.5 -48 L3 -36 L0 -32 L-3 -36 Z", "#2a2f4d", 1.5),
        *(oval(x, y, 2.5, 2.5, hats.GOLD) for x in (-5, 5) for y in (-26, -19)),
        path(
            "M5 -39 C9 -43 12 -40 13 -39 C14 -40 17 -43 21 -39 C18 -35 15 -35 13 -36.5 C11 -35 8 -35 5 -39 Z",
            hats.GOLD,
            2,
        ),
    ]
    cuffs = [line("M27 -33 L34 -30", 3.2, hats.GOLD)]
    figure = worker(
        placed,
        ((-40, -40), (-42, -50)),
        over=uniform,
        held=fitted(tools.model_plane(), -46, -57, 0.95),
        hat=hats.peaked_cap(),
    )
    return fitted([*figure, *cuffs], 13, 0, 0.97)


def scientist(placed: Placed, scene: str) -> list[Part]:
    """A white coat, goggles on the forehead, a flask that bubbles, a microscope."""
    coat, sleeve = _coat(placed)
    liquid = apart(placed, "#58b368", "#e0559a", "green")
    figure = worker(
        placed,
        ((-42, -36), (-40, -44)),
        ((30, -32), (27, -28)),
        over=coat,
        held=fitted(tools.flask(liquid), -42, -67, 0.78, -6),
        hat=hats.goggles("#39435c", apart(placed, "#f4bd37", "#4aa7b8", "yellow", "orange")),
        sleeve=sleeve,
    )
    return [*figure, *fitted(tools.microscope(), 39, 0, 0.78)]


def musician(placed: Placed, scene: str) -> list[Part]:
    """A guitar, and notes in the air."""
    wood, deep = apart(placed, "#d98a3d #6b3a1c", "#f0cf8e #7a4a25", "orange", "brown", "yellow", "red").split()
    figure = worker(
        placed,
        ((-40, -40), (-33, -44)),
        ((38, -32), (19, -29)),
        held=fitted(tools.guitar(wood, deep), 6, -24, 1, 22),
    )
    notes = [*fitted(tools.note("#37324f"), 36, -74, 1.1), *fitted(tools.note("#37324f"), 45, -50, 0.9)]
    return [*figure, *notes]


def cleaner(placed: Placed, scene: str) -> list[Part]:
    """A mop, a bucket of suds, rubber gloves and a cloth around the hair."""
    glove = apart(placed, "#f6c93f", "#ef7fa6", "yellow", "orange")
    overall = [
        path("M-9 -53 C-4 -47 4 -47 9 -53 L7 -44 C3 -41 -3 -41 -7 -44 Z", "deep", 2),
        box(-22, -30, 15, 11, 3, "deep"),
        path("M-20 -31 L-10 -31 L-11 -17 L-15 -21 L-19 -17 Z", apart(placed, "#fdfbf5", "#8fd0dd", "white"), 2),
    ]
    figure = worker(
        placed,
        ((-36, -38), (-37, -48)),
        over=overall,
        held=fitted(tools.mop(), -41, -2),
        hat=hats.bandana(apart(placed, "#e8574e", "#3d8fc4", "red", "orange", "pink", "brown")),
        sleeve=Sleeve("base", True, glove),
    )
    pail = tools.bucket(apart(placed, "#3d8fc4", "#d8453f", "blue", "purple", "grey"))
    return [*fitted(figure, -1), *fitted(pail, 38, 0, 0.9)]


DRAWINGS = {
    "doctor": doctor,
    "surgeon": surgeon,
    "nurse": nurse,
    "teacher": teacher,
    "cook": cook,
    "firefighter": firefighter,
    "farmer": farmer,
    "pilot": pilot,
    "scientist": scientist,
    "musician": musician,
    "cleaner": cleaner,
}
