"""Looking at the data set: many pictures on one sheet, or one picture with all its labels."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from itertools import cycle
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from kiosk.imagier.captions import captions
from kiosk.imagier.dataset import SIZE, Description, describe
from kiosk.imagier.draw import ThingLabels, labels, mask, render, svg
from kiosk.imagier.vocabulary import BACKGROUNDS, CLASSES, THINGS

Pixels = NDArray[np.uint8]

_GAP = 4
_PAPER = 246
_BOX = "#B93B18"
# Backgrounds keep to pale tones so that things stand out, and no two classes share one.
_BACKGROUND_TONES = ("#cfe4ee", "#cfdcb4", "#a9cfe0", "#e4dccf", "#d9c3a5", "#f6e7a6", "#a8bf9f", "#d7cfe6")


def tile(pictures: Iterable[Pixels], columns: int) -> Pixels:
    """Pictures of one size, uint8 [n][side, side, 3], on one sheet with paper between them, row by row.

    Raises ValueError where there is no picture or no column.
    """
    shown = list(pictures)
    if not shown or columns < 1:
        raise ValueError("a sheet needs at least one picture and one column")
    columns = min(columns, len(shown))
    rows = -(-len(shown) // columns)
    height, width = shown[0].shape[:2]
    page = np.full((rows * (height + _GAP) + _GAP, columns * (width + _GAP) + _GAP, 3), _PAPER, np.uint8)
    for number, picture in enumerate(shown):
        row, column = divmod(number, columns)
        top, left = _GAP + row * (height + _GAP), _GAP + column * (width + _GAP)
        page[top : top + height, left : left + width] = picture
    return page


def sheet(indices: Sequence[int], columns: int, side: int) -> Pixels:
    """A contact sheet of these pictures of the data set, each `side` pixels wide and high.

    uint8 [height, width, 3]. Raises ValueError for a negative number, no picture, or no column.
    """
    return tile((render(svg(describe(i)), side) for i in indices), columns)


def show(i: int, side: int = 128) -> dict[str, Any]:
    """Everything known about picture `i`: how it was described, its captions, and its exact labels.

    Boxes and outlines are in pixels of a picture of `side` pixels; `mask` gives each class's part of the picture, 0
    to 1. The answer holds plain data only (JSON). Raises ValueError for a negative number.
    """
    description = describe(i)
    exact, classes = labels(description, side), mask(description, side)
    return {
        "picture": i,
        "in_data_set": i < SIZE,
        "side": side,
        "scene": description.scene,
        "things": [{"words": in_words(one), **asdict(one)} for one in exact.things],
        "mask": {name: round(float((classes == CLASSES.index(name)).mean()), 4) for name in exact.classes},
        "captions": list(captions(description)),
        "description": asdict(description),
    }


def in_words(one: ThingLabels) -> str:
    """A thing's labels as one line, such as "small running striped red cat" or "plain pink family (two adults)"."""
    words = " ".join(word for word in (one.size, one.pose, one.texture, one.colour, one.thing) if word)
    return f"{words} ({one.kind})" if one.kind else words


def labelled_picture(i: int, side: int) -> Pixels:
    """Picture `i` twice: with its boxes and words, and as its semantic mask. uint8 [height, width, 3]."""
    description = describe(i)
    return tile((_with_boxes(description, side), _painted_mask(description, side)), 2)


def _with_boxes(description: Description, side: int) -> Pixels:
    image = Image.fromarray(render(svg(description), side))
    pen, font = ImageDraw.Draw(image), ImageFont.load_default(max(10, side // 24))
    thick = max(1, side // 160)
    for one in labels(description, side).things:
        if one.box is None:
            continue
        box = (one.box.left, one.box.top, one.box.right - 1, one.box.bottom - 1)
        pen.rectangle(box, outline=_BOX, width=thick)
        words = in_words(one)
        _, _, width, height = pen.textbbox((0, 0), words, font=font)
        # The words stay inside the picture, however near its edge the thing stands.
        left = min(one.box.left, max(0, side - int(width) - 6))
        top = max(0, one.box.top - int(height) - 4)
        pen.rectangle((left, top, left + width + 5, top + height + 3), fill=_BOX)
        pen.text((left + 3, top + 1), words, font=font, fill="#ffffff")
    return np.asarray(image)


def _painted_mask(description: Description, side: int) -> Pixels:
    return mask_tones()[mask(description, side)]


def mask_tones() -> Pixels:
    """One colour per class of the semantic mask, uint8 [classes, 3]: pale for backgrounds, strong for things."""
    pale = [tuple(bytes.fromhex(tone[1:])) for tone in _BACKGROUND_TONES]
    # Neighbours in the circle of hues differ in lightness too, or seventy things could not be told apart.
    lights = cycle((0.42, 0.3, 0.54))
    strong = [_hue(number / len(THINGS), light) for number, light in zip(range(len(THINGS)), lights, strict=False)]
    assert len(pale) == len(BACKGROUNDS)
    return np.asarray([*pale, *strong], np.uint8)


def _hue(at: float, light: float) -> tuple[int, int, int]:
    from colorsys import hls_to_rgb

    r, g, b = hls_to_rgb(at, light, 0.75)
    return int(255 * r), int(255 * g), int(255 * b)
