"""How much a voice understands: word error rates by voices it never heard, by people, and words nobody said."""

from __future__ import annotations

import csv
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kiosk.errors import KioskError
from kiosk.speech.recogniser import Listener
from kiosk.speech.sound import Sound, read_wav
from kiosk.speech.transcribe import transcribe
from kiosk.speech.voices import Voice
from kiosk.training.voice_espeak import Robot, held_out_variants
from kiosk.training.voice_espeak import Voice as Speaker
from kiosk.training.voice_export import with_sentences
from kiosk.training.voice_grammar import Said, plain, starters, text_of
from kiosk.training.voice_sound import KINDS, RATE, nothing
from kiosk.training.voice_speech import Utterance, babblers, spoken, utterances

TRANSCRIPTS = "transcripts.tsv"
_NOISE_SECONDS = 4.0
_FROM_TRAINING = 1_000_003
"""Seeds of evaluation lie beyond those of training."""


@dataclass(frozen=True)
class Heard:
    """What was said ("" for nothing, None where nobody knows), what a voice heard, and how long both took."""

    said: str | None
    heard: str
    seconds: float
    took: float


def errors(said: Sequence[str], heard: Sequence[str]) -> int:
    """How many words were replaced, left out or put in at least (Levenshtein's distance)."""
    row = list(range(len(heard) + 1))
    for i, word in enumerate(said, 1):
        before, row[0] = row[0], i
        for j, other in enumerate(heard, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (word != other))
    return row[-1]


def false_words(those: Iterable[Heard]) -> int:
    """How many words were heard that were not said in that clip."""
    return sum(sum((Counter(one.heard.split()) - Counter((one.said or "").split())).values()) for one in those)


def rates(those: Sequence[Heard]) -> dict[str, Any]:
    """`clips`, `word_error_rate` (may pass 1) and `sentences_right` of clips whose words are known."""
    pairs = [((one.said or "").split(), one.heard.split()) for one in those]
    words = sum(len(said) for said, _ in pairs)
    return {
        "clips": len(pairs),
        "word_error_rate": round(sum(errors(said, heard) for said, heard in pairs) / max(1, words), 4),
        "sentences_right": round(sum(said == heard for said, heard in pairs) / max(1, len(pairs)), 4),
    }


def listen(listener: Listener, sound: NDArray[np.int16], said: str | None, rate: int = RATE) -> Heard:
    """What the voice hears in a sound, in blocks as from a microphone."""
    found = transcribe(Sound(rate, sound), listener, time.perf_counter)
    return Heard(said, plain(found.transcript.text.replace("…", " ")), found.seconds, found.took)


def evaluate_voice(voice: Voice, content: Path, count: int, clips: Path | None) -> dict[str, Any]:
    """All figures of a voice: `speech` and `false_words` by kind, `load_seconds`, `realtime_factor`, what was kept out.

    `count` clips of robots in a room, and a third as many of the other kinds. `clips` is a folder of WAV files with
    `transcripts.tsv` (columns file, lang, transcript; a file without a transcript holds what nobody wrote down).
    """
    began = time.perf_counter()
    listener = Listener(voice)
    load = time.perf_counter() - began
    language, few = voice.language, max(1, count // 3)

    def robots(kind: str, number: int, clean: bool = False) -> list[Heard]:
        those = utterances(language, content, number, _FROM_TRAINING + clean, True, clean, kind)
        sounds = spoken(those, language, content)
        return [listen(listener, sound, plain(one.text)) for one, sound in zip(those, sounds, strict=True)]

    room, clean = robots("prompt", count), robots("prompt", few, clean=True)
    speech = {"robots never heard, in a room": rates(room), "robots never heard, close and quiet": rates(clean)}
    speech["the six ideas, robots never heard"] = rates(_starters(listener, content))
    false = {f"noise: {kind}": _false(_noises(listener, content, kind, few // 3 + 1)) for kind in ("silence", *KINDS)}
    false["robots: prompts with a thing unseen"] = _false(robots("strange", few))
    false["robots: sentences that are no prompts"] = _false(robots("prose", few))
    if clips:
        people, unknown = read_clips(clips, language)
        heard = [listen(listener, sound.samples, said, sound.rate) for said, sound in people]
        false["people: clips about something else"] = _false(heard)
        false["people: clips nobody wrote down"] = _false(
            [listen(listener, sound.samples, "", sound.rate) for sound in unknown]
        )
        if voice.taught_by == "robot":
            speech |= _their_sentences(voice, content, people)
        else:
            speech["people"] = rates(heard)
    return {
        "model": voice.name,
        "language": language,
        "taught_by": voice.taught_by,
        "speech": speech,
        "false_words": false,
        "load_seconds": round(load, 3),
        "realtime_factor": round(sum(one.took for one in room) / sum(one.seconds for one in room), 4),
        "voices_held_out": held_out_variants(),
    }


def _false(those: Sequence[Heard]) -> dict[str, int]:
    return {"clips": len(those), "false_words": false_words(those)}


def _starters(listener: Listener, content: Path) -> list[Heard]:
    language = listener.voice.language
    names = held_out_variants()
    those = [
        Utterance("prompt", text_of(sentence), Speaker(f"{language}+{name}"), (0, 0), clean=True)
        for sentence in starters(content, language)
        for name in names
    ]
    sounds = spoken(those, language, content)
    return [listen(listener, sound, plain(one.text)) for one, sound in zip(those, sounds, strict=True)]


def _noises(listener: Listener, content: Path, kind: str, count: int) -> list[Heard]:
    dice = np.random.default_rng([_FROM_TRAINING, len(kind)])
    bank = babblers(Robot(), listener.voice.language, content, _FROM_TRAINING) if kind == "babble" else ()
    return [listen(listener, nothing(_NOISE_SECONDS, dice, bank, kind), "") for _ in range(count)]


def read_clips(folder: Path, language: str) -> tuple[list[tuple[str, Sound]], list[Sound]]:
    """The folder's clips in a language with what is said, and its clips that nobody wrote down.

    Raises KioskError, with one sentence, where there is nothing to read.
    """
    file = folder / TRANSCRIPTS
    if not file.is_file():
        raise KioskError(f"{folder.name} holds no {TRANSCRIPTS} with the columns file, lang and transcript.")
    with file.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened, delimiter="\t"))
    if not rows or not {"file", "lang", "transcript"} <= set(rows[0]):
        raise KioskError(f"{folder.name}/{TRANSCRIPTS} does not begin with a line of the names file, lang, transcript.")
    said = {row["file"]: row["transcript"] for row in rows if row["lang"] == language and row["transcript"].strip()}
    others = {row["file"] for row in rows if row["lang"] != language}
    missing = [row["file"] for row in rows if row["lang"] == language and not (folder / row["file"]).is_file()]
    if missing:
        raise KioskError(f"{folder.name}/{TRANSCRIPTS} names {missing[0]}, which is not there.")
    known = [(plain(text), read_wav(folder / name)) for name, text in said.items()]
    unknown = [path for path in sorted(folder.glob("*.wav")) if path.name not in said and path.name not in others]
    return known, [read_wav(path) for path in unknown]


def _their_sentences(voice: Voice, content: Path, people: Sequence[tuple[str, Sound]]) -> dict[str, dict[str, Any]]:
    """The same network with a graph of exactly the sentences of the clips: said by the people, and by robots."""
    sentences = [tuple(Said(word) for word in said.split()) for said, _ in people]
    names = held_out_variants()
    robots = [
        Utterance("prompt", said, Speaker(f"{voice.language}+{names[number % len(names)]}"), (0, number), clean=True)
        for number, (said, _) in enumerate(people)
    ]
    with TemporaryDirectory() as folder:
        own = Listener(with_sentences(voice, Path(folder) / "voice-own", sentences, None))
        sounds = spoken(robots, voice.language, content)
        by_robots = [listen(own, sound, one.text) for one, sound in zip(robots, sounds, strict=True)]
        by_people = [listen(own, sound.samples, said, sound.rate) for said, sound in people]
    return {
        "robots never heard, the people's sentences": rates(by_robots),
        "people, their own sentences": rates(by_people),
    }
