"""Kaldi's format written by hand: the folder that Vosk loads, from a network's weights and a decoding graph.

No Kaldi program is needed. The byte layout follows Kaldi's sources (`io-funcs-inl.h`, `kaldi-matrix.cc`,
`hmm-topology.cc`, `transition-model.cc`, `nnet-nnet.cc`, `nnet-simple-component.cc`) and OpenFst's `vector-fst.h`.
Everything is little endian. A binary file begins with `\\0B`. A token is its text and one space. A whole or real number
is one byte, its size (4), and the number. A matrix is the token FM, rows, columns, and float32 row by row; a vector is
FV, length, values; a list of whole numbers is the size of one (4), its length, and the numbers.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kiosk.training.voice_sound import FEATURES, HIGH, LOW, RATE

SUBSAMPLING = 3
"""The network answers for every third frame of 10 ms."""
EPSILON = 0
"""The label of an arc that hears or says nothing."""
_FST_MAGIC, _FST_VERSION = 2125659606, 2
_HALF = math.log(0.5)

MFCC = f"""--sample-frequency={RATE}
--use-energy=false
--num-mel-bins={FEATURES}
--num-ceps={FEATURES}
--low-freq={LOW}
--high-freq={HIGH}
--dither=0
"""
DECODER = f"""--min-active=200
--max-active=3000
--beam=14.0
--lattice-beam=4.0
--phone-determinize=false
--acoustic-scale=1.0
--frame-subsampling-factor={SUBSAMPLING}
--endpoint.silence-phones=1
--endpoint.rule2.min-trailing-silence=0.5
--endpoint.rule3.min-trailing-silence=0.75
--endpoint.rule4.min-trailing-silence=1.0
"""


@dataclass(frozen=True)
class Layer:
    """One affine layer: `offsets` are the frames it looks at (0 is the present one).

    `weight` is float [outputs, len(offsets) * inputs], the inputs of the first offset first; `bias` float [outputs].
    All layers but the last are followed by max(0, x), the last by a logarithmic softmax.
    """

    offsets: tuple[int, ...]
    weight: NDArray[np.floating]
    bias: NDArray[np.floating]


def heard(unit: int, again: bool = False) -> int:
    """The input label (Kaldi's transition id) of a frame in which `unit` begins, or goes on (`again`). 0 is blank."""
    return 2 * unit + (1 if again else 2)


@dataclass
class Graph:
    """A weighted finite-state transducer. State 0 is where it starts."""

    arcs: list[list[tuple[int, int, float, int]]] = field(default_factory=list)
    """Of each state: (what is heard, what word is said, cost, next state)."""
    finals: dict[int, float] = field(default_factory=dict)
    """Where it may end, and at what cost."""

    def state(self) -> int:
        """A new state."""
        self.arcs.append([])
        return len(self.arcs) - 1

    def arc(self, start: int, end: int, heard: int = EPSILON, word: int = EPSILON, cost: float = 0.0) -> None:
        """A new arc. Costs are negative natural logarithms of probabilities."""
        self.arcs[start].append((heard, word, cost, end))


def _token(text: str) -> bytes:
    return f"{text} ".encode()


def _whole(value: int) -> bytes:
    return b"\x04" + struct.pack("<i", value)


def _real(value: float) -> bytes:
    return b"\x04" + struct.pack("<f", value)


def _list(values: Iterable[int]) -> bytes:
    numbers = np.array(list(values), "<i4")
    return b"\x04" + struct.pack("<i", len(numbers)) + numbers.tobytes()


def _matrix(values: NDArray[np.floating]) -> bytes:
    rows, columns = values.shape
    return _token("FM") + _whole(rows) + _whole(columns) + np.ascontiguousarray(values, "<f4").tobytes()


def _vector(values: Sequence[float] | NDArray[np.floating]) -> bytes:
    numbers = np.asarray(values, "<f4")
    return _token("FV") + _whole(len(numbers)) + numbers.tobytes()


def transition_model(units: int) -> bytes:
    """`<TransitionModel>` for units that each are one state with a loop: phone n + 1 is unit n, and so is its output.

    The probabilities in it are not used: what a path costs is in the graph.
    """
    state = _whole(0) + _whole(2) + _whole(0) + _real(0.5) + _whole(1) + _real(0.5)
    end = _whole(-1) + _whole(0)
    parts = [
        _token("<TransitionModel>"),
        _token("<Topology>"),
        _list(range(1, units + 1)),  # the phones
        _list([-1] + [0] * units),  # the topology of each, by its number; there is no phone 0
        _whole(1),  # one topology
        _whole(2) + state + end,  # of two states
        _token("</Topology>"),
        _token("<Triples>"),
        _whole(units),
        *(_whole(unit + 1) + _whole(0) + _whole(unit) for unit in range(units)),  # phone, its state, its output
        _token("</Triples>"),
        _token("<LogProbs>"),
        _vector([0.0] + [_HALF] * (2 * units)),  # by transition id, which begin at 1
        _token("</LogProbs>"),
        _token("</TransitionModel>"),
    ]
    return b"".join(parts)


def _affine(layer: Layer) -> bytes:
    name = "FixedAffineComponent"
    inner = _token("<LinearParams>") + _matrix(layer.weight) + _token("<BiasParams>") + _vector(layer.bias)
    return _token(f"<{name}>") + inner + _token(f"</{name}>")


def _nonlinear(name: str, width: int) -> bytes:
    """Kaldi keeps statistics of training here: none."""
    counts = ("<Count>", "<OderivRms>", "<OderivCount>", "<NumDimsSelfRepaired>", "<NumDimsProcessed>")
    parts = [_token(f"<{name}>"), _token("<Dim>"), _whole(width)]
    parts += [_token("<ValueAvg>"), _vector([]), _token("<DerivAvg>"), _vector([])]
    for count in counts:
        parts += [_token(count), _vector([]) if count == "<OderivRms>" else _real(0.0)]
    return b"".join([*parts, _token(f"</{name}>")])


def network(layers: Sequence[Layer]) -> bytes:
    """`<Nnet3>`: a description of how the components are joined, as text, and the components."""
    lines = [f"input-node name=input dim={FEATURES}"]
    components: list[tuple[str, bytes]] = []
    before = "input"
    for number, layer in enumerate(layers):
        width, last = len(layer.bias), number == len(layers) - 1
        frames = ", ".join(before if offset == 0 else f"Offset({before}, {offset})" for offset in layer.offsets)
        look = before if layer.offsets == (0,) else f"Append({frames})"
        affine, after = f"layer{number}.affine", f"layer{number}.{'logsoftmax' if last else 'relu'}"
        lines.append(f"component-node name={affine} component={affine} input={look}")
        lines.append(f"component-node name={after} component={after} input={affine}")
        kind = "LogSoftmaxComponent" if last else "RectifiedLinearComponent"
        components += [(affine, _affine(layer)), (after, _nonlinear(kind, width))]
        before = after
    lines.append(f"output-node name=output input={before} objective=linear")
    parts = [_token("<Nnet3>"), b"\n", ("\n".join(lines) + "\n\n").encode()]
    parts += [_token("<NumComponents>"), _whole(len(components))]
    for name, component in components:
        parts += [_token("<ComponentName>"), _token(name), component]
    return b"".join([*parts, _token("</Nnet3>")])


def acoustic_model(layers: Sequence[Layer]) -> bytes:
    """`am/final.mdl`: the transition model and the network; the last layer has one output for each unit."""
    left = -sum(min(layer.offsets) for layer in layers)
    right = sum(max(layer.offsets) for layer in layers)
    context = _token("<LeftContext>") + _whole(left) + _token("<RightContext>") + _whole(right)
    priors = _token("<Priors>") + _vector([])
    return b"\x00B" + transition_model(len(layers[-1].bias)) + network(layers) + context + priors


def graph_file(graph: Graph) -> bytes:
    """`graph/HCLG.fst`: OpenFst's header (no symbols), then every state: its final cost, its arcs."""
    count = sum(len(arcs) for arcs in graph.arcs)
    parts = [struct.pack("<i", _FST_MAGIC)]
    parts += [struct.pack("<i", len(name)) + name for name in (b"vector", b"standard")]
    # Version, no flags, the properties "expanded" and "mutable", the start state, how many states and arcs.
    parts.append(struct.pack("<iiQqqq", _FST_VERSION, 0, 3, 0, len(graph.arcs), count))
    for state, arcs in enumerate(graph.arcs):
        parts.append(struct.pack("<fq", graph.finals.get(state, math.inf), len(arcs)))
        parts += [struct.pack("<iifi", *arc) for arc in arcs]
    return b"".join(parts)


def words_file(words: Sequence[str]) -> str:
    """`graph/words.txt`: word number n + 1 is words[n]; the empty word comes first, the disambiguation mark last."""
    lines = ["<eps> 0", *(f"{word} {number}" for number, word in enumerate(words, 1)), f"#0 {len(words) + 1}"]
    return "\n".join(lines) + "\n"


def write_model(
    folder: Path, layers: Sequence[Layer], graph: Graph, words: Sequence[str], units: Sequence[str]
) -> None:
    """Writes the folder that `vosk.Model` loads; `units` names the network's outputs (blank first) in phones.txt."""
    for part in ("am", "conf", "graph"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    (folder / "am" / "final.mdl").write_bytes(acoustic_model(layers))
    (folder / "conf" / "mfcc.conf").write_text(MFCC)
    (folder / "conf" / "model.conf").write_text(DECODER)
    write_graph(folder, graph, words)
    phones = "".join(f"{unit} {number}\n" for number, unit in enumerate(units, 1))
    (folder / "graph" / "phones.txt").write_text(f"<eps> 0\n{phones}", encoding="utf-8")


def write_graph(folder: Path, graph: Graph, words: Sequence[str]) -> None:
    """Writes what can be said only: the network stays."""
    (folder / "graph" / "HCLG.fst").write_bytes(graph_file(graph))
    (folder / "graph" / "words.txt").write_text(words_file(words), encoding="utf-8")


def units_of(folder: Path) -> list[str]:
    """The units of a model that `write_model` wrote, blank first."""
    lines = (folder / "graph" / "phones.txt").read_text(encoding="utf-8").splitlines()
    return [line.split()[0] for line in lines[1:]]
