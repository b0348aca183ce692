"""From a prompt to a finished picture, with the time each part took: what `kiosk paint` and the bench drive."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kiosk.diffusion.denoise import Step, denoise, encode_pair, starting_noise
from kiosk.diffusion.model import Model, PaintError
from kiosk.diffusion.tokenizer import Tokens

Floats = NDArray[np.float32]
Pixels = NDArray[np.uint8]

BLACK = 8
"""A picture with no channel of any pixel above this (of 255) is called black."""

FLAT = 1.0
"""A picture whose channels all vary less than this (standard deviation, of 255) is called flat."""


@dataclass(frozen=True)
class Painting:
    """A finished picture, uint8 [H, W, 3], its latent [1, c, h, w], and times in seconds.

    `seconds` = text encoder + steps + final decoding; `preview_seconds`, what looking at the steps took, stands
    beside it. `index` is the last step really done.
    """

    picture: Pixels
    latent: Floats
    tokens: Tokens
    index: int
    seconds: float
    encode_seconds: float
    step_seconds: tuple[float, ...]
    decode_seconds: float
    preview_seconds: float


def paint(
    model: Model,
    prompt: str,
    *,
    seed: int,
    clock: Callable[[], float],
    steps: int | None = None,
    guidance: float | None = None,
    look: Callable[[Step], None] | None = None,
) -> Painting:
    """Paint `prompt` (English, as the model was trained on) from the noise of `seed`.

    `steps` and `guidance` are the manifest's where not given. `look` is called with every step as it is made; its
    time counts as previews. `clock` gives seconds, as `time.perf_counter` does. Raises PaintError where no picture
    comes out, ValueError for a step count the model does not have.
    """
    manifest = model.manifest
    steps = manifest.steps if steps is None else steps
    guidance = manifest.guidance.default if guidance is None else guidance
    began = clock()
    tokens, embeddings = encode_pair(model, prompt)
    encoded = clock()
    noise = starting_noise(seed, (1, *manifest.latent))
    step_seconds: list[float] = []
    preview_seconds = 0.0
    latent = noise
    mark = clock()
    for step in denoise(model, embeddings, noise, steps=steps, guidance=guidance):
        made = clock()
        step_seconds.append(made - mark)
        latent = step.next_latent
        if look is not None:
            look(step)
        mark = clock()
        preview_seconds += mark - made
    picture = model.decode(latent)
    check_picture(picture)
    decode_seconds = clock() - mark
    return Painting(
        picture=picture,
        latent=latent,
        tokens=tokens,
        index=steps - 1,
        seconds=(encoded - began) + sum(step_seconds) + decode_seconds,
        encode_seconds=encoded - began,
        step_seconds=tuple(step_seconds),
        decode_seconds=decode_seconds,
        preview_seconds=preview_seconds,
    )


def check_picture(picture: Pixels) -> None:
    """Raises PaintError for a picture, uint8 [H, W, 3], that is black or has one colour: a fault, not a painting."""
    if picture.max() <= BLACK:
        raise PaintError("The finished picture is black.")
    if picture.reshape(-1, 3).std(axis=0).max() < FLAT:
        raise PaintError("The finished picture is flat: one colour and nothing else.")
