"""The voice's network: a small time-delay network that says which phoneme is heard, 33 times a second."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import nn

from kiosk.training.voice_kaldi import SUBSAMPLING, Layer
from kiosk.training.voice_sound import FEATURES


class VoiceNet(nn.Module):
    """Convolutions over time: five frames, then three, then `depth` times three that are 30 ms apart.

    Batch normalisation follows each max(0, x), so that it can be folded into the next layer.
    """

    mean: torch.Tensor
    deviation: torch.Tensor

    def __init__(self, units: int, width: int, depth: int) -> None:
        """`units` outputs, blank first. `mean` and `deviation` of the features are set before training."""
        super().__init__()
        self.register_buffer("mean", torch.zeros(FEATURES))
        self.register_buffer("deviation", torch.ones(FEATURES))
        shapes = [(FEATURES, 5, 1), (width, 3, SUBSAMPLING), *[(width, 3, 1)] * depth]
        self.layers = nn.ModuleList(nn.Conv1d(inputs, width, size, stride) for inputs, size, stride in shapes)
        self.normal = nn.ModuleList(nn.BatchNorm1d(width) for _ in shapes)
        self.dropout = nn.Dropout(0.1)
        self.out = nn.Conv1d(width, units, 1)
        self.context = 3 + SUBSAMPLING * depth
        """So many frames before and after are looked at."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Features float [n, frames, 40] -> logarithms of probabilities [n, (frames + 2) // 3, units].

        Beyond its ends a recording goes on as its first and last frame, as in Kaldi.
        """
        x = ((x - self.mean) / self.deviation).transpose(1, 2)
        x = F.pad(x, (self.context, self.context), mode="replicate")
        for layer, normal in zip(self.layers, self.normal, strict=True):
            x = self.dropout(normal(F.relu(layer(x))))
        answers: torch.Tensor = self.out(x).transpose(1, 2).log_softmax(2)
        return answers

    def kaldi_layers(self) -> list[Layer]:
        """The same network as affine layers, with the features' mean and every normalisation folded into them."""
        offsets = [(-2, -1, 0, 1, 2), (-1, 0, 1), *[(-SUBSAMPLING, 0, SUBSAMPLING)] * (len(self.layers) - 2), (0,)]
        scale, shift = 1 / _numbers(self.deviation), -_numbers(self.mean) / _numbers(self.deviation)
        found = []
        for number, (layer, look) in enumerate(zip([*self.layers, self.out], offsets, strict=True)):
            assert isinstance(layer, nn.Conv1d)
            assert layer.bias is not None
            weight = _numbers(layer.weight)  # [out, in, frames]
            bias = _numbers(layer.bias) + (weight * shift[:, None]).sum((1, 2))
            weight = (weight * scale[:, None]).transpose(0, 2, 1).reshape(len(weight), -1)
            found.append(Layer(look, weight.astype(np.float32), bias.astype(np.float32)))
            if number < len(self.normal):
                normal = self.normal[number]
                assert isinstance(normal, nn.BatchNorm1d)
                assert normal.running_mean is not None
                assert normal.running_var is not None
                scale = _numbers(normal.weight) / np.sqrt(_numbers(normal.running_var) + normal.eps)
                shift = _numbers(normal.bias) - _numbers(normal.running_mean) * scale
        return found


def _numbers(tensor: torch.Tensor) -> NDArray[np.float64]:
    return tensor.detach().double().numpy()


def batch_of(
    sounds: Sequence[NDArray[np.floating]], texts: Sequence[Sequence[int]]
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
    """Features [n, longest, 40] (the last frame repeated), their frames of output, targets in a row, their lengths."""
    longest = max(len(sound) for sound in sounds)
    padded = [np.concatenate([sound, np.repeat(sound[-1:], longest - len(sound), 0)]) for sound in sounds]
    x = torch.from_numpy(np.stack(padded).astype(np.float32))
    frames = torch.tensor([(len(sound) + SUBSAMPLING - 1) // SUBSAMPLING for sound in sounds])
    targets = torch.tensor([unit for text in texts for unit in text], dtype=torch.long)
    return x, frames, targets, torch.tensor([len(text) for text in texts])


def hide(x: torch.Tensor, dice: np.random.Generator) -> torch.Tensor:
    """Features with some stretches of time hidden by their mean, and all made a little louder or softer: [n, t, 40]."""
    x = x.clone()
    x[..., 0] += torch.from_numpy(dice.normal(0, 3, (len(x), 1)).astype(np.float32))
    for row in x:
        for _ in range(2):
            length = int(dice.integers(0, 12))
            start = int(dice.integers(0, max(1, len(row) - length)))
            row[start : start + length] = row.mean(0)
    return x


def loss_of(answers: torch.Tensor, frames: torch.Tensor, targets: torch.Tensor, lengths: torch.Tensor) -> torch.Tensor:
    """CTC (Graves et al. 2006) with unit 0 as the blank, a mean over the units of each utterance."""
    lost = F.ctc_loss(answers.transpose(0, 1), targets, frames, lengths, reduction="none", zero_infinity=True)
    return (lost / lengths.clamp(min=8)).mean()
