"""What crosses between a visit and its ear: commands to listen, and what was heard.

A visitor's words live in these messages and nowhere else: they are never written down. The sound itself never leaves
the ear; what is sent of it is a drawing (`Waveform`, `Spectrogram`), too coarse to be played.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

TaughtBy = Literal["people", "robot"]
"""Whose speech a voice was trained on. A voice taught by a robot is a lab, never a way to enter a prompt."""

EndedBy = Literal["release", "silence", "limit", "end", "no_voice"]
"""Why listening ended: the visitor let go, was silent, spoke too long; the given sound was over; or no voice can."""

LostBecause = Literal["no_portaudio", "no_microphone", "no_voice", "microphone_lost", "renewed", "broken"]
"""Why nobody can speak for now: PortAudio is missing; no (fitting) microphone; no voice that works; the microphone
was unplugged or went quiet; the ear starts again on purpose; it died or hung."""


@dataclass(frozen=True)
class VoiceThere:
    """A voice that can listen: the name of its folder, the language it knows, and who taught it."""

    name: str
    language: str
    taught_by: TaughtBy


@dataclass(frozen=True)
class HeardWord:
    """One word as heard, from `start` to `end` (seconds since listening began).

    `confidence` is Vosk's own, 0 to 1. A word outside the voice's vocabulary is `known = False` and reads "…".
    """

    word: str
    start: float
    end: float
    confidence: float
    known: bool = True


@dataclass(frozen=True)
class Hearing:
    """What one voice made of an utterance; `text` is "" where it heard no word."""

    voice: VoiceThere
    text: str
    words: tuple[HeardWord, ...] = ()


@dataclass(frozen=True)
class Waveform:
    """The outline of a sound: for each column its lowest and highest sample, a signed byte each (-127 to 127)."""

    low: bytes = b""
    high: bytes = b""


@dataclass(frozen=True)
class Spectrogram:
    """Log mel energies: `frames` columns, one every `hop_seconds`, of `bands` values from low to high, a byte each."""

    frames: int = 0
    bands: int = 0
    hop_seconds: float = 0.01
    values: bytes = b""


@dataclass(frozen=True)
class Clip:
    """A sound that is given instead of spoken: mono, signed 16 bit, little endian, `rate` samples a second."""

    rate: int
    samples: bytes = field(repr=False)


# --- commands ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Listen:
    """Open the microphone and listen. What was listened to before is forgotten.

    `voices` are names of voices that shall hear the same sound; the first one's words are also sent while they come.
    Without names the best voice of `language` listens. With `sound` that is heard instead of the microphone, at once.
    """

    request: int
    language: str
    voices: tuple[str, ...] = ()
    sound: Clip | None = None


@dataclass(frozen=True)
class StopListening:
    """The visitor let go: answered by `HeardAll`. With `forget` there is no answer, and nothing is kept."""

    request: int
    forget: bool = False


# --- events --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class EarReady:
    """Voices can listen and a microphone is there (`rate` in Hz). Comes again when a further voice was loaded.

    `faults` are sentences for staff about voices that cannot be used.
    """

    at: float
    microphone: str
    rate: int
    voices: tuple[VoiceThere, ...]
    faults: tuple[str, ...] = ()


@dataclass(frozen=True)
class Level:
    """How loud the last tenth of a second was. The first one says that the microphone is open: now the ring is lit.

    `dbfs` is decibels below full scale, -96 to 0. `silent`: not even noise, as from a microphone that is switched off.
    """

    at: float
    request: int
    dbfs: float
    clipped: bool
    silent: bool


@dataclass(frozen=True)
class Heard:
    """The words so far; the last of them may still change."""

    at: float
    request: int
    text: str


@dataclass(frozen=True)
class HeardAll:
    """Listening is over. One hearing a voice, in the order asked; none where no voice can listen.

    `seconds` of sound were heard. `silent` and `clipped` say that the microphone, not the visitor, is at fault.
    """

    at: float
    request: int
    hearings: tuple[Hearing, ...]
    ended: EndedBy
    seconds: float
    silent: bool = False
    clipped: bool = False
    waveform: Waveform = field(default_factory=Waveform, repr=False)
    spectrogram: Spectrogram = field(default_factory=Spectrogram, repr=False)


@dataclass(frozen=True)
class EarLost:
    """Nobody can speak until the next `EarReady`. `reason` is a sentence for staff and never holds what was said."""

    at: float
    because: LostBecause
    reason: str


HearingEvent = EarReady | Level | Heard | HeardAll | EarLost
HearingCommand = Listen | StopListening
