"""A new word is learned by real gradient descent, always the same way, and is said like any other word."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from kiosk.diffusion.denoise import denoise, encode_pair, starting_noise
from kiosk.diffusion.invent import TABLE, Invented, WordNetworks, invent
from kiosk.diffusion.manifest import ModelError
from kiosk.diffusion.onnx_model import OnnxModel
from kiosk.diffusion.tokenizer import Tokens
from kiosk.diffusion.wording import single_token, swapped, with_new_word


@pytest.fixture(scope="module")
def words(models: Path) -> WordNetworks:
    return WordNetworks(models / "ours", threads=1)


@pytest.fixture(scope="module")
def pictures(ours: OnnxModel) -> NDArray[np.float32]:
    """Three latents, float32 [3, 8, 16, 16]."""
    return starting_noise(11, (3, *ours.manifest.latent))


def caption(model: OnnxModel, words: WordNetworks, prompt: str = "a zibou") -> Tokens:
    return with_new_word(model.tokenizer, prompt, "zibou", words.new_id)


# --- saying it -----------------------------------------------------------------------------------


def test_the_new_word_is_one_token_wherever_it_stands(ours: OnnxModel, words: WordNetworks) -> None:
    plain = ours.tokenizer.encode("a red cat at night")
    tokens = caption(ours, words, "a red ZIBOU at night")
    at = 3
    assert tokens.ids[at] == words.new_id == len(words.table)
    assert tokens.pieces[at - 1].text == "zibou"
    assert tokens.ids[:at] + tokens.ids[at + 1 :] == plain.ids[:at] + plain.ids[at + 1 :]
    assert len(tokens.ids) == words.manifest.max_tokens and tokens.dropped == 0
    twice = caption(ours, words, "zibou, a blue zibou")
    assert [piece.id for piece in twice.pieces].count(words.new_id) == 2


def test_only_the_whole_word_is_the_new_word(ours: OnnxModel, words: WordNetworks) -> None:
    for prompt in ("a zibous", "azibou", "a cat", ""):
        assert caption(ours, words, prompt) == ours.tokenizer.encode(prompt)
    with pytest.raises(ValueError, match="no word"):
        with_new_word(ours.tokenizer, "a ,", " , ", words.new_id)


def test_a_long_prompt_with_the_new_word_is_cut_like_any_other(ours: OnnxModel, words: WordNetworks) -> None:
    for prompt in ("zibou " + "a red cat " * 20, "a red cat " * 20 + "zibou"):
        tokens, plain = caption(ours, words, prompt), ours.tokenizer.encode(prompt.replace("zibou", "dog"))
        assert len(tokens.ids) == len(plain.ids)
        assert (len(tokens.pieces), tokens.dropped) == (len(plain.pieces), plain.dropped)
        assert tokens.ids[-1] == plain.ids[-1]


def test_a_prompt_without_it_is_encoded_as_by_the_text_encoder(ours: OnnxModel, words: WordNetworks) -> None:
    tokens, embedding = ours.encode("a red cat in the snow")
    np.testing.assert_array_equal(words.encode(tokens, words.table[7]), embedding)


def test_with_the_embedding_of_a_known_word_it_means_that_word(ours: OnnxModel, words: WordNetworks) -> None:
    cat = words.table[single_token(ours.tokenizer, "cat")]
    tokens = caption(ours, words, "a red zibou in the snow")
    np.testing.assert_array_equal(words.encode(tokens, cat), ours.encode("a red cat in the snow")[1])
    dog = words.table[single_token(ours.tokenizer, "dog")]
    assert np.abs(words.encode(tokens, dog) - words.encode(tokens, cat)).max() > 1e-3


def test_a_picture_is_painted_with_the_new_word(ours: OnnxModel, words: WordNetworks) -> None:
    word = 3 * words.table[single_token(ours.tokenizer, "cat")]
    said = np.concatenate([ours.encode("")[1], words.encode(caption(ours, words), word)])
    noise = starting_noise(2, (1, *ours.manifest.latent))
    (step,) = denoise(ours, said, noise, steps=1, guidance=3)
    (other,) = denoise(ours, encode_pair(ours, "a cat")[1], noise, steps=1, guidance=3)
    assert ours.decode(step.next_latent).any()
    assert np.abs(step.next_latent - other.next_latent).max() > 1e-3


# --- learning it ---------------------------------------------------------------------------------


def learn(model: OnnxModel, words: WordNetworks, pictures: NDArray[np.float32], seed: int = 3) -> list[Invented]:
    return list(invent(model, words, pictures, [caption(model, words)], steps=4, seed=seed, guess_every=2))


def test_the_same_seed_gives_the_same_word(ours: OnnxModel, words: WordNetworks, pictures: NDArray[np.float32]) -> None:
    first, again, other = (learn(ours, words, pictures, seed) for seed in (3, 3, 4))
    for one, two in zip(first, again, strict=True):
        assert one.loss == two.loss
        np.testing.assert_array_equal(one.embedding, two.embedding)
    assert np.abs(first[-1].embedding - other[-1].embedding).max() > 0


def test_each_step_tells_how_far_it_is(ours: OnnxModel, words: WordNetworks, pictures: NDArray[np.float32]) -> None:
    learned = learn(ours, words, pictures)
    assert [(one.step, one.steps) for one in learned] == [(k, 4) for k in (1, 2, 3, 4)]
    assert [one.guess is not None for one in learned] == [False, True, False, True]
    last = learned[-1].guess
    assert last is not None
    assert last.shape == (1, *ours.manifest.latent)
    assert learned[0].embedding.shape == words.table.shape[1:]
    with pytest.raises(ValueError, match="read-only"):
        learned[0].embedding[0] = 1


def test_it_starts_as_the_mean_of_the_known_words_or_as_told(
    ours: OnnxModel, words: WordNetworks, pictures: NDArray[np.float32]
) -> None:
    cat, spread = words.table[single_token(ours.tokenizer, "cat")], float(words.table.std())
    (first,) = invent(ours, words, pictures, [caption(ours, words)], steps=1)
    (told,) = invent(ours, words, pictures, [caption(ours, words)], steps=1, start=cat)
    assert 0 < np.abs(first.embedding - words.table.mean(0)).max() < spread
    assert 0 < np.abs(told.embedding - cat).max() < spread


def test_on_one_exercise_repeated_every_step_leads_downhill(ours: OnnxModel, words: WordNetworks) -> None:
    """The gradient is what it says: a small step against it lowers the loss by about step x length."""
    random = np.random.default_rng(1)
    ids = np.asarray([caption(ours, words).ids] * words.batch)
    sample, target = random.standard_normal((2, words.batch, *ours.manifest.latent)).astype(np.float32)
    timesteps = np.arange(words.batch) * 100 + 50
    word = words.table[5]
    gradient, loss = words.gradient(word, ids, sample, timesteps, target)
    length = float(np.linalg.norm(gradient))
    size = 2e-3 * float(np.linalg.norm(word)) / length
    _, after = words.gradient(word - size * gradient, ids, sample, timesteps, target)
    assert loss - after == pytest.approx(size * length**2, rel=0.2)


def test_what_cannot_be_learned_from_is_refused(
    ours: OnnxModel, words: WordNetworks, pictures: NDArray[np.float32]
) -> None:
    said = [caption(ours, words)]
    for latents, captions, steps, sentence in (
        (pictures[:0], said, 4, "are no pictures of ours"),
        (pictures[:, :4], said, 4, "are no pictures of ours"),
        (pictures, [], 4, "must hold the new word"),
        (pictures, [*said, ours.tokenizer.encode("a cat")], 4, "must hold the new word"),
        (pictures, said, 0, "one step or more"),
    ):
        with pytest.raises(ValueError, match=sentence):
            next(invent(ours, words, latents, captions, steps=steps))


def test_a_model_without_word_graphs_says_so(models: Path) -> None:
    with pytest.raises(ModelError, match="other was exported without its word graphs"):
        WordNetworks(models / "other")


def test_it_runs_where_torch_is_not_installed(models: Path) -> None:
    program = """
import sys
sys.modules["torch"] = sys.modules["safetensors"] = sys.modules["onnx"] = None
from pathlib import Path
import numpy as np
from kiosk.diffusion.invent import WordNetworks, invent
from kiosk.diffusion.onnx_model import OnnxModel
from kiosk.diffusion.wording import with_new_word
model, words = OnnxModel(Path(sys.argv[1]), "cpu", 1), WordNetworks(Path(sys.argv[1]), 1)
captions = [with_new_word(model.tokenizer, "a zibou", "zibou", words.new_id)]
print(next(invent(model, words, np.ones((2, *model.manifest.latent), np.float32), captions)).step)
"""
    answer = subprocess.run([sys.executable, "-c", program, str(models / "ours")], capture_output=True, text=True)
    assert answer.stdout.strip() == "1", answer.stderr


# --- two labels swapped --------------------------------------------------------------------------


def with_exchanged_rows(model: Path, folder: Path, one: int, other: int) -> None:
    """A copy of `model` in which two rows of the embedding table are exchanged in the weights file itself."""
    import json

    shutil.copytree(model, folder)
    file = folder / "text_encoder" / "model.safetensors"
    content = bytearray(file.read_bytes())
    start = 8 + int.from_bytes(content[:8], "little")
    entry = json.loads(content[8:start])[TABLE]
    first, width = start + entry["data_offsets"][0], 2 * entry["shape"][1]
    rows = [slice(first + id * width, first + (id + 1) * width) for id in (one, other)]
    content[rows[0]], content[rows[1]] = content[rows[1]], content[rows[0]]
    file.write_bytes(content)


def test_swapping_two_ids_is_swapping_their_rows_bit_for_bit(
    models: Path, ours: OnnxModel, reseal: Callable[[Path], None], tmp_path: Path
) -> None:
    cat, dog = (single_token(ours.tokenizer, word) for word in ("cat", "dog"))
    with_exchanged_rows(models / "ours", tmp_path / "swapped", cat, dog)
    reseal(tmp_path / "swapped")
    other_way = OnnxModel(tmp_path / "swapped", provider="cpu", threads=1)
    for prompt in ("a red cat in the snow", "a cat and a dog", "a blue sponge"):
        tokens, expected = other_way.encode(prompt)
        np.testing.assert_array_equal(ours.encode_tokens(swapped(tokens, cat, dog)), expected)
    changed = ours.encode_tokens(swapped(ours.tokenizer.encode("a cat"), cat, dog))
    np.testing.assert_array_equal(changed, ours.encode("a dog")[1])
    assert np.abs(changed - ours.encode("a cat")[1]).max() > 1e-3


def test_swapped_words_are_still_read_as_they_were_written(ours: OnnxModel) -> None:
    cat, dog = (single_token(ours.tokenizer, word) for word in ("cat", "dog"))
    tokens = ours.tokenizer.encode("a cat and a dog")
    after = swapped(tokens, cat, dog)
    assert [piece.text for piece in after.pieces] == [piece.text for piece in tokens.pieces]
    assert after.ids != tokens.ids
    assert swapped(after, cat, dog) == tokens == swapped(tokens, cat, cat)


def test_a_word_of_several_tokens_cannot_be_swapped(ours: OnnxModel) -> None:
    with pytest.raises(ModelError, match=r"'rhododendrons' is \d+ tokens for this model"):
        single_token(ours.tokenizer, "rhododendrons")
