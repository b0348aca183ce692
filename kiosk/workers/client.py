"""The screen's side of a worker: sends commands, collects events, notices when it dies or hangs, starts it again.

Nothing here waits: `poll` is called once a frame. A thread a life does nothing but read the pipe, so that a message
half written by a process that just stopped cannot hold up the screen.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from queue import Empty, SimpleQueue

from kiosk.visit.events import Began, Command, Event, Failed, Finished, PainterLost, PainterReady, Seen, Stepped
from kiosk.visit.hearing import EarLost, EarReady, Heard, HeardAll, Level
from kiosk.visit.reading_aloud import MouthLost, MouthReady, Silent, Spoke
from kiosk.workers.sound_cards import SoundCards
from kiosk.workers.spawn import Beat as Beat
from kiosk.workers.spawn import Broke
from kiosk.workers.spawn import Ended as Ended
from kiosk.workers.spawn import Options as Options
from kiosk.workers.spawn import describe as describe
from kiosk.workers.spawn import start as start


@dataclass(frozen=True)
class Limits:
    """How long a worker may take, in seconds. Progress is its heartbeat: any message counts.

    A worker that owes an answer must give a sign of life within `deadline`, or within `deadline_steps` of its own
    warm steps where those are slow. `restart` are the pauses before it is started again, one after the other while
    it fails again, from the beginning after a success.
    """

    load: float = 120.0
    deadline: float = 5.0
    deadline_steps: float = 10.0
    restart: tuple[float, ...] = (1.0, 2.0, 4.0, 8.0, 16.0, 30.0)


@dataclass
class _Life:
    """One run of the process, from its start to its end."""

    process: BaseProcess
    connection: Connection
    since: float
    inbox: SimpleQueue[object]
    ready: bool = False
    sent: int = 0
    handled: int = 0
    busy: bool = False
    heard: float = 0.0
    step_seconds: float = 0.0
    reason: str = ""
    last_words: EarLost | MouthLost | None = None

    def owes(self) -> bool:
        """Whether an answer or a next step must come."""
        return self.busy or self.handled != self.sent


class _Ended:
    """Put into the inbox by the reading thread: the pipe has ended."""


class Client:
    """A worker process that is always there again. Not for two threads at once."""

    def __init__(
        self,
        module: str,
        options: Options,
        clock: Callable[[], float],
        limits: Limits | None = None,
        report: Callable[[str], None] = lambda line: None,
        lost: Callable[[float, str], Event] = PainterLost,
        hurry: Callable[[], bool] = lambda: False,
    ) -> None:
        """`clock` gives monotonic seconds (real ones, even where a script's clock runs faster). Starts nothing yet:
        the first `poll` does. `report` gets one line for staff when the worker is lost. `lost` makes the event of it
        from time and reason. `hurry`, asked while a pause lasts, ends it at once."""
        self._module, self._options, self._clock, self._report = module, options, clock, report
        self._lost_event, self._hurry = lost, hurry
        self._limits = limits or Limits()
        self._life: _Life | None = None
        self._dying: list[BaseProcess] = []
        self._failures = 0
        self._start_at = clock()
        self._closed = False

    @property
    def ready(self) -> bool:
        """Whether the worker is loaded and warm."""
        return self._life is not None and self._life.ready

    @property
    def owes(self) -> bool:
        """Whether the worker still has work to do or commands to take."""
        return self._life is not None and self._life.ready and self._life.owes()

    @property
    def pid(self) -> int | None:
        """The process number of the present life."""
        return self._life.process.pid if self._life is not None else None

    def send(self, command: Command) -> None:
        """Give the worker a command. One that is not ready has nothing to forget, allow or stop: it gets none."""
        life = self._life
        if life is None or not life.ready:
            return
        if not life.owes():
            life.heard = self._clock()
        try:
            life.connection.send(command)
        except OSError:
            return  # it has just died; `poll` notices
        life.sent += 1

    def poll(self, at: float) -> list[Event]:
        """What came since the last call, stamped with the time `at`; also starts, kills and starts again."""
        self._dying = [process for process in self._dying if process.is_alive()]
        if self._closed:
            return []
        now = self._clock()
        life = self._life
        if life is None:
            if now >= self._start_at:
                self._life = self._born(now)
            elif self._hurry():
                self._failures, self._start_at = 0, now
            return []
        events: list[Event] = []
        ended = False
        while True:
            try:
                message = life.inbox.get_nowait()
            except Empty:
                break
            life.heard = now
            match message:
                case Beat():
                    life.handled, life.busy = message.handled, message.busy
                case Broke():
                    life.reason = message.reason
                case _Ended():
                    ended = True
                case PainterReady():
                    life.ready, life.step_seconds = True, message.step_seconds
                    events.append(replace(message, at=at))
                case EarReady() | MouthReady():
                    life.ready = True
                    events.append(replace(message, at=at))
                case EarLost() | MouthLost():
                    life.last_words, life.reason = message, message.reason
                    ended = True
                case Began() | Stepped() | Seen() | Failed() | Level() | Heard() | Spoke():
                    events.append(replace(message, at=at))
                case Finished() | HeardAll() | Silent():
                    self._failures = 0
                    events.append(replace(message, at=at))
        if ended:
            events.append(self._lost(at, now, life.reason or "the process ended"))
        elif late := self._late(life, now):
            events.append(self._lost(at, now, late))
        return events

    def kill(self) -> None:
        """End the worker's present life at once, as a fault would; `poll` notices and starts another."""
        if self._life is not None:
            self._life.process.kill()

    def close(self, patience: float = 1.0) -> None:
        """End the worker for good. It keeps nothing that could be lost, so it is not asked first."""
        self._closed = True
        if self._life is not None:
            self._life.process.kill()
            self._dying.append(self._life.process)
            self._life = None
        for process in self._dying:
            process.join(patience)
        self._dying = []

    def _born(self, now: float) -> _Life:
        process, connection = start(self._module, self._options)
        inbox: SimpleQueue[object] = SimpleQueue()
        threading.Thread(target=_read, args=(connection, inbox), daemon=True, name="worker-reader").start()
        return _Life(process, connection, since=now, inbox=inbox, heard=now)

    def _late(self, life: _Life, now: float) -> str:
        """Why this life is given up, or ""."""
        if not life.ready:
            seconds = self._limits.load
            return f"not loaded after {seconds:g} s" if now - life.since > seconds else ""
        seconds = max(self._limits.deadline, self._limits.deadline_steps * life.step_seconds)
        return f"no sign of life for {seconds:g} s" if life.owes() and now - life.heard > seconds else ""

    def _lost(self, at: float, now: float, reason: str) -> Event:
        life, self._life = self._life, None
        if life is not None:
            # By its own number, never by its group: that is also the screen's.
            life.process.kill()
            self._dying.append(life.process)
        pauses = self._limits.restart
        pause = pauses[min(self._failures, len(pauses) - 1)]
        self._failures += 1
        self._start_at = now + pause
        self._report(f"{self._module} was lost ({reason}); it starts again in {pause:g} s.")
        if life is not None and life.last_words is not None:
            return replace(life.last_words, at=at)
        return self._lost_event(at, reason)


def voices_installed(models: Path, languages: Sequence[str], any_voice: bool = False) -> tuple[str, ...]:
    """The languages, of these, in which visitors may speak: a voice taught by people (or `any_voice`) is there."""
    from kiosk.speech.voices import find_voices

    voices, _ = find_voices(models)
    fitting = {voice.language for voice in voices if any_voice or voice.taught_by == "people"}
    return tuple(language for language in languages if language in fitting)


def ear_client(
    options: Options,
    clock: Callable[[], float],
    limits: Limits | None = None,
    report: Callable[[str], None] = lambda line: None,
    cards: SoundCards | None = None,
) -> Client:
    """The client of the ear (`kiosk.workers.ear`, which says what `options` hold).

    A hanging PortAudio or Vosk is given up sooner than a painter: within 3 s the voice button must be off. A sound
    card that is plugged in ends the pause before the next try. Every loss that the ear did not explain is "broken".
    """
    watched = cards or SoundCards(clock)
    return Client(
        "kiosk.workers.ear",
        options,
        clock,
        limits or Limits(load=60.0, deadline=2.5),
        report,
        lost=lambda at, reason: EarLost(at, "broken", reason),
        hurry=watched.changed,
    )


def mouth_client(
    options: Options,
    clock: Callable[[], float],
    limits: Limits | None = None,
    report: Callable[[str], None] = lambda line: None,
    cards: SoundCards | None = None,
) -> Client:
    """The client of the mouth (`kiosk.workers.mouth`, which says what `options` hold).

    Many exhibits have no loudspeaker: it is looked for less and less often, and at once when a card is plugged in.
    """
    watched = cards or SoundCards(clock)
    return Client(
        "kiosk.workers.mouth",
        options,
        clock,
        limits or Limits(load=20.0, deadline=2.5, restart=(1.0, 2.0, 4.0, 8.0, 15.0, 30.0, 60.0)),
        report,
        lost=lambda at, reason: MouthLost(at, "broken", reason),
        hurry=watched.changed,
    )


def _read(connection: Connection, inbox: SimpleQueue[object]) -> None:
    try:
        while True:
            inbox.put(connection.recv())
    except Exception:  # EOFError and OSError at its end; anything else means a message that cannot be read
        inbox.put(_Ended())
    finally:
        connection.close()  # by the only one who reads it: a number closed under a reader may be another file's next
