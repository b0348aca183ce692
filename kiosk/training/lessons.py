"""What the labeller learns from: drawings of every combination with their masks, drawn once and kept on disk."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tqdm import tqdm

from kiosk.imagier.dataset import VERSION, Description, Placed, describe
from kiosk.imagier.draw import mask, render, svg
from kiosk.imagier.skew import CHILDREN, Person
from kiosk.imagier.vocabulary import AGES, COLOURS, HAIR_STYLES, KINDS, SCENES, SKIN_TONES, UNCOLOURED, textures_of
from kiosk.training.damage import move, to_unit
from kiosk.training.marks import RED_ROOF, SINGLE_PEOPLE, truth_of

Pixels = NDArray[np.uint8]

STRIDE = 2
"""Pixels of the picture per cell of the mask, along each side."""
CHUNK = 64
"""Lessons in one file."""
FARTHEST = 4
"""So many cells of the mask, up, down and to either side, a lesson is moved at most."""


def lesson(i: int) -> Description:
    """What lesson `i` >= 0 shows: a picture as in the even data set, or, every third, one of any combination."""
    return any_combination(i // 3) if i % 3 == 2 else describe(i, "labeller-even")


def any_combination(i: int, variant: str = "referee-even") -> Description:
    """A picture as the data set draws them, but of any colour, texture, kind and scene; every tenth is empty.

    The painter learns from the data set alone, which leaves combinations out. Its referee must know all of them,
    or it would call a spongecat wrong because *it* never saw one. What is rare in the data set (a beard, a sea
    sponge) is not rare here.
    """
    description = describe(i, variant)
    if i % 10 == 9:
        return replace(description, placed=())
    dice = np.random.default_rng([i, len(variant)])
    placed = tuple(_anew(one, dice) for one in description.placed)
    return replace(description, scene=_one_of(SCENES, dice), placed=placed)


def _one_of(words: Sequence[str], dice: np.random.Generator) -> str:
    return words[int(dice.integers(len(words)))]


def _anew(one: Placed, dice: np.random.Generator) -> Placed:
    colour = "" if one.thing in UNCOLOURED else _one_of(tuple(COLOURS), dice)
    new = replace(one, colour=colour, texture=_one_of(textures_of(one.thing), dice))
    if one.thing in SINGLE_PEOPLE:
        return replace(new, people=(_anyone(one.people[0], one.thing, dice),))
    # A family keeps its kind, which says how many people are drawn.
    if one.thing in KINDS and not one.people:
        roof = RED_ROOF if one.thing == "house" and dice.random() < 0.5 else ""
        return replace(new, kind=_one_of(KINDS[one.thing], dice) + roof)
    return new


def _anyone(person: Person, thing: str, dice: np.random.Generator) -> Person:
    child = thing in CHILDREN
    beard, headscarf, glasses = dice.random(3) < (0.4, 0.3, 0.5)
    return replace(
        person,
        hair=_one_of([style for style in HAIR_STYLES if not (child and style == "bald")], dice),
        skin=int(dice.integers(len(SKIN_TONES))),
        beard=bool(beard) and not child,
        headscarf=bool(headscarf) and thing != "baby",
        glasses=bool(glasses) and thing != "baby",
        age="adult" if child else _one_of(AGES, dice),
    )


def drawn(description: Description, side: int) -> Pixels:
    """The picture as the labeller sees it, uint8 [side, side, 3]: drawn twice as large and averaged 2 x 2."""
    large = render(svg(description), 2 * side).reshape(side, 2, side, 2, 3)
    return np.asarray(large.mean((1, 3)).round(), np.uint8)


def draw_lessons(folder: Path, count: int, side: int, workers: int = 0) -> None:
    """Draws lessons 0 to `count` - 1 into `folder`/lessons, a file of CHUNK at a time; those that are there stay.

    An interrupted run goes on where it stopped, and a larger `count` adds to what is there. `workers` forces the
    number of processes (0: one per core).
    """
    folder = folder / "lessons"
    folder.mkdir(parents=True, exist_ok=True)
    jobs = [(folder, start, side) for start in range(0, count, CHUNK) if not _files(folder, start, side)[0].exists()]
    if workers == 1:
        for job in jobs:
            _draw(job)
    elif jobs:
        with get_context("spawn").Pool(workers or os.cpu_count()) as pool:
            list(tqdm(pool.imap(_draw, jobs), total=len(jobs), desc="drawing lessons"))


def _files(folder: Path, start: int, side: int) -> tuple[Path, Path]:
    name = f"{VERSION}-{side}-{start:06}"
    return folder / f"{name}.npy", folder / f"{name}-masks.npy"


def _draw(job: tuple[Path, int, int]) -> None:
    folder, start, side = job
    described = [lesson(i) for i in range(start, start + CHUNK)]
    pictures, masks = _files(folder, start, side)
    np.save(masks, np.stack([mask(one, side // STRIDE) for one in described]))
    beside = pictures.with_suffix(f".part-{os.getpid()}.npy")
    np.save(beside, np.stack([drawn(one, side) for one in described]))
    # The pictures come last and whole: where they are, their masks are too.
    beside.replace(pictures)


class Lessons:
    """The drawn lessons with their truth, in batches."""

    def __init__(self, folder: Path, count: int, side: int, seed: int) -> None:
        """Opens lessons 0 to `count` - 1, which `draw_lessons` drew into `folder`. Raises OSError where it did not."""
        starts = range(0, count, CHUNK)
        files = [_files(folder / "lessons", start, side) for start in starts]
        self._pictures = [np.load(pictures, mmap_mode="r") for pictures, _ in files]
        self._masks = np.concatenate([np.load(masks) for _, masks in files])[:count]
        self.truth = truth_of([lesson(i) for i in range(count)])
        self._random = np.random.default_rng(seed)

    def batch(self, count: int) -> tuple[torch.Tensor, torch.Tensor, NDArray[np.int64]]:
        """Pictures [count, 3, h, w], masks int64 [count, h / 2, w / 2], and their rows in `truth`.

        A batch is mirrored or not, and moved a little.
        """
        rows = self._random.integers(0, len(self._masks), count)
        x = to_unit(np.stack([self._pictures[i // CHUNK][i % CHUNK] for i in rows]))
        m = torch.from_numpy(self._masks[rows]).long()[:, None]
        if self._random.random() < 0.5:
            x, m = x.flip(3), m.flip(3)
        down, right = (int(step) for step in self._random.integers(-FARTHEST, FARTHEST + 1, 2))
        return move(x, down * STRIDE, right * STRIDE), move(m, down, right)[:, 0], rows
