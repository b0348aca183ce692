"""Weights in training that no kiosk paints with yet, kept in `models/draft` so that a later session goes on from them.

Half precision, no optimiser: what a new machine needs, and nothing it can make again.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file

from kiosk.training import denoiser
from kiosk.training.parallel import save
from kiosk.training.recipe import Recipe
from kiosk.training.size import Size
from kiosk.training.vae import build

DRAFT = "draft"
VAE, UNET, TEXT = "vae.safetensors", "unet.safetensors", "text_encoder.safetensors"
TOKENIZER, PROGRESS, ABOUT = "tokenizer", "progress.json", "README.md"
_TEXT = """# Weights in training

Not a model: what the next session of `kiosk train` goes on from (`kiosk train adopt --size {size}`). `progress.json`
says how far each part is. The folder goes when the model that grows from it is shipped.
"""

Weights = dict[str, torch.Tensor]


def keep(folder: Path, size: Size, models: Path) -> Path:
    """Writes the VAE and, where there is one, the denoiser under way in `folder` to `models`/draft; returns that.

    Raises FileNotFoundError where there is no VAE.
    """
    old = torch.load(folder / "vae.pt", weights_only=False)
    out = models / DRAFT
    out.mkdir(parents=True, exist_ok=True)
    settled = folder / "vae_normalised.pt"
    # A denoiser is worth only as much as the latents it learned from, and those come from the settled VAE.
    weights = torch.load(settled, weights_only=True) if settled.exists() else old["vae"]
    _write(weights, out / VAE)
    normalised = settled.exists() or bool(old.get("normalised"))
    about: dict[str, Any] = {"size": size.name, "vae": {"normalised": normalised} | _progress(old)}
    for stale in (UNET, TEXT):
        (out / stale).unlink(missing_ok=True)
    if (folder / "imagier.pt").exists():
        about["denoiser"] = _keep_denoiser(folder, size, out)
    (out / PROGRESS).write_text(json.dumps(about, indent=2) + "\n", encoding="utf-8")
    (out / ABOUT).write_text(_TEXT.format(size=size.name), encoding="utf-8")
    return out


def _keep_denoiser(folder: Path, size: Size, out: Path) -> dict[str, Any]:
    """The averaged weights, which are what a later session goes on from (decisions.md 6), and their tokenizer."""
    recipe = Recipe(folder, size)
    _, start, end = recipe.marks
    unet, text, known = denoiser.load(folder / "imagier.pt", recipe.fitted, end, start)
    _write(unet.state_dict(), out / UNET)
    _write(text.state_dict(), out / TEXT)
    shutil.copytree(folder / TOKENIZER, out / TOKENIZER, dirs_exist_ok=True)
    return _progress(known)


def _progress(known: dict[str, Any]) -> dict[str, Any]:
    return {"pictures": known["seen"], "minutes": round(known["spent"] / 60)}


def _write(weights: Weights, path: Path) -> None:
    save_file(
        {name: weight.half().contiguous() for name, weight in weights.items() if weight.is_floating_point()}, path
    )
    path.chmod(0o644)


def _read(path: Path, like: torch.nn.Module) -> Weights | None:
    """The weights of a file as float32, or None where they are not those of `like`."""
    weights = {name: weight.float() for name, weight in load_file(path).items()}
    own = {name: weight for name, weight in like.state_dict().items() if weight.is_floating_point()}
    fits = {name: weight.shape for name, weight in weights.items()} == {
        name: weight.shape for name, weight in own.items()
    }
    return weights if fits else None


def adopt(folder: Path, size: Size, models: Path) -> bool:
    """Makes the checkpoints in `folder` from the draft of this size; False where there is none that fits.

    A draft without a denoiser leaves that to be trained from nothing or grown (`kiosk train grow`).
    """
    out = models / DRAFT
    if not (out / PROGRESS).exists():
        return False
    about = json.loads((out / PROGRESS).read_text(encoding="utf-8"))
    weights = _read(out / VAE, build(size)) if about["size"] == size.name else None
    if weights is None:
        return False
    folder.mkdir(parents=True, exist_ok=True)
    known = about["vae"]
    save(
        folder / "vae.pt",
        {"vae": weights, "normalised": known["normalised"], "seen": known["pictures"], "spent": 0.0},
    )
    if "denoiser" in about:
        shutil.copytree(out / TOKENIZER, folder / TOKENIZER, dirs_exist_ok=True)
        recipe = Recipe(folder, size)
        _, start, end = recipe.marks
        unet, text = denoiser.build_denoiser(recipe.fitted), denoiser.build_text_encoder(recipe.fitted, end, start)
        for network, file in ((unet, UNET), (text, TEXT)):
            network.load_state_dict(_read(out / file, network) or {}, strict=False)
        averages = [p.detach().clone() for p in (*unet.parameters(), *text.parameters())]
        trained = {"unet": unet.state_dict(), "text": text.state_dict(), "averages": averages}
        save(folder / "imagier.pt", trained | {"seen": about["denoiser"]["pictures"], "spent": 0.0})
        torch.save(weights, folder / "vae_normalised.pt")
    return True
