"""The loop gives what diffusers' own pipeline gives, and can be stopped, kept and taken up again."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, pairwise
from pathlib import Path

import numpy as np
import pytest
import torch
from diffusers import DDIMScheduler, StableDiffusionPipeline

from kiosk.diffusion.denoise import Step, denoise, encode_pair, starting_noise
from kiosk.diffusion.model import Floats
from kiosk.diffusion.onnx_model import OnnxModel
from kiosk.diffusion.quiet import quiet
from kiosk.diffusion.scheduler import scheduler_of

PROMPT = "a red cat in the snow"
FIELDS = ("latent", "next_latent", "without_prompt", "with_prompt", "guided", "estimate", "attention")


@pytest.fixture(params=["ours", "other"])
def model(request: pytest.FixtureRequest) -> OnnxModel:
    loaded = request.getfixturevalue(request.param)
    assert isinstance(loaded, OnnxModel)
    return loaded


def noise_for(model: OnnxModel, seed: int = 7) -> Floats:
    return starting_noise(seed, (1, *model.manifest.latent))


def steps_of(model: OnnxModel, *, steps: int = 6, guidance: float = 5.0, seed: int = 7) -> Iterator[Step]:
    _, embeddings = encode_pair(model, PROMPT)
    return denoise(model, embeddings, noise_for(model, seed), steps=steps, guidance=guidance)


def diffusers_latents(folder: Path, model: OnnxModel, noise: Floats, steps: int, guidance: float) -> list[Floats]:
    """The latents diffusers' own pipeline goes through on the same folder, the starting noise first."""
    with quiet():
        pipeline = StableDiffusionPipeline.from_pretrained(folder, torch_dtype=torch.float32)
        pipeline.scheduler = DDIMScheduler.from_config(pipeline.scheduler.config, clip_sample=False)
        pipeline.set_progress_bar_config(disable=True)
        seen = [noise]

        def keep(_: object, index: int, timestep: int, values: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
            seen.append(values["latents"].numpy().copy())
            return {}

        width, height = model.manifest.picture
        final = pipeline(
            PROMPT,
            width=width,
            height=height,
            num_inference_steps=steps,
            guidance_scale=guidance,
            latents=torch.from_numpy(noise.copy()),
            output_type="latent",
            callback_on_step_end=keep,
        ).images
    np.testing.assert_array_equal(final.numpy(), seen[-1])
    return seen


def test_twenty_steps_end_where_diffusers_pipeline_ends(model: OnnxModel) -> None:
    noise = noise_for(model)
    theirs = diffusers_latents(model.manifest.folder, model, noise, 20, 5.0)
    _, embeddings = encode_pair(model, PROMPT)
    ours = list(denoise(model, embeddings, noise, steps=20, guidance=5.0))
    assert len(theirs) == len(ours) + 1
    assert np.abs(ours[-1].next_latent - theirs[-1]).max() < 1e-3
    # The prompt matters in this model, so the agreement is about guidance too.
    assert np.abs(ours[0].with_prompt - ours[0].without_prompt).max() > 1e-2

    for index in range(20):
        step = next(denoise(model, embeddings, theirs[index], steps=20, guidance=5.0, start_index=index))
        assert np.abs(step.next_latent - theirs[index + 1]).max() < 1e-4, index


def test_a_step_tells_where_it_stands(model: OnnxModel) -> None:
    steps = list(steps_of(model, steps=4))
    assert [(step.index, step.total) for step in steps] == [(0, 4), (1, 4), (2, 4), (3, 4)]
    assert [step.timestep for step in steps] == list(scheduler_of(model.manifest).timesteps(4))
    for before, after in pairwise(steps):
        np.testing.assert_array_equal(before.next_latent, after.latent)


def test_the_same_seed_gives_the_same_bytes_and_another_seed_another_picture(model: OnnxModel) -> None:
    first, again, another = (list(steps_of(model, seed=seed))[-1] for seed in (7, 7, 8))
    assert first.next_latent.tobytes() == again.next_latent.tobytes()
    assert np.abs(first.next_latent - another.next_latent).max() > 0.1


def test_the_starting_noise_never_changes() -> None:
    noise = starting_noise(7, (1, 8, 16, 16))
    assert noise.dtype == np.float32
    # As published in manifests: seed 7, numpy's Philox, standard normal, float32.
    assert noise.ravel()[:3].tolist() == [-0.5023735761642456, 0.5068453550338745, 2.019348621368408]


@pytest.mark.parametrize("start", [1, 3, 5])
def test_going_on_from_a_stored_step_is_going_on(model: OnnxModel, start: int) -> None:
    whole = list(steps_of(model))
    _, embeddings = encode_pair(model, PROMPT)
    rest = list(denoise(model, embeddings, whole[start].latent, steps=6, guidance=5.0, start_index=start))
    assert [step.index for step in rest] == list(range(start, 6))
    for kept, again in zip(whole[start:], rest, strict=True):
        for field in FIELDS:
            assert getattr(kept, field).tobytes() == getattr(again, field).tobytes(), (kept.index, field)


def test_nothing_is_computed_before_it_is_asked_for(model: OnnxModel, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[int] = []
    real = model.predict

    def counted(latents: Floats, timestep: int, embeddings: Floats) -> tuple[Floats, Floats | None]:
        calls.append(timestep)
        return real(latents, timestep, embeddings)

    monkeypatch.setattr(model, "predict", counted)
    for _ in islice(steps_of(model), 2):
        pass
    assert len(calls) == 2


def test_strength_one_is_the_prompt_alone_and_strength_zero_no_prompt_at_all(model: OnnxModel) -> None:
    for step in steps_of(model, guidance=1.0):
        np.testing.assert_array_equal(step.guided, step.with_prompt)
        np.testing.assert_array_equal(step.estimate, step.estimate_with)
    for step in steps_of(model, guidance=0.0):
        np.testing.assert_array_equal(step.guided, step.without_prompt)
        np.testing.assert_array_equal(step.estimate, step.estimate_without)


@pytest.mark.parametrize("guidance", [-2.0, 0.5, 3.0, 12.0])
def test_the_estimate_is_without_plus_strength_times_the_difference(model: OnnxModel, guidance: float) -> None:
    for step in steps_of(model, steps=3, guidance=guidance):
        for joined, without, with_prompt in (
            (step.guided, step.without_prompt, step.with_prompt),
            (step.estimate, step.estimate_without, step.estimate_with),
        ):
            scale = max(1.0, float(np.abs(joined).max()))
            np.testing.assert_allclose(joined, without + guidance * (with_prompt - without), atol=2e-5 * scale)


def test_the_last_estimate_is_the_picture_where_the_schedule_ends_in_no_noise(ours: OnnxModel) -> None:
    last = list(steps_of(ours, steps=5))[-1]
    np.testing.assert_allclose(last.estimate, last.next_latent, atol=1e-6)


def test_attention_says_where_each_token_is_looked_at(model: OnnxModel) -> None:
    step = next(steps_of(model))
    _, height, width = model.manifest.latent
    assert step.attention is not None
    assert step.attention.shape == (model.manifest.max_tokens, height, width)
    assert step.attention.min() >= 0
    np.testing.assert_allclose(step.attention.sum(axis=0), 1, atol=1e-4)  # each place shares its attention out
    assert step.attention.std(axis=(1, 2)).max() > 1e-4  # and not every place alike


def test_a_kept_step_cannot_be_changed(model: OnnxModel) -> None:
    step = next(steps_of(model))
    with pytest.raises(ValueError, match="read-only"):
        step.latent[...] = 0
    with pytest.raises(ValueError, match="read-only"):
        step.estimate[...] = 0


def test_the_noise_handed_in_stays_as_it_was(model: OnnxModel) -> None:
    _, embeddings = encode_pair(model, PROMPT)
    noise = noise_for(model)
    list(denoise(model, embeddings, noise, steps=2, guidance=3.0))
    np.testing.assert_array_equal(noise, noise_for(model))
    noise[...] = 0  # still one's own


def test_a_start_or_shape_that_does_not_exist_is_refused(model: OnnxModel) -> None:
    _, embeddings = encode_pair(model, PROMPT)
    noise = noise_for(model)
    for start in (-1, 6, 7):
        with pytest.raises(ValueError, match=f"no step {start} of 6"):
            next(denoise(model, embeddings, noise, steps=6, guidance=3.0, start_index=start))
    with pytest.raises(ValueError, match="latent has shape"):
        next(denoise(model, embeddings, noise[:, :1], steps=6, guidance=3.0))
