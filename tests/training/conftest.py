"""One small pipeline that is not trained, for every test of what becomes of pipelines."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from diffusers import AutoencoderKL, DDIMScheduler, StableDiffusionPipeline, UNet2DConditionModel
from transformers import CLIPTextConfig, CLIPTextModel, CLIPTokenizer

from kiosk.diffusion.quiet import quiet
from kiosk.training.tokenizer import save_tokenizer


@pytest.fixture(scope="session")
def pipeline(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A diffusers folder in fp32, with a unet of two levels on 8 x 8 latents of 4 channels."""
    torch.set_num_threads(1)
    torch.manual_seed(3)
    folder = tmp_path_factory.mktemp("pipeline")
    size = save_tokenizer(["a red cat", "a blue dog"], folder / "tokenizer", 200, 12)
    unet = UNet2DConditionModel(
        sample_size=8,
        in_channels=4,
        out_channels=4,
        layers_per_block=1,
        block_out_channels=(16, 32),
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D"),
        up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"),
        cross_attention_dim=32,
        attention_head_dim=4,
        norm_num_groups=8,
    )
    vae = AutoencoderKL(
        3, 3, ("DownEncoderBlock2D",) * 2, ("UpDecoderBlock2D",) * 2, (8, 16), 1, latent_channels=4, norm_num_groups=8
    )
    text_encoder = CLIPTextModel(
        CLIPTextConfig(
            vocab_size=size,
            hidden_size=32,
            intermediate_size=64,
            num_hidden_layers=1,
            num_attention_heads=2,
            max_position_embeddings=12,
            bos_token_id=size - 2,
            eos_token_id=size - 1,
            pad_token_id=size - 1,
        )
    )
    scheduler = DDIMScheduler(1000, prediction_type="v_prediction", clip_sample=False, steps_offset=1)
    tokenizer = CLIPTokenizer.from_pretrained(folder / "tokenizer")
    with quiet():
        StableDiffusionPipeline(
            vae, text_encoder, tokenizer, unet, scheduler, None, None, requires_safety_checker=False
        ).save_pretrained(folder)
    return folder
