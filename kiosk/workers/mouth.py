"""The mouth process: reads sentences aloud by espeak-ng and a loudspeaker, and says which one is heard.

It is a process of its own because PortAudio can hang for ever when a loudspeaker is unplugged: then it is killed; and
because espeak-ng is a program of others with a licence of its own. A lost loudspeaker is seen by sound that is not
taken any more. Every life of the process looks for the loudspeaker anew, by name.

Prompts are read aloud too: nothing is written anywhere, both output streams lead nowhere, and a crash leaves no core
file.
"""

from __future__ import annotations

import contextlib
import importlib
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection

import numpy as np

from kiosk.errors import KioskError
from kiosk.speech.aloud import Reader, gain
from kiosk.speech.espeak import SAMPLE_RATE, EspeakError
from kiosk.speech.loudspeaker import (
    AHEAD_SECONDS,
    BLOCK_SECONDS,
    Counting,
    Loudspeaker,
    LoudspeakerError,
)
from kiosk.speech.resample import resampled
from kiosk.speech.sound import Samples, erase
from kiosk.visit.reading_aloud import Hush, MouthLost, MouthReady, MuteBecause, Say, SetVolume, Silent, Spoke
from kiosk.workers.discreet import keep_nothing, leave
from kiosk.workers.sound_cards import SoundCards
from kiosk.workers.spawn import Beat, Options, describe

LOUDSPEAKER = "kiosk.speech.loudspeaker"
MISSING_SECONDS = 1.5
"""A loudspeaker that takes no sound for so long is lost."""
WAKING_SECONDS = 2.5
"""Some need so long for their first block: the system had put them to sleep."""
BLOCKS_AT_ONCE = 8
TICK_SECONDS = 0.02
BEAT_SECONDS = 0.5
IDLE_SECONDS = 0.5


class MouthError(KioskError):
    """The mouth cannot go on, and why."""

    def __init__(self, because: MuteBecause, sentence: str) -> None:
        """`sentence` is for staff."""
        super().__init__(sentence)
        self.because = because


def serve(connection: Connection, options: Options) -> None:
    """Find loudspeaker and voices, say so, and read aloud until the pipe ends or the mouth is lost.

    `options`: "languages" (those that may be asked for), "loudspeaker" (options for `open_loudspeaker`),
    "loudspeaker_module" (where that function is; another one in tests).
    """
    keep_nothing()
    try:
        module = importlib.import_module(str(options.get("loudspeaker_module", LOUDSPEAKER)))
        wanted = options.get("loudspeaker")
        loudspeaker = module.open_loudspeaker(wanted if isinstance(wanted, dict) else {}, time.monotonic)
        languages = options.get("languages")
        chosen = [str(one) for one in languages] if isinstance(languages, list | tuple) else []
        Mouth(connection, loudspeaker, Reader(), chosen, time.monotonic).run()
    except (MouthError, LoudspeakerError) as lost:
        last = MouthLost(0.0, lost.because, str(lost))
    except EspeakError as error:
        last = MouthLost(0.0, "no_espeak", str(error))
    except Exception as error:  # or the parent is gone, and nobody reads it
        last = MouthLost(0.0, "broken", describe(error))
    with contextlib.suppress(OSError):
        connection.send(last)
    leave()


@dataclass
class Text:
    """What is being read. `sound` int16 [samples] is what of the present sentence was not given away yet."""

    request: int
    sentences: Sequence[str] = field(repr=False)
    language: str
    moved_at: float
    """When the loudspeaker last took sound (or was opened), and how much it had taken then."""
    beaten: float
    moved: int = 0
    following: int = 0
    """The sentence to be spoken next."""
    begins: deque[tuple[int, int]] = field(default_factory=deque)
    """Where sentences begin that are not heard yet: (sample, index)."""
    written: int = 0
    sound: Samples = field(default_factory=lambda: np.zeros(0, np.int16), repr=False)


class Mouth:
    """Takes commands from a pipe and answers with events; `run` is the whole life."""

    def __init__(
        self,
        connection: Connection,
        loudspeaker: Loudspeaker,
        reader: Reader,
        languages: Sequence[str],
        clock: Callable[[], float],
    ) -> None:
        """`clock` gives monotonic seconds. Raises MouthError where none of `languages` can be spoken."""
        self.connection, self.loudspeaker, self.reader, self.clock = connection, loudspeaker, reader, clock
        self.languages = tuple(one for one in languages if reader.speaks(one))
        if not self.languages:
            raise MouthError("no_espeak", f"espeak-ng has no voice for {', '.join(languages) or 'no language'}.")
        self.cards = SoundCards(clock)
        self.text: Text | None = None
        self.gain = 1.0
        self.handled = 0

    def run(self) -> None:
        """Work until the pipe ends (EOFError) or the mouth is lost (MouthError, LoudspeakerError)."""
        self.connection.send(MouthReady(0.0, self.loudspeaker.name, self.loudspeaker.rate, self.languages))
        self.beat()
        while True:
            if self.connection.poll(TICK_SECONDS if self.text is not None else IDLE_SECONDS):
                self.take(self.connection.recv())
                self.handled += 1
                self.beat()
            if self.text is not None:
                self.go_on(self.text)
            elif self.cards.changed() and not isinstance(self.loudspeaker, Counting):
                raise MouthError("renewed", "A sound card was plugged in or out: the loudspeaker is looked for again.")

    def beat(self) -> None:
        """A sign of life."""
        self.connection.send(Beat(self.handled, busy=self.text is not None))

    # --- commands --------------------------------------------------------------------------------

    def take(self, command: object) -> None:
        """Begin to read, fall silent, or change the volume."""
        match command:
            case Say():
                self.hush()
                self.begin(command)
            case Hush():
                self.hush()
            case SetVolume(volume=volume):
                self.gain = gain(volume)

    def begin(self, say: Say) -> None:
        """Open the loudspeaker for these sentences."""
        self.gain = gain(say.volume)
        if say.language not in self.languages:
            self.connection.send(Silent(0.0, say.request))
            return
        self.loudspeaker.start()
        now = self.clock()
        self.text = Text(say.request, say.sentences, say.language, moved_at=now, beaten=now)

    def hush(self) -> None:
        """Silence, at once."""
        if self.text is not None:
            erase(self.text.sound)
            self.text = None
            self.loudspeaker.stop()

    # --- reading ---------------------------------------------------------------------------------

    def go_on(self, text: Text) -> None:
        """Give the loudspeaker what it needs, and tell what is heard. Raises MouthError where it takes nothing."""
        played, now = self.loudspeaker.played, self.clock()
        while text.begins and text.begins[0][0] <= played:
            self.connection.send(Spoke(0.0, text.request, text.begins.popleft()[1]))
        ahead = round(AHEAD_SECONDS * self.loudspeaker.rate)
        for _ in range(BLOCKS_AT_ONCE):  # and then it is looked for commands, however fast the sound is taken
            if self.loudspeaker.waiting >= ahead or not self._more(text):
                break
        if self.loudspeaker.waiting == 0 and not len(text.sound) and text.following >= len(text.sentences):
            self._finish(text)
            return
        if played != text.moved or self.loudspeaker.waiting == 0:
            text.moved, text.moved_at = played, now
        elif now - text.moved_at > (MISSING_SECONDS if played else WAKING_SECONDS):
            raise MouthError("loudspeaker_lost", f"{self.loudspeaker.name!r} takes no sound any more: unplugged?")
        if now - text.beaten > BEAT_SECONDS:
            text.beaten = now
            self.beat()

    def _more(self, text: Text) -> bool:
        """One block more, or the next sentence; whether there is any. A new command comes first."""
        if not len(text.sound):
            if text.following >= len(text.sentences):
                return False
            sentence = text.sentences[text.following]
            sound = self.reader.say(sentence, text.language, lambda: not self.connection.poll(0))
            if self.connection.poll(0):
                return False  # perhaps cut short; if it is still wanted then, it is spoken anew
            text.begins.append((text.written, text.following))
            text.following += 1
            text.sound = resampled(sound, SAMPLE_RATE, self.loudspeaker.rate)
            return True
        count = round(BLOCK_SECONDS * self.loudspeaker.rate)
        block = text.sound[:count]
        self.loudspeaker.write((block * np.float32(self.gain)).astype(np.int16))
        text.written += len(block)
        erase(block)
        text.sound = text.sound[count:]
        return True

    def _finish(self, text: Text) -> None:
        for _, index in text.begins:
            self.connection.send(Spoke(0.0, text.request, index))  # sentences without any sound
        self.connection.send(Silent(0.0, text.request))
        self.hush()  # after the answer: closing may hang
        self.beat()
