"""The data set as the denoiser sees it: latents and caption tokens, computed once."""

from __future__ import annotations

import os
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from diffusers import AutoencoderKL
from tqdm import tqdm

from kiosk.training import vae
from kiosk.training.size import Size

BATCH = 32


def load_vae(folder: Path, size: Size) -> AutoencoderKL:
    """The trained autoencoder with normalised latents (float32, evaluation mode)."""
    model = vae.build(size)
    model.load_state_dict(torch.load(folder / "vae_normalised.pt", weights_only=True))
    return model.eval()


def settle_vae(folder: Path, size: Size, pictures: npt.NDArray[np.uint8]) -> float:
    """Normalises the latents of the trained autoencoder and rounds it to fp16, as it will be shipped.

    Returns the decibels on the last 256 pictures, which training never saw.
    """
    checkpoint, path = torch.load(folder / "vae.pt", weights_only=False), folder / "vae_normalised.pt"
    model = vae.build(size)
    model.load_state_dict(checkpoint["vae"])
    model.eval()
    if not checkpoint.get("normalised"):
        count = min(1024, len(pictures))
        sample = torch.cat([vae.encode(model, pictures[i : i + BATCH]) for i in range(0, count, BATCH)])
        vae.normalise(model, sample.mean((0, 2, 3)), sample.std((0, 2, 3)))
    model.half().float()
    before = torch.load(path, weights_only=True) if path.exists() else {}
    after = model.state_dict()
    encoder = [key for key in after if key.startswith(("encoder", "quant_conv"))]
    if not all(key in before and torch.equal(before[key], after[key]) for key in encoder):
        (folder / "latents.npy").unlink(missing_ok=True)
    torch.save(after, path)
    held = np.asarray(pictures[-min(256, max(1, len(pictures) // 8)) :])
    again = [vae.decode(model, vae.encode(model, held[i : i + BATCH])) for i in range(0, len(held), BATCH)]
    return vae.decibels(np.concatenate(again), held)


def _encode(job: tuple[str, Size, str, str, int, int]) -> None:
    folder, size, pictures_path, latents_path, start, stop = job
    torch.set_num_threads(1)
    model = load_vae(Path(folder), size).to(memory_format=torch.channels_last)
    pictures = np.load(pictures_path, mmap_mode="r")
    store = np.lib.format.open_memmap(latents_path, mode="r+")
    for i in range(start, stop, BATCH):
        j = min(i + BATCH, stop)
        store[i:j] = vae.encode(model, pictures[i:j]).half().numpy()
    store.flush()


def encode_all(folder: Path, size: Size, pictures_path: Path, workers: int = 0) -> Path:
    """Latents of the whole data set as float16 [pictures, c, h, w] in `folder`/latents.npy; returns its path."""
    path, part = folder / "latents.npy", folder / "latents.part.npy"
    if path.exists():
        return path
    count, side = len(np.load(pictures_path, mmap_mode="r")), size.picture // 8
    shape = (count, size.latent_channels, side, side)
    np.lib.format.open_memmap(part, mode="w+", dtype=np.float16, shape=shape).flush()
    piece = 512
    jobs = [
        (str(folder), size, str(pictures_path), str(part), s, min(s + piece, count)) for s in range(0, count, piece)
    ]
    with get_context("spawn").Pool(workers or os.cpu_count()) as pool:
        for _ in tqdm(pool.imap(_encode, jobs), total=len(jobs), desc="encoding"):
            pass
    part.replace(path)
    return path


def captions_of(count: int, variant: str = "imagier") -> list[tuple[str, ...]]:
    """All captions of pictures 0 to count-1."""
    from kiosk.imagier.captions import captions
    from kiosk.imagier.dataset import describe

    return [captions(describe(i, variant)) for i in range(count)]


def patterned(count: int, variant: str = "imagier") -> npt.NDArray[np.int64]:
    """Positions of the pictures among 0 to count-1 in which something is striped, dotted or chequered."""
    from kiosk.imagier.dataset import describe

    marks = {"striped", "dotted", "chequered"}
    found = [i for i in range(count) if marks & {placed.texture for placed in describe(i, variant).placed}]
    return np.array(found, np.int64)


def tokens_of(all_captions: list[tuple[str, ...]], tokenizer: Path, tokens: int) -> npt.NDArray[np.int16]:
    """Token ids int16 [pictures, captions, tokens]; pictures with fewer captions repeat theirs."""
    from transformers import AutoTokenizer

    reader = AutoTokenizer.from_pretrained(str(tokenizer))
    most = max(len(c) for c in all_captions)
    flat = [c[k % len(c)] for c in all_captions for k in range(most)]
    read = reader(flat, padding="max_length", truncation=True, max_length=tokens)["input_ids"]
    return np.asarray(read, np.int16).reshape(len(all_captions), most, tokens)
