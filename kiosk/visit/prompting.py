"""Writing a prompt: what typing, keys, tiles and "paint" do to it."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from kiosk.exhibit.model import UNLABELLED, Exhibit, Reading, Starter
from kiosk.visit.events import Command, ReadPrompt, Recipe
from kiosk.visit.painting import begin
from kiosk.visit.scenes import Prompt, Visit

LONG_PRESS_SECONDS = 0.4

Change = tuple[Visit, tuple[Command, ...]]


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


def written(visit: Visit, scene: Prompt, text: str, exhibit: Exhibit, notice: str = "") -> Change:
    """The prompt becomes `text`, cut to what fits; it is read again, and an open row of accents closes."""
    most = exhibit.settings.prompt_characters
    if len(text) > most:
        text, notice = text[:most].rstrip("\u200d"), "notice_too_long"
    reading = scene.reading if text == scene.text else None
    scene = replace(scene, text=text, reading=reading, shift=False, accents="", notice=notice)
    return replace(visit, scene=scene), (ReadPrompt(text, visit.language),)


def typed(visit: Visit, scene: Prompt, text: str, exhibit: Exhibit) -> Change:
    """`text` is added at the end."""
    added, dropped = clean(text)
    whole = unicodedata.normalize("NFC", scene.text + added)
    return written(visit, scene, whole, exhibit, "notice_cleaned" if dropped else "")


def erased(visit: Visit, scene: Prompt, exhibit: Exhibit) -> Change:
    """The last character goes; from an empty prompt nothing does."""
    if not scene.text:
        return visit, ()
    return written(visit, scene, without_last(scene.text), exhibit)


def key(visit: Visit, scene: Prompt, name: str, at: float, exhibit: Exhibit) -> Change:
    """A key of the on-screen keyboard: a letter, or "shift", "space", "erase"."""
    if scene.accents == name and visit.pressed == f"key:{name}" and at - visit.pressed_at >= LONG_PRESS_SECONDS:
        return visit, ()  # the end of the very press that opened the accents
    match name:
        case "shift":
            return replace(visit, scene=replace(scene, shift=not scene.shift)), ()
        case "space":
            return typed(visit, scene, " ", exhibit)
        case "erase":
            return erased(visit, scene, exhibit)
        case "":
            return visit, ()
    return typed(visit, scene, capital(name) if scene.shift else name, exhibit)


def capital(letter: str) -> str:
    """The capital of a letter; letters whose capital is two letters (ß) stay as they are."""
    upper = letter.upper()
    return upper if len(upper) == len(letter) else letter


def hold_key(visit: Visit, scene: Prompt, at: float, exhibit: Exhibit) -> Visit:
    """After a long press on a key that has accents they appear."""
    letter = visit.pressed.removeprefix("key:")
    held = visit.pressed.startswith("key:") and at - visit.pressed_at >= LONG_PRESS_SECONDS
    if not held or scene.accents == letter:
        return visit
    language = exhibit.languages.get(visit.language)
    keyboard = exhibit.keyboards.get(language.keyboard) if language is not None else None
    if keyboard is None or not keyboard.accents.get(letter):
        return visit
    return replace(visit, scene=replace(scene, accents=letter))


def read(visit: Visit, scene: Prompt, reading: Reading) -> Visit:
    """The reading of the prompt came; one of an older text or another language is late and means nothing."""
    if reading.prompt != scene.text or reading.language != visit.language or reading == scene.reading:
        return visit
    return replace(visit, scene=replace(scene, reading=reading))


def starter(exhibit: Exhibit, name: str) -> Starter | None:
    """The starter of this name."""
    return next((starter for starter in exhibit.starters if starter.name == name), None)


def start_with(visit: Visit, scene: Prompt, name: str, exhibit: Exhibit) -> Change:
    """A tile was pressed: its prompt, in the visitor's language, replaces what was written."""
    chosen = starter(exhibit, name)
    if chosen is None or visit.language not in chosen.prompt:
        return visit, ()
    return written(visit, scene, chosen.prompt[visit.language], exhibit)


def knows_a_word(reading: Reading) -> bool:
    """Whether at least one word of the prompt was in the labels the model learned from."""
    return any(word.kind not in (*UNLABELLED, "grammar") for word in reading.words)


def paint(visit: Visit, scene: Prompt, at: float, chance: int, exhibit: Exhibit) -> Change:
    """ "Paint!": begins, or says why not. A prompt of unknown words only is painted when asked a second time."""
    if not scene.text.strip():
        return replace(visit, scene=replace(scene, notice="notice_empty", accents="")), ()
    if scene.reading is None:
        return visit, (ReadPrompt(scene.text, visit.language),)
    if not knows_a_word(scene.reading) and scene.notice != "notice_unknown_only":
        return replace(visit, scene=replace(scene, notice="notice_unknown_only", accents="")), ()
    same = (s.seed for s in exhibit.starters if s.prompt.get(visit.language) == scene.text)
    recipe = Recipe(
        prompt=scene.text,
        language=visit.language,
        english_prompt=scene.reading.english_prompt,
        model=visit.painter.model if visit.painter.ready else "",
        seed=next(same, chance),
        steps=visit.painter.steps,
        guidance=visit.painter.guidance[0],
    )
    return begin(visit, at, recipe, scene.reading, words=True)
