"""Picture files: read once, and never a reason to fail."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from functools import partial
from pathlib import Path

import pygame

from kiosk.exhibit.model import Drawn
from kiosk.screens.cache import Cache
from kiosk.screens.look import Colour


class PictureFiles:
    """Pictures and filmstrips below `folder`, laid on `paper` where they are see-through; kept up to `limit` bytes.

    A file that cannot be read (missing, broken, no picture) is remembered as missing. Pictures of panels are not read
    here: to draw them takes longer than a frame may. Somebody else does, and gives them to `take`.
    """

    def __init__(self, folder: str, paper: Colour, limit: int) -> None:
        """See the class."""
        self.folder, self.paper = Path(folder), paper
        self._kept = Cache(limit)
        self._names: dict[tuple[str, str], tuple[str, ...]] = {}
        self._drawn: dict[str, Mapping[bool, Drawn]] = {}

    def take(self, path: str, drawn: Mapping[bool, Drawn]) -> None:
        """The picture at `path`, as it was drawn: large (False) and small (True)."""
        self._drawn[path] = drawn

    def drawn(self, path: str, small: bool = False) -> pygame.Surface | None:
        """The picture at `path` that was given to `take`; None while there is none. About 3 ms the first time."""
        found = self._drawn.get(path, {}).get(small)
        if found is None:
            return None

        def make() -> pygame.Surface:
            size = (found.width, found.height)
            # A copy: a surface made from a buffer lives no longer than that.
            return pygame.image.frombuffer(zlib.decompress(found.rgb), size, "RGB").copy()

        return self._kept.get(("drawn", path, small), make)

    def move(self, folder: str) -> None:
        """Look in another folder from now on (or again in the same one). What lies elsewhere stays: recordings."""
        old = self.folder
        self._kept.drop(lambda key: (old / (key[0] if isinstance(key, tuple) else str(key))).is_relative_to(old))
        self.folder = Path(folder)
        self._drawn.clear()

    def picture(self, path: str) -> pygame.Surface | None:
        """The picture at `path` (absolute, or relative to the folder), or None."""

        def make() -> pygame.Surface | None:
            try:
                loaded = pygame.image.load(str(self.folder / path))
            except (pygame.error, OSError, ValueError):
                return None
            flat = pygame.Surface(loaded.get_size(), 0, 32)
            flat.fill(self.paper)
            flat.blit(loaded, (0, 0))
            return flat

        return self._kept.get(path, make)

    def filmstrip(self, path: str) -> tuple[pygame.Surface, ...]:
        """The square frames of a filmstrip, from left to right; () when it cannot be read."""
        whole = self.picture(path)
        if whole is None or whole.get_height() < 1:
            return ()
        side = whole.get_height()
        frames = (
            self._kept.get((path, index), partial(whole.subsurface, (index * side, 0, side, side)), owner=whole)
            for index in range(whole.get_width() // side)
        )
        return tuple(frame for frame in frames if frame is not None)

    def names(self, folder: str, ending: str) -> tuple[str, ...]:
        """Paths of the files in a folder that end so, in order; () when there is no such folder. Read once."""
        if (folder, ending) not in self._names:
            try:
                found = sorted(str(path) for path in Path(folder).iterdir() if path.name.endswith(ending))
            except OSError:
                found = []
            self._names[folder, ending] = tuple(found)
        return self._names[folder, ending]
