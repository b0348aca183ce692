"""The labeller's model card, with its figures measured anew."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kiosk.training.labeller_export import Shipped
from kiosk.training.marks import WORDS
from kiosk.training.referee import PARTS, check_referee

DRAWINGS = 1_000


def card_of(labeller: Shipped, made: Mapping[str, object], drawings: int = DRAWINGS) -> str:
    """The card as Markdown. Labels `drawings` unseen drawings and six times as many more: minutes per thousand."""
    checked = check_referee(labeller, drawings, 0)
    return _TEXT.format(
        table=_table(checked),
        attributes=_attributes(checked),
        tones=_tones(checked["skin_tones"]),
        date=made.get("date", "unknown"),
        millions=labeller.parameters_count / 1e6,
        side=labeller.side,
        things=len(WORDS.things),
        scenes=len(WORDS.scenes),
        classes=len(WORDS.classes),
        asked=", ".join(f"{name} ({len(words)})" for name, words in WORDS.attributes.items()),
    )


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


def _attributes(checked: Mapping[str, Any]) -> str:
    lines = ["| attribute | things asked | right | in soft drawings |", "|---|---|---|---|"]
    for name, row in checked["unseen_drawings"]["attributes"].items():
        soft = checked["soft_drawings"]["attributes"][name]
        lines.append(f"| {name} | {row['of']} | {_percent(row)} | {_percent(soft)} |")
    return "\n".join(lines)


def _tones(found: Mapping[str, Any]) -> str:
    """One row for each feature, one column for each tone."""
    tones = found["tones"]
    lines = [f"| | {' | '.join(f'tone {tone}' for tone in tones)} | apart |", f"|---|{'---|' * (len(tones) + 1)}"]
    for name, apart in found["apart"].items():
        rows = [tone[name] if name in PARTS else tone["attributes"][name] for tone in tones.values()]
        shares = " | ".join(f"{100 * row['share']:.1f} %" for row in rows)
        lines.append(f"| {name} | {shares} | {100 * apart:.1f} |")
    verdict = "are" if found["equal_within_a_point"] else "are **not**"
    drawn = f"{found['pictures']} pictures, each drawn in every tone."
    lines += ["", f"{drawn} All features {verdict} equal within a point."]
    return "\n".join(lines)


def _percent(row: Mapping[str, Any]) -> str:
    if not row["of"]:
        return "-"
    return f"{100 * row['share']:.1f} % ({100 * row['low']:.1f} to {100 * row['high']:.1f})"


_TEXT = """# The labeller

Says which of {things} things are in a picture, what each is like, which of {scenes} scenes it shows, and paints a
semantic mask of {classes} classes at half of the side. It is the referee of our own model's evaluation.

- **Asked of every thing**, where it can differ (number of words): {asked}. A family's people are not judged one by
  one, nor hair under a headscarf; size is judged of things that are alone.
- **Shape**: {millions:.2f} million parameters; strided convolutions and a light decoder. What a thing is like is asked
  of every thing apart, from the features where the mask says it is.
- **Input** `picture`: uint8 [batch, {side}, {side}, 3]. **Outputs**: `things`, `scene` (probabilities), `mask` (uint8,
  positions in the manifest's `classes`), `features` (64 numbers; pictures that share thing, colour and scene have a
  small angle between theirs), and the probabilities of each attribute's words.
- **Weights**: fp16 in `labeller.safetensors`, once; `labeller.onnx` holds none and points into that file.
- **Trained on** drawings as in the Imagier's even data set and, every third, on drawings of *any* combination, the
  held-out and never-drawn ones among them, and on empty scenes. The painter never sees those; its referee must know a
  sponge cat when it is shown one. Pictures were blurred, squeezed, shifted and made noisy; one in eight was damaged
  and taught to hold no thing.

## How good

Measured on {date}; share right with the 95 % interval (Wilson). A drawing's things are right where exactly its
things are seen, its colours and textures where those of every thing are.

{table}

{attributes}

### Skin tones

Whoever counts with it must know people of every skin tone equally well. The last column is the difference, in
points, between the tone it does best with and the one it does worst with.

{tones}

## Limits

It knows our drawings and nothing else: on a photograph its answers mean nothing. It says what is likeliest, not what
is well drawn: a thing with a wrong detail keeps its name. Below a probability of one half it says that a thing is not
there. Of people it says what is drawn (hair, skin tone, glasses ...), never who they are: no drawing has a gender.

Licence: Apache-2.0.
"""
