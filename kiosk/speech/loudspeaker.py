"""Loudspeakers: a real one, by PortAudio, or one that only counts what would have been heard.

PortAudio may say nothing when a loudspeaker is unplugged, and may then hang for ever; so it is used only in processes
that can be killed. sounddevice is imported only where a real loudspeaker is wanted: without PortAudio that fails.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

import numpy as np

from kiosk.errors import KioskError
from kiosk.speech.espeak import SAMPLE_RATE
from kiosk.speech.microphone import plain_name
from kiosk.speech.sound import Samples, erase

BLOCK_SECONDS = 0.05
AHEAD_SECONDS = 0.2
"""So much sound lies ready for the loudspeaker: enough for a busy machine, little enough for a new volume."""
_RATES = (SAMPLE_RATE, 2 * SAMPLE_RATE, 48_000)


class LoudspeakerError(KioskError):
    """There is no loudspeaker that can be used. `because` is one of `kiosk.visit.reading_aloud.MuteBecause`."""

    def __init__(self, because: Literal["no_portaudio", "no_loudspeaker"], sentence: str) -> None:
        """`sentence` is for staff."""
        super().__init__(sentence)
        self.because = because


class Loudspeaker(Protocol):
    """What the mouth needs. Sound is mono int16 at `rate` Hz."""

    name: str
    rate: int

    def start(self) -> None:
        """Open it. Raises LoudspeakerError."""
        ...

    def write(self, samples: Samples) -> None:
        """Queue int16 [n] behind what is there. Never waits."""
        ...

    @property
    def played(self) -> int:
        """Samples played since `start`."""
        ...

    @property
    def waiting(self) -> int:
        """Samples queued and not yet played."""
        ...

    def stop(self) -> None:
        """Silence now: what is queued is overwritten, never played. A real one may hang here."""
        ...


def open_loudspeaker(options: Mapping[str, object], clock: Callable[[], float]) -> Loudspeaker:
    """The loudspeaker that options ask for. Raises LoudspeakerError where there is none.

    `options`: "counting" (True: nothing sounds, time passes as if it did; with "speed", 1.0 for real time), else
    "name" of a real loudspeaker ("": the system's default).
    """
    if options.get("counting"):
        speed = options.get("speed", 1.0)
        return Counting(clock, float(speed) if isinstance(speed, int | float) else 1.0)
    return RealLoudspeaker(str(options.get("name", "")))


class Counting:
    """Nothing is heard; samples are "played" as time passes. It also keeps count over its whole life."""

    def __init__(self, clock: Callable[[], float], speed: float = 1.0, rate: int = SAMPLE_RATE) -> None:
        """`clock` gives seconds; `speed` 2.0 plays twice as fast."""
        self.name, self.rate = "counting", rate
        self._clock, self._speed = clock, speed
        self._written, self._played, self._since = 0, 0, 0.0

    def start(self) -> None:
        """Begin anew."""
        self._written, self._played, self._since = 0, 0, self._clock()

    def write(self, samples: Samples) -> None:
        """Count them."""
        self._pass()
        self._written += len(samples)

    @property
    def played(self) -> int:
        """Never more than was written."""
        self._pass()
        return self._played

    @property
    def waiting(self) -> int:
        """What was written and would not have been heard yet."""
        return self._written - self.played

    def stop(self) -> None:
        """Nothing is kept."""
        self._written = self._played

    def _pass(self) -> None:
        now = self._clock()
        due = int((now - self._since) * self._speed * self.rate)
        if due > 0:
            self._played = min(self._written, self._played + due)
            self._since = now


# --- real ones -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Output:
    """An output of the machine: PortAudio's number (which changes), its name, its channels and usual rate."""

    index: int
    name: str
    channels: int
    rate: int


def choose(outputs: Sequence[Output], wanted: str, default: int) -> Output:
    """The output called `wanted`, or the default one where `wanted` is "". Raises LoudspeakerError."""
    usable = [output for output in outputs if output.channels > 0]
    if not usable:
        raise LoudspeakerError("no_loudspeaker", "No loudspeaker is connected.")
    if not wanted:
        return next((output for output in usable if output.index == default), usable[0])
    name = plain_name(wanted)
    alike = [output for output in usable if plain_name(output.name) == name]
    alike = alike or [output for output in usable if name in plain_name(output.name)]
    if not alike:
        there = ", ".join(dict.fromkeys(output.name for output in usable))
        raise LoudspeakerError("no_loudspeaker", f"The loudspeaker {wanted!r} is not there; there are: {there}.")
    return alike[0]


def _sounddevice() -> Any:  # noqa: ANN401 (a module)
    try:
        import sounddevice
    except (ImportError, OSError):
        raise LoudspeakerError(
            "no_portaudio", "PortAudio is missing: install libportaudio2 to have texts read aloud."
        ) from None
    return sounddevice


def outputs() -> tuple[list[Output], int]:
    """All outputs of this machine, and the number of the default one (-1: none). Raises LoudspeakerError.

    The list is as it was when PortAudio was loaded in this process; only a new process sees what was plugged in since.
    """
    sounddevice = _sounddevice()
    try:
        found = [
            Output(entry["index"], entry["name"], entry["max_output_channels"], int(entry["default_samplerate"]))
            for entry in sounddevice.query_devices()
        ]
        default = int(sounddevice.default.device[1])
        if default < 0:
            hosts = [int(host["default_output_device"]) for host in sounddevice.query_hostapis()]
            default = next((index for index in hosts if index >= 0), -1)
    except sounddevice.PortAudioError:
        raise LoudspeakerError("no_loudspeaker", "PortAudio cannot list the loudspeakers of this machine.") from None
    return [output for output in found if output.channels > 0], default


class RealLoudspeaker:
    """A real loudspeaker; nothing is opened before `start`, and only while something is read."""

    def __init__(self, wanted: str = "") -> None:
        """Find it by its name, and the rate it can. Raises LoudspeakerError."""
        self._sounddevice = _sounddevice()
        found, default = outputs()
        output = choose(found, wanted, default)
        self.name, self._index = output.name, output.index
        self.rate, self._channels = self._fitting(output)
        self._stream: Any = None
        self._queue = Queue()

    def _fitting(self, output: Output) -> tuple[int, int]:
        rates = [rate for rate in dict.fromkeys((*_RATES, output.rate)) if rate > 0]
        for rate in rates:
            for channels in (1, 2):
                if self._can(rate, channels):
                    return rate, channels
        raise LoudspeakerError("no_loudspeaker", f"The loudspeaker {output.name!r} cannot do 16-bit sound.")

    def _can(self, rate: int, channels: int) -> bool:
        try:
            self._sounddevice.check_output_settings(self._index, channels=channels, dtype="int16", samplerate=rate)
        except (self._sounddevice.PortAudioError, ValueError):
            return False
        return True

    def start(self) -> None:
        """Open it; it plays silence until something is written."""
        self._queue = Queue()
        try:
            self._stream = self._sounddevice.RawOutputStream(
                samplerate=self.rate,
                device=self._index,
                channels=self._channels,
                dtype="int16",
                latency=0.1,
                callback=self._give,
            )
            self._stream.start()
        except self._sounddevice.PortAudioError:
            raise LoudspeakerError("no_loudspeaker", f"The loudspeaker {self.name!r} cannot be opened.") from None

    def _give(self, data: Any, frames: int, time: Any, status: Any) -> None:  # noqa: ANN401 (PortAudio's)
        """Called by PortAudio's own thread: copies, and nothing else. Where nothing is queued, it is silent."""
        samples = np.zeros(frames, np.int16)
        self._queue.take(samples)
        data[:] = np.repeat(samples, self._channels).tobytes()
        erase(samples)

    def write(self, samples: Samples) -> None:
        """Queue them."""
        self._queue.put(samples)

    @property
    def played(self) -> int:
        """What PortAudio has taken."""
        return self._queue.taken

    @property
    def waiting(self) -> int:
        """What it has not taken yet."""
        return self._queue.waiting

    def stop(self) -> None:
        """Silence first, by an empty queue; then close, which may take its time."""
        self._queue.clear()
        stream, self._stream = self._stream, None
        if stream is not None:
            stream.abort(ignore_errors=True)
            stream.close(ignore_errors=True)


class Queue:
    """Samples on their way from one thread to another; what was taken, or is not wanted any more, is overwritten."""

    def __init__(self) -> None:
        """Empty."""
        self._blocks: deque[Samples] = deque()
        self._lock = threading.Lock()  # held for a copy of some hundredths of a second of sound, never longer
        self.taken = self.waiting = 0

    def put(self, samples: Samples) -> None:
        """Keep int16 [n] behind what is there; it must not be changed afterwards."""
        with self._lock:
            self._blocks.append(samples)
            self.waiting += len(samples)

    def take(self, into: Samples) -> None:
        """Fill `into` from its start with what there is; the rest of it is left as it was."""
        with self._lock:
            at = 0
            while self._blocks and at < len(into):
                block = self._blocks[0]
                count = min(len(block), len(into) - at)
                into[at : at + count] = block[:count]
                erase(block[:count])
                at += count
                if count == len(block):
                    self._blocks.popleft()
                else:
                    self._blocks[0] = block[count:]
            self.taken += at
            self.waiting -= at

    def clear(self) -> None:
        """Nothing is there any more."""
        with self._lock:
            for block in self._blocks:
                erase(block)
            self._blocks.clear()
            self.waiting = 0
