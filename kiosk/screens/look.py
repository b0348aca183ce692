"""The design system: colours that carry meaning, one type scale, an 8-unit grid, quiet motion.

Lengths are in *units*: 1 unit is 1/1080 of the shorter side of the screen. A `Frame` turns them into pixels.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kiosk.screens.layout import Rect

Colour = tuple[int, int, int]

Role = Literal[
    "paper",
    "ink",
    "sand",
    "card",
    "coral",
    "coral_text",
    "slate",
    "gold",
    "teal",
    "teal_text",
    "violet",
    "grey",
    "white",
]
"""What a colour stands for. Screens name roles, never numbers, so that a theme can change them all."""


@dataclass(frozen=True)
class Theme:
    """One set of colours. Contrast is measured against `paper` (see the tests)."""

    paper: Colour = (0xF7, 0xF1, 0xE5)
    ink: Colour = (0x22, 0x1C, 0x35)
    sand: Colour = (0xEB, 0xE1, 0xCD)  # at rest; alone it is never a control
    card: Colour = (0xFF, 0xFC, 0xF6)
    coral: Colour = (0xB9, 0x3B, 0x18)  # the visitor and the prompt
    coral_text: Colour = (0x8E, 0x2E, 0x10)
    slate: Colour = (0x4A, 0x65, 0x9C)  # without the prompt, noise; always hatched
    gold: Colour = (0xF2, 0xB1, 0x34)  # the difference; never text
    teal: Colour = (0x0D, 0x75, 0x6D)  # the machine's own labels
    teal_text: Colour = (0x0A, 0x5A, 0x54)
    violet: Colour = (0x6C, 0x4A, 0xB6)  # the data set, other people
    grey: Colour = (0x5B, 0x55, 0x6B)  # secondary text, 6.4:1 on paper
    white: Colour = (0xFF, 0xFF, 0xFF)

    def colour(self, role: Role) -> Colour:
        """The colour of a role."""
        colour: Colour = getattr(self, role)
        return colour


PAPER = Theme()

# The type scale, in units: caption, body, lead, heading, title.
CAPTION, BODY, LEAD, HEADING, TITLE = 28, 34, 44, 60, 84
LARGE_TEXT = 1.4  # the text factor of a visitor who chose large text

# Space, in units.
GRID = 8
MARGIN = 64
HEADER_TOP, HEADER_HEIGHT = 32, 72
RADIUS_SMALL, RADIUS, RADIUS_LARGE = 12, 20, 26
LINE = 3  # an ink outline
SMALLEST_TARGET, GOOD_TARGET, TARGET_GAP = 54, 72, 8

# Motion, in seconds. At most five changes of a picture a second.
STEP_FADE = 0.2
TEXT_FADE = 0.4
PRESS = 0.12


@dataclass(frozen=True)
class Frame:
    """The screen a scene is laid out on: `size` in pixels, `text_factor` 1.0 (normal) to 1.4 (large text).

    Factors beyond 0.8 to 1.4 count as the nearest of these: that is what layouts have room for.
    """

    size: tuple[int, int]
    text_factor: float = 1.0

    @property
    def unit(self) -> float:
        """Pixels in one unit."""
        return min(self.size) / 1080

    @property
    def portrait(self) -> bool:
        """Whether the screen stands upright."""
        return self.size[1] > self.size[0]

    @property
    def large(self) -> bool:
        """Whether text is enlarged so much that layouts make room for it."""
        return self.text_factor >= 1.2

    @property
    def margin(self) -> int:
        """The empty border of every screen, in pixels."""
        return self.px(MARGIN)

    @property
    def screen(self) -> Rect:
        """The whole screen."""
        return Rect(0, 0, *self.size)

    @property
    def content(self) -> Rect:
        """What is left between the margins, below the header."""
        top = self.px(HEADER_TOP + HEADER_HEIGHT + GRID)
        bottom = self.size[1] - self.px(MARGIN - 2 * GRID)
        return Rect(self.margin, top, self.size[0] - 2 * self.margin, bottom - top)

    def px(self, units: float) -> int:
        """Units of space in whole pixels (never less than 1 for a positive length)."""
        pixels = round(units * self.unit)
        return max(1, pixels) if units > 0 else pixels

    def type(self, size: float) -> int:
        """A size of the type scale in pixels, text factor included.

        Body and captions grow by the whole factor (their capitals are what must reach 0.7 degree); titles are far
        above that already and grow less, so that the hierarchy stays and long words still fit.
        """
        share = min(1.0, max(0.15, (TITLE - size) / (TITLE - BODY) * 0.85 + 0.15))
        factor = min(1.4, max(0.8, self.text_factor))
        return max(1, round(size * (1 + (factor - 1) * share) * self.unit))
