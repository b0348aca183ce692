"""Text in several looks, set into lines and pages: what the blocks of a panel become. Pure; results are memoised.

A word of the glossary can be touched where it first appears: it is kept in one piece, and lines are set further apart
where two such words would come too near to each other for a finger.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from kiosk.exhibit.model import Block, Span
from kiosk.screens import typeset
from kiosk.screens.canvas import Canvas
from kiosk.screens.layout import Rect, Weight
from kiosk.screens.look import Role

_BULLET = "•"


class Run(NamedTuple):
    """Some text of a line in one look, `x` pixels from its left end; `word` is its headword, where it is touched."""

    text: str
    weight: Weight
    x: int
    w: int
    word: str = ""


@dataclass(frozen=True)
class Line:
    """A line whose top is `y` pixels below that of its page; `mark` says what stands before it."""

    runs: tuple[Run, ...]
    y: int = 0
    px: int = 0
    mark: str = ""
    """ "bullet" or "quote" or ""."""


@dataclass(frozen=True)
class Page:
    """The lines of one page and their height in pixels."""

    lines: tuple[Line, ...]
    height: int


@dataclass(frozen=True)
class Setting:
    """A whole text; `whole` is False where a word was too long for a line and had to be cut."""

    pages: tuple[Page, ...]
    whole: bool


@dataclass(frozen=True)
class Style:
    """How text is set: size in pixels, distance of lines in ems, and what a finger needs (pixels)."""

    px: int
    leading: float
    finger: int
    apart: int

    @property
    def step(self) -> int:
        """Distance of baselines in pixels."""
        return typeset.line_height(self.px, self.leading)

    @property
    def over(self) -> int:
        """So many pixels what is touched may stand out above the first line and below the last."""
        return max(0, self.finger - self.step + 1) // 2


@dataclass(frozen=True)
class _Unit:
    """Lines that should stay together, and the space before them."""

    lines: tuple[Line, ...]
    before: int
    heading: bool = False


@lru_cache(maxsize=256)
def compose(blocks: tuple[Block, ...], style: Style, width: int, height: int) -> Setting:
    """These blocks in lines no wider than `width`, on as few pages of `height` as will do, evenly filled (pixels)."""
    units, whole = _units(blocks, style, width)
    count = len(_paged(units, style, height))
    low, high = 0, height
    while count > 1 and high - low > style.px // 2:
        middle = (low + high) // 2
        low, high = (low, middle) if len(_paged(units, style, middle)) <= count else (middle, high)
    return Setting(tuple(_paged(units, style, high)), whole)


def word_rects(page: Page, style: Style, at: Rect) -> list[tuple[str, Rect]]:
    """Where the words of the glossary can be touched on a page whose text fills `at`: (headword, rectangle)."""
    found = []
    for line in page.lines:
        for run in line.runs:
            if run.word:
                x, w = _span(run, style, at.w)
                y = at.y + line.y + (style.step - style.finger) // 2
                found.append((run.word, Rect(at.x + x, y, w, style.finger)))
    return found


def draw(canvas: Canvas, page: Page, style: Style, at: Rect, touched: Mapping[str, Role]) -> None:
    """Draw a page whose text fills `at`; words of the glossary stand on `touched[headword]`, underlined."""
    thick = max(2, style.px // 14)
    for line in page.lines:
        y = at.y + line.y
        if line.mark == "bullet":
            canvas.text(_BULLET, (at.x, y), line.px, "bold", "coral_text", leading=style.leading)
        elif line.mark == "quote":
            canvas.line((at.x + thick, y), (at.x + thick, y + style.step), "gold", thick * 2)
        for run in line.runs:
            x = at.x + run.x
            if run.word:
                under = Rect(
                    x - thick, y + (style.step - style.px) // 2 - thick, run.w + 2 * thick, style.px + 3 * thick
                )
                canvas.rounded(under, thick * 3, touched.get(run.word, "sand"))
                canvas.line((x, under.bottom), (x + run.w, under.bottom), "ink", thick)
            canvas.text(run.text, (x, y), line.px, run.weight, leading=style.leading)


# --- lines -------------------------------------------------------------------------------------------


@lru_cache(maxsize=64)
def _units(blocks: tuple[Block, ...], style: Style, width: int) -> tuple[tuple[_Unit, ...], bool]:
    made: list[_Unit] = []
    seen: set[str] = set()
    whole = True
    indent = round(style.px * 0.9)
    for block in blocks:
        if block.kind == "picture":
            continue
        for number, item in enumerate(block.items):
            mark = {"list": "bullet", "quote": "quote"}.get(block.kind, "")
            bold = block.kind == "heading"
            lines, good = _lines(item, style.px, width, indent if mark else 0, bold, block.kind == "quote", seen)
            whole = whole and good
            marked = [
                replace(_sparse(line, style), mark=mark if mark == "quote" or at == 0 else "")
                for at, line in enumerate(lines)
            ]
            before = round(style.px * (0.22 if block.kind == "list" and number else 0.5)) if made else 0
            made.append(_Unit(tuple(marked), before, heading=bold))
    return tuple(made), whole


def _lines(
    item: tuple[Span, ...], px: int, width: int, indent: int, bold: bool, italic: bool, seen: set[str]
) -> tuple[list[Line], bool]:
    """An item in lines, and whether no word was cut. Headwords that come for the first time join `seen`."""
    letters: list[tuple[str, Weight, str]] = []
    for span in item:
        word = span.word if span.word not in seen else ""
        seen.add(span.word)
        weight = _weight(span.bold or bold, span.italic != italic)
        text = typeset.clean(span.text).replace("\n", " ")
        text = text.replace(" ", "\u00a0") if word and _width([(text, weight, "")], px) < width // 2 else text
        letters += [(letter, weight, word) for letter in text]
    lines: list[Line] = []
    now: list[tuple[str, Weight, str]] = []
    whole, at, limit = True, 0, width - indent
    for piece in typeset.words("".join(letter for letter, _, _ in letters)):
        more = letters[at : at + len(piece)]
        at += len(piece)
        if now and _width(_stripped(now + more), px) > limit:
            lines.append(_line(now, px, indent))
            now = []
        now = now + more
        while len(now) > 1 and _width(_stripped(now), px) > limit:
            whole = False
            cut = next(n for n in range(len(now) - 1, 0, -1) if n == 1 or _width(now[:n], px) <= limit)
            lines.append(_line(now[:cut], px, indent))
            now = now[cut:]
    return [*lines, _line(now, px, indent)], whole


def _weight(bold: bool, italic: bool) -> Weight:
    if italic:
        return "bold_italic" if bold else "italic"
    return "bold" if bold else "regular"


def _stripped(letters: list[tuple[str, Weight, str]]) -> list[tuple[str, Weight, str]]:
    end = len(letters)
    while end and letters[end - 1][0] == " ":
        end -= 1
    return letters[:end]


def _joined(letters: Sequence[tuple[str, Weight, str]]) -> list[tuple[str, Weight, str]]:
    """Neighbours in one look, together."""
    made: list[tuple[str, Weight, str]] = []
    for text, weight, word in letters:
        if made and made[-1][1:] == (weight, word):
            made[-1] = (made[-1][0] + text, weight, word)
        else:
            made.append((text, weight, word))
    return made


def _width(letters: Sequence[tuple[str, Weight, str]], px: int) -> int:
    return sum(typeset.width(text, px, weight) for text, weight, _ in _joined(letters))


def _line(letters: list[tuple[str, Weight, str]], px: int, indent: int) -> Line:
    runs: list[Run] = []
    x = indent
    for text, weight, word in _joined(_stripped(letters)):
        w = typeset.width(text, px, weight)
        runs.append(Run(text, weight, x, w, word))
        x += w
    return Line(tuple(runs), 0, px)


# --- pages -------------------------------------------------------------------------------------------


def _span(run: Run, style: Style, width: int) -> tuple[int, int]:
    """Where a word is touched along its line: as wide as a finger at least."""
    w = max(run.w, style.finger)
    return min(max(0, run.x - (w - run.w) // 2), max(0, width - w)), w


def _crowded(upper: Line, lower: Line, style: Style) -> int:
    """So many pixels further apart two lines must be, for the words to be touched in both."""
    least = style.finger + style.apart
    for one in upper.runs:
        for other in lower.runs:
            if one.word and other.word:
                a, b = _span(one, style, 1 << 20), _span(other, style, 1 << 20)
                if a[0] - style.finger < b[0] + b[1] and b[0] - style.finger < a[0] + a[1]:
                    return max(0, least - style.step)
    return 0


def _sparse(line: Line, style: Style) -> Line:
    """Of two words of the glossary that touch each other on a line, only the first can be touched."""
    runs: list[Run] = []
    end = -(1 << 20)
    for run in line.runs:
        if run.word:
            x, w = _span(run, style, 1 << 20)
            if x - style.apart < end:
                run = run._replace(word="")
            else:
                end = x + w
        runs.append(run)
    return replace(line, runs=tuple(runs))


def _paged(units: Sequence[_Unit], style: Style, height: int) -> list[Page]:
    """The units on pages no higher than `height`; a unit is only broken where it is higher than a page."""
    pages: list[Page] = []
    lines: list[Line] = []
    bottom = 0

    def close() -> None:
        nonlocal lines, bottom
        if lines:
            pages.append(Page(tuple(lines), bottom))
        lines, bottom = [], 0

    for at, unit in enumerate(units):
        follower = units[at + 1] if unit.heading and at + 1 < len(units) else None
        needed = _height(unit, style) + (follower.before + style.step if follower is not None else 0)
        if lines and bottom + unit.before + needed > height and needed <= height:
            close()
        before = unit.before if lines else 0
        for number, line in enumerate(unit.lines):
            top = bottom + (before if number == 0 else 0)
            if lines:
                top = max(top, bottom + _crowded(lines[-1], line, style))
            if lines and top + style.step > height:
                close()
                top = 0
            lines.append(replace(line, y=top))
            bottom = top + style.step
    close()
    return pages


def _height(unit: _Unit, style: Style) -> int:
    pairs = zip(unit.lines, unit.lines[1:], strict=False)
    return style.step * len(unit.lines) + sum(_crowded(one, other, style) for one, other in pairs)
