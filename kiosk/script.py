"""A scripted visitor: a TOML file of actions, played through the real inputs of the real app.

```toml
seed = 7                          # every chance of this visit

[[do]]
press = "wake"                    # touch a control, by its name; it may take a moment to appear
[[do]]
type = "un chat rouge"            # on a hardware keyboard
[[do]]
wait_for = "Painting"             # a scene; with step = 3 also that step of it; or "ready", "idle"
step = 3
[[do]]
screenshot = "painting"           # painting.png in the folder given with --record
```

A visit may speak: `speak = "cat.wav"` holds the talk control and says what is in the file, from the folder given with
--sounds (else the script's own), until it was heard; with `seconds` it lets go after so long (0: a tap).
`wait_for = "voice"` waits until one can speak, "listening" for the first words, "heard" until listening is over.

Also: `tap` (letters on the on-screen keyboard), `hold` with `seconds`, `slide` with `value`, `language`, `key` (an
arrow, "return", "escape", "backspace"), `wait` (seconds), `break_painter = true` (kills the painter process).
"""

from __future__ import annotations

import time
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pygame

from kiosk.errors import KioskError
from kiosk.screens import Layout
from kiosk.visit.scenes import Painting, Prompt, Visit

PATIENCE_SECONDS = 60.0
TOUCH_SECONDS = 0.1
BETWEEN_SECONDS = 0.2
"""A hand needs so long for the next touch; a quicker one would be taken for a bounce."""
KEYS = {
    "left": pygame.K_LEFT,
    "right": pygame.K_RIGHT,
    "up": pygame.K_UP,
    "down": pygame.K_DOWN,
    "return": pygame.K_RETURN,
    "escape": pygame.K_ESCAPE,
    "backspace": pygame.K_BACKSPACE,
}
VOICE = ("voice", "listening", "heard")
SCENES = ("Attract", "Prompt", "Words", "Painting", "Picture", "Sorry")
_TEXT = ("press", "hold", "slide", "tap", "type", "key", "language", "wait_for", "screenshot", "speak")
_EXTRA = {"speak": "seconds", "hold": "seconds", "press": "seconds", "slide": "value", "wait_for": "step"}


class ScriptError(KioskError):
    """A script that cannot be read, or a visit that did not go as it says; one sentence."""


@dataclass(frozen=True)
class Action:
    """One action: its kind, what it is about, a number that belongs to it, and its place in the script (from 1)."""

    kind: str
    subject: str
    number: float
    place: int


@dataclass(frozen=True)
class Script:
    """A whole visit."""

    name: str
    seed: int
    actions: tuple[Action, ...]

    def sounds(self) -> tuple[str, ...]:
        """The names of the WAV files that are spoken, in their order."""
        return tuple(action.subject for action in self.actions if action.kind == "speak")


def read_script(path: Path) -> Script:
    """Read a script. Raises ScriptError with one sentence that names the action which is wrong."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ScriptError(f"The script {path.name} cannot be read: {error}") from None
    seed, steps = data.get("seed", 0), data.get("do", [])
    if not isinstance(seed, int) or not isinstance(steps, list) or not steps:
        raise ScriptError(f"The script {path.name} needs actions, each under [[do]], and a whole number as seed.")
    return Script(path.stem, seed, tuple(_action(step, place) for place, step in enumerate(steps, 1)))


def _action(step: object, place: int) -> Action:
    if not isinstance(step, dict):
        raise ScriptError(f"Action {place} of the script must be a table, under [[do]].")
    kinds = [kind for kind in (*_TEXT, "wait", "break_painter") if kind in step]
    extra = _EXTRA.get(kinds[0], "") if kinds else ""
    if len(kinds) != 1 or set(step) - {kinds[0], extra}:
        raise ScriptError(
            f"Action {place} of the script must be one of {', '.join((*_TEXT, 'wait', 'break_painter'))}."
        )
    kind, value, number = kinds[0], step[kinds[0]], step.get(extra, -1)
    wanted: tuple[type, ...] = (str,) if kind in _TEXT else (bool,) if kind == "break_painter" else (int, float)
    if not isinstance(value, wanted) or not isinstance(number, int | float):
        raise ScriptError(f"Action {place} of the script: the value of {kind} has the wrong type.")
    if kind == "key" and value not in KEYS:
        raise ScriptError(f"Action {place} of the script: there is no key {value!r}; there are {', '.join(KEYS)}.")
    if kind == "wait_for" and value not in (*SCENES, *VOICE, "ready", "idle"):
        raise ScriptError(f"Action {place} of the script: there is no scene {value!r}; there are {', '.join(SCENES)}.")
    if isinstance(value, int | float) and kind == "wait":
        return Action(kind, "", float(value), place)
    return Action(kind, str(value), float(number), place)


class Breakable(Protocol):
    """What a script may break: a worker that is started again by itself."""

    def kill(self) -> None:
        """End it at once."""


@dataclass
class _Now:
    """What the scripted visitor sees at this frame."""

    visit: Visit
    layout: Layout
    size: tuple[int, int]
    at: float


class Player:
    """Plays a script frame by frame; `events` before a frame, `after_frame` when it has been drawn."""

    def __init__(self, script: Script, record: Path | None, painter: Breakable) -> None:
        """Screenshots go into the folder `record`, which is made; without it none are saved."""
        self.done = False
        self.patient = False
        """Whether it only waits for a time-out now, so that nothing is missed if time goes in larger steps."""
        self.shots: list[Path] = []
        self._record, self._painter = record, painter
        self._shot = ""
        self._now: _Now | None = None
        self._frames = self._play(script)
        if record is not None:
            record.mkdir(parents=True, exist_ok=True)

    def events(self, visit: Visit, layout: Layout, size: tuple[int, int], at: float) -> list[pygame.Event]:
        """What the scripted visitor does in this frame. Raises ScriptError where the visit went another way."""
        self._now = _Now(visit, layout, size, at)
        try:
            return next(self._frames)
        except StopIteration:
            self.done = True
            return []

    def after_frame(self, surface: pygame.Surface) -> None:
        """Save what is on screen, if the script asked for it."""
        if self._shot and self._record is not None:
            path = self._record / f"{self._shot}.png"
            pygame.image.save(surface, path)
            self.shots.append(path)
        self._shot = ""

    @property
    def now(self) -> _Now:
        """What the visitor sees."""
        assert self._now is not None
        return self._now

    def _play(self, script: Script) -> Iterator[list[pygame.Event]]:
        """One list of events for each frame."""
        for action in script.actions:
            match action.kind:
                case "wait":
                    yield from self._until(self._passed(action.number), action)
                case "wait_for":
                    yield from self._until(self._reached(action), action)
                case "press":
                    yield from self._touch(action, action.subject, max(TOUCH_SECONDS, action.number))
                case "language":
                    yield from self._touch(action, f"language:{action.subject}", TOUCH_SECONDS)
                case "hold":
                    yield from self._touch(action, action.subject, action.number if action.number > 0 else 1.0)
                case "speak":
                    yield from self._speak(action)
                case "slide":
                    yield from self._slide(action)
                case "tap":
                    for letter in action.subject:
                        key = "space" if letter == " " else letter
                        yield from self._touch(action, f"key:{key}", TOUCH_SECONDS)
                case "type":
                    for letter in action.subject:
                        yield [pygame.Event(pygame.TEXTINPUT, text=letter)]
                case "key":
                    yield [pygame.Event(pygame.KEYDOWN, key=KEYS[action.subject])]
                    yield [pygame.Event(pygame.KEYUP, key=KEYS[action.subject])]
                case "screenshot":
                    self._shot = action.subject
                    yield []
                case "break_painter":
                    self._painter.kill()
                    yield []

    def _until(self, reached: Callable[[], bool], action: Action) -> Iterator[list[pygame.Event]]:
        start = self.now.at
        # Real seconds too: while the painter works, a script's clock may stand still.
        real = time.monotonic()
        patience = max(PATIENCE_SECONDS, action.number if action.kind == "wait" else 0.0) + 1
        self.patient = action.subject in ("idle", "Attract")
        while not reached():
            if self.now.at - start > patience or time.monotonic() - real > 4 * patience:
                scene = type(self.now.visit.scene).__name__
                raise ScriptError(
                    f"Action {action.place} of the script: {action.kind} {action.subject} did not happen on {scene}."
                )
            yield []
        self.patient = False

    def _passed(self, seconds: float) -> Callable[[], bool]:
        start = self.now.at
        return lambda: self.now.at - start >= seconds

    def _reached(self, action: Action) -> Callable[[], bool]:
        def reached() -> bool:
            visit = self.now.visit
            if action.subject == "ready":
                return visit.painter.ready
            if action.subject == "idle":
                return visit.idle_since is not None
            if action.subject in VOICE:
                talk = visit.scene.talk if isinstance(visit.scene, Prompt) else None
                there = self.now.layout.target("talk") is not None
                return {"voice": there, "listening": bool(talk and talk.text), "heard": talk is None}[action.subject]
            if type(visit.scene).__name__ != action.subject:
                return False
            # Steps count from 1 in a script, as on screen.
            return action.number < 0 or (isinstance(visit.scene, Painting) and visit.scene.shown + 1 >= action.number)

        return reached

    def _touch(self, action: Action, name: str, seconds: float) -> Iterator[list[pygame.Event]]:
        def there() -> bool:
            target = self.now.layout.target(name)
            return target is not None and target.enabled

        yield from self._until(self._passed(BETWEEN_SECONDS), Action("wait", "", BETWEEN_SECONDS, action.place))
        yield from self._until(there, Action(action.kind, name, -1, action.place))
        target = self.now.layout.target(name)
        assert target is not None
        x, y = target.rect.center
        yield [self._finger(pygame.FINGERDOWN, x, y)]
        yield from self._until(self._passed(seconds), Action("wait", "", seconds, action.place))
        yield [self._finger(pygame.FINGERUP, x, y)]

    def _speak(self, action: Action) -> Iterator[list[pygame.Event]]:
        """Hold the talk control: so long, or until listening is over."""

        def begun() -> bool:
            return isinstance(self.now.visit.scene, Prompt) and self.now.visit.scene.talk is not None

        yield from self._until(lambda: self.now.layout.target("talk") is not None, action)
        yield from self._until(self._passed(BETWEEN_SECONDS), Action("wait", "", BETWEEN_SECONDS, action.place))
        target = self.now.layout.target("talk")
        if target is None:
            raise ScriptError(f"Action {action.place} of the script: nobody can speak any more.")
        x, y = target.rect.center
        yield [self._finger(pygame.FINGERDOWN, x, y)]
        yield from self._until(begun, action)
        if action.number >= 0:
            yield from self._until(self._passed(max(TOUCH_SECONDS, action.number)), action)
        else:
            yield from self._until(lambda: not begun(), action)
        yield [self._finger(pygame.FINGERUP, x, y)]

    def _slide(self, action: Action) -> Iterator[list[pygame.Event]]:
        yield from self._until(lambda: self.now.layout.target(action.subject) is not None, action)
        target = self.now.layout.target(action.subject)
        assert target is not None
        share = (action.number - target.low) / (target.high - target.low) if target.high > target.low else 0.0
        y = target.rect.center[1]
        end = target.rect.x + share * (target.rect.w - 1)
        yield [self._finger(pygame.FINGERDOWN, target.rect.x + 1, y)]
        yield [self._finger(pygame.FINGERMOTION, (target.rect.x + end) / 2, y)]
        yield [self._finger(pygame.FINGERMOTION, end, y)]
        yield [self._finger(pygame.FINGERUP, end, y)]

    def _finger(self, kind: int, x: float, y: float) -> pygame.Event:
        width, height = self.now.size
        return pygame.Event(kind, touch_id=1, finger_id=1, x=x / width, y=y / height, dx=0.0, dy=0.0, pressure=1.0)
