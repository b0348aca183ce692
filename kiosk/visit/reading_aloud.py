"""What crosses between a visit and its mouth: commands to read aloud, and how far the reading is.

Prompts are read aloud too: these messages may hold a visitor's words, and are never written down.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

MuteBecause = Literal["no_portaudio", "no_loudspeaker", "no_espeak", "loudspeaker_lost", "renewed", "broken"]
"""Why nothing can be read aloud for now: PortAudio is missing; no loudspeaker; no espeak-ng; the loudspeaker was
unplugged; the mouth starts again on purpose; it died or hung."""


# --- commands ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Say:
    """Read these sentences aloud, one after the other. What was being read is silent at once.

    `volume` is 0 to 1. Sentences are as written on screen; how numbers and signs are said is the mouth's business.
    """

    request: int
    sentences: tuple[str, ...] = field(repr=False)
    language: str
    volume: float


@dataclass(frozen=True)
class Hush:
    """Be silent at once, and forget what was being read."""


@dataclass(frozen=True)
class SetVolume:
    """From now on so loud (0 to 1), within a sentence too."""

    volume: float


@dataclass(frozen=True)
class ReadScreen:
    """Read aloud what is on screen (the app works out the sentences and sends `Say` with this request).

    With `target` only what that control is called.
    """

    request: int
    volume: float
    target: str = ""


# --- events --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class MouthReady:
    """There is a loudspeaker (`rate` in Hz), and espeak-ng has a voice for these `languages` of the exhibit."""

    at: float
    loudspeaker: str
    rate: int
    languages: tuple[str, ...]


@dataclass(frozen=True)
class Spoke:
    """Sentence `index` of the request begins to be heard."""

    at: float
    request: int
    index: int


@dataclass(frozen=True)
class Silent:
    """The request was read to its end (not sent after `Hush`, or when another `Say` took its place)."""

    at: float
    request: int


@dataclass(frozen=True)
class MouthLost:
    """Nothing can be read aloud until the next `MouthReady`. `reason` is for staff and never holds what was read."""

    at: float
    because: MuteBecause
    reason: str


SpeakingEvent = MouthReady | Spoke | Silent | MouthLost
SpeakingCommand = Say | Hush | SetVolume
"""`ReadScreen` is for the app, and never reaches the mouth."""


# --- what the visit knows ------------------------------------------------------------------------


@dataclass(frozen=True)
class Aloud:
    """What the visit knows of reading aloud: the `languages` that can be read (none: no loudspeaker), and its state."""

    languages: tuple[str, ...] = ()
    on: bool = False
    """Whether this visitor wants to be read to: each new scene and page is read by itself."""
    request: int = 0
    """What is being read (0: nothing)."""
    sentence: int = -1
    """The sentence that is heard now (-1: none yet)."""
    level: int = 3
    """How loud, 1 to 5; back to 3 for the next visitor."""
    next_request: int = 1
