"""Text: cleaning, measuring, breaking into lines, and one line as a surface. Hanken Grotesk throughout.

All functions are pure; results are memoised. Widths are pixels at font size `px`.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from importlib.resources import as_file, files
from itertools import takewhile

import pygame

from kiosk.screens.layout import Box, Rect, Weight

CAP_HEIGHT = 0.69
"""Height of Hanken's capitals, in ems."""

_FILES: dict[Weight, str] = {
    "regular": "HankenGrotesk-Regular.otf",
    "medium": "HankenGrotesk-Medium.otf",
    "semibold": "HankenGrotesk-SemiBold.otf",
    "bold": "HankenGrotesk-Bold.otf",
    "italic": "HankenGrotesk-Italic.otf",
    "bold_italic": "HankenGrotesk-BoldItalic.otf",
}
_GAPS = {"\u202f": 0.18, "\u2009": 0.18, "\u200a": 0.1}  # narrow spaces the font lacks, in ems
_TILE = 0.62  # advance of the empty tile drawn for a missing glyph, in ems
_MISSING = "\uffff"  # never a character, so the font answers with its "missing" glyph
_PART = 7  # letters that a word with a hyphen has at least, where a line may end at the hyphen
_LONGEST = 4000  # characters of one text that are ever looked at


@lru_cache(maxsize=96)
def _load(px: int, weight: Weight) -> pygame.font.Font:
    with as_file(files("font_hanken_grotesk") / "files" / _FILES[weight]) as path:
        return pygame.font.Font(str(path), px)


def font(px: int, weight: Weight) -> pygame.font.Font:
    """The font at `px` pixels; loaded again after `pygame.font.quit()`."""
    if not pygame.font.get_init():
        pygame.font.init()
    found = _load(px, weight)
    try:
        found.get_height()
    except pygame.error:
        _load.cache_clear()
        found = _load(px, weight)
    return found


@lru_cache(maxsize=2048)
def _has_glyph(char: str) -> bool:
    large = font(500, "regular")
    return bool(large.metrics(char)) and large.metrics(char) != large.metrics(_MISSING)


@lru_cache(maxsize=4096)
def clean(text: str) -> str:
    """Text that can be drawn: composed (NFC), without control and format characters; lone surrogates become U+FFFD."""
    kept: list[str] = []
    for char in unicodedata.normalize("NFC", text[:_LONGEST].replace("\r\n", "\n").replace("\t", " ")):
        kind = unicodedata.category(char)
        if kind == "Cs":
            kept.append("\ufffd")
        elif char == "\n" or kind not in ("Cc", "Cf"):
            kept.append(char)
    return "".join(kept)


@lru_cache(maxsize=4096)
def _runs(text: str) -> tuple[tuple[str, str], ...]:
    """(kind, characters) with kind "text", "gap" or "tile"."""
    runs: list[tuple[str, str]] = []
    for char in text:
        kind = "gap" if char in _GAPS else "text" if char == " " or _has_glyph(char) else "tile"
        if kind == "text" and runs and runs[-1][0] == "text":
            runs[-1] = ("text", runs[-1][1] + char)
        else:
            runs.append((kind, char))
    return tuple(runs)


def missing(text: str) -> str:
    """The characters of `text` the font cannot draw, each once, in order."""
    return "".join(dict.fromkeys(chars for kind, chars in _runs(clean(text).replace("\n", " ")) if kind == "tile"))


@lru_cache(maxsize=8192)
def width(text: str, px: int, weight: Weight = "regular") -> int:
    """Advance width of one line."""
    total = 0.0
    for kind, chars in _runs(clean(text)):
        total += font(px, weight).size(chars)[0] if kind == "text" else px * (_GAPS[chars] if kind == "gap" else _TILE)
    return round(total)


@lru_cache(maxsize=2048)
def wrap(text: str, px: int, weight: Weight, limit: int, balance: bool = False) -> tuple[str, ...]:
    """Lines no wider than `limit` pixels. Breaks at spaces and hyphens (see `words`); words that are too long are cut.

    U+00A0 and U+202F never break. With `balance` the lines come out about equally long (titles, captions).
    """
    lines = _greedy(clean(text), px, weight, limit)
    if not balance or len(lines) < 2:
        return lines
    longest = max(width(word.rstrip(" "), px, weight) for line in lines for word in words(line))
    low, high = max(limit // len(lines), longest - 1), limit
    while high - low > max(2, px // 4):
        middle = (low + high) // 2
        if len(_greedy(clean(text), px, weight, middle)) > len(lines):
            low = middle
        else:
            high = middle
    return _greedy(clean(text), px, weight, high)


def _greedy(text: str, px: int, weight: Weight, limit: int) -> tuple[str, ...]:
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in words(paragraph):
            if width((line + word).rstrip(" "), px, weight) <= limit:
                line += word
                continue
            if line.strip(" "):
                lines.append(line.rstrip(" "))
            line = word.lstrip(" ")
            while width(line.rstrip(" "), px, weight) > limit and len(line) > 1:
                cut = _longest_prefix(line, px, weight, limit)
                lines.append(line[:cut])
                line = line[cut:]
        lines.append(line.rstrip(" "))
    return tuple(lines)


def words(paragraph: str) -> list[str]:
    """Pieces that must not be broken, each with the spaces, the hyphen or the dash after it."""
    pieces, word = [], ""
    for index, char in enumerate(paragraph):
        word += char
        following = paragraph[index + 1 : index + 2]
        if (
            (char == " " and following != " ")
            or (char == "-" and _parts(paragraph, index))
            or (char in "\u2013\u2014" and following.isalnum() and len(word) > 2)
        ):
            pieces.append(word)
            word = ""
    return [*pieces, word] if word else pieces


def _parts(text: str, hyphen: int) -> bool:
    """Whether a line may end at this hyphen: both parts have some length (unlike "garde-t-elle", "add-ons")."""
    before = sum(1 for _ in takewhile(str.isalpha, reversed(text[max(0, hyphen - _PART) : hyphen])))
    after = sum(1 for _ in takewhile(str.isalpha, text[hyphen + 1 : hyphen + 1 + _PART]))
    return min(before, after) >= 3 and before + after >= _PART


def _longest_prefix(text: str, px: int, weight: Weight, limit: int) -> int:
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if width(text[:middle], px, weight) <= limit else (low, middle - 1)
    return low


def line_height(px: int, leading: float = 1.25) -> int:
    """Distance of baselines in pixels."""
    return round(px * leading)


def block_height(text: str, px: int, weight: Weight, limit: int, leading: float = 1.25, balance: bool = False) -> int:
    """Height of a wrapped text."""
    return len(wrap(text, px, weight, limit, balance)) * line_height(px, leading)


def fit(text: str, rect: Rect, sizes: tuple[int, ...], weight: Weight = "regular", leading: float = 1.25) -> int:
    """The first of `sizes` (pixels, largest first) at which the text fits `rect`; the last one if none does."""
    for px in sizes:
        lines = wrap(text, px, weight, rect.w)
        whole_words = all(width(word, px, weight) <= rect.w for word in clean(text).split(" "))
        if whole_words and len(lines) * line_height(px, leading) <= rect.h:
            return px
    return sizes[-1]


def fit_end(text: str, rect: Rect, sizes: tuple[int, ...], weight: Weight, leading: float) -> tuple[str, int]:
    """Text and size (see `fit`) for a rectangle; of a text that never fits, the end, with "…" before it."""
    px = fit(text, rect, sizes, weight, leading)
    most = max(1, rect.h // line_height(px, leading))
    lines = wrap(text, px, weight, rect.w)
    if len(lines) > most:
        text = clean(text)[-sum(len(line) + 1 for line in lines[-most:]) :]
        while len(wrap("…" + text, px, weight, rect.w)) > most:
            text = text[1:]
        text = "…" + text
    return text, px


def fits(box: Box) -> bool:
    """Whether the text of a box lies inside its rectangle."""
    lines = wrap(box.text, box.px, box.weight, box.rect.w, box.balance)
    widest = max((width(line, box.px, box.weight) for line in lines), default=0)
    return widest <= box.rect.w and len(lines) * line_height(box.px, box.leading) <= box.rect.h


def render(text: str, px: int, weight: Weight, colour: tuple[int, int, int]) -> pygame.Surface:
    """One line as a surface with alpha, as high as the font; the baseline is `font(px, weight).get_ascent()` down."""
    face = font(px, weight)
    runs = _runs(clean(text))
    if len(runs) == 1 and runs[0][0] == "text":
        return face.render(runs[0][1], True, colour)
    surface = pygame.Surface((max(1, width(text, px, weight)), face.get_height()), pygame.SRCALPHA)
    surface.fill((*colour, 0))
    x = 0.0
    for kind, chars in runs:
        if kind == "text":
            piece = face.render(chars, True, colour)
            surface.blit(piece, (round(x), 0))
            x += piece.get_width()
        elif kind == "gap":
            x += px * _GAPS[chars]
        else:
            high = round(CAP_HEIGHT * px)
            tile = pygame.Rect(round(x + px * 0.06), face.get_ascent() - high, round(px * (_TILE - 0.12)), high)
            pygame.draw.rect(surface, colour, tile, max(1, px // 18), border_radius=max(1, px // 10))
            x += px * _TILE
    return surface
