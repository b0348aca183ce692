"""From a description to an SVG document, to pixels, to a mask and to exact labels."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

import numpy as np
import resvg_py
from numpy.typing import NDArray
from PIL import Image

from kiosk.imagier.dataset import Description, Placed
from kiosk.imagier.paper import INK, Part, paper_svg
from kiosk.imagier.scenes import AFLOAT, background
from kiosk.imagier.skew import Person
from kiosk.imagier.textures import pattern
from kiosk.imagier.vocabulary import CLASSES, COLOURS, FOAM_THINGS
from kiosk.labels.geometry import Box, box_around
from kiosk.labels.outline import Polygon, outlines

UNITS = 128

# Number n is drawn as red n * 3 in a mask, far enough apart to check that none blended.
_MASK_STEP = 3

# What a thing's labels say of it as it was placed.
_SAID = ("thing", "colour", "texture", "pose", "kind", "size", "people")

# What leaves no shadow on the ground, and what hangs above its own.
_SHADOWLESS, _HOVERING = ("rainbow",), ("balloon", "butterfly")
_NARROW = ("flower", "tree", "lamp", "cactus", *_HOVERING)


# Colours that could sink into the night sky.
_DARK = ("black", "blue", "purple", "brown", "green", "red", "grey")


@dataclass(frozen=True, slots=True)
class ThingLabels:
    """The labels of one thing. `box` and `outline` hold its visible part, and are None and empty if it is hidden.

    `box` is in pixels; `outline` holds the closed lines around each piece and its holes, see `labels.outline`.
    """

    thing: str
    colour: str
    texture: str
    box: Box | None
    outline: tuple[Polygon, ...]
    pose: str
    kind: str
    size: str
    people: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class PictureLabels:
    """The labels of one picture: its scene, its things (back to front), and every class in its mask."""

    scene: str
    things: tuple[ThingLabels, ...]
    classes: tuple[str, ...]


def thing_parts(placed: Placed, scene: str) -> list[Part]:
    """The paper a thing is cut from, back to front, in its own units; ValueError if unknown."""
    from kiosk.imagier.drawings.catalogue import DRAWINGS

    if placed.thing not in DRAWINGS:
        raise ValueError(f"no drawing for {placed.thing!r}")
    return DRAWINGS[placed.thing](placed, scene)


def _transform(placed: Placed, dx: float = 0, dy: float = 0) -> str:
    side = -placed.scale if placed.flip else placed.scale
    x, y = placed.x + dx, placed.y + dy
    return f'transform="translate({x:.2f} {y:.2f}) scale({side:g} {placed.scale:g})"'


def _marks(placed: Placed) -> str:
    """The texture whose marks are drawn; a plain sponge still has its holes."""
    if placed.thing in FOAM_THINGS and placed.texture == "plain":
        return "sponge"
    return placed.texture


def _shadows(placed: Placed, scene: str, parts: list[Part], light_x: float) -> str:
    """What lifts a thing off the background: a shadow on the ground, and its own paper's shadow.

    At night a thin moonlit edge on the side of the moon keeps dark things apart from the dark sky.
    """
    solid = [part for part in parts if part.solid]

    def cast(colour: str, dx: float, dy: float, opacity: float) -> str:
        cut = paper_svg(solid, lambda part: colour)
        return f'<g opacity="{opacity:g}" {_transform(placed, dx, dy)}>{cut}</g>'

    ground = ""
    floats = placed.thing in AFLOAT and scene == "sea"
    if not floats and placed.thing not in _SHADOWLESS:
        drop = 10 * placed.scale + 4 if placed.thing == "balloon" else 0
        wide = 0.46 * placed.scale * (0.6 if placed.thing in _NARROW else 1)
        ground = (
            f'<ellipse cx="{placed.x:g}" cy="{placed.y + drop:.2f}" rx="{100 * wide:.2f}" '
            f'ry="{9 * placed.scale:.2f}" fill="{INK}" opacity="0.22"/>'
        )
    moonlit = scene == "night" and placed.colour in _DARK
    edge = cast("#b7c3ea", 0.8 if light_x > UNITS / 2 else -0.8, -0.9, 0.6) if moonlit else ""
    return ground + cast(INK, 2.6, 3.2, 0.14) + cast(INK, 1.4, 1.8, 0.2) + edge


def _thing_svg(placed: Placed, scene: str, number: int, light_x: float) -> str:
    colour = COLOURS[placed.colour or "white"]
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
        f"{defs}{_shadows(placed, scene, parts, light_x)}"
        f'<g data-label="{placed.thing}" {_transform(placed)}>{"".join(drawn)}</g>'
    )


def _document(body: str, more: str = "") -> str:
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {UNITS} {UNITS}"{more}>'
    return f"{head}{body}</svg>"


def svg(description: Description) -> str:
    """The picture as an SVG document, 128 x 128 units, one `<g data-label>` per thing."""
    back = paper_svg(background(description), lambda part: part.paint)
    things = "".join(
        _thing_svg(placed, description.scene, number, description.light_x)
        for number, placed in enumerate(description.placed)
    )
    return _document(f'<g data-label="{description.scene}">{back}</g>{things}')


def render(svg: str, size: int) -> NDArray[np.uint8]:
    """An SVG document as pixels, uint8 [size, size, 3]. Raises ValueError if it is no SVG."""
    data = bytes(resvg_py.svg_to_bytes(svg_string=svg, width=size, height=size, skip_system_fonts=True))
    return np.asarray(Image.open(BytesIO(data)).convert("RGB"))


def _flat(description: Description, number: Callable[[Part, int], int | None]) -> str:
    """The picture without soft edges, every solid part in the red of its `number(part, thing)`; None leaves it out.

    Things count from 0; the background's parts belong to thing -1.
    """

    def paint(part: Part, thing: int) -> str:
        shown = number(part, thing) if part.solid else None
        return "" if shown is None else f"#{shown * _MASK_STEP:02x}0000"

    body = paper_svg(background(description), lambda part: paint(part, -1))
    for k, placed in enumerate(description.placed):
        parts = thing_parts(placed, description.scene)
        body += f"<g {_transform(placed)}>{paper_svg(parts, lambda part, k=k: paint(part, k))}</g>"  # type: ignore[misc]
    return _document(body, ' shape-rendering="crispEdges"')


def mask_svg(description: Description) -> str:
    """The picture with every part in the flat colour of its class, and without soft edges."""
    own = ("sky", *(placed.thing for placed in description.placed))
    return _flat(description, lambda part, thing: CLASSES.index(part.label or own[thing + 1]))


def mask(description: Description, size: int) -> NDArray[np.uint8]:
    """The semantic mask, uint8 [size, size]: for each pixel a position in `vocabulary.CLASSES`."""
    return render(mask_svg(description), size)[:, :, 0] // _MASK_STEP


def backdrop_mask(description: Description, size: int) -> NDArray[np.uint8]:
    """The semantic mask as if no thing stood in the way, uint8 [size, size]: see `mask`.

    What a thing came with (a fish bowl, the puddle under a boat) stays.
    """

    def number(part: Part, thing: int) -> int | None:
        return None if thing >= 0 and not part.label else CLASSES.index(part.label or "sky")

    return render(_flat(description, number), size)[:, :, 0] // _MASK_STEP


def instance_mask(description: Description, size: int) -> NDArray[np.uint8]:
    """Which thing each pixel shows, uint8 [size, size]: 0 for none, else its position in `placed` plus 1.

    What a thing came with (a fish bowl, the puddle under a boat) is not part of it.
    """
    drawn = _flat(description, lambda part, thing: 0 if thing < 0 or part.label else thing + 1)
    return render(drawn, size)[:, :, 0] // _MASK_STEP


def labels(description: Description, size: int) -> PictureLabels:
    """The exact labels of the picture at this size; boxes and outlines hold the visible part of each thing."""
    classes, instances = mask(description, size), instance_mask(description, size)
    things = []
    for number, placed in enumerate(description.placed, 1):
        visible = instances == number
        words = {name: getattr(placed, name) for name in _SAID}
        things.append(ThingLabels(box=box_around(visible), outline=outlines(visible), **words))
    return PictureLabels(description.scene, tuple(things), tuple(CLASSES[number] for number in np.unique(classes)))
