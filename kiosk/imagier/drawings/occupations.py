"""People at work, told by tools, hats and what stands beside them; their clothes have the thing's colour."""

from __future__ import annotations

from kiosk.imagier.dataset import Placed
from kiosk.imagier.drawings import hats, tools
from kiosk.imagier.drawings.bodies import Sleeve
from kiosk.imagier.drawings.fitting import fitted
from kiosk.imagier.drawings.workers import DOWN, SHORT_SLEEVE, apart, mirrored, worker
from kiosk.imagier.paper import Part, box, line, oval, path


def _coat(placed: Placed) -> tuple[list[Part], Sleeve]:
    """A white coat, worn open, and its sleeves; over white clothes it is pale blue."""
    white, shade = ("#cfe0ea", "#a9c2d2") if placed.colour == "white" else ("#fdfbf5", "#d5dae2")
    panel = [
        path("M-14 -52 L-12 -52 C-17 -38 -21 -24 -23 -10 L-32 -10 C-30 -24 -24 -42 -14 -52 Z", white, 4),
        path("M-11 -53 L-14 -51 L-19 -41 L-12 -35 Z", shade, 2),
    ]
    return [*panel, *fitted(panel, mirror=True)], Sleeve(white)


def doctor(placed: Placed, scene: str) -> list[Part]:
    """A white coat worn open, a stethoscope, a bag."""
    coat, sleeve = _coat(placed)
    tube = apart(placed, "#2c3550", "#d8453f", "black", "blue", "purple", "brown", "grey", "green")
    return worker(
        placed,
        mirrored(DOWN),
        ((40, -44), (38, -60)),
        over=coat,
        held=fitted(tools.doctors_bag(), -34, -23),
        last=tools.stethoscope(tube),
        sleeve=sleeve,
    )


def surgeon(placed: Placed, scene: str) -> list[Part]:
    """Scrubs, a cap, a mask, gloves and a scalpel, under a lamp."""
    cloth, fold = apart(placed, "#d9eef0", "#a8d8de", "white"), "#a9cdd2"
    mask = [
        line("M-13 9 L-19 4", 2.6, cloth),
        line("M13 9 L19 4", 2.6, cloth),
        path("M-11.5 8.5 C-5 6 5 6 11.5 8.5 C12 15 7 19.5 0 19.5 C-7 19.5 -12 15 -11.5 8.5 Z", cloth, 3),
        line("M-9 13 C-3 14.5 3 14.5 9 13", 2.4, fold),
    ]
    neckline = path("M-9 -52 L9 -52 L0 -40 Z", "deep", 2)
    figure = worker(
        placed,
        ((-38, -40), (-36, -54)),
        ((34, -36), (40, -46)),
        over=[neckline, box(8, -36, 11, 3.6, 1.5, "deep")],
        held=fitted(tools.scalpel(), 42, -50, 1.15, 12),
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
        oval(11, -35, 8, 8, "#fdfbf5"),
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
            line("M-34 -46 L-50 -68", 3.4, tools.WOOD_DEEP),
            *fitted(tools.book(apart(placed, "#d8453f", "#2d7f9d", "red", "orange", "pink", "brown")), 22, -30, 1, 8),
        ],
    )
    return [*fitted(tools.blackboard(), -27, -13, 0.9), *fitted(figure, 20)]


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
    hose = [
        line("M50 -4 C62 -12 34 -18 18 -22 L-8 -29", 6.5, "#c9643a"),
        line("M-10 -30 L-24 -36", 7, "#4a4f5c"),
        path("M-26 -39 L-22 -34 L-18 -36 L-23 -42 Z", "#f4bd37", 2),
    ]
    water = [
        line("M-26 -40 C-36 -58 -50 -62 -57 -44", 11, "#a8dcf0"),
        line("M-26 -40 C-36 -54 -48 -56 -55 -40", 4.5, "#5fb4dc"),
        path("M-57 -38 C-53 -32 -52 -27 -57 -26 C-62 -27 -61 -32 -57 -38 Z", "#5fb4dc", 2),
        path("M-48 -34 C-45 -29 -44 -25 -48 -24 C-52 -25 -51 -29 -48 -34 Z", "#a8dcf0", 2),
        oval(-53, -5, 11, 4, "#7cc6e6"),
        path("M-54 -20 C-51 -15 -50 -12 -54 -11 C-58 -12 -57 -15 -54 -20 Z", "#a8dcf0", 2),
    ]
    figure = worker(
        placed,
        ((-30, -32), (-15, -31)),
        ((34, -30), (14, -23)),
        over=bands,
        held=[*water, *hose],
        hat=hats.helmet(red, trim),
    )
    return fitted(figure, 7, 0, 0.96)


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
        held=fitted(tools.flask(liquid), -42, -72, 0.95, -6),
        hat=hats.goggles("#39435c", apart(placed, "#f4bd37", "#4aa7b8", "yellow", "orange")),
        sleeve=sleeve,
    )
    return [*figure, *fitted(tools.microscope(), 37)]


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
