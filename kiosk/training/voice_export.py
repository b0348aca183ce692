"""A trained voice -> `models/voice-robot-LANGUAGE`: network, graph, manifest, and its card."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from kiosk.speech.voices import Voice, write_manifest
from kiosk.training.voice import graph_sentences, load, pronounce, voice_size
from kiosk.training.voice_grammar import Sentence
from kiosk.training.voice_graph import WayOut, decoding_graph
from kiosk.training.voice_kaldi import units_of, write_graph, write_model
from kiosk.training.voice_net import VoiceNet

LICENCE = "Apache-2.0"
WAY_OUT = WayOut()
"""Measured on sentences that are no prompts, see LOG.md."""
_TITLES = {"fr": "Une voix apprise d’un robot", "en": "A voice taught by a robot"}


def robot_name(language: str) -> str:
    """The folder of the robot-taught voice of a language."""
    return f"voice-robot-{language}"


def export_voice(
    checkpoint: Path, models: Path, language: str, content: Path, size: str, made: Mapping[str, object]
) -> Voice:
    """Writes the voice of a checkpoint as a folder of `models`; its card stays until it is measured anew."""
    net, units, history = load(checkpoint)
    sentences = graph_sentences(language, content, voice_size(size).sentences)
    described = {"title": _TITLES, "made": {**made, "training": history}}
    return write_voice(models / robot_name(language), net, units, language, sentences, WAY_OUT, described)


def write_voice(
    folder: Path,
    net: VoiceNet,
    units: Sequence[str],
    language: str,
    sentences: Sequence[Sentence],
    way_out: WayOut | None,
    described: Mapping[str, object],
) -> Voice:
    """A folder that Vosk loads, with its manifest: it hears words of `sentences` only. `described` adds to that."""
    for part in ("am", "conf", "graph"):
        shutil.rmtree(folder / part, ignore_errors=True)
    known = pronounce(sorted({said.word for sentence in sentences for said in sentence}), language)
    graph, words = decoding_graph(sentences, known, units, way_out)
    write_model(folder, net.kaldi_layers(), graph, words, units)
    return write_manifest(folder, {"language": language, "licence": LICENCE, "taught_by": "robot", **described})


def with_sentences(voice: Voice, folder: Path, sentences: Sequence[Sentence], way_out: WayOut | None) -> Voice:
    """A robot-taught voice with the same network that hears other sentences, as a new folder."""
    shutil.copytree(voice.folder, folder)
    units = units_of(voice.folder)
    spelt = pronounce(sorted({said.word for sentence in sentences for said in sentence}), voice.language)
    # A foreign sound that the network never learned is left out of the word.
    known = {word: tuple(name for name in names if name in units) for word, names in spelt.items()}
    write_graph(folder, *decoding_graph(sentences, known, units, way_out))
    return write_manifest(folder, {"language": voice.language, "licence": voice.licence, "taught_by": "robot"})


def voice_card(voice: Voice, found: Mapping[str, Any], made: Mapping[str, Any]) -> str:
    """The card as Markdown: what it learned from, and what `kiosk.training.voice_evaluate.evaluate_voice` found."""
    language = {"fr": "French", "en": "English"}[voice.language]
    history, rows = made.get("training", {}), []
    for name, row in found["speech"].items():
        rows.append(
            f"| {name} | {row['clips']} | {_share(row['word_error_rate'])} | {_share(row['sentences_right'])} |"
        )
    false = [f"| {name} | {row['clips']} | {row['false_words']} |" for name, row in found["false_words"].items()]
    size = sum(size for size, _ in voice.files.values())
    return _TEXT.format(
        language=language,
        rows="\n".join(rows),
        false="\n".join(false),
        megabytes=size / 1e6,
        load=found["load_seconds"],
        factor=found["realtime_factor"],
        minutes=history.get("minutes", "?"),
        heard=f"{int(history.get('utterances_heard', 0)):,}",
        held_out=", ".join(found["voices_held_out"]),
        date=made.get("date", "unknown"),
        name=voice.name,
        code=voice.language,
    )


def _share(value: float) -> str:
    return f"{100 * value:.1f} %"


_TEXT = """# {name}: {language} taught by a robot

Understands what the picture model can be asked for, when a **robot** says it. It is no way to enter a prompt: it is
the lab "Taught by a robot", and it lets every test run the real recogniser without a download.

Only espeak-ng spoke in its training (installed package, none of its code or data is in here); no person did. The
sentences come from our own grammar of prompts, from words no drawing shows, and from the exhibit's panels; noise, echo,
colouring and loudness from our own program. A small time-delay network (CTC, phonemes), in Kaldi's format by
`kiosk/training/voice_kaldi.py`. {heard} utterances heard in {minutes} minutes on one CPU core. {date}. Licence:
Apache-2.0.

{megabytes:.1f} MB; loads in {load:.2f} s; {factor:.3f} seconds of one busy core for a second of sound.

## How much it understands
| speech | clips | wrong words | sentences right |
|---|---|---|---|
{rows}

Wrong words: words replaced, left out and put in, for each word said. The voices of the robots above were kept out of
training:
{held_out}.

*The people's sentences* are those of real clips, with a graph of exactly these sentences, which makes it as easy as it
can be. Robots and people say the same: what is left is the difference between them. That difference is what the lab
shows.

## Words heard that nobody said
| clips without a prompt | clips | words |
|---|---|---|
{false}

Remake it: `kiosk train voice --language {code}`, then `kiosk train evaluate-voice --language {code} --write`.
"""
