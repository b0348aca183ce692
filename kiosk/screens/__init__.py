"""How every scene looks: `layout` says what is where, `draw` paints it. Both are pure but for the canvas's caches."""

from __future__ import annotations

from kiosk.exhibit.model import Exhibit
from kiosk.screens import attract, idle, painting, picture, prompt, sorry, words
from kiosk.screens.canvas import Canvas
from kiosk.screens.layout import Box as Box
from kiosk.screens.layout import Layout as Layout
from kiosk.screens.layout import Rect as Rect
from kiosk.screens.layout import Target as Target
from kiosk.screens.look import Frame
from kiosk.visit.scenes import Attract, Painting, Picture, Prompt, Sorry, Visit, Words

__all__ = ["Box", "Canvas", "Layout", "Rect", "Target", "draw", "layout"]


def layout(visit: Visit, exhibit: Exhibit, size: tuple[int, int]) -> Layout:
    """What can be seen and pressed now, on a screen of `size` pixels.

    While the idle warning is shown, only its own button can be pressed.
    """
    frame = Frame(size, exhibit.settings.text_factor)
    if visit.idle_since is not None:
        return idle.layout(visit, exhibit, frame)
    match visit.scene:
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
    match visit.scene:
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
    if visit.idle_since is not None:
        idle.draw(canvas, visit, exhibit, t)
