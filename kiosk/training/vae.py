"""The variational autoencoder: a picture becomes a small latent, and a latent a picture again."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
import torch.nn.functional as F
from diffusers import AutoencoderKL

from kiosk.training.parallel import Progress, Team, learning_rate, save
from kiosk.training.size import Size

CROP, CROPS, PEAK = 64, 6, 1.5e-3
"""Side of a crop, crops per process and step, highest learning rate: many small steps beat few large ones."""
WHOLE_FROM = 0.85
"""From here on whole pictures instead of crops: group normalisation must see what it will see in use."""
SAVE_SECONDS = 120.0


def build(size: Size) -> AutoencoderKL:
    """An untrained autoencoder: `size.factor` times smaller latents, no attention (it must stay cheap on a CPU)."""
    levels = len(size.vae_channels)
    return AutoencoderKL(
        in_channels=3,
        out_channels=3,
        down_block_types=("DownEncoderBlock2D",) * levels,
        up_block_types=("UpDecoderBlock2D",) * levels,
        block_out_channels=size.vae_channels,
        layers_per_block=1,
        latent_channels=size.latent_channels,
        norm_num_groups=8,
        mid_block_add_attention=False,
        sample_size=size.picture,
        scaling_factor=1.0,
    )


def to_model(pictures: npt.NDArray[np.uint8]) -> torch.Tensor:
    """uint8 [n, h, w, 3] -> float32 [n, 3, h, w] from -1 to 1, channels last in memory."""
    x = torch.from_numpy(np.ascontiguousarray(pictures)).permute(0, 3, 1, 2).float() / 127.5 - 1
    return x.contiguous(memory_format=torch.channels_last)


def to_pictures(x: torch.Tensor) -> npt.NDArray[np.uint8]:
    """The reverse of `to_model`, rounded and clipped."""
    y = ((x.float().clamp(-1, 1) + 1) * 127.5).round().to(torch.uint8)
    return y.permute(0, 2, 3, 1).contiguous().cpu().numpy()


def decibels(a: npt.NDArray[np.uint8], b: npt.NDArray[np.uint8]) -> float:
    """Peak signal-to-noise ratio, averaged over pictures: 10 log10(255^2 / mean squared error)."""
    error = ((a.astype(np.float32) - b.astype(np.float32)) ** 2).reshape(len(a), -1).mean(1)
    return float((10 * np.log10(255**2 / np.maximum(error, 1e-9))).mean())


def _loss(y: torch.Tensor, x: torch.Tensor, mean: torch.Tensor, logvar: torch.Tensor) -> torch.Tensor:
    edges = (y.diff(dim=-1) - x.diff(dim=-1)).abs().mean() + (y.diff(dim=-2) - x.diff(dim=-2)).abs().mean()
    kl = 0.5 * (mean.square() + logvar.exp() - 1 - logvar).mean()
    # Averages over 8x8 pixels: colours of whole areas come first, else the textures' edges drown them for long.
    areas = F.avg_pool2d(y - x, 8).abs().mean()
    return (y - x).abs().mean() + 2 * (y - x).square().mean() + 0.7 * edges + areas + 1e-4 * kl


def train(
    team: Team, size: Size, pictures_path: str, folder: str, minutes: float | None, decoder_only: bool = False
) -> None:
    """Trains until `size.vae_pictures` crops were seen, or `minutes` are over; resumes from `folder`/vae.pt.

    `decoder_only` leaves the encoder as it is: latents and denoiser stay valid while the pictures get sharper.
    """
    store = np.load(pictures_path, mmap_mode="r")
    path = Path(folder) / "vae.pt"
    torch.manual_seed(7)
    # Channels first: group normalisation, half of a step, is a sixth faster backward so.
    model = build(size).to(team.device)
    if decoder_only:
        model.encoder.requires_grad_(False)
        model.quant_conv.requires_grad_(False)
    learning = [p for p in model.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW(learning, lr=PEAK, betas=(0.9, 0.98), weight_decay=1e-3)
    seen, spent, step, known = 0, 0.0, 0, {"size": asdict(size), "normalised": False}
    if path.exists():
        old = torch.load(path, weights_only=False)
        model.load_state_dict(old["vae"])
        if "optimiser" in old:
            optimiser.load_state_dict(old["optimiser"])
        seen, spent = old["seen"], old["spent"]
        known["normalised"] = old.get("normalised", False)
    progress = Progress(team, "vae", size.vae_pictures, minutes, seen, spent)
    random = np.random.default_rng([team.rank, seen])
    torch.manual_seed(1000 + team.rank + seen)
    crop, last_saved, average = min(CROP, size.picture), 0.0, 0.0
    kept = len(store) - min(512, len(store) // 8)
    while (fraction := progress.fraction()) < 1:
        whole = fraction > WHOLE_FROM
        side, count = (size.picture, max(1, CROPS * crop**2 // size.picture**2)) if whole else (crop, CROPS)
        batch = np.empty((count, side, side, 3), np.uint8)
        for k, i in enumerate(random.integers(0, kept, count)):
            top, left = random.integers(0, size.picture - side + 1, 2)
            piece = store[i, top : top + side, left : left + side]
            batch[k] = piece[:, ::-1] if random.random() < 0.5 else piece
        x = to_model(batch).to(team.device).contiguous()
        for group in optimiser.param_groups:
            group["lr"] = learning_rate(fraction, step, PEAK)
        with torch.autocast(team.device, torch.bfloat16):
            posterior = model.encode(x).latent_dist
            y = model.decode(posterior.sample()).sample
        loss = _loss(y.float(), x, posterior.mean.float(), posterior.logvar.float())
        loss.backward()  # type: ignore[no-untyped-call]
        team.average_gradients(learning)
        torch.nn.utils.clip_grad_norm_(learning, 1.0)
        optimiser.step()
        optimiser.zero_grad(set_to_none=True)
        step += 1
        progress.seen += count * team.count
        average = loss.item() if step == 1 else 0.98 * average + 0.02 * loss.item()
        with torch.no_grad():
            mse = F.mse_loss(y.float(), x) / 4
        progress.report(loss=average, batch_db=float(-10 * torch.log10(mse)))
        if team.leads and progress.spent - last_saved > SAVE_SECONDS:
            last_saved = progress.spent
            _save(path, model, optimiser, progress, known)
    if team.leads:
        _save(path, model, None, progress, known)


def _save(
    path: Path,
    model: AutoencoderKL,
    optimiser: torch.optim.Optimizer | None,
    progress: Progress,
    known: dict[str, object],
) -> None:
    content = {"vae": model.state_dict(), "seen": progress.seen, "spent": progress.spent} | known
    save(path, content | ({"optimiser": optimiser.state_dict()} if optimiser else {}))


def normalise(model: AutoencoderKL, mean: torch.Tensor, deviation: torch.Tensor) -> None:
    """Folds "subtract mean, divide by deviation" per latent channel into the two 1x1 convolutions.

    The latents of the data set then have mean 0 and deviation 1 in every channel and `scaling_factor` stays 1,
    which Stable Diffusion's single factor cannot do. `mean` and `deviation` are [latent channels].
    """
    c = len(mean)
    with torch.no_grad():
        quant, post = model.quant_conv, model.post_quant_conv
        # The second half of quant_conv's output is the log-variance: it moves by -2 log(deviation).
        quant.weight[:c] /= deviation.view(c, 1, 1, 1)
        quant.bias[:c] = (quant.bias[:c] - mean) / deviation
        quant.bias[c:] -= 2 * deviation.log()
        post.bias += (post.weight[:, :, 0, 0] * mean).sum(1)
        post.weight *= deviation.view(1, c, 1, 1)


@torch.no_grad()
def encode(model: AutoencoderKL, pictures: npt.NDArray[np.uint8], device: str = "cpu") -> torch.Tensor:
    """uint8 [n, h, w, 3] -> float32 latents [n, c, h/factor, w/factor] (the mean of the posterior)."""
    with torch.autocast(device, torch.bfloat16):
        latent: torch.Tensor = model.encode(to_model(pictures).to(device)).latent_dist.mean
    return latent.float()


@torch.no_grad()
def decode(model: AutoencoderKL, latents: torch.Tensor) -> npt.NDArray[np.uint8]:
    """float32 latents [n, c, h, w] -> uint8 pictures [n, factor h, factor w, 3]."""
    return to_pictures(model.decode(latents).sample)
