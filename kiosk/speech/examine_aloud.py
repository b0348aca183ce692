"""What `kiosk doctor` says of reading aloud: loudspeakers, espeak-ng and its languages. Plays nothing unless asked.

The loudspeaker is looked at in a process of its own (`serve`), because PortAudio can hang: then it is killed.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection

import numpy as np

from kiosk.speech.aloud import Reader, gain
from kiosk.speech.espeak import SAMPLE_RATE, EspeakError
from kiosk.speech.loudspeaker import Loudspeaker, LoudspeakerError, RealLoudspeaker, outputs
from kiosk.speech.recogniser import silenced
from kiosk.speech.resample import resampled
from kiosk.speech.sound import Samples

PATIENCE_SECONDS = 8.0
SPEAK_SECONDS = 20.0
VOLUME = 0.6
_STUCK_SECONDS = 2.0
_SENTENCES = {
    "fr": "Bonjour, ici l’Imagier.",
    "en": "Hello, this is the Picture Book.",
    "nl": "Hallo, dit is het Prentenboek.",
    "de": "Hallo, hier ist das Bilderbuch.",
}


@dataclass(frozen=True)
class Look:
    """What was seen: the loudspeakers, the one that would be used, and what espeak-ng can say.

    `problem` is "" where a loudspeaker can be used, `lack` where espeak-ng is there. `spoken`: a sentence was played;
    `taken`: and the loudspeaker took it.
    """

    names: tuple[str, ...] = ()
    chosen: str = ""
    rate: int = 0
    problem: str = ""
    languages: tuple[str, ...] = ()
    lack: str = ""
    spoken: bool = False
    taken: bool = False


def serve(connection: Connection, options: Mapping[str, object]) -> None:
    """Look, send one `Look`, and end. `options`: "languages", and "speak" (True: say a sentence in each of them)."""
    languages = options.get("languages")
    wanted = [str(one) for one in languages] if isinstance(languages, list | tuple) else []
    with silenced():  # ALSA tells the terminal about every device it does not have
        connection.send(look(wanted, bool(options.get("speak")), time.monotonic))


def look(wanted: Sequence[str], speak: bool, clock: Callable[[], float]) -> Look:
    """List the loudspeakers and the languages; with `speak` also say a sentence in each."""
    languages, lack, sounds = [], "", list[Samples]()
    try:
        reader = Reader()
        languages = [language for language in wanted if reader.speaks(language)]
        sounds = [reader.say(_SENTENCES.get(language, "1 2 3"), language) for language in languages if speak]
    except EspeakError as error:
        lack = str(error)
    names: tuple[str, ...] = ()
    try:
        names = tuple(dict.fromkeys(output.name for output in outputs()[0]))
        speaker = RealLoudspeaker()
        taken = play(speaker, sounds, clock) if sounds else False
    except LoudspeakerError as error:
        return Look(names, problem=str(error), languages=tuple(languages), lack=lack)
    return Look(names, speaker.name, speaker.rate, "", tuple(languages), lack, bool(sounds), taken)


def play(speaker: Loudspeaker, sounds: Sequence[Samples], clock: Callable[[], float]) -> bool:
    """Play sounds (int16 [n], as espeak-ng makes them) one after the other; whether the loudspeaker took them."""
    speaker.start()
    for sound in sounds:
        loud = (sound * np.float32(gain(VOLUME))).astype(np.int16)
        speaker.write(resampled(loud, SAMPLE_RATE, speaker.rate))
    moved, before = clock(), speaker.played
    while speaker.waiting and clock() - moved < _STUCK_SECONDS:
        time.sleep(0.02)
        if speaker.played != before:
            moved, before = clock(), speaker.played
    taken = speaker.waiting == 0
    speaker.stop()
    return taken


def loudspeaker_sentences(seen: Look | None, wanted: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What to say of a look (None: it hung and was killed): verdict ("fine", "note" or "fault") and sentence."""
    if seen is None:
        yield "fault", "PortAudio hangs: unplug the loudspeaker, plug it in again, and run this once more."
        return
    if seen.problem:
        others = f" Loudspeakers: {', '.join(seen.names)}." if seen.names else ""
        yield "note", f"{seen.problem}{others} Nothing is read aloud; its button stays away."
    else:
        yield "fine", f"Loudspeakers: {', '.join(seen.names)}. Used: {seen.chosen}, {seen.rate} Hz."
    if seen.spoken and not seen.taken:
        yield "fault", f"{seen.chosen} takes no sound: try another socket, or another program is using it."
    elif seen.spoken:
        yield "fine", f"{seen.chosen} was given a sentence in each language. Was it heard? If not, turn the system up."
    if seen.lack:
        yield "fault", f"{seen.lack} Nothing is read aloud."
        return
    silent = [language for language in wanted if language not in seen.languages]
    if seen.languages:
        yield "fine", f"espeak-ng reads {', '.join(seen.languages)} aloud."
    if silent:
        yield "note", f"espeak-ng has no voice for {', '.join(silent)}: there nothing is read aloud."
