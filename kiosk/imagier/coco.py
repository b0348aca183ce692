"""Our pictures and labels in the format of the COCO data set, which most labelling and training tools read."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from kiosk.imagier.captions import captions
from kiosk.imagier.dataset import VERSION, Description, describe
from kiosk.imagier.draw import PictureLabels, labels, mask, render, svg
from kiosk.imagier.provenance import provenance, recorded_mask
from kiosk.imagier.provenance import recorded as recorded_labels
from kiosk.imagier.sheet import mask_tones
from kiosk.imagier.vocabulary import (
    ANIMALS,
    BACKGROUNDS,
    BUILDINGS,
    CLASSES,
    FANTASY,
    FOOD,
    OBJECTS,
    PEOPLE,
    PLANTS,
    THINGS,
    VEHICLES,
)
from kiosk.labels.outline import Polygon, filled, without_holes

Json = dict[str, Any]

_SUPER = {
    "animal": ANIMALS,
    "fantasy": FANTASY,
    "plant": PLANTS,
    "food": FOOD,
    "building": BUILDINGS,
    "vehicle": VEHICLES,
    "object": OBJECTS,
    "person": PEOPLE,
    "background": BACKGROUNDS,
}

_LICENCE = {"id": 1, "name": "Apache-2.0", "url": "https://www.apache.org/licenses/LICENSE-2.0"}


def export(
    out: Path,
    first: int,
    count: int,
    side: int,
    recorded: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> Path:
    """Writes pictures `first` to `first + count - 1`, each `side` pixels wide and high, to the folder `out`; gives it.

    `images/` holds the pictures and `masks/` the semantic masks (PNG, a pixel's value is its class) with
    `masks/classes.json`; `annotations.json` holds an instance for each thing that can be seen and `captions.json`
    the captions, empty and wrong ones too. A thing's category has the number of its class in the masks. Labels are
    exact, or with their modelled errors if `recorded`. Same arguments, same bytes. `progress` is told the number of
    pictures done and of all.

    Raises ValueError for a negative `first` or a `count` below 1, OSError where the folder cannot be written.
    """
    if count < 1:
        raise ValueError(f"an export holds at least one picture, got {count}")
    if first < 0:
        raise ValueError(f"picture numbers start at 0, got {first}")
    images: list[Json] = []
    things: list[Json] = []
    said: list[Json] = []
    for name in ("images", "masks"):
        (out / name).mkdir(parents=True, exist_ok=True)
    for number in range(first, first + count):
        description = describe(number)
        image = _image(description, side, recorded)
        Image.fromarray(render(svg(description), side)).save(out / "images" / image["file_name"])
        known = recorded_labels(description, side) if recorded else labels(description, side)
        classes = recorded_mask(description, side, known) if recorded else mask(description, side)
        _save_mask(classes, out / "masks" / image["file_name"])
        images.append(image)
        # Evaluation tools take annotation 0 for none, so numbers start at 1.
        seen = enumerate(_annotations(number, known, side, recorded), len(things) + 1)
        things += [{"id": k, **one} for k, one in seen]
        words = enumerate(captions(description), len(said) + 1)
        said += [{"id": k, "image_id": number, "caption": caption} for k, caption in words]
        if progress:
            progress(len(images), count)
    _save_json({"classes": _categories(CLASSES)}, out / "masks" / "classes.json")
    head = {"info": _info(recorded), "licenses": [_LICENCE], "images": images}
    _save_json({**head, "annotations": said}, out / "captions.json")
    _save_json({**head, "categories": _categories(THINGS), "annotations": things}, out / "annotations.json")
    return out


def _info(recorded: bool) -> Json:
    kind = "labels as recorded, with modelled errors" if recorded else "exact labels"
    return {
        "description": f"The Imagier's own pictures, {kind}",
        "version": VERSION,
        "contributor": "imagier-kiosk; drawn by code, see kiosk/imagier",
    }


def _categories(names: tuple[str, ...]) -> list[Json]:
    group = {name: word for word, members in _SUPER.items() for name in members}
    return [{"id": CLASSES.index(name), "name": name, "supercategory": group[name]} for name in names]


def _image(description: Description, side: int, as_recorded: bool) -> Json:
    """The image's entry; for labels as recorded also who labelled it, how, and in how many seconds a thing."""
    entry = {
        "id": description.index,
        "file_name": f"{description.index:06d}.png",
        "width": side,
        "height": side,
        "license": _LICENCE["id"],
        "scene": description.scene,
    }
    if not as_recorded:
        return entry
    source = provenance(description.index)
    modelled = {"modelled": True, "how": source.how, "who": source.who, "seconds": dict(source.seconds)}
    return {**entry, "provenance": modelled}


def _annotations(number: int, known: PictureLabels, side: int, as_recorded: bool) -> list[Json]:
    """An annotation, without its number, for each thing of which more than crumbs can be seen."""
    found = []
    for one in known.things:
        if one.box is None or not one.outline:
            continue
        box = one.box
        found.append(
            {
                "image_id": number,
                "category_id": CLASSES.index(one.thing),
                "segmentation": [_numbers(piece) for piece in without_holes(one.outline)],
                "bbox": [box.left, box.top, box.right - box.left, box.bottom - box.top],
                "area": int(filled(one.outline, side, side).sum()),
                "iscrowd": 0,
                "attributes": {name: getattr(one, name) for name in ("colour", "texture", "pose", "kind", "size")},
                "provenance": provenance(number).how if as_recorded else "exact",
            }
        )
    return found


def _numbers(polygon: Polygon) -> list[float]:
    return [number for corner in polygon for number in corner]


def _save_mask(classes: NDArray[np.uint8], path: Path) -> None:
    # With a palette the file shows its classes in colours, while its values are the classes.
    image = Image.fromarray(classes)
    image.putpalette(mask_tones().tobytes())
    image.save(path)


def _save_json(content: Json, path: Path) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
