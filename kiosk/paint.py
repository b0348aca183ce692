"""`kiosk paint`: one picture and all its steps, from the command line."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from kiosk.diffusion.denoise import Step
from kiosk.diffusion.model import Model
from kiosk.diffusion.picture import paint
from kiosk.diffusion.preview import difference_picture, shown
from kiosk.prompt.words import Reading

Pixels = NDArray[np.uint8]

MACHINE_MADE = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
"""IPTC's name for "made by a trained model": every file we write carries it."""


def save(picture: Pixels, path: Path) -> str:
    """Writes uint8 [H, W, 3] as PNG, marked as machine-made. Returns the path as text."""
    note = PngInfo()
    note.add_text("DigitalSourceType", MACHINE_MADE)
    note.add_text("Software", "imagier-kiosk")
    Image.fromarray(picture).save(path, pnginfo=note)
    return str(path)


def paint_to_folder(
    model: Model,
    reading: Reading,
    *,
    seed: int,
    steps: int | None,
    guidance: float | None,
    out: Path,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> dict[str, Any]:
    """Paints and writes picture.png and, for each step k from 01, five pictures of that step:

    easel_k (the noisy latent entering it), step_k (the estimate), without_k and with_k (the estimates without and
    with the prompt, from that same latent) and difference_k (what guidance adds, signed, on ink).
    Returns what `kiosk paint --json` prints. Raises PaintError where no picture comes out.
    """
    out.mkdir(parents=True, exist_ok=True)
    manifest, previews = model.manifest, []

    def look(step: Step) -> None:
        name = f"{step.index + 1:02d}.png"
        without, given = (model.decode(shown(x, manifest)) for x in (step.estimate_without, step.estimate_with))
        pictures = {
            "easel": model.decode(step.latent),
            "step": model.decode(shown(step.estimate, manifest)),
            "without": without,
            "with": given,
            "difference": difference_picture(given, without, step.guidance),
        }
        previews.append({kind: save(picture, out / f"{kind}_{name}") for kind, picture in pictures.items()})
        progress(step.index + 1, step.total)

    painting = paint(
        model,
        reading.english_prompt,
        seed=seed,
        clock=time.perf_counter,
        steps=steps,
        guidance=guidance,
        look=look,
    )
    return {
        "prompt": reading.prompt,
        "language": reading.language,
        "english_prompt": reading.english_prompt,
        "tokens": [{"text": piece.text, "id": piece.id} for piece in painting.tokens.pieces],
        "unknown_words": list(reading.unknown_words),
        "model": manifest.name,
        "provider": model.provider,
        "provider_note": model.provider_note,
        "seed": seed,
        "steps": len(painting.step_seconds),
        "guidance": manifest.guidance.default if guidance is None else guidance,
        "seconds": round(painting.seconds, 4),
        "step_seconds": [round(seconds, 5) for seconds in painting.step_seconds],
        "preview_seconds": round(painting.preview_seconds, 4),
        "picture": save(painting.picture, out / "picture.png"),
        "previews": previews,
    }
