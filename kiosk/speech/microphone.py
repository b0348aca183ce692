"""Microphones: a real one, by PortAudio, or one that plays given sound as if it were spoken now.

PortAudio may say nothing when a microphone is unplugged, and may then hang for ever; so it is used only in processes
that can be killed. sounddevice is imported only where a real microphone is wanted: without PortAudio that fails.
"""

from __future__ import annotations

import contextlib
import math
import re
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Protocol

import numpy as np

from kiosk.errors import KioskError
from kiosk.speech.sound import LOWEST_RATE, Sound, erase, mono, read_wav

BLOCK_SECONDS = 0.1
BLOCKS_KEPT = 150
"""Longer than an utterance can be: where recognising is that slow, the oldest block is dropped."""


class MicrophoneError(KioskError):
    """There is no microphone that can be used. `because` is one of `kiosk.visit.hearing.LostBecause`."""

    def __init__(self, because: Literal["no_portaudio", "no_microphone"], sentence: str) -> None:
        """`sentence` is for staff."""
        super().__init__(sentence)
        self.because = because


class Microphone(Protocol):
    """What the ear needs. A block is 0.1 s of mono int16, little endian, at `rate` Hz."""

    name: str
    rate: int

    def start(self) -> None:
        """Open it. Blocks come from now on. Raises MicrophoneError."""
        ...

    def read(self) -> bytearray | None:
        """The next block, for the caller to overwrite; None while there is none. Never waits."""
        ...

    def stop(self) -> None:
        """Close it, and forget the blocks that nobody read. A real one may hang here."""
        ...

    @property
    def ended(self) -> bool:
        """Whether nothing will come any more (never true of a real microphone)."""
        ...


def open_microphone(options: Mapping[str, object], clock: Callable[[], float]) -> Microphone:
    """The microphone that options ask for. Raises KioskError where there is none.

    `options`: "files" (WAV files, each is one utterance) with "speed" (1.0: real time; 0: as fast as it is heard),
    else "name" of a real microphone ("": the system's default).
    """
    files = options.get("files")
    if isinstance(files, list | tuple) and files:
        sounds = [read_wav(Path(str(file))) for file in files]
        speed = options.get("speed", 1.0)
        return Played(sounds, clock, float(speed) if isinstance(speed, int | float) else 1.0)
    return RealMicrophone(str(options.get("name", "")))


class Played:
    """Sounds in the place of a microphone: each time it is opened it plays the next one, then silence."""

    def __init__(self, sounds: Sequence[Sound], clock: Callable[[], float], speed: float = 1.0) -> None:
        """`sounds` all have one rate. `speed` 0: whenever a block is wanted, it is there. Raises KioskError."""
        if len({sound.rate for sound in sounds}) != 1:
            raise KioskError("The WAV files that stand for a microphone must all have the same rate.")
        self.name, self.rate = "WAV file", sounds[0].rate
        self._sounds, self._clock, self._speed = sounds, clock, speed
        self._block = round(BLOCK_SECONDS * self.rate)
        self._turn, self._given, self._since = -1, 0, 0.0

    @property
    def ended(self) -> bool:
        """Whether the sound is over; silence follows."""
        return self._given * self._block >= len(self._sounds[self._turn].samples)

    def start(self) -> None:
        """The next sound begins; after the last one it is the first again."""
        self._turn = (self._turn + 1) % len(self._sounds)
        self._given, self._since = 0, self._clock()

    def read(self) -> bytearray | None:
        """The next block, once it would have been spoken."""
        passed = (self._clock() - self._since) * self._speed if self._speed > 0 else math.inf
        if passed < (self._given + 1) * BLOCK_SECONDS:
            return None
        start = self._given * self._block
        piece = self._sounds[self._turn].samples[start : start + self._block].astype("<i2").tobytes()
        self._given += 1
        return bytearray(piece.ljust(2 * self._block, b"\0"))

    def stop(self) -> None:
        """Nothing is kept."""


# --- real ones -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Device:
    """An input of the machine: PortAudio's number (which changes), its name, its channels and usual rate."""

    index: int
    name: str
    channels: int
    rate: int


def plain_name(name: str) -> str:
    """A device's name without the numbers that change when it is plugged in again, in lower case."""
    return re.sub(r"\s*\((hw|plughw):[^)]*\)", "", name).strip(" :-").lower()


def choose(devices: Sequence[Device], wanted: str, default: int) -> Device:
    """The device called `wanted`, or the default one where `wanted` is "". Raises MicrophoneError."""
    inputs = [device for device in devices if device.channels > 0]
    if not inputs:
        raise MicrophoneError("no_microphone", "No microphone is connected.")
    if not wanted:
        return next((device for device in inputs if device.index == default), inputs[0])
    name = plain_name(wanted)
    alike = [device for device in inputs if plain_name(device.name) == name]
    alike = alike or [device for device in inputs if name in plain_name(device.name)]
    if not alike:
        there = ", ".join(dict.fromkeys(device.name for device in inputs))
        raise MicrophoneError("no_microphone", f"The microphone {wanted!r} is not there; there are: {there}.")
    return alike[0]


def _sounddevice() -> Any:  # noqa: ANN401 (a module)
    try:
        import sounddevice
    except (ImportError, OSError):
        raise MicrophoneError(
            "no_portaudio", "PortAudio is missing: install libportaudio2 to use a microphone."
        ) from None
    return sounddevice


def devices() -> tuple[list[Device], int]:
    """All inputs of this machine, and the number of the default one (-1: none). Raises MicrophoneError.

    The list is as it was when PortAudio was loaded in this process; only a new process sees what was plugged in since.
    """
    sounddevice = _sounddevice()
    try:
        found = [
            Device(entry["index"], entry["name"], entry["max_input_channels"], int(entry["default_samplerate"]))
            for entry in sounddevice.query_devices()
        ]
        default = int(sounddevice.default.device[0])
        if default < 0:
            hosts = [int(host["default_input_device"]) for host in sounddevice.query_hostapis()]
            default = next((index for index in hosts if index >= 0), -1)
    except sounddevice.PortAudioError:
        raise MicrophoneError("no_microphone", "PortAudio cannot list the microphones of this machine.") from None
    return [device for device in found if device.channels > 0], default


class RealMicrophone:
    """A real microphone; nothing is opened before `start`, and only while somebody speaks."""

    ended = False

    def __init__(self, wanted: str = "") -> None:
        """Find it by its name, and the rate it can. Raises MicrophoneError."""
        self._sounddevice = _sounddevice()
        found, default = devices()
        device = choose(found, wanted, default)
        self.name, self._index = device.name, device.index
        self.rate, self._channels = self._fitting(device)
        self._stream: Any = None
        self._blocks: deque[bytearray] = deque(maxlen=BLOCKS_KEPT)

    def _fitting(self, device: Device) -> tuple[int, int]:
        rates = [rate for rate in dict.fromkeys((16_000, 48_000, device.rate)) if rate >= LOWEST_RATE]
        for channels in (1, 2):
            for rate in rates:
                if self._can(rate, channels):
                    return rate, channels
        raise MicrophoneError(
            "no_microphone", f"The microphone {device.name!r} cannot do 16-bit sound at {LOWEST_RATE} Hz or more."
        )

    def _can(self, rate: int, channels: int) -> bool:
        try:
            self._sounddevice.check_input_settings(self._index, channels=channels, dtype="int16", samplerate=rate)
        except (self._sounddevice.PortAudioError, ValueError):
            return False
        return True

    def start(self) -> None:
        """Open it."""
        self._blocks.clear()
        try:
            self._stream = self._sounddevice.RawInputStream(
                samplerate=self.rate,
                blocksize=round(BLOCK_SECONDS * self.rate),
                device=self._index,
                channels=self._channels,
                dtype="int16",
                callback=self._take,
            )
            self._stream.start()
        except self._sounddevice.PortAudioError:
            raise MicrophoneError("no_microphone", f"The microphone {self.name!r} cannot be opened.") from None

    def _take(self, data: Any, frames: int, time: Any, status: Any) -> None:  # noqa: ANN401 (PortAudio's)
        """Called by PortAudio's own thread: copies, and nothing else. Where nobody reads, the oldest block goes."""
        if len(self._blocks) == BLOCKS_KEPT:
            with contextlib.suppress(IndexError):
                erase(self._blocks.popleft())
        self._blocks.append(bytearray(data))

    def read(self) -> bytearray | None:
        """The next block, mono."""
        try:
            block = self._blocks.popleft()
        except IndexError:
            return None
        if self._channels == 1:
            return block
        both = np.frombuffer(block, np.int16)
        mixed = bytearray(mono(both, self._channels).tobytes())
        erase(block)
        return mixed

    def stop(self) -> None:
        """Close it; what nobody read is overwritten."""
        stream, self._stream = self._stream, None
        if stream is not None:
            stream.abort(ignore_errors=True)
            stream.close(ignore_errors=True)
        while self._blocks:
            erase(self._blocks.popleft())
