"""Visits as they may go, through every scene in one language: for looking at screens and measuring them, never shown.

Pictures are single pixels: layouts do not look at them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from kiosk.exhibit.model import (
    PANEL_SCENES,
    Block,
    Exhibit,
    Language,
    Panel,
    PanelText,
    Reading,
    Reference,
    Span,
    Version,
    Word,
)
from kiosk.prompt.phrases import NOTES
from kiosk.prompt.sanitise import NOTICES
from kiosk.screens.painting import phase
from kiosk.visit.events import Image, Recipe, Token
from kiosk.visit.scenes import (
    Attract,
    Earlier,
    Finish,
    Open,
    Painter,
    Painting,
    Picture,
    Prompt,
    Scene,
    ShownStep,
    Sorry,
    Visit,
    Words,
)
from kiosk.visit.staff import Brought, Note, Trial

STEPS, GUIDANCE, SEED = 20, 3.0, 48_213
_DOT = Image(1, 1, b"\0\0\0")
_SHOWN = (0, 3, 5, 9, 16, STEPS - 1)
"""Steps of the painting with different captions, from the first to the last."""
_STICK = {"file": "panels/05-data-sets/picture.svg", "most": "200", "count": "12", "model": "imagier-large"}
_PIECES = ("un", "chat", "en", "peluche", "dans", "la", "neige", "avec")


def visits(exhibit: Exhibit, code: str, longest: bool = False) -> Iterator[Visit]:
    """Visits in language `code` that show its sentences, each at least once, as far as a scene can hold them.

    With `longest`, of sentences that take turns in one place only the longest is said: half as many visits.
    """
    say = exhibit.languages[code]
    prompt = max((starter.prompt.get(code, "") for starter in exhibit.starters), key=len, default="").strip() or "…"
    known = _reading(prompt, code)
    unknown = replace(known, unknown_words=("zibou",))
    start = _visit(Attract(0.0), code)
    yield start
    notices = _turns(say, [*NOTICES, "notice_empty", "notice_unknown_only"], longest)
    for scene in _prompts(prompt, code, notices):
        yield _visit(scene, code)
    for reading in (known, unknown, *(replace(known, notes=(note,)) for note in _turns(say, _notes(say), longest))):
        yield _visit(_words(reading), code)
    for kind in ("thing", "unknown", "never_seen"):
        words = (Word(prompt, kind, prompt),)
        yield _visit(_words(replace(known, words=words), open_chip=0), code)
    painting = _painting(known)
    phases = {phase(replace(painting, shown=shown)): shown for shown in (-1, *_SHOWN)}
    for key in _turns(say, [*phases], longest):
        yield _visit(replace(painting, shown=phases[key]), code)
    for changes in ({"stopping": True}, {"paused": True}, {"how": True}, {"under_noise": True}, {"scrubbed": 2}):
        for shown in (3, 9) if "how" in changes else (9,):
            yield _visit(replace(painting, shown=shown, **changes), code)
    picture = _picture(known)
    before = Earlier(replace(picture.recipe, guidance=5.0), 11, _DOT)
    for compared in (picture, replace(picture, earlier=(before,)), replace(picture, finish=Finish(11, _DOT, 0.4))):
        yield _visit(compared, code)
    yield _visit(replace(picture, earlier=(replace(before, recipe=replace(picture.recipe, seed=7)),)), code)
    yield from (_visit(scene, code) for scene in (Sorry(0.0), Sorry(0.0, picture.recipe, known)))
    yield replace(start, scene=Prompt(0.0), idle_since=0.0)
    yield from _reading_panels(exhibit, code)


def staff_visits(exhibit: Exhibit, code: str) -> Iterator[Visit]:
    """What only staff see, and closed doors; they are shown in the first language, whatever the visit's is."""
    start = _visit(Attract(0.0), code)
    yield replace(start, open=False)
    trial = Trial("2026-12-01", 60.0, 60.0, Brought("MUSEUM-2026", 123, 27))
    yield replace(start, trial=trial)
    yield replace(_visit(Prompt(0.0), code), trial=trial)
    for key in exhibit.languages[code].text:
        if key.startswith("stick_"):
            yield replace(start, note=Note("", 20.0, key, _STICK))


def _visit(scene: Scene, code: str) -> Visit:
    painter = Painter(ready=True, model="imagier", provider="CPUExecutionProvider", drawings=1_000_000)
    return Visit(scene, code, 0.0, paintings=1, painter=painter)


def _turns(say: Language, keys: list[str], longest: bool) -> list[str]:
    return [max(keys, key=lambda key: len(say.say(key)))] if longest and keys else keys


def _prompts(prompt: str, code: str, notices: list[str]) -> Iterator[Prompt]:
    yield Prompt(0.0)
    yield Prompt(0.0, prompt, _reading(prompt, code))
    yield from (Prompt(0.0, prompt, notice=notice) for notice in notices)
    lost = Reading("zibou", code, (Word("zibou", "unknown", ""),), "zibou", ("zibou",))
    yield Prompt(0.0, "zibou", lost)
    yield Prompt(0.0, "zibou", replace(lost, suggestions=(("zibou", (prompt.split()[-1], prompt.split()[0])),)))


def _reading(prompt: str, code: str) -> Reading:
    words = tuple(Word(word, "thing", word) for word in prompt.split())
    return Reading(prompt, code, words, " ".join(_PIECES[: len(words)]))


def _notes(say: Language) -> list[str]:
    noted = [note for entry in say.lexicon.entries() for note in entry.notes]
    noted += [note for _, note in say.lexicon.captions.nearest.values()]
    return sorted({*NOTES, *noted} & say.text.keys())


def _recipe(reading: Reading) -> Recipe:
    return Recipe(reading.prompt, reading.language, reading.english_prompt, "imagier", SEED, STEPS, GUIDANCE)


def _tokens(reading: Reading) -> tuple[Token, ...]:
    return tuple(Token(piece, 100 + at) for at, piece in enumerate(reading.english_prompt.split()))


def _words(reading: Reading, open_chip: int = -1) -> Words:
    return Words(0.0, 1, _recipe(reading), reading, _tokens(reading), open_chip=open_chip)


def _painting(reading: Reading) -> Painting:
    steps = tuple(ShownStep(at, 999 - 50 * at, _DOT, _DOT) for at in range(STEPS))
    return Painting(0.0, 1, _recipe(reading), reading, _tokens(reading), steps, 9)


def _picture(reading: Reading) -> Picture:
    painted = _painting(reading)
    finish = Finish(STEPS - 1, _DOT, 0.4)
    return Picture(0.0, 1, painted.recipe, reading, painted.tokens, painted.steps, finish)


def _reading_panels(exhibit: Exhibit, code: str) -> Iterator[Visit]:
    """The controls and the labels of panels."""
    for panel in exhibit.panels[:1]:
        for opened in (Open(0.0, panel.name), Open(0.0, panel.name, page=1), Open(0.0, panel.name, sources=0)):
            yield replace(_visit(Prompt(0.0), code), panels=opened)


def with_sample_panels(exhibit: Exhibit) -> Exhibit:
    """The exhibit with two panels of several pages, which say nothing and are shown in every scene."""
    version = Version("…", (Block("paragraph", ((Span("… " * 400),),)),))
    texts = {code: PanelText(version, version) for code in exhibit.languages}
    sources = (Reference("…", date(2026, 9, 28)),)
    first = Panel(1, "sample", PANEL_SCENES, "", "", "…", "", sources, texts, {})
    return replace(exhibit, panels=(first, replace(first, number=2, name="other-sample")))
