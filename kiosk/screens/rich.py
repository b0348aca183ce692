"""Text in several looks, set into lines and pages: what the blocks of a panel become. Pure; results are memoised.

A word of the glossary can be touched where it first appears, and is kept in one piece. Of two that would be too near to
each other for a finger only the first can be; lines keep their distance.
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
    leads: bool = False
    """A heading, or an announcement that ends in a colon: stays with what follows."""


@lru_cache(maxsize=256)
def compose(blocks: tuple[Block, ...], style: Style, width: int, height: int) -> Setting:
    """These blocks in lines no wider than `width`, on as few pages of `height` as will do, evenly filled (pixels).

    A page is turned between paragraphs, or else at the end of a sentence; two lines of a paragraph stay together, as do
    a heading or an announcement ("…:") and what follows.
    """
    units, whole = _units(blocks, style, width)
    return Setting(tuple(_paged(units, style, height)), whole)


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
    touched: dict[str, Rect] = {}
    whole, top = True, 0
    indent = round(style.px * 0.9)
    for block in blocks:
        if block.kind == "picture":
            continue
        for number, item in enumerate(block.items):
            mark = {"list": "bullet", "quote": "quote"}.get(block.kind, "")
            bold = block.kind == "heading"
            lines, good = _lines(item, style.px, width, indent if mark else 0, bold, block.kind == "quote")
            whole = whole and good
            before = round(style.px * (0.22 if block.kind == "list" and number else 0.5)) if made else 0
            top += before
            marked = []
            for at, line in enumerate(lines):
                line = _sparse(line, top, style, width, touched)
                marked.append(replace(line, mark=mark if mark == "quote" or at == 0 else ""))
                top += style.step
            leads = bold or "".join(span.text for span in item).rstrip().endswith(":")
            made.append(_Unit(tuple(marked), before, leads))
    return tuple(made), whole


def _lines(
    item: tuple[Span, ...], px: int, width: int, indent: int, bold: bool, italic: bool
) -> tuple[list[Line], bool]:
    """An item in lines, and whether no word was cut."""
    letters: list[tuple[str, Weight, str]] = []
    for span in item:
        word, weight = span.word, _weight(span.bold or bold, span.italic != italic)
        text = typeset.clean(span.text).replace("\n", " ")
        text = text.replace(" ", "\u00a0") if word and _width([(text, weight, "")], px) < width // 2 else text
        letters += [(letter, weight, word) for letter in text]
    lines: list[Line] = []
    now: list[tuple[str, Weight, str]] = []
    whole, at, limit = True, 0, width - indent
    # A hyphen inside a word of the glossary is no place to break: its halves would be two controls of one name.
    for piece in typeset.words("".join("\u2011" if word and letter == "-" else letter for letter, _, word in letters)):
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


def _sparse(line: Line, top: int, style: Style, width: int, touched: dict[str, Rect]) -> Line:
    """The line at `top` with only those words touched that are new and far enough from all before; these join them."""
    runs: list[Run] = []
    for run in line.runs:
        if run.word:
            x, w = _span(run, style, width)
            rect = Rect(x, top + (style.step - style.finger) // 2, w, style.finger)
            near = any(rect.inset(-style.apart).overlaps(other) for other in touched.values())
            if near or run.word in touched:
                run = run._replace(word="")
            else:
                touched[run.word] = rect
        runs.append(run)
    return replace(line, runs=tuple(runs))


_MID_SENTENCE, _SENTENCE, _ITEM = 0.16, 0.06, 0.02
"""What it costs to turn a page inside a paragraph or between the entries of a list; to fill two pages of a text that
takes one and a half by 100 and 50 % instead of 75 % each costs 0.125."""


def _paged(units: Sequence[_Unit], style: Style, height: int) -> list[Page]:
    """The units on as few pages no higher than `height` as there can be, turned where it disturbs least.

    The best pages for all lines up to each one, in order (dynamic programming): fewest pages, then fewest breaches of
    the rules in `compose`, then the lowest cost: how unevenly pages are filled and where they end.
    """
    lines = [(line, unit.before if at == 0 else 0) for unit in units for at, line in enumerate(unit.lines)]
    turns = [turn for at in range(len(units)) for turn in _turns(units, at)]
    best: list[tuple[int, int, float, int]] = [(0, 0, 0.0, 0)]
    """For the first n lines: pages, breaches, cost, and where the last page begins."""
    for end in range(1, len(lines) + 1):
        high, found = 0, []
        for start in range(end - 1, -1, -1):
            high += style.step
            if high > height and start < end - 1:
                break
            count, wrong, cost, _ = best[start]
            bad, price = turns[end - 1] if end < len(lines) else (0, 0.0)
            lone = end - start < 2 <= len(lines)
            found.append((count + 1, wrong + bad + lone, cost + price + (high / height) ** 2, start))
            high += lines[start][1]
        best.append(min(found))
    pages: list[Page] = []
    end = len(lines)
    while end:
        start, top, placed = best[end][3], -lines[best[end][3]][1], []
        for line, before in lines[start:end]:
            placed.append(replace(line, y=top + before))
            top += before + style.step
        pages.append(Page(tuple(placed), top))
        end = start
    return pages[::-1]


def _turns(units: Sequence[_Unit], at: int) -> list[tuple[int, float]]:
    """For each line of a unit: the breaches if a page ends with it, and the cost."""
    unit, made = units[at], []
    for number, line in enumerate(unit.lines[:-1], 1):
        ended = bool(line.runs) and line.runs[-1].text.rstrip("»”“’\u202f ").endswith((".", "!", "?"))
        made.append((int(min(number, len(unit.lines) - number) < 2), _SENTENCE if ended else _MID_SENTENCE))
    inside = at + 1 < len(units) and units[at + 1].lines[0].mark == unit.lines[0].mark == "bullet"
    return [*made, (int(unit.leads), _ITEM if inside else 0.0)]
