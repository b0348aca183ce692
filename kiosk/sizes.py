"""Sizes of pictures and screens as they are written on the command line: 1920x1080, landscape, portrait."""

from __future__ import annotations

from kiosk.errors import KioskError

SIZES = {"landscape": (1920, 1080), "portrait": (1080, 1920)}


def read_size(text: str) -> tuple[int, int] | None:
    """(width, height) in pixels; None for no text. Raises KioskError, with one sentence, for anything else."""
    if not text:
        return None
    if text in SIZES:
        return SIZES[text]
    width, _, height = text.lower().partition("x")
    if not (width.isdigit() and height.isdigit() and int(width) >= 1 and int(height) >= 1):
        raise KioskError(f"--size {text}: write landscape, portrait or WIDTHxHEIGHT, for example 1920x1080.")
    return int(width), int(height)
