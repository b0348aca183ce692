"""The one dial: how large the models are and how long they learn."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """Everything that depends on the dial. Widths are channels; counts are pictures seen in training."""

    name: str
    picture: int
    data_set: int
    vae_drawings: int
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
    labeller_drawings: int

    @property
    def factor(self) -> int:
        """Pixels of the picture per cell of the latent, along each side."""
        return 1 << (len(self.vae_channels) - 1)

    @property
    def latent_side(self) -> int:
        """Cells of the latent along each side."""
        return self.picture // self.factor

    @property
    def labeller_side(self) -> int:
        """Pixels the labeller sees along each side: enough to name things by, in a quarter of the time."""
        return min(128, self.picture)


SIZES = {
    # Two minutes on one core: tests run the whole recipe with it.
    "tiny": Size("tiny", 64, 64, 64, (8, 8, 16, 16), 4, 64, (16, 32, 32), 1, 32, 16, 600, 64, 64, 64),
    # The embedded model. 20 guided steps and the picture must fit in 0.5 s on two cores, hence the widths.
    "full": Size(
        name="full",
        picture=256,
        data_set=60_000,
        vae_drawings=8_000,
        vae_channels=(16, 16, 32, 64, 128),
        latent_channels=16,
        vae_pictures=600_000,
        denoiser_channels=(64, 96, 160),
        text_layers=2,
        text_width=128,
        tokens=32,
        # So few that some occupations are written in pieces: else tokens would teach nothing.
        vocabulary=430,
        denoiser_pictures=2_000_000,
        labeller_pictures=200_000,
        labeller_drawings=12_000,
    ),
}


def size(name: str) -> Size:
    """The dial's setting by name. Raises KeyError with the names there are."""
    if name not in SIZES:
        raise KeyError(f"no size {name!r}; there are: {', '.join(SIZES)}")
    return SIZES[name]
