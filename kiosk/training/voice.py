"""The robot-taught voice learns: phonemes from what espeak-ng's voices say, and nothing from any person."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from kiosk.errors import KioskError
from kiosk.training.parallel import learning_rate, save
from kiosk.training.recipe import say
from kiosk.training.voice_espeak import Robot
from kiosk.training.voice_grammar import Sentence, grammar, prompts, starters
from kiosk.training.voice_graph import BLANK
from kiosk.training.voice_net import VoiceNet, batch_of, hide, loss_of
from kiosk.training.voice_sound import features16
from kiosk.training.voice_speech import Utterance, spoken, utterances

PEAK = 3e-3
"""The highest learning rate."""
SAVE_SECONDS, SAY_SECONDS = 60.0, 15.0
_RAREST = 4
"""A phoneme in fewer different words than this is not learned, nor are the sentences it is in."""


@dataclass(frozen=True)
class VoiceSize:
    """One setting of the dial: the network's width and depth, the utterances, how often each is heard.

    A step takes about `batch` frames; in the first `warm_up` steps the learning rate grows.
    """

    name: str
    width: int
    depth: int
    utterances: int
    epochs: float
    sentences: int
    """So many prompts teach the graph which word follows which."""
    batch: int
    warm_up: int


SIZES = {
    "tiny": VoiceSize("tiny", 32, 1, 60, 2, 500, 1_500, 15),
    "full": VoiceSize("full", 160, 5, 6_000, 20, 20_000, 9_000, 150),
}


def voice_size(name: str) -> VoiceSize:
    """The setting called `name`. Raises KioskError for another name."""
    if name not in SIZES:
        raise KioskError(f"The dial has no setting {name}: give {' or '.join(SIZES)}.")
    return SIZES[name]


@dataclass(frozen=True)
class Lessons:
    """What is learned from: features float16 [frames, 40] of each utterance, its units, and the units' names."""

    sounds: list[NDArray[np.float16]]
    texts: list[list[int]]
    units: list[str]


def graph_sentences(language: str, content: Path, count: int) -> list[Sentence]:
    """Prompts for the decoding graph, the starters among them."""
    return prompts(language, count, 77) + 3 * starters(content, language)


def pronounce(words: Sequence[str], language: str) -> dict[str, tuple[str, ...]]:
    """The phonemes of each word, one word at a time, with what `voice_grammar.toml` says otherwise."""
    robot, otherwise = Robot(), grammar(language)["said"]
    return {word: tuple(otherwise.get(word, "")) or robot.phonemes(word, language) for word in dict.fromkeys(words)}


def lessons(folder: Path, language: str, content: Path, size: VoiceSize, workers: int = 1) -> Lessons:
    """Has the lessons spoken, or takes those of `folder`, which were spoken before (the exhibit's texts may change)."""
    file = folder / f"voice-{language}-{size.utterances}.npz"
    if not file.exists():
        kept, texts, units = _written(language, content, size)
        say(f"voice: {len(kept)} utterances are spoken")
        keep_lessons(file, Lessons(list(spoken(kept, language, content, features16, workers)), texts, units))
    stored = np.load(file)
    texts = [[int(unit) for unit in text] for text in _cut(stored["texts"], stored["text_lengths"])]
    return Lessons(_cut(stored["sounds"], stored["lengths"]), texts, [str(name) for name in stored["units"]])


def keep_lessons(file: Path, learned: Lessons) -> None:
    """Writes them beside their place and renames them, so that an interrupted write harms nothing."""
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_suffix(".part.npz")
    np.savez(
        beside,
        sounds=np.concatenate(learned.sounds),
        lengths=[len(sound) for sound in learned.sounds],
        texts=np.array([unit for text in learned.texts for unit in text], np.int64),
        text_lengths=[len(text) for text in learned.texts],
        units=learned.units,
    )
    beside.replace(file)


def _cut(joined: NDArray[Any], lengths: NDArray[np.int64]) -> list[NDArray[Any]]:
    return np.split(joined, np.cumsum(lengths)[:-1])


def _written(language: str, content: Path, size: VoiceSize) -> tuple[list[Utterance], list[list[int]], list[str]]:
    """What is to be said, the units of each utterance, and the names of the units, blank first."""
    those = utterances(language, content, size.utterances, 1)
    ruled = {word.word for line in graph_sentences(language, content, size.sentences) for word in line}
    known = pronounce([*(word for one in those for word in one.text.split()), *sorted(ruled)], language)
    counted = Counter(name for phonemes in known.values() for name in set(phonemes))
    needed = {name for word in ruled for name in known[word]}
    units = [BLANK, *sorted(name for name, count in counted.items() if count >= _RAREST or name in needed)]
    place = {name: number for number, name in enumerate(units)}
    kept = [one for one in those if all(name in place for word in one.text.split() for name in known[word])]
    texts = [[place[name] for word in one.text.split() for name in known[word]] for one in kept]
    return kept, texts, units


def batches(learned: Lessons, frames: int, dice: np.random.Generator) -> Iterator[list[int]]:
    """All utterances once, in batches of `frames` at most and of about equal length, the batches in any order."""
    lengths = np.array([len(sound) for sound in learned.sounds])
    order = np.argsort(lengths + dice.uniform(0, 30, len(lengths)))
    found: list[list[int]] = [[]]
    for number in order:
        if (len(found[-1]) + 1) * lengths[number] > frames and found[-1]:
            found.append([])
        found[-1].append(int(number))
    for number in dice.permutation(len(found)):
        yield found[number]


def train(folder: Path, language: str, content: Path, size: VoiceSize, minutes: float | None, workers: int = 1) -> Path:
    """Trains until every utterance was heard `size.epochs` times, or for `minutes` in all. Returns the checkpoint.

    Goes on from `folder`/voice-LANGUAGE.pt where that is.
    """
    path = folder / f"voice-{language}.pt"
    learned = lessons(folder, language, content, size, workers)
    torch.manual_seed(11)
    net = VoiceNet(len(learned.units), size.width, size.depth)
    optimiser = torch.optim.AdamW(net.parameters(), lr=PEAK, weight_decay=1e-2)
    seen, spent, step = 0, 0.0, 0
    if path.exists():
        old = torch.load(path, weights_only=False)
        if old["units"] != learned.units or old["size"]["width"] != size.width or old["size"]["depth"] != size.depth:
            raise KioskError(f"{path.name} is a voice of another shape: remove it to begin anew.")
        net.load_state_dict(old["voice"])
        optimiser.load_state_dict(old["optimiser"])
        seen, spent = old["seen"], old["spent"]
    else:
        every = np.concatenate(learned.sounds[:500]).astype(np.float32)
        net.mean.copy_(torch.from_numpy(every.mean(0)))
        net.deviation.copy_(torch.from_numpy(every.std(0) + 1e-3))
    dice = np.random.default_rng([3, seen])
    began, saved, told, average = time.monotonic() - spent, spent, 0.0, 0.0
    wanted = size.epochs * len(learned.texts)

    def keep() -> None:
        facts = {"seen": seen, "spent": time.monotonic() - began, "units": learned.units, "size": asdict(size)}
        save(path, {"voice": net.state_dict(), "optimiser": optimiser.state_dict(), "language": language, **facts})

    done = seen >= wanted
    while not done:
        for rows in batches(learned, size.batch, dice):
            now = time.monotonic() - began
            fraction = now / 60 / minutes if minutes else seen / wanted
            done = fraction >= 1
            if done:
                break
            x, frames, targets, lengths = batch_of([learned.sounds[i] for i in rows], [learned.texts[i] for i in rows])
            for group in optimiser.param_groups:
                group["lr"] = learning_rate(fraction, step, PEAK, size.warm_up)
            loss = loss_of(net(hide(x, dice)), frames, targets, lengths)
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(net.parameters(), 5.0)
            optimiser.step()
            optimiser.zero_grad(set_to_none=True)
            step, seen = step + 1, seen + len(rows)
            average = loss.item() if step == 1 else 0.98 * average + 0.02 * loss.item()
            if now - told > SAY_SECONDS:
                told = now
                say(f"voice-{language}: {seen} utterances, {now / 60:.1f} min, loss {average:.4f} nats a phoneme")
            if now - saved > SAVE_SECONDS:
                saved = now
                keep()
    keep()
    return path


def load(path: Path) -> tuple[VoiceNet, list[str], dict[str, object]]:
    """The network of a checkpoint (evaluation mode), its units, and how long it learned."""
    if not path.exists():
        raise KioskError(f"There is no {path.name} yet: train the voice first.")
    old = torch.load(path, weights_only=False)
    net = VoiceNet(len(old["units"]), old["size"]["width"], old["size"]["depth"])
    net.load_state_dict(old["voice"])
    history = {"utterances_heard": old["seen"], "minutes": round(old["spent"] / 60, 1)}
    return net.eval(), old["units"], history


def as_json(value: object) -> str:
    """Readable JSON with a line's end."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
