"""A model folder that stores only what differs from the model beside it, and borrows the rest.

Weights are borrowed tensor by tensor: the graphs of a variant point into the other model's files for every tensor
that is equal, and into `changed.safetensors` for the others.
"""

from __future__ import annotations

import filecmp
from collections.abc import Mapping
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file

from kiosk.diffusion.manifest import Manifest, ModelError, read_manifest, verify

PLACES = {"text_encoder": "text_encoder", "denoiser": "unet", "decoder": "vae"}
"""The folder of each part of a manifest."""

TOKENIZER = "tokenizer"


def base_manifest(base: Path, out_folder: Path) -> Manifest:
    """The manifest of the model a variant borrows from. Raises ModelError where that model cannot lend."""
    manifest = read_manifest(base)
    if base.absolute().parent != out_folder.absolute().parent:
        raise ModelError(f"A variant lies beside the model it borrows from: {out_folder.name} not beside {base}.")
    if manifest.folder.name == out_folder.name:
        raise ModelError(f"{out_folder.name} cannot borrow from itself.")
    if any(file.path.startswith("@") for file in manifest.files):
        raise ModelError(f"{base.name} is a variant itself: borrow from the model it borrows from.")
    problems = verify(base)
    if problems:
        raise ModelError(" ".join(problems))
    return manifest


def keep_changes(folder: Path, base: Manifest, shard_bytes: int) -> None:
    """Reduce `folder`, a whole diffusers folder with fp16 weights, to what it does not have in common with `base`.

    Changed weights go to `changed.safetensors` files of at most `shard_bytes` each. Raises ModelError where the two
    models differ in more than numbers.
    """
    for place in PLACES.values():
        config = folder / place / "config.json"
        if not filecmp.cmp(config, base.folder / place / "config.json", shallow=False):
            raise ModelError(f"{base.name} and its variant are built differently: see {place}/config.json.")
        old, new = _tensors(base.folder / place), _tensors(folder / place)
        if old.keys() != new.keys():
            raise ModelError(f"{base.name} and its variant have different weights in {place}.")
        for file in (folder / place).glob("*.safetensors*"):
            file.unlink()
        changed = {name: tensor for name, tensor in new.items() if not torch.equal(tensor, old[name])}
        _store(changed, folder / place, shard_bytes)
    ours, theirs = (sorted(path.name for path in (place / TOKENIZER).iterdir()) for place in (folder, base.folder))
    whole_tokenizer = ours != theirs
    for file in [path for path in folder.rglob("*") if path.is_file()]:
        other = base.folder / file.relative_to(folder)
        equal = other.is_file() and filecmp.cmp(file, other, shallow=False)
        if file.parent.name == TOKENIZER:
            whole_tokenizer |= not equal
        elif equal:
            file.unlink()
    if not whole_tokenizer:
        for file in (folder / TOKENIZER).iterdir():
            file.unlink()
    for empty in [path for path in folder.iterdir() if path.is_dir() and not any(path.iterdir())]:
        empty.rmdir()


def weights_of(folder: Path, base: Manifest | None) -> dict[str, dict[str, Path]]:
    """The weights files of each network, by its folder's name and their manifest paths; the variant's own come last."""
    found = {}
    for place in PLACES.values():
        lent = sorted((base.folder / place).glob("*.safetensors")) if base else []
        own = sorted((folder / place).glob("*.safetensors"))
        found[place] = {f"@{base.folder.name}/{place}/{file.name}": file for file in lent} if base else {}
        found[place] |= {f"{place}/{file.name}": file for file in own}
    return found


def lent_parts(folder: Path, base: Manifest | None) -> dict[str, dict[str, object]]:
    """The manifest's entries of the parts that a variant borrows whole."""
    parts: dict[str, dict[str, object]] = {}
    for name, place in PLACES.items():
        if base and not any((folder / place).glob("*.safetensors")):
            part = base.parts[name]
            parts[name] = {
                "graph": f"@{base.folder.name}/{part.graph}",
                "weights": [f"@{base.folder.name}/{path}" for path in part.weights],
            }
    return parts


def borrowed(folder: Path, base: Manifest | None, parts: Mapping[str, Mapping[str, object]]) -> dict[str, Path]:
    """Every file of `base` that the variant in `folder` needs, by its manifest path."""
    if base is None:
        return {}
    needed = [path for files in weights_of(folder, base).values() for path in files]
    needed += [str(part["graph"]) for part in parts.values()]
    if not (folder / TOKENIZER).exists():
        needed += [f"@{base.folder.name}/{path}" for path in _below(base.folder, TOKENIZER)]
    lent = sorted({path for path in needed if path.startswith("@")})
    return {path: base.folder / path.partition("/")[2] for path in lent}


def _below(folder: Path, place: str) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in (folder / place).rglob("*") if path.is_file()]


def _tensors(folder: Path) -> dict[str, torch.Tensor]:
    return {name: tensor for file in sorted(folder.glob("*.safetensors")) for name, tensor in load_file(file).items()}


def _store(tensors: Mapping[str, torch.Tensor], folder: Path, shard_bytes: int) -> None:
    """Write `tensors` in as few files as the limit allows; none where there is nothing to write."""
    shards: list[dict[str, torch.Tensor]] = []
    room = 0
    for name, tensor in sorted(tensors.items()):
        size = tensor.numel() * tensor.element_size()
        if size > room:
            shards.append({})
            room = shard_bytes
        shards[-1][name] = tensor
        room -= size
    for k, shard in enumerate(shards):
        number = f"-{k + 1:05d}" if len(shards) > 1 else ""
        file = folder / f"changed{number}.safetensors"
        save_file(shard, file)
        file.chmod(0o644)  # written readable by its owner only
