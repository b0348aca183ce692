"""The second style: the same drawings as an old engraving, printed in ink on cream paper and coloured by hand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kiosk.imagier.burin import FAINT, INK, PAPER, PLATE, frame, light, mixed, rays, ruled, texture_marks
from kiosk.imagier.dataset import Description, Placed
from kiosk.imagier.draw import _NARROW, _SHADOWLESS, UNITS, _marks, _transform, thing_parts
from kiosk.imagier.paper import Part
from kiosk.imagier.scenes import AFLOAT, background

# What a colour becomes in watercolour on cream paper: the wash, its darker tone, and the paper of stripes and dots.
WASHES = {
    "red": ("#d4604f", "#b04437", PAPER),
    "orange": ("#ea9142", "#cc7428", PAPER),
    "yellow": ("#f2d25c", "#d9b13d", "#8a6428"),
    "green": ("#79a866", "#59894d", PAPER),
    "blue": ("#6f9ad0", "#4d78b1", PAPER),
    "purple": ("#a07cc0", "#7f5ca1", PAPER),
    "pink": ("#f2a9bd", "#dd859f", "#fdf4ea"),
    "brown": ("#9c714c", "#7a5434", PAPER),
    "black": ("#5b534f", "#453e3b", PAPER),
    "grey": ("#b1b0ad", "#918f8d", "#f3efe6"),
    "white": ("#fdf8ea", "#e6dcc6", "#aaa3ad"),
}

# Paint darker than this is ink already and gets no contour.
_DARK = 0.3

_PAIR = re.compile(r"(-?\d+(?:\.\d+)?)[ ,](-?\d+(?:\.\d+)?)")
_VALUE = re.compile(r'(\w+)="(-?[\d.]+)"')


def _size(part: Part) -> float:
    """About half the height or width of a part, whichever is less, in its own units; of many shapes, the first's."""
    if part.line:
        return part.line / 2
    if part.shape.startswith("path"):
        pairs = [(float(x), float(y)) for x, y in _PAIR.findall(part.shape.partition("Z")[0])]
        x, y = [at[0] for at in pairs], [at[1] for at in pairs]
        return (min(max(x) - min(x), max(y) - min(y)) + part.puff) / 2
    known: dict[str, float] = {name: float(value) for name, value in _VALUE.findall(part.shape)}
    if part.shape.startswith("rect"):
        return min(known["width"], known["height"]) / 2
    return min(known["rx"], known["ry"])


def _fat(part: Part, more: float) -> Part:
    """The same part, larger by `more` on every side."""
    return replace(part, line=part.line + 2 * more) if part.line else replace(part, puff=part.puff + 2 * more)


def _runs(parts: Iterable[Part]) -> Iterator[list[Part]]:
    """Neighbouring parts of one paint, which share one contour."""
    run: list[Part] = []
    for part in parts:
        if run and (part.paint, part.label, part.opacity) != (run[0].paint, run[0].label, run[0].opacity):
            yield run
            run = []
        run.append(part)
    if run:
        yield run


def _contour(run: list[Part], weight: float, ink: str) -> str:
    """The ink around a run; what is small gets a thinner line, what is tiny or dark none."""
    drawn = []
    for part in run:
        wide = min(weight, 0.3 * _size(part))
        if wide > 0.45:
            drawn.append(_fat(part, wide).svg(ink))
    return "".join(drawn)


def _washed(colour: str) -> str:
    """A paint of its own as watercolour: paler and warmer, but dark eyes stay ink."""
    return mixed(colour, INK, 0.6) if light(colour) < 0.2 else mixed(colour, PAPER, 0.3)


def _thing(placed: Placed, scene: str, number: int) -> str:
    """A thing: bare paper around it, then contours, washes and marks, and the lines of its shadows over all."""
    wash, deep, mark = WASHES[placed.colour or "white"]
    texture = _marks(placed)
    hole = mixed(deep, INK, 0.22) if light(deep) > _DARK else mixed(wash, PAPER, 0.42)
    paints = {"base": wash, "flat": wash, "deep": deep, "hole": hole}
    weight = 1.15 * placed.scale**-0.6
    runs = list(_runs(thing_parts(placed, scene)))
    drawn = [_fat(part, weight + 1.4 / placed.scale).svg(PAPER) for run in runs for part in run if _alone(part)]
    for run in runs:
        paint, own = run[0].paint, run[0].paint in paints
        colour = paints[paint] if own else _washed(paint) if paint.startswith("#") else PAPER
        if paint == "shade":
            continue
        if run[0].solid and (own or light(colour) > _DARK):
            drawn.append(_contour(run, weight, INK))
        drawn += [part.svg(colour, part.opacity if part.paint != "gleam" else 0.5) for part in run]
        if paint == "base" and texture != "plain":
            drawn += [part.svg(f"url(#mark{number})") for part in run]
    size = (1.0 if placed.scale > 0.65 else 0.8) / placed.scale
    paints["mark"] = hole if texture == "sponge" else mark
    marks = "" if texture == "plain" else texture_marks(texture, paints["mark"], f"mark{number}", size)
    ground = "" if placed.thing in _SHADOWLESS or (placed.thing in AFLOAT and scene == "sea") else _ground(placed)
    return (
        f'<defs>{marks}</defs>{ground}<g data-label="{placed.thing}"><g {_transform(placed)}>{"".join(drawn)}</g>'
        f"{_shadows(placed, runs, number)}</g>"
    )


def _alone(part: Part) -> bool:
    return part.solid and not part.label


def _shadows(placed: Placed, runs: list[list[Part]], number: int) -> str:
    """Engraved lines where the light from the upper left does not reach, and all over darker paper.

    Two masks say where: in each, every run is white but for its lit part, which is the run itself, moved to the light.
    """
    least = 8 / placed.scale
    drawn = []
    for name, reach in (("hatch", 5.0), ("cross", 2.1)):
        body = ""
        for run in runs:
            paint = run[0].paint
            if paint == "gleam" or run[0].opacity < 1:
                continue
            dim = name == "hatch" and paint in ("deep", "shade")
            if paint == "shade" and not dim:
                continue
            fat = not paint.startswith("#") and max(_size(part) for part in run) > least  # faces and eyes stay clear
            shapes = "".join(part.svg("#fff" if fat or dim else "#000") for part in run)
            body += f"<g {_transform(placed)}>{shapes}</g>"
            if fat and not dim:
                lit = "".join(part.svg("#000") for part in run)
                body += f'<g transform="translate({-reach} {-0.8 * reach:g})"><g {_transform(placed)}>{lit}</g></g>'
        drawn.append(
            f'<mask id="{name}{number}" maskUnits="userSpaceOnUse" x="0" y="0" width="{UNITS}" height="{UNITS}">{body}'
            f'</mask><g mask="url(#{name}{number})"><use href="#{name}"/></g>'
        )
    return "".join(drawn)


def _ground(placed: Placed) -> str:
    """The shadow on the ground, in horizontal strokes."""
    drop = 10 * placed.scale + 4 if placed.thing == "balloon" else 0
    wide = 46 * placed.scale * (0.65 if placed.thing in _NARROW else 1)
    return (
        f'<ellipse cx="{placed.x + 5 * placed.scale:.2f}" cy="{placed.y + drop:.2f}" rx="{wide:.2f}" '
        f'ry="{8.5 * placed.scale:.2f}" fill="url(#shadow)"/>'
    )


def _back(description: Description) -> str:
    """The background: washes and, for each kind of surface, engraved lines that run its way."""
    drawn, lands, waiting = [], 0, ""
    for run in _runs(background(description)):
        label, paint = run[0].label, run[0].paint
        size = max(_size(part) for part in run)
        wash = mixed(paint, PAPER, 0.35 if description.scene == "night" else 0.4)
        dusk = label == "sky" and light(paint) < 0.6
        if not dusk:
            drawn.append(waiting)
            waiting = ""
        if label == "light":
            drawn += [rays(part) for part in run]
        if size > 1.5 and not (label == "sky" and size > 12):
            drawn.append(_contour(run, 1.0, FAINT))
        drawn += [part.svg(wash) for part in run]
        lands += label == "ground"
        hatch = {"ground": f"land{lands % 2}", "plant": "leaf"}.get(label, label)
        for part in run:
            if f'width="{UNITS + 4}"' in part.shape:
                # The night's lines wait until its glow is painted.
                waiting = ruled(part, label)
                if not dusk:
                    drawn.append(waiting)
                    waiting = ""
            elif hatch not in ("sky", "light", "wall") and _size(part) > (7 if label == "plant" else 5):
                drawn.append(part.svg(f"url(#{hatch})"))
    return "".join(drawn)


def gravure_svg(description: Description) -> str:
    """The picture as an engraving, an SVG document of 128 x 128 units with one `<g data-label>` per thing.

    The shapes are those of `draw.svg`, so masks and labels hold for both styles (ink adds about a unit around them).
    """
    things = "".join(_thing(placed, description.scene, number) for number, placed in enumerate(description.placed))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {UNITS} {UNITS}"><defs>{PLATE}</defs>'
        f'<rect width="{UNITS}" height="{UNITS}" fill="{PAPER}"/>'
        f'<g data-label="{description.scene}">{_back(description)}{frame()}</g>{things}</svg>'
    )
