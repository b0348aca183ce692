"""The inside of a paragraph: its runs of text, where each character of them stands, and what may not be in it.

markdown-it gives no positions inside a paragraph. Its tokens come in the order of the text, so each is looked for
behind the one before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kiosk.exhibit.glossary import Glossary
from kiosk.exhibit.model import PLACEHOLDERS, Span
from kiosk.exhibit.source import near

if TYPE_CHECKING:
    from markdown_it.token import Token

Place = tuple[int, int]
"""Line and column, from 1."""
Fault = tuple[Place, str, dict[str, str]]

_WORD = re.compile(r"\[([^\[\]\n]+)\]")
_STRAY = re.compile(r"[\[\]]")
_BRACES = re.compile(r"\{([^{}]*)\}|[{}]")
_ADDRESS = re.compile(r"https?://|www\.\w")
_BEHIND_LINK = re.compile(r"\](\([^)\n]*\)|\[[^\]\n]*\])?")
_IMAGE = re.compile(r"!\[[^\]]*\](\([^)\n]*\)|\[[^\]\n]*\])?")
_UNDERLINE = re.compile(r"(?m)^\s*(={3,})\s*$")


@dataclass
class Inline:
    """What stands in one paragraph. `picture` is the address of a picture that stands alone in it."""

    start: Place = (1, 1)
    text: str = ""
    places: list[Place] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    picture: str | None = None
    faults: list[Fault] = field(default_factory=list)

    def add(self, text: str, places: Sequence[Place], bold: bool, italic: bool, word: str = "") -> None:
        """More text; it joins the span before where it looks the same."""
        self.text += text
        self.places += places
        last = self.spans[-1] if self.spans else None
        if last and not word and (last.bold, last.italic, last.word) == (bold, italic, ""):
            self.spans[-1] = Span(last.text + text, bold, italic)
        elif text:
            self.spans.append(Span(text, bold, italic, word))


def read_inline(token: Token, lines: Sequence[str], first: int, glossary: Glossary, picture: str) -> Inline:
    """Read an inline token whose text begins on line `first` (from 0) of `lines`."""
    content = token.content
    places = _places(content, lines, first)
    inline = Inline(start=places[0] if places else (first + 1, 1))
    bold = italic = at = 0
    run: list[tuple[str, Place]] = []
    children = token.children or []
    images = [child for child in children if child.type == "image"]
    if len(images) == 1 and all(child.type == "image" or not child.content.strip() for child in children):
        inline.picture = _address(images[0])
    for child in children:
        kind = child.type
        found, length = _find(child, content, at)
        place = places[min(found, len(places) - 1)] if places else inline.start
        at = found + length
        if kind == "text":
            # markdown-it cuts a text wherever a sign might have had a meaning, so its pieces are put together first.
            run += zip(child.content, places[found : found + length], strict=False)
            continue
        if kind in ("softbreak", "hardbreak"):
            run.append((" ", place))
            continue
        _text(inline, run, bool(bold), bool(italic), glossary)
        run = []
        if kind == "text_special":
            if child.info == "entity":
                inline.faults.append((place, "entity", {"sign": child.content, "written": child.markup}))
            inline.add(child.content, [place] * len(child.content), bool(bold), bool(italic))
        elif kind in ("strong_open", "strong_close"):
            bold += child.nesting
        elif kind in ("em_open", "em_close"):
            italic += child.nesting
        elif kind == "image":
            _image(inline, child, place, picture)
        elif kind == "code_inline":
            inline.faults.append((place, "code", {}))
            inline.add(child.content, [place] * len(child.content), bool(bold), bool(italic))
        elif kind in _FAULTS:
            inline.faults.append((place, _FAULTS[kind], {}))
    _text(inline, run, bool(bold), bool(italic), glossary)
    inline.faults += [(places[match.start(1)], "underlined", {}) for match in _UNDERLINE.finditer(content)]
    _trim(inline)
    return inline


_FAULTS = {"html_inline": "html", "link_open": "link", "s_open": "struck"}


def _places(content: str, lines: Sequence[str], first: int) -> list[Place]:
    """Where each character of a paragraph stands in its file; what markdown-it took off each line is put back."""
    places: list[Place] = []
    for number, piece in enumerate(content.split("\n"), start=first):
        written = lines[number] if number < len(lines) else ""
        lead = len(piece) - len(piece.lstrip())
        start = max(0, written.rfind(piece.strip())) - lead
        places += [(number + 1, max(1, start + index + 1)) for index in range(len(piece) + 1)]
    return places


def _find(token: Token, content: str, at: int) -> tuple[int, int]:
    """Where a token stands in the text behind `at`, and how long it is there."""
    if token.type == "text_special":
        written, length = token.markup, len(token.markup)
    elif token.type in ("softbreak", "hardbreak"):
        written, length = "\n", 1
    elif token.type == "code_inline":
        written = token.markup
        end = content.find(written, content.find(written, at) + len(written))
        length = max(0, end - content.find(written, at)) + len(written)
    elif token.type == "link_open":
        written, length = ("<" if token.markup == "autolink" else "["), 1
    elif token.type in ("link_close", "image"):
        pattern = _IMAGE if token.type == "image" else _BEHIND_LINK
        match = pattern.search(content, at) if token.markup != "autolink" else None
        if match:
            return match.start(), len(match[0])
        written, length = (">" if token.markup == "autolink" else ""), 1
    else:
        written = token.content or token.markup
        length = len(written)
    found = content.find(written, at)
    return (found, length) if found >= 0 and written else (at, 0 if not written else length)


def _text(inline: Inline, run: Sequence[tuple[str, Place]], bold: bool, italic: bool, glossary: Glossary) -> None:
    """A run of plain text, with the words of the glossary in it."""
    text, places = "".join(sign for sign, _ in run), [place for _, place in run]
    for match in _BRACES.finditer(text):
        if match[1] not in PLACEHOLDERS:
            values = near(match[1] or "", PLACEHOLDERS) | {"written": match[0], "known": _known(PLACEHOLDERS)}
            inline.faults.append((places[match.start()], "placeholder", values))
    inline.faults += [(places[match.start()], "link", {}) for match in _ADDRESS.finditer(text)]
    at = 0
    for match in _WORD.finditer(text):
        inline.add(text[at : match.start()], places[at : match.start()], bold, italic)
        word = glossary.find(match[1])
        if not word:
            values = {"word": match[1], **near(match[1], glossary.forms)}
            inline.faults.append((places[match.start()], "word_unknown", values))
        inline.add(match[1], places[match.start(1) : match.end(1)], bold, italic, word)
        at = match.end()
    inline.add(text[at:], places[at:], bold, italic)
    rest = _WORD.sub(lambda match: " " * len(match[0]), text)
    inline.faults += [(places[match.start()], "bracket", {}) for match in _STRAY.finditer(rest)]


def _image(inline: Inline, token: Token, place: Place, picture: str) -> None:
    address = _address(token)
    if address != picture or not picture:
        outside = "/" in address or "\\" in address or ":" in address
        inline.faults.append(
            (place, "picture_outside" if outside else "picture_other", {"picture": picture or "picture.svg"})
        )
    elif inline.picture is None:
        inline.faults.append((place, "picture_inside", {}))
    if inline.picture is not None:
        inline.text = token.content
        inline.places = [(place[0], place[1] + 2 + index) for index in range(len(token.content))]


def _address(token: Token) -> str:
    return str(token.attrs.get("src", ""))


def _known(names: Sequence[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in names)


def _trim(inline: Inline) -> None:
    """No space at the ends, and none of the double spaces that a line's end may leave."""
    if inline.text.endswith(" ") and inline.spans:
        last = inline.spans[-1]
        inline.spans[-1] = Span(last.text.rstrip(" "), last.bold, last.italic, last.word)
