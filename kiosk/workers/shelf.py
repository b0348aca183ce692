"""The voices of the ear: loaded one after the other in a thread, so that the first can be used before the last."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from queue import SimpleQueue

from kiosk.errors import KioskError
from kiosk.speech.recogniser import Listener
from kiosk.speech.voices import Voice, find_voices, verify
from kiosk.visit.hearing import LostBecause, VoiceThere


class EarError(KioskError):
    """The ear cannot go on, and why."""

    def __init__(self, because: LostBecause, sentence: str) -> None:
        """`sentence` is for staff."""
        super().__init__(sentence)
        self.because = because


class Shelf:
    """What was loaded so far, and what could not be."""

    def __init__(self, models: Path, languages: Sequence[str]) -> None:
        """Starts to load those of `languages`, in this order (empty: all). Raises EarError where there is none."""
        voices, problems = find_voices(models)
        self.faults = list(problems)
        self.listeners: dict[str, Listener] = {}
        wanted = [voice for voice in voices if not languages or voice.language in languages]
        if languages:  # taught by people before taught by a robot, else as the exhibit lists its languages
            wanted.sort(key=lambda voice: (voice.taught_by == "robot", languages.index(voice.language)))
        if not wanted:
            reason = problems[0] if problems else f"No voice is installed in {models.name}: see `make voices`."
            raise EarError("no_voice", reason)
        self._came: SimpleQueue[Listener | str] = SimpleQueue()
        self._waiting = len(wanted)
        threading.Thread(target=self._load, args=(wanted,), daemon=True, name="voices").start()

    def _load(self, voices: list[Voice]) -> None:
        for voice in voices:
            try:
                problems = verify(voice.folder, full=False)
                self._came.put(problems[0] if problems else Listener(voice))
            except Exception as error:  # whatever is wrong with one voice, the others are wanted
                sentence = str(error) if isinstance(error, KioskError) else f"{voice.name}: {type(error).__name__}."
                self._came.put(sentence)

    def news(self) -> bool:
        """Whether a voice was loaded, or failed, since the last call. Raises EarError when all have failed."""
        news = False
        while not self._came.empty():
            came = self._came.get()
            self._waiting -= 1
            news = True
            if isinstance(came, Listener):
                self.listeners[came.voice.name] = came
            else:
                self.faults.append(came)
        if not self._waiting and not self.listeners:
            raise EarError("no_voice", self.faults[0])
        return news

    def choose(self, names: tuple[str, ...], language: str) -> list[Listener]:
        """The voices of these names, or the best one of the language; those that are not there are left out."""
        if names:
            return [self.listeners[name] for name in names if name in self.listeners]
        alike = [one for one in self.listeners.values() if one.voice.language == language]
        return alike[:1]


def there(voice: Voice) -> VoiceThere:
    """A voice as the visit knows it."""
    return VoiceThere(voice.name, voice.language, voice.taught_by)
