"""From a description to an SVG document, to pixels, to a mask and to exact labels."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

import numpy as np
import resvg_py
from numpy.typing import NDArray
from PIL import Image

from kiosk.imagier import animals, objects
from kiosk.imagier.dataset import Description, Placed
from kiosk.imagier.paper import INK, Part, paper_svg
from kiosk.imagier.scenes import background
from kiosk.imagier.textures import pattern
from kiosk.imagier.vocabulary import CLASSES, COLOURS, FOAM_THINGS
from kiosk.labels.geometry import Box, box_around

UNITS = 128

# Class number n is drawn as red n * 10 in the mask, far enough apart to check that none blended.
_MASK_STEP = 10


@dataclass(frozen=True, slots=True)
class ThingLabels:
    """The exact labels of one thing; `box` holds its visible part, in pixels (None if hidden)."""

    thing: str
    colour: str
    texture: str
    box: Box | None


@dataclass(frozen=True, slots=True)
class PictureLabels:
    """The exact labels of one picture: its scene, its things, and every class in its mask."""

    scene: str
    things: tuple[ThingLabels, ...]
    classes: tuple[str, ...]


def thing_parts(placed: Placed, scene: str) -> list[Part]:
    """The paper a thing is cut from, back to front, in its own units; ValueError if unknown."""
    if placed.thing == "fish":
        return animals.fish(placed, scene)
    if placed.thing == "boat":
        return objects.boat(placed, scene)
    makers = {
        "cat": animals.cat,
        "dog": animals.dog,
        "bird": animals.bird,
        "rabbit": animals.rabbit,
        "person": animals.person,
        "flower": objects.flower,
        "tree": objects.tree,
        "mushroom": objects.mushroom,
        "house": objects.house,
        "car": objects.car,
        "balloon": objects.balloon,
        "sponge": objects.sponge,
    }
    if placed.thing not in makers:
        raise ValueError(f"no drawing for {placed.thing!r}")
    return makers[placed.thing](placed)


def _transform(placed: Placed, dx: float = 0, dy: float = 0) -> str:
    side = -placed.scale if placed.flip else placed.scale
    x, y = placed.x + dx, placed.y + dy
    return f'transform="translate({x:.2f} {y:.2f}) scale({side:g} {placed.scale:g})"'


def _marks(placed: Placed) -> str:
    """The texture whose marks are drawn; a plain sponge still has its holes."""
    if placed.thing in FOAM_THINGS and placed.texture == "plain":
        return "sponge"
    return placed.texture


def _shadows(placed: Placed, scene: str, parts: list[Part]) -> str:
    """What lifts a thing off the background: a shadow on the ground, and its own paper's shadow.

    At night a moonlit edge on the other side keeps dark things apart from the dark sky.
    """
    solid = [part for part in parts if part.solid]

    def cast(colour: str, dx: float, dy: float, opacity: float) -> str:
        cut = paper_svg(solid, lambda part: colour)
        return f'<g opacity="{opacity:g}" {_transform(placed, dx, dy)}>{cut}</g>'

    ground = ""
    floats = placed.thing in ("fish", "boat") and scene == "sea"
    if not floats:
        drop = 10 * placed.scale + 4 if placed.thing == "balloon" else 0
        wide = 0.46 * placed.scale * (0.6 if placed.thing in ("balloon", "flower", "tree") else 1)
        ground = (
            f'<ellipse cx="{placed.x:g}" cy="{placed.y + drop:.2f}" rx="{100 * wide:.2f}" '
            f'ry="{9 * placed.scale:.2f}" fill="{INK}" opacity="0.22"/>'
        )
    edge = cast("#d3dbf3", -1.4, -1.6, 0.75) if scene == "night" else ""
    return ground + cast(INK, 2.6, 3.2, 0.14) + cast(INK, 1.4, 1.8, 0.2) + edge


def _thing_svg(placed: Placed, scene: str, number: int) -> str:
    colour = COLOURS[placed.colour]
    parts = thing_parts(placed, scene)
    marks = _marks(placed)
    paints = {
        "base": colour.foam if marks == "sponge" else colour.hex,
        "flat": colour.foam if marks == "sponge" else colour.hex,
        "deep": colour.deep,
        "hole": colour.hole,
    }
    light_shade = placed.colour == "black" and marks != "sponge"
    tints = {"shade": ("#ffffff", 0.13) if light_shade else (INK, 0.17), "gleam": ("#ffffff", 0.3)}
    drawn = []
    for part in parts:
        if part.paint in tints:
            drawn.append(part.svg(*tints[part.paint]))
            continue
        drawn.append(part.svg(paints.get(part.paint, part.paint), part.opacity))
        if part.paint == "base" and marks != "plain":
            drawn.append(part.svg(f"url(#texture{number})"))
    defs = ""
    if marks != "plain":
        # Marks keep their size in the picture, so they stay bold on small things.
        size = 1.0 if placed.scale > 0.65 else 0.8
        defs = f"<defs>{pattern(marks, colour, f'texture{number}', size / placed.scale)}</defs>"
    return (
        f"{defs}{_shadows(placed, scene, parts)}"
        f'<g data-label="{placed.thing}" {_transform(placed)}>{"".join(drawn)}</g>'
    )


def _document(body: str, more: str = "") -> str:
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {UNITS} {UNITS}"{more}>'
    return f"{head}{body}</svg>"


def svg(description: Description) -> str:
    """The picture as an SVG document, 128 x 128 units, one `<g data-label>` per thing."""
    back = paper_svg(background(description), lambda part: part.paint)
    things = "".join(_thing_svg(placed, description.scene, number) for number, placed in enumerate(description.placed))
    return _document(f'<g data-label="{description.scene}">{back}</g>{things}')


def render(svg: str, size: int) -> NDArray[np.uint8]:
    """An SVG document as pixels, uint8 [size, size, 3]. Raises ValueError if it is no SVG."""
    data = bytes(resvg_py.svg_to_bytes(svg_string=svg, width=size, height=size, skip_system_fonts=True))
    return np.asarray(Image.open(BytesIO(data)).convert("RGB"))


def mask_svg(description: Description) -> str:
    """The picture with every part in the flat colour of its class, and without soft edges."""

    def paint(part: Part, own: str) -> str:
        return f"#{CLASSES.index(part.label or own) * _MASK_STEP:02x}0000" if part.solid else ""

    back = paper_svg(background(description), lambda part: paint(part, "sky"))
    things = []
    for placed in description.placed:
        parts = thing_parts(placed, description.scene)
        body = paper_svg(parts, lambda part, own=placed.thing: paint(part, own))  # type: ignore[misc]
        things.append(f"<g {_transform(placed)}>{body}</g>")
    return _document(back + "".join(things), ' shape-rendering="crispEdges"')


def mask(description: Description, size: int) -> NDArray[np.uint8]:
    """The semantic mask, uint8 [size, size]: for each pixel a position in `vocabulary.CLASSES`."""
    return render(mask_svg(description), size)[:, :, 0] // _MASK_STEP


def labels(description: Description, size: int) -> PictureLabels:
    """The exact labels of the picture at this size; boxes hold the visible part of each thing."""
    classes = mask(description, size)
    things = tuple(
        ThingLabels(
            placed.thing,
            placed.colour,
            placed.texture,
            box_around(classes == CLASSES.index(placed.thing)),
        )
        for placed in description.placed
    )
    return PictureLabels(description.scene, things, tuple(CLASSES[number] for number in np.unique(classes)))
