"""Any text a keyboard, a microphone or a prankster may send, made fit to be drawn on one line and read by the model."""

from __future__ import annotations

import unicodedata

LIMIT = 120
# Looking at more than this would only cost time: nobody reads it, and it is cut anyway.
_LONGEST_READ = 2000
_MOST_MARKS = 2
_VARIATIONS = frozenset(map(chr, range(0xFE00, 0xFE10)))
_SIGNS = "°©®"

EMPTY = "notice_empty"
TOO_LONG = "notice_too_long"
CLEANED = "notice_cleaned"
NOTICES = (EMPTY, TOO_LONG, CLEANED)


def clean(text: str, limit: int = LIMIT) -> tuple[str, str]:
    """`text` as one drawable line of at most `limit` characters, and the key of a notice ("" if nothing was wrong).

    Kept are letters with their accents, numbers, punctuation and signs such as "+". Line ends and other white space
    become one space. Taken out are control characters, lone surrogates, marks that turn the writing direction, emoji
    and everything without a meaning of its own. The notice says the gravest of: nothing is left (EMPTY), cut
    (TOO_LONG), taken out (CLEANED). Never raises.
    """
    # Composed here, not in the whole text: a normal form of a million characters would cost seconds.
    head = unicodedata.normalize("NFC", text[:_LONGEST_READ])
    kept: list[str] = []
    lost = False
    marks = 0
    for character in head:
        kind = unicodedata.category(character)
        if character.isspace():
            kept.append(" ")
        elif kind[0] == "M" and (
            # A letter carries an accent or two; towers of marks would be drawn over the rest of the screen.
            marks == _MOST_MARKS or kind == "Me" or character in _VARIATIONS or not kept or kept[-1] == " "
        ):
            lost = True
            continue
        elif kind[0] in "LMNP" or kind in ("Sm", "Sc", "Sk") or character in _SIGNS:
            kept.append(character)
        else:
            lost = True
            continue
        marks = marks + 1 if kind[0] == "M" else 0
    # Composed again: what stood between a letter and its accent may be gone.
    line = unicodedata.normalize("NFC", " ".join("".join(kept).split()))
    cut = len(line) > limit or len(text) > _LONGEST_READ
    if len(line) > limit:
        line = _cut(line, limit)
    if not any(character.isalnum() for character in line):
        return "", EMPTY
    return line, TOO_LONG if cut else CLEANED if lost else ""


def _cut(line: str, limit: int) -> str:
    """The beginning of `line`, cut between words where that loses less than a third."""
    head = line[: max(limit, 0)]
    if line[len(head) : len(head) + 1] not in ("", " "):
        space = head.rfind(" ")
        if space >= 2 * limit / 3:
            head = head[:space]
    return head.rstrip()
