"""What our loop costs on top of ONNX Runtime itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

import numpy as np

from kiosk.diffusion.denoise import denoise, encode_pair, starting_noise
from kiosk.diffusion.onnx_model import OnnxModel
from kiosk.diffusion.picture import paint
from kiosk.diffusion.preview import preview


@dataclass(frozen=True)
class Overhead:
    """Times in seconds, medians over the repeats; `overhead` is (step - raw) / raw."""

    provider: str
    threads: int
    steps: int
    step_seconds: float
    raw_step_seconds: float
    overhead: float
    picture_seconds: float
    raw_picture_seconds: float
    first_estimate_seconds: float
    preview_seconds: float
    encode_seconds: float
    decode_seconds: float


def overhead(model: OnnxModel, steps: int, clock: Callable[[], float], repeats: int = 3) -> Overhead:
    """Measure `model`: our loop and the bare session calls, one step of each in turn on the same sessions and inputs.

    In turn, because a busy machine slows both alike; the picture and the first estimate (text encoder, one step,
    linear preview) are then timed whole. `clock` gives seconds, as `time.perf_counter` does.
    """
    prompt, guidance = "a red cat in the snow", model.manifest.guidance.default
    noise = starting_noise(0, (1, *model.manifest.latent))
    _, embeddings = encode_pair(model, prompt)
    model.decode(noise)
    model.predict(np.concatenate([noise, noise]), 1, embeddings)  # all three are warm now

    ours, raw = [], []
    for _ in range(repeats):
        loop = denoise(model, embeddings, noise, steps=steps, guidance=guidance)
        for _ in range(steps):
            began = clock()
            next(loop)
            ours.append(clock() - began)
            began = clock()
            model.denoiser.run()
            raw.append(clock() - began)

    first, previews, raw_pictures = [], [], []
    paintings = []
    for _ in range(repeats):
        began = clock()
        _, embeddings = encode_pair(model, prompt)
        step = next(denoise(model, embeddings, noise, steps=steps, guidance=guidance))
        estimated = clock()
        preview(step.estimate, model.manifest.preview)
        shown = clock()
        first.append(shown - began)
        previews.append(shown - estimated)
        paintings.append(paint(model, prompt, seed=0, steps=steps, guidance=guidance, clock=clock))
        began = clock()
        model.text_encoder.run()
        for _ in range(steps):
            model.denoiser.run()
        model.decoder.run()
        raw_pictures.append(clock() - began)
    return Overhead(
        provider=model.provider,
        threads=model.threads,
        steps=steps,
        step_seconds=median(ours),
        raw_step_seconds=median(raw),
        overhead=median([mine / bare for mine, bare in zip(ours, raw, strict=True)]) - 1,
        picture_seconds=median([painting.seconds for painting in paintings]),
        raw_picture_seconds=median(raw_pictures),
        first_estimate_seconds=median(first),
        preview_seconds=median(previews),
        encode_seconds=median([painting.encode_seconds for painting in paintings]),
        decode_seconds=median([painting.decode_seconds for painting in paintings]),
    )
