"""Robots speak the prompts: every utterance of the voice's training and evaluation, made from its number."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kiosk.speech.espeak import SAMPLE_RATE
from kiosk.training.voice_espeak import Robot, Voice, voices
from kiosk.training.voice_grammar import Sentence, prompts, prose, strange, text_of, unseen_words
from kiosk.training.voice_sound import nothing, recorded, resample

CHUNK = 250
"""Utterances that one fresh process speaks: what espeak-ng says depends on what it said before."""
_BABBLERS = 10
SHARES = {"prompt": 0.66, "strange": 0.1, "prose": 0.14, "nothing": 0.1}
"""Of what is learned: prompts, prompts for unseen things, sentences that are none, and noises."""


@dataclass(frozen=True)
class Utterance:
    """What is said and how. `kind` is one of SHARES; "nothing" says nothing. `seed` decides the room and the noise.

    `size` other than 1 makes the voice's throat larger or smaller. A `clean` utterance gets silence around it only.
    """

    kind: str
    text: str
    voice: Voice
    seed: tuple[int, ...]
    size: float = 1.0
    clean: bool = False


def utterances(
    language: str, content: Path, count: int, seed: int, held_out: bool = False, clean: bool = False, only: str = ""
) -> list[Utterance]:
    """`count` utterances of all kinds, mixed, or of one kind `only`.

    `held_out` takes voices, prose and words that are never learned from.
    """
    dice = np.random.default_rng([seed, len(language), int(held_out)])
    names, odd, pieces = (
        voices(language, held_out),
        unseen_words(content, language, held_out),
        prose(content, language, held_out),
    )
    sentences = prompts(language, count, 2 * seed + int(held_out))
    made = []
    kinds = [only] * count if only else dice.choice(list(SHARES), count, p=list(SHARES.values()))
    for number, kind in enumerate(map(str, kinds)):
        made.append(
            Utterance(
                kind,
                _text(kind, sentences[number], odd, pieces, language, number, dice),
                some_voice(names, dice),
                (seed, number, int(held_out)),
                float(dice.uniform(0.94, 1.06)) if not clean else 1.0,
                clean,
            )
        )
    return made


def some_voice(names: Sequence[str], dice: np.random.Generator) -> Voice:
    """One of the voices, at some speed, pitch, lilt and gap."""
    name = names[int(dice.integers(len(names)))]
    gap = int(dice.integers(0, 6)) if dice.random() < 0.3 else 0
    return Voice(name, int(dice.integers(120, 215)), int(dice.integers(25, 75)), int(dice.integers(25, 75)), gap)


def _text(
    kind: str,
    sentence: Sentence,
    odd: Sequence[str],
    pieces: Sequence[str],
    language: str,
    number: int,
    dice: np.random.Generator,
) -> str:
    if kind == "prompt":
        return text_of(sentence)
    if kind == "strange":
        return strange([sentence], odd, language, number)[0]
    return pieces[int(dice.integers(len(pieces)))] if kind == "prose" else ""


def speak(robot: Robot, utterance: Utterance, babble: Sequence[NDArray[np.float32]]) -> NDArray[np.int16]:
    """The utterance as a microphone hears it, int16 [samples], 16 kHz."""
    dice = np.random.default_rng(list(utterance.seed))
    if utterance.kind == "nothing":
        return nothing(float(dice.uniform(1.5, 4)), dice, babble)
    sound = resample(robot.say(utterance.text, utterance.voice), SAMPLE_RATE * utterance.size)
    if utterance.clean:
        quiet = np.zeros(6400, np.float32)
        return np.round(np.concatenate([quiet, sound, quiet]) * 32767).astype(np.int16)
    return recorded(sound, dice, babble)


def babblers(robot: Robot, language: str, content: Path, seed: int) -> list[NDArray[np.float32]]:
    """A few voices that talk among themselves."""
    pieces, dice = prose(content, language, False), np.random.default_rng([seed, 7])
    names = voices(language, False)
    said = (robot.say(pieces[int(dice.integers(len(pieces)))], some_voice(names, dice)) for _ in range(_BABBLERS))
    sounds = (resample(sound, SAMPLE_RATE) for sound in said)
    return [sound / max(1e-6, float(np.sqrt(np.mean(np.square(sound))))) for sound in sounds]


Work = Callable[[NDArray[np.int16]], Any]


def _chunk(job: tuple[list[Utterance], str, Path, Work]) -> list[Any]:
    those, language, content, work = job
    robot = Robot()
    bank = babblers(robot, language, content, those[0].seed[1])
    return [work(speak(robot, one, bank)) for one in those]


def as_it_is(sound: NDArray[np.int16]) -> NDArray[np.int16]:
    """For `spoken`: nothing is done with the sound."""
    return sound


def spoken(
    those: Sequence[Utterance], language: str, content: Path, work: Work = as_it_is, workers: int = 1
) -> Iterator[Any]:
    """`work` of every utterance's sound, in order. `work` must be importable: each chunk has its own process."""
    jobs = [(list(those[at : at + CHUNK]), language, content, work) for at in range(0, len(those), CHUNK)]
    # Not a Pool: that waits for ever for a process that died, as a C library may make it.
    with ProcessPoolExecutor(workers, get_context("spawn"), max_tasks_per_child=1) as pool:
        for done in pool.map(_chunk, jobs):
            yield from done
