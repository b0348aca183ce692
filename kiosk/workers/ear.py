"""The ear process: opens the microphone while a visitor speaks, and gives the words as they come.

It is a process of its own because PortAudio can hang for ever when a microphone is unplugged: then it is killed. A lost
microphone is seen by the blocks that do not come. Every life of the process looks for the microphone anew, by name.

Sound stays in this process's memory and is overwritten after use. Nothing is written anywhere: both output streams
lead nowhere (Vosk and ALSA write on them past Python), and a crash leaves no core file.
"""

from __future__ import annotations

import contextlib
import importlib
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np

from kiosk.errors import KioskError
from kiosk.speech import ending
from kiosk.speech.features import HOP_SECONDS, outline, spectrogram
from kiosk.speech.microphone import BLOCK_SECONDS, Microphone, MicrophoneError, Played
from kiosk.speech.recogniser import Listener, Recogniser
from kiosk.speech.sound import LOWEST_RATE, Samples, Sound, erase, loudness
from kiosk.speech.voices import Voice
from kiosk.visit.hearing import (
    EarLost,
    EarReady,
    EndedBy,
    Heard,
    HeardAll,
    HeardWord,
    Hearing,
    Level,
    Listen,
    Spectrogram,
    StopListening,
    Waveform,
)
from kiosk.workers.discreet import keep_nothing, leave, memory_used
from kiosk.workers.shelf import EarError, Shelf, there
from kiosk.workers.sound_cards import SoundCards
from kiosk.workers.spawn import Beat, Options, describe

MICROPHONE = "kiosk.speech.microphone"
MISSING_SECONDS = 1.5
"""A microphone that gives no block for so long is lost."""
WAKING_SECONDS = 2.5
"""Some need so long for their first block: the system had put them to sleep."""
AFTER_SECONDS = 0.2
"""Hands let go before the last word is over: so much more sound is heard."""
TICK_SECONDS = 0.02
BEAT_SECONDS = 0.5
IDLE_SECONDS = 0.5
GROWN_BYTES = 150 * 2**20
"""Vosk's memory grows with use; a process that has grown by more than this starts again, while nobody speaks."""
OUTLINE_COLUMNS = 400


def serve(connection: Connection, options: Options) -> None:
    """Find microphone and voices, say so, and listen until the pipe ends or the ear is lost.

    `options`: "models" (the folder that holds the voices), "languages" (those to load; none: all), "microphone"
    (options for `open_microphone`), "microphone_module" (where that function is; another one in tests).
    """
    keep_nothing()
    try:
        module = importlib.import_module(str(options.get("microphone_module", MICROPHONE)))
        wanted = options.get("microphone")
        # First, because it is quick, and without a microphone no voice needs to be loaded.
        microphone = module.open_microphone(wanted if isinstance(wanted, dict) else {}, time.monotonic)
        languages = options.get("languages")
        chosen = [str(one) for one in languages] if isinstance(languages, list | tuple) else []
        Ear(connection, microphone, Shelf(Path(str(options["models"])), chosen), time.monotonic).run()
    except (EarError, MicrophoneError) as lost:
        last = EarLost(0.0, lost.because, str(lost))
    except KioskError as error:
        last = EarLost(0.0, "no_microphone", str(error))
    except Exception as error:  # or the parent is gone, and nobody reads it
        last = EarLost(0.0, "broken", describe(error))
    with contextlib.suppress(OSError):
        connection.send(last)
    leave()


# --- listening -----------------------------------------------------------------------------------


@dataclass
class Utterance:
    """What is being listened to. `sound` int16 [12 s and a block] holds the `count` samples heard so far."""

    request: int
    source: Microphone
    voices: list[Listener]
    recognisers: list[Recogniser]
    sound: Samples = field(repr=False)
    last_block: float
    beaten: float
    """When the last block came (or the microphone was opened), and when there was the last sign of life without one."""
    count: int = 0
    text: str = ""
    state: ending.Utterance = field(default_factory=ending.Utterance)
    silent: bool = True
    clipped: bool = False
    let_go: float = -1.0
    """When the visitor let go; -1: not yet. `tail` is how many blocks more are heard."""
    tail: int = round(AFTER_SECONDS / BLOCK_SECONDS)


class Ear:
    """Takes commands from a pipe and answers with events; `run` is the whole life."""

    def __init__(
        self, connection: Connection, microphone: Microphone, shelf: Shelf, clock: Callable[[], float]
    ) -> None:
        """`clock` gives monotonic seconds."""
        self.connection, self.microphone, self.shelf, self.clock = connection, microphone, shelf, clock
        self.cards = SoundCards(clock)
        self.utterance: Utterance | None = None
        self.handled = 0
        self.ready = False
        self.eager = False
        self.memory = 0

    def run(self) -> None:
        """Work until the pipe ends (EOFError) or the ear is lost (EarError, MicrophoneError)."""
        while True:
            pause = TICK_SECONDS if self.utterance is not None or not self.ready else IDLE_SECONDS
            if self.connection.poll(0 if self.eager else pause):
                self.take(self.connection.recv())
                self.handled += 1
                self.beat()
            self.once()

    def once(self) -> None:
        """Everything there is to do without a new command."""
        if self.shelf.news() and self.shelf.listeners:
            self._tell_ready()
        if self.utterance is not None:
            self._listen(self.utterance)
        elif self.ready:
            self._rest()

    def beat(self) -> None:
        """A sign of life."""
        self.connection.send(Beat(self.handled, busy=self.utterance is not None))

    def _tell_ready(self) -> None:
        voices = tuple(there(one.voice) for one in self.shelf.listeners.values())
        name, rate = self.microphone.name, self.microphone.rate
        self.connection.send(EarReady(0.0, name, rate, voices, tuple(self.shelf.faults)))
        if not self.ready:
            self.beat()
        self.ready, self.memory = True, memory_used()

    def _rest(self) -> None:
        """While nobody speaks: is it still the same machine?"""
        if isinstance(self.microphone, Played):
            return
        if self.cards.changed():
            raise EarError("renewed", "A sound card was plugged in or out: the microphone is looked for again.")
        if self.memory and memory_used() > self.memory + GROWN_BYTES:
            raise EarError("renewed", "The ear has used much memory: it starts again.")

    # --- commands --------------------------------------------------------------------------------

    def take(self, command: object) -> None:
        """Begin to listen, or to end."""
        utterance = self.utterance
        match command:
            case Listen():
                if utterance is not None:
                    self._forget(utterance)
                self._begin(command)
            case StopListening(request=request, forget=forget) if utterance is not None:
                if request != utterance.request:
                    return
                if forget:
                    self._forget(utterance)
                elif utterance.let_go < 0:
                    utterance.let_go = self.clock()

    def _begin(self, listen: Listen) -> None:
        voices = self.shelf.choose(listen.voices, listen.language)
        if not voices:
            self.connection.send(HeardAll(0.0, listen.request, (), "no_voice", 0.0))
            return
        source = self.microphone
        if listen.sound is not None:
            if listen.sound.rate < LOWEST_RATE:
                self.connection.send(HeardAll(0.0, listen.request, (), "end", 0.0))
                return
            samples = np.frombuffer(listen.sound.samples, "<i2").astype(np.int16)
            source = Played([Sound(listen.sound.rate, samples)], self.clock, speed=0.0)
        room = round((ending.LONGEST_SECONDS + BLOCK_SECONDS) * source.rate)
        source.start()
        recognisers = [Recogniser(one, source.rate) for one in voices]
        sound = np.zeros(room, np.int16)
        now = self.clock()
        self.utterance = Utterance(listen.request, source, voices, recognisers, sound, last_block=now, beaten=now)

    # --- the sound -------------------------------------------------------------------------------

    def _listen(self, utterance: Utterance) -> None:
        block = utterance.source.read()
        self.eager = block is not None  # then the next one may be there too
        if block is None:
            self._wait(utterance, self.clock())
            return
        utterance.last_block = self.clock()
        self._hear(utterance, block)
        if utterance.let_go >= 0:
            utterance.tail -= 1
        why = ending.over(utterance.state)
        if utterance.let_go >= 0 and utterance.tail <= 0:
            self._finish(utterance, "release")
        elif why:
            self._finish(utterance, why)
        elif utterance.source is not self.microphone and utterance.source.ended:
            self._finish(utterance, "end")

    def _wait(self, utterance: Utterance, now: float) -> None:
        """No block is there yet. Raises EarError where none will come."""
        if utterance.let_go >= 0 and now - utterance.let_go > 2 * AFTER_SECONDS:
            self._finish(utterance, "release")  # the tail does not come any more
        elif now - utterance.last_block > (MISSING_SECONDS if utterance.count else WAKING_SECONDS):
            raise EarError("microphone_lost", f"{self.microphone.name!r} gives no sound any more: unplugged?")
        elif now - utterance.beaten > BEAT_SECONDS:
            utterance.beaten = now
            self.beat()

    def _hear(self, utterance: Utterance, block: bytearray) -> None:
        """One block into the recognisers, the level and the memory of this utterance; then it is overwritten."""
        samples = np.frombuffer(block, "<i2").astype(np.int16)
        loud = loudness(samples)
        self.connection.send(Level(0.0, utterance.request, round(loud.dbfs, 1), loud.clipped, loud.silent))
        utterance.silent &= loud.silent
        utterance.clipped |= loud.clipped
        kept = samples[: len(utterance.sound) - utterance.count]
        utterance.sound[utterance.count : utterance.count + len(kept)] = kept
        utterance.count += len(kept)
        texts = [recogniser.hear(block) for recogniser in utterance.recognisers]
        utterance.state = ending.heard(utterance.state, len(samples) / utterance.source.rate, loud.dbfs, texts[0])
        if texts[0] != utterance.text:
            utterance.text = texts[0]
            self.connection.send(Heard(0.0, utterance.request, texts[0]))
        erase(samples)
        erase(block)

    def _finish(self, utterance: Utterance, why: EndedBy) -> None:
        hearings = tuple(
            heard_by(one.voice, recogniser)
            for one, recogniser in zip(utterance.voices, utterance.recognisers, strict=True)
        )
        sound, rate = utterance.sound[: utterance.count], utterance.source.rate
        low, high = outline(sound, OUTLINE_COLUMNS)
        mel = spectrogram(sound, rate)
        self.connection.send(
            HeardAll(
                0.0,
                utterance.request,
                hearings,
                why,
                round(utterance.state.seconds, 2),
                utterance.silent,
                utterance.clipped,
                Waveform(low.tobytes(), high.tobytes()),
                Spectrogram(mel.shape[0], mel.shape[1], HOP_SECONDS, mel.tobytes()),
            )
        )
        self._forget(utterance)  # after the answer: closing may hang, and the visitor does not wait for it

    def _forget(self, utterance: Utterance) -> None:
        erase(utterance.sound)
        self.utterance, self.eager = None, False
        utterance.recognisers.clear()
        utterance.source.stop()
        self.beat()


def heard_by(voice: Voice, recogniser: Recogniser) -> Hearing:
    """All that a recogniser heard, as it crosses the pipe."""
    transcript = recogniser.finish()
    words = tuple(HeardWord(one.word, one.start, one.end, one.confidence, one.known) for one in transcript.words)
    return Hearing(there(voice), transcript.text, words)
