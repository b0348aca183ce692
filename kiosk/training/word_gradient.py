"""Two ONNX graphs with which a visitor's invented word is learned and said, on plain ONNX Runtime.

The *word gradient* is the training exercise with everything frozen but one token's embedding: the loss of a batch,
and its gradient by that embedding (textual inversion: Gal et al. 2022, arXiv:2208.01618). Torch's autograd writes
the backward pass, traced to plain operators; the graph needs neither torch nor onnxruntime-training. The *word
encoder* is the text encoder that takes the embedding too. Both read the weights that the folder has already.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch._decomp import core_aten_decompositions
from torch.func import functional_call
from torch.fx.experimental.proxy_tensor import make_fx

from kiosk.diffusion.attention import recorded_attention
from kiosk.training.graphs import OPSET, Size
from kiosk.training.weightless import share_weights

BATCH = 8
"""Pictures in one step of learning."""

GRADIENT, ENCODER = "word_gradient.onnx", "word_encoder.onnx"

aten = torch.ops.aten


def write_word_graphs(pipeline: Any, folder: Path, size: Size, weights: Mapping[str, Path]) -> dict[str, Any]:  # noqa: ANN401
    """Write `word_gradient.onnx` and `word_encoder.onnx` into `folder`; gives their entries in the manifest's `parts`.

    `pipeline` is a StableDiffusionPipeline in fp32; `weights` are the files that hold its text encoder and denoiser,
    by manifest path. With L tokens of width D, an id equal to the vocabulary's size standing for the invented word:

    - gradient: word [D], input_ids int64 [BATCH, L], sample [BATCH, c, h, w], timestep int64 [BATCH], target (what
      the denoiser should answer) [BATCH, c, h, w] -> gradient [D], loss []: the mean squared error.
    - encoder: input_ids int64 [1, L], word [D] -> last_hidden_state [1, L, D].

    Raises ModelError where a graph would hold weights of its own.
    """
    text, unet = pipeline.text_encoder, pipeline.unet
    tokens, width = int(text.config.max_position_embeddings), int(text.config.hidden_size)
    ids = torch.zeros(BATCH, tokens, dtype=torch.int64)
    ids[:, 1] = int(text.config.vocab_size)
    word, sample = torch.zeros(width), torch.zeros(BATCH, *size.latent)
    example = (word, ids, sample, torch.arange(BATCH), sample + 1)
    with _plain_attention(text), recorded_attention(unet):
        exercise = _Traced(text, unet, example)
        inputs = ["word", "input_ids", "sample", "timestep", "target"]
        _write(exercise, example, folder / GRADIENT, inputs, ["gradient", "loss"])
    _write(_Encoder(text), (ids[:1], word), folder / ENCODER, ["input_ids", "word"], ["last_hidden_state"])
    names = {file: path for path, file in weights.items()}
    return {
        Path(graph).stem: {
            "graph": graph,
            "weights": [names[file] for file in share_weights(folder / graph, list(names), names)],
        }
        for graph in (GRADIENT, ENCODER)
    }


# --- the networks --------------------------------------------------------------------------------


class _Encoder(nn.Module):
    """The text encoder in which one id more than the vocabulary has is the invented word."""

    def __init__(self, text: Any) -> None:  # noqa: ANN401 - a transformers CLIPTextModel
        super().__init__()
        _adopt(self, text)

    def forward(self, input_ids: Tensor, word: Tensor) -> Tensor:
        return _encode(self._modules["text_model"], input_ids, word)


class _Exercise(nn.Module):
    """One batch of training: what does the denoiser answer, and how far is it from what it should?"""

    def __init__(self, text: Any, unet: Any) -> None:  # noqa: ANN401
        super().__init__()
        _adopt(self, text, unet)
        # In a tuple, so that torch does not list their parameters a second time under other names.
        self._unet = (unet,)

    def forward(self, word: Tensor, input_ids: Tensor, sample: Tensor, timestep: Tensor, target: Tensor) -> Tensor:
        states = _encode(self._modules["text_model"], input_ids, word)
        answer: Tensor = self._unet[0](sample, timestep, states, return_dict=False)[0]
        return (answer - target).square().mean()


class _Traced(nn.Module):
    """The exercise with its backward pass, as plain operators on parameters under their own names."""

    def __init__(self, text: Any, unet: Any, example: tuple[Tensor, ...]) -> None:  # noqa: ANN401
        super().__init__()
        _adopt(self, text, unet)
        exercise = _Exercise(text, unet).eval()

        def gradient(word: Tensor, parameters: dict[str, Tensor], *rest: Tensor) -> tuple[Tensor, Tensor]:
            word = word.detach().requires_grad_()
            with torch.enable_grad():
                loss = functional_call(exercise, parameters, (word, *rest))
                return torch.autograd.grad(loss, word)[0], loss.detach()

        word, *rest = example
        graph = make_fx(gradient, decomposition_table=_decompositions())(word, self._parameters_by_name(), *rest)
        _exportable(graph)
        self._graph = (graph,)

    def _parameters_by_name(self) -> dict[str, Tensor]:
        return dict(self.named_parameters())

    def forward(
        self, word: Tensor, input_ids: Tensor, sample: Tensor, timestep: Tensor, target: Tensor
    ) -> tuple[Tensor, Tensor]:
        answer: tuple[Tensor, Tensor] = self._graph[0](
            word, self._parameters_by_name(), input_ids, sample, timestep, target
        )
        return answer


def _adopt(module: nn.Module, *networks: Any) -> None:  # noqa: ANN401
    """Give `module` the children of `networks`: so their parameters have the names they have in the weights files."""
    for network in networks:
        for name, child in network.named_children():
            module.add_module(name, child)


def _encode(text_model: Any, input_ids: Tensor, word: Tensor) -> Tensor:  # noqa: ANN401
    """The text encoder's answer [batch, L, D] to ids among which the vocabulary's size stands for `word` [D]."""
    embedding = text_model.embeddings.token_embedding
    known = embedding.num_embeddings

    def look_up(ids: Tensor) -> Tensor:
        rows = nn.functional.embedding(ids.clamp(max=known - 1), embedding.weight)
        return torch.where((ids == known).unsqueeze(-1), word, rows)

    embedding.forward = look_up
    try:
        states: Tensor = text_model(input_ids).last_hidden_state
    finally:
        del embedding.forward
    return states


@contextmanager
def _plain_attention(text: Any) -> Iterator[None]:  # noqa: ANN401
    """Within, the text encoder's attention is written as plain matrix products."""
    before = text.config._attn_implementation
    text.set_attn_implementation("eager")
    try:
        yield
    finally:
        text.set_attn_implementation(before)


# --- torch's operators in terms that the exporter knows ------------------------------------------


def _decompositions() -> dict[Any, Any]:
    """How composite operators are written out, those included that torch's own tables write inefficiently."""
    table = dict(core_aten_decompositions())
    table.pop(aten.upsample_nearest2d.default, None)
    table.pop(aten.upsample_nearest2d.vec, None)
    return table | {
        aten.convolution_backward.default: _convolution_backward,
        aten.upsample_nearest2d_backward.default: _upsample_backward,
        aten.native_group_norm.default: _group_norm,
        aten.native_layer_norm.default: _layer_norm,
        aten.silu_backward.default: _silu_backward,
    }


def _convolution_backward(
    gradient: Tensor,
    entered: Tensor,
    weight: Tensor,
    bias_sizes: list[int] | None,
    stride: list[int],
    padding: list[int],
    dilation: list[int],
    transposed: bool,
    output_padding: list[int],
    groups: int,
    wanted: list[bool],
) -> tuple[Tensor, None, None]:
    """The gradient by what entered; nobody wants that by the weights, which are frozen."""
    if transposed or groups != 1 or wanted[1] or wanted[2]:
        raise NotImplementedError("only plain convolutions with frozen weights")
    kernel = weight.shape[2:]
    if all(one == 1 for one in stride):
        # A convolution with the mirrored kernel: runtimes compute it faster than a transposed one.
        mirrored = weight.transpose(0, 1)
        if max(kernel) > 1:
            mirrored = mirrored.flip([2, 3])
        around = [dilation[i] * (kernel[i] - 1) - padding[i] for i in range(2)]
        return aten.convolution(gradient, mirrored, None, stride, around, dilation, False, [0, 0], 1), None, None
    extra = [
        entered.shape[2 + i]
        - ((gradient.shape[2 + i] - 1) * stride[i] - 2 * padding[i] + dilation[i] * (kernel[i] - 1) + 1)
        for i in range(2)
    ]
    return aten.convolution(gradient, weight, None, stride, padding, dilation, True, extra, 1), None, None


def _upsample_backward(gradient: Tensor, grown: list[int], before: list[int], *_scales: float | None) -> Tensor:
    """Each cell was copied to a rectangle of cells: its gradient is the sum of theirs."""
    rows, columns = grown[0] // before[2], grown[1] // before[3]
    mean: Tensor = aten.avg_pool2d(gradient, [rows, columns], [rows, columns])
    return mean * float(rows * columns)


def _group_norm(
    x: Tensor, weight: Tensor, bias: Tensor, count: int, channels: int, places: int, groups: int, epsilon: float
) -> tuple[Tensor, Tensor, Tensor]:
    """Group normalisation (Wu and He 2018, arXiv:1803.08494) as one scale and one shift per channel."""
    grouped = x.reshape(count, groups, -1)
    mean = grouped.mean(2, keepdim=True)
    centred = grouped - mean
    inverse = torch.rsqrt((centred * centred).mean(2, keepdim=True) + epsilon)
    scale = inverse * weight.reshape(1, groups, -1)
    shift = bias.reshape(1, groups, -1) - mean * scale
    each = [count, channels] + [1] * (x.ndim - 2)
    return x * scale.reshape(each) + shift.reshape(each), mean.reshape(count, groups), inverse.reshape(count, groups)


def _layer_norm(
    x: Tensor, shape: list[int], weight: Tensor, bias: Tensor, epsilon: float
) -> tuple[Tensor, Tensor, Tensor]:
    mean = x.mean(-1, keepdim=True)
    centred = x - mean
    inverse = torch.rsqrt((centred * centred).mean(-1, keepdim=True) + epsilon)
    return centred * inverse * weight + bias, mean, inverse


def _silu_backward(gradient: Tensor, x: Tensor) -> Tensor:
    sigmoid = torch.sigmoid(x)
    answer = x * sigmoid
    return gradient * (sigmoid + (answer - answer * sigmoid))


def _to(x: Tensor, dtype: torch.dtype) -> Tensor:
    return x.to(dtype)


def _grown(x: Tensor, scale: tuple[float, float]) -> Tensor:
    return nn.functional.interpolate(x, scale_factor=scale, mode="nearest")


def _exportable(graph: torch.fx.GraphModule) -> None:
    """Replace the few operators that torch's ONNX exporter lacks by the functions they came from."""
    for node in graph.graph.nodes:
        if node.target is aten._softmax.default:
            node.target, node.args = torch.softmax, node.args[:2]
        elif node.target is aten._to_copy.default:
            node.target, node.kwargs = _to, {"dtype": node.kwargs["dtype"]}
        elif node.target is aten.upsample_nearest2d.default:
            before, (rows, columns) = node.args[0].meta["val"].shape, node.args[1]
            scale = (rows / before[2], columns / before[3])
            node.target, node.args, node.kwargs = _grown, node.args[:1], {"scale": scale}
    graph.graph.eliminate_dead_code()
    graph.recompile()


def _write(
    network: nn.Module,
    example: tuple[Tensor, ...],
    file: Path,
    inputs: list[str],
    outputs: list[str],
) -> None:
    with warnings.catch_warnings(), torch.no_grad():
        # torch's newer exporter renames parameters, which the shared weights files need by their names.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            network.eval(),
            example,
            file,
            input_names=inputs,
            output_names=outputs,
            opset_version=OPSET,
            do_constant_folding=False,
            dynamo=False,
        )
