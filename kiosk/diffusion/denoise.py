"""The loop that paints: a generator that gives one `Step` per denoising step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kiosk.diffusion.model import Model, PaintError
from kiosk.diffusion.scheduler import Scheduler, scheduler_of
from kiosk.diffusion.tokenizer import Tokens

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Step:
    """One denoising step. All arrays are float32, read-only, in latent shape [1, c, h, w] unless said otherwise.

    `latent` enters the step and `next_latent` leaves it. `without_prompt`, `with_prompt` and `guided` are
    predictions in the model's own parameterisation (epsilon or v). The estimates are the clean latents (x0) they
    mean; because x0 is affine in the prediction, estimate = estimate_without + g (estimate_with - estimate_without).
    `attention` is [L, h, w]: how strongly each place attends to each token, with the prompt; None where not known.
    """

    index: int
    total: int
    timestep: int
    guidance: float
    latent: Floats
    next_latent: Floats
    without_prompt: Floats
    with_prompt: Floats
    guided: Floats
    estimate: Floats
    estimate_without: Floats
    estimate_with: Floats
    attention: Floats | None


def starting_noise(seed: int, shape: tuple[int, ...]) -> Floats:
    """Standard normal noise, float32 in `shape`: the same for the same seed ("numpy-philox-1" in manifests)."""
    return np.random.Generator(np.random.Philox(seed)).standard_normal(shape, dtype=np.float32)


def encode_pair(model: Model, prompt: str) -> tuple[Tokens, Floats]:
    """The tokens of `prompt`, and the embeddings [2, L, D] the denoiser gets: of the empty prompt, and of `prompt`."""
    _, without = model.encode("")
    tokens, with_prompt = model.encode(prompt)
    return tokens, np.concatenate([without, with_prompt])


def denoise(
    model: Model,
    embeddings: Floats,
    latent: Floats,
    *,
    steps: int,
    guidance: float,
    start_index: int = 0,
) -> Iterator[Step]:
    """Denoise `latent` [1, c, h, w] in `steps` steps of guided, deterministic DDIM; nothing is computed ahead.

    `embeddings` come from `encode_pair`. Any `guidance` is allowed: 0 ignores the prompt, 1 takes the prediction with
    the prompt as it is (Ho and Salimans 2022, arXiv:2207.12598: guided = without + g (with - without)). To go on from
    a stored step k, give its `latent` and `start_index=k`: the steps that follow are the same, bit for bit.
    Raises ValueError for a step count or start the model does not have, PaintError where numbers overflow.
    """
    scheduler = scheduler_of(model.manifest)
    timesteps = scheduler.timesteps(steps)
    if not 0 <= start_index < steps:
        raise ValueError(f"There is no step {start_index} of {steps}.")
    if latent.shape != (1, *model.manifest.latent):
        raise ValueError(f"The latent has shape {latent.shape}, and this model needs {(1, *model.manifest.latent)}.")
    latent = _frozen(latent.astype(np.float32))
    for index in range(start_index, steps):
        step = _step(model, scheduler, embeddings, latent, index, steps, timesteps[index], guidance)
        yield step
        latent = step.next_latent


def _step(
    model: Model,
    scheduler: Scheduler,
    embeddings: Floats,
    latent: Floats,
    index: int,
    steps: int,
    timestep: int,
    guidance: float,
) -> Step:
    predictions, attention = model.predict(np.concatenate([latent, latent]), timestep, embeddings)
    without, with_prompt = predictions[:1], predictions[1:]
    # Strength 1 is the prediction with the prompt exactly, not up to rounding.
    guided = with_prompt if guidance == 1 else without + np.float32(guidance) * (with_prompt - without)
    next_latent = scheduler.step(latent, guided, timestep, steps)
    if not np.isfinite(next_latent).all():
        raise PaintError(f"Step {index + 1} of {steps} gave numbers that are not finite.")
    return Step(
        index=index,
        total=steps,
        timestep=timestep,
        guidance=guidance,
        latent=latent,
        next_latent=_frozen(next_latent),
        without_prompt=_frozen(without),
        with_prompt=_frozen(with_prompt),
        guided=_frozen(guided),
        estimate=_frozen(scheduler.estimate(latent, guided, timestep)),
        estimate_without=_frozen(scheduler.estimate(latent, without, timestep)),
        estimate_with=_frozen(scheduler.estimate(latent, with_prompt, timestep)),
        attention=None if attention is None else _frozen(attention[1]),
    )


def _frozen(array: Floats) -> Floats:
    """`array`, no longer writable: steps are kept and handed on, so nothing may change them."""
    array.flags.writeable = False
    return array
