"""The words that may have been heard wrongly, as a row of chips: touch one, and what is typed takes its place."""

from __future__ import annotations

from kiosk.exhibit.model import Language
from kiosk.screens import look, typeset
from kiosk.screens.canvas import Canvas
from kiosk.screens.layout import Box, Layout, Rect, Target
from kiosk.screens.look import Frame
from kiosk.screens.widgets import pill, state
from kiosk.visit.scenes import Prompt, Visit

_MOST_LETTERS = 14


def layout(scene: Prompt, say: Language, frame: Frame, row: Rect) -> tuple[list[Target], list[Box]]:
    """As many chips as the row holds; while typing goes on within the text, also the way back to its end."""
    targets, boxes = list[Target](), list[Box]()
    px, gap, x = frame.type(look.BODY), frame.px(16), row.x
    words = [(f"doubt:{index}", written(scene, index)) for index in range(len(scene.doubts))]
    if scene.caret >= 0:
        words.insert(0, ("end", say.say("prompt_end")))
    for name, text in words:
        wide = max(frame.px(104), typeset.width(text, px, "semibold") + row.h)
        if x + wide > row.right:
            break
        target = Target(name, Rect(x, row.y, wide, row.h))
        targets.append(target)
        boxes.append(Box(f"{name}:word", target.rect.inset(row.h // 4, 0), "picture", inside=name))
        x += wide + gap
    return targets, boxes


def written(scene: Prompt, index: int) -> str:
    """What stands on a chip: the word (its beginning, if it is long) and a question mark."""
    doubt = scene.doubts[index]
    word = typeset.clean(scene.text[doubt.start : doubt.end])
    return f"{word if len(word) <= _MOST_LETTERS else word[: _MOST_LETTERS - 1] + '…'}\u202f?"


def draw(canvas: Canvas, frame: Frame, visit: Visit, scene: Prompt, say: Language, laid_out: Layout) -> None:
    """Draw the chips there are."""
    for target in laid_out.targets:
        kind, _, name = target.name.partition(":")
        if kind == "doubt":
            index = int(name)
            pill(canvas, frame, target, written(scene, index), state(visit, target.name, index == scene.chosen))
        elif kind == "end":
            pill(canvas, frame, target, say.say("prompt_end"), state(visit, "end"))
