"""A visitor's word, learned: real gradient descent on one token's embedding, on plain ONNX Runtime.

Textual inversion (Gal et al. 2022, arXiv:2208.01618): the model's own training exercise, repeated on a few pictures
under a caption with the new word, with every weight frozen but the new word's embedding. The graphs are made by
`kiosk.training.word_gradient`; the optimiser is Adam (Kingma and Ba 2015, arXiv:1412.6980) in numpy.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kiosk.diffusion.denoise import starting_noise
from kiosk.diffusion.manifest import Manifest, ModelError, read_manifest, verify
from kiosk.diffusion.model import Model, PaintError
from kiosk.diffusion.onnx_model import CPU, Network, default_threads, open_session
from kiosk.diffusion.scheduler import Scheduler, scheduler_of
from kiosk.diffusion.tokenizer import Tokens

Floats = NDArray[np.float32]
Whole = NDArray[np.int64]

TABLE = "text_model.embeddings.token_embedding.weight"
"""The embedding table's name in the text encoder's weights file."""

STEPS = 120
RATE, FADE = 0.3, 0.1
"""Adam's step size for a table whose numbers deviate by 1, and the share of it that is left at the last step."""


@dataclass(frozen=True)
class Invented:
    """The new word after `step` of `steps` steps. Arrays are float32 and read-only.

    `loss` is the mean squared error of this step's batch, before the step. `embedding` [D] is what the word means
    now. `guess` [1, c, h, w] is the model's first guess of the clean latent from pure noise, if it is now told the
    first caption; None at most steps.
    """

    step: int
    steps: int
    loss: float
    embedding: Floats
    guess: Floats | None


class WordNetworks:
    """The two word graphs of a model folder, loaded on the CPU, and its embedding table.

    Not for two threads at once: the buffers are shared between calls. Learning keeps every layer's answers for a
    batch: about 250 MB for the Imagier, so drop it, or better its process, when the word is learned.

    `new_id` is the id that stands for the new word in `Tokens`; `table` is float32 [words, D], read-only; `batch` is
    how many pictures one step looks at.
    """

    def __init__(self, folder: Path, threads: int | None = None, check: bool = True) -> None:
        """Load `folder`. `threads` are the threads inside one operator; by default every core, because a visitor waits.

        `check` verifies the files first (hashes, for files up to 200 MB). Raises ModelError, with one sentence, where
        the folder cannot be used or its model has no word graphs.
        """
        self.manifest = read_manifest(folder)
        if "word_gradient" not in self.manifest.parts:
            raise ModelError(f"{self.manifest.name} was exported without its word graphs: no word can be invented.")
        if check:
            problems = verify(folder, full=False)
            if problems:
                raise ModelError(" ".join(problems))
        # `default_threads` leaves a core to the screen; for these seconds it is shared.
        threads = default_threads() + 1 if threads is None else max(1, threads)
        gradient, encoder = (
            Network(open_session(self.manifest, self.manifest.parts[part], [CPU], 1, threads), {"batch_size": 1})
            for part in ("word_gradient", "word_encoder")
        )
        self._gradient, self._encoder = gradient, encoder
        self.batch = gradient.inputs["sample"].shape[0]
        self.table = _table(self.manifest)
        self.new_id = len(self.table)

    def gradient(
        self, word: Floats, ids: Whole, sample: Floats, timesteps: Whole, target: Floats
    ) -> tuple[Floats, float]:
        """The gradient [D] of the batch's mean squared error by `word` [D], and that error.

        `ids` [batch, L], `sample` and `target` [batch, c, h, w], `timesteps` [batch]: noisy latents, and what the
        denoiser should answer to them.
        """
        feed: dict[str, NDArray[Any]] = {
            "word": word,
            "input_ids": ids,
            "sample": sample,
            "timestep": timesteps,
            "target": target,
        }
        for name, values in feed.items():
            self._gradient.inputs[name][...] = values
        self._gradient.run()
        return self._gradient.outputs["gradient"].astype(np.float32), float(self._gradient.outputs["loss"])

    def encode(self, tokens: Tokens, word: Floats) -> Floats:
        """The embedding, float32 [1, L, D], of a prompt in which `new_id` stands for `word` [D]."""
        return self._encode(np.asarray(tokens.ids), word)

    def _encode(self, ids: Whole, word: Floats) -> Floats:
        self._encoder.inputs["input_ids"][...] = ids
        self._encoder.inputs["word"][...] = word
        self._encoder.run()
        return self._encoder.outputs["last_hidden_state"].astype(np.float32)


def invent(
    model: Model,
    words: WordNetworks,
    latents: Floats,
    captions: Sequence[Tokens],
    *,
    steps: int = STEPS,
    seed: int = 0,
    guess_every: int = 10,
    start: Floats | None = None,
) -> Iterator[Invented]:
    """Learn what `words.new_id` means from pictures: yields after each step; nothing is computed ahead.

    `latents` float32 [n, c, h, w] are the pictures', scaled as the denoiser sees them. Each of `captions` holds the
    new word (`kiosk.diffusion.wording.with_new_word`); a picture gets a different one each time. The word starts as
    `start` [D], by default the mean of the embedding table. `model` is the same model, loaded to paint: it guesses
    after every `guess_every` steps and after the last. The same arguments give the same numbers on the same machine.
    Raises ValueError for arguments that cannot be learned from, PaintError where numbers overflow.
    """
    _check(words, latents, captions, steps)
    scheduler = scheduler_of(words.manifest)
    random = np.random.Generator(np.random.Philox(seed))
    ids = np.asarray([tokens.ids for tokens in captions], np.int64)
    word = np.asarray(words.table.mean(0) if start is None else start, np.float32)
    rate = RATE * float(words.table.std())
    first, second = np.zeros_like(word), np.zeros_like(word)
    order: list[int] = []
    for step in range(1, steps + 1):
        while len(order) < words.batch:  # every picture as often as every other
            order += random.permutation(len(latents)).tolist()
        chosen, order = order[: words.batch], order[words.batch :]
        timesteps = _timesteps(random, words.batch, len(scheduler.alphas_cumprod))
        noise = random.standard_normal((words.batch, *latents.shape[1:]), dtype=np.float32)
        sample, target = _exercise(scheduler, latents[chosen], noise, timesteps)
        said = ids[random.integers(0, len(ids), words.batch)]
        gradient, loss = words.gradient(word, said, sample, timesteps, target)
        first = 0.9 * first + 0.1 * gradient
        second = 0.99 * second + 0.01 * gradient * gradient
        now = rate * (FADE + (1 - FADE) * (1 - (step - 1) / steps))
        change = first / (1 - 0.9**step) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
        word = np.asarray(word - now * change, np.float32)
        if not np.isfinite(loss) or not np.isfinite(word).all():
            raise PaintError(f"Step {step} of {steps} gave numbers that are not finite.")
        word.flags.writeable = False
        guess = None
        if step % guess_every == 0 or step == steps:
            guess = first_guess(model, words.encode(captions[0], word), seed)
        yield Invented(step, steps, loss, word, guess)


def first_guess(model: Model, embedding: Floats, seed: int) -> Floats:
    """The clean latent [1, c, h, w] that `model` guesses from pure noise, told only `embedding` [1, L, D]."""
    scheduler = scheduler_of(model.manifest)
    timestep = len(scheduler.alphas_cumprod) - 1
    noise = starting_noise(seed, (1, *model.manifest.latent))
    both = np.concatenate([noise, noise]), np.concatenate([embedding, embedding])
    prediction, _ = model.predict(both[0], timestep, both[1])
    guess = scheduler.estimate(noise, prediction[1:], timestep)
    guess.flags.writeable = False
    return guess


def _check(words: WordNetworks, latents: Floats, captions: Sequence[Tokens], steps: int) -> None:
    if latents.ndim != 4 or len(latents) < 1 or latents.shape[1:] != words.manifest.latent:
        raise ValueError(f"Latents of shape {latents.shape} are no pictures of {words.manifest.name}.")
    if not captions or not all(words.new_id in tokens.ids for tokens in captions):
        raise ValueError("Every caption must hold the new word.")
    if steps < 1:
        raise ValueError(f"A word is learned in one step or more, not {steps}.")


def _timesteps(random: np.random.Generator, count: int, train: int) -> Whole:
    """`count` places in the schedule, most of them noisy, in random order: 1 - s² with s evenly spread from 0 to 1.

    Words decide in the noisiest fifth of the schedule. Drawn evenly over all of it, what the pictures share besides
    their thing was found in some runs and missed in others, depending on seed and weights.
    """
    spread = (np.arange(count) + random.random(count)) / count
    return np.asarray(random.permutation(1 - spread**2) * (train - 1), np.int64)


def _exercise(scheduler: Scheduler, clean: Floats, noise: Floats, timesteps: Whole) -> tuple[Floats, Floats]:
    """The noisy latents the denoiser is shown, and what it should answer; both in the latents' shape."""
    alphas = scheduler.alphas_cumprod[timesteps][:, None, None, None]
    signal, share = np.sqrt(alphas), np.sqrt(np.float32(1) - alphas)
    sample = np.asarray(signal * clean + share * noise, np.float32)
    if scheduler.prediction == "epsilon":
        return sample, noise
    return sample, np.asarray(signal * noise - share * clean, np.float32)


def _table(manifest: Manifest) -> Floats:
    """The text encoder's embedding table, float32 [words, D], from its weights file (fp16 safetensors)."""
    for path in manifest.parts["text_encoder"].weights:
        with manifest.path(path).open("rb") as file:
            start = 8 + int.from_bytes(file.read(8), "little")
            entry = json.loads(file.read(start - 8)).get(TABLE)
            if entry is not None and entry["dtype"] == "F16":
                begin, end = entry["data_offsets"]
                file.seek(start + begin)
                table = np.frombuffer(file.read(end - begin), "<f2").astype(np.float32).reshape(entry["shape"])
                table.flags.writeable = False
                return table
    raise ModelError(f"{manifest.name}: no weights file of the text encoder holds its embedding table.")
