"""Softness changes pictures a little and damage a lot, and neither loses a pixel on the way."""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from kiosk.imagier.dataset import describe
from kiosk.imagier.draw import render, svg
from kiosk.training.damage import DAMAGES, SOFTEST, blur, move, shuffled, soften, to_bytes, to_unit


@pytest.fixture(scope="module")
def drawings() -> NDArray[np.uint8]:
    return np.stack([render(svg(describe(i)), 64) for i in range(12)])


def test_softness_changes_pictures_a_little_and_damage_a_lot(
    drawings: NDArray[np.uint8],
) -> None:
    x, random = to_unit(drawings[:12]), np.random.default_rng(1)
    for _ in range(8):
        assert (soften(x, random) - x).abs().mean() < 0.08
    for name, damage in DAMAGES.items():
        y = damage(x, random)
        assert y.shape == x.shape
        assert 0 <= y.min() <= y.max() <= 1
        assert (y - x).abs().mean() > 0.06, name


def test_blur_keeps_flat_areas_and_softens_edges() -> None:
    x = torch.zeros(1, 3, 32, 32)
    x[..., 16:] = 1
    y = blur(x, SOFTEST)
    assert y[..., 0].max() < 1e-3
    assert 0.4 < y[0, 0, 16, 16] < 0.8
    assert (y[..., 1:] >= y[..., :-1] - 1e-6).all()
    assert torch.equal(blur(x, 0), x)


def test_shuffled_pieces_are_all_still_there_elsewhere() -> None:
    x = torch.rand(2, 3, 64, 64)
    y = shuffled(x, np.random.default_rng(0), 8)
    assert torch.equal(x.flatten().sort().values, y.flatten().sort().values)
    assert not torch.equal(x, y)


def test_moved_pictures_and_masks_move_together() -> None:
    x = torch.arange(16.0).view(1, 1, 4, 4)
    assert torch.equal(move(x, 1, 0)[0, 0, 1:], x[0, 0, :-1])
    assert torch.equal(move(x, 0, -1)[0, 0, :, :-1], x[0, 0, :, 1:])
    assert torch.equal(move(x, 2, 0)[0, 0, 0], x[0, 0, 0])


def test_bytes_go_to_the_network_and_back_unchanged(
    drawings: NDArray[np.uint8],
) -> None:
    assert np.array_equal(to_bytes(to_unit(drawings[:3])), drawings[:3])
