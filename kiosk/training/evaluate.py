"""Does the model paint what it is asked? Prompts that training never used, painted and judged by the labeller."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from textwrap import fill
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont
from tqdm import tqdm

from kiosk.diffusion.manifest import sha256
from kiosk.diffusion.model import Model, PaintError
from kiosk.diffusion.onnx_model import OnnxModel
from kiosk.diffusion.picture import paint
from kiosk.diffusion.quiet import quiet
from kiosk.imagier.captions import evaluation_prompts
from kiosk.imagier.dataset import SIZE, VERSION, Description
from kiosk.imagier.draw import render, svg
from kiosk.imagier.sheet import tile
from kiosk.labels.labeller import Labeller
from kiosk.training.amplification import amplification
from kiosk.training.copies import copies, data_set_features
from kiosk.training.prompts import never_drawn_prompts, two_thing_prompts
from kiosk.training.referee import (
    Verdict,
    asked_of,
    check_drawings,
    check_referee,
    judge,
    share,
    shares,
    tables,
    unseen,
)

Pixels = NDArray[np.uint8]
Painter = Callable[[str, int], Pixels | None]
"""From a prompt and a seed to a picture, uint8 [H, W, 3]; None where none came out."""

PAIR_SEEDS, TWO_SEEDS, COPY_SEEDS = 50_000, 60_000, 70_000
"""Noise for never-drawn pairs, for two things and for the search for copies starts here, far from the others."""


def evaluate(
    model_folder: Path,
    labeller_folder: Path,
    prompts: int = 300,
    steps: int = 20,
    guidance: float | None = None,
    seed: int = 0,
    sheet: Path | None = None,
    drawings: int = 500,
    today: date | None = None,
    leans: int = 0,
    compared: int = 0,
) -> dict[str, Any]:
    """Paints `prompts` held-out prompts, each from its own noise, and judges them; plain data (JSON).

    A third as many prompts again ask for never-drawn pairs, and as many for two things. `guidance` None is the
    model's own. `drawings` unseen drawings check the referee, and a fifth of them the VAE. `sheet` is where the
    pictures are written, if anywhere. `leans` pictures a prompt and strength tell how guidance amplifies, and
    `compared` pictures are held against the data set, in search of copies (0: left out; both take long).
    Raises ModelError or LabellerError where a folder cannot be used.
    """
    model, labeller = OnnxModel(model_folder), Labeller.load(labeller_folder)
    strength = model.manifest.guidance.default if guidance is None else guidance
    painter = painter_of(model, steps, strength)
    answer: dict[str, Any] = {
        "date": (today or date.today()).isoformat(),
        "model": model.manifest.name,
        "model_sha256": sha256(model_folder / "manifest.json"),
        "labeller_sha256": sha256(labeller_folder / "manifest.json"),
        "data_set": VERSION,
        "provider": model.provider,
        "steps": steps,
        "guidance": strength,
        "seed": seed,
        "noise_seeds": f"{seed} to {seed + prompts - 1}",
    }
    asked = [(prompt, truth) for prompt, truth in evaluation_prompts(prompts, seed)]
    painted, verdicts = paint_and_judge(painter, labeller, asked, seed, "held-out prompts")
    answer |= {"prompts": len(asked), "failed": sum(picture is None for picture in painted)}
    answer |= {"right": shares(verdicts), "tables": tables(verdicts)}
    answer["wrong"] = [
        {"prompt": prompt, "seed": seed + k, "answered": dict(verdict.answered)}
        for k, ((prompt, _), verdict) in enumerate(zip(asked, verdicts, strict=True))
        if not verdict.all_right
    ]
    pairs = never_drawn_prompts(max(1, prompts // 3), seed)
    answer["never_drawn_pairs"] = judge_pairs(painter, labeller, pairs, PAIR_SEEDS + seed)
    twos = two_thing_prompts(max(1, prompts // 3), seed)
    answer["two_things"] = judge_two(painter, labeller, twos, TWO_SEEDS + seed)
    if leans:
        answer["amplification"] = amplification(lambda g: painter_of(model, steps, g), labeller, SIZE, leans)
    if compared:
        features = data_set_features(labeller_folder)
        prompts_again = evaluation_prompts(compared, seed + 1)
        fresh = [painter(prompt, COPY_SEEDS + k) for k, (prompt, _) in enumerate(tqdm(prompts_again, desc="copies"))]
        held_out = (render(svg(truth), model.manifest.picture[0]) for _, truth in prompts_again)
        answer["copies"] = copies([one for one in fresh if one is not None], list(held_out), labeller, features)
    answer["referee"] = check_referee(labeller, drawings, seed)
    answer["vae"] = check_vae(model_folder, model.manifest.picture[0], labeller, max(2, drawings // 5))
    if sheet is not None:
        write_sheet(sheet, [prompt for prompt, _ in asked], painted, verdicts)
    return answer


def painter_of(model: Model, steps: int, guidance: float) -> Painter:
    """`model` as a function from prompt and seed to picture, or to None where no picture comes out."""

    def painter(prompt: str, seed: int) -> Pixels | None:
        try:
            return paint(model, prompt, seed=seed, clock=time.perf_counter, steps=steps, guidance=guidance).picture
        except PaintError:
            return None

    return painter


def paint_and_judge(
    painter: Painter, labeller: Labeller, asked: Sequence[tuple[str, Description]], seed: int, title: str
) -> tuple[list[Pixels | None], list[Verdict]]:
    """Paints every prompt, number k from the noise of `seed` + k, and judges each picture against its truth."""
    painted, verdicts = [], []
    for k, (prompt, truth) in enumerate(tqdm(asked, desc=title)):
        picture = painter(prompt, seed + k)
        result = None if picture is None else labeller.label(picture)
        painted.append(picture)
        verdicts.append(judge(asked_of(truth), result))
    return painted, verdicts


def judge_pairs(
    painter: Painter, labeller: Labeller, asked: Sequence[tuple[str, Description, dict[str, str]]], seed: int
) -> dict[str, Any]:
    """The share of pictures in which both parts of their never-drawn pair are recognised: in all, and by pair."""
    plain = [(prompt, truth) for prompt, truth, _ in asked]
    _, verdicts = paint_and_judge(painter, labeller, plain, seed, "never-drawn pairs")
    by_pair: dict[str, list[bool]] = {}
    for (_, _, pair), verdict in zip(asked, verdicts, strict=True):
        name = " + ".join(f"{kind}:{word}" for kind, word in pair.items())
        by_pair.setdefault(name, []).append(all(verdict.right(part) for part in pair))
    return {
        "both_parts": share(right for rights in by_pair.values() for right in rights),
        "by_pair": {name: share(rights) for name, rights in by_pair.items()},
    }


def judge_two(
    painter: Painter, labeller: Labeller, asked: Sequence[tuple[str, Description]], seed: int
) -> dict[str, Any]:
    """The share of pictures in which both things that were asked for are seen (as `referee.share`)."""
    both = []
    for k, (prompt, truth) in enumerate(tqdm(asked, desc="two things")):
        picture = painter(prompt, seed + k)
        seen = set() if picture is None else {one.thing for one in labeller.label(picture).seen}
        both.append({placed.thing for placed in truth.placed} <= seen)
    return share(both)


def check_vae(model_folder: Path, side: int, labeller: Labeller, count: int) -> dict[str, Any]:
    """How well the VAE alone keeps unseen drawings: decibels, and whether the referee still labels them rightly.

    `side` is that of the model's pictures. The second is the most a perfect denoiser could reach.
    """
    import torch
    from diffusers import AutoencoderKL

    from kiosk.training.vae import decibels, decode, encode

    with quiet():
        vae = AutoencoderKL.from_pretrained(model_folder / "vae", torch_dtype=torch.float32, local_files_only=True)
    vae.eval()
    descriptions = unseen(count)
    pictures = np.stack([render(svg(description), side) for description in descriptions])
    again = np.concatenate([decode(vae, encode(vae, pictures[i : i + 8])) for i in range(0, count, 8)])
    return {
        "drawings": count,
        "decibels": round(decibels(again, pictures), 2),
        "referee_after_vae": check_drawings(labeller, descriptions, again),
    }


_STRIP = 42
_WRONG = (185, 59, 24)


def write_sheet(
    file: Path, prompts: Sequence[str], painted: Sequence[Pixels | None], verdicts: Sequence[Verdict]
) -> None:
    """All pictures with their prompts on one sheet; what the referee found wrong is written under them in coral."""
    side = next((picture.shape[1] for picture in painted if picture is not None), 128)
    font = ImageFont.load_default(9)
    tiles = []
    for prompt, picture, verdict in zip(prompts, painted, verdicts, strict=True):
        image = Image.new("RGB", (side, side + _STRIP), "#f7f3ea")
        if picture is not None:
            image.paste(Image.fromarray(picture))
        pen = ImageDraw.Draw(image)
        pen.text((2, side + 1), fill(prompt, max(8, side // 5)), font=font, fill="#221c35")
        wrong = [verdict.answered[part] for part in verdict.asked if not verdict.right(part)]
        pen.text((2, side + 28), ", ".join(wrong), font=font, fill=_WRONG)
        tiles.append(np.asarray(image))
    file.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(tile(tiles, max(1, round(len(tiles) ** 0.5)))).save(file)
