"""Surfaces kept by key, as many as fit in a number of bytes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable

import pygame


class Cache:
    """Surfaces by key; the least recently used go when `limit` bytes are passed."""

    def __init__(self, limit: int) -> None:
        """See the class."""
        self.limit, self.bytes = limit, 0
        self._kept: OrderedDict[Hashable, tuple[object, pygame.Surface | None]] = OrderedDict()

    def get(
        self, key: Hashable, make: Callable[[], pygame.Surface | None], owner: object = None
    ) -> pygame.Surface | None:
        """The surface under `key`, made when it is not there. `owner` is kept alive with it."""
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key][1]
        surface = make()
        self._kept[key] = (owner, surface)
        self.bytes += _weight(surface)
        while self.bytes > self.limit and len(self._kept) > 1:
            _, (_, dropped) = self._kept.popitem(last=False)
            self.bytes -= _weight(dropped)
        return surface

    def drop(self, which: Callable[[Hashable], bool]) -> None:
        """Drop what is under the keys for which `which` says so."""
        for key in [key for key in self._kept if which(key)]:
            self.bytes -= _weight(self._kept.pop(key)[1])

    def clear(self) -> None:
        """Drop everything."""
        self._kept.clear()
        self.bytes = 0


def _weight(surface: pygame.Surface | None) -> int:
    return 64 if surface is None else surface.get_width() * surface.get_height() * surface.get_bytesize()
