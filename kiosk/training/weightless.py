"""ONNX graphs without weights: every parameter is read from the fp16 safetensors file that torch reads too."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import onnx
from onnx import TensorProto, helper, numpy_helper

from kiosk.diffusion.manifest import ModelError

LEFT_BYTES = 2**16
"""Numbers that are no parameter of the network (masks, constants) may stay in the graph up to this much in all."""


class _Place(NamedTuple):
    """Where a tensor lies in a weights file: bytes from the start of the file."""

    file: Path
    offset: int
    length: int
    shape: tuple[int, ...]


def share_weights(graph: Path, weights: Sequence[Path], names: Mapping[Path, str] | None = None) -> list[Path]:
    """Rewrite the ONNX file `graph` so that its parameters lie in `weights` (fp16 safetensors).

    Each parameter becomes external data under its torch name, followed by a Cast to the type the graph computes in.
    `names` says how the graph calls a weights file that does not lie beside it. Where two files hold a parameter, the
    later one counts.
    Returns the weights files the graph really reads, in order. Raises ModelError where the graph holds weights that
    the files do not, or differ from them: each weight is stored once, or not at all.
    """
    names = names or {}
    places = {name: place for file in weights for name, place in _tensors(file).items()}
    model = onnx.load(str(graph), load_external_data=True)
    _drop_external_leftovers(graph, model)
    kept, moved, casts, used, left = [], [], [], set(), 0
    for tensor in model.graph.initializer:
        place = places.get(tensor.name)
        if place is None or tensor.data_type not in (TensorProto.FLOAT, TensorProto.FLOAT16):
            left += len(tensor.raw_data)
            kept.append(tensor)
            continue
        _check_equal(graph, tensor, place)
        half = TensorProto(name=f"{tensor.name}.half", data_type=TensorProto.FLOAT16, dims=tensor.dims)
        half.data_location = TensorProto.EXTERNAL
        location = names.get(place.file, place.file.name)
        for key, value in (("location", location), ("offset", place.offset), ("length", place.length)):
            half.external_data.add(key=key, value=str(value))
        moved.append(half)
        casts.append(helper.make_node("Cast", [half.name], [tensor.name], to=tensor.data_type))
        used.add(place.file)
    if left > LEFT_BYTES:
        raise ModelError(f"{graph.name} holds {left:,} bytes of numbers that are in no weights file.")
    nodes = list(model.graph.node)
    del model.graph.initializer[:]
    del model.graph.node[:]
    model.graph.initializer.extend([*kept, *moved])
    model.graph.node.extend([*casts, *nodes])
    for node in model.graph.node:
        # torch notes where in its source each node came from: paths of this machine.
        node.doc_string = ""
        del node.metadata_props[:]
    graph.write_bytes(model.SerializeToString(deterministic=True))
    return [file for file in weights if file in used]


def _tensors(file: Path) -> dict[str, _Place]:
    """The fp16 tensors of a safetensors file: eight bytes of header length, a JSON header, then the numbers."""
    with file.open("rb") as opened:
        start = 8 + int.from_bytes(opened.read(8), "little")
        header = json.loads(opened.read(start - 8))
    return {
        name: _Place(
            file,
            start + entry["data_offsets"][0],
            entry["data_offsets"][1] - entry["data_offsets"][0],
            tuple(entry["shape"]),
        )
        for name, entry in header.items()
        if name != "__metadata__" and entry["dtype"] == "F16"
    }


def _check_equal(graph: Path, tensor: TensorProto, place: _Place) -> None:
    with place.file.open("rb") as opened:
        opened.seek(place.offset)
        stored = opened.read(place.length)
    if tuple(tensor.dims) != place.shape or numpy_helper.to_array(tensor).astype("<f2").tobytes() != stored:
        raise ModelError(f"{graph.name}: {tensor.name} is not what {place.file.name} holds.")


def _drop_external_leftovers(graph: Path, model: onnx.ModelProto) -> None:
    """Remove the files torch writes beside a graph of more than 2 GB; the weights are already loaded."""
    for file in graph.parent.glob(f"{graph.name}[._]*data*"):
        file.unlink()
