"""`kiosk transcribe`: the words of a WAV file, by the voice that visitors would use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from kiosk.errors import KioskError
from kiosk.speech.recogniser import BLOCK_SECONDS, Listener, Recogniser, Transcript
from kiosk.speech.sound import Sound
from kiosk.speech.voices import Voice, best, find_voices, verify


@dataclass(frozen=True)
class Transcribed:
    """The words, the voice that heard them, how long the sound was and how long the recogniser took, in seconds."""

    transcript: Transcript
    voice: Voice
    seconds: float
    took: float

    def as_json(self) -> dict[str, object]:
        """As `--json` prints it."""
        return {
            "text": self.transcript.text,
            "words": [asdict(word) for word in self.transcript.words],
            "seconds": round(self.seconds, 3),
            "realtime_factor": round(self.took / self.seconds, 4),
            "model": self.voice.name,
            "language": self.voice.language,
            "taught_by": self.voice.taught_by,
        }

    def as_text(self) -> str:
        """The words, and a line about the voice."""
        robot = ": a robot’s speech is all it knows" if self.voice.taught_by == "robot" else ""
        about = f"[{self.voice.name}, taught by {self.voice.taught_by}{robot}]"
        time = f"{self.seconds:.1f} s of sound in {self.took:.2f} s"
        return f"{self.transcript.text or '(no words)'}\n{about} {time}"


def pick(models: Path, language: str, name: str = "") -> Voice:
    """The voice called `name`, else an installed one of the language, else the robot-taught one.

    Raises KioskError where there is none, or where it is broken: for each file one line.
    """
    voices, problems = find_voices(models)
    if name:
        folder = models / name
        if not folder.is_dir():
            there = ", ".join(voice.name for voice in voices) or "none"
            raise KioskError(f"There is no voice {name!r} in models; there are: {there}.")
        voice = next((one for one in voices if one.name == name), None)
        broken = verify(folder)
        if voice is None or broken:
            raise KioskError("\n".join(broken or [f"{name} is no voice."]))
        return voice
    found = best(voices, language)
    if found is None:
        languages = ", ".join(sorted({voice.language for voice in voices})) or "none"
        more = "\n".join(["", *problems])
        raise KioskError(
            f"There is no voice for {language!r} (there are: {languages}); `kiosk models add` lists more.{more}"
        )
    broken = verify(found.folder)
    if broken:
        raise KioskError("\n".join(broken))
    return found


def transcribe(sound: Sound, listener: Listener, clock: Callable[[], float]) -> Transcribed:
    """Listen to a whole sound as it would come from a microphone, block by block. `clock` gives seconds."""
    recogniser = Recogniser(listener, sound.rate)
    size = round(BLOCK_SECONDS * sound.rate)
    started = clock()
    for start in range(0, len(sound.samples), size):
        recogniser.hear(bytearray(sound.samples[start : start + size].astype("<i2").tobytes()))
    transcript = recogniser.finish()
    return Transcribed(transcript, listener.voice, sound.seconds, clock() - started)
