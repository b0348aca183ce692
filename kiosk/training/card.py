"""The model card, written by a program from the manifest and the evaluation, so that its figures belong together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

PARTS = ("thing", "colour", "texture", "scene", "all_four")


def _row(name: str, found: dict[str, Any]) -> str:
    return f"| {name} | {found['share']:.1%} | {found['of']} | {found['low']:.1%} to {found['high']:.1%} |"


def model_card(manifest: dict[str, Any], evaluation: dict[str, Any], things: Sequence[str]) -> str:
    """Markdown for a model folder's README.md.

    `manifest` is manifest.json, `evaluation` what `kiosk.training.evaluate.evaluate` gives, `things` the data set's.
    """
    history, found = manifest["made"].get("training", {}), evaluation
    width, height = manifest["picture"]
    pairs, vae, referee = found["never_drawn_pairs"], found["vae"], found["referee"]["unseen_drawings"]
    lines = [
        f"# {manifest['title']['en']} (`{manifest['name']}`)",
        "",
        "A small latent diffusion model in the shape of Stable Diffusion: a CLIP text encoder, a UNet denoiser with",
        f"cross-attention ({manifest['prediction']}), a VAE, a deterministic DDIM scheduler.",
        f"{width} x {height} pixels.",
        f"Licence: {manifest['licence']}. Same recipe, same picture, byte for byte, on the same machine.",
        "",
        "## What it learned from",
        f"{history['drawings']:,} drawings by `kiosk/imagier` (data set version {history['data_set']}), made by our",
        "code from seeds, captioned in English. Nobody's work was taken, and each drawing can be looked at:",
        f"`kiosk imagier show N` at commit {manifest['made']['commit'][:7]}. The labels, and so everything it can be",
        "asked for:",
        f"{', '.join(things)}. For any other word it improvises.",
        "",
        f"VAE: {history['vae_pictures']:,} crops and pictures, {history['vae_minutes']} minutes on two CPU cores. "
        f"Denoiser and text encoder: {history['denoiser_pictures']:,} pictures, {history['denoiser_minutes']} minutes.",
        "",
        "## What it reaches",
        f"{found['prompts']} prompts of combinations that were never drawn, seed numbers {found['noise_seeds']},",
        f"{found['steps']} steps, guidance {found['guidance']:g}, {found['date']}. Judged by the labeller",
        f"whose manifest has the sha256 {found['labeller_sha256'][:12]}..., which",
        f"is itself right on {referee['thing']['share']:.1%} of things, {referee['colour']['share']:.1%} of colours, "
        f"{referee['texture']['share']:.1%} of textures",
        f"and {referee['scene']['share']:.1%} of scenes in {referee['thing']['of']} unseen drawings.",
        "",
        "| | right | of | 95 % interval |",
        "|---|---|---|---|",
        *(_row(part.replace("_", " "), found["right"][part]) for part in PARTS),
        *([_row("both of two things", found["two_things"])] if "two_things" in found else []),
        _row("never-drawn pairs: both parts", pairs["both_parts"]),
        "",
        "| never-drawn pair | right | of | 95 % interval |",
        "|---|---|---|---|",
        *(_row(name, row) for name, row in pairs["by_pair"].items()),
        "",
        f"VAE alone: {vae['decibels']:.1f} dB on {vae['drawings']} unseen drawings.",
        "",
        "| thing | right | of | 95 % interval |",
        "|---|---|---|---|",
        *(_row(name, row) for name, row in found["tables"]["thing"].items()),
        "",
        *_leans(found.get("amplification", ())),
        *_copies(found.get("copies")),
        "## What it must not be taken for",
        "It draws people in our own drawing convention: hair and skin are chosen at random, evenly, and never",
        "named in a caption. A picture of a person says nothing about anyone.",
    ]
    return "\n".join(lines) + "\n"


def _leans(rows: Sequence[dict[str, Any]]) -> list[str]:
    if not rows:
        return []
    strengths = list(rows[0]["at"])
    of = max(found["of"] for row in rows for found in row["at"].values())
    return [
        "## What guidance makes of a lean",
        f"Share of pictures with the feature, at most {of} a cell, noise seeds {rows[0]['noise_seeds']}, counted by",
        "the labeller; in brackets the 95 % interval. The data set's share is exact.",
        "",
        f"| feature | prompt | data set | {' | '.join(f'strength {strength}' for strength in strengths)} |",
        f"|---|---|---|{'---|' * len(strengths)}",
        *(
            f"| {row['feature']} | {row['prompt']} | {row['data']['share'] or 0:.1%} | "
            + " | ".join(_cell(row["at"][strength]) for strength in strengths)
            + " |"
            for row in rows
        ),
        "",
    ]


def _cell(found: dict[str, Any]) -> str:
    if not found["of"]:
        return "–"
    return f"{found['share']:.0%} ({found['low']:.0%}–{found['high']:.0%})"


def _copies(found: dict[str, Any] | None) -> list[str]:
    if not found:
        return []
    painted, drawn = found["painted"], found["held_out_drawings"]
    return [
        "## Copies",
        f"Of {painted['pictures']} painted pictures, {painted['near']} look like a drawing of the data set (difference",
        f"below {found['near_below']:g} of 255 at {found['compared_at']} pixels), of {drawn['pictures']} new drawings",
        f"{drawn['near']}. Half of the painted ones differ from their nearest drawing by more than",
        f"{painted['differences']['50 %']:.1f}, half of the new drawings by more than "
        f"{drawn['differences']['50 %']:.1f}.",
        "",
    ]
