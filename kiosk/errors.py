"""The one error that stops a command."""

from __future__ import annotations


class KioskError(Exception):
    """Something a person must put right before the command can go on; its text is one plain sentence.

    Where staff read it on screen, in their language, `code` is the key of the sentence there and `values` fill it.
    """

    def __init__(self, sentence: str, code: str = "", **values: object) -> None:
        """`values` are kept as text."""
        super().__init__(sentence)
        self.code, self.values = code, {name: str(value) for name, value in values.items()}
