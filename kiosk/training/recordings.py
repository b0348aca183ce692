"""Pictures the model painted for the exhibit: the starters' ingredients, and filmstrips for the attract screen.

Never drawn by us, always painted by the model, from fixed seeds (`decisions.md` 22): what visitors see on the tiles
is what the machine can do. The filmstrips are also the marked fall-back when the painter has failed for good.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from kiosk.diffusion.denoise import Step
from kiosk.diffusion.onnx_model import OnnxModel
from kiosk.diffusion.picture import paint
from kiosk.exhibit.load import load
from kiosk.paint import save

Pixels = NDArray[np.uint8]

STRIPS = (
    ("cat", "an orange cat in a meadow", 3),
    ("house", "a pink house in the snow", 11),
    ("boat", "a striped red boat by the sea", 5),
    ("flower", "a purple flower in a room", 8),
    ("mushroom", "a dotted red mushroom in a meadow", 2),
    ("balloon", "a yellow balloon in the desert", 21),
)
"""Name, English prompt and seed of each recorded painting."""

EVERY = (0, 1, 2, 3, 4, 6, 8, 10, 13, 16)
"""The steps a filmstrip keeps, of 20; the finished picture comes last."""


def filmstrip(model: OnnxModel, prompt: str, seed: int) -> Pixels:
    """A painting as square frames side by side, uint8 [side, frames * side, 3]: the easel, then the picture."""
    frames: list[Pixels] = []

    def look(step: Step) -> None:
        if step.index in EVERY:
            frames.append(model.decode(step.latent))

    painting = paint(model, prompt, seed=seed, clock=time.perf_counter, look=look)
    return np.concatenate([*frames, painting.picture], axis=1)


def record_all(content: Path, models: Path, say: Callable[[str], None] = lambda line: None) -> None:
    """Paints and writes models/NAME/recorded/*.png and exhibit_content/starters/*.png."""
    exhibit, _ = load(content, models)
    folder = models / exhibit.settings.model
    model = OnnxModel(folder)
    (folder / "recorded").mkdir(exist_ok=True)
    for name, prompt, seed in STRIPS:
        Image.fromarray(filmstrip(model, prompt, seed)).save(folder / "recorded" / f"{name}.png", optimize=True)
        say(f"recorded {name}")
    (content / "starters").mkdir(exist_ok=True)
    for word in sorted({word for starter in exhibit.starters for word in starter.ingredients}):
        prompt, seed = ingredient_prompt(word)
        picture = paint(model, prompt, seed=seed, clock=time.perf_counter).picture
        save(picture, content / "starters" / f"{word}.png")
        say(f"painted {word}")


def ingredient_prompt(word: str) -> tuple[str, int]:
    """The English prompt and seed whose picture shows one ingredient alone."""
    from kiosk.imagier.captions import PLACES
    from kiosk.imagier.vocabulary import COLOURS, SCENES, TEXTURES, THINGS

    if word in THINGS:
        return (f"an {word}" if word[0] in "aeiou" else f"a {word}") + " in a meadow", 4
    if word in COLOURS:
        return f"{'an' if word[0] in 'aeiou' else 'a'} {word} balloon in a room", 4
    if word in TEXTURES:
        return f"a {word} blue balloon in a room", 4
    if word in SCENES:
        return f"a tree {PLACES[word]}", 4
    raise ValueError(f"{word!r} is no word of the data set.")
