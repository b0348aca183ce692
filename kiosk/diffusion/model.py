"""What every model can do, whichever library runs it."""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from kiosk.diffusion.manifest import Manifest
from kiosk.diffusion.tokenizer import Tokens

Floats = NDArray[np.float32]
Pixels = NDArray[np.uint8]


class PaintError(Exception):
    """A picture that cannot be shown: not numbers, black or flat. The message is one sentence for staff."""


class Model(Protocol):
    """Text encoder, denoiser and decoder of one model folder, loaded.

    Shapes: c, h, w are the latent's, L is `manifest.max_tokens`, D the width of the text encoder.
    """

    @property
    def manifest(self) -> Manifest:
        """The model folder's manifest."""

    @property
    def provider(self) -> str:
        """Where the networks really run, e.g. "CPUExecutionProvider"."""

    @property
    def provider_note(self) -> str:
        """Why it does not run where it was asked to; empty where it does."""

    def encode(self, prompt: str) -> tuple[Tokens, Floats]:
        """The tokens of `prompt` and their embedding, float32 [1, L, D]."""

    def predict(self, latents: Floats, timestep: int, embeddings: Floats) -> tuple[Floats, Floats | None]:
        """One call of the denoiser on a batch of two: without and with the prompt.

        `latents` float32 [2, c, h, w], `embeddings` float32 [2, L, D]. Gives the raw predictions
        float32 [2, c, h, w] and the cross-attention float32 [2, L, h, w], or None where the model has no such output.
        """

    def decode(self, latent: Floats) -> Pixels:
        """The picture of one latent [1, c, h, w]: uint8 [H, W, 3]. Raises PaintError where it is not numbers."""
