"""The search for copies: it finds a training picture that is handed out, and calls a new drawing new."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from kiosk.imagier.dataset import describe
from kiosk.imagier.draw import render, svg
from kiosk.labels.labeller import Labeller
from kiosk.training.copies import Features, copies, features_of_data_set, nearest_copy, quantised, small
from kiosk.training.pictures import picture

LABELLER = Path(__file__).parents[2] / "models" / "labeller"
PICTURES = 64


@pytest.fixture(scope="module")
def labeller() -> Labeller:
    return Labeller.load(LABELLER)


@pytest.fixture(scope="module")
def features() -> Features:
    return features_of_data_set(LABELLER, PICTURES, workers=1)


def test_every_picture_has_features_of_its_own_that_hold_its_direction(labeller: Labeller, features: Features) -> None:
    assert features.shape == (PICTURES, 64) and features.dtype == np.int8
    exact = labeller.label(picture(5, 2 * labeller.side)).features
    stored = features[5].astype(float) / np.linalg.norm(features[5].astype(float))
    assert exact @ stored > 0.999
    assert (quantised(exact) == features[5]).all()


def test_a_training_picture_that_is_handed_out_is_found(labeller: Labeller, features: Features) -> None:
    stolen = picture(17, 256)
    # A model's copy is never exact: its latents blur, and its colours wander a little.
    blurred = np.asarray(np.clip(stolen.astype(float) * 0.97 + 4, 0, 255), np.uint8)
    number, difference = nearest_copy(blurred, labeller, features, lambda i: small(picture(i, 256)))
    assert number == 17 and difference < 10


def test_new_drawings_are_no_copies_and_a_copying_painter_is_told_from_them(
    labeller: Labeller, features: Features
) -> None:
    new = [render(svg(describe(70_000 + i)), 256) for i in range(6)]
    copied = [picture(i, 256) for i in range(6)]
    found = copies(copied, new, labeller, features)
    assert found["painted"]["near"] == 6 and found["held_out_drawings"]["near"] == 0
    assert found["painted"]["differences"]["50 %"] < found["held_out_drawings"]["differences"]["5 %"]
    assert found["data_set"] == PICTURES
