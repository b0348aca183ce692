"""The labeller on ONNX Runtime: what is in a picture, where, what each thing is like, and in which scene."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray
from PIL import Image

from kiosk.labels.words import LabelResult, Words, read_answers

Pixels = NDArray[np.uint8]

SCHEMA = 2
KIND = "labeller"
BATCH = 16
INPUT = "picture"
"""Input of the graph: uint8 [batch, side, side, 3]. Its outputs are `Words.outputs`."""
WORD_LISTS = ("things", "scenes", "classes")
WORD_TABLES = ("attributes", "asked")
"""The fields of `Words`, which are keys of the manifest: lists of words, and mappings of a name to such a list."""


class LabellerError(Exception):
    """A labeller's folder, or a picture, that cannot be used; the message is one sentence for staff."""


class Labeller:
    """A labeller's model folder, loaded on one thread of the CPU."""

    def __init__(self, session: ort.InferenceSession, manifest: Mapping[str, Any]) -> None:
        """Use `Labeller.load`."""
        self._session = session
        self.name: str = manifest["name"]
        self.side: int = manifest["picture"][0]
        things, scenes, classes = (tuple(manifest[key]) for key in WORD_LISTS)
        attributes, asked = ({name: tuple(words) for name, words in manifest[key].items()} for key in WORD_TABLES)
        self.words = Words(things, scenes, classes, attributes, asked)

    @classmethod
    def load(cls, folder: Path) -> Labeller:
        """Loads and verifies `folder`. Raises LabellerError, with one sentence, where it cannot be used."""
        problems = verify(folder)
        if problems:
            raise LabellerError(problems[0])
        manifest = _manifest(folder)
        options = ort.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        weights = [np.fromfile(folder / name, np.uint8) for name in manifest["weights"]]
        # The weights are read by us, so that the graph opens no file by itself.
        options.add_external_initializers_from_files_in_memory(
            list(manifest["weights"]), weights, [len(one) for one in weights]
        )
        try:
            graph = (folder / manifest["graph"]).read_bytes()
            session = ort.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
        except Exception as error:  # onnxruntime's own exceptions share no base class
            first = str(error).strip().splitlines()[0]
            raise LabellerError(f"{folder.name}: {manifest['graph']} cannot be loaded: {first}") from error
        labeller = cls(session, manifest)
        missing = set(labeller.words.outputs) - {output.name for output in session.get_outputs()}
        if missing:
            raise LabellerError(f"{folder.name}: {manifest['graph']} has no output {min(missing)!r}.")
        return labeller

    def label(self, picture: Pixels) -> LabelResult:
        """Labels one picture, uint8 [H, W, 3] of any size. Raises LabellerError where it is no such picture."""
        return self.label_all([picture])[0]

    def label_all(self, pictures: Iterable[Pixels]) -> list[LabelResult]:
        """Labels many pictures, each uint8 [H, W, 3]; they may differ in size."""
        ready = [self._fitted(picture) for picture in pictures]
        results: list[LabelResult] = []
        for start in range(0, len(ready), BATCH):
            answers = self._session.run(list(self.words.outputs), {INPUT: np.stack(ready[start : start + BATCH])})
            results += read_answers(self.words, answers)
        return results

    def _fitted(self, picture: Pixels) -> Pixels:
        """The picture at the side the labeller was trained at."""
        if picture.dtype != np.uint8 or picture.ndim != 3 or picture.shape[2] != 3 or 0 in picture.shape:
            raise LabellerError(f"A picture is uint8 [height, width, 3], not {picture.dtype} {list(picture.shape)}.")
        if picture.shape[:2] == (self.side, self.side):
            return picture
        # BOX averages whole pixels when shrinking, so that fine textures do not turn into others.
        smaller = min(picture.shape[:2]) >= self.side
        way = Image.Resampling.BOX if smaller else Image.Resampling.BILINEAR
        return np.asarray(Image.fromarray(picture).resize((self.side, self.side), way))


def verify(folder: Path) -> list[str]:
    """What is wrong with a labeller's folder, one sentence each; an empty list where all is well."""
    try:
        manifest = _manifest(folder)
    except LabellerError as error:
        return [str(error)]
    problems = []
    for entry in manifest["files"]:
        file = folder / entry["path"]
        name = f"{folder.name}/{entry['path']}"
        try:
            content = file.read_bytes()
        except OSError as error:
            problems.append(f"{name} cannot be read: {error.strerror}.")
            continue
        if len(content) != entry["bytes"]:
            problems.append(f"{name} holds {len(content):,} bytes, not {entry['bytes']:,}.")
        elif hashlib.sha256(content).hexdigest() != entry["sha256"]:
            problems.append(f"{name} has the right size but not the right content (sha256).")
    listed = {entry["path"] for entry in manifest["files"]}
    problems += [
        f"{folder.name}/manifest.json uses {name}, but does not list it."
        for name in (manifest["graph"], *manifest["weights"])
        if name not in listed
    ]
    return problems


def _manifest(folder: Path) -> Mapping[str, Any]:
    """The manifest, with every entry that is used checked for its shape."""
    name = f"{folder.name}/manifest.json"
    try:
        data = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except OSError as error:
        raise LabellerError(f"{name} cannot be read: {error.strerror}.") from None
    except (ValueError, RecursionError) as error:
        raise LabellerError(f"{name} is not valid: {error}.") from None
    if not isinstance(data, dict) or data.get("schema") != SCHEMA or data.get("kind") != KIND:
        raise LabellerError(f"{name} is not that of a labeller this program reads (schema {SCHEMA}).")
    for key in (*WORD_LISTS, "weights"):
        if not _words(data.get(key)):
            raise LabellerError(f"{name}: {key} is not a list of words.")
    for key in WORD_TABLES:
        table = data.get(key)
        if not isinstance(table, dict) or not all(_words(words) for words in table.values()):
            raise LabellerError(f"{name}: {key} is not a table of words.")
    if data["asked"].keys() != data["attributes"].keys() or not set().union(*data["asked"].values()) <= set(
        data["things"]
    ):
        raise LabellerError(f"{name}: asked does not say for every attribute of which things it is asked.")
    side = data.get("picture")
    if not isinstance(side, list) or len(side) != 2 or side[0] != side[1] or not isinstance(side[0], int):
        raise LabellerError(f"{name}: picture is not a width and an equal height.")
    if not isinstance(data.get("name"), str) or not isinstance(data.get("graph"), str):
        raise LabellerError(f"{name} lacks its name or its graph.")
    files = data.get("files")
    if not isinstance(files, list) or not all(_is_file(entry) for entry in files):
        raise LabellerError(f"{name}: files is not a list of path, bytes and sha256.")
    for path in (data["graph"], *data["weights"], *(entry["path"] for entry in files)):
        # One flat folder: a name without any separator cannot lead out of it.
        if path in ("", ".", "..") or any(sign in path for sign in "/\\:\0") or (folder / path).is_symlink():
            raise LabellerError(f"{name}: {path!r} is not a file of this folder.")
    return data


def _words(value: object) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str) and all(isinstance(word, str) for word in value)


def _is_file(entry: object) -> bool:
    return (
        isinstance(entry, dict)
        and isinstance(entry.get("path"), str)
        and isinstance(entry.get("bytes"), int)
        and isinstance(entry.get("sha256"), str)
    )
