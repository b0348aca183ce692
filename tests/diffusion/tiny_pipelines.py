"""Two small pipelines with random weights: ours, and one as Stable Diffusion 1.5 is made, smaller and not square."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from diffusers import AutoencoderKL, DDIMScheduler, PNDMScheduler, StableDiffusionPipeline, UNet2DConditionModel
from transformers import CLIPTextConfig, CLIPTextModel, CLIPTokenizer

from kiosk.diffusion.quiet import quiet
from kiosk.training.tokenizer import save_tokenizer

CAPTIONS = [
    f"a {colour} {thing} {scene}"
    for colour in ("red", "blue", "green")
    for thing in ("cat", "dog", "sponge")
    for scene in ("in the snow", "at night", "on the sea", "running in a field of flowers")
]
Edit = Callable[[Path, Callable[[dict[str, Any]], object]], None]
"""How a test changes the manifest of a model folder."""

WORDS = ("cat", "dog", "sponge", "red", "blue", "green")


def save_our_pipeline(folder: Path) -> None:
    """v-prediction, 8 latent channels at 16 x 16, cosine schedule, trailing steps: the shape of the Imagier."""
    torch.manual_seed(1)
    unet = UNet2DConditionModel(
        sample_size=16,
        in_channels=8,
        out_channels=8,
        layers_per_block=1,
        block_out_channels=(64, 96, 160),
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"),
        up_block_types=("CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"),
        cross_attention_dim=128,
        attention_head_dim=4,
        norm_num_groups=16,
    )
    vae = AutoencoderKL(
        3,
        3,
        ("DownEncoderBlock2D",) * 4,
        ("UpDecoderBlock2D",) * 4,
        (16, 32, 64, 128),
        1,
        latent_channels=8,
        norm_num_groups=8,
        mid_block_add_attention=False,
        scaling_factor=0.5,
    )
    scheduler = DDIMScheduler(
        1000,
        beta_schedule="squaredcos_cap_v2",
        prediction_type="v_prediction",
        clip_sample=False,
        timestep_spacing="trailing",
        steps_offset=1,
    )
    _save(folder, unet, vae, scheduler, width=128, max_tokens=24)


def save_other_pipeline(folder: Path) -> None:
    """Epsilon, 4 latent channels, scaled linear schedule, leading steps with offset 1, attention in the decoder."""
    torch.manual_seed(2)
    unet = UNet2DConditionModel(
        sample_size=8,
        in_channels=4,
        out_channels=4,
        layers_per_block=1,
        block_out_channels=(32, 64),
        down_block_types=("CrossAttnDownBlock2D", "DownBlock2D"),
        up_block_types=("UpBlock2D", "CrossAttnUpBlock2D"),
        cross_attention_dim=48,
        attention_head_dim=8,
        norm_num_groups=8,
        use_linear_projection=True,
    )
    vae = AutoencoderKL(
        3,
        3,
        ("DownEncoderBlock2D",) * 3,
        ("UpDecoderBlock2D",) * 3,
        (16, 16, 32),
        1,
        latent_channels=4,
        norm_num_groups=8,
        scaling_factor=0.18215,
    )
    scheduler = PNDMScheduler(
        1000,
        beta_start=0.00085,
        beta_end=0.012,
        beta_schedule="scaled_linear",
        set_alpha_to_one=False,
        skip_prk_steps=True,
        steps_offset=1,
        timestep_spacing="leading",
    )
    _save(folder, unet, vae, scheduler, width=48, max_tokens=16)


def _save(
    folder: Path,
    unet: UNet2DConditionModel,
    vae: AutoencoderKL,
    scheduler: DDIMScheduler | PNDMScheduler,
    *,
    width: int,
    max_tokens: int,
) -> None:
    size = save_tokenizer(CAPTIONS, folder / "tokenizer", 300, max_tokens, WORDS)
    text_encoder = CLIPTextModel(
        CLIPTextConfig(
            vocab_size=size,
            hidden_size=width,
            intermediate_size=2 * width,
            num_hidden_layers=2,
            num_attention_heads=4,
            max_position_embeddings=max_tokens,
            bos_token_id=size - 2,
            eos_token_id=size - 1,
            pad_token_id=size - 1,
        )
    )
    with torch.no_grad():
        # Random weights hardly listen to the prompt; these do, so that guidance has something to strengthen.
        for name, weight in unet.named_parameters():
            if ".attn2.to_" in name and name.endswith("weight"):
                weight *= 4
        vae.decoder.conv_out.weight *= 4
    with quiet():
        pipeline = StableDiffusionPipeline(
            vae,
            text_encoder,
            CLIPTokenizer.from_pretrained(folder / "tokenizer"),
            unet,
            scheduler,
            None,
            None,
            requires_safety_checker=False,
        )
        pipeline.save_pretrained(folder)
