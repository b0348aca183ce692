"""The labeller's model card, with its figures measured anew."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kiosk.training.referee import PARTS, Referee, check_referee

DRAWINGS = 1_000


def card_of(labeller: Referee, made: Mapping[str, object], drawings: int = DRAWINGS) -> str:
    """The card as Markdown. Labels `drawings` unseen drawings and more; some seconds per thousand."""
    return _TEXT.format(table=_table(check_referee(labeller, drawings, 0)), date=made.get("date", "unknown"))


_KINDS = {
    "unseen_drawings": "drawings beyond the end of the data set",
    "soft_drawings": "the same, blurred, squeezed, noisy, with shifted tones",
    "never_drawn_pairs": "drawings of pairs the data set never holds (a sponge cat ...)",
}


def _table(checked: Mapping[str, Any]) -> str:
    lines = [f"| pictures | how many | {' | '.join(PARTS)} | all four |", f"|---|---|{'---|' * (len(PARTS) + 1)}"]
    for kind, name in _KINDS.items():
        row = checked[kind]
        shares = " | ".join(_percent(row[part]) for part in (*PARTS, "all_four"))
        lines.append(f"| {name} | {row['thing']['of']} | {shares} |")
    lines += ["", "| damaged drawings | how many | no thing seen, as it should be |", "|---|---|---|"]
    for name, row in checked["damaged_drawings_refused"].items():
        lines.append(f"| {name} | {row['of']} | {_percent(row)} |")
    return "\n".join(lines)


def _percent(row: Mapping[str, Any]) -> str:
    return f"{100 * row['share']:.1f} % ({100 * row['low']:.1f} to {100 * row['high']:.1f})"


_TEXT = """# The labeller

Says which of 14 things are in a picture, in which colour (11) and texture (5) each is, which of 6 scenes it shows,
and paints a semantic mask of 22 classes at a quarter of the side. It is the referee of our own model's evaluation.

- **Shape**: 0.94 million parameters, 0.32 GFLOP for a picture of 128 x 128 pixels; strided convolutions and a light
  decoder. Colour and texture are asked of every thing apart, from the features where the mask says it is.
- **Input** `picture`: uint8 [batch, 128, 128, 3]. **Outputs**: `things`, `colours`, `textures`, `scene`
  (probabilities) and `mask` (uint8, positions in the manifest's `classes`).
- **Weights**: fp16 in `labeller.safetensors`, once; `labeller.onnx` holds none and points into that file.
- **Trained on** the Imagier's drawings and, for a fifth of each batch, on drawings of *any* combination, the held-out
  and never-drawn ones among them, and on empty scenes. The painter never sees those; its referee must know a sponge
  cat when it is shown one. Pictures were blurred, squeezed, shifted and made noisy; one in eight was damaged and
  taught to hold no thing.

## How good

Measured on {date}; share right with the 95 % interval (Wilson). A drawing's things are right where exactly its
things are seen, its colours and textures where those of every thing are.

{table}

## Limits

It knows our drawings and nothing else: on a photograph its answers mean nothing. It says what is likeliest, not what
is well drawn: a thing with a wrong detail keeps its name. Below a probability of one half it says that a thing is not
there. It knows people only as "person" and says nothing about who they are.

Licence: Apache-2.0.
"""
