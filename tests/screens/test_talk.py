"""Speaking a prompt on screen: one big button, a ring that tells the truth, words as they come, doubts to touch."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pygame
import pytest

from kiosk.exhibit.model import Exhibit
from kiosk.screens import Canvas, draw, layout
from kiosk.screens.look import PAPER, Frame
from kiosk.visit.hearing import Level, VoiceThere
from kiosk.visit.scenes import Attract, Ear, Prompt, Visit
from kiosk.visit.talking import heard
from tests.screens import laws, samples
from tests.screens.test_contrast import rendered_contrast
from tests.screens.test_laws import FACTORS, LANGUAGES, SIZES, broken_laws

Making = Callable[[tuple[int, int]], Canvas]
SIZE = (1920, 1080)
EAR_NOTICES = ("ear_lost", "ear_silent", "ear_nothing", "ear_unknown", "ear_loud")


def scenes(code: str) -> list[Prompt]:
    """Every state of speaking, the awkward ones too."""
    long = "anticonstitutionnellement " * 9
    told = samples.heard(code)
    return [
        Prompt(0),
        Prompt(0, writing=True),
        *(Prompt(0, notice=f"notice_{name}", writing=writing) for name in EAR_NOTICES for writing in (False, True)),
        samples.listening(code, lit=False, text=""),
        samples.listening(code, text=""),
        samples.listening(code, tapped=True),
        samples.listening(code, text=long, ending=True),
        replace(told, talk=samples.listening(code).talk),
        told,
        replace(told, chosen=1),
        replace(told, caret=4),
        replace(told, accents="e"),
        Prompt(0, told.text, heard=True),
    ]


@pytest.mark.parametrize("factor", FACTORS)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("code", LANGUAGES)
def test_speaking_keeps_the_layout_laws(exhibit: Exhibit, code: str, size: tuple[int, int], factor: float) -> None:
    exhibit = replace(exhibit, settings=replace(exhibit.settings, text_factor=factor))
    for scene in scenes(code):
        made = layout(samples.speaking(scene, code), exhibit, size)
        assert broken_laws(made, Frame(size, factor)) == [], scene
        assert made.target("talk") is not None


def test_where_nobody_can_speak_there_is_no_trace_of_it(exhibit: Exhibit, canvas_of: Making) -> None:
    """No voice, a robot's only, another language's only, or switched off: the same picture to the last pixel."""
    plain = Visit(Prompt(0), "fr", 0.0)
    robot, other = VoiceThere("r", "fr", "robot"), VoiceThere("d", "de", "people")
    off = replace(exhibit, settings=replace(exhibit.settings, voice=False))
    pictures = []
    for visit, shown in (
        (plain, exhibit),
        (replace(plain, ear=Ear((robot, other))), exhibit),
        (samples.speaking(Prompt(0), "fr"), off),
    ):
        canvas = canvas_of(SIZE)
        draw(canvas, visit, shown, 1.0)
        pictures.append(pygame.image.tobytes(canvas.surface, "RGB"))
        assert layout(visit, shown, SIZE).target("talk") is None
    assert pictures[0] == pictures[1] == pictures[2]


@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920)])
def test_button_ideas_and_keyboard_are_all_one_touch_away(exhibit: Exhibit, size: tuple[int, int]) -> None:
    made = layout(samples.speaking(Prompt(0), "fr"), exhibit, size)
    names = {target.name for target in made.targets}
    assert {"talk", "write"} | {f"starter:{starter.name}" for starter in exhibit.starters} <= names
    assert made.primary == "talk" and all(made.at(target.rect.center) == target for target in made.targets)
    written = layout(samples.speaking(Prompt(0, writing=True), "fr"), exhibit, size)
    assert {"talk", "paint", "key:e"} <= {target.name for target in written.targets}


def test_the_ring_is_lit_only_while_the_microphone_is_open_and_grows_with_the_voice(
    exhibit: Exhibit, canvas_of: Making
) -> None:
    def coral_around(scene: Prompt) -> int:
        canvas = canvas_of(SIZE)
        visit = samples.speaking(scene, "fr")
        draw(canvas, visit, exhibit, 9.0)
        glow = layout(visit, exhibit, SIZE).box("talk_glow")
        assert glow is not None
        found = laws.pixels(canvas.surface.subsurface(glow.rect)).astype(int)
        return int((np.abs(found - PAPER.paper).max(axis=2) > 20).sum())

    opening = coral_around(samples.listening("fr", lit=False))
    quiet = coral_around(samples.listening("fr", glow=0.0))
    loud = coral_around(samples.listening("fr", glow=1.0))
    assert opening * 1.05 < quiet and quiet * 1.05 < loud


def test_words_take_the_place_of_the_title_while_they_come_and_a_long_sentence_shows_its_end(exhibit: Exhibit) -> None:
    box = layout(samples.speaking(samples.listening("fr"), "fr"), exhibit, SIZE).box("talk_words")
    assert box is not None and box.text == "une chatte rouge" and box.colour == "coral_text"
    long = samples.listening("fr", text="très " * 200 + "fin")
    box = layout(samples.speaking(long, "fr"), exhibit, SIZE).box("talk_words")
    assert box is not None and box.text.startswith("…") and box.text.endswith("très fin")


def test_every_text_of_it_can_be_read(exhibit: Exhibit, canvas_of: Making) -> None:
    exhibit = replace(exhibit, settings=replace(exhibit.settings, languages=("fr",)))
    for scene in (Prompt(0), samples.listening("fr"), samples.heard("fr")):
        canvas, visit = canvas_of(SIZE), samples.speaking(scene, "fr")
        draw(canvas, visit, exhibit, 1.0)
        for box in layout(visit, exhibit, SIZE).boxes:
            if box.kind == "text" and box.text:
                least = 4.5 if box.colour == "grey" else 7.0
                assert rendered_contrast(canvas.surface, box.rect) >= least, box.name


def test_a_doubtful_word_is_marked_in_the_line_and_as_a_chip_and_framed_once_it_is_touched(
    exhibit: Exhibit, canvas_of: Making
) -> None:
    def sand(scene: Prompt) -> int:
        canvas, visit = canvas_of(SIZE), samples.speaking(scene, "fr")
        draw(canvas, visit, exhibit, 1.0)
        line = layout(visit, exhibit, SIZE).box("prompt_line")
        assert line is not None
        return int((laws.pixels(canvas.surface.subsurface(line.rect)) == PAPER.sand).all(axis=2).sum())

    told = samples.heard("fr")
    assert sand(replace(told, doubts=())) == 0 < sand(told)
    made = layout(samples.speaking(told, "fr"), exhibit, SIZE)
    assert made.target("doubt:0") is not None and made.target("doubt:1") is not None and made.target("end") is None
    assert layout(samples.speaking(replace(told, caret=4), "fr"), exhibit, SIZE).target("end") is not None


def test_a_shouting_visitor_makes_no_flashes(exhibit: Exhibit, canvas_of: Making) -> None:
    """Loud and silent in turn, ten levels a second, as the visit lets them sink: never more than three a second."""
    rate, visit = 30, samples.speaking(samples.listening("fr", glow=0.0, glow_before=0.0), "fr")
    canvas, frames = canvas_of((960, 540)), []
    glow = layout(visit, exhibit, canvas.size).box("talk_glow")
    assert glow is not None
    for frame in range(2 * rate):
        at = 1.0 + frame / rate
        if frame % 3 == 0:
            visit, _ = heard(visit, Level(at, 1, -10.0 if frame % 6 == 0 else -90.0, False, False), exhibit)
        draw(canvas, visit, exhibit, at)
        frames.append(laws.pixels(canvas.surface.subsurface(glow.rect)).copy())
    assert laws.flashes_a_second(np.stack(frames), rate) <= 3


def test_the_attract_screen_says_what_one_can_do_here(exhibit: Exhibit) -> None:
    say = exhibit.languages["fr"]
    speaking = replace(samples.speaking(Prompt(0), "fr"), scene=Attract(0))
    for visit, key in ((Visit(Attract(0), "fr", 0.0), "attract_say"), (speaking, "attract_speak")):
        box = layout(visit, exhibit, SIZE).box("attract_say")
        assert box is not None and box.text == say.say(key)
