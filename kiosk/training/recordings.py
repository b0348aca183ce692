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
from kiosk.imagier.captions import PLACES
from kiosk.imagier.vocabulary import COLOURS, SCENES, TEXTURES, THINGS
from kiosk.labels.labeller import Labeller
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

OF_ITS_OWN = {
    "cat": "orange",
    "dog": "brown",
    "fish": "orange",
    "balloon": "yellow",
    "sponge": "yellow",
    "tree": "green",
}
"""The colour a thing has on a tile, where red is not the one that shows it best."""

SEEDS_TRIED = 24


def filmstrip(model: OnnxModel, prompt: str, seed: int) -> Pixels:
    """A painting as square frames side by side, uint8 [side, frames * side, 3]: the easel, then the picture."""
    frames: list[Pixels] = []

    def look(step: Step) -> None:
        if step.index in EVERY:
            frames.append(model.decode(step.latent))

    painting = paint(model, prompt, seed=seed, clock=time.perf_counter, look=look)
    return np.concatenate([*frames, painting.picture], axis=1)


def record_all(content: Path, models: Path, say: Callable[[str], None] = lambda line: None) -> None:
    """Paints and writes models/NAME/recorded/*.png and exhibit_content/starters/*.png.

    An ingredient must be recognised at a glance: of the first seeds, the one is taken whose picture the labeller
    names rightly and most surely. The tiles show what the words mean, not how often the model succeeds.
    """
    exhibit, _ = load(content, models)
    folder = models / exhibit.settings.model
    model, labeller = OnnxModel(folder), Labeller.load(models / "labeller")
    (folder / "recorded").mkdir(exist_ok=True)
    for name, prompt, seed in STRIPS:
        Image.fromarray(filmstrip(model, prompt, seed)).save(folder / "recorded" / f"{name}.png", optimize=True)
        say(f"recorded {name}")
    (content / "starters").mkdir(exist_ok=True)
    for word in sorted({word for starter in exhibit.starters for word in starter.ingredients}):
        prompt, wanted = ingredient_prompt(word)
        painted = [paint(model, prompt, seed=seed, clock=time.perf_counter).picture for seed in range(SEEDS_TRIED)]
        best = max(painted, key=lambda picture: _sureness(labeller, picture, wanted))
        save(best, content / "starters" / f"{word}.png")
        say(f"painted {word}")


def ingredient_prompt(word: str) -> tuple[str, dict[str, str]]:
    """The English prompt whose picture shows one ingredient alone, and what a labeller should see in it."""
    wanted = {"thing": "balloon", "colour": "blue", "texture": "plain", "scene": "room"}
    if word in THINGS:
        wanted |= {"thing": word, "colour": OF_ITS_OWN.get(word, "red"), "scene": "meadow"}
    elif word in COLOURS:
        wanted["colour"] = word
    elif word in TEXTURES:
        wanted["texture"] = word
    elif word in SCENES:
        wanted |= {"thing": "tree", "colour": "green", "scene": word}
    else:
        raise ValueError(f"{word!r} is no word of the data set.")
    said = [wanted["texture"]] if wanted["texture"] != "plain" else []
    words = " ".join([*said, wanted["colour"], wanted["thing"]])
    return f"{'an' if words[0] in 'aeiou' else 'a'} {words} {PLACES[wanted['scene']]}", wanted


def _sureness(labeller: Labeller, picture: Pixels, wanted: dict[str, str]) -> float:
    """How many parts are as wanted, and then how sure the labeller is of the thing."""
    result = labeller.label(picture)
    if not result.seen:
        return 0.0
    best = result.seen[0]
    answered = {"thing": best.thing, "colour": best.colour, "texture": best.texture, "scene": result.scene}
    sure = best.probability * best.colour_probability * best.texture_probability
    return sum(answered[part] == word for part, word in wanted.items()) + sure
