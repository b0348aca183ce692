"""`kiosk preview`: the panels as visitors will see them, in a window that follows every save, or as pictures."""

from __future__ import annotations

import argparse
import os
import time
from pathlib import Path

import pygame

from kiosk.bookbinder import PLATE, TILE
from kiosk.bookbinding import picture
from kiosk.errors import KioskError
from kiosk.exhibit.cli import staff_language
from kiosk.exhibit.load import SETTINGS
from kiosk.exhibit.model import Drawn
from kiosk.exhibit.problems import Problem
from kiosk.exhibit.source import read_source
from kiosk.preview_bar import KEYS, draw_bar, draw_problems
from kiosk.preview_pictures import render
from kiosk.previewing import (
    Action,
    Content,
    View,
    acted,
    first_view,
    fitted,
    overflowing,
    problems_of,
    read,
    stamp,
    touched,
)
from kiosk.screens import Canvas, Rect, draw, layout
from kiosk.screens.typeset import missing
from kiosk.visit.panels import chapters, find

FINE = 0
WINDOW, SMALLEST = (1280, 860), (480, 360)
LOOK_SECONDS = 0.25
TICK = 30


def run(options: argparse.Namespace, folder: Path) -> int:
    """Show the panels of `folder`, or with `--out` render them. Returns the exit code.

    Raises KioskError where it could not run: no such folder, no display, or a place where nothing can be written.
    """
    if not folder.is_dir():
        raise KioskError(f"There is no folder {folder}.")
    language = options.language or staff_language(read_source(folder, SETTINGS))
    spoken = "fr" if language == "fr" else "en"
    if options.out is not None:
        os.environ["SDL_VIDEODRIVER"] = "dummy"
        return render(folder, options.out, spoken, options.panel)
    if options.panel:
        raise KioskError("--panel goes together with --out.")
    preview = Preview(folder, spoken)
    try:
        while preview.loop_once():
            pygame.time.wait(1000 // TICK)
    finally:
        pygame.quit()
    return FINE


class Preview:
    """The window: its surface, what is shown, and what was last read from the folder."""

    def __init__(self, folder: Path, language: str, size: tuple[int, int] = WINDOW) -> None:
        """Opens the window and reads the folder. Raises KioskError where there is no display."""
        self.folder, self.language = folder, language
        try:
            pygame.display.init()
            pygame.font.init()
            self.window = pygame.display.set_mode(size, pygame.RESIZABLE)
        except pygame.error as error:
            raise KioskError(f"There is no display for the preview: {error}. Use --out.") from None
        pygame.display.set_caption(f"kiosk preview · {folder.name}")
        self._stamp, self._looked = stamp(folder), time.monotonic()
        self.content: Content = read(folder, lacks=missing)
        self.view: View = first_view(self.content.exhibit)
        self._canvases: dict[tuple[int, int], Canvas] = {}
        self._pictures: dict[tuple[str, int], dict[bool, Drawn]] = {}
        self._dirty = True
        self.place = Rect(0, 0, 1, 1)
        """Where the page is in the window."""
        self.problems: list[Problem] = []

    def loop_once(self) -> bool:
        """Events, the folder, a frame where something changed. False: the window was closed."""
        for event in pygame.event.get():
            if event.type == pygame.QUIT or (event.type == pygame.KEYDOWN and event.key == pygame.K_ESCAPE):
                return False
            self._happened(event)
        if time.monotonic() - self._looked >= LOOK_SECONDS:
            self.look()
        if self._dirty:
            self._dirty = False
            self._draw()
            self._dirty = self._draw_picture()
        return True

    def look(self) -> None:
        """Read the folder again if a file of it has changed."""
        now = stamp(self.folder)
        self._looked = time.monotonic()
        if now != self._stamp:
            self._stamp = now
            self.content = read(self.folder, self.content, missing)
            self.view = fitted(self.view, self.content.exhibit)
            self._canvases.clear()
            self._dirty = True

    def act(self, action: Action) -> None:
        """What a key does."""
        self.view = acted(self.view, action, self.content.exhibit)
        self._dirty = True

    def _happened(self, event: pygame.Event) -> None:
        if event.type in (pygame.VIDEORESIZE, pygame.WINDOWEXPOSED):
            self.window = pygame.display.get_surface() or self.window
            self._dirty = True
        elif event.type == pygame.KEYDOWN:
            action = KEYS.get(event.key)
            if action is not None:
                self.act(action)
        elif event.type == pygame.MOUSEBUTTONUP and event.button == 1 and self.place.holds(event.pos):
            share = self.view.size[0] / self.place.w
            point = ((event.pos[0] - self.place.x) * share, (event.pos[1] - self.place.y) * share)
            self.view = touched(self.view, point, self.content.exhibit)
            self._dirty = True

    # --- drawing -------------------------------------------------------------------------------------------

    def _canvas(self) -> Canvas:
        size = self.view.size
        if size not in self._canvases:
            canvas = Canvas(pygame.Surface(size), self.content.exhibit.folder)
            for (path, changed), drawn in self._pictures.items():
                if _changed(path) == changed:
                    canvas.files.take(path, drawn)
            self._canvases[size] = canvas
        return self._canvases[size]

    def _draw(self) -> None:
        canvas, exhibit, visit = self._canvas(), self.content.exhibit, self.view.visit
        name = self.view.opened.panel
        self.problems = problems_of(self.content, name, visit.language)
        draw(canvas, visit, exhibit, 1.0)
        page = canvas.surface
        if not (self.view.opened.word or self.view.opened.sources >= 0):
            page = self._outlined(canvas)
        wide, high = (max(least, side) for least, side in zip(SMALLEST, self.window.get_size(), strict=True))
        frame = Canvas(self.window)
        self.window.fill(frame.shade("ink"))
        kept = (name, visit.language) in self.content.kept
        bottom = draw_bar(frame, self.view, exhibit, self.language, (wide, high))
        bottom = draw_problems(frame, self.problems, kept, self.language, (wide, bottom))
        room = Rect(0, 0, wide, bottom).inset(12)
        scale = min(room.w / page.get_width(), room.h / page.get_height())
        size = max(1, round(page.get_width() * scale)), max(1, round(page.get_height() * scale))
        self.place = Rect(room.x + (room.w - size[0]) // 2, room.y + (room.h - size[1]) // 2, *size)
        self.window.blit(pygame.transform.smoothscale(page, size), self.place[:2])
        pygame.display.flip()

    def _outlined(self, canvas: Canvas) -> pygame.Surface:
        """The page with a coral line around what does not fit."""
        names = overflowing(self.view, self.content.exhibit)
        made = layout(self.view.visit, self.content.exhibit, self.view.size)
        boxes = [box for box in made.boxes if box.name in names]
        if not boxes:
            return canvas.surface
        page = canvas.surface.copy()
        on = canvas.on(page)
        for box in boxes:
            on.rounded(box.rect.inset(-14), 20, None, "coral", 10)
        return page

    def _draw_picture(self) -> bool:
        """Draw one picture that the page lacks (0.1 to 0.3 s); True where one was drawn."""
        exhibit, visit = self.content.exhibit, self.view.visit
        panel = find(exhibit, visit.language, self.view.opened.panel)
        pages = chapters(exhibit, visit.language)
        shown = pages[min(self.view.opened.chapter, len(pages) - 1)].panels if pages else ()
        for path in [one.picture for one in ((panel,) if panel else shown) if one.picture]:
            key = (path, _changed(path))
            if key not in self._pictures:
                made = picture(path, PLATE, TILE)
                self._pictures[key] = dict(made.drawn) if made else {}
                for canvas in self._canvases.values():
                    canvas.files.take(path, self._pictures[key])
                return True
        return False


def _changed(path: str) -> int:
    try:
        return Path(path).stat().st_mtime_ns
    except OSError:
        return 0
