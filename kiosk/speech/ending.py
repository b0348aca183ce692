"""When an utterance is over: after so much silence, or at its longest. Counted in sound, not by any clock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

SILENCE_SECONDS = 1.2
LONGEST_SECONDS = 12.0
ABOVE_NOISE_DB = 9.0
"""Speech stands out of a room's noise by more than this."""
RISE_DB_A_SECOND = 3.0
"""How fast the estimate of a room's noise may rise; it falls at once, in any pause."""
QUIET_ROOM_DBFS = -50.0


@dataclass(frozen=True)
class Utterance:
    """What was noticed so far: `seconds` of sound, the last `quiet` seconds without a sign of speech, the words."""

    seconds: float = 0.0
    quiet: float = 0.0
    noise_dbfs: float = QUIET_ROOM_DBFS
    text: str = ""


def heard(utterance: Utterance, seconds: float, dbfs: float, text: str) -> Utterance:
    """After a further block: `seconds` long, `dbfs` loud, with `text` as all the words so far.

    A block is a sign of speech where it is louder than the room, or where the words have changed.
    """
    noise = min(dbfs, utterance.noise_dbfs + RISE_DB_A_SECOND * seconds)
    spoken = dbfs > noise + ABOVE_NOISE_DB or text != utterance.text
    quiet = 0.0 if spoken else utterance.quiet + seconds
    return Utterance(utterance.seconds + seconds, quiet, noise, text)


def over(utterance: Utterance) -> Literal["", "silence", "limit"]:
    """Whether it is over, and why. Silence counts only after a word: a visitor may think first."""
    if utterance.text and utterance.quiet >= SILENCE_SECONDS - 1e-6:
        return "silence"
    return "limit" if utterance.seconds >= LONGEST_SECONDS - 1e-6 else ""
