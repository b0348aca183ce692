"""Any Stable-Diffusion-1.x-shaped diffusers folder -> a model folder that the kiosk paints with.

The folder stays a diffusers pipeline: `StableDiffusionPipeline.from_pretrained(folder)` loads it. Its weights are
fp16 safetensors under torch's names, in files small enough for git, and each is stored once: the ONNX graphs, made
by optimum, hold no weights but point into the safetensors files and cast what they read to fp32. A variant of
another model stores only what it changed (`kiosk.training.variant`); diffusers cannot load that by itself.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import numpy as np
import torch
from diffusers import StableDiffusionPipeline
from numpy.typing import NDArray

from kiosk.diffusion.manifest import NAME, NOISE, SCHEMA, Manifest, ModelError, read_manifest, sha256
from kiosk.diffusion.preview import fit_preview
from kiosk.diffusion.quiet import quiet
from kiosk.diffusion.scheduler import make_scheduler
from kiosk.training.graphs import Size, write_graphs
from kiosk.training.variant import TOKENIZER, base_manifest, borrowed, keep_changes, lent_parts, weights_of
from kiosk.training.word_gradient import write_word_graphs

SHARD_BYTES = 15 * 2**20
"""Weights files stay below 16 MiB, the largest file the repository takes."""

LARGE_MODEL_BYTES = 200 * 2**20
"""A model above this size is installed, never kept in git, and may have files of any size."""

Floats = NDArray[np.float32]
Pixels = NDArray[np.uint8]


@dataclass(frozen=True)
class Card:
    """What people decide about a model: who it is, and how it paints unless asked otherwise."""

    name: str
    title: Mapping[str, str]
    licence: str
    guidance: tuple[float, float, float] = (3.0, 1.0, 8.0)
    steps: int = 20
    made: Mapping[str, object] = field(default_factory=dict)
    invents: bool = False
    vocabulary: Mapping[str, Sequence[str]] | None = None
    """`guidance` is (default, min, max); `made` is what `provenance` gives; `invents`: with the graphs to learn a
    visitor's word (for models small enough to learn one in seconds); `vocabulary`: the words of the captions it
    learned from, by what they are (None: nobody knows them, so every word counts as seen)."""


def export(
    pipeline_folder: Path,
    out_folder: Path,
    card: Card,
    *,
    picture: tuple[int, int] | None = None,
    preview_from: tuple[Floats, Pixels] | None = None,
    base: Path | None = None,
) -> None:
    """Export the diffusers folder `pipeline_folder` to the model folder `out_folder` (made or replaced, part by part).

    `picture` is (width, height) in pixels, by default the size the model was trained at. `preview_from` are latents
    [n, c, h, w] (scaled, as the denoiser sees them) and their pictures uint8 [n, H, W, 3], from which the linear
    preview is fitted; by default smooth random latents are decoded. `base` is a model folder beside `out_folder`
    that the pipeline was trained on from: what is equal is borrowed from it. Files in `out_folder` that belong to no
    part (a model card, recordings) stay. Raises ModelError, with one sentence, for a folder of another shape.
    """
    default, low, high = card.guidance
    if not low <= default <= high or card.steps < 1 or not NAME.fullmatch(card.name):
        raise ModelError(f"The model cannot be called {card.name!r} with guidance {card.guidance}, {card.steps} steps.")
    lender = base_manifest(base, out_folder) if base else None
    with quiet(), tempfile.TemporaryDirectory(dir=_parent(out_folder), prefix=".export-") as temporary:
        pipeline = _load(pipeline_folder)
        work = Path(temporary)  # beside the model it may borrow from, as the finished folder will be
        _to_half_and_back(pipeline)
        _save(pipeline, work)
        size = _latent_size(pipeline, picture)
        if lender:
            if lender.latent != size.latent:
                raise ModelError(f"{lender.name} paints {lender.picture} pixels, and its variant another size.")
            keep_changes(work, lender, SHARD_BYTES)
        weights, parts = weights_of(work, lender), lent_parts(work, lender)
        parts |= write_graphs(pipeline, work, size, weights, without=parts.keys())
        if card.invents:
            parts |= write_word_graphs(pipeline, work, size, weights["text_encoder"] | weights["unet"])
        preview = fit_preview(*(preview_from or _random_pictures(pipeline, size)))
        _write_manifest(pipeline, work, card, size, parts, preview, lender)
        _check(work, out_folder.name)
        _install(work, out_folder)


def provenance(command: str, checkout: Path, today: date) -> dict[str, object]:
    """`made` for a manifest: the command, the commit of `checkout` ("" where unknown), the date, library versions."""
    try:
        answer = subprocess.run(
            ["git", "-C", str(checkout), "rev-parse", "HEAD"], capture_output=True, text=True, check=True
        )
        commit = answer.stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        commit = ""
    versions = {}
    for name in ("torch", "diffusers", "transformers", "optimum-onnx", "onnx", "numpy"):
        try:
            versions[name] = version(name)
        except PackageNotFoundError:
            versions[name] = ""
    return {"command": command, "commit": commit, "date": today.isoformat(), "versions": versions}


# --- the pipeline --------------------------------------------------------------------------------


def _load(folder: Path) -> Any:  # noqa: ANN401 - diffusers is Any to mypy
    if not (folder / "model_index.json").is_file():
        raise ModelError(f"{folder.name} is no diffusers folder: it has no model_index.json.")
    try:
        kind = json.loads((folder / "model_index.json").read_text(encoding="utf-8")).get("_class_name")
    except (OSError, ValueError, AttributeError) as error:
        raise ModelError(f"{folder.name}/model_index.json cannot be read: {error}.") from None
    if kind != "StableDiffusionPipeline":
        raise ModelError(f"{folder.name} holds a {kind}; only a StableDiffusionPipeline can be exported.")
    try:
        pipeline = StableDiffusionPipeline.from_pretrained(
            folder,
            torch_dtype=torch.float32,
            safety_checker=None,
            feature_extractor=None,
            image_encoder=None,
            requires_safety_checker=False,
            local_files_only=True,
        )
    except (OSError, ValueError, RuntimeError) as error:
        raise ModelError(f"{folder.name} cannot be loaded: {str(error).strip().splitlines()[0]}") from error
    config = pipeline.scheduler.config
    make_scheduler(dict(config), config.get("prediction_type", "epsilon"))
    if pipeline.unet.config.in_channels != pipeline.vae.config.latent_channels:
        raise ModelError(f"{folder.name}: the denoiser takes more than a latent, so it is not a plain text model.")
    return pipeline


def _networks(pipeline: Any) -> tuple[Any, ...]:  # noqa: ANN401
    return pipeline.text_encoder, pipeline.unet, pipeline.vae


def _to_half_and_back(pipeline: Any) -> None:  # noqa: ANN401
    """Round the weights to fp16 before anything is made of them, so that torch and ONNX have equal weights."""
    for network in _networks(pipeline):
        network.to(torch.float16).to(torch.float32).eval().requires_grad_(False)


def _save(pipeline: Any, folder: Path) -> None:  # noqa: ANN401
    for network in _networks(pipeline):
        network.to(torch.float16)
    total = sum(2 * weight.numel() for network in _networks(pipeline) for weight in network.parameters())
    shard = SHARD_BYTES if total <= LARGE_MODEL_BYTES else "5GB"
    pipeline.save_pretrained(folder, safe_serialization=True, max_shard_size=shard)
    for network in _networks(pipeline):
        network.to(torch.float32)
    for file in folder.rglob("*.safetensors"):
        file.chmod(0o644)  # written readable by their owner only
    for file in folder.rglob("*.json"):
        # diffusers notes the folder a part was loaded from: a path of this machine.
        data = json.loads(file.read_text(encoding="utf-8"))
        if isinstance(data, dict) and data.pop("_name_or_path", None) is not None:
            file.write_text(json.dumps(data, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _latent_size(pipeline: Any, picture: tuple[int, int] | None) -> Size:  # noqa: ANN401
    cell = 2 ** (len(pipeline.vae.config.block_out_channels) - 1)
    halvings = 2 ** (len(pipeline.unet.config.block_out_channels) - 1)
    sample = pipeline.unet.config.sample_size
    height, width = (sample, sample) if isinstance(sample, int) else sample
    if picture is not None:
        width, height = picture[0] // cell, picture[1] // cell
        if (width * cell, height * cell) != picture or min(picture) < 1 or width % halvings or height % halvings:
            raise ModelError(f"Width and height must be whole multiples of {cell * halvings}, not {picture}.")
    return Size((pipeline.unet.config.in_channels, height, width), cell)


def _random_pictures(pipeline: Any, size: Size) -> tuple[Floats, Pixels]:  # noqa: ANN401
    """Latents with broad areas of colour, decoded: enough to fit the preview of a model without its data set."""
    channels, height, width = size.latent
    generator = torch.Generator().manual_seed(0)
    coarse = torch.randn(4, channels, 4, 4, generator=generator)
    latents = torch.nn.functional.interpolate(coarse, (height, width), mode="bilinear")
    latents += 0.3 * torch.randn(latents.shape, generator=generator)
    pictures = []
    with torch.no_grad():
        for latent in latents:
            values = pipeline.vae.decode(latent[None] / pipeline.vae.config.scaling_factor).sample[0]
            pictures.append(((values.clamp(-1, 1) + 1) * 127.5).round().to(torch.uint8).permute(1, 2, 0).numpy())
    return latents.numpy(), np.stack(pictures)


# --- the manifest --------------------------------------------------------------------------------


def _write_manifest(
    pipeline: Any,  # noqa: ANN401
    folder: Path,
    card: Card,
    size: Size,
    parts: Mapping[str, Mapping[str, object]],
    preview: tuple[NDArray[np.float64], NDArray[np.float64]],
    base: Manifest | None,
) -> None:
    channels, height, width = size.latent
    scheduler = {key: value for key, value in pipeline.scheduler.config.items() if not key.startswith("_")}
    default, low, high = card.guidance
    files = {file.relative_to(folder).as_posix(): file for file in folder.rglob("*") if file.is_file()}
    files |= borrowed(folder, base, parts)
    lent = f"@{base.folder.name}/" if base and not (folder / TOKENIZER).exists() else ""
    manifest = {
        "schema": SCHEMA,
        "name": card.name,
        "title": dict(card.title),
        "licence": card.licence,
        "picture": [width * size.cell, height * size.cell],
        "latent": [channels, height, width],
        "scaling_factor": pipeline.vae.config.scaling_factor,
        "shift_factor": pipeline.vae.config.get("shift_factor") or 0.0,
        "prediction": scheduler.get("prediction_type", "epsilon"),
        "scheduler": {
            "class": type(pipeline.scheduler).__name__,
            "config": scheduler,
            "timestep_spacing": scheduler.get("timestep_spacing", "leading"),
        },
        "tokenizer": lent + TOKENIZER,
        "max_tokens": int(pipeline.text_encoder.config.max_position_embeddings),
        "guidance": {"default": default, "min": low, "max": high},
        "steps": {"default": card.steps},
        "parts": parts,
        "attention": {"output": "attention", "size": [height, width]},
        "preview": {"matrix": np.round(preview[0], 5).tolist(), "bias": np.round(preview[1], 5).tolist()},
        "noise": NOISE,
        **({"vocabulary": {kind: list(words) for kind, words in card.vocabulary.items()}} if card.vocabulary else {}),
        "files": [
            {"path": path, "bytes": file.stat().st_size, "sha256": sha256(file)} for path, file in sorted(files.items())
        ],
        "made": dict(card.made),
    }
    text = json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"
    (folder / "manifest.json").write_text(text, encoding="utf-8")


def _check(work: Path, name: str) -> None:
    try:
        read_manifest(work)
    except ModelError as error:
        raise ModelError(str(error).replace(work.name, name)) from None


def _install(work: Path, folder: Path) -> None:
    """Move what was made to its place, the manifest last; what the model had before and has no more goes."""
    before = _listed(folder)
    for item in sorted(work.iterdir(), key=lambda item: item.name == "manifest.json"):
        _replace(item, folder / item.name)
    for file in sorted(before - _listed(folder)):
        file.unlink(missing_ok=True)
        if file.parent.is_dir() and not any(file.parent.iterdir()):
            file.parent.rmdir()


def _listed(folder: Path) -> set[Path]:
    """The files of its own that a model folder's manifest lists; none where there is no good manifest."""
    try:
        manifest = read_manifest(folder)
        return {manifest.path(file.path) for file in manifest.files if not file.path.startswith("@")}
    except ModelError:
        return set()


def _replace(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.is_dir() and not target.is_symlink():
        shutil.rmtree(target)
    source.replace(target)


def _parent(folder: Path) -> Path:
    folder.absolute().parent.mkdir(parents=True, exist_ok=True)
    return folder.absolute().parent
