"""A larger denoiser starts from a smaller one: whatever has its place in both is taken over.

A denoiser that paints 256 pixels has as many cells as the one that painted 128, and a trunk of the same shape; only
its latents have more channels and its tokenizer more words. Training then begins with what a noise is, what an outline
is and what "red" means, instead of with nothing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import torch
from diffusers import UNet2DConditionModel
from transformers import CLIPTextModel

from kiosk.training.denoiser import build_denoiser, build_text_encoder
from kiosk.training.parallel import save
from kiosk.training.size import Size

Weights = Mapping[str, torch.Tensor]
_TOKENS = "embeddings.token_embedding.weight"


def widened(old: torch.Tensor, new: torch.Tensor) -> torch.Tensor:
    """The weight `new` [outputs, inputs, ...] with `old` in its first outputs and inputs.

    Inputs that the old weight did not have count for nothing at first, so that the old outputs stay what they were;
    outputs that it did not have stay as new. Raises ValueError where `old` is larger.
    """
    if old.dim() != new.dim() or any(a > b for a, b in zip(old.shape, new.shape, strict=True)):
        raise ValueError(f"a weight of {tuple(old.shape)} has no place in one of {tuple(new.shape)}")
    made = new.clone()
    if old.dim() > 1:
        made[:, old.shape[1] :] = 0
    made[tuple(slice(length) for length in old.shape)] = old
    return made


def renumbered(
    old: torch.Tensor, new: torch.Tensor, before: Mapping[str, int], after: Mapping[str, int]
) -> torch.Tensor:
    """The token embeddings `new` [tokens, width]; tokens that the `old` ones know too keep theirs, by their text."""
    made = new.clone()
    for text, row in after.items():
        if text in before:
            made[row] = old[before[text]]
    return made


def grow(model: Path, folder: Path, size: Size, end: int, start: int) -> int:
    """Makes `folder`/imagier.pt for `size` out of the shipped `model`; returns how many tokens it knew already.

    `folder`/tokenizer must be there; `end` and `start` are its two marks. Raises ValueError where the shipped model
    is wider than `size`.
    """
    before, after = (json.loads((f / "tokenizer" / "vocab.json").read_text(encoding="utf-8")) for f in (model, folder))
    torch.manual_seed(11)
    unet, text = build_denoiser(size), build_text_encoder(size, end, start)
    old_unet: Weights = UNet2DConditionModel.from_pretrained(model / "unet", torch_dtype=torch.float32).state_dict()
    old_text: Weights = CLIPTextModel.from_pretrained(model / "text_encoder", torch_dtype=torch.float32).state_dict()
    with torch.no_grad():
        for name, weight in unet.state_dict().items():
            weight.copy_(widened(old_unet[name], weight))
        for name, weight in text.state_dict().items():
            if name.endswith(_TOKENS):
                weight.copy_(renumbered(old_text[name], weight, before, after))
            else:
                weight.copy_(widened(old_text[name], weight))
    averages = [p.detach().clone() for p in (*unet.parameters(), *text.parameters())]
    weights = {"unet": unet.state_dict(), "text": text.state_dict(), "averages": averages}
    save(folder / "imagier.pt", weights | {"seen": 0, "spent": 0.0})
    return len(before.keys() & after.keys())
