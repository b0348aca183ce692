"""The labeller: a small network that names what is in a picture, and the referee of our own evaluation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import nn

from kiosk.imagier.dataset import VERSION, Description, describe
from kiosk.imagier.draw import mask, render, svg
from kiosk.imagier.vocabulary import CLASSES, COLOURS, SCENES, TEXTURES, THINGS, textures_of
from kiosk.training.damage import DAMAGES, move, soften, to_unit
from kiosk.training.parallel import Progress, Team, learning_rate, save
from kiosk.training.size import Size

Ints = NDArray[np.int64]

BATCH, PEAK = 48, 3e-3
DAMAGED = 6
"""So many pictures of each batch are damaged, and taught to hold no thing."""
STRIDE = 4
"""Pixels of the picture per pixel of the mask, along each side."""
SAVE_SECONDS = 60.0
NOT_JUDGED = -1

_COLOURS = tuple(COLOURS)


class LabellerNet(nn.Module):
    """Strided convolutions down to a sixteenth, and back up to a quarter of the side, where the mask is.

    Colour and texture are asked of every thing apart: its features are averaged where the mask says it is.
    """

    def __init__(self, channels: tuple[int, int, int, int] = (24, 48, 96, 160)) -> None:
        """`channels` at a half, a quarter, an eighth and a sixteenth of the side."""
        super().__init__()
        half, quarter, eighth, sixteenth = channels
        self.stem = nn.Sequential(_Step(3, half, 5, 2), _Step(half, quarter, 3, 2))
        self.fine = _Step(quarter, quarter, 3)
        self.middle = nn.Sequential(_Step(quarter, eighth, 3, 2), _Again(eighth))
        self.coarse = nn.Sequential(_Step(eighth, sixteenth, 3, 2), _Again(sixteenth), _Again(sixteenth))
        self.up_middle, self.join_middle = nn.Conv2d(sixteenth, eighth, 1), _Step(eighth, eighth, 3)
        self.up_fine, self.join_fine = nn.Conv2d(eighth, quarter, 1), _Step(quarter, quarter, 3)
        self.mask = nn.Conv2d(quarter, len(CLASSES), 1)
        self.here = nn.Conv2d(quarter, eighth, 1)
        self.colour = nn.Sequential(nn.Linear(eighth, eighth), nn.ReLU(), nn.Linear(eighth, len(COLOURS)))
        self.texture = nn.Sequential(nn.Linear(eighth, eighth), nn.ReLU(), nn.Linear(eighth, len(TEXTURES)))
        self.things = nn.Sequential(nn.Linear(2 * sixteenth, eighth), nn.ReLU(), nn.Linear(eighth, len(THINGS)))
        self.scene = nn.Linear(2 * sixteenth, len(SCENES))

    def forward(self, x: torch.Tensor) -> tuple[torch.Tensor, ...]:
        """Pictures [n, 3, h, w], 0 to 1; h and w multiples of 16.

        Logits: things [n, 14], colours [n, 14, 11], textures [n, 14, 5], scene [n, 6], mask [n, 22, h/4, w/4].
        """
        quarter = self.fine(self.stem(2 * x - 1))
        eighth = self.middle(quarter)
        sixteenth = self.coarse(eighth)
        up = self.join_middle(eighth + _twice(self.up_middle(sixteenth)))
        up = self.join_fine(quarter + _twice(self.up_fine(up)))
        mask = self.mask(up)
        where = mask.float().softmax(1)[:, -len(THINGS) :].flatten(2)
        where = where / (where.sum(2, keepdim=True) + 1e-3)
        here = self.here(up).relu().flatten(2).transpose(1, 2).float()
        apart = where @ here
        whole = torch.cat([sixteenth.mean((2, 3)), sixteenth.amax((2, 3))], 1)
        return self.things(whole), self.colour(apart), self.texture(apart), self.scene(whole), mask


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


def _twice(x: torch.Tensor) -> torch.Tensor:
    return F.interpolate(x, scale_factor=2.0, mode="nearest")


@dataclass(frozen=True)
class Truth:
    """What is in n pictures: positions in the vocabulary's lists; NOT_JUDGED for things that are not there.

    `present` bool [n, 14], `colours` and `textures` int64 [n, 14] (one per thing), `scenes` int64 [n].
    """

    present: NDArray[np.bool_]
    colours: Ints
    textures: Ints
    scenes: Ints


def truth_of(descriptions: list[Description]) -> Truth:
    """The truth of n pictures, read from their descriptions."""
    n = len(descriptions)
    colours, textures = np.full((2, n, len(THINGS)), NOT_JUDGED)
    for row, description in enumerate(descriptions):
        for placed in description.placed:
            k = THINGS.index(placed.thing)
            colours[row, k], textures[row, k] = _COLOURS.index(placed.colour), TEXTURES.index(placed.texture)
    scenes = np.asarray([SCENES.index(description.scene) for description in descriptions])
    return Truth(colours != NOT_JUDGED, colours, textures, scenes)


def any_combination(i: int, variant: str = "referee") -> Description:
    """A picture as the data set draws them, but of any thing, colour, texture and scene; every tenth is empty.

    The painter learns from the data set alone, which leaves combinations out. Its referee must know all of them,
    or it would call a spongecat wrong because *it* never saw one.
    """
    description = describe(i, variant)
    if i % 10 == 9:
        return replace(description, placed=())
    dice = np.random.default_rng([i, len(variant)])
    placed = tuple(
        replace(
            one,
            colour=_COLOURS[dice.integers(len(COLOURS))],
            texture=textures_of(one.thing)[dice.integers(len(textures_of(one.thing)))],
        )
        for one in description.placed
    )
    return replace(description, scene=SCENES[dice.integers(len(SCENES))], placed=placed)


def _draw_any(folder: Path, count: int, side: int) -> NDArray[np.uint8]:
    """Pictures of any combination, uint8 [count, side, side, 3], drawn once and kept in `folder`."""
    path = folder / f"any-{VERSION}-{count}-{side}.npy"
    if not path.exists():
        beside = path.with_suffix(".part.npy")
        np.save(beside, np.stack([render(svg(any_combination(i)), side) for i in range(count)]))
        beside.replace(path)
    pictures: NDArray[np.uint8] = np.load(path)
    return pictures


class _Lessons:
    """Pictures with their truth, in batches; masks are drawn when they are first asked for."""

    def __init__(
        self, pictures: NDArray[np.uint8], drawn: Callable[[], int], extra: NDArray[np.uint8], seed: int
    ) -> None:
        """`pictures` are the data set; `drawn()` says how many there are so far. `extra` are of any combination."""
        self._pictures, self._drawn, self._ready = pictures, drawn, 1
        self._side = pictures.shape[1]
        self._descriptions = [describe(i) for i in range(len(pictures))]
        self._descriptions += [any_combination(i) for i in range(len(extra))]
        self.truth = truth_of(self._descriptions)
        self._extra = extra
        self._masks = np.full((len(self._descriptions), self._side // STRIDE, self._side // STRIDE), 255, np.uint8)
        self._random = np.random.default_rng(seed)

    def batch(self, count: int) -> tuple[torch.Tensor, torch.Tensor, Ints]:
        """Pictures [count, 3, h, w], masks int64 [count, h/4, w/4], and their rows in `truth`."""
        # The file is empty for an instant while the drawing process rewrites it.
        self._ready = max(self._ready, self._drawn())
        rows = self._random.integers(0, self._ready, count)
        fifth = count // 5
        rows[:fifth] = len(self._pictures) + self._random.integers(0, len(self._extra), fifth)
        rows = rows[self._random.permutation(count)]
        pictures = np.stack([self._picture(i) for i in rows])
        masks = np.stack([self._mask(i) for i in rows])
        x, m = to_unit(pictures), torch.from_numpy(masks).long()[:, None]
        if self._random.random() < 0.5:
            x, m = x.flip(3), m.flip(3)
        down, right = (int(step) for step in self._random.integers(-2, 3, 2))
        return move(x, down * STRIDE, right * STRIDE), move(m, down, right)[:, 0], rows

    def _picture(self, i: int) -> NDArray[np.uint8]:
        n = len(self._pictures)
        picture: NDArray[np.uint8] = self._pictures[i] if i < n else self._extra[i - n]
        return picture

    def _mask(self, i: int) -> NDArray[np.uint8]:
        if self._masks[i, 0, 0] == 255:
            self._masks[i] = mask(self._descriptions[i], self._side // STRIDE)
        drawn: NDArray[np.uint8] = self._masks[i]
        return drawn


def train(team: Team, size: Size, pictures_path: str, folder: str, minutes: float | None, extra: int = 3000) -> None:
    """Trains until `size.labeller_pictures` were seen or `minutes` are over; resumes from `folder`/labeller.pt.

    `pictures_path` is the drawn data set, uint8 [n, side, side, 3]; it may still be growing (its `drawn-` file says
    how far it is). `extra` pictures of any combination are drawn for it at the start.
    """
    store = np.load(pictures_path, mmap_mode="r")
    mark = Path(pictures_path).with_name(Path(pictures_path).stem.replace("pictures-", "drawn-"))
    path = Path(folder) / "labeller.pt"
    torch.manual_seed(5)
    model = LabellerNet().to(team.device).to(memory_format=torch.channels_last)  # type: ignore[call-overload]  # torch's stubs lack it
    optimiser = torch.optim.AdamW(model.parameters(), lr=PEAK, weight_decay=1e-2)
    seen, spent, step = 0, 0.0, 0
    if path.exists():
        old = torch.load(path, weights_only=False)
        model.load_state_dict(old["labeller"])
        if "optimiser" in old:
            optimiser.load_state_dict(old["optimiser"])
        seen, spent = old["seen"], old["spent"]
    more = _draw_any(Path(folder), extra, size.picture)
    lessons = _Lessons(
        store, lambda: int(mark.read_text() or 0) if mark.exists() else len(store), more, 1000 * team.rank + seen
    )
    random = np.random.default_rng([team.rank, seen])
    torch.manual_seed(1000 + team.rank + seen)
    progress = Progress(team, "labeller", size.labeller_pictures, minutes, seen, spent)
    last_saved, average = progress.spent, 0.0
    while (fraction := progress.fraction()) < 1:
        x, masks, rows = lessons.batch(BATCH)
        x = torch.cat([soften(part, random) for part in torch.chunk(x, 3)])
        damage = list(DAMAGES.values())[step % len(DAMAGES)]
        x[:DAMAGED] = damage(x[:DAMAGED], random)
        for group in optimiser.param_groups:
            group["lr"] = learning_rate(fraction, step, PEAK, 100)
        with torch.autocast(team.device, torch.bfloat16):
            answers = model(x.to(team.device).contiguous(memory_format=torch.channels_last))
        loss = _loss([answer.float() for answer in answers], lessons.truth, rows, masks, DAMAGED)
        loss.backward()  # type: ignore[no-untyped-call]
        team.average_gradients(model.parameters())
        torch.nn.utils.clip_grad_norm_(model.parameters(), 2.0)
        optimiser.step()
        optimiser.zero_grad(set_to_none=True)
        step += 1
        progress.seen += BATCH * team.count
        average = loss.item() if step == 1 else 0.97 * average + 0.03 * loss.item()
        progress.report(loss=average)
        if team.leads and progress.spent - last_saved > SAVE_SECONDS:
            last_saved = progress.spent
            _save(path, model, optimiser, progress, size)
    if team.leads:
        _save(path, model, None, progress, size)


def _loss(answers: list[torch.Tensor], truth: Truth, rows: Ints, masks: torch.Tensor, damaged: int) -> torch.Tensor:
    """The first `damaged` pictures hold no thing; nothing else is asked of them."""
    things, colours, textures, scene, mask = answers
    device = things.device
    present = torch.from_numpy(truth.present[rows]).to(device)
    present[:damaged] = False
    loss = 6 * F.binary_cross_entropy_with_logits(things, present.float())
    if present.any():
        for logits, values in ((colours, truth.colours), (textures, truth.textures)):
            wanted = torch.from_numpy(values[rows]).to(device)
            loss = loss + F.cross_entropy(logits[present], wanted[present])
    whole = slice(damaged, None)
    loss = loss + F.cross_entropy(scene[whole], torch.from_numpy(truth.scenes[rows]).to(device)[whole])
    return loss + F.cross_entropy(mask[whole], masks.to(device)[whole])


def _save(
    path: Path, model: nn.Module, optimiser: torch.optim.Optimizer | None, progress: Progress, size: Size
) -> None:
    content = {"labeller": model.state_dict(), "seen": progress.seen, "spent": progress.spent, "size": asdict(size)}
    save(path, content | ({"optimiser": optimiser.state_dict()} if optimiser else {}))


def load(path: Path) -> LabellerNet:
    """The trained labeller of a checkpoint (float32, evaluation mode)."""
    model = LabellerNet()
    model.load_state_dict(torch.load(path, weights_only=False)["labeller"])
    return model.eval()
