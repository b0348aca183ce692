"""What a screen says when it is read aloud: its texts in reading order, then what can be touched. Pure.

Everything comes from the same layout that is drawn, so what is heard is what is seen. Sentences are as written; how
numbers and signs are spoken is the mouth's business.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kiosk.exhibit.model import Exhibit, Language, Panel
from kiosk.screens import as_chosen, doubts, panel, typeset
from kiosk.screens.equation import number
from kiosk.screens.header import right_part
from kiosk.screens.layout import Box, Layout, Target
from kiosk.screens.look import Frame
from kiosk.screens.painting import quoted
from kiosk.screens.slips import ROWS
from kiosk.screens.widgets import language
from kiosk.visit.panels import chapters, find
from kiosk.visit.scenes import Attract, Open, Painting, Prompt, Visit, Words

LONGEST = 220
"""A longer sentence is parted where it pauses: so a stop or a new volume is never far away."""
_FIRST = (
    "title", "prompt_title", "talk_title", "how_title", "panels_title", "idle_title", "pop_up_title",
    "sorry_title", "sorry_text",
    "attract_say", "attract_about", "place", "prompt_name", "prompt", "phase", "how_about",
)  # fmt: skip
"""What is said before everything else, in this order; the rest follows as it is laid out."""
_SILENT = frozenset({
    "app_title", "decided", "idle_seconds", "trial_seconds", "page", "prompt_line", "prompt_starters", "door_about",
    "open", "minus", "plus", "equals", "close", "with_name", "without_name", "difference_name", "left_name",
    "before_tag", "before_was", "before_is", "note_name", "note_text", "talk_label", "talk_hint", "text",
})  # fmt: skip
"""Boxes that only mean something beside what is seen, or that are said in another way."""
_NAMES = {
    "back": "back", "close": "close", "note_close": "close", "stay": "idle_stay", "panels": "panels_open",
    "clear": "prompt_clear", "paint": "prompt_paint", "timeline": "painting_timeline", "wake": "attract_touch",
    "trial_keep": "trial_keep", "trial_end": "trial_end", "large": "aloud_large", "talk": "talk_hold",
    "write": "talk_write", "end": "prompt_end",
    "aloud": "aloud_listen", "louder": "aloud_louder", "softer": "aloud_softer",
}  # fmt: skip
_ENDS = re.compile(
    r"(?:(?<=[.!?…])|(?<=[.!?…][»”“’)])|(?<=[.!?…]\s»))"
    r"(?<!\b\w\.)(?<!\b\d\d\.)(?<!\s[Nn][or]\.)"
    r"\s+(?=[A-ZÀ-ÖØ-Þ0-9«“„‘(])"
)
"""Where a sentence ends and another begins. Not before a small letter, nor within "z. B. Katzen", "am 4. November"
or "Zufall Nr. 7"."""
_OWN = ("aloud", "louder", "softer")
"""The controls of reading aloud itself: whoever hears this has just touched one."""
_KEYS = ("key", "accent")
_SIGNS = {
    "’": "aloud_apostrophe", "'": "aloud_apostrophe", "-": "aloud_hyphen", ",": "aloud_comma", ".": "aloud_point"
}  # fmt: skip


def sentences(visit: Visit, exhibit: Exhibit, made: Layout, size: tuple[int, int]) -> tuple[str, ...]:
    """All that the screen says, sentence by sentence. `made` is `layout(visit, exhibit, size)`."""
    exhibit = as_chosen(visit, exhibit)
    told = [*_texts(visit, exhibit, made, size), *_touchable(visit, exhibit, made)]
    return tuple(one for text in told for one in split(text))


def called(visit: Visit, exhibit: Exhibit, made: Layout, name: str) -> tuple[str, ...]:
    """What the control `name` is called, as sentences; () where there is no such control or it has no name."""
    target = made.target(name)
    return split(_name(visit, exhibit, made, target)) if target is not None else ()


def split(text: str) -> tuple[str, ...]:
    """A text in sentences of at most `LONGEST` characters, which end where people pause."""
    made: list[str] = []
    for line in text.split("\n"):
        for whole in _ENDS.split(line):
            rest = whole.strip()
            while len(rest) > LONGEST:
                at = max(rest.rfind(sign, LONGEST // 2, LONGEST) for sign in (", ", "; ", ": "))
                at = at if at > 0 else rest.rfind(" ", LONGEST // 2, LONGEST)
                at = at if at > 0 else LONGEST - 1
                made.append(rest[: at + 1].strip())
                rest = rest[at + 1 :].strip()
            if any(one.isalnum() for one in rest):
                made.append(rest)
    return tuple(made)


# --- texts ---------------------------------------------------------------------------------------


def _texts(visit: Visit, exhibit: Exhibit, made: Layout, size: tuple[int, int]) -> Iterator[str]:
    say, scene, opened = language(visit, exhibit), visit.scene, visit.panels
    alone = opened is None and visit.idle_since is None
    note = [box.text for box in made.boxes if box.name in ("note_name", "note_text")]
    if alone and isinstance(scene, Words) and scene.open_chip >= 0:
        yield from note  # the slip just touched is what is wanted; the rows were heard before
        return
    controls = {target.name for target in made.targets}
    free = [box for box in made.boxes if box.kind == "text" and box.text and box.inside not in controls]
    if alone and isinstance(scene, Attract):
        yield from (box.text for box in free if box.name == "app_title")
    order = {name: at for at, name in enumerate(_FIRST)}
    for box in sorted(free, key=lambda box: order.get(box.name, len(order))):
        if not _aside(box, made, say):
            yield _labelled(box, made)
    yield from _rows(made)
    yield from note
    yield from _compared(made, say)
    shown = find(exhibit, visit.language, opened.panel) if opened is not None else None
    if opened is not None and shown is not None and made.box("text") is not None:
        yield from _page(visit, opened, shown, exhibit, size)
    if not alone:
        return
    if isinstance(scene, Prompt) and scene.text:
        yield f"{say.say('painting_prompt')}: {quoted(scene.text, say.code)}."
    if isinstance(scene, Painting) and scene.how:
        yield say.say("painting_equation", strength=number(scene.recipe.guidance, say.code)) + "."
    yield from _ideas(made)


def _aside(box: Box, made: Layout, say: Language) -> bool:
    """Whether a text is said in another way, or not at all."""
    kind, _, name = box.name.partition(":")
    if box.name in _SILENT or kind in ROWS or kind.removesuffix("_name").removesuffix("_about") in ROWS:
        return True
    if kind == "closed":
        return name != say.code
    return box.name == "plate_tag" and made.box("before_is") is not None


def _labelled(box: Box, made: Layout) -> str:
    """A text; after the name of what it is, where that stands beside it."""
    if box.name == "prompt_name":
        prompt = made.box("prompt")
        return f"{box.text}: {prompt.text}." if prompt is not None else box.text
    if box.name == "prompt" and made.box("prompt_name") is not None:
        return ""
    return box.text


def _rows(made: Layout) -> Iterator[str]:
    """The rows in which words become numbers: the name of each, its slips, and what it means."""
    for row in ROWS:
        name, about = made.box(f"{row}_name"), made.box(f"{row}_about")
        slips = [box.text for box in made.boxes if box.name.partition(":")[0] == row and box.kind == "text"]
        if name is not None:
            yield f"{name.text}: {', '.join(slips)}."
        if about is not None:
            yield about.text


def _compared(made: Layout, say: Language) -> Iterator[str]:
    """What was, and what is, of two pictures side by side."""
    was, now = made.box("before_was"), made.box("before_is")
    if was is not None and now is not None:
        yield f"{say.say('picture_before')}: {was.text}."
        yield f"{say.say('picture_now')}: {now.text}."
    elif was is not None:
        yield was.text


def _ideas(made: Layout) -> Iterator[str]:
    heading = made.box("prompt_starters")
    if heading is not None:
        yield f"{heading.text}:"
        yield from (f"{box.text}." for box in made.boxes if box.name.startswith("starter:") and box.kind == "text")


def _page(visit: Visit, opened: Open, shown: Panel, exhibit: Exhibit, size: tuple[int, int]) -> Iterator[str]:
    """The text of the page of a panel that is open: all sentences that begin on it."""
    frame = Frame(size, exhibit.settings.text_factor)
    whole = panel.composed(visit, opened, shown, exhibit, frame)
    pages = whole.setting.pages
    counts = [sum(_letters(run.text) for line in page.lines for run in line.runs) for page in pages]
    start = sum(counts[: whole.page])
    end = start + counts[whole.page] if counts else 0
    described: tuple[str, ...] = ()
    at = 0
    for block in panel.blocks_read(visit, shown, language(visit, exhibit)):
        for item in block.items:
            text = "".join(span.text for span in item)
            if block.kind == "picture":
                # What the picture shows is written nowhere on the page: it is said at the end of the first.
                described += split(text) if whole.page == 0 else ()
                continue
            for sentence in split(text):
                if start <= at < end:
                    yield sentence
                at += _letters(sentence)
    yield from described
    if len(pages) > 1:
        yield language(visit, exhibit).say("aloud_page", page=whole.page + 1, pages=len(pages)) + "."


def _letters(text: str) -> int:
    return sum(not one.isspace() for one in typeset.clean(text))


# --- controls ------------------------------------------------------------------------------------


def _touchable(visit: Visit, exhibit: Exhibit, made: Layout) -> Iterator[str]:
    """What can be touched now, in a sentence or two; the way back and the header come last."""
    say = language(visit, exhibit)
    usable = [target for target in made.targets if target.enabled and target.name not in _OWN]
    kinds = {target.name: target.name.partition(":")[0] for target in usable}
    words = [target.name.partition(":")[2] for target in usable if kinds[target.name] == "word"]
    if words:
        yield f"{say.say('aloud_words', words=', '.join(words))}."
    aside = ("word", "language", "starter", "chip", "wake", *_KEYS)
    top = {target.rect.y for target in usable if kinds[target.name] == "language"}
    own = [target for target in usable if kinds[target.name] not in aside]
    own.sort(
        key=lambda target: (
            target.name != made.primary,
            target.name == "back",
            right_part(target) and target.rect.y in top,
            target.name == "timeline" or (kinds[target.name] == "panel" and visit.panels is None),
        )
    )
    names = [_name(visit, exhibit, made, target).rstrip(" .") for target in own]
    if any(kinds[target.name] == "key" for target in usable):
        names.append(say.say("aloud_keyboard"))
    if names := [one for one in dict.fromkeys(names) if one]:
        yield from _listed(say.say("aloud_touch", names="\n").split("\n"), names)
    if "wake" in kinds:
        yield f"{say.say('attract_touch')}."
    pills = [target for target in usable if kinds[target.name] == "language"]
    if pills and isinstance(visit.scene, Prompt | Attract) and visit.panels is None:
        languages = ", ".join(_name(visit, exhibit, made, target) for target in pills)
        yield f"{say.say('language_choose')}: {languages}."


def _listed(around: list[str], names: list[str]) -> Iterator[str]:
    """The controls, each a sentence of its own: so it is heard where one ends. The first one comes after the word."""
    before, after = around[0], around[-1] if len(around) > 1 else ""
    for at, name in enumerate(names):
        text = (before if at == 0 else "") + name + (after if at == len(names) - 1 else "")
        yield text if text[-1] in "?!…" else f"{text}."


def _name(visit: Visit, exhibit: Exhibit, made: Layout, target: Target) -> str:
    """What a control is called: the words on it, else those that stand for its sign; "" where it has none."""
    say = language(visit, exhibit)
    kind, _, name = target.name.partition(":")
    if target.name in ("large", "aloud"):
        stop = target.name == "aloud" and visit.aloud.request
        return say.say("aloud_stop" if stop else _NAMES[target.name])
    on_it = [box.text for box in made.boxes if box.kind == "text" and box.inside == target.name and box.text]
    if on_it:
        return ": ".join(on_it)
    match kind:
        case "language":
            known = exhibit.languages.get(name)
            return say.text.get(f"language_{name}") or (known.name if known is not None else name)
        case "panel":
            found = find(exhibit, visit.language, name)
            if found is None:
                return ""
            text = found.texts[visit.language]
            return (text.easy if visit.easy else text.normal).title
        case "page":
            return say.say("aloud_page_back")
        case "chapter":
            return _chapter(exhibit, visit.language, say, int(name))
        case "word":
            return name
        case "doubt" if isinstance(visit.scene, Prompt):
            return doubts.written(visit.scene, int(name))
        case "key" | "accent":
            return say.say(_SIGNS[name]) if name in _SIGNS else say.text.get(f"key_{name}", name)
    key = _NAMES.get(target.name, "")
    return say.say(key) if key else ""


def _chapter(exhibit: Exhibit, code: str, say: Language, at: int) -> str:
    pages = chapters(exhibit, code)
    if at >= len(pages):
        return ""
    before = sum(page.name == pages[at].name for page in pages[:at])
    return say.say(f"chapter_{pages[at].name}") + (f" {before + 1}" if before else "")
