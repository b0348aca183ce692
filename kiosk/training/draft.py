"""Weights in training that no kiosk paints with yet, kept in `models/draft` so that a later session goes on from them.

Half precision, no optimiser: what a new machine needs, and nothing it can make again.
"""

from __future__ import annotations

import json
from pathlib import Path

import torch
from diffusers import AutoencoderKL
from safetensors.torch import load_file, save_file

from kiosk.training.parallel import save
from kiosk.training.size import Size
from kiosk.training.vae import build

DRAFT = "draft"
VAE, PROGRESS, ABOUT = "vae.safetensors", "progress.json", "README.md"
_TEXT = """# Weights in training

Not a model: what the next session of `kiosk train` goes on from (`kiosk train adopt --size {size}`). `progress.json`
says how far each part is. The folder goes when the model that grows from it is shipped.
"""


def keep(folder: Path, size: Size, models: Path) -> Path:
    """Writes the VAE under way in `folder` to `models`/draft as fp16 safetensors; returns that folder.

    Raises FileNotFoundError where there is no checkpoint.
    """
    old = torch.load(folder / "vae.pt", weights_only=False)
    out = models / DRAFT
    out.mkdir(parents=True, exist_ok=True)
    save_file({name: weight.half().contiguous() for name, weight in old["vae"].items()}, out / VAE)
    (out / VAE).chmod(0o644)
    known = {"normalised": bool(old.get("normalised")), "pictures": old["seen"], "minutes": round(old["spent"] / 60)}
    (out / PROGRESS).write_text(json.dumps({"size": size.name, "vae": known}, indent=2) + "\n", encoding="utf-8")
    (out / ABOUT).write_text(_TEXT.format(size=size.name), encoding="utf-8")
    return out


def adopt(folder: Path, size: Size, models: Path) -> bool:
    """Makes `folder`/vae.pt from the draft of this size, to go on from; False where there is none that fits."""
    out = models / DRAFT
    if not (out / PROGRESS).exists():
        return False
    known = json.loads((out / PROGRESS).read_text(encoding="utf-8"))
    model: AutoencoderKL = build(size)
    weights = {name: weight.float() for name, weight in load_file(out / VAE).items()}
    fits = {name: tuple(weight.shape) for name, weight in model.state_dict().items()}
    if known["size"] != size.name or fits != {name: tuple(weight.shape) for name, weight in weights.items()}:
        return False
    part = known["vae"]
    save(
        folder / "vae.pt",
        {"vae": weights, "normalised": part["normalised"], "seen": part["pictures"], "spent": 0.0},
    )
    return True
