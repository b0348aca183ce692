"""What becomes of a word that a model has never seen: the nearest word it has, else a word to point out."""

from __future__ import annotations

from kiosk.prompt.lexicon import CONTENT, Captions, Entry, Role

_NEVER_SEEN: dict[Role, Role] = {"thing": "unseen_thing", "scene": "unseen_scene"}


def has_seen(english: str, role: Role, known: frozenset[str] | None) -> bool:
    """Whether a word of the captions is among those the model knows; None stands for all.

    A place is known by its noun too: "meadow" for "in a meadow", "flower field" for "in a flower field".
    """
    if known is None or english in known:
        return True
    words = english.split()
    return role == "scene" and any(" ".join(words[at:]) in known for at in range(1, len(words)))


def for_model(entry: Entry, known: frozenset[str] | None, captions: Captions) -> Entry:
    """The meaning that a model which knows the words `known` can make something of.

    A word of the captions it has never seen becomes the nearest one it has (with a note on what got lost), or stays
    translated in the role of an unseen word.
    """
    if entry.role not in CONTENT or has_seen(entry.english, entry.role, known):
        return entry
    english, notes = entry.english, entry.notes
    tried = {english}
    while english in captions.nearest and captions.nearest[english][0] not in tried:
        english, note = captions.nearest[english]
        notes = (*notes, note)
        tried.add(english)
        if has_seen(english, entry.role, known):
            return Entry(english, entry.role, entry.plural, tuple(dict.fromkeys(notes)))
    return Entry(entry.english, _NEVER_SEEN.get(entry.role, "unseen_quality"), entry.plural, entry.notes)
