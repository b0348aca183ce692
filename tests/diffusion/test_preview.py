"""The linear preview resembles the decoded picture; the difference shows both signs on ink."""

from __future__ import annotations

import numpy as np
import pytest

from kiosk.diffusion.denoise import starting_noise
from kiosk.diffusion.manifest import Preview
from kiosk.diffusion.onnx_model import OnnxModel
from kiosk.diffusion.preview import BRIGHTER, DARKER, INK, Pixels, difference_picture, fit_preview, preview, shown


def as_settings(matrix: np.ndarray, bias: np.ndarray) -> Preview:
    return Preview(tuple(tuple(row) for row in matrix.tolist()), tuple(bias.tolist()))


def grey(value: int) -> Pixels:
    return np.full((4, 4, 3), value, np.uint8)


def test_a_linear_world_is_fitted_exactly() -> None:
    random = np.random.default_rng(0)
    latents = random.standard_normal((6, 4, 5, 3), np.float32)
    matrix, bias = random.uniform(-0.1, 0.1, (3, 4)), np.array([0.1, 0.0, -0.2])
    small = np.stack([preview(latent[None], as_settings(matrix, bias)) for latent in latents])
    pictures = small.repeat(8, axis=1).repeat(8, axis=2)
    found, offset = fit_preview(latents, pictures)
    np.testing.assert_allclose(found, matrix, atol=2e-3)  # pictures have only 256 levels
    np.testing.assert_allclose(offset, bias, atol=2e-3)


def test_a_channel_that_never_varies_gets_no_say() -> None:
    latents = np.random.default_rng(0).standard_normal((2, 2, 4, 4)).astype(np.float32)
    latents[:, 1] = 0
    matrix, _ = fit_preview(latents, np.random.default_rng(1).integers(0, 255, (2, 8, 8, 3)).astype(np.uint8))
    np.testing.assert_allclose(matrix[:, 1], 0, atol=1e-9)


def test_pictures_that_do_not_fit_the_latents_are_refused() -> None:
    with pytest.raises(ValueError, match="do not fit"):
        fit_preview(np.zeros((2, 4, 4, 4), np.float32), np.zeros((2, 9, 8, 3), np.uint8))


def test_the_preview_of_an_exported_model_resembles_the_decoded_picture(other: OnnxModel) -> None:
    channels, height, width = other.manifest.latent
    coarse = starting_noise(5, (1, channels, 2, 3))
    latent = coarse.repeat(height // 2, axis=2).repeat(width // 3, axis=3)
    small = preview(latent, other.manifest.preview).astype(float)
    picture = other.decode(latent)
    assert small.shape == (height, width, 3)
    cell = picture.shape[0] // height
    means = picture.reshape(height, cell, width, cell, 3).mean(axis=(1, 3))
    assert np.corrcoef(small.ravel(), means.ravel())[0, 1] > 0.5
    plain = np.abs(means - means.mean(axis=(0, 1))).mean()
    assert np.abs(small - means).mean() < plain  # better than one colour for all


def test_no_change_is_exactly_ink() -> None:
    assert (difference_picture(grey(90), grey(90), 5.0) == np.array(INK)).all()


def test_more_and_less_light_are_two_colours_and_the_size_is_how_far_from_ink() -> None:
    def toward(colour: tuple[int, int, int], pixel: np.ndarray) -> float:
        way = np.array(colour, float) - INK
        return float((pixel - np.array(INK, float)) @ way / (way @ way))

    brighter = [difference_picture(grey(100 + change), grey(100), 1.0)[0, 0] for change in (10, 40, 120)]
    darker = [difference_picture(grey(140 - change), grey(140), 1.0)[0, 0] for change in (10, 40, 120)]
    for colour, pixels in ((BRIGHTER, brighter), (DARKER, darker)):
        sizes = [toward(colour, pixel) for pixel in pixels]
        np.testing.assert_allclose(sizes, [10 / 255, 40 / 255, 120 / 255], atol=0.01)
    assert int(brighter[2][0]) - int(brighter[2][2]) > 0 > int(darker[2][0]) - int(darker[2][2])  # gold, slate


def test_strength_multiplies_the_difference_up_to_full_colour() -> None:
    np.testing.assert_array_equal(
        difference_picture(grey(120), grey(100), 3.0), difference_picture(grey(160), grey(100), 1.0)
    )
    assert (difference_picture(grey(255), grey(0), 8.0) == np.array(BRIGHTER)).all()
    assert (difference_picture(grey(0), grey(255), 8.0) == np.array(DARKER)).all()


def test_a_change_of_hue_alone_is_seen_too() -> None:
    red, green = grey(0), grey(0)
    red[:, :, 0] = 200
    green[:, :, 1] = 200
    changed = difference_picture(red, green, 1.0)[0, 0].astype(int)
    assert np.abs(changed - np.array(INK)).max() > 80


def test_only_an_epsilon_models_estimates_are_clamped_for_display(ours: OnnxModel, other: OnnxModel) -> None:
    wild = np.array([-60.0, 2.0, 60.0], np.float32)
    np.testing.assert_array_equal(shown(wild, ours.manifest), wild)
    np.testing.assert_array_equal(shown(wild, other.manifest), [-4, 2, 4])
