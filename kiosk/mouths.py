"""The screen's mouth: one process that reads screens aloud, started once the machine can paint, where staff want it."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from kiosk.exhibit.model import Exhibit
from kiosk.visit.events import Command, Event
from kiosk.visit.reading_aloud import MouthLost
from kiosk.workers.client import Client, Options, mouth_client

PATIENCE_SECONDS = 15.0
"""A painter that is not ready by now does not keep the mouth waiting any longer."""


class Mouth:
    """What the app needs of the mouth (`kiosk.outside.Ear`: to send to, and to poll), and when there is one at all."""

    def __init__(self, loudspeaker: Options, may_begin: Callable[[], bool], report: Callable[[str], None]) -> None:
        """`loudspeaker`: options for `kiosk.speech.loudspeaker.open_loudspeaker`. `may_begin`, asked at each poll, says
        whether the machine has time for it now."""
        self._loudspeaker, self._may_begin, self._report = dict(loudspeaker), may_begin, report
        self._languages: tuple[str, ...] = ()
        self._client: Client | None = None
        self._begin_by = time.monotonic() + PATIENCE_SECONDS
        self._gone = False

    @property
    def pid(self) -> int | None:
        """The process number of the present life."""
        return self._client.pid if self._client is not None else None

    def speak_for(self, exhibit: Exhibit) -> None:
        """The exhibit on screen: its languages, and whether it is read aloud at all."""
        languages = tuple(exhibit.settings.languages) if exhibit.settings.aloud else ()
        if languages != self._languages:
            self.close()
            self._languages = languages

    def send(self, command: Command) -> None:
        """Give it a command."""
        if self._client is not None:
            self._client.send(command)

    def poll(self, at: float) -> Sequence[Event]:
        """What was read since the last call, stamped `at`; never waits."""
        if self._gone:
            self._gone = False
            return (MouthLost(at, "renewed", "The exhibit on screen has other languages."),)
        if self._client is None:
            if not self._languages or not (self._may_begin() or time.monotonic() >= self._begin_by):
                return ()
            options: dict[str, object] = {"languages": list(self._languages), "loudspeaker": self._loudspeaker}
            self._client = mouth_client(options, time.monotonic, report=self._report)
        return self._client.poll(at)

    def close(self) -> None:
        """End it, in the middle of a word if need be."""
        if self._client is not None:
            self._client.close()
            self._client, self._gone = None, True
