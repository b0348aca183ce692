"""`manifest.json`: what a model folder holds, how it paints, and whether every file is still what it was.

A model folder is a diffusers folder whose weights are shared with ONNX graphs. Paths in the manifest are relative
to it, with `/`; only `@other-model/path` may leave it, into a folder beside it. Symbolic links and `..` are refused.
A variant lists the files it borrows so with the size and hash they had when it was made.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kiosk.diffusion.fields import (
    entries_of,
    list_of,
    number_of,
    pair_of,
    table_of,
    text_of,
    triple_of,
    whole_of,
    words_of,
)

SCHEMA = 1
NOISE = "numpy-philox-1"
LARGE = 200 * 2**20
"""Files above this many bytes are only measured, not hashed, where `verify` is not asked for everything."""

PARTS = ("text_encoder", "denoiser", "decoder")
WORD_PARTS = ("word_gradient", "word_encoder")
"""Both or neither: with them a visitor's word is learned and said (`kiosk.diffusion.invent`)."""
PREDICTIONS = ("epsilon", "v_prediction")
NAME = re.compile(r"[a-z0-9][a-z0-9._-]*", re.IGNORECASE)
"""What a model, and its folder, may be called."""


class ModelError(Exception):
    """A model folder that cannot be used; the message is one sentence for staff."""


@dataclass(frozen=True)
class Part:
    """One network: `graph` is its ONNX file, `weights` the files its graph points into (manifest paths)."""

    graph: str
    weights: tuple[str, ...]

    def files(self) -> tuple[str, ...]:
        """Every file of the part: its graph, then its weights."""
        return (self.graph, *self.weights)


@dataclass(frozen=True)
class Guidance:
    """The guidance the model paints best with, and the ends of the slider."""

    default: float
    min: float
    max: float


@dataclass(frozen=True)
class SchedulerSettings:
    """The diffusers scheduler the model was trained for: its class name, whole config, and timestep spacing."""

    kind: str
    config: Mapping[str, object]
    timestep_spacing: str


@dataclass(frozen=True)
class Attention:
    """The cross-attention output of the denoiser: [batch, tokens, height, width], mean over layers and heads."""

    output: str
    size: tuple[int, int]


@dataclass(frozen=True)
class Preview:
    """Linear latent to RGB: `matrix` is 3 rows of one number per latent channel, `bias` 3 numbers, result -1..1."""

    matrix: tuple[tuple[float, ...], ...]
    bias: tuple[float, ...]


@dataclass(frozen=True)
class File:
    """One file: manifest path, size in bytes, sha256 in hexadecimal."""

    path: str
    bytes: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """One `manifest.json`, read and checked. `picture` is (width, height), `latent` (channels, height, width)."""

    folder: Path
    name: str
    title: Mapping[str, str]
    licence: str
    picture: tuple[int, int]
    latent: tuple[int, int, int]
    scaling_factor: float
    shift_factor: float
    prediction: str
    scheduler: SchedulerSettings
    tokenizer: str
    max_tokens: int
    guidance: Guidance
    steps: int
    parts: Mapping[str, Part]
    attention: Attention | None
    preview: Preview
    noise: str
    files: tuple[File, ...]
    made: Mapping[str, object]
    vocabulary: Mapping[str, tuple[str, ...]] | None = None
    """The words of the captions it was trained on, by kind ("things", "scenes" ...); None where that is not said."""

    def path(self, relative: str) -> Path:
        """The real path of a manifest path. Raises ModelError where it would leave the folder or follow a link."""
        return resolve(self.folder, relative)

    def borrowed(self) -> list[str]:
        """The files of other model folders that this one paints with, as `@other-model/path`."""
        return sorted({path for part in self.parts.values() for path in part.files() if path.startswith("@")})


def resolve(folder: Path, relative: str) -> Path:
    """`relative` inside `folder`, or inside a sibling folder for `@sibling/path`.

    Raises ModelError for absolute paths, `..`, backslashes, and symbolic links anywhere below the models folder.
    """
    base, inside = folder, relative
    if relative.startswith("@"):
        sibling, _, inside = relative[1:].partition("/")
        if not NAME.fullmatch(sibling):
            raise ModelError(f"{folder.name}: the path {relative!r} names no model folder.")
        base = folder.parent / sibling
        if base.is_symlink():
            raise ModelError(f"{folder.name}: the model folder @{sibling} is a symbolic link, which is not allowed.")
        if not base.is_dir():
            raise ModelError(f"{folder.name} needs the model {sibling!r} beside it, which is not installed.")
    steps = inside.split("/")
    if not inside or "\\" in inside or "\0" in inside or any(step in ("", ".", "..") or ":" in step for step in steps):
        raise ModelError(f"{folder.name}: the path {relative!r} leads outside the model folder, which is not allowed.")
    place = base
    for step in steps:
        place = place / step
        if place.is_symlink():
            raise ModelError(f"{folder.name}: {relative} is a symbolic link, which is not allowed.")
    return place


def read_manifest(folder: Path) -> Manifest:
    """Read and check `folder/manifest.json`. Raises ModelError with one sentence that says what is wrong."""
    folder = folder.absolute()
    file = folder / "manifest.json"
    if not folder.is_dir():
        raise ModelError(f"There is no model folder {folder.name!r}.")
    if file.is_symlink():
        raise ModelError(f"{folder.name}: manifest.json is a symbolic link, which is not allowed.")
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ModelError(f"The folder {folder.name!r} holds no manifest.json, so it is no model.") from None
    except (OSError, ValueError, RecursionError) as error:
        raise ModelError(f"{folder.name}/manifest.json cannot be read: {error}.") from None
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        schema = data.get("schema") if isinstance(data, dict) else None
        raise ModelError(f"{folder.name}/manifest.json has schema {schema!r}; this program reads schema {SCHEMA}.")
    try:
        manifest = _manifest(folder, data)
    except KeyError as error:
        raise ModelError(f"{folder.name}/manifest.json lacks {error.args[0]!r}.") from None
    except (TypeError, ValueError, AttributeError, OverflowError) as error:
        raise ModelError(f"{folder.name}/manifest.json is not valid: {error}.") from None
    _check(manifest)
    return manifest


def verify(folder: Path, full: bool = True) -> list[str]:
    """What is wrong with a model folder, one sentence each; an empty list where all is well.

    `full` hashes every file; otherwise files over 200 MB are only measured.
    """
    try:
        manifest = read_manifest(folder)
    except ModelError as error:
        return [str(error)]
    problems = []
    listed = {file.path: file for file in manifest.files}
    for path in dict.fromkeys([*listed, *manifest.borrowed()]):
        try:
            known = (manifest, listed[path]) if path in listed else _owner(manifest, path)
            problems += _file_problems(*known, full)
        except ModelError as error:
            problems.append(str(error))
    return problems


def sha256(path: Path) -> str:
    """The sha256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _owner(manifest: Manifest, path: str) -> tuple[Manifest, File]:
    """Whose file `path`, which is `@sibling/path`, is, and what that model's manifest says about it."""
    sibling, _, inside = path[1:].partition("/")
    owner = read_manifest(manifest.folder.parent / sibling)
    for file in owner.files:
        if file.path == inside:
            return owner, file
    raise ModelError(f"{manifest.folder.name} borrows {path}, which {sibling} does not list in its files.")


def _file_problems(manifest: Manifest, file: File, full: bool) -> list[str]:
    name = f"{manifest.folder.name}/{file.path}"
    if file.path.startswith("@"):
        name = f"{manifest.folder.name} borrows a file that is not what it was: {file.path[1:]}"
    path = manifest.path(file.path)
    try:
        size = path.stat().st_size
        if not path.is_file():
            return [f"{name} is not a file."]
        if size != file.bytes:
            return [f"{name} holds {size:,} bytes, not {file.bytes:,}: it is cut off or not the same file."]
        if (full or size <= LARGE) and sha256(path) != file.sha256:
            return [f"{name} has the right size but not the right content (sha256)."]
    except FileNotFoundError:
        return [f"{name} is missing."]
    except OSError as error:
        return [f"{name} cannot be read: {error.strerror}."]
    return []


def _manifest(folder: Path, data: Mapping[str, object]) -> Manifest:
    scheduler = table_of(data, "scheduler")
    guidance = table_of(data, "guidance")
    parts = table_of(data, "parts")
    attention = data.get("attention")
    return Manifest(
        folder=folder,
        name=text_of(data, "name"),
        title={key: str(value) for key, value in table_of(data, "title").items()},
        licence=text_of(data, "licence"),
        picture=pair_of(data, "picture"),
        latent=triple_of(data, "latent"),
        scaling_factor=number_of(data, "scaling_factor"),
        shift_factor=number_of(data, "shift_factor") if "shift_factor" in data else 0.0,
        prediction=text_of(data, "prediction"),
        scheduler=SchedulerSettings(
            text_of(scheduler, "class"), table_of(scheduler, "config"), text_of(scheduler, "timestep_spacing")
        ),
        tokenizer=text_of(data, "tokenizer"),
        max_tokens=whole_of(data, "max_tokens"),
        guidance=Guidance(number_of(guidance, "default"), number_of(guidance, "min"), number_of(guidance, "max")),
        steps=whole_of(table_of(data, "steps"), "default"),
        parts={name: _part(table_of(parts, name)) for name in (*PARTS, *WORD_PARTS) if name in PARTS or name in parts},
        attention=_attention(data) if attention is not None else None,
        preview=_preview(table_of(data, "preview")),
        noise=text_of(data, "noise"),
        files=tuple(
            File(text_of(entry, "path"), whole_of(entry, "bytes"), text_of(entry, "sha256").lower())
            for entry in entries_of(data, "files")
        ),
        made=table_of(data, "made"),
        vocabulary=words_of(data, "vocabulary") if "vocabulary" in data else None,
    )


def _check(manifest: Manifest) -> None:
    """What a manifest's values must be for painting to make sense. Raises ModelError."""
    where = f"{manifest.folder.name}/manifest.json"
    channels = manifest.latent[0]
    listed = {file.path for file in manifest.files}
    if manifest.prediction not in PREDICTIONS:
        raise ModelError(f"{where}: the prediction {manifest.prediction!r} is not one of {', '.join(PREDICTIONS)}.")
    if manifest.noise != NOISE:
        raise ModelError(f"{where}: the noise {manifest.noise!r} is not {NOISE!r}.")
    if min(*manifest.picture, *manifest.latent, manifest.max_tokens - 2, manifest.steps) < 1:
        raise ModelError(f"{where}: picture, latent, max_tokens and steps must be larger than that.")
    if not manifest.guidance.min <= manifest.guidance.default <= manifest.guidance.max:
        raise ModelError(f"{where}: the default guidance is not between min and max.")
    if manifest.scaling_factor == 0:
        raise ModelError(f"{where}: scaling_factor is 0.")
    if [len(row) for row in manifest.preview.matrix] != [channels] * 3 or len(manifest.preview.bias) != 3:
        raise ModelError(f"{where}: preview needs a matrix of 3 rows of {channels} numbers and 3 numbers of bias.")
    if 0 < len(manifest.parts.keys() & set(WORD_PARTS)) < len(WORD_PARTS):
        raise ModelError(f"{where}: of the parts {' and '.join(WORD_PARTS)} there is only one.")
    resolve(manifest.folder, manifest.tokenizer)
    for part in manifest.parts.values():
        for path in part.files():
            resolve(manifest.folder, path)
            if path not in listed and not path.startswith("@"):
                raise ModelError(f"{where}: {path} is used but not listed in files.")


def _part(table: Mapping[str, object]) -> Part:
    return Part(
        text_of(table, "graph"), tuple(text_of({"weights": path}, "weights") for path in list_of(table, "weights"))
    )


def _attention(data: Mapping[str, object]) -> Attention:
    table = table_of(data, "attention")
    return Attention(text_of(table, "output"), pair_of(table, "size"))


def _preview(table: Mapping[str, object]) -> Preview:
    rows = [list_of({"matrix": row}, "matrix") for row in list_of(table, "matrix")]
    return Preview(
        tuple(tuple(number_of({"matrix": value}, "matrix") for value in row) for row in rows),
        tuple(number_of({"bias": value}, "bias") for value in list_of(table, "bias")),
    )
