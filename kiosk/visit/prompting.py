"""Writing a prompt: what typing, keys, tiles and "paint" do to it."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from kiosk.exhibit.model import UNLABELLED, Exhibit, Reading, Starter
from kiosk.visit import talking
from kiosk.visit.events import Command, Pressed, ReadPrompt, Recipe
from kiosk.visit.painting import begin
from kiosk.visit.scenes import Prompt, Visit
from kiosk.visit.wording import clean, without_last

LONG_PRESS_SECONDS = 0.4

Change = tuple[Visit, tuple[Command, ...]]


def written(visit: Visit, scene: Prompt, text: str, exhibit: Exhibit) -> Change:
    """The prompt becomes `text`; whatever was doubtful in the one before is gone."""
    return _became(visit, replace(scene, heard=False, doubts=(), chosen=-1, caret=-1), text, exhibit, "")


def _became(visit: Visit, scene: Prompt, text: str, exhibit: Exhibit, notice: str) -> Change:
    """The prompt is `text`, cut to what fits; it is read again, and an open row of accents closes."""
    most = exhibit.settings.prompt_characters
    if len(text) > most:
        text, notice = text[:most].rstrip("\u200d"), "notice_too_long"
    reading = scene.reading if text == scene.text else None
    doubts = tuple(doubt for doubt in scene.doubts if doubt.end <= len(text))
    scene = replace(scene, text=text, reading=reading, shift=False, accents="", notice=notice, doubts=doubts)
    if scene.caret >= len(text):
        scene = replace(scene, caret=-1)
    return replace(visit, scene=scene), (ReadPrompt(text, visit.language),)


def place(scene: Prompt) -> tuple[int, int]:
    """What typing replaces: the doubtful word that is being corrected, else nothing, at the caret."""
    if 0 <= scene.chosen < len(scene.doubts):
        doubt = scene.doubts[scene.chosen]
        return doubt.start, doubt.end
    at = len(scene.text) if scene.caret < 0 else scene.caret
    return at, at


def _edited(visit: Visit, scene: Prompt, head: str, tail_from: int, exhibit: Exhibit, notice: str = "") -> Change:
    """Everything before `tail_from` becomes `head`; doubts move with their words, those that were touched are gone."""
    tail = scene.text[tail_from:]
    moved = len(head) - tail_from
    kept = tuple(doubt for doubt in scene.doubts if doubt.end <= min(len(head), place(scene)[0]))
    after = (doubt for doubt in scene.doubts if doubt.start >= tail_from)
    kept += tuple(replace(doubt, start=doubt.start + moved, end=doubt.end + moved) for doubt in after)
    caret = len(head) if tail else -1
    scene = replace(scene, doubts=kept, chosen=-1, caret=caret, heard=False, writing=True)
    return _became(visit, scene, head + tail, exhibit, notice)


def typed(visit: Visit, scene: Prompt, text: str, exhibit: Exhibit) -> Change:
    """`text` is added: at the end, or where a word is being corrected."""
    added, dropped = clean(text)
    start, end = place(scene)
    head = unicodedata.normalize("NFC", scene.text[:start] + added)
    return _edited(visit, scene, head, end, exhibit, "notice_cleaned" if dropped else "")


def erased(visit: Visit, scene: Prompt, exhibit: Exhibit) -> Change:
    """The character before the caret goes, or the whole word that is being corrected; from nothing nothing does."""
    start, end = place(scene)
    if not end:
        return visit, ()
    return _edited(visit, scene, scene.text[:start] if start < end else without_last(scene.text[:end]), end, exhibit)


def correct(visit: Visit, scene: Prompt, name: str) -> Visit:
    """A doubtful word was touched: it is corrected from now on, or (touched again) not."""
    if not name.isdecimal() or int(name) >= len(scene.doubts):
        return visit
    chosen = -1 if scene.chosen == int(name) else int(name)
    return replace(visit, scene=replace(scene, chosen=chosen, caret=-1, accents="", notice=""))


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


def pressed(visit: Visit, scene: Prompt, event: Pressed, exhibit: Exhibit) -> Change | None:
    """A control of the scene was pressed. None: it leads out of the scene."""
    kind, _, name = event.target.partition(":")
    match kind:
        case "key":
            return key(visit, scene, name, event.at, exhibit)
        case "accent" if name:
            return typed(visit, scene, capital(name) if scene.shift else name, exhibit)
        case "starter":
            return start_with(visit, scene, name, exhibit)
        case "clear" if scene.text:
            return written(visit, scene, "", exhibit)
        case "paint":
            return paint(visit, scene, event.at, event.chance, exhibit)
        case "talk":
            return talking.begin(visit, scene, event.at, exhibit, tapped=True)
        case "write" if not scene.writing:
            return replace(visit, scene=replace(scene, writing=True, notice=""), focus="", pressed=""), ()
        case "doubt":
            return correct(visit, scene, name), ()
        case "end":
            return replace(visit, scene=replace(scene, chosen=-1, caret=-1)), ()
        case "close":
            return replace(visit, scene=replace(scene, accents="", notice="")), ()
        case "back" if scene.accents:
            return replace(visit, scene=replace(scene, accents="")), ()
        case "back" if scene.writing and not scene.text and talking.offered(visit, exhibit):
            return replace(visit, scene=replace(scene, writing=False, notice=""), focus="", pressed=""), ()
        case "back":
            return None
    return visit, ()


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
