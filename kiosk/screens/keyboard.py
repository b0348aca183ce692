"""The on-screen keyboard: an accent row, letters, shift, erase and space; held keys open their accents above them."""

from __future__ import annotations

from kiosk.exhibit.model import Keyboard, Language
from kiosk.screens import look, typeset
from kiosk.screens.canvas import Canvas
from kiosk.screens.layout import Layout, Rect, Target
from kiosk.screens.look import Frame, Role
from kiosk.screens.widgets import State, focus_ring, state
from kiosk.visit.prompting import capital
from kiosk.visit.scenes import Prompt, Visit

_GAP = 12
_ASIDE = ("shift", "space", "erase")


def rows(keyboard: Keyboard) -> int:
    """How many rows of keys there are, accents and space included."""
    return len(keyboard.rows) + 1 + (1 if keyboard.accent_row else 0)


def layout(keyboard: Keyboard, rect: Rect, frame: Frame, scene: Prompt) -> tuple[Target, ...]:
    """The keys, filling `rect`; with `scene.accents`, the accents of that key last, and no key below them."""
    gap = frame.px(_GAP)
    count = rows(keyboard)
    high = (rect.h - (count - 1) * gap) // count
    columns = max((len(row) for row in keyboard.rows), default=1)
    wide = (rect.w - (columns - 1) * gap) // columns
    y = rect.bottom - count * high - (count - 1) * gap
    targets: list[Target] = []
    if keyboard.accent_row:
        targets += _row(keyboard.accent_row, Rect(rect.x, y, rect.w, high), wide, gap)
        y += high + gap
    letters, signs = _parted(keyboard)
    for index, row in enumerate(letters):
        last = index == len(letters) - 1
        line = Rect(rect.x, y, rect.w, high)
        if last:
            targets += _last_row(row, line, wide, gap, frame)
        else:
            targets += _row(row, line, wide, gap)
        y += high + gap
    targets += _space_row(signs, Rect(rect.x, y, rect.w, high), wide, gap)
    accents = _accents(keyboard, targets, rect, (wide, high), frame, scene)
    if accents:
        over = panel(accents, frame)
        targets = [t for t in targets if not t.rect.overlaps(over)]
    return (*targets, *accents)


def _parted(keyboard: Keyboard) -> tuple[tuple[tuple[str, ...], ...], tuple[str, ...]]:
    """The rows of letters, and the signs of the last row: those stand beside the space bar, as people know it."""
    if not keyboard.rows:
        return ((),), ()
    last = keyboard.rows[-1]
    signs = tuple(char for char in last if not char.isalnum())
    return (*keyboard.rows[:-1], tuple(char for char in last if char.isalnum())), signs


def _space_row(signs: tuple[str, ...], line: Rect, wide: int, gap: int) -> list[Target]:
    """Space in the middle, half of the signs at its left, the others at its right."""
    wide = min(wide, (line.w // 2) // max(1, len(signs)) - gap)
    before, after = signs[: len(signs) // 2], signs[len(signs) // 2 :]
    start, end = (line.x, line.right) if signs else (line.x + line.w // 5, line.right - line.w // 5)
    left = start
    start, end = start + len(before) * (wide + gap), end - len(after) * (wide + gap)
    space = Rect(start, line.y, end - start, line.h)
    return [
        *(Target(f"key:{char}", Rect(left + i * (wide + gap), line.y, wide, line.h)) for i, char in enumerate(before)),
        Target("key:space", space),
        *(
            Target(f"key:{char}", Rect(space.right + gap + i * (wide + gap), line.y, wide, line.h))
            for i, char in enumerate(after)
        ),
    ]


def _row(characters: tuple[str, ...], line: Rect, wide: int, gap: int) -> list[Target]:
    """Keys in the middle of a line; narrower than `wide` if they are many."""
    count = max(1, len(characters))
    wide = min(wide, (line.w - (count - 1) * gap) // count)
    left = line.x + (line.w - count * wide - (count - 1) * gap) // 2
    return [
        Target(f"key:{char}", Rect(left + index * (wide + gap), line.y, wide, line.h))
        for index, char in enumerate(characters)
    ]


def _last_row(characters: tuple[str, ...], line: Rect, wide: int, gap: int, frame: Frame) -> list[Target]:
    """Shift and erase fill what the letters leave free at both ends."""
    least = max(frame.px(look.GOOD_TARGET), wide)
    middle = line.inset(least + gap, 0)
    letters = _row(characters, middle, wide, gap)
    left = letters[0].rect.x - gap if letters else middle.x - gap
    right = letters[-1].rect.right + gap if letters else middle.right + gap
    return [
        Target("key:shift", Rect(line.x, line.y, left - line.x, line.h)),
        *letters,
        Target("key:erase", Rect(right, line.y, line.right - right, line.h)),
    ]


def _accents(
    keyboard: Keyboard, keys: list[Target], rect: Rect, key: tuple[int, int], frame: Frame, scene: Prompt
) -> tuple[Target, ...]:
    offered = keyboard.accents.get(scene.accents, ())
    below = next((t for t in keys if t.name == f"key:{scene.accents}"), None)
    if not offered or below is None:
        return ()
    gap, (wide, high) = frame.px(_GAP), key
    wide = min(wide, (rect.w - (len(offered) + 1) * gap) // len(offered))
    whole = len(offered) * wide + (len(offered) - 1) * gap
    left = min(max(rect.x + gap, below.rect.center[0] - whole // 2), rect.right - gap - whole)
    y = below.rect.y - gap - high  # the row above, or below the first row where there is none
    if y < rect.y:
        y = below.rect.bottom + gap
    return tuple(
        Target(f"accent:{char}", Rect(left + index * (wide + gap), y, wide, high)) for index, char in enumerate(offered)
    )


def panel(accents: tuple[Target, ...], frame: Frame) -> Rect:
    """The card the accents lie on."""
    first, last = accents[0].rect, accents[-1].rect
    return Rect(first.x, first.y, last.right - first.x, first.h).inset(-frame.px(_GAP // 2))


def draw(
    canvas: Canvas, frame: Frame, visit: Visit, scene: Prompt, say: Language, keys: Keyboard, laid_out: Layout
) -> None:
    """Draw the keys and, last, the open accents."""
    for target in laid_out.targets:
        kind, _, name = target.name.partition(":")
        if kind == "key":
            chosen = name == "shift" and scene.shift
            rest: Role = "paper" if name in keys.accent_row or name in _ASIDE else "card"
            _key(canvas, frame, target, name, state(visit, target.name, chosen), scene.shift, say, rest)
    accents = tuple(t for t in laid_out.targets if t.name.startswith("accent:"))
    if not accents:
        return
    below = panel(accents, frame)
    canvas.card(below, frame.px(look.RADIUS), "ink", drop=frame.px(10))
    for target in accents:
        name = target.name.partition(":")[2]
        _key(canvas, frame, target, name, state(visit, target.name), scene.shift, say)


def _key(
    canvas: Canvas, frame: Frame, target: Target, name: str, now: State, shift: bool, say: Language, rest: Role = "card"
) -> None:
    rect, radius = target.rect, frame.px(14)
    drop = frame.px(4)
    focus_ring(canvas, frame, rect, radius, now)
    if now.pressed:
        rect = rect.moved(drop // 2, drop)
    else:
        canvas.shadow(rect, radius, drop, 40)
    ink: Role = "paper" if now.chosen else "ink"
    canvas.rounded(rect, radius, "ink" if now.chosen else "sand" if now.pressed else rest, "ink", frame.px(2))
    px = frame.type(look.LEAD - 4)
    if name == "space":
        small = typeset.fit(say.say("key_space"), rect, (frame.type(look.BODY), frame.type(look.CAPTION)), "medium")
        canvas.text(say.say("key_space"), rect, small, "medium", "ink", "center", "middle")
    elif name in _ASIDE:
        words, icon, gap = [say.say(f"key_{aside}") for aside in ("shift", "erase")], frame.px(40), frame.px(12)
        small = frame.type(look.CAPTION)
        word = say.say(f"key_{name}")
        wide = typeset.width(word, small, "medium")
        # Both have room for their words, or neither shows one.
        if icon + 3 * gap + max(typeset.width(each, small, "medium") for each in words) <= rect.w:
            left = rect.x + (rect.w - icon - gap - wide) // 2
            canvas.icon(name, Rect(left, rect.y + (rect.h - icon) // 2, icon, icon), ink, frame.px(4))
            canvas.text(word, Rect(left + icon + gap, rect.y, wide + 2, rect.h), small, "medium", ink, "left", "middle")
        else:
            canvas.icon(name, rect.square(icon), ink, frame.px(4))
    else:
        canvas.text(capital(name) if shift else name, rect, px, "medium", ink, "center", "middle")
