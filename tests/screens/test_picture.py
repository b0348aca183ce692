"""The picture: large, signed as made by a machine, compared with the one before, one change recommended."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pygame
import pytest

from kiosk.screens import painting, picture
from kiosk.screens.canvas import Canvas
from kiosk.screens.layout import Layout, Rect
from kiosk.screens.look import Frame
from kiosk.visit.painting import change_recipe
from kiosk.visit.scenes import Earlier, Finish, Painter, Painting, Picture, Visit
from tests.screens import laws, samples

LYING = Frame((1920, 1080))


def scenes(language: str) -> dict[str, Picture]:
    reading = samples.reading(language)
    alone, compared = samples.picture(reading), samples.picture(reading, compared=True)
    new_words = replace(compared.earlier[0].recipe, prompt="un très grand bateau bleu à pois dans la nuit", seed=99_999)
    again = Earlier(alone.recipe, 19, alone.finish.picture)
    return {
        "alone": alone,
        "compared": compared,
        "looking back": samples.picture(reading, scrubbed=5),
        "looking back, compared": replace(compared, scrubbed=0),
        "stopped": replace(alone, finish=Finish(6, alone.finish.picture, 0.2), steps=alone.steps[:7]),
        "the same again": replace(alone, earlier=(again,)),
        "another prompt": replace(compared, earlier=(replace(compared.earlier[0], recipe=new_words),)),
        "other chance": replace(compared, recipe=replace(compared.recipe, seed=12_345, guidance=3.0)),
        "many steps": replace(alone, recipe=replace(alone.recipe, steps=40, guidance=8.0, seed=99_999)),
        "no steps": replace(alone, steps=()),
    }


def laid(scene: Picture, frame: Frame = LYING, language: str = "fr", visit: Visit | None = None) -> Layout:
    return picture.layout(visit or samples.visit(scene, language), scene, samples.exhibit(frame.text_factor), frame)


def drawn(scene: Picture, t: float = 9.0, size: tuple[int, int] = (960, 540), language: str = "fr") -> Any:  # noqa: ANN401 # an array
    canvas = Canvas(pygame.Surface(size, 0, 32))
    picture.draw(canvas, samples.visit(scene, language), scene, samples.exhibit(), t)
    return laws.pixels(canvas.surface)


@pytest.mark.parametrize("size", laws.SIZES, ids=("lying", "upright"))
@pytest.mark.parametrize("factor", laws.TEXT_FACTORS)
@pytest.mark.parametrize("language", samples.LANGUAGES)
def test_everything_fits_and_nothing_overlaps(language: str, factor: float, size: tuple[int, int]) -> None:
    frame = Frame(size, factor)
    for name, scene in scenes(language).items():
        for drawings in (0, 1_000_000):
            visit = samples.visit(scene, language)
            visit = replace(visit, painter=replace(visit.painter, drawings=drawings))
            assert laws.broken_laws(laid(scene, frame, language, visit), frame) == [], name


@pytest.mark.parametrize("language", samples.LANGUAGES)
def test_every_picture_is_marked_and_signed_as_machine_made(language: str) -> None:
    say = samples.exhibit().languages[language].say
    teal = np.array(Canvas(pygame.Surface((1, 1))).theme.teal, np.uint8)
    for scene in scenes(language).values():
        layout = laid(scene, Frame((960, 540)), language)
        mark, signed, plate = (layout.box(name) for name in ("machine_made", "signed", "plate"))
        assert mark is not None
        assert signed is not None
        assert plate is not None
        assert mark.text == say("picture_machine_made")
        assert plate.rect.contains(mark.rect)
        assert str(scene.recipe.seed) in signed.text
        shot = laws.crop(drawn(scene, language=language), mark.rect.inset(mark.rect.h // 4))
        assert (shot == teal).all(axis=2).mean() > 0.2


def test_the_signature_counts_the_drawings_as_people_write_numbers() -> None:
    visit = samples.visit(scenes("fr")["alone"], "fr")
    languages = samples.exhibit().languages
    signed = {
        code: painting.signature(visit, samples.recipe(samples.reading(code)), languages[code]) for code in languages
    }
    assert "1\u202f000\u202f000" in signed["fr"]
    assert "1,000,000" in signed["en"]
    assert "1.000.000" in signed["de"]
    unknown = replace(visit, painter=Painter(ready=True))
    assert "{" not in painting.signature(unknown, samples.recipe(samples.reading("fr")), languages["fr"])
    assert "0" not in painting.signature(unknown, samples.recipe(samples.reading("fr")), languages["fr"])


def test_every_change_is_there_and_exactly_one_is_coral() -> None:
    named = {"again", "other_chance", "stronger", "weaker", "more_steps", "fewer_steps", "new_prompt", "back"}
    for scene in scenes("fr").values():
        visit = samples.visit(scene, "fr")
        assert named | {"timeline"} <= {target.name for target in laid(scene).targets}
        buttons = [b for row in picture._controls(visit, scene, samples.exhibit().languages["fr"]) for b in row]
        assert [b.name for b in buttons if b.style == "primary"] == [picture.recommended(visit, scene)]
        assert all(b.enabled for b in buttons if b.style == "primary")


def test_the_recommended_change_is_one_not_tried_yet() -> None:
    scene = samples.picture(samples.reading("fr"))
    visit = samples.visit(scene, "fr")
    tried = []
    for turn in range(4):
        tried.append(picture.recommended(visit, scene))
        if tried[-1] == "new_prompt":
            break
        visit, _ = change_recipe(replace(visit, scene=scene), scene, 1.0, tried[-1], chance=100 + turn)
        assert isinstance(visit.scene, Painting)
        assert visit.scene.recipe != scene.recipe
        scene = replace(scene, recipe=visit.scene.recipe, earlier=visit.earlier)
    assert tried == ["other_chance", "stronger", "fewer_steps", "new_prompt"]


def test_what_cannot_go_further_is_not_offered() -> None:
    scene = samples.picture(samples.reading("fr"))
    strongest = replace(scene, recipe=replace(scene.recipe, guidance=8.0, steps=40))
    weakest = replace(scene, recipe=replace(scene.recipe, guidance=1.0, steps=5))

    def offered(at: Picture) -> set[str]:
        return {target.name for target in laid(at).targets if target.enabled}

    assert {"stronger", "more_steps"} & offered(strongest) == set()
    assert {"weaker", "fewer_steps"} <= offered(strongest)
    assert {"weaker", "fewer_steps"} & offered(weakest) == set()


def test_what_changed_is_named() -> None:
    say = samples.exhibit().languages["fr"]
    before = samples.recipe(samples.reading("fr"))
    assert picture.changes(before, before, say) == []
    assert picture.changes(before, replace(before, guidance=5.0), say) == [
        ("Insister\xa0×\u202f3", "Insister\xa0×\u202f5")
    ]
    assert len(picture.changes(before, replace(before, seed=8, steps=40, prompt="x"), say)) == 3
    box = laid(scenes("fr")["compared"]).box("before_is")
    assert box is not None
    assert box.text == "Insister\xa0×\u202f5"


def test_the_picture_before_lies_beside_and_is_the_one_before() -> None:
    scene = scenes("fr")["compared"]
    layout = laid(scene)
    before, plate = layout.box("before"), layout.box("plate")
    assert before is not None
    assert plate is not None
    assert before.rect.w < plate.rect.w
    assert laid(scenes("fr")["alone"]).box("before") is None
    red = replace(scene.earlier[0], picture=samples.image(np.full((8, 8, 3), (200, 30, 30), np.float32)))
    shot = drawn(replace(scene, earlier=(*scene.earlier, red)), size=(1920, 1080))
    lower = Rect(before.rect.x + 40, before.rect.bottom - 80, before.rect.w - 80, 60)
    assert (laws.crop(shot, lower) == (200, 30, 30)).all()


def test_looking_back_shows_that_step_on_the_plate() -> None:
    scene = scenes("fr")["alone"]
    plate = laid(scene, Frame((960, 540))).box("plate")
    assert plate is not None
    inner = plate.rect.inset(60)
    now, back = laws.crop(drawn(scene), inner), laws.crop(drawn(replace(scene, scrubbed=2)), inner)
    assert np.abs(now.astype(int) - back).mean() > 30


def test_the_plate_stays_where_it_was_while_painting() -> None:
    for language in samples.LANGUAGES:
        reading = samples.reading(language)
        made, done = samples.painting(reading, 19), samples.picture(reading)
        before = painting.layout(samples.visit(made, language), made, samples.exhibit(), LYING).box("plate")
        after = laid(done, language=language).box("plate")
        assert before is not None
        assert after is not None
        assert before.rect == after.rect


def test_drawing_changes_nothing_and_remembers_nothing() -> None:
    canvas = Canvas(pygame.Surface((960, 540), 0, 32))
    for scene in scenes("nl").values():
        for t in (0.1, 0.3, 9.0):
            picture.draw(canvas, samples.visit(scene, "fr"), scene, samples.exhibit(), t)
            assert np.array_equal(laws.pixels(canvas.surface), drawn(scene, t))


@pytest.mark.parametrize("prompt", samples.HOSTILE_PROMPTS)
def test_any_prompt_is_drawn_and_fits(prompt: str) -> None:
    reading = samples.hostile_reading(prompt)
    for compared in (False, True):
        scene = samples.picture(reading, compared)
        if compared:
            scene = replace(scene, earlier=scenes("fr")["another prompt"].earlier)
        for size in laws.SIZES:
            for factor in laws.TEXT_FACTORS:
                frame = Frame(size, factor)
                assert laws.broken_laws(laid(scene, frame), frame) == []
        drawn(scene)


def test_the_strip_is_always_wide_enough_for_a_finger() -> None:
    for size in ((1280, 720), (3840, 2160), (768, 1366)):
        frame = Frame(size)
        target = laid(samples.picture(samples.reading("fr")), frame).target("timeline")
        assert target is not None
        assert target.rect.h >= int(72 * frame.unit)
