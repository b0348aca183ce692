"""What happens to pictures before a labeller sees them: softness it must bear, and damage it must not name."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]

SOFTEST = 1.8
"""Deviation of the widest Gaussian blur, in 128ths of a picture's side, under which a thing must still be named."""
HEAVY = 9.0
"""Deviation, in 128ths of a side, from which nobody could name the thing."""


def blur(x: torch.Tensor, sigma: float) -> torch.Tensor:
    """Gaussian blur of pictures [n, c, h, w]; `sigma` in pixels, 0 changes nothing. Edges repeat."""
    radius = int(np.ceil(2.5 * sigma))
    if radius == 0:
        return x
    channels = x.shape[1]
    at = torch.arange(-radius, radius + 1, dtype=x.dtype)
    kernel = torch.exp(-0.5 * (at / sigma) ** 2)
    kernel = kernel / kernel.sum()
    # A kernel wider than the picture still needs an edge to repeat, which "replicate" gives at any width.
    padded = F.pad(x, (radius,) * 4, mode="replicate")
    rows = F.conv2d(padded, kernel.view(1, 1, 1, -1).expand(channels, 1, 1, -1), groups=channels)
    return F.conv2d(rows, kernel.view(1, 1, -1, 1).expand(channels, 1, -1, 1), groups=channels)


def soften(x: torch.Tensor, random: np.random.Generator) -> torch.Tensor:
    """Pictures [n, 3, h, w], 0 to 1, as a diffusion model's decoder may give them; one kind of softness per call.

    Sharp, blurred, or squeezed and stretched again; then shifted tones and some noise, as coarse as latents make it.
    """
    n, _, h, w = x.shape
    kind = random.random()
    if kind < 0.45:
        x = blur(x, random.uniform(0.4, SOFTEST) * w / 128)
    elif kind < 0.65:
        scale = random.uniform(0.4, 0.8)
        small = F.interpolate(x, size=(int(h * scale), int(w * scale)), mode="bilinear", antialias=True)
        x = F.interpolate(small, size=(h, w), mode="bilinear")
    gain = torch.from_numpy(random.uniform(0.93, 1.07, (n, 3, 1, 1))).float()
    shift = torch.from_numpy(random.uniform(-0.03, 0.03, (n, 3, 1, 1))).float()
    x = x * gain + shift
    if random.random() < 0.6:
        x = x + random.uniform(0, 0.05) * torch.randn(x.shape)
    if random.random() < 0.4:
        coarse = random.uniform(0, 0.06) * torch.randn(n, 3, h // 8, w // 8)
        x = x + F.interpolate(coarse, size=(h, w), mode="bilinear")
    return x.clamp(0, 1)


def move(x: torch.Tensor, rows: int, columns: int) -> torch.Tensor:
    """Pictures or masks [n, c, h, w], moved down and to the right; what comes in repeats the edge."""
    h, w = x.shape[-2:]
    r = torch.arange(h).sub(rows).clamp(0, h - 1)
    c = torch.arange(w).sub(columns).clamp(0, w - 1)
    return x[..., r, :][..., c]


def shuffled(x: torch.Tensor, random: np.random.Generator, pieces: int = 6) -> torch.Tensor:
    """Each picture cut in `pieces` x `pieces` squares that lie in a random order."""
    n, c, h, w = x.shape
    ph, pw = h // pieces, w // pieces
    top, left = (h - ph * pieces) // 2, (w - pw * pieces) // 2
    middle = x[:, :, top : top + ph * pieces, left : left + pw * pieces]
    cut = middle.reshape(n, c, pieces, ph, pieces, pw).permute(0, 2, 4, 1, 3, 5).reshape(n, pieces**2, c, ph, pw)
    order = torch.from_numpy(np.stack([random.permutation(pieces**2) for _ in range(n)]))
    cut = cut[torch.arange(n)[:, None], order]
    y = x.clone()
    again = cut.reshape(n, pieces, pieces, c, ph, pw).permute(0, 3, 1, 4, 2, 5)
    y[:, :, top : top + ph * pieces, left : left + pw * pieces] = again.reshape(middle.shape)
    return y


def _heavily_blurred(x: torch.Tensor, random: np.random.Generator) -> torch.Tensor:
    return blur(x, random.uniform(HEAVY, 1.6 * HEAVY) * x.shape[-1] / 128)


def _shuffled(x: torch.Tensor, random: np.random.Generator) -> torch.Tensor:
    return shuffled(x, random, int(random.integers(5, 11)))


def _doubled(x: torch.Tensor, random: np.random.Generator) -> torch.Tensor:
    """Each picture and its upside-down neighbour, half and half: two ghosts, and no thing."""
    return (x + x.roll(1, 0).flip(2)) / 2


def _noise(x: torch.Tensor, random: np.random.Generator) -> torch.Tensor:
    """The picture's own average colours with noise of some coarseness, and nothing else."""
    n, _, h, w = x.shape
    step = int(random.choice((1, 2, 4, 8)))
    grain = F.interpolate(torch.randn(n, 3, h // step, w // step), size=(h, w), mode="nearest")
    return (x.mean((2, 3), keepdim=True) + random.uniform(0.1, 0.4) * grain).clamp(0, 1)


DAMAGES: dict[str, Callable[[torch.Tensor, np.random.Generator], torch.Tensor]] = {
    "heavily blurred": _heavily_blurred,
    "pieces shuffled": _shuffled,
    "two pictures blended": _doubled,
    "noise": _noise,
}
"""Ways to take the thing out of pictures [n, 3, h, w], 0 to 1. None of the results may be given a label."""


def to_unit(pictures: Pixels) -> torch.Tensor:
    """uint8 [n, h, w, 3] -> float32 [n, 3, h, w], 0 to 1, channels last in memory."""
    x = torch.from_numpy(np.array(pictures)).permute(0, 3, 1, 2).float() / 255
    return x.contiguous(memory_format=torch.channels_last)


def to_bytes(x: torch.Tensor) -> Pixels:
    """The reverse of `to_unit`, rounded and clipped."""
    y = (x.clamp(0, 1) * 255).round().to(torch.uint8)
    return y.permute(0, 2, 3, 1).contiguous().numpy()
