"""What is certainly short enough for its place: lines estimated from above by adding up words, without a layout.

To lay out every panel in every language on every screen takes seconds; nearly all of them are far from too long, and
that costs a few additions to see. Sound, not sharp: "no" means "lay it out and look".
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from kiosk.exhibit.model import Block, Exhibit, Panel, PanelText, Span, Version
from kiosk.screens import panel as panel_screen
from kiosk.screens import pop_up, rich, typeset
from kiosk.screens.layout import Box, Rect
from kiosk.screens.look import BODY, Frame
from kiosk.screens.widgets import language
from kiosk.visit.panels import LABS_BUILT, offered
from kiosk.visit.scenes import Attract, Open, Visit

_AT, _SPARE = 100, 1.02
"""Pieces are measured once, at this many pixels; at other sizes they may come out so much wider (hinting)."""
_WORD = "…"
_WHOLE = {ord(" "): "\u00a0", ord("-"): "\u2011"}


class Ruler:
    """Widths of pieces of text, measured once in the widest weight, for all sizes."""

    def __init__(self) -> None:
        """Nothing is measured yet."""
        self._widths: dict[str, int] = {}

    def lines(self, text: str, px: int, limit: int) -> int:
        """At most so many lines of `limit` pixels this text takes; a very large number where a word may be cut."""
        count, used, scale = 1, 0, px / _AT * _SPARE
        for piece in typeset.words(text):
            width = self._widths.get(piece)
            if width is None:
                width = self._widths[piece] = typeset.width(piece, _AT, "bold")
            wide = math.ceil(width * scale) + 1
            if wide > limit:
                return 10_000
            if used + wide > limit:
                count, used = count + 1, 0
            used += wide
        return count


@dataclass(frozen=True)
class _Room:
    """What every panel has on one screen, at least: pixels."""

    title: int
    title_width: int
    text: Rect
    style: rich.Style
    card: Box
    card_height: int
    card_title: Box
    source: Box
    source_height: int


class Brevity:
    """Whether panels certainly fit, in one language on a screen of `size` pixels with text of this factor."""

    def __init__(self, exhibit: Exhibit, code: str, size: tuple[int, int], factor: float, ruler: Ruler) -> None:
        """`ruler` may be shared: it gets faster with use."""
        self._exhibit, self._code, self._ruler = exhibit, code, ruler
        self._frame = Frame(size, factor)
        self._rooms: dict[bool, _Room] = {}
        self._cards: dict[str, bool] = {}

    def certain(self, panel: Panel) -> bool:
        """Whether this panel fits for sure: both versions, the words it explains, and its sources."""
        room = self._room(panel)
        text = panel.texts[self._code]
        versions = (text.normal, text.easy)
        words = {span.word for one in versions for block in one.blocks for item in block.items for span in item}
        return (
            all(self._title(room, one.title) and self._text(room, one) for one in versions)
            and all(self._card(room, word) for word in words if word)
            and all(self._source(room, text) for text in self._sources(panel))
        )

    def _title(self, room: _Room, title: str) -> bool:
        return self._ruler.lines(title, room.title, room.title_width) <= 2

    def _text(self, room: _Room, version: Version) -> bool:
        """The pages as `rich` fills them, with lines that are estimated."""
        style = room.style
        limit = room.text.w - round(style.px * 0.9)
        gap = round(style.px * 0.5)
        pages, bottom, waiting = 1, 0, 0
        for block in version.blocks:
            for item in block.items if block.kind != "picture" else ():
                # A word of the glossary is kept in one piece, whatever stands in it.
                parts = [span.text.translate(_WHOLE) if span.word else span.text for span in item]
                plain = typeset.clean("".join(parts)).replace("\n", " ")
                high = waiting + self._ruler.lines(plain, style.px, limit) * style.step + gap
                if block.kind == "heading":
                    # It stays with what follows.
                    waiting = high
                    continue
                waiting = 0
                if high > room.text.h:
                    return False
                if bottom + high > room.text.h:
                    pages, bottom = pages + 1, 0
                bottom += high
        return pages + (1 if waiting else 0) <= panel_screen.MOST_PAGES

    def _card(self, room: _Room, word: str) -> bool:
        if word not in self._cards:
            text = self._exhibit.glossary.get(self._code, {}).get(word, "")
            high = self._high(room.card_title, word) + self._high(room.card, text)
            self._cards[word] = room.card_height + high <= self._frame.size[1]
        return self._cards[word]

    def _source(self, room: _Room, text: str) -> bool:
        return room.source_height + self._high(room.source, text) <= self._frame.size[1]

    def _sources(self, panel: Panel) -> list[str]:
        say = self._exhibit.languages[self._code]
        return [pop_up.dated(one, say) for one in panel.sources] + [say.say("panel_credit", credit=panel.credit)]

    def _high(self, box: Box, text: str) -> int:
        lines = sum(self._ruler.lines(part, box.px, box.rect.w) for part in typeset.clean(text).split("\n"))
        return lines * typeset.line_height(box.px, box.leading)

    def _room(self, panel: Panel) -> _Room:
        lab = panel.lab in LABS_BUILT
        if lab not in self._rooms:
            self._rooms[lab] = self._measured(panel)
        return self._rooms[lab]

    def _measured(self, panel: Panel) -> _Room:
        """The places of a panel with the least text there can be, and what a second line of the title takes away."""
        frame = self._frame
        version = Version(_WORD, (Block("paragraph", ((Span(_WORD, word=_WORD),),)),))
        probe = replace(panel, credit=_WORD, texts={self._code: PanelText(version, version)})
        others = tuple(probe if one.name == panel.name else one for one in offered(self._exhibit, self._code))
        settings = replace(self._exhibit.settings, text_factor=frame.text_factor)
        glossary = {self._code: {_WORD: _WORD}}
        exhibit = replace(self._exhibit, panels=others, settings=settings, glossary=glossary)
        opened = Open(0.0, panel.name)
        visit = Visit(Attract(0.0), self._code, 0.0, panels=opened)
        whole = panel_screen.composed(visit, opened, probe, exhibit, frame)
        boxes = {box.name: box for box in whole.layout.boxes}
        place, title, plate = boxes["place"].rect, boxes["title"].rect, boxes["plate"].rect
        # On an upright screen the picture gives way to a long text, down to this height.
        smallest = title.h + frame.px(panel_screen.SMALLEST_PICTURE) + frame.px(48)
        top = plate.y + smallest if frame.portrait else place.y
        text = Rect(whole.text.x, top, whole.text.w, whole.text.bottom - top)
        card = pop_up.layout(visit, replace(opened, word=_WORD), probe, exhibit, frame)
        only = replace(probe, sources=())
        sources = pop_up.layout(visit, replace(opened, sources=0), only, exhibit, frame)
        assert language(visit, exhibit).code == self._code
        return _Room(
            frame.type(BODY),
            title.w,
            text,
            whole.style,
            *_rest(card.boxes, with_title=False),
            next(box for box in card.boxes if box.name == "pop_up_title"),
            *_rest(sources.boxes, with_title=True),
        )


def _rest(boxes: tuple[Box, ...], with_title: bool) -> tuple[Box, int]:
    """The entry of a card, and how high everything else on it is: in pixels."""
    named = {box.name: box for box in boxes}
    entry, title = named["entry:0"], named["pop_up_title"]
    return entry, named["pop_up"].rect.h - entry.rect.h - (0 if with_title else title.rect.h)
