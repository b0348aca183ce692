"""`kiosk train voice` and `kiosk train evaluate-voice`: the voice's steps, from the command line."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from kiosk.errors import KioskError
from kiosk.speech.transcribe import pick
from kiosk.speech.voices import MANIFEST
from kiosk.training.voice_grammar import LANGUAGES

STEPS = ("voice", "evaluate-voice")


class Home(Protocol):
    """The part of `kiosk.home.Home` that is used here."""

    @property
    def folder(self) -> Path:
        """The checkout."""

    @property
    def content(self) -> Path:
        """What staff wrote."""

    @property
    def models(self) -> Path:
        """Model folders."""


def run(options: argparse.Namespace, home: Home) -> int:
    """Trains and writes the robot-taught voice of `--language`, or measures a voice. Returns the exit code."""
    if options.language not in LANGUAGES:
        raise KioskError(f"The voice's grammar is written in {' and '.join(LANGUAGES)}, not in {options.language!r}.")
    if options.step == "voice":
        return _train(options, home)
    return _evaluate(options, home)


def _train(options: argparse.Namespace, home: Home) -> int:
    from kiosk.training.export import provenance
    from kiosk.training.recipe import measured, say
    from kiosk.training.voice import train, voice_size
    from kiosk.training.voice_export import export_voice

    language, size = options.language, voice_size(options.size)
    made = provenance(f"kiosk train voice --language {language}", home.folder, date.today())
    checkpoint = options.folder / f"voice-{language}.pt"
    workers = options.workers or 1
    measured(f"voice-{language}", lambda: train(options.folder, language, home.content, size, options.minutes, workers))
    voice = export_voice(checkpoint, home.models, language, home.content, size.name, made)
    say(f"{voice.name}: {sum(size for size, _ in voice.files.values()) / 1e6:.2f} MB")
    return 0


def _evaluate(options: argparse.Namespace, home: Home) -> int:
    """Prints the figures; with --write they also become evaluation.json and README.md of the voice's folder."""
    from kiosk.training.voice_evaluate import evaluate_voice
    from kiosk.training.voice_export import robot_name, voice_card

    voice = pick(home.models, options.language, options.model or robot_name(options.language))
    if voice.language != options.language:
        raise KioskError(f"{voice.name} hears {voice.language}: say --language {voice.language}.")
    found = evaluate_voice(voice, home.content, options.prompts, options.clips)
    text = json.dumps(found, ensure_ascii=False, indent=2)
    sys.stdout.write(text + "\n" if options.json else _table(found))
    if options.write:
        if voice.taught_by != "robot":
            raise KioskError(f"{voice.name} is not ours: its card is its makers'. Leave out --write.")
        made = json.loads((voice.folder / MANIFEST).read_text(encoding="utf-8")).get("made", {})
        (voice.folder / "evaluation.json").write_text(text + "\n", encoding="utf-8")
        (voice.folder / "README.md").write_text(voice_card(voice, found, made), encoding="utf-8")
    return 0


def _table(found: dict[str, Any]) -> str:
    lines = [
        f"{found['model']}: loads in {found['load_seconds']} s, {found['realtime_factor']} s for a second of sound"
    ]
    for name, row in found["speech"].items():
        lines.append(f"{100 * row['word_error_rate']:6.1f} % of words wrong in {row['clips']} clips: {name}")
    for name, row in found["false_words"].items():
        lines.append(f"{row['false_words']:6} words nobody said in {row['clips']} clips: {name}")
    return "\n".join(lines) + "\n"
