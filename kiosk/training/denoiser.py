"""The denoiser and its text encoder, trained together: what is under the noise, given these words?"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import torch
from diffusers import DDIMScheduler, UNet2DConditionModel
from diffusers.models.attention_processor import AttnProcessor
from transformers import CLIPTextConfig, CLIPTextModel

from kiosk.training.parallel import Progress, Team, learning_rate, save
from kiosk.training.size import Size

BATCH, PEAK, DROP = 32, 1.2e-3, 0.1
"""Pictures per process and step; highest learning rate; share of pictures trained without their words."""
AVERAGE = 0.998
MIDDLE, MIDDLE_SHARE = (0.4, 0.9), 0.6
"""Where in the schedule a word changes a texture most (measured: LOG.md), and the share of a batch from there."""
PATTERNED_SHARE = 0.6
"""Share of a batch from pictures with stripes, dots or chequers where those are listed: they are learned last."""
SAVE_SECONDS = 120.0


def build_denoiser(size: Size) -> UNet2DConditionModel:
    """An untrained UNet: no attention at the finest level, where it costs most on a CPU."""
    deeper = len(size.denoiser_channels) - 1
    return UNet2DConditionModel(
        sample_size=size.picture // 8,
        in_channels=size.latent_channels,
        out_channels=size.latent_channels,
        layers_per_block=1,
        block_out_channels=size.denoiser_channels,
        down_block_types=("DownBlock2D",) + ("CrossAttnDownBlock2D",) * deeper,
        up_block_types=("CrossAttnUpBlock2D",) * deeper + ("UpBlock2D",),
        cross_attention_dim=size.text_width,
        # In this class, and against its name, this is the number of heads.
        attention_head_dim=4,
        norm_num_groups=16,
    )


def build_text_encoder(size: Size, end: int, start: int) -> CLIPTextModel:
    """An untrained CLIP text encoder; `start` and `end` are the ids of the two marks around a prompt."""
    return CLIPTextModel(
        CLIPTextConfig(
            vocab_size=size.vocabulary,
            hidden_size=size.text_width,
            intermediate_size=size.text_width * 3,
            projection_dim=size.text_width,
            num_hidden_layers=size.text_layers,
            num_attention_heads=4,
            max_position_embeddings=size.tokens,
            bos_token_id=start,
            eos_token_id=end,
            pad_token_id=end,
        )
    )


def build_scheduler() -> DDIMScheduler:
    """Cosine schedule (Nichol and Dhariwal 2021), v-prediction (Salimans and Ho 2022), trailing timesteps."""
    return DDIMScheduler(
        num_train_timesteps=1000,
        beta_schedule="squaredcos_cap_v2",
        prediction_type="v_prediction",
        clip_sample=False,
        set_alpha_to_one=True,
        timestep_spacing="trailing",
        # Trailing spacing does not use it, but StableDiffusionPipeline insists on 1.
        steps_offset=1,
    )


def train(team: Team, size: Size, folder: str, end: int, start: int, minutes: float | None, name: str) -> None:
    """Trains until `size.denoiser_pictures` were seen or `minutes` are over; resumes from `folder`/`name`.pt.

    Reads `folder`/latents.npy (float16 [n, c, h, w]), tokens.npy (int16 [n, captions, tokens]) and patterned.npy
    (positions of pictures with stripes, dots or chequers).
    """
    home = Path(folder)
    latents, tokens = np.load(home / "latents.npy"), np.load(home / "tokens.npy")
    patterned = np.load(home / "patterned.npy")
    path = home / f"{name}.pt"
    torch.manual_seed(11)
    unet = build_denoiser(size).to(team.device, memory_format=torch.channels_last)
    # The flash attention of the CPU build is 60 times slower backward than plain matrix products.
    unet.set_attn_processor(AttnProcessor())
    text = build_text_encoder(size, end, start).to(team.device)
    text.set_attn_implementation("eager")
    parameters = [*unet.parameters(), *text.parameters()]
    optimiser = torch.optim.AdamW(parameters, lr=PEAK, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
    seen, spent, step = 0, 0.0, 0
    averages = [p.detach().clone() for p in parameters]
    if path.exists():
        old = torch.load(path, weights_only=False)
        unet.load_state_dict(old["unet"])
        text.load_state_dict(old["text"])
        if "optimiser" in old:
            optimiser.load_state_dict(old["optimiser"])
            averages = [a.to(team.device) for a in old["averages"]]
        else:
            averages = [p.detach().clone() for p in parameters]
        seen, spent = old["seen"], old["spent"]
    progress = Progress(team, name, size.denoiser_pictures, minutes, seen, spent)
    alphas = build_scheduler().alphas_cumprod.to(team.device)
    random = np.random.default_rng([team.rank, seen])
    torch.manual_seed(1000 + team.rank + seen)
    empty = np.full(size.tokens, end, np.int16)
    empty[0] = start
    average, last_saved = 0.0, progress.spent
    while (fraction := progress.fraction()) < 1:
        chosen = random.integers(0, len(latents), BATCH)
        if len(patterned):
            more = random.random(BATCH) < PATTERNED_SHARE
            chosen[more] = patterned[random.integers(0, len(patterned), int(more.sum()))]
        words = tokens[chosen, random.integers(0, tokens.shape[1], BATCH)].copy()
        words[random.random(BATCH) < DROP] = empty
        x = torch.from_numpy(latents[chosen]).float().to(team.device)
        t = (timesteps_between_0_and_1(BATCH) * len(alphas)).long().clamp_max(len(alphas) - 1).to(team.device)
        a = alphas[t].view(-1, 1, 1, 1)
        noise = torch.randn_like(x)
        noisy = (a.sqrt() * x + (1 - a).sqrt() * noise).contiguous(memory_format=torch.channels_last)
        target = a.sqrt() * noise - (1 - a).sqrt() * x
        for group in optimiser.param_groups:
            group["lr"] = learning_rate(fraction, step, PEAK)
        with torch.autocast(team.device, torch.bfloat16):
            embedding = text(torch.from_numpy(words).long().to(team.device)).last_hidden_state
            v = unet(noisy, t, embedding).sample
        loss = (v.float() - target).square().mean()
        loss.backward()
        team.average_gradients(parameters)
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        optimiser.step()
        optimiser.zero_grad(set_to_none=True)
        step += 1
        progress.seen += BATCH * team.count
        keep = min(AVERAGE, (1 + progress.seen / BATCH) / (10 + progress.seen / BATCH))
        with torch.no_grad():
            torch._foreach_lerp_(averages, [p.detach() for p in parameters], 1 - keep)
        average = loss.item() if step == 1 else 0.99 * average + 0.01 * loss.item()
        progress.report(loss=average)
        if team.leads and progress.spent - last_saved > SAVE_SECONDS:
            last_saved = progress.spent
            _save(path, unet, text, averages, optimiser, progress, size)
    if team.leads:
        _save(path, unet, text, averages, optimiser, progress, size)


def timesteps_between_0_and_1(count: int) -> torch.Tensor:
    """Places in the schedule for one batch, float32 [count], in random order: `MIDDLE_SHARE` of them in `MIDDLE`.

    Evenly spread over each of the two ranges: less noisy gradients than independent draws.
    """
    dense = round(count * MIDDLE_SHARE)
    low, high = MIDDLE
    middle = low + (high - low) * (torch.arange(dense) + torch.rand(dense)) / max(1, dense)
    spread = (torch.arange(count - dense) + torch.rand(count - dense)) / max(1, count - dense)
    return torch.cat([middle, spread])[torch.randperm(count)]


def _save(
    path: Path,
    unet: UNet2DConditionModel,
    text: CLIPTextModel,
    averages: list[torch.Tensor],
    optimiser: torch.optim.Optimizer,
    progress: Progress,
    size: Size,
) -> None:
    content = {"unet": unet.state_dict(), "text": text.state_dict(), "averages": averages}
    content |= {"optimiser": optimiser.state_dict(), "seen": progress.seen, "spent": progress.spent}
    save(path, content | {"size": asdict(size)})


def load(path: Path, size: Size, end: int, start: int) -> tuple[UNet2DConditionModel, CLIPTextModel, dict[str, Any]]:
    """The averaged weights of a checkpoint, in evaluation mode, and what the checkpoint says of itself."""
    old = torch.load(path, weights_only=False)
    unet, text = build_denoiser(size), build_text_encoder(size, end, start)
    for parameter, value in zip([*unet.parameters(), *text.parameters()], old["averages"], strict=True):
        parameter.data.copy_(value)
    return unet.eval(), text.eval(), {"seen": old["seen"], "spent": old["spent"]}
