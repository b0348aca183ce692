"""The screen's ear: one process that listens, started once the machine can paint, where a voice is installed.

It begins late on purpose: loading voices while the models load would make the first visitor wait for both.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

from kiosk.exhibit.model import Exhibit
from kiosk.visit.events import Command, Event
from kiosk.workers.client import Client, Options, ear_client, voices_installed

PATIENCE_SECONDS = 15.0
"""A painter that is not ready by now does not keep the ear waiting any longer."""


class Ear:
    """What the app needs of the ear (`kiosk.outside.Worker`), and when there is one at all."""

    def __init__(
        self,
        models: Path,
        microphone: Options,
        may_begin: Callable[[], bool],
        report: Callable[[str], None],
        any_voice: bool = False,
    ) -> None:
        """`microphone`: options for `kiosk.speech.microphone.open_microphone`. `may_begin`, asked at each poll, says
        whether the machine has time for it now. `any_voice`: one that only a robot taught is enough."""
        self._models, self._microphone, self._report = models, dict(microphone), report
        self._may_begin, self._any_voice = may_begin, any_voice
        self._languages: tuple[str, ...] = ()
        self._client: Client | None = None
        self._begin_by = time.monotonic() + PATIENCE_SECONDS

    @property
    def wanted(self) -> bool:
        """Whether there is an ear, ready or on its way."""
        return bool(self._languages)

    @property
    def ready(self) -> bool:
        """Whether a voice can listen now."""
        return self._client is not None and self._client.ready

    @property
    def owes(self) -> bool:
        """Whether somebody is being listened to."""
        return self._client is not None and self._client.owes

    @property
    def pid(self) -> int | None:
        """The process number of the present life."""
        return self._client.pid if self._client is not None else None

    def listen_for(self, exhibit: Exhibit) -> None:
        """The exhibit on screen: its languages, and whether it wants a voice at all."""
        languages = self._of(exhibit)
        if languages != self._languages:
            self.close()
            self._languages = languages

    def _of(self, exhibit: Exhibit) -> tuple[str, ...]:
        languages = exhibit.settings.languages
        installed = voices_installed(self._models, languages, self._any_voice) if exhibit.settings.voice else ()
        return tuple(languages) if installed else ()

    def send(self, command: Command) -> None:
        """Give it a command."""
        if self._client is not None:
            self._client.send(command)

    def poll(self, at: float) -> Sequence[Event]:
        """What was heard since the last call, stamped `at`; never waits."""
        if self._client is None:
            if not self._languages or not (self._may_begin() or time.monotonic() >= self._begin_by):
                return ()
            options: dict[str, object] = {
                "models": str(self._models),
                "languages": list(self._languages),
                "microphone": self._microphone,
            }
            self._client = ear_client(options, time.monotonic, report=self._report)
        return self._client.poll(at)

    def close(self) -> None:
        """End it; what it hears at this moment is forgotten with it."""
        if self._client is not None:
            self._client.close()
            self._client = None
