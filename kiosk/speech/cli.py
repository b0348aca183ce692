"""`kiosk transcribe`, and the voices of `kiosk models add`."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from kiosk.errors import KioskError

FINE, PROBLEMS = 0, 1


def add_commands(commands: Any, models: Callable[[argparse.Namespace], Path]) -> None:  # noqa: ANN401 (argparse)
    """Adds `transcribe`. `models` finds the folder that holds the voices."""
    example = "kiosk transcribe FILE.wav --language fr --json"
    does = "the words of a WAV file, by the installed voice or else the robot-taught one"
    parser = commands.add_parser("transcribe", help=does, description=does, epilog=f"example:  {example}")
    parser.add_argument("file", type=Path, metavar="FILE.wav", help="16 bit, 16,000 Hz or more, mono or stereo")
    parser.add_argument("--language", default="fr", help="the language spoken: fr, en, nl, de")
    parser.add_argument("--model", default="", metavar="NAME", help="a voice under models/ (default: the best one)")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(run=lambda options: _transcribe(options, models(options)))


def add_options(parser: argparse.ArgumentParser) -> None:
    """Adds to `kiosk models` what `add` needs."""
    parser.add_argument(
        "--from", dest="source", type=Path, metavar="FILE.zip", help="add: a zip or folder on this disk"
    )
    parser.add_argument(
        "--language", default="", help="add --from: the language of a voice the catalogue does not know"
    )


def _transcribe(options: argparse.Namespace, models: Path) -> int:
    from kiosk.speech.recogniser import Listener
    from kiosk.speech.sound import erase, read_wav
    from kiosk.speech.transcribe import pick, transcribe

    voice = pick(models, options.language, options.model)
    sound = read_wav(options.file)
    result = transcribe(sound, Listener(voice), time.perf_counter)
    erase(sound.samples)
    _print(json.dumps(result.as_json(), ensure_ascii=False, indent=2) if options.json else result.as_text())
    return FINE


def _print(text: str) -> None:
    print(text, flush=True)  # noqa: T201 (a command's answer)


def _say(text: str, end: str = "\n") -> None:
    print(text, file=sys.stderr, end=end, flush=True)  # noqa: T201 (the command line speaks here)


# --- kiosk models add ----------------------------------------------------------------------------


def add_voices(
    models: Path, names: Sequence[str], source: Path | None, language: str, licence: str, ask: Callable[[str], bool]
) -> int:
    """Adds the voices of these names, from `source` (a zip or folder) or from their addresses; the exit code.

    Without names every voice of the catalogue that is not there is offered, and fetched only where `ask`, given the
    question, says yes. Raises KioskError.
    """
    from kiosk.speech import adding
    from kiosk.speech.catalogue import offers

    catalogue = offers()
    if source is not None and len(names) != 1:
        raise KioskError("Say the name of the one voice that --from holds.")
    if not names:
        return _offer(models, catalogue, ask)
    unknown = [name for name in names if name not in catalogue and source is None]
    if unknown:
        raise KioskError(f"There is no voice {unknown[0]!r} in the catalogue; there are: {', '.join(catalogue)}.")
    for name in names:
        wish = adding.Wish(name, catalogue.get(name), source, language, licence)
        if source is None:
            _say(f"{name}: fetching {catalogue[name].bytes / 1e6:.0f} MB from {catalogue[name].address}")
        voice = adding.add(models, wish, date.today(), adding.fetch, _progress)
        _print(f"models/{name} is ready: {voice.language}, {voice.licence}. {trust(voice.verified)}")
    return FINE


def trust(verified: bool) -> str:
    """What can be said of the files of an installed voice."""
    if verified:
        return "Its files are those that its makers published (sha256)."
    return "NOT verified: no SHA-256 of it is known to us, so nobody can say here that it is what its makers published."


def _offer(models: Path, catalogue: Any, ask: Callable[[str], bool]) -> int:  # noqa: ANN401 (names to offers)
    wanted = []
    for offer in catalogue.values():
        line = f"{offer.name:<16} {offer.about:<20} {offer.bytes / 1e6:4.0f} MB  {offer.licence}"
        if (models / offer.name).exists():
            _print(f"{line}  is there already")
            continue
        _print(f"{line}  {offer.address}" + ("" if offer.verifiable else "  (cannot be verified)"))
        if ask(f"Fetch {offer.name} now?"):
            wanted.append(offer.name)
    if not wanted:
        _print("Nothing was fetched. One voice: kiosk models add NAME, or NAME --from FILE.zip without a network.")
        return FINE
    return add_voices(models, wanted, None, "", "", ask)


def ask(question: str) -> bool:
    """Yes or no, on the terminal; no where nobody sits at one."""
    if not sys.stdin.isatty():
        return False
    _say(f"  {question} [y/N] ", end="")
    return sys.stdin.readline().strip().lower() in ("y", "yes", "o", "oui", "j", "ja")


def _progress(came: int, of: int) -> None:
    if sys.stderr.isatty():
        _say(f"\r  {100 * came // of:3d} %", end="\n" if came == of else "")
