"""The one dial: how large the models are and how long they learn."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """Everything that depends on the dial. Widths are channels; counts are pictures seen in training."""

    name: str
    picture: int
    data_set: int
    vae_channels: tuple[int, ...]
    latent_channels: int
    vae_pictures: int
    denoiser_channels: tuple[int, ...]
    text_layers: int
    text_width: int
    tokens: int
    vocabulary: int
    denoiser_pictures: int
    labeller_pictures: int


SIZES = {
    # Two minutes on one core: tests run the whole recipe with it.
    "tiny": Size("tiny", 64, 64, (8, 8, 16, 16), 4, 64, (16, 32, 32), 1, 32, 16, 300, 64, 64),
    # The embedded model. 20 guided steps and the picture must fit in 0.35 s on two cores, hence the widths.
    "small": Size(
        "small", 128, 24_000, (16, 32, 64, 128), 8, 150_000, (64, 96, 160), 2, 128, 32, 512, 1_000_000, 100_000
    ),
}


def size(name: str) -> Size:
    """The dial's setting by name. Raises KeyError with the names there are."""
    if name not in SIZES:
        raise KeyError(f"no size {name!r}; there are: {', '.join(SIZES)}")
    return SIZES[name]
