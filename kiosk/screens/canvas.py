"""The surface a screen is drawn on, with its caches: the only mutable thing in drawing.

Everything that costs time (text, shapes, scaled pictures, whole still layers) is made once and kept in caches bounded
in bytes. Nothing here reads a clock.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable

import pygame

from kiosk.screens import shapes, typeset
from kiosk.screens.cache import Cache
from kiosk.screens.files import PictureFiles
from kiosk.screens.layout import Align, Box, Rect, Valign, Weight
from kiosk.screens.look import PAPER, Colour, Role, Theme
from kiosk.visit.events import Image

Shade = Role | Colour
"""A colour by its role, or (rarely) by its numbers."""
Drawing = Image | pygame.Surface

_MIB = 1 << 20


class Canvas:
    """Draws on `surface` in pixels. `folder` is where picture files are looked for (`Exhibit.folder`)."""

    def __init__(self, surface: pygame.Surface, folder: str = "", theme: Theme = PAPER) -> None:
        """See the class."""
        self.surface = surface
        self.theme = theme
        self._texts = Cache(24 * _MIB)
        self._shapes = Cache(32 * _MIB)
        self._pictures = Cache(24 * _MIB)
        self._layers = Cache(32 * _MIB)
        self.files = PictureFiles(folder, theme.paper, 32 * _MIB)

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self.surface.get_size()

    def forget(self) -> None:
        """Drop every cached text, picture and layer: nothing of a visitor is left in memory here."""
        for cache in (self._texts, self._pictures, self._layers):
            cache.clear()

    def move(self, folder: str) -> None:
        """Another exhibit, in this folder: nothing of the one before is drawn any more."""
        self.forget()
        self.files.move(folder)

    def on(self, surface: pygame.Surface) -> Canvas:
        """The same canvas (same caches) drawing on another surface."""
        other = Canvas.__new__(Canvas)
        other.__dict__.update(self.__dict__)
        other.surface = surface
        return other

    def shade(self, shade: Shade) -> Colour:
        """The colour of a role in this theme."""
        return self.theme.colour(shade) if isinstance(shade, str) else shade

    # --- paper and layers ------------------------------------------------------------------------

    def paper(self) -> None:
        """Cover everything with paper."""
        self.layer("paper", _lay_paper)

    def layer(self, key: Hashable, paint: Callable[[Canvas], None]) -> None:
        """Cover the screen with what `paint` draws; painted once for each `key`, then copied.

        `key` must hold everything `paint` depends on. Colour, screen size and theme are added here.
        """

        def make() -> pygame.Surface:
            surface = pygame.Surface(self.size, 0, self.surface)
            paint(self.on(surface))
            return surface

        found = self._layers.get((key, self.size, self.theme), make)
        if found is not None:
            self.surface.blit(found, (0, 0))

    def veil(self, shade: Shade, alpha: int) -> None:
        """Cover the screen with a see-through colour. Costs about 2 ms at 1920x1080: draw it inside a `layer`."""

        def make() -> pygame.Surface:
            surface = pygame.Surface(self.size, 0, self.surface)
            surface.fill(self.shade(shade))
            surface.set_alpha(alpha)
            return surface

        found = self._layers.get(("veil", self.shade(shade), alpha, self.size), make)
        if found is not None:
            self.surface.blit(found, (0, 0))

    # --- text --------------------------------------------------------------------------------------

    def measure(self, text: str, px: int, weight: Weight = "regular") -> tuple[int, int]:
        """Width and line height of one line, in pixels."""
        return typeset.width(text, px, weight), typeset.line_height(px)

    def text(
        self,
        text: str,
        where: Rect | tuple[int, int],
        px: int,
        weight: Weight = "regular",
        colour: Shade = "ink",
        align: Align = "left",
        valign: Valign = "top",
        leading: float = 1.25,
        balance: bool = False,
        alpha: int = 255,
    ) -> int:
        """Draw text and return its height in pixels.

        In a `Rect` it is wrapped to the width and placed by `align` and `valign` (by capitals for "middle"); at a
        point it is one line (or one per newline), `align`ed to that point.
        """
        if isinstance(where, Rect):
            lines = typeset.wrap(text, px, weight, where.w, balance)
            x, y, w, h = where
        else:
            lines = tuple(typeset.clean(text).split("\n"))
            (x, y), w, h = where, 0, 0
        step = typeset.line_height(px, leading)
        total = step * len(lines)
        if valign == "middle":
            y += (h - total) // 2
        elif valign == "bottom":
            y += h - total
        face = typeset.font(px, weight)
        ascent = face.get_ascent()
        # Capitals sit in the middle of their line, so that text looks centred in buttons.
        baseline = (step + round(typeset.CAP_HEIGHT * px)) // 2
        for line in lines:
            if line:
                drawn = self._line(line, px, weight, self.shade(colour))
                left = x + {"left": 0, "center": (w - drawn.get_width()) // 2, "right": w - drawn.get_width()}[align]
                if alpha < 255:
                    drawn.set_alpha(max(0, alpha))
                self.surface.blit(drawn, (left, y + baseline - ascent))
                if alpha < 255:
                    drawn.set_alpha(255)
            y += step
        return total

    def _line(self, line: str, px: int, weight: Weight, colour: Colour) -> pygame.Surface:
        made = self._texts.get((line, px, weight, colour), lambda: typeset.render(line, px, weight, colour))
        return made if made is not None else pygame.Surface((1, 1))

    def box(self, box: Box, alpha: int = 255, colour: Shade | None = None) -> int:
        """Draw a text box of a layout; returns the height of its text."""
        return self.text(
            box.text,
            box.rect,
            box.px,
            box.weight,
            box.colour if colour is None else colour,
            box.align,
            box.valign,
            box.leading,
            box.balance,
            alpha,
        )

    # --- shapes ------------------------------------------------------------------------------------

    def rounded(
        self, rect: Rect, radius: int, fill: Shade | None = None, line: Shade | None = None, width: int = 0
    ) -> None:
        """A rounded rectangle, smooth at the edges; the outline lies inside the rectangle."""
        inside = None if fill is None else self.shade(fill)
        edge = None if line is None else self.shade(line)
        size = (rect.w, rect.h)
        self._stamp(
            ("rounded", size, radius, inside, edge, width),
            lambda: shapes.rounded(size, radius, inside, edge, width),
            (rect.x, rect.y),
        )

    def pill(self, rect: Rect, fill: Shade | None = None, line: Shade | None = None, width: int = 0) -> None:
        """A rectangle with round ends."""
        self.rounded(rect, min(rect.w, rect.h) // 2, fill, line, width)

    def shadow(self, rect: Rect, radius: int, drop: int, alpha: int = 46) -> None:
        """The soft printed shadow of something at `rect`, `drop` pixels below and to the right."""
        blur = max(2, drop // 2)
        size, ink = (rect.w, rect.h), self.theme.ink
        self._stamp(
            ("shadow", size, radius, blur, ink, alpha),
            lambda: shapes.shadow(size, radius, blur, ink, alpha),
            (rect.x - blur + drop * 2 // 3, rect.y - blur + drop),
        )

    def card(
        self,
        rect: Rect,
        radius: int,
        fill: Shade = "card",
        line: Shade | None = None,
        width: int = 0,
        drop: int = 0,
    ) -> None:
        """A card: a rounded rectangle with, for `drop` > 0, its printed shadow."""
        if drop > 0:
            self.shadow(rect, radius, drop)
        self.rounded(rect, radius, fill, line, width)

    def hatch(self, rect: Rect, colour: Shade = "slate", radius: int = 0, gap: int = 14, width: int = 3) -> None:
        """Slanted lines: always together with slate."""
        size, shade = (rect.w, rect.h), self.shade(colour)
        self._stamp(
            ("hatch", size, radius, shade, gap, width),
            lambda: shapes.hatch(size, radius, shade, gap, width),
            (rect.x, rect.y),
        )

    def ring(self, rect: Rect, width: int, share: float, colour: Shade, rest: Shade) -> None:
        """A ring filled to `share` (0 to 1) from the top, clockwise."""
        share = round(min(1.0, max(0.0, share)), 3)
        key = ("ring", rect.w, width, share, self.shade(colour), self.shade(rest))
        self._stamp(
            key, lambda: shapes.ring(rect.w, width, share, self.shade(colour), self.shade(rest)), (rect.x, rect.y)
        )

    def icon(self, name: str, rect: Rect, colour: Shade = "ink", width: int = 4) -> None:
        """One of `shapes.ICONS` in line, in the largest square in the middle of `rect`."""
        square = rect.square(min(rect.w, rect.h))
        shade = self.shade(colour)
        self._stamp(
            ("icon", name, square.w, shade, width),
            lambda: shapes.icon(name, square.w, shade, width),
            (square.x, square.y),
        )

    def line(self, start: tuple[int, int], end: tuple[int, int], colour: Shade = "ink", width: int = 3) -> None:
        """An upright or level line (others: use an icon)."""
        pygame.draw.line(self.surface, self.shade(colour), start, end, width)

    def disc(self, centre: tuple[int, int], radius: int, shade: Shade) -> None:
        """A filled circle, drawn each time anew and quickly: for what changes its size from frame to frame."""
        pygame.draw.aacircle(self.surface, self.shade(shade), centre, max(1, radius))

    def _stamp(self, key: Hashable, make: Callable[[], pygame.Surface], at: tuple[int, int]) -> None:
        shape = self._shapes.get(key, make)
        if shape is not None:
            self.surface.blit(shape, at)

    # --- pictures ----------------------------------------------------------------------------------

    def picture(
        self,
        image: Drawing,
        rect: Rect,
        frame: Shade | None = "ink",
        radius: int = 20,
        alpha: int = 255,
        drop: int = 0,
        mosaic: bool = False,
        width: int = 3,
    ) -> None:
        """A picture filling `rect`, with rounded corners, an outline and (for `drop` > 0) a printed shadow.

        Scaled smoothly, or into hard squares with `mosaic` (latents). Scaled copies are kept by identity of `image`.
        Images that are broken (wrong number of bytes) are drawn as an empty sand tile.
        """
        self.cross_fade(None, image, alpha / 255, rect, frame, radius, drop, mosaic, width)

    def cross_fade(
        self,
        before: Drawing | None,
        after: Drawing,
        amount: float,
        rect: Rect,
        frame: Shade | None = "ink",
        radius: int = 20,
        drop: int = 0,
        mosaic: bool = False,
        width: int = 3,
    ) -> None:
        """`before` giving way to `after`: `amount` 0 shows the first, 1 the second. See `picture`.

        Without `before`, `after` fades in over what is already on the canvas.
        """
        if rect.w < 2 or rect.h < 2:
            return
        amount = min(1.0, max(0.0, amount))
        radius = min(radius, rect.w // 2, rect.h // 2)
        if drop > 0:
            self.shadow(rect, radius, drop)
        kept = self._corners(rect, radius)
        if before is not None and amount < 1:
            self.surface.blit(self._scaled(before, rect, mosaic), (rect.x, rect.y))
        if before is None or amount > 0:
            scaled = self._scaled(after, rect, mosaic)
            scaled.set_alpha(None if amount >= 1 else round(255 * amount))
            self.surface.blit(scaled, (rect.x, rect.y))
            scaled.set_alpha(None)
        for corner, at in kept:
            self.surface.blit(corner, at)
        if frame is not None and width > 0:
            self.rounded(rect, radius, None, frame, width)

    def _corners(self, rect: Rect, radius: int) -> list[tuple[pygame.Surface, tuple[int, int]]]:
        """What lies under the four corners, cut so that putting it back rounds them."""
        if radius < 1:
            return []
        mask = self._shapes.get(("corners", radius), lambda: shapes.corner_masks(radius))
        kept: list[tuple[pygame.Surface, tuple[int, int]]] = []
        if mask is None:
            return kept
        for i in (0, 1):
            for j in (0, 1):
                at = (rect.x + i * (rect.w - radius), rect.y + j * (rect.h - radius))
                piece = pygame.Surface((radius, radius), pygame.SRCALPHA)
                piece.fill((255, 255, 255, 255))
                piece.blit(self.surface, (0, 0), (*at, radius, radius))
                piece.blit(mask, (0, 0), (i * radius, j * radius, radius, radius), special_flags=pygame.BLEND_RGBA_MULT)
                kept.append((piece, at))
        return kept

    def _scaled(self, image: Drawing, rect: Rect, mosaic: bool) -> pygame.Surface:
        def make() -> pygame.Surface:
            source = _surface(image, self.theme)
            source = source.convert(self.surface)
            size = (rect.w, rect.h)
            if mosaic:
                return pygame.transform.scale(source, size)
            return pygame.transform.smoothscale(source, size)

        made = self._pictures.get((id(image), rect.w, rect.h, mosaic), make, owner=image)
        return made if made is not None else pygame.Surface((rect.w, rect.h))

    # --- files and things made once ----------------------------------------------------------------

    def file(self, path: str) -> pygame.Surface | None:
        """A picture file (a path, or one relative to the exhibit's folder); None when it cannot be read."""
        return self.files.picture(path)

    def made(self, key: Hashable, make: Callable[[], pygame.Surface]) -> pygame.Surface:
        """A surface a screen makes once, kept with the shapes."""
        found = self._shapes.get(key, make)
        return found if found is not None else make()


def _lay_paper(canvas: Canvas) -> None:
    side = 240
    tile = shapes.grain(side, canvas.theme.paper, 2)
    width, height = canvas.size
    for x in range(0, width, side):
        for y in range(0, height, side):
            canvas.surface.blit(tile, (x, y))


def _surface(image: Drawing, theme: Theme) -> pygame.Surface:
    if isinstance(image, pygame.Surface):
        return image
    good = image.width > 0 and image.height > 0 and len(image.rgb) == 3 * image.width * image.height
    if good:
        return pygame.image.frombuffer(image.rgb, (image.width, image.height), "RGB")
    empty = pygame.Surface((8, 8))
    empty.fill(theme.sand)
    return empty
