"""A trained labeller -> `models/labeller`: fp16 weights, a graph without weights, a manifest and a card."""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import asdict
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import save_file
from torch import nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

from kiosk.diffusion.manifest import sha256
from kiosk.labels.labeller import BATCH, INPUT, KIND, SCHEMA
from kiosk.labels.words import LabelResult, read_answers
from kiosk.training.labeller_net import LabellerNet
from kiosk.training.marks import WORDS
from kiosk.training.weightless import share_weights

OPSET = 18
WEIGHTS, GRAPH, CARD, MANIFEST = "labeller.safetensors", "labeller.onnx", "README.md", "manifest.json"
FEATURES = "features.npy"
"""The labeller's features of every picture of the data set, int8 [pictures, 64]."""


class Shipped(nn.Module):
    """The labeller as it leaves training: bytes in, probabilities out."""

    def __init__(self, net: LabellerNet, side: int) -> None:
        """A copy of `net` (evaluation mode), batch normalisation folded into its convolutions, rounded to fp16.

        What only training needs is left out.
        """
        super().__init__()
        self.net, self.side = _folded(deepcopy(net)).half().float(), side
        del self.net.directions

    def forward(self, picture: torch.Tensor) -> tuple[torch.Tensor, ...]:
        """uint8 [n, side, side, 3] -> what `kiosk.labels.words.OUTPUTS` says, and every attribute."""
        answers = self.net(picture.permute(0, 3, 1, 2).float() / 255)
        attributes = torch.split(answers.attributes, [len(words) for words in WORDS.attributes.values()], 2)
        return (
            answers.things.sigmoid(),
            answers.scene.softmax(1),
            answers.mask.argmax(1).to(torch.uint8),
            answers.features,
            *(part.softmax(2) for part in attributes),
        )

    @property
    def parameters_count(self) -> int:
        """How many numbers it has learned."""
        return sum(parameter.numel() for parameter in self.parameters())

    @torch.no_grad()
    def label_all(self, pictures: Iterable[NDArray[np.uint8]]) -> list[LabelResult]:
        """As `kiosk.labels.labeller.Labeller.label_all`, on torch; all pictures are `side` pixels wide and high."""
        ready, results = list(pictures), []
        for start in range(0, len(ready), BATCH):
            answers = self(torch.from_numpy(np.stack(ready[start : start + BATCH])))
            results += read_answers(WORDS, [answer.numpy() for answer in answers])
        return results


def _folded(net: LabellerNet) -> LabellerNet:
    """Every convolution that is followed by a batch normalisation, as one convolution."""
    for module in list(net.modules()):
        names = [name for name, _ in module.named_children()]
        for first, second in pairwise(names):
            convolution, normal = getattr(module, first), getattr(module, second)
            if isinstance(convolution, nn.Conv2d) and isinstance(normal, nn.BatchNorm2d):
                setattr(module, first, fuse_conv_bn_eval(convolution, normal))
                setattr(module, second, nn.Identity())
    return net


def export_labeller(
    net: LabellerNet, folder: Path, side: int, licence: str, made: Mapping[str, object], card: str
) -> Shipped:
    """Writes `folder` (made where missing): weights, graph, manifest, and `card` as its README. Returns what it wrote.

    `side` is the picture's, `made` what `kiosk.training.export.provenance` gives.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / FEATURES).unlink(missing_ok=True)  # those of the network before
    shipped = Shipped(net, side).eval()
    half = {name: weight.detach().half().contiguous() for name, weight in shipped.state_dict().items()}
    save_file(half, folder / WEIGHTS)
    (folder / WEIGHTS).chmod(0o644)
    example = torch.zeros(2, side, side, 3, dtype=torch.uint8)
    with warnings.catch_warnings():
        # torch's newer exporter renames parameters, which the shared weights file needs by their names.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            shipped,
            (example,),
            folder / GRAPH,
            input_names=[INPUT],
            output_names=list(WORDS.outputs),
            dynamic_axes={name: {0: "batch"} for name in (INPUT, *WORDS.outputs)},
            opset_version=OPSET,
            do_constant_folding=False,
            dynamo=False,
        )
    share_weights(folder / GRAPH, [folder / WEIGHTS])
    (folder / CARD).write_text(card, encoding="utf-8")
    manifest = {
        "schema": SCHEMA,
        "kind": KIND,
        "name": "labeller",
        "title": {"en": "The labeller", "fr": "L’étiqueteuse"},
        "licence": licence,
        "picture": [side, side],
        "graph": GRAPH,
        "weights": [WEIGHTS],
        **asdict(WORDS),
        "files": [
            {"path": name, "bytes": (folder / name).stat().st_size, "sha256": sha256(folder / name)}
            for name in (CARD, GRAPH, WEIGHTS)
        ],
        "made": dict(made),
    }
    text = json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8")
    return shipped


def keep_features(folder: Path, features: NDArray[np.int8]) -> None:
    """Writes the data set's features, int8 [pictures, 64], beside the labeller that found them, and lists them."""
    np.save(folder / FEATURES, features)
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    others = [entry for entry in manifest["files"] if entry["path"] != FEATURES]
    file = folder / FEATURES
    entry = {"path": FEATURES, "bytes": file.stat().st_size, "sha256": sha256(file)}
    manifest["files"] = sorted((*others, entry), key=lambda one: str(one["path"]))
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
