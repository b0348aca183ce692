"""How every scene looks: `layout` says what is where, `draw` paints it. Both are pure but for the canvas's caches."""

from __future__ import annotations

import importlib
from dataclasses import replace
from typing import Any, Protocol

from kiosk.exhibit.model import Exhibit
from kiosk.screens import attract, closed, idle, trial
from kiosk.screens.canvas import Canvas
from kiosk.screens.layout import Box as Box
from kiosk.screens.layout import Layout as Layout
from kiosk.screens.layout import Rect as Rect
from kiosk.screens.layout import Target as Target
from kiosk.screens.look import LARGE_TEXT, Frame
from kiosk.visit.panels import find
from kiosk.visit.scenes import Attract, Painting, Picture, Prompt, Scene, Sorry, Visit, Words

__all__ = ["Box", "Canvas", "Layout", "Rect", "Target", "as_chosen", "draw", "get_ready", "layout"]


def layout(visit: Visit, exhibit: Exhibit, size: tuple[int, int]) -> Layout:
    """What can be seen and pressed now, on a screen of `size` pixels.

    While the idle warning is shown, only its own button can be pressed.
    """
    exhibit = as_chosen(visit, exhibit)
    frame = Frame(size, exhibit.settings.text_factor)
    if visit.idle_since is not None:
        return idle.layout(visit, exhibit, frame)
    return trial.over(visit, exhibit, frame, _of_scene(visit, exhibit, frame))


def as_chosen(visit: Visit, exhibit: Exhibit) -> Exhibit:
    """The exhibit with the size of text that this visitor chose."""
    if not visit.large:
        return exhibit
    factor = max(exhibit.settings.text_factor, LARGE_TEXT)
    return replace(exhibit, settings=replace(exhibit.settings, text_factor=factor))


class Screen(Protocol):
    """The module of a scene. `scene` is the one that the module is named after."""

    def layout(self, visit: Visit, scene: Any, exhibit: Exhibit, frame: Frame) -> Layout: ...  # noqa: ANN401

    def draw(self, canvas: Canvas, visit: Visit, scene: Any, exhibit: Exhibit, t: float) -> None: ...  # noqa: ANN401


def _screen(scene: Scene) -> Screen:
    """How a scene looks. Only the attract screen is imported at once: the first frame waits for nothing else."""
    from kiosk.screens import painting, picture, prompt, sorry, words

    match scene:
        case Prompt():
            return prompt
        case Words():
            return words
        case Painting():
            return painting
        case Picture():
            return picture
        case _:
            return sorry


def get_ready() -> None:
    """Import what the first frame did not need, once that is shown: no later frame should wait for it."""
    for name in ("aloud", "overview", "panel"):
        importlib.import_module(f"kiosk.screens.{name}")
    _screen(Sorry(since=0.0))


def _of_scene(visit: Visit, exhibit: Exhibit, frame: Frame) -> Layout:
    opened = visit.panels
    if opened is not None:
        from kiosk.screens import overview, panel

        shown = find(exhibit, visit.language, opened.panel)
        if shown is None:
            return overview.layout(visit, opened, exhibit, frame)
        return panel.layout(visit, opened, shown, exhibit, frame)
    if isinstance(visit.scene, Attract):
        return attract.layout(visit, visit.scene, exhibit, frame) if visit.open else closed.layout(exhibit, frame)
    return _screen(visit.scene).layout(visit, visit.scene, exhibit, frame)


def draw(canvas: Canvas, visit: Visit, exhibit: Exhibit, t: float) -> None:
    """Draw the visit at time `t` (seconds of `time.monotonic()`). Changes nothing but the caches of the canvas."""
    exhibit = as_chosen(visit, exhibit)
    if visit.panels is not None:
        from kiosk.screens import overview, panel

        shown = find(exhibit, visit.language, visit.panels.panel)
        if shown is None:
            overview.draw(canvas, visit, visit.panels, exhibit)
        else:
            panel.draw(canvas, visit, visit.panels, shown, exhibit)
    else:
        _draw_scene(canvas, visit, exhibit, t)
    if visit.idle_since is not None:
        idle.draw(canvas, visit, exhibit, t)
    else:
        trial.draw(canvas, visit, exhibit, t)


def _draw_scene(canvas: Canvas, visit: Visit, exhibit: Exhibit, t: float) -> None:
    if not isinstance(visit.scene, Attract):
        _screen(visit.scene).draw(canvas, visit, visit.scene, exhibit, t)
    elif visit.open:
        attract.draw(canvas, visit, visit.scene, exhibit, t)
    else:
        closed.draw(canvas, exhibit)
