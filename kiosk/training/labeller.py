"""The labeller learns: a small network that names what is in a picture, and the referee of our own evaluation."""

from __future__ import annotations

from dataclasses import asdict
from math import sqrt
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import nn

from kiosk.imagier.vocabulary import CLASSES, COLOURS, THINGS
from kiosk.training.damage import DAMAGES, soften
from kiosk.training.labeller_net import Answers, LabellerNet
from kiosk.training.lessons import Lessons
from kiosk.training.marks import ASKED, ATTRIBUTES, NOT_JUDGED, Truth
from kiosk.training.parallel import Progress, Team, learning_rate, save
from kiosk.training.size import Size

BATCH, PEAK = 24, 3e-3
"""Pictures of each worker in a step, and the highest learning rate. Small batches: more steps in the same time."""
DAMAGED = 3
"""So many pictures of each batch are damaged, and taught to hold no thing."""
SAVE_SECONDS = 60.0

# Cells of things are fewer than those behind them, and harder.
_CELL_WEIGHTS = torch.tensor([3.0 if word in THINGS else 1.0 for word in CLASSES])


def train(team: Team, size: Size, folder: str, minutes: float | None) -> None:
    """Trains until `size.labeller_pictures` were seen or `minutes` are over; resumes from `folder`/labeller.pt.

    The lessons must be drawn already: `kiosk.training.lessons.draw_lessons`.
    """
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
    lessons = Lessons(Path(folder), size.labeller_drawings, size.labeller_side, 1000 * team.rank + seen)
    random = np.random.default_rng([team.rank, seen])
    torch.manual_seed(1000 + team.rank + seen)
    progress = Progress(team, "labeller", size.labeller_pictures, minutes, seen, spent)
    last_saved, average = progress.spent, 0.0
    while (fraction := progress.fraction()) < 1:
        x, masks, rows = lessons.batch(BATCH)
        x = torch.cat([soften(part, random) for part in torch.chunk(x, 3)])
        damage = list(DAMAGES.values())[step % len(DAMAGES)]
        x[:DAMAGED] = damage(x[:DAMAGED], random)
        phase = (int(random.integers(2)), int(random.integers(2)))
        for group in optimiser.param_groups:
            group["lr"] = learning_rate(fraction, step, PEAK, 100)
        with torch.autocast(team.device, torch.bfloat16):
            answers = model(x.to(team.device).contiguous(memory_format=torch.channels_last), phase)
        part = masks[:, phase[0] :: 2, phase[1] :: 2]
        loss = _loss(model, Answers(*(answer.float() for answer in answers)), lessons.truth, rows, part)
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


def _loss(
    model: LabellerNet, answers: Answers, truth: Truth, rows: NDArray[np.int64], masks: torch.Tensor
) -> torch.Tensor:
    """The first DAMAGED pictures hold no thing; nothing else is asked of them."""
    device, whole, kept = answers.things.device, slice(DAMAGED, None), rows[DAMAGED:]
    present = torch.from_numpy(truth.present[rows]).to(device).float()
    present[:DAMAGED] = 0
    things = F.binary_cross_entropy_with_logits(answers.things, present, reduction="sum") / len(rows)
    scene = torch.from_numpy(truth.scenes[kept]).to(device)
    loss = things + 0.5 * F.cross_entropy(answers.scene[whole], scene)
    # Classes last in memory too, where softmax is four times faster.
    cells = answers.mask[whole].permute(0, 2, 3, 1).flatten(0, 2)
    loss = loss + 2 * F.cross_entropy(cells, masks.to(device)[whole].flatten(), _CELL_WEIGHTS.to(device))
    # What a thing is like can be learned only once it is known where it is, so that comes first.
    loss = loss + 0.4 * _attributes_loss(answers.attributes[whole], truth, kept)
    return loss + 0.5 * _features_loss(model, answers.features[whole], truth, kept)


def _attributes_loss(logits: torch.Tensor, truth: Truth, rows: NDArray[np.int64]) -> torch.Tensor:
    """Summed over everything that is judged: one answer counts as much as another, and rare ones more."""
    loss = logits.new_zeros(())
    parts = torch.split(logits, [len(words) for words in ATTRIBUTES.values()], 2)
    for name, part in zip(ATTRIBUTES, parts, strict=True):
        wanted = torch.from_numpy(truth.attributes[name][rows]).to(part.device)
        judged = wanted != NOT_JUDGED
        rare = sqrt(len(THINGS) / len(ASKED[name]))
        loss = loss + rare * F.cross_entropy(part[judged], wanted[judged], reduction="sum")
    return loss / len(rows)


def _features_loss(model: LabellerNet, features: torch.Tensor, truth: Truth, rows: NDArray[np.int64]) -> torch.Tensor:
    """Features of a picture point to its things, its colours and its scene; to each of several alike."""
    colours = truth.attributes["colour"][rows]
    pairs = np.arange(len(COLOURS)) == colours[..., None]
    targets = {
        "things": truth.present[rows],
        "scene": np.eye(model.scene.out_features, dtype=bool)[truth.scenes[rows]],
        "colours": pairs.any(1),
        "pairs": pairs.reshape(len(rows), -1),
    }
    loss = features.new_zeros(())
    for name, logits in model.shared(features).items():
        wanted = torch.from_numpy(targets[name]).to(logits).float()
        wanted = wanted / wanted.sum(1, keepdim=True).clamp(min=1)
        loss = loss - (wanted * logits.log_softmax(1)).sum(1).mean()
    return loss


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
