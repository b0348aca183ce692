"""What `kiosk doctor` says of voice: PortAudio, the microphones, how loud one is, and the voices. Records nothing.

The microphone is looked at in a process of its own (`serve`), because PortAudio can hang: then it is killed.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np

from kiosk.speech.microphone import Microphone, MicrophoneError, RealMicrophone, devices
from kiosk.speech.recogniser import silenced
from kiosk.speech.sound import FLOOR_DBFS, Loudness, erase, loudness
from kiosk.speech.voices import Voice, find_voices, verify

PATIENCE_SECONDS = 8.0
LISTEN_SECONDS = 0.6
MISSING_SECONDS = 2.0
QUIET_DBFS, LOUD_DBFS = -60.0, -30.0
"""A room in which nobody speaks is heard between these; below, the microphone is turned down or far away."""


@dataclass(frozen=True)
class Look:
    """What was seen of the microphones; `problem` is "" where one can be used. `loud` is None where none gave sound."""

    names: tuple[str, ...] = ()
    chosen: str = ""
    rate: int = 0
    loud: Loudness | None = None
    problem: str = ""
    because: str = ""


def serve(connection: Connection, options: object) -> None:
    """Look at the microphones, send one `Look`, and end. Runs in a process of its own; `options` are not used."""
    with silenced():  # ALSA tells the terminal about every device it does not have
        connection.send(look(time.monotonic))


def look(clock: Callable[[], float]) -> Look:
    """List the microphones and hear the default one for a moment. The sound is overwritten at once."""
    names: tuple[str, ...] = ()
    try:
        names = tuple(dict.fromkeys(device.name for device in devices()[0]))
        microphone = RealMicrophone()
        return Look(names, microphone.name, microphone.rate, level_of(microphone, clock))
    except MicrophoneError as error:
        return Look(names, problem=str(error), because=error.because)


def level_of(microphone: Microphone, clock: Callable[[], float]) -> Loudness | None:
    """How loud it is now; None where no sound comes. The loudest of a few blocks; clipped or silent where all are."""
    blocks: list[Loudness] = []
    heard, end = 0.0, clock() + MISSING_SECONDS
    microphone.start()
    while heard < LISTEN_SECONDS and clock() < end:
        block = microphone.read()
        if block is None:
            time.sleep(0.01)
            continue
        samples = np.frombuffer(block, "<i2").astype(np.int16)
        heard += len(samples) / microphone.rate
        blocks.append(loudness(samples))
        erase(samples)
        erase(block)
    microphone.stop()
    if not blocks:
        return None
    # The first block may be empty: devices need a moment.
    loudest = max((block.dbfs for block in blocks), default=FLOOR_DBFS)
    return Loudness(loudest, any(block.clipped for block in blocks), all(block.silent for block in blocks))


def microphone_sentences(seen: Look | None) -> Iterator[tuple[str, str]]:
    """What to say of a look (None: it hung and was killed): verdict ("fine", "note" or "fault") and sentence."""
    if seen is None:
        yield "fault", "PortAudio hangs: unplug the microphone, plug it in again, and run this once more."
        return
    if seen.problem:
        others = f" Microphones: {', '.join(seen.names)}." if seen.names else ""
        yield "note", f"{seen.problem}{others} Typing works; the voice button stays away."
        return
    yield "fine", f"Microphones: {', '.join(seen.names)}. Used: {seen.chosen}, {seen.rate} Hz."
    if seen.loud is None:
        yield "fault", f"{seen.chosen} is there and gives no sound: try another socket, or another program is using it."
    elif seen.loud.silent:
        yield "fault", f"{seen.chosen} is quite silent: is it switched off, or muted in the system?"
    elif seen.loud.clipped:
        yield "note", f"{seen.chosen} is too loud (clipped): turn its level down in the system."
    elif seen.loud.dbfs < QUIET_DBFS:
        yield (
            "note",
            f"{seen.chosen} is very quiet ({seen.loud.dbfs:.0f} dBFS): fine while nobody speaks, else turn up.",
        )
    elif seen.loud.dbfs > LOUD_DBFS:
        yield "note", f"{seen.chosen} hears {seen.loud.dbfs:.0f} dBFS: fine if somebody speaks, else the room is loud."
    else:
        yield "fine", f"{seen.chosen} hears the room at {seen.loud.dbfs:.0f} dBFS. Nothing was recorded."


def voice_sentences(models: Path, languages: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """What to say of the voices under `models`, for the languages of the exhibit: verdict and sentence."""
    voices, problems = find_voices(models)
    for problem in problems:
        yield "fault", problem
    whole: list[Voice] = []
    for voice in voices:
        broken = verify(voice.folder)
        for sentence in broken:
            yield "fault", sentence
        if not broken:
            whole.append(voice)
            trust = "" if voice.verified else ", NOT verified"
            yield "fine", f"{voice.name}: {voice.language}, taught by {voice.taught_by}, {voice.licence}{trust}."
    spoken = {voice.language for voice in whole if voice.taught_by == "people"}
    silent = [language for language in languages if language not in spoken]
    if silent:
        yield "note", f"No voice taught by people for {', '.join(silent)}: visitors type there. See `make voices`."
