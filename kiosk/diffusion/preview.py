"""Latents made visible: a linear preview in well under a millisecond, and the signed difference picture."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kiosk.diffusion.manifest import Manifest, Preview
from kiosk.diffusion.model import PaintError

Floats = NDArray[np.float32]
Pixels = NDArray[np.uint8]

INK = (0x22, 0x1C, 0x35)
"""The ground the difference is shown on: nothing changed there."""

BRIGHTER, DARKER = (0xF2, 0xB1, 0x34), (0x86, 0xA9, 0xF2)
"""Where the prompt adds light (gold, the colour of the difference) and where it takes light away (slate, lit):
both far from ink, and a pair that colour-blind people tell apart."""


def preview(latent: Floats, settings: Preview) -> Pixels:
    """A picture at latent size, uint8 [h, w, 3], from one latent [1, c, h, w] by one small matrix."""
    channels, height, width = latent.shape[1:]
    matrix = np.asarray(settings.matrix, np.float32)
    colours = matrix @ latent.reshape(channels, -1) + np.asarray(settings.bias, np.float32)[:, None]
    return to_pixels(colours.reshape(3, height, width))


def shown(latent: Floats, manifest: Manifest) -> Floats:
    """An estimate as it may be decoded for display.

    Early estimates of an epsilon model are divided by a small number and can be far outside what the decoder was
    trained on, so they are clamped, for display only, to where 99.99 % of clean latents lie (4 deviations).
    """
    return np.clip(latent, -4, 4) if manifest.prediction == "epsilon" else latent


def to_pixels(values: Floats) -> Pixels:
    """A float picture [3, H, W] from -1 to 1 as uint8 [H, W, 3]; what lies outside is cut off.

    Raises PaintError where the picture holds numbers that are not finite.
    """
    if not np.isfinite(values).all():
        raise PaintError("The decoder gave numbers that are not finite.")
    scaled = (np.clip(values, -1, 1) + 1) * 127.5
    return np.ascontiguousarray(np.rint(scaled).astype(np.uint8).transpose(1, 2, 0))


def difference_picture(decoded_with: Pixels, decoded_without: Pixels, guidance: float) -> Pixels:
    """What guidance adds: guidance x (with - without), signed, on ink. All pictures are uint8 [H, W, 3].

    Exactly ink where nothing changes; toward gold where the prompt adds light, toward light slate where it takes
    light away, and toward the mean of both where only the hue changes. How far says how large the change is.
    """
    change = guidance * (decoded_with.astype(np.float32) - decoded_without.astype(np.float32)) / 255
    size = np.clip(np.abs(change).max(axis=2, keepdims=True), 0, 1)
    total = np.abs(change).sum(axis=2, keepdims=True)
    sign = change.sum(axis=2, keepdims=True) / np.maximum(total, 1e-6)  # -1 darker in all channels .. 1 brighter
    ink, brighter, darker = (np.asarray(colour, np.float32) for colour in (INK, BRIGHTER, DARKER))
    toward = (brighter * (1 + sign) + darker * (1 - sign)) / 2
    return np.asarray(np.rint(ink + size * (toward - ink)), np.uint8)


def fit_preview(latents: Floats, pictures: Pixels) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The matrix [3, c] and bias [3] that turn latents [n, c, h, w] into pictures uint8 [n, H, W, 3], least squares.

    H and W must be whole multiples of h and w; each latent cell is fitted to the mean colour of its pixels (-1..1).
    """
    count, channels, height, width = latents.shape
    rows, columns = pictures.shape[1] // height, pictures.shape[2] // width
    if pictures.shape != (count, height * rows, width * columns, 3):
        raise ValueError(f"Pictures of shape {pictures.shape} do not fit latents of shape {latents.shape}.")
    colours = pictures.reshape(count, height, rows, width, columns, 3).mean(axis=(2, 4)) / 127.5 - 1
    cells = latents.transpose(0, 2, 3, 1).reshape(-1, channels).astype(np.float64)
    cells = np.concatenate([cells, np.ones((len(cells), 1))], axis=1)
    # A little ridge: a channel that never varies gets weight 0 instead of noise.
    normal = cells.T @ cells + 1e-6 * len(cells) * np.eye(channels + 1)
    solution = np.linalg.solve(normal, cells.T @ colours.reshape(-1, 3))
    return solution[:channels].T, solution[channels]
