"""The same model folder on torch, by diffusers: for machines with a GPU and the `studio` extra.

Torch and diffusers are imported when a model is loaded, so that this module can be imported without them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kiosk.diffusion.manifest import ModelError, read_manifest, verify
from kiosk.diffusion.preview import to_pixels
from kiosk.diffusion.quiet import quiet
from kiosk.diffusion.tokenizer import PromptTokenizer, Tokens

Floats = NDArray[np.float32]
Pixels = NDArray[np.uint8]


class TorchModel:
    """A model folder with its manifest, loaded by diffusers; see `kiosk.diffusion.model.Model` for the shapes."""

    def __init__(self, folder: Path, provider: str = "auto", threads: int | None = None, check: bool = True) -> None:
        """Load `folder`, in fp32. `provider` is "auto" (CUDA where torch has it, else the CPU), "cpu" or "cuda".

        `threads` are torch's, for the whole process; None leaves them. `check` verifies the files first. Raises
        ModelError, with one sentence, where the folder cannot be used or the `studio` extra is not installed.
        """
        if provider not in ("auto", "cpu", "cuda"):
            raise ModelError(f"The provider {provider!r} is not one of auto, cpu, cuda.")
        self.manifest = read_manifest(folder)
        if check:
            problems = verify(folder, full=False)
            if problems:
                raise ModelError(" ".join(problems))
        try:
            with quiet():
                import torch
                from diffusers import StableDiffusionPipeline

                from kiosk.diffusion.attention import attention_map, recorded_attention
        except ImportError as error:
            raise ModelError(f"The torch backend needs the extra 'studio', which is not installed ({error}).") from None
        if threads is not None:
            torch.set_num_threads(max(1, threads))
        cuda = provider != "cpu" and torch.cuda.is_available()
        self.provider = "torch.cuda" if cuda else "torch.cpu"
        self.provider_note = "CUDA was asked for, but torch has none." if provider == "cuda" and not cuda else ""
        lenders = {path.partition("/")[0] for path in self.manifest.borrowed()}
        whole = folder.absolute().parent / lenders.pop()[1:] if lenders else folder
        try:
            with quiet():
                pipeline = StableDiffusionPipeline.from_pretrained(
                    whole, torch_dtype=torch.float32, local_files_only=True
                )
                if whole is not folder:
                    _take_changes(pipeline, folder)
        except (OSError, ValueError, RuntimeError) as error:
            raise ModelError(f"{folder.name} cannot be loaded: {str(error).strip().splitlines()[0]}") from error
        self._torch = torch
        self._device = torch.device("cuda" if cuda else "cpu")
        self._text_encoder = pipeline.text_encoder.eval().to(self._device)
        self._unet = pipeline.unet.eval().to(self._device)
        self._vae = pipeline.vae.eval().to(self._device)
        self._recorded, self._attention_map = recorded_attention, attention_map
        self._tokenizer = PromptTokenizer(self.manifest.path(self.manifest.tokenizer), self.manifest.max_tokens)

    def encode(self, prompt: str) -> tuple[Tokens, Floats]:
        """The tokens of `prompt` and their embedding, float32 [1, L, D]."""
        tokens = self._tokenizer.encode(prompt)
        with self._torch.no_grad():
            ids = self._torch.tensor([tokens.ids], device=self._device)
            return tokens, self._numpy(self._text_encoder(ids).last_hidden_state)

    def predict(self, latents: Floats, timestep: int, embeddings: Floats) -> tuple[Floats, Floats | None]:
        """The predictions [2, c, h, w] and cross-attention [2, L, h, w] (or None) for two latents."""
        torch = self._torch
        sample, states = (torch.from_numpy(np.array(array)).to(self._device) for array in (latents, embeddings))
        when = torch.tensor(timestep, device=self._device)
        with torch.no_grad():
            if self.manifest.attention is None:
                return self._numpy(self._unet(sample, when, states, return_dict=False)[0]), None
            with self._recorded(self._unet) as seen:
                prediction = self._unet(sample, when, states, return_dict=False)[0]
            return self._numpy(prediction), self._numpy(self._attention_map(seen, *latents.shape[2:]))

    def decode(self, latent: Floats) -> Pixels:
        """The picture of one latent [1, c, h, w]: uint8 [H, W, 3]."""
        scaled = latent / np.float32(self.manifest.scaling_factor) + np.float32(self.manifest.shift_factor)
        with self._torch.no_grad():
            values = self._vae.decode(self._torch.from_numpy(scaled).to(self._device), return_dict=False)[0]
        return to_pixels(self._numpy(values)[0])

    def _numpy(self, tensor: object) -> Floats:
        return np.asarray(tensor.float().cpu().numpy(), np.float32)  # type: ignore[attr-defined]  # a torch tensor


def _take_changes(pipeline: Any, folder: Path) -> None:  # noqa: ANN401 - a diffusers pipeline
    """Put the weights that a variant changed in place of those of the model it borrows from."""
    from safetensors.torch import load_file

    for place in ("text_encoder", "unet", "vae"):
        for file in sorted((folder / place).glob("*.safetensors")):
            unknown = getattr(pipeline, place).load_state_dict(load_file(file), strict=False).unexpected_keys
            if unknown:
                raise ValueError(f"{file.name} holds weights that {place} does not have: {unknown[0]}.")
