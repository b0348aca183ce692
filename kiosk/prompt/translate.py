"""A visitor's prompt in the words and the order of the captions: pure, by lexicon, about a millisecond.

The lexicon knows words, not sentences. A prompt is cut into phrases (a thing and what is said of it), each phrase is
written as a caption would write it, and places come last. What is not known stays where it was, as written.
"""

from __future__ import annotations

import unicodedata

from kiosk.prompt.known import for_model
from kiosk.prompt.lexicon import CONTENT, Captions, Entry, Lexicon, Token, plain_spelling, tokenise
from kiosk.prompt.phrases import LOST_DETAIL, LOST_NUMBER, SCENES, THINGS, Item, phrases_of, write
from kiosk.prompt.words import UNLABELLED, Kind, Reading, Word

_KINDS: dict[str, Kind] = {
    "thing": "thing",
    "colour": "colour",
    "texture": "texture",
    "scene": "scene",
    "pose": "pose",
    "size": "size",
    "count": "count",
    "unknown": "unknown",
    "unseen_thing": "never_seen",
    "unseen_quality": "never_seen",
    "unseen_scene": "never_seen",
}
_MOST_SUGGESTED = 4
_COMPOUND_LENGTHS = range(6, 41)
_SHORTEST_PART = 3


def read(prompt: str, language: str, lexicon: Lexicon, known: frozenset[str] | None = None) -> Reading:
    """Read `prompt`, written in `language`, with that language's lexicon. Any text can be read; nothing is raised.

    `known` holds the words of the captions that the model was trained on (things, colours, textures, poses, sizes,
    and places by their noun), or None for all of them. A word it has never seen gives way to the nearest one it has
    (`Captions.nearest`); where there is none, it is translated, kept, and named among the unknown words.

    `english_prompt` follows the grammar of the captions wherever the words are known: "un chien rayé bleu et une
    maison verte la nuit" becomes "a striped blue dog and a green house at night".
    """
    text = unicodedata.normalize("NFC", prompt)
    items = _gather_places(_joined(_look_up(text, lexicon, known), lexicon.captions), lexicon.adjectives == "before")
    for item in items:
        item.written = text[item.start : item.end]
    english = write(phrases_of(items, lexicon), items, lexicon.captions)
    for item in items:
        if item.role == "count" or any(entry.plural and entry.role == "thing" for entry in item.entries):
            item.notes.append(LOST_NUMBER)
    unknown = tuple(dict.fromkeys(item.written for item in items if _kind(item) in UNLABELLED))
    raw = dict.fromkeys(item.written for item in items if item.role == "unknown")

    def fits(entry: Entry) -> bool:
        return for_model(entry, known, lexicon.captions).role in CONTENT

    near = [(word, lexicon.suggest(word, fits)) for word in list(raw)[:_MOST_SUGGESTED]]
    said = [note for item in items for note in (*item.notes, *(n for entry in item.entries for n in entry.notes))]
    return Reading(
        prompt=prompt,
        language=language,
        words=tuple(Word(item.written, _kind(item), item.english) for item in items if item.role != "pause"),
        english_prompt=english,
        unknown_words=unknown,
        notes=tuple(dict.fromkeys(said)),
        suggestions=tuple((word, words) for word, words in near if words),
    )


def _kind(item: Item) -> Kind:
    return _KINDS.get(item.role, "grammar")


def _look_up(text: str, lexicon: Lexicon, known: frozenset[str] | None) -> list[Item]:
    """The words and expressions of the prompt, longest first, with all they may mean."""
    tokens = tokenise(text)
    items: list[Item] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        length, entries = lexicon.find(tokens, at) if token.key else (0, ())
        entries = tuple(for_model(entry, known, lexicon.captions) for entry in entries)
        if length:
            joins = length > 1 and any(
                entry.role in ("join", "negation", "preposition") for entry in lexicon.single(token.key)
            )
            end = tokens[at + length - 1].end
            items.append(
                Item(token.start, end, entries[0].role, entries, single=length == 1, joins=joins, glue=token.glue)
            )
        else:
            items.extend(_compound(text, token, lexicon, known) or [_alone(token)])
        at += length or 1
    return _whole_unknown(items)


def _alone(token: Token) -> Item:
    role = "count" if token.key.isdecimal() else "unknown" if token.key else "pause"
    return Item(token.start, token.end, role, glue=token.glue)


def _compound(text: str, token: Token, lexicon: Lexicon, known: frozenset[str] | None) -> list[Item]:
    """A quality and a thing written as one word ("Schwammkatze", "spongecat"); empty if it is no such word."""
    key, written = token.key, text[token.start : token.end]
    if len(key) not in _COMPOUND_LENGTHS:
        return []
    for cut in range(_SHORTEST_PART, len(key) - _SHORTEST_PART + 1):
        things = [entry for entry in lexicon.single(key[cut:]) if entry.role == "thing"]
        for link in lexicon.compounds if things else ():
            if not key[:cut].endswith(link):
                continue
            said = lexicon.single(key[:cut].removesuffix(link))
            quality = next((entry for entry in said if entry.role in ("colour", "texture")), None)
            # Spelling plainly may change the length (ß is ss), so the place of the cut is looked for as written.
            seam = next((c for c in range(len(written)) if plain_spelling(written[:c]) == key[:cut]), 0)
            if quality and seam:
                middle = token.start + seam
                said_first, thing = (for_model(entry, known, lexicon.captions) for entry in (quality, things[0]))
                return [_sure(token.start, middle, said_first), _sure(middle, token.end, thing)]
    return []


def _sure(start: int, end: int, entry: Entry) -> Item:
    return Item(start, end, entry.role, (entry,))


def _joined(items: list[Item], captions: Captions) -> list[Item]:
    """Two words that together name one thing in the captions are one: "woman" and "doctor", in either order."""
    made: list[Item] = []
    for item in items:
        first, second = _name(made[-1]) if made else "", _name(item)
        before = first in captions.joined.get(second, ())
        if before or second in captions.joined.get(first, ()):
            name = f"{first} {second}" if before else f"{second} {first}"
            other = made[-1]
            (a, *_), (b, *_) = other.entries, item.entries
            entry = Entry(name, "thing", a.plural or b.plural, tuple(dict.fromkeys((*a.notes, *b.notes))))
            made[-1] = Item(other.start, item.end, "thing", (entry,), single=False, glue=other.glue)
        else:
            made.append(item)
    return made


def _name(item: Item) -> str:
    return item.entries[0].english if item.role == "thing" and len(item.entries) == 1 else ""


def _whole_unknown(items: list[Item]) -> list[Item]:
    """Unknown words written with hyphens or apostrophes stay one word ("arc-en-ciel", "aujourd’hui")."""
    merged: list[Item] = []
    at = 0
    while at < len(items):
        end = at + 1
        while end < len(items) and items[end].glue in ("-", "'"):
            end += 1
        run = items[at:end]
        hyphens = [item for number, item in enumerate(run) if number and item.glue == "-"]
        content = any(item.may_be(*THINGS, *SCENES, "colour", "texture") for item in run)
        unknown = [item.role == "unknown" for item in run]
        if len(run) > 1 and not content and (all(unknown) or (len(hyphens) == len(run) - 1 and any(unknown))):
            merged.append(Item(run[0].start, run[-1].end, "unknown"))
        else:
            merged.extend(run)
        at = end
    return merged


def _gather_places(items: list[Item], qualities_first: bool) -> list[Item]:
    """A place takes in the words before it ("au bord de" + "la" + "mer"), so that it is one expression."""
    gathered: list[Item] = []
    for item in items:
        if item.role in SCENES:
            first = _back(gathered, len(gathered), "article", "preposition")
            # "in the white snow", "dans un grand champ": what is said of the place stands between it and its
            # preposition; in any language that may be its size. A place that has its own preposition takes nothing.
            said = ("colour", "texture") if qualities_first and item.single else ()
            wide = _back(gathered, first, "article", "size", "unseen_quality", *said)
            if first == len(gathered) and not item.joins and _is_preposition(gathered, wide, first):
                first = _back(gathered, wide, "article", "preposition")
                item.notes.append(LOST_DETAIL)
            if first < len(gathered):
                item.start = gathered[first].start
                del gathered[first:]
        gathered.append(item)
    return gathered


def _is_preposition(items: list[Item], wide: int, first: int) -> bool:
    return 0 < wide < first and items[wide - 1].may_be("preposition")


def _back(items: list[Item], end: int, *roles: str) -> int:
    while end and items[end - 1].may_be(*roles):
        end -= 1
    return end
