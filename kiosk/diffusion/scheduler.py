"""The noise schedule and the deterministic DDIM update, in numpy.

Formulas: Song, Meng and Ermon 2020, "Denoising Diffusion Implicit Models" (arXiv:2010.02502), equation 12 with
sigma = 0; Salimans and Ho 2022, "Progressive Distillation" (arXiv:2202.00512), appendix D, for v-prediction;
Lin et al. 2023, "Common Diffusion Noise Schedules and Sample Steps are Flawed" (arXiv:2305.08891), table 2 for
the timestep spacings and algorithm 1 for a schedule that ends in pure noise. Rounding follows diffusers'
DDIMScheduler, to which the tests hold every number.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kiosk.diffusion.manifest import PREDICTIONS, Manifest, ModelError

Floats = NDArray[np.float32]

SPACINGS = ("trailing", "leading", "linspace")


@dataclass(frozen=True)
class Scheduler:
    """A noise schedule: `alphas_cumprod` float32 [train steps] is the share of signal left at each timestep.

    A noisy latent is sqrt(a) x0 + sqrt(1 - a) noise, with a = alphas_cumprod[timestep].
    """

    alphas_cumprod: Floats
    final_alpha_cumprod: float
    prediction: str
    timestep_spacing: str
    steps_offset: int = 0
    clip_range: float = math.inf

    def timesteps(self, steps: int) -> tuple[int, ...]:
        """The timesteps visited by `steps` steps, noisiest first. Raises ValueError outside 1..train steps."""
        train = len(self.alphas_cumprod)
        if not 1 <= steps <= train:
            raise ValueError(f"This model paints in 1 to {train} steps, not {steps}.")
        found: NDArray[np.float64]
        if self.timestep_spacing == "linspace":
            found = np.linspace(0, train - 1, steps).round()[::-1]
        elif self.timestep_spacing == "leading":
            found = np.arange(steps, dtype=np.float64)[::-1] * (train // steps) + self.steps_offset
        else:
            found = np.round(np.arange(train, 0, -train / steps))[:steps] - 1
        return tuple(int(timestep) for timestep in np.clip(found, 0, train - 1))

    def estimate(self, latent: Floats, prediction: Floats, timestep: int) -> Floats:
        """The clean latent (x0) that `prediction` means, float32 in the latent's shape; affine in `prediction`."""
        signal, noise = self._roots(timestep)
        if self.prediction == "epsilon":
            return np.asarray((latent - noise * prediction) / signal, np.float32)
        return np.asarray(signal * latent - noise * prediction, np.float32)

    def noise(self, latent: Floats, prediction: Floats, timestep: int) -> Floats:
        """The noise (epsilon) that `prediction` means, float32 in the latent's shape; affine in `prediction`."""
        signal, noise = self._roots(timestep)
        if self.prediction == "epsilon":
            return prediction
        return np.asarray(signal * prediction + noise * latent, np.float32)

    def step(self, latent: Floats, prediction: Floats, timestep: int, steps: int) -> Floats:
        """The latent one DDIM step further on, float32 in the latent's shape, where `steps` are made in all."""
        before = timestep - len(self.alphas_cumprod) // steps
        alpha = np.float32(self.alphas_cumprod[before] if before >= 0 else self.final_alpha_cumprod)
        clean = self.estimate(latent, prediction, timestep)
        if math.isfinite(self.clip_range):
            clean = np.clip(clean, -self.clip_range, self.clip_range)
        noise = self.noise(latent, prediction, timestep)
        return np.asarray(np.sqrt(alpha) * clean + np.sqrt(np.float32(1) - alpha) * noise, np.float32)

    def add_noise(self, clean: Floats, noise: Floats, timestep: int) -> Floats:
        """`clean` dissolved to `timestep`: sqrt(a) clean + sqrt(1 - a) noise, float32 in the latent's shape."""
        signal, share = self._roots(timestep)
        return np.asarray(signal * clean + share * noise, np.float32)

    def _roots(self, timestep: int) -> tuple[np.float32, np.float32]:
        """sqrt(a) and sqrt(1 - a) at `timestep`."""
        alpha = self.alphas_cumprod[timestep]
        return np.sqrt(alpha), np.sqrt(np.float32(1) - alpha)


def scheduler_of(manifest: Manifest) -> Scheduler:
    """The scheduler a manifest describes. Raises ModelError for a schedule this program does not know."""
    settings = manifest.scheduler
    return make_scheduler({**settings.config, "timestep_spacing": settings.timestep_spacing}, manifest.prediction)


def make_scheduler(config: Mapping[str, object], prediction: str) -> Scheduler:
    """A scheduler from a diffusers scheduler's config; keys it lacks get diffusers' own defaults.

    Raises ModelError, with one sentence, for what cannot be painted with deterministic DDIM.
    """

    def number(key: str, default: float) -> float:
        value = config.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise ModelError(f"The scheduler's {key} is not a number: {value!r}.")
        return value

    if prediction not in PREDICTIONS:
        raise ModelError(f"The scheduler's prediction {prediction!r} is not one of {', '.join(PREDICTIONS)}.")
    spacing = config.get("timestep_spacing", "leading")
    if spacing not in SPACINGS:
        raise ModelError(f"The scheduler's timestep_spacing {spacing!r} is not one of {', '.join(SPACINGS)}.")
    if config.get("thresholding"):
        raise ModelError("The scheduler uses thresholding, which is not for latent models.")
    train = int(number("num_train_timesteps", 1000))
    trained = config.get("trained_betas")
    name = config.get("beta_schedule", "linear")
    if isinstance(trained, list):
        betas = np.asarray(trained, np.float32)
    elif isinstance(name, str) and name in _SCHEDULES:
        betas = _SCHEDULES[name](number("beta_start", 0.0001), number("beta_end", 0.02), train)
    else:
        raise ModelError(f"The scheduler's beta_schedule {name!r} is not one of {', '.join(_SCHEDULES)}.")
    alphas = np.cumprod(1 - betas, dtype=np.float64).astype(np.float32)
    if config.get("rescale_betas_zero_snr"):
        if prediction == "epsilon":
            raise ModelError("A schedule that ends in pure noise needs v-prediction, and this model has epsilon.")
        alphas = _end_in_pure_noise(alphas)
    return Scheduler(
        alphas_cumprod=alphas,
        final_alpha_cumprod=1.0 if config.get("set_alpha_to_one", True) else float(alphas[0]),
        prediction=prediction,
        timestep_spacing=str(spacing),
        steps_offset=int(number("steps_offset", 0)),
        clip_range=number("clip_sample_range", 1.0) if config.get("clip_sample", False) else math.inf,
    )


def _linear(start: float, end: float, train: int) -> Floats:
    return np.linspace(start, end, train, dtype=np.float32)


def _scaled_linear(start: float, end: float, train: int) -> Floats:
    """Linear in the square root of beta: the schedule of Stable Diffusion."""
    return np.linspace(start**0.5, end**0.5, train, dtype=np.float32) ** 2


def _squared_cosine(start: float, end: float, train: int) -> Floats:
    """Nichol and Dhariwal 2021 (arXiv:2102.09672), equation 17; `start` and `end` play no part."""

    left = np.cos((np.arange(train + 1) / train + 0.008) / 1.008 * math.pi / 2) ** 2
    return np.asarray(np.minimum(1 - left[1:] / left[:-1], 0.999), np.float32)


_SCHEDULES: Mapping[str, Callable[[float, float, int], Floats]] = {
    "linear": _linear,
    "scaled_linear": _scaled_linear,
    "squaredcos_cap_v2": _squared_cosine,
}


def _end_in_pure_noise(alphas_cumprod: Floats) -> Floats:
    """Algorithm 1 of Lin et al. 2023: shift and stretch sqrt(a) so that it ends at 0 and starts where it did."""
    roots = np.sqrt(alphas_cumprod)
    roots = (roots - roots[-1]) * (roots[0] / (roots[0] - roots[-1]))
    return np.asarray(roots**2, np.float32)
