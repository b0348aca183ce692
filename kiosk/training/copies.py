"""Does the model hand out its training pictures? How near its pictures come to them, against drawings never shown.

A model that only copied would paint pictures nearer to the data set than new drawings of the same kind are.
Nearness is the difference of pixels, among the nearest pictures by the labeller's features: a
feature alone calls two red cats alike, and pixels alone miss a copy that moved a little less than its features do.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from tqdm import tqdm

from kiosk.imagier.dataset import SIZE
from kiosk.imagier.nearest import nearest_to_picture
from kiosk.labels.labeller import Labeller
from kiosk.training.labeller_export import FEATURES
from kiosk.training.pictures import picture as draw

Pixels = NDArray[np.uint8]
Features = NDArray[np.int8]
COMPARED = 64
"""Pixels a side at which pictures are compared: a copy is one at any size."""
DRAWN = 256
"""Pixels a side at which the data set is drawn before it is made small: fine textures must average as painted ones."""
CANDIDATES = 16
"""So many of the nearest by features are compared by pixels."""
NEAR = 10.0
"""Root mean square difference, in 255ths, below which two pictures look the same at a glance."""
_CHUNK = 64


def quantised(features: NDArray[np.floating[Any]]) -> Features:
    """Features of length 1, float [..., d], as int8: directions to about a degree."""
    return np.asarray(np.clip(np.round(features * 127), -127, 127), np.int8)


def _featured(job: tuple[str, str, int, int]) -> Features:
    folder, variant, start, stop = job
    labeller = _labeller(folder)
    return quantised(
        np.stack(
            [
                one.features
                for one in labeller.label_all(draw(i, 2 * labeller.side, variant) for i in range(start, stop))
            ]
        )
    )


@lru_cache(maxsize=1)
def _labeller(folder: str) -> Labeller:
    return Labeller.load(Path(folder))


def features_of_data_set(labeller: Path, count: int, workers: int = 0, variant: str = "imagier") -> Features:
    """The labeller's features of pictures 0 to `count` - 1, drawn anew: int8 [count, 64]. One process per core."""
    jobs = [(str(labeller), variant, start, min(start + _CHUNK, count)) for start in range(0, count, _CHUNK)]
    if workers == 1:
        return np.concatenate([_featured(job) for job in jobs])
    with get_context("spawn").Pool(workers or os.cpu_count()) as pool:
        return np.concatenate(list(tqdm(pool.imap(_featured, jobs), total=len(jobs), desc="features")))


def data_set_features(labeller: Path) -> Features:
    """The features of the whole data set that lie in the labeller's folder, else drawn anew (a quarter of an hour).

    Those in the folder are of that very labeller: its export takes away what an earlier one left.
    """
    if (labeller / FEATURES).exists():
        stored: Features = np.load(labeller / FEATURES)
        return stored
    return features_of_data_set(labeller, SIZE)


def small(picture: Pixels) -> NDArray[np.float32]:
    """A picture uint8 [h, w, 3] at the side of comparison, float32 [64, 64, 3]."""
    image = Image.fromarray(picture).resize((COMPARED, COMPARED), Image.Resampling.BOX)
    return np.asarray(image, np.float32)


def nearest_copy(
    picture: Pixels, labeller: Labeller, features: Features, drawing: Callable[[int], NDArray[np.float32]]
) -> tuple[int, float]:
    """The nearest picture of the data set, and its root mean square difference in 255ths (0: the same pixels).

    `features` is int8 [pictures, 64]; `drawing` gives one of these pictures as `small` does.
    """
    own, here = labeller.label(picture).features, small(picture)
    near = nearest_to_picture(features, own, CANDIDATES)
    found = [(float(np.sqrt(((drawing(one.picture) - here) ** 2).mean())), one.picture) for one in near]
    difference, number = min(found)
    return number, difference


def copies(
    painted: Sequence[Pixels], held_out: Sequence[Pixels], labeller: Labeller, features: Features
) -> dict[str, Any]:
    """How near painted pictures come to the data set, and how near drawings that are not in it do; plain data.

    `differences` are quantiles (5, 25, 50 %) of the difference to the nearest training picture, in 255ths; `near`
    counts pictures that look like one (below NEAR). The claim is that the painted ones are no nearer than the drawn.
    """

    @lru_cache(maxsize=4096)
    def drawing(number: int) -> NDArray[np.float32]:
        return small(draw(number, DRAWN))

    answer: dict[str, Any] = {"data_set": len(features), "compared_at": COMPARED, "near_below": NEAR}
    for name, pictures in (("painted", painted), ("held_out_drawings", held_out)):
        found = [nearest_copy(one, labeller, features, drawing) for one in tqdm(pictures, desc=f"copies, {name}")]
        differences = np.asarray([difference for _, difference in found])
        number, nearest = min(found, key=lambda one: one[1])
        answer[name] = {
            "pictures": len(found),
            "near": int((differences < NEAR).sum()),
            "differences": dict(
                zip(("5 %", "25 %", "50 %"), np.quantile(differences, (0.05, 0.25, 0.5)).round(2).tolist(), strict=True)
            ),
            "nearest": {"picture": number, "difference": round(nearest, 2)},
        }
    return answer
