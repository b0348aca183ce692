"""Below the page in the preview: what is wrong with it, and a bar with the keys, in the language of the staff."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pygame

from kiosk.exhibit.model import Exhibit
from kiosk.exhibit.problems import Problem
from kiosk.previewing import Action, View, pages_of
from kiosk.screens import Canvas, Rect, typeset
from kiosk.screens.look import Role
from kiosk.visit.panels import find, offered

KEYS: Mapping[int, Action] = {
    pygame.K_RIGHT: "next",
    pygame.K_LEFT: "previous",
    pygame.K_DOWN: "page",
    pygame.K_SPACE: "page",
    pygame.K_l: "language",
    pygame.K_o: "orientation",
    pygame.K_f: "easy",
    pygame.K_e: "easy",
    pygame.K_t: "large",
    pygame.K_s: "overview",
}
SAID: Mapping[str, Mapping[str, str]] = {
    "en": {
        "panel": "panel",
        "page": "page",
        "language": "language",
        "landscape": "landscape",
        "portrait": "portrait",
        "normal": "normal",
        "easy": "easy",
        "text": "normal text",
        "large": "large text",
        "overview": "overview",
        "easy_key": "E",
        "kept": "What is saved now cannot be shown: this is the last good version.",
        "fine": "No problems on this page",
        "more": "… and {count} more: kiosk check names them all",
        "problems": "Problems on this page: {count}",
    },
    "fr": {
        "panel": "panneau",
        "page": "page",
        "language": "langue",
        "landscape": "horizontal",
        "portrait": "vertical",
        "normal": "normal",
        "easy": "facile",
        "text": "texte normal",
        "large": "grand texte",
        "overview": "sommaire",
        "easy_key": "F",
        "kept": "Ce qui est enregistré ne peut pas être montré\u202f: voici la dernière bonne version.",
        "fine": "Aucun problème sur cette page",
        "more": "… et {count} de plus\u202f: kiosk check les nomme tous",
        "problems": "Problèmes sur cette page\u202f: {count}",
    },
}
BAR, PAD, MOST = 64, 16, 6
_KEY, _WORD, _TEXT = 18, 18, 19


def items(view: View, exhibit: Exhibit, said: Mapping[str, str]) -> list[tuple[str, str]]:
    """The keys and what each of them changes, as it is now."""
    visit, opened = view.visit, view.opened
    names = [panel.name for panel in offered(exhibit, visit.language)]
    panel = find(exhibit, visit.language, opened.panel)
    here = f"{names.index(panel.name) + 1}/{len(names)}" if panel else f"{len(names)}"
    pages = pages_of(view, exhibit)
    place = f" {min(opened.page, pages - 1) + 1}/{pages}" if panel else ""
    return [
        ("← →", f"{said['panel']} {here}"),
        ("↓", f"{said['page']}{place}"),
        ("L", visit.language.upper()),
        ("O", said[view.screen]),
        (said["easy_key"], said["easy" if visit.easy else "normal"]),
        ("T", said["large" if visit.large else "text"]),
        ("S", said["overview"]),
    ]


def draw_bar(canvas: Canvas, view: View, exhibit: Exhibit, language: str, size: tuple[int, int]) -> int:
    """Draw the bar at the foot of a window of `size` pixels; the row above it, where there is room for more."""
    made = items(view, exhibit, SAID[language])
    widths = [_wide(key) + 10 + typeset.width(word, _WORD, "medium") for key, word in made]
    gap, rows = 28, list[list[int]]([[]])
    for at, wide in enumerate(widths):
        used = sum(widths[one] + gap for one in rows[-1])
        if rows[-1] and used + wide > size[0] - 2 * PAD:
            rows.append([])
        rows[-1].append(at)
    high = len(rows) * 44 + 2 * 10
    top = size[1] - high
    pygame.draw.rect(canvas.surface, canvas.shade("sand"), (0, top, size[0], high))
    y = top + 10
    for row in rows:
        x = PAD
        for at in row:
            key, word = made[at]
            cap = Rect(x, y + 6, _wide(key), 32)
            canvas.rounded(cap, 8, "card", "ink", 2)
            _sign(canvas, key, cap)
            canvas.text(word, Rect(cap.right + 10, y, 400, 44), _WORD, "medium", "ink", valign="middle")
            x += widths[at] + gap
        y += 44
    return top


def _wide(key: str) -> int:
    return 32 if len(key) == 1 else 62


def _sign(canvas: Canvas, key: str, cap: Rect) -> None:
    """A letter, or arrows drawn by us: the font has none."""
    icons = {"←": "arrow_left", "→": "arrow_right"}
    if key == "↓":
        x, y = cap.center
        pygame.draw.lines(canvas.surface, canvas.shade("ink"), False, [(x - 6, y + 1), (x, y + 7), (x + 6, y + 1)], 2)
        pygame.draw.line(canvas.surface, canvas.shade("ink"), (x, y - 8), (x, y + 6), 2)
    elif key[0] in icons:
        for at, sign in enumerate(key.split()):
            canvas.icon(icons[sign], Rect(cap.x + 8 + at * 26, cap.y + 7, 18, 18), "ink", 2)
    else:
        canvas.text(key, cap, _KEY, "bold", "ink", "center", "middle")


def draw_problems(canvas: Canvas, problems: Sequence[Problem], kept: bool, language: str, size: tuple[int, int]) -> int:
    """Draw what is wrong in a card that ends at `size[1]`; nothing where all is well. The row above it."""
    said = SAID[language]
    if not problems and not kept:
        return size[1]
    most = max(1, min(MOST, size[1] // 3 // 54))
    texts = [said["kept"]] if kept else [said["problems"].format(count=len(problems))]
    for one in problems[:most]:
        plain = one.plain(language)
        texts.append(f"{plain['file']}:{plain['line']}:{plain['column']}  {plain['message']} {plain['hint']}".rstrip())
    if len(problems) > most:
        texts.append(said["more"].format(count=len(problems) - most))
    width = size[0] - 4 * PAD - 8
    heights = [
        typeset.block_height(text, _TEXT, "bold" if not at else "regular", width) for at, text in enumerate(texts)
    ]
    high = sum(heights) + 6 * (len(texts) - 1) + 2 * PAD
    high = min(high, size[1] * 2 // 3)
    top = size[1] - high
    pygame.draw.rect(canvas.surface, canvas.shade("card"), (0, top, size[0], high))
    pygame.draw.rect(canvas.surface, canvas.shade("coral"), (0, top, 8, high))
    y = top + PAD
    for at, (text, tall) in enumerate(zip(texts, heights, strict=True)):
        if y + tall > size[1]:
            break
        colour: Role = "coral_text" if at == 0 else "ink"
        canvas.text(text, Rect(2 * PAD + 8, y, width, tall), _TEXT, "bold" if at == 0 else "regular", colour)
        y += tall + 6
    return top
