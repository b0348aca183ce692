"""The whole recipe, step by step, each one resumable: an empty folder becomes `models/imagier`.

drawings -> tokenizer -> VAE -> latents -> denoiser -> pipeline folder -> ONNX; the labeller beside it. Every step
looks for what it would make and goes on from there, so `kiosk train` can be stopped and started at any time.
"""

from __future__ import annotations

import json
import resource
import shutil
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np

from kiosk.diffusion.quiet import quiet
from kiosk.training import denoiser, latents, vae
from kiosk.training.parallel import save, train_together
from kiosk.training.pictures import draw_all
from kiosk.training.prompts import caption_words
from kiosk.training.size import Size
from kiosk.training.tokenizer import save_tokenizer


def say(text: str) -> None:
    """One line on the terminal, at once."""
    print(text, file=sys.stderr, flush=True)  # noqa: T201 (what the recipe says while it works)


def measured(name: str, work: Callable[[], object]) -> None:
    """Runs one step of the recipe and says how long it took and how much memory the largest process needed."""
    began = time.monotonic()
    work()
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024
    say(f"{name}: {time.monotonic() - began:.0f} s, peak memory {peak:.0f} MB")


class Recipe:
    """One training run in `folder`, at one setting of the dial."""

    def __init__(self, folder: Path, size: Size, workers: int = 0) -> None:
        """`workers` forces the number of CPU processes (0: a GPU where there is one, else one per core)."""
        self.folder, self.size, self.workers = folder, size, workers
        folder.mkdir(parents=True, exist_ok=True)

    @property
    def pictures(self) -> Path:
        """The first `vae_drawings` pictures of the data set, uint8 [pictures, side, side, 3]."""
        from kiosk.imagier.dataset import VERSION

        return self.folder / f"pictures-{VERSION}-{self.size.vae_drawings}-{self.size.picture}.npy"

    def drawings(self) -> None:
        """Draws the pictures that the VAE learns from."""
        draw_all(self.folder, self.size.vae_drawings, self.size.picture, self.workers)

    def tokenizer(self) -> None:
        """Trains the tokenizer on the captions, and reads the captions with it."""
        from kiosk.imagier.vocabulary import COLOURS, OCCUPATIONS, THINGS

        folder = self.folder / "tokenizer"
        captions = latents.captions_of(self.size.data_set)
        if not (folder / "vocab.json").exists():
            flat = (text for several in captions for text in several)
            things = (thing for thing in THINGS if thing not in OCCUPATIONS)
            save_tokenizer(flat, folder, self.size.vocabulary, self.size.tokens, (*things, *COLOURS))
        np.save(self.folder / "tokens.npy", latents.tokens_of(captions, folder, self.size.tokens))
        np.save(self.folder / "patterned.npy", latents.patterned(self.size.data_set))

    @property
    def marks(self) -> tuple[int, int, int]:
        """How many tokens there are, and the ids of the start and end marks."""
        vocabulary = json.loads((self.folder / "tokenizer" / "vocab.json").read_text(encoding="utf-8"))
        return len(vocabulary), vocabulary["<|startoftext|>"], vocabulary["<|endoftext|>"]

    @property
    def fitted(self) -> Size:
        """The dial's setting with the number of tokens the captions really need."""
        return replace(self.size, vocabulary=self.marks[0])

    def adopt(self, model: Path) -> None:
        """Starts from a shipped model folder instead of from nothing: its tokenizer, VAE, denoiser, text encoder.

        The shipped weights are the averaged ones; training goes on from them with a fresh optimiser and a warm-up.
        """
        import torch
        from diffusers import AutoencoderKL, UNet2DConditionModel
        from transformers import CLIPTextModel

        shutil.copytree(model / "tokenizer", self.folder / "tokenizer", dirs_exist_ok=True)
        unet = UNet2DConditionModel.from_pretrained(model / "unet", torch_dtype=torch.float32)
        text = CLIPTextModel.from_pretrained(model / "text_encoder", torch_dtype=torch.float32)
        autoencoder = AutoencoderKL.from_pretrained(model / "vae", torch_dtype=torch.float32)
        made = json.loads((model / "manifest.json").read_text(encoding="utf-8"))["made"].get("training", {})
        known = {"seen": made.get("denoiser_pictures", 0), "spent": 0.0}
        weights = {"unet": unet.state_dict(), "text": text.state_dict()}
        averages = [p.detach().clone() for p in (*unet.parameters(), *text.parameters())]
        save(self.folder / "imagier.pt", weights | {"averages": averages} | known)
        known = {"seen": made.get("vae_pictures", 0), "spent": 0.0}
        save(self.folder / "vae.pt", {"vae": autoencoder.state_dict(), "normalised": True} | known)
        torch.save(autoencoder.state_dict(), self.folder / "vae_normalised.pt")

    def grow(self, model: Path) -> None:
        """Starts the denoiser from that of a smaller shipped model; the tokenizer must be trained already."""
        from kiosk.training.grow import grow

        tokens, start, end = self.marks
        known = grow(model, self.folder, self.fitted, end, start)
        say(f"{known} of {tokens} tokens and the trunk are those of {model.name}")

    def vae(self, minutes: float | None = None, decoder_only: bool = False) -> None:
        """Trains the VAE, or goes on training it."""
        arguments = (self.size, str(self.pictures), str(self.folder), minutes, decoder_only)
        train_together(vae.train, arguments, self.folder, self.workers)

    def latents(self) -> None:
        """Settles the VAE and encodes the data set with it."""
        settled, trained = self.folder / "vae_normalised.pt", self.folder / "vae.pt"
        if not settled.exists() or settled.stat().st_mtime < trained.stat().st_mtime:
            decibels = latents.settle_vae(self.folder, self.size, np.load(self.pictures, mmap_mode="r"))
            say(f"VAE: {decibels:.2f} dB on drawings it never saw")
        latents.encode_all(self.folder, self.size, self.workers)

    def denoiser(self, minutes: float | None = None, name: str = "imagier") -> None:
        """Trains denoiser and text encoder, or goes on training them."""
        _, start, end = self.marks
        arguments = (self.fitted, str(self.folder), end, start, minutes, name)
        train_together(denoiser.train, arguments, self.folder, self.workers)

    def pipeline(self, name: str = "imagier") -> Path:
        """Puts the averaged weights together as a diffusers pipeline folder; returns its path."""
        from diffusers import StableDiffusionPipeline
        from transformers import CLIPTokenizer

        _, start, end = self.marks
        unet, text, _ = denoiser.load(self.folder / f"{name}.pt", self.fitted, end, start)
        pipeline = StableDiffusionPipeline(
            vae=latents.load_vae(self.folder, self.size),
            text_encoder=text,
            tokenizer=CLIPTokenizer.from_pretrained(str(self.folder / "tokenizer")),
            unet=unet,
            scheduler=denoiser.build_scheduler(),
            safety_checker=None,
            feature_extractor=None,
            requires_safety_checker=False,
        )
        out = self.folder / f"{name}-pipeline"
        pipeline.save_pretrained(out)
        return out

    def export(self, models: Path, checkout: Path, today: date) -> None:
        """Pipeline folder -> `models/imagier`: fp16 weights stored once, ONNX graphs, manifest."""
        with quiet():
            from kiosk.training.export import Card, export, provenance

        pictures, stored = np.load(self.pictures, mmap_mode="r"), np.load(self.folder / "latents.npy", mmap_mode="r")
        folder = self.pipeline()
        made = provenance(f"kiosk train all --size {self.size.name}", checkout, today)
        made["training"] = self.history()
        card = Card(
            name="imagier",
            title={"fr": "L’Imagier", "en": "The Picture Book", "nl": "Het Prentenboek", "de": "Das Bilderbuch"},
            licence="Apache-2.0",
            made=made,
            invents=True,
            vocabulary=caption_words(),
        )
        sample = (stored[:128].astype(np.float32), np.asarray(pictures[:128]))
        export(folder, models / "imagier", card, preview_from=sample)

    def history(self) -> dict[str, object]:
        """How long this was trained: for the manifest, so that a later session can go on counting."""
        import torch

        from kiosk.imagier.dataset import VERSION

        found: dict[str, object] = {"data_set": VERSION, "drawings": self.size.data_set}
        for part, file in (("vae", "vae.pt"), ("denoiser", "imagier.pt")):
            old = torch.load(self.folder / file, weights_only=False)
            found[f"{part}_pictures"], found[f"{part}_minutes"] = old["seen"], round(old["spent"] / 60)
        return found

    def labeller(self, models: Path, checkout: Path, today: date, minutes: float | None = None) -> None:
        """Trains the labeller, or goes on training it, and exports it to `models/labeller` with its card."""
        from kiosk.training import labeller
        from kiosk.training.export import provenance
        from kiosk.training.labeller_card import card_of
        from kiosk.training.labeller_export import export_labeller
        from kiosk.training.lessons import draw_lessons

        side = self.size.labeller_side
        draw_lessons(self.folder, self.size.labeller_drawings, side, self.workers)
        train_together(labeller.train, (self.size, str(self.folder), minutes), self.folder, self.workers)
        net = labeller.load(self.folder / "labeller.pt")
        made = provenance("kiosk train labeller", checkout, today)
        shipped = export_labeller(net, models / "labeller", side, "Apache-2.0", made, "")
        export_labeller(net, models / "labeller", side, "Apache-2.0", made, card_of(shipped, made))
