"""A model folder on ONNX Runtime: text encoder, denoiser and decoder as sessions with bound buffers."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

from kiosk.diffusion.manifest import PARTS, Manifest, ModelError, Part, read_manifest, verify
from kiosk.diffusion.preview import to_pixels
from kiosk.diffusion.tokenizer import PromptTokenizer, Tokens

Floats = NDArray[np.float32]
Pixels = NDArray[np.uint8]

CPU, CUDA = "CPUExecutionProvider", "CUDAExecutionProvider"
PROVIDERS = ("auto", "cpu", "cuda")

_TYPES = {
    "tensor(float)": np.float32,
    "tensor(double)": np.float64,
    "tensor(float16)": np.float16,
    "tensor(int64)": np.int64,
    "tensor(int32)": np.int32,
}


def default_threads() -> int:
    """Threads for one network: every core this process may use but one, which belongs to the screen."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, cores - 1)


class Network:
    """One ONNX Runtime session whose inputs and outputs are bound to arrays once, at fixed shapes.

    Fill the arrays of `inputs`, call `run`, read the arrays of `outputs`: no memory is allocated in between.
    """

    def __init__(self, session: ort.InferenceSession, dimensions: Mapping[str, int]) -> None:
        """`dimensions` gives the size of every named axis. Raises ModelError for an axis nobody names."""
        self.session = session
        self.inputs = {node.name: _array(node, dimensions) for node in session.get_inputs()}
        self.outputs = {node.name: _array(node, dimensions) for node in session.get_outputs()}
        self._binding = session.io_binding()
        # On a GPU an input is copied when it is bound, so it gets memory of its own there, refreshed by `run`.
        self._on_device: dict[str, ort.OrtValue] = {}
        for name, array in self.inputs.items():
            if session.get_providers()[0] == CPU:
                self._binding.bind_input(name, "cpu", 0, array.dtype, array.shape, array.ctypes.data)
            else:
                self._on_device[name] = ort.OrtValue.ortvalue_from_numpy(array, "cuda", 0)
                self._binding.bind_ortvalue_input(name, self._on_device[name])
        for name, array in self.outputs.items():
            self._binding.bind_output(name, "cpu", 0, array.dtype, array.shape, array.ctypes.data)

    def run(self) -> None:
        """Compute `outputs` from `inputs`."""
        for name, value in self._on_device.items():
            value.update_inplace(self.inputs[name])
        self.session.run_with_iobinding(self._binding)


class OnnxModel:
    """A model folder, loaded on ONNX Runtime; see `kiosk.diffusion.model.Model` for the shapes.

    Not for two threads at once: the buffers are shared between calls.
    """

    def __init__(self, folder: Path, provider: str = "auto", threads: int | None = None, check: bool = True) -> None:
        """Load `folder`. `provider` is "auto" (CUDA where it really runs, else the CPU), "cpu" or "cuda".

        `threads` are the threads inside one operator (default: cores - 1). `check` verifies the files first (hashes,
        for files up to 200 MB). Never runs elsewhere in silence: `provider` says where, `provider_note` why.
        Raises ModelError, with one sentence, where the folder cannot be used.
        """
        if provider not in PROVIDERS:
            raise ModelError(f"The provider {provider!r} is not one of {', '.join(PROVIDERS)}.")
        self.manifest = read_manifest(folder)
        if check:
            problems = verify(folder, full=False)
            if problems:
                raise ModelError(" ".join(problems))
        self.threads = default_threads() if threads is None else max(1, threads)
        self.tokenizer = PromptTokenizer(self.manifest.path(self.manifest.tokenizer), self.manifest.max_tokens)
        self.provider_note = ""
        sessions = self._sessions(provider)
        self.provider = str(sessions["denoiser"].get_providers()[0])

        channels, height, width = self.manifest.latent
        self.text_encoder = Network(sessions["text_encoder"], {"batch_size": 1})
        self.denoiser = Network(sessions["denoiser"], {"batch_size": 2})
        self.decoder = Network(sessions["decoder"], {"batch_size": 1})
        self._ids = _only(self.text_encoder.inputs, "text encoder", "input_ids")
        self._embedding = _only(self.text_encoder.outputs, "text encoder", "last_hidden_state")
        self._sample = _only(self.denoiser.inputs, "denoiser", "sample")
        self._timestep = _only(self.denoiser.inputs, "denoiser", "timestep")
        self._states = _only(self.denoiser.inputs, "denoiser", "encoder_hidden_states")
        self._prediction = _only(self.denoiser.outputs, "denoiser", "out_sample")
        attention = self.manifest.attention
        self._attention = _only(self.denoiser.outputs, "denoiser", attention.output) if attention else None
        self._latent = _only(self.decoder.inputs, "decoder", "latent_sample")
        self._picture = _only(self.decoder.outputs, "decoder", "sample")
        if self._sample.shape != (2, channels, height, width):
            raise ModelError(f"{self.manifest.name}: the denoiser's input {self._sample.shape} is not the latent's.")
        self._empty: tuple[Tokens, Floats] | None = None

    def encode(self, prompt: str) -> tuple[Tokens, Floats]:
        """The tokens of `prompt` and their embedding, float32 [1, L, D]. The empty prompt is computed once."""
        if not prompt and self._empty is not None:
            return self._empty
        tokens = self.tokenizer.encode(prompt)
        answer = tokens, self.encode_tokens(tokens)
        if not prompt:
            self._empty = answer
        return answer

    def encode_tokens(self, tokens: Tokens) -> Floats:
        """The embedding, float32 [1, L, D], of tokens that were changed since they were read (two words swapped)."""
        self._ids[...] = np.asarray(tokens.ids)[None]
        self.text_encoder.run()
        return self._embedding.astype(np.float32)

    def predict(self, latents: Floats, timestep: int, embeddings: Floats) -> tuple[Floats, Floats | None]:
        """The predictions [2, c, h, w] and cross-attention [2, L, h, w] (or None) for two latents."""
        self._sample[...] = latents
        self._timestep[...] = timestep
        self._states[...] = embeddings
        self.denoiser.run()
        attention = None if self._attention is None else self._attention.astype(np.float32)
        return self._prediction.astype(np.float32), attention

    def decode(self, latent: Floats) -> Pixels:
        """The picture of one latent [1, c, h, w]: uint8 [H, W, 3]."""
        self._latent[...] = latent / np.float32(self.manifest.scaling_factor) + np.float32(self.manifest.shift_factor)
        self.decoder.run()
        return to_pixels(self._picture[0].astype(np.float32))

    def _sessions(self, provider: str) -> dict[str, ort.InferenceSession]:
        """The three sessions, all on CUDA where allowed, offered and really used by each; else all on the CPU."""
        if provider != "cpu":
            if CUDA not in ort.get_available_providers():
                if provider == "cuda":
                    self.provider_note = "CUDA was asked for, but this onnxruntime does not offer it."
                return self._open([CPU])
            try:
                sessions = self._open([CUDA, CPU])
            except ModelError as error:
                self.provider_note = f"CUDA is offered, but the model did not load on it ({error})"
            else:
                elsewhere = [name for name, session in sessions.items() if session.get_providers()[0] != CUDA]
                if not elsewhere:
                    return sessions
                self.provider_note = f"CUDA is offered, but onnxruntime put {', '.join(elsewhere)} on the CPU."
        return self._open([CPU])

    def _open(self, providers: list[str]) -> dict[str, ort.InferenceSession]:
        sizes = {"text_encoder": 1, "denoiser": 2, "decoder": 1}
        return {
            name: open_session(self.manifest, self.manifest.parts[name], providers, sizes[name], self.threads)
            for name in PARTS
        }


def open_session(
    manifest: Manifest, part: Part, providers: list[str], batch: int, threads: int
) -> ort.InferenceSession:
    """One session for `part`, its weights read by us, so that a graph opens no file by itself.

    A graph names a weights file by its bare name where it lies beside the graph, else by its manifest path.
    Raises ModelError, with one sentence, where it cannot be loaded.
    """
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3  # errors only: a kiosk's log is read by people
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    channels, height, width = manifest.latent
    axes = {"batch_size": batch, "sequence_length": manifest.max_tokens, "num_channels": channels}
    axes |= {"height": height, "width": width, "latent_height": height, "latent_width": width}
    for name, size in axes.items():
        options.add_free_dimension_override_by_name(name, size)
    beside = part.graph.rpartition("/")[0]
    try:
        weights = {path: np.memmap(manifest.path(path), np.uint8, "r") for path in part.weights}
        if weights:
            names = [path.rpartition("/")[2] if path.rpartition("/")[0] == beside else path for path in weights]
            options.add_external_initializers_from_files_in_memory(
                names, list(weights.values()), [len(file) for file in weights.values()]
            )
        session = ort.InferenceSession(manifest.path(part.graph).read_bytes(), options, providers=providers)
    except ModelError:
        raise
    except Exception as error:  # onnxruntime's own exceptions share no base class
        first = str(error).strip().splitlines()[0]
        raise ModelError(f"{manifest.name}: {part.graph} cannot be loaded: {first}") from error
    session.disable_fallback()
    return session


def _array(node: ort.NodeArg, dimensions: Mapping[str, int]) -> NDArray[np.generic]:
    if node.type not in _TYPES:
        raise ModelError(f"The network's {node.name} has type {node.type}, which this program does not feed.")
    shape = [size if isinstance(size, int) else dimensions.get(size) for size in node.shape]
    if None in shape:
        raise ModelError(f"The network's {node.name} has no fixed shape: {node.shape}.")
    return np.zeros([size for size in shape if size is not None], _TYPES[node.type])


def _only(arrays: Mapping[str, NDArray[np.generic]], network: str, name: str) -> NDArray[np.generic]:
    if name not in arrays:
        raise ModelError(f"The {network} has no {name!r}; it has {', '.join(arrays)}.")
    return arrays[name]
