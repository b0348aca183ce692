"""The labeller's network: one look at a picture, and answers about the whole, every thing and every place."""

from __future__ import annotations

from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import nn

from kiosk.imagier.vocabulary import CLASSES, COLOURS, SCENES, THINGS
from kiosk.training.marks import ATTRIBUTES

HEADS, WIDE = 4, 32
"""Each of HEADS looks at its own place within a thing (all of it, the face ...) and tells WIDE features of it."""
FINE = 16
"""Features that each of as many others tells at half of the side, where dots and chequers differ."""
FEATURES = 64
SEEN = HEADS * (WIDE + 1) + 1 + HEADS * (FINE + 1)
"""How many numbers are known of every thing apart."""
SHARPNESS = 16.0
"""How strongly the angle between features and a word's direction decides; 16 gives a sure answer near 45 degrees."""
SAME = {"things": len(THINGS), "scene": len(SCENES), "colours": len(COLOURS), "pairs": len(THINGS) * len(COLOURS)}
"""What pictures that lie close to each other should share; "pairs" are a thing with its colour."""


class Answers(NamedTuple):
    """Logits: `things` [n, things], `scene` [n, scenes], `mask` [n, classes, h / 2, w / 2] or a part of it.

    `attributes` [n, things, words of all attributes one after the other]; `features` [n, 64] of length 1.
    """

    things: torch.Tensor
    scene: torch.Tensor
    mask: torch.Tensor
    features: torch.Tensor
    attributes: torch.Tensor


class LabellerNet(nn.Module):
    """Strided convolutions down to a sixteenth of the side, and back up to half of it, where the mask is.

    Attributes are asked of every thing apart: its features are averaged where the mask says it is.
    """

    def __init__(self, channels: tuple[int, int, int, int] = (32, 56, 112, 192)) -> None:
        """`channels` at a half, a quarter, an eighth and a sixteenth of the side."""
        super().__init__()
        half, quarter, eighth, sixteenth = channels
        self.edges = _Step(3, half, 5, 2)
        self.fine = nn.Sequential(_Step(half, quarter, 3, 2), _Step(quarter, quarter, 3))
        self.middle = nn.Sequential(_Step(quarter, eighth, 3, 2), _Again(eighth))
        self.coarse = nn.Sequential(_Step(eighth, sixteenth, 3, 2), _Again(sixteenth), _Again(sixteenth))
        self.up_middle, self.join_middle = nn.Conv2d(sixteenth, eighth, 1), _Step(eighth, eighth, 3)
        self.up_fine, self.join_fine = nn.Conv2d(eighth, quarter, 1), _Step(quarter, quarter, 3)
        self.up_edges, self.join_edges = nn.Conv2d(quarter, half, 1), _Step(half, half, 3)
        self.mask = nn.Conv2d(half, len(CLASSES), 1)
        self.here, self.look = nn.Conv2d(quarter, HEADS * WIDE, 1), nn.Conv2d(quarter, HEADS, 1)
        self.grain = _Step(half, half, 3)
        self.here_fine, self.look_fine = nn.Conv2d(half, HEADS * FINE, 1), nn.Conv2d(half, HEADS, 1)
        words = sum(len(words) for words in ATTRIBUTES.values())
        self.apart = nn.Sequential(nn.Linear(SEEN, 128), nn.ReLU(), nn.Linear(128, 1 + words))
        last = nn.Linear(128, len(THINGS))
        # Before it knows anything, a thing is in one picture of fifty, not in every second.
        nn.init.constant_(last.bias, -4)
        self.things = nn.Sequential(nn.Linear(2 * sixteenth, 128), nn.ReLU(), last)
        self.scene = nn.Linear(2 * sixteenth, len(SCENES))
        self.features = nn.Linear(2 * sixteenth, FEATURES)
        self.directions = nn.Parameter(torch.randn(sum(SAME.values()), FEATURES))

    def forward(self, x: torch.Tensor, phase: tuple[int, int] | None = None) -> Answers:
        """Pictures [n, 3, h, w], 0 to 1; h and w multiples of 16.

        With a `phase` (row, column; each 0 or 1) only every second row and column of the mask, from there, is
        answered: most of the time of learning would go into the rest, which says nearly the same.
        """
        half = self.edges(2 * x - 1)
        quarter = self.fine(half)
        eighth = self.middle(quarter)
        sixteenth = self.coarse(eighth)
        up = self.join_middle(eighth + _twice(self.up_middle(sixteenth)))
        up = self.join_fine(quarter + _twice(self.up_fine(up)))
        edges = self.join_edges(half + _twice(self.up_edges(up)))
        apart = self.apart(self._apart(up, edges))
        whole = torch.cat([sixteenth.mean((2, 3)), sixteenth.amax((2, 3))], 1)
        # A thing is there where the whole picture says so and its own place does.
        things = self.things(whole) + apart[:, :, 0]
        features = F.normalize(self.features(whole).float(), dim=1)
        mask = self.mask(edges if phase is None else edges[:, :, phase[0] :: 2, phase[1] :: 2])
        return Answers(things, self.scene(whole), mask, features, apart[:, :, 1:])

    def _apart(self, up: torch.Tensor, edges: torch.Tensor) -> torch.Tensor:
        """What is known of every thing [n, things, SEEN]; `up` is at a quarter of the side, `edges` at half of it."""
        mask = self.mask(F.avg_pool2d(edges, 2))
        where = _cells(mask).float().softmax(2)[:, :, -len(THINGS) :].transpose(1, 2)
        look, here = self.look(up).sigmoid(), self.here(up).relu()
        grain = self.grain(edges)
        look_fine, here_fine = self.look_fine(grain).sigmoid(), self.here_fine(grain).relu()
        # What the fine features say is averaged over the four cells that one of the mask covers.
        seen_fine = F.avg_pool2d(_each(here_fine, look_fine), 2)
        coarse = _told(where, _cells(look), _cells(_each(here, look)))
        fine = _told(where, _cells(F.avg_pool2d(look_fine, 2)), _cells(seen_fine))
        size = (1 + where.sum(2, keepdim=True)).log()
        return torch.cat([coarse[0], coarse[1], size, *fine], 2)

    def shared(self, features: torch.Tensor) -> dict[str, torch.Tensor]:
        """What the features alone say of SAME, as logits; training only, so that neighbours share these."""
        logits = SHARPNESS * features @ F.normalize(self.directions, dim=1).T
        return dict(zip(SAME, torch.split(logits, list(SAME.values()), 1), strict=True))


class _Step(nn.Sequential):
    """Convolution, batch normalisation (folded away in the export), ReLU."""

    def __init__(self, before: int, after: int, kernel: int, stride: int = 1) -> None:
        super().__init__(
            nn.Conv2d(before, after, kernel, stride, kernel // 2, bias=False), nn.BatchNorm2d(after), nn.ReLU()
        )


class _Again(nn.Module):
    """One more convolution, added to what it was given."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.step = _Step(channels, channels, 3)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        result: torch.Tensor = x + self.step(x)
        return result


def _each(here: torch.Tensor, look: torch.Tensor) -> torch.Tensor:
    """Every head's features [n, heads * c, h, w], as far as it looks [n, heads, h, w] there."""
    heads = here.view(here.shape[0], look.shape[1], -1, *here.shape[2:])
    return (heads * look[:, :, None]).flatten(1, 2)


def _told(where: torch.Tensor, look: torch.Tensor, seen: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Means of `seen` [n, cells, heads * c] over every thing's cells, and how large a part of it was looked at.

    `where` is [n, things, cells], `look` [n, cells, heads]; the answers are [n, things, heads * c] and
    [n, things, heads].
    """
    area = where @ look
    # A twentieth of a cell more, so that a thing that is nowhere has no features rather than any.
    mean = (where @ seen).view(*area.shape, -1) / (area + 0.05)[..., None]
    return mean.flatten(2), (1 + area).log()


def _cells(x: torch.Tensor) -> torch.Tensor:
    """[n, c, h, w] -> [n, h * w, c]."""
    return x.permute(0, 2, 3, 1).flatten(1, 2)


def _twice(x: torch.Tensor) -> torch.Tensor:
    return F.interpolate(x, scale_factor=2.0, mode="nearest")
