"""The one error that stops a command."""

from __future__ import annotations


class KioskError(Exception):
    """Something a person must put right before the command can go on; its text is one plain sentence."""
