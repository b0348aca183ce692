"""A whole painting, what it took, and the pictures that must never be shown as one."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import count
from pathlib import Path

import numpy as np
import pytest

from kiosk.diffusion.denoise import Step, denoise, encode_pair, starting_noise
from kiosk.diffusion.model import PaintError
from kiosk.diffusion.onnx_model import OnnxModel
from kiosk.diffusion.picture import check_picture, paint

PROMPT = "a red cat in the snow"


def overwrite(file: Path, tensor: str, value: float) -> None:
    """Set every number of one fp16 tensor in a safetensors file."""
    content = bytearray(file.read_bytes())
    start = 8 + int.from_bytes(content[:8], "little")
    first, last = json.loads(content[8:start])[tensor]["data_offsets"]
    numbers = np.full((last - first) // 2, value, "<f2")
    content[start + first : start + last] = numbers.tobytes()
    file.write_bytes(content)


def test_a_painting_is_the_last_latent_decoded(ours: OnnxModel) -> None:
    seen: list[Step] = []
    painting = paint(ours, PROMPT, seed=7, steps=5, guidance=3.0, clock=lambda: 0.0, look=seen.append)
    _, embeddings = encode_pair(ours, PROMPT)
    steps = list(denoise(ours, embeddings, starting_noise(7, (1, 8, 16, 16)), steps=5, guidance=3.0))
    np.testing.assert_array_equal(painting.latent, steps[-1].next_latent)
    np.testing.assert_array_equal(painting.picture, ours.decode(steps[-1].next_latent))
    assert painting.picture.shape == (128, 128, 3)
    assert [step.index for step in seen] == [0, 1, 2, 3, 4]
    assert [piece.text for piece in painting.tokens.pieces] == ["a", "red", "cat", "in", "the", "snow"]


def test_the_same_seed_paints_the_same_bytes(ours: OnnxModel) -> None:
    first, again, other = (paint(ours, PROMPT, seed=seed, steps=3, clock=lambda: 0.0) for seed in (1, 1, 2))
    assert first.picture.tobytes() == again.picture.tobytes() != other.picture.tobytes()


def test_steps_and_strength_are_the_manifests_unless_said(other: OnnxModel) -> None:
    seen: list[Step] = []
    painting = paint(other, PROMPT, seed=1, clock=lambda: 0.0, look=seen.append)
    assert len(painting.step_seconds) == len(seen) == 10
    assert {step.guidance for step in seen} == {7.5}


def test_previews_are_counted_beside_the_painting_not_in_it(other: OnnxModel) -> None:
    """On a clock that ticks once a look: each part is one tick, and looking takes five."""
    ticks = count()

    def look(step: Step) -> None:
        for _ in range(4):
            next(ticks)

    painting = paint(other, PROMPT, seed=1, steps=3, clock=lambda: float(next(ticks)), look=look)
    assert painting.step_seconds == (1, 1, 1)
    assert (painting.encode_seconds, painting.decode_seconds) == (1, 1)
    assert painting.seconds == 5
    assert painting.preview_seconds == 3 * 5


def test_numbers_that_are_not_numbers_are_never_painted(copied: Path, reseal: Callable[[Path], None]) -> None:
    folder = copied / "other"
    overwrite(folder / "unet" / "diffusion_pytorch_model.safetensors", "conv_out.bias", float("nan"))
    reseal(folder)
    with pytest.raises(PaintError, match="Step 1 of 4 gave numbers that are not finite"):
        paint(OnnxModel(folder, provider="cpu", threads=1), PROMPT, seed=1, steps=4, clock=lambda: 0.0)


@pytest.mark.parametrize(
    ("bias", "words"), [(-5.0, "black"), (0.25, "flat"), (float("nan"), "decoder gave numbers that are not finite")]
)
def test_a_decoder_that_gives_one_colour_is_a_fault(
    copied: Path, reseal: Callable[[Path], None], bias: float, words: str
) -> None:
    folder = copied / "other"
    weights = folder / "vae" / "diffusion_pytorch_model.safetensors"
    overwrite(weights, "decoder.conv_out.weight", 0.0)
    overwrite(weights, "decoder.conv_out.bias", bias)
    reseal(folder)
    with pytest.raises(PaintError, match=words):
        paint(OnnxModel(folder, provider="cpu", threads=1), PROMPT, seed=1, steps=2, clock=lambda: 0.0)


def test_a_dark_picture_is_not_a_black_one_and_a_pale_one_is_not_flat() -> None:
    night = np.zeros((16, 16, 3), np.uint8)
    night[4:8, 4:8] = 30
    check_picture(night)
    fog = np.full((16, 16, 3), 240, np.uint8)
    fog[:8] = 236
    check_picture(fog)
    with pytest.raises(PaintError, match="black"):
        check_picture(np.full((16, 16, 3), 3, np.uint8))
    with pytest.raises(PaintError, match="flat"):
        check_picture(np.full((16, 16, 3), (200, 40, 90), np.uint8))
