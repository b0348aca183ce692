"""The three networks of a pipeline as ONNX graphs, by optimum, with the denoiser's cross-attention as an output."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from optimum.exporters.onnx.convert import export as export_network
from optimum.exporters.onnx.model_configs import CLIPTextOnnxConfig, UNetOnnxConfig, VaeDecoderOnnxConfig

from kiosk.diffusion.attention import PlainAttention, attention_map, recorded_attention
from kiosk.training.weightless import share_weights

OPSET = 18


@dataclass(frozen=True)
class Size:
    """(channels, height, width) of the latent, and pixels per latent cell."""

    latent: tuple[int, int, int]
    cell: int


class _TextConfig(CLIPTextOnnxConfig):  # type: ignore[misc]  # optimum has no types
    """input_ids [batch, tokens] -> last_hidden_state [batch, tokens, width]."""

    def __init__(self, config: Any, tokens: int) -> None:  # noqa: ANN401
        super().__init__(config, task="feature-extraction")
        self.tokens = tokens

    @property
    def inputs(self) -> dict[str, dict[int, str]]:
        return {"input_ids": {0: "batch_size"}}

    @property
    def outputs(self) -> dict[str, dict[int, str]]:
        return {"last_hidden_state": {0: "batch_size"}}

    def generate_dummy_inputs(self, framework: str = "pt", **kwargs: object) -> dict[str, torch.Tensor]:
        return {"input_ids": torch.ones(1, self.tokens, dtype=torch.int64)}


class _DenoiserConfig(UNetOnnxConfig):  # type: ignore[misc]  # optimum has no types
    """sample [batch, c, h, w], timestep, encoder_hidden_states [batch, L, D] -> out_sample, attention."""

    def __init__(self, config: Any, latent: tuple[int, int, int], tokens: int) -> None:  # noqa: ANN401
        super().__init__(config, task="semantic-segmentation")
        self.latent, self.tokens, self.width = latent, tokens, int(config.cross_attention_dim)

    @property
    def inputs(self) -> dict[str, dict[int, str]]:
        return {"sample": {0: "batch_size"}, "timestep": {}, "encoder_hidden_states": {0: "batch_size"}}

    @property
    def outputs(self) -> dict[str, dict[int, str]]:
        return {"out_sample": {0: "batch_size"}, "attention": {0: "batch_size"}}

    def generate_dummy_inputs(self, framework: str = "pt", **kwargs: object) -> dict[str, torch.Tensor]:
        return {
            "sample": torch.zeros(2, *self.latent),
            "timestep": torch.tensor(1, dtype=torch.int64),
            "encoder_hidden_states": torch.zeros(2, self.tokens, self.width),
        }


class _DecoderConfig(VaeDecoderOnnxConfig):  # type: ignore[misc]  # optimum has no types
    """latent_sample [batch, c, h, w] (not scaled) -> sample [batch, 3, H, W]."""

    def __init__(self, config: Any, latent: tuple[int, int, int]) -> None:  # noqa: ANN401
        super().__init__(config, task="semantic-segmentation")
        self.latent = latent

    @property
    def inputs(self) -> dict[str, dict[int, str]]:
        return {"latent_sample": {0: "batch_size"}}

    @property
    def outputs(self) -> dict[str, dict[int, str]]:
        return {"sample": {0: "batch_size"}}

    def generate_dummy_inputs(self, framework: str = "pt", **kwargs: object) -> dict[str, torch.Tensor]:
        return {"latent_sample": torch.zeros(1, *self.latent)}


def write_graphs(
    pipeline: Any,  # noqa: ANN401
    folder: Path,
    size: Size,
    weights: Mapping[str, Mapping[str, Path]],
    without: Collection[str] = (),
) -> dict[str, dict[str, object]]:
    """Write the ONNX graphs of text encoder, denoiser and decoder into `folder`; gives the manifest's `parts`.

    `pipeline` is a StableDiffusionPipeline in fp32 whose fp16 weights are in the files `weights`, by network folder
    and manifest path. Only the batch is left open in the graphs: the kiosk paints one size, and fixed shapes are
    faster. The parts `without` are left out. Raises ModelError where a graph would hold weights of its own.
    """
    tokens = int(pipeline.text_encoder.config.max_position_embeddings)
    _, height, width = size.latent
    unet, vae = pipeline.unet, pipeline.vae
    graphs = {
        "text_encoder": folder / "text_encoder" / "model.onnx",
        "denoiser": folder / "unet" / "model.onnx",
        "decoder": folder / "vae" / "decoder.onnx",
    }
    graphs = {name: graph for name, graph in graphs.items() if name not in without}
    for graph in graphs.values():
        graph.parent.mkdir(exist_ok=True)

    if "text_encoder" in graphs:
        _export(pipeline.text_encoder, _TextConfig(pipeline.text_encoder.config, tokens), graphs["text_encoder"])

    if "denoiser" in graphs:
        with recorded_attention(unet) as seen, _forward(unet) as original:

            def denoise(sample: Any, timestep: Any, encoder_hidden_states: Any) -> dict[str, torch.Tensor]:  # noqa: ANN401
                seen.clear()
                answer = original(sample, timestep, encoder_hidden_states, return_dict=False)[0]
                return {"sample": answer, "attention": attention_map(seen, height, width)}

            unet.forward = denoise
            _export(unet, _DenoiserConfig(unet.config, size.latent, tokens), graphs["denoiser"])

    if "decoder" in graphs:
        with _forward(vae):
            if getattr(vae.config, "mid_block_add_attention", True):
                vae.set_attn_processor(PlainAttention())
            vae.forward = lambda latent_sample: {"sample": vae.decode(latent_sample, return_dict=False)[0]}
            _export(vae, _DecoderConfig(vae.config, size.latent), graphs["decoder"])

    parts: dict[str, dict[str, object]] = {}
    for name, graph in graphs.items():
        place = graph.parent.name
        paths = {file: path for path, file in weights[place].items()}
        elsewhere = {file: path for file, path in paths.items() if file.parent != graph.parent}
        used = share_weights(graph, list(paths), elsewhere)
        parts[name] = {"graph": f"{place}/{graph.name}", "weights": [paths[file] for file in used]}
    return parts


def _export(network: Any, config: Any, file: Path) -> None:  # noqa: ANN401
    export_network(network, config, file, opset=OPSET, disable_dynamic_axes_fix=True, do_constant_folding=False)


@contextmanager
def _forward(network: Any) -> Iterator[Any]:  # noqa: ANN401
    """Within, `network.forward` may be replaced; the original is given and put back."""
    original = network.forward
    try:
        yield original
    finally:
        network.forward = original
