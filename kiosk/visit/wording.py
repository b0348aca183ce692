"""Text as a visit takes it: only what can be shown and read, and characters as a reader sees them."""

from __future__ import annotations

import unicodedata


def clean(text: str) -> tuple[str, bool]:
    """`text` in composed form (NFC) without what cannot be shown or read, and whether anything was dropped.

    Dropped: control and direction characters, lone surrogates, private and unassigned code points.
    Every kind of space and line end becomes one plain space.
    """
    kept = []
    dropped = False
    for character in text:
        category = unicodedata.category(character)
        if category in ("Zs", "Zl", "Zp") or character in "\t\n\r":
            kept.append(" ")
        elif category in ("Cc", "Cs", "Co", "Cn") or (category == "Cf" and character not in "\u200c\u200d"):
            dropped = True
        else:
            kept.append(character)
    return unicodedata.normalize("NFC", "".join(kept)), dropped


def without_last(text: str) -> str:
    """`text` without its last character as a reader sees it: marks, joiners and skin tones go with their base."""
    end = len(text)
    while end > 0:
        end -= 1
        character = text[end]
        joined = end > 0 and text[end - 1] == "\u200d"
        mark = unicodedata.category(character).startswith("M") or "\U0001f3fb" <= character <= "\U0001f3ff"
        if not (joined or mark or character == "\u200d"):
            break
    return text[:end]
