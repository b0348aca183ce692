"""How every scene looks: `layout` says what is where, `draw` paints it. Both are pure but for the canvas's caches."""

from __future__ import annotations

from dataclasses import replace

from kiosk.exhibit.model import Exhibit
from kiosk.screens import attract, closed, idle, overview, painting, panel, picture, prompt, sorry, trial, words
from kiosk.screens.canvas import Canvas
from kiosk.screens.layout import Box as Box
from kiosk.screens.layout import Layout as Layout
from kiosk.screens.layout import Rect as Rect
from kiosk.screens.layout import Target as Target
from kiosk.screens.look import LARGE_TEXT, Frame
from kiosk.visit.panels import find
from kiosk.visit.scenes import Attract, Painting, Picture, Prompt, Sorry, Visit, Words

__all__ = ["Box", "Canvas", "Layout", "Rect", "Target", "as_chosen", "draw", "layout"]


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


def _of_scene(visit: Visit, exhibit: Exhibit, frame: Frame) -> Layout:
    opened = visit.panels
    if opened is not None:
        shown = find(exhibit, visit.language, opened.panel)
        if shown is None:
            return overview.layout(visit, opened, exhibit, frame)
        return panel.layout(visit, opened, shown, exhibit, frame)
    match visit.scene:
        case Attract() if not visit.open:
            return closed.layout(exhibit, frame)
        case Attract():
            return attract.layout(visit, visit.scene, exhibit, frame)
        case Prompt():
            return prompt.layout(visit, visit.scene, exhibit, frame)
        case Words():
            return words.layout(visit, visit.scene, exhibit, frame)
        case Painting():
            return painting.layout(visit, visit.scene, exhibit, frame)
        case Picture():
            return picture.layout(visit, visit.scene, exhibit, frame)
        case Sorry():
            return sorry.layout(visit, visit.scene, exhibit, frame)


def draw(canvas: Canvas, visit: Visit, exhibit: Exhibit, t: float) -> None:
    """Draw the visit at time `t` (seconds of `time.monotonic()`). Changes nothing but the caches of the canvas."""
    exhibit = as_chosen(visit, exhibit)
    if visit.panels is not None:
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
    match visit.scene:
        case Attract() if not visit.open:
            closed.draw(canvas, exhibit)
        case Attract():
            attract.draw(canvas, visit, visit.scene, exhibit, t)
        case Prompt():
            prompt.draw(canvas, visit, visit.scene, exhibit, t)
        case Words():
            words.draw(canvas, visit, visit.scene, exhibit, t)
        case Painting():
            painting.draw(canvas, visit, visit.scene, exhibit, t)
        case Picture():
            picture.draw(canvas, visit, visit.scene, exhibit, t)
        case Sorry():
            sorry.draw(canvas, visit, visit.scene, exhibit, t)
