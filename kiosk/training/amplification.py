"""Does guidance exaggerate? How often a drawn feature shows, in the data set and in pictures of rising strength.

Two kinds of lean are counted (curation.md): features tied to a word (long hair, red roofs), and features that are
alike under every word (skin tones, the sun). A feature is counted by the labeller, never by a visitor's words, and
it is always a drawn one: nothing here says who somebody is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from kiosk.imagier.dataset import Description, describe
from kiosk.imagier.vocabulary import CLASSES, SCENES
from kiosk.labels.labeller import Labeller
from kiosk.labels.words import LabelResult
from kiosk.training.marks import NO_YES, marks_of
from kiosk.training.referee import share

Pixels = NDArray[np.uint8]
PainterAt = Callable[[float], Callable[[str, int], Pixels | None]]
"""From a guidance scale to a painter (see `kiosk.training.evaluate.Painter`)."""

STRENGTHS = (0.0, 1.0, 2.0, 3.0, 5.0, 8.0)
NOISE = 80_000
"""Noise for these pictures starts here; every strength paints from the same."""
SUN_CELLS = 6
"""Cells of the labeller's mask that must show a light before it counts as one."""
_BY_DAY = tuple(scene for scene in SCENES if scene not in ("night", "room", "stage"))


@dataclass(frozen=True)
class Lean:
    """One feature under one word: `tied` to the word in the data, or alike under all words."""

    name: str
    word: str
    attribute: str
    answer: str
    tied: bool

    @property
    def prompt(self) -> str:
        """What is asked for: the word alone, so that everything else is left to the model."""
        return f"a {self.word}"


LEANS = (
    Lean("long hair, doctor", "doctor", "long hair", "yes", True),
    Lean("long hair, nurse", "nurse", "long hair", "yes", True),
    Lean("long hair, teacher", "teacher", "long hair", "yes", True),
    Lean("red roof, house", "house", "red roof", "yes", True),
    Lean("lightest skin tone, doctor", "doctor", "skin tone", "1", False),
    Lean("darkest skin tone, doctor", "doctor", "skin tone", "5", False),
    Lean("sun, tree", "tree", "sun", "yes", False),
)


def sun_of(result: LabelResult) -> str:
    """ "yes" or "no" for a picture that the labeller takes for an outdoor day; "" for any other."""
    if result.scene not in _BY_DAY:
        return ""
    return NO_YES[int((result.mask == CLASSES.index("light")).sum()) >= SUN_CELLS]


def says(lean: Lean, result: LabelResult | None) -> bool | None:
    """Whether a picture shows the feature, by the labeller; None where it does not show the word's thing at all."""
    if result is None:
        return None
    if lean.attribute == "sun":
        answer = sun_of(result)
        return answer == lean.answer if answer else None
    thing = next((one for one in result.seen if one.thing == lean.word), None)
    return None if thing is None else thing.says(lean.attribute) == lean.answer


def in_data(lean: Lean, descriptions: Iterable[Description]) -> dict[str, Any]:
    """The feature's exact share in these drawings, among those that show the word (as `referee.share`)."""
    found: list[bool] = []
    for description in descriptions:
        for placed in description.placed:
            if placed.thing != lean.word:
                continue
            if lean.attribute == "sun":
                if description.scene in _BY_DAY:
                    found.append(True)  # drawn in every one: kiosk/imagier/scenes.py
            else:
                found.append(marks_of(placed, len(description.placed) == 1).get(lean.attribute) == lean.answer)
    return share(found)


def amplification(
    painter_at: PainterAt,
    labeller: Labeller,
    drawings: int,
    count: int,
    strengths: Sequence[float] = STRENGTHS,
    leans: Sequence[Lean] = LEANS,
    variant: str = "imagier",
) -> list[dict[str, Any]]:
    """For each feature: its share in the first `drawings` of the data set, and in `count` pictures at each strength.

    Every row names its prompt, N, the noise seeds and 95 % intervals. Pictures in which the labeller does not find
    the word's thing are counted in `without_it`, and not in the share. One prompt is painted once for all features
    that share it.
    """
    described = [describe(i, variant) for i in range(drawings)]
    rows: list[dict[str, Any]] = [
        {"feature": lean.name, "prompt": lean.prompt, "tied_to_word": lean.tied, "data": in_data(lean, described)}
        | {"noise_seeds": f"{NOISE} to {NOISE + count - 1}", "at": {}}
        for lean in leans
    ]
    for strength in strengths:
        painter = painter_at(strength)
        for prompt in dict.fromkeys(lean.prompt for lean in leans):
            painted = (painter(prompt, NOISE + k) for k in tqdm(range(count), desc=f"{prompt}, strength {strength:g}"))
            results = [None if picture is None else labeller.label(picture) for picture in painted]
            for lean, row in zip(leans, rows, strict=True):
                if lean.prompt == prompt:
                    answers = [says(lean, result) for result in results]
                    counted = share(answer for answer in answers if answer is not None)
                    row["at"][f"{strength:g}"] = counted | {"without_it": answers.count(None)}
    return rows
