"""Cross-attention made visible, in torch: which places look at which token. Imported only with the `studio` extra."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import torch
import torch.nn.functional as F

# mypy skips diffusers, so its modules are Any here.


class PlainAttention:
    """An attention processor written as plain matrix products, which export to ONNX as they stand.

    With `seen`, appends the attention of each call, mean over heads: [batch, places, tokens].
    """

    def __init__(self, seen: list[torch.Tensor] | None = None) -> None:
        """`seen` is where to put the attention; None to keep nothing."""
        self.seen = seen

    def __call__(
        self,
        attn: Any,  # noqa: ANN401 - a diffusers Attention
        hidden_states: torch.Tensor,
        encoder_hidden_states: torch.Tensor | None = None,
        attention_mask: torch.Tensor | None = None,
        temb: torch.Tensor | None = None,
    ) -> torch.Tensor:
        """Attention (Vaswani et al. 2017, arXiv:1706.03762) of [batch, places, width] on itself or the prompt's tokens.

        Also takes [batch, channels, height, width], as the VAE's middle block gives it.
        """
        if attention_mask is not None or attn.spatial_norm is not None:
            raise NotImplementedError("attention with a mask or a spatial norm is not part of Stable Diffusion 1.x")
        shape, residual = hidden_states.shape, hidden_states
        if hidden_states.ndim == 4:
            hidden_states = hidden_states.flatten(2).transpose(1, 2)
        if attn.group_norm is not None:
            hidden_states = attn.group_norm(hidden_states.transpose(1, 2)).transpose(1, 2)
        context = hidden_states if encoder_hidden_states is None else encoder_hidden_states
        if encoder_hidden_states is not None and attn.norm_cross:
            context = attn.norm_encoder_hidden_states(context)
        # [batch, heads, positions, width of a head]
        query, key, value = (
            projected.unflatten(2, (attn.heads, -1)).transpose(1, 2)
            for projected in (attn.to_q(hidden_states) * attn.scale, attn.to_k(context), attn.to_v(context))
        )
        weights = (query @ key.transpose(2, 3)).softmax(dim=-1)
        if self.seen is not None:
            self.seen.append(weights.mean(1))
        mixed = attn.to_out[1](attn.to_out[0]((weights @ value).transpose(1, 2).flatten(2)))
        if len(shape) == 4:
            mixed = mixed.transpose(1, 2).reshape(shape)
        if attn.residual_connection:
            mixed = mixed + residual
        scaled: torch.Tensor = mixed / attn.rescale_output_factor
        return scaled


def attention_map(seen: list[torch.Tensor], height: int, width: int) -> torch.Tensor:
    """One map [batch, tokens, height, width] from the layers' attention: each grown to latent size, then the mean."""
    maps = []
    for weights in seen:
        # A layer works at latent size divided by a power of two; the number of its places says which.
        factor = round((height * width / int(weights.shape[1])) ** 0.5)
        grid = weights.transpose(1, 2).reshape(len(weights), -1, height // factor, width // factor)
        maps.append(F.interpolate(grid, scale_factor=float(factor), mode="nearest") if factor > 1 else grid)
    return torch.stack(maps).mean(0)


@contextmanager
def recorded_attention(unet: Any) -> Iterator[list[torch.Tensor]]:  # noqa: ANN401 - a diffusers model
    """Within: every call of `unet` appends its cross-attention to the list; clear it before each call."""
    before = unet.attn_processors
    seen: list[torch.Tensor] = []
    unet.set_attn_processor({name: PlainAttention(seen if ".attn2." in name else None) for name in before})
    try:
        yield seen
    finally:
        unet.set_attn_processor(before)
