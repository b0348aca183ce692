"""Fingers, mouse and keyboard become events of the visit.

A control acts when it is let go on itself and cancels when the finger slides off. The same finger may bounce
(120 ms), rest on the glass for ten minutes, or be one of many: none of it reaches the visit twice.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass

import pygame

from kiosk.screens import Layout, Target
from kiosk.visit.events import Entered, Erased, Event, Focused, Held, Pressed, Slid, Touched, Typed
from kiosk.visit.scenes import Attract, Painting, Picture, Visit

BOUNCE_SECONDS = 0.12
LONG_OK_SECONDS = 0.8
"""Return held so long means "back": five keys are enough for everything."""
REPEAT_AFTER_SECONDS = 0.45
REPEAT_SECONDS = 0.07
STUCK_SECONDS = 60.0
"""A finger that has rested for so long is not a visitor any more (a leaning bag, water on the glass)."""
MOUSE_MOVED = 4
"""Fewer pixels than this are a table that was bumped, not a hand."""
_ARROWS = {pygame.K_LEFT: (-1, 0), pygame.K_RIGHT: (1, 0), pygame.K_UP: (0, -1), pygame.K_DOWN: (0, 1)}
_OK = (pygame.K_RETURN, pygame.K_KP_ENTER)
_MOUSE = (-1, -1)
"""The mouse is one more finger, with a number no touch screen gives."""

Point = tuple[float, float]


@dataclass
class _Finger:
    """A finger on the glass: where it went down, and whether it is still there."""

    target: Target | None
    place: Hashable
    since: float
    inside: bool = True
    value: float = 0.0
    repeat_at: float = 0.0


class Inputs:
    """Turns pygame's events into the visit's, one at a time, against the layout then on screen."""

    def __init__(self, chance: Callable[[], int]) -> None:
        """`chance` gives a fresh seed (0-99,999) each time."""
        self._chance = chance
        self._fingers: dict[tuple[int, int], _Finger] = {}
        self._last: tuple[float, str, Hashable] = (float("-inf"), "", None)
        self._ok_since: float | None = None
        self._erase_at: float | None = None

    def read(self, raw: pygame.Event, visit: Visit, layout: Layout, size: tuple[int, int], at: float) -> list[Event]:
        """What `raw` means at time `at`, on a screen of `size` pixels. Often nothing."""
        match raw.type:
            case pygame.FINGERDOWN:
                return self._down((raw.touch_id, raw.finger_id), _point(raw, size), visit, layout, at)
            case pygame.FINGERMOTION:
                return self._move((raw.touch_id, raw.finger_id), _point(raw, size), at)
            case pygame.FINGERUP:
                return self._up((raw.touch_id, raw.finger_id), _point(raw, size), visit, layout, at)
            case pygame.MOUSEBUTTONDOWN if raw.button == pygame.BUTTON_LEFT and not raw.touch:
                return self._down(_MOUSE, raw.pos, visit, layout, at)
            case pygame.MOUSEMOTION if not raw.touch:
                moved = max(abs(raw.rel[0]), abs(raw.rel[1])) >= MOUSE_MOVED
                return self._move(_MOUSE, raw.pos, at) or ([Touched(at)] if moved else [])
            case pygame.MOUSEBUTTONUP if raw.button == pygame.BUTTON_LEFT and not raw.touch:
                return self._up(_MOUSE, raw.pos, visit, layout, at)
            case pygame.TEXTINPUT:
                return [Typed(at, raw.text)]
            case pygame.KEYDOWN:
                return self._key_down(raw.key, visit, layout, at)
            case pygame.KEYUP:
                return self._key_up(raw.key, visit, layout, at)
        return []

    def tick(self, at: float) -> list[Event]:
        """What time alone brings: a held erase key repeats, a finger that never leaves is let go."""
        events: list[Event] = []
        if self._erase_at is not None and at >= self._erase_at:
            self._erase_at = at + REPEAT_SECONDS
            events.append(Erased(at))
        for finger in self._fingers.values():
            if finger.target is None:
                continue
            if at - finger.since > STUCK_SECONDS:
                events.append(Held(at, finger.target.name, False))
                finger.target = None
            elif finger.target.name == "key:erase" and finger.inside and at >= finger.repeat_at:
                finger.repeat_at = at + REPEAT_SECONDS
                events.append(Erased(at))
        return events

    # --- fingers ---------------------------------------------------------------------------------

    def _down(self, finger: tuple[int, int], point: Point, visit: Visit, layout: Layout, at: float) -> list[Event]:
        here = place(visit)
        target = layout.at(point)
        last_at, last_name, last_place = self._last
        if target is not None and at - last_at < BOUNCE_SECONDS and (target.name == last_name or here != last_place):
            target = None
        held = _Finger(target, here, at, repeat_at=at + REPEAT_AFTER_SECONDS)
        self._fingers[finger] = held
        events: list[Event] = [Focused(at, "")] if visit.focus else []
        if target is None:
            return [*events, Touched(at)]
        events.append(Held(at, target.name, True))
        if target.kind == "slide":
            held.value = target.value(point[0])
            events.append(Slid(at, target.name, held.value))
        return events

    def _move(self, finger: tuple[int, int], point: Point, at: float) -> list[Event]:
        held = self._fingers.get(finger)
        if held is None or held.target is None:
            return []
        target = held.target
        if target.kind == "slide":
            value = target.value(point[0])
            if value == held.value:
                return []
            held.value = value
            return [Slid(at, target.name, value)]
        inside = target.rect.holds(point)
        if target.kind == "hold" or inside == held.inside:
            return []
        held.inside = inside
        held.repeat_at = at + REPEAT_AFTER_SECONDS
        return [Held(at, target.name, inside)]

    def _up(self, finger: tuple[int, int], point: Point, visit: Visit, layout: Layout, at: float) -> list[Event]:
        held = self._fingers.pop(finger, None)
        if held is None or held.target is None:
            return []
        name = held.target.name
        events: list[Event] = []
        same_place = held.place == place(visit)
        under = layout.at(point)
        if held.target.kind == "press" and same_place and under is not None:
            repeated = name == "key:erase" and at >= held.since + REPEAT_AFTER_SECONDS
            slid_to_accent = name.startswith("key:") and under.name.startswith("accent:")
            if (under.name == name and not repeated) or slid_to_accent:
                self._last = (at, under.name, held.place)
                events.append(Pressed(at, under.name, self._chance()))
        # After the press, so that the visit still knows how long the key was held.
        return [*events, Held(at, name, False)]

    # --- keys ------------------------------------------------------------------------------------

    def _key_down(self, key: int, visit: Visit, layout: Layout, at: float) -> list[Event]:
        focused = layout.target(visit.focus) if visit.focus else None
        if key in _OK:
            self._ok_since = at
            return [Held(at, focused.name, True)] if focused is not None and focused.enabled else []
        if key == pygame.K_ESCAPE:
            return [Pressed(at, "back", self._chance())]
        if key == pygame.K_BACKSPACE:
            self._erase_at = at + REPEAT_AFTER_SECONDS
            return [Erased(at)]
        asked = visit.trial is not None or visit.note is not None
        if key in _ARROWS and (asked or not isinstance(visit.scene, Attract)):
            dx, dy = _ARROWS[key]
            if focused is not None and focused.kind == "slide" and dx:
                return [Slid(at, focused.name, timeline_value(visit, focused) + dx)]
            return [Focused(at, layout.neighbour(visit.focus, dx, dy))]
        return [Touched(at)]

    def _key_up(self, key: int, visit: Visit, layout: Layout, at: float) -> list[Event]:
        if key == pygame.K_BACKSPACE:
            self._erase_at = None
        if key not in _OK or self._ok_since is None:
            return []
        long = at - self._ok_since >= LONG_OK_SECONDS
        self._ok_since = None
        focused = layout.target(visit.focus) if visit.focus else None
        if focused is None or not focused.enabled:
            if layout.primary and not long:
                return [Pressed(at, layout.primary, self._chance())]
            return [Pressed(at, "back", self._chance()) if long else Entered(at, self._chance())]
        if focused.kind == "hold":
            return [Held(at, focused.name, False)]
        press = Pressed(at, "back" if long else focused.name, self._chance())
        return [press, Held(at, focused.name, False)]


def place(visit: Visit) -> Hashable:
    """Where the visitor is: a press counts only where it began. Panels stay, whatever happens on the scene beneath."""
    opened = visit.panels
    if opened is None:
        return type(visit.scene).__name__
    return opened.panel, opened.chapter, opened.page, opened.word, opened.sources


def timeline_value(visit: Visit, target: Target) -> float:
    """Where the timeline stands: the step looked at."""
    match visit.scene:
        case Painting(scrubbed=scrubbed, shown=shown):
            return float(scrubbed if scrubbed >= 0 else shown)
        case Picture(scrubbed=scrubbed, steps=steps):
            return float(scrubbed if scrubbed >= 0 else len(steps) - 1)
    return target.low


def _point(raw: pygame.Event, size: tuple[int, int]) -> Point:
    return raw.x * size[0], raw.y * size[1]
