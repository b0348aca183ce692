"""The painting: what is on the easel is what is seen, calmly, in every language and on every screen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pygame
import pytest

from kiosk.screens import equation, painting, picture, strip, words
from kiosk.screens.canvas import Canvas
from kiosk.screens.layout import Rect
from kiosk.screens.look import Frame
from kiosk.visit.scenes import Painting, Picture, Visit, Words
from tests.screens import laws, samples

CASES: dict[str, dict[str, Any]] = {
    "nothing yet": {"shown": -1, "tokens": ()},
    "first step": {"shown": 0},
    "third step": {"shown": 2},
    "in the middle": {"shown": 9},
    "last step": {"shown": 19},
    "under the noise": {"shown": 6, "under_noise": True},
    "looking back, paused": {"shown": 14, "scrubbed": 4, "paused": True},
    "stopping": {"shown": 8, "stopping": True},
    "how, deciding": {"shown": 1, "how": True},
    "how, later": {"shown": 12, "how": True},
    "how, nothing yet": {"shown": -1, "how": True},
}


def scene(language: str, shown: int, **changes: Any) -> Painting:  # noqa: ANN401 # any field of the scene
    return samples.painting(samples.reading(language), shown, **changes)


def drawn(visit: Visit, size: tuple[int, int] = (1920, 1080), t: float = 9.0, canvas: Canvas | None = None) -> Canvas:
    canvas = canvas or Canvas(pygame.Surface(size, 0, 32))
    module = {Words: words, Painting: painting, Picture: picture}[type(visit.scene)]
    module.draw(canvas, visit, visit.scene, samples.exhibit(), t)
    return canvas


@pytest.mark.parametrize("size", laws.SIZES, ids=("lying", "upright"))
@pytest.mark.parametrize("factor", laws.TEXT_FACTORS)
@pytest.mark.parametrize("language", samples.LANGUAGES)
def test_everything_fits_and_nothing_overlaps(language: str, factor: float, size: tuple[int, int]) -> None:
    frame, exhibit = Frame(size, factor), samples.exhibit(factor)
    for name, changes in CASES.items():
        made = scene(language, **changes)
        layout = painting.layout(samples.visit(made, language), made, exhibit, frame)
        assert laws.broken_laws(layout, frame) == [], name


def test_one_picture_is_large_and_a_third_of_the_screen_stays_paper() -> None:
    paper = np.array(Canvas(pygame.Surface((8, 8), 0, 32)).theme.paper, np.int16)
    for size in laws.SIZES:
        visit = samples.visit(scene("fr", shown=9), "fr")
        assert isinstance(visit.scene, Painting)
        shot = laws.pixels(drawn(visit, size).surface).astype(np.int16)
        share = (np.abs(shot - paper).max(axis=2) <= 8).mean()
        plate = painting.layout(visit, visit.scene, samples.exhibit(), Frame(size)).box("plate")
        assert plate is not None
        assert share >= 1 / 3
        assert plate.rect.w * plate.rect.h >= 0.22 * size[0] * size[1]


def test_the_plate_shows_the_easel_and_under_the_noise_the_estimate() -> None:
    def centre(**changes: bool) -> np.ndarray:
        visit = samples.visit(scene("en", shown=6, **changes), "en")
        assert isinstance(visit.scene, Painting)
        plate = painting.layout(visit, visit.scene, samples.exhibit(), Frame((1920, 1080))).box("plate")
        assert plate is not None
        return laws.crop(laws.pixels(drawn(visit).surface), plate.rect.inset(120)).astype(np.float32)

    step = samples.steps()[6]
    for changes, view in (({}, "easel"), ({"under_noise": True}, "estimate"), ({"how": True}, "estimate")):
        image = step.view(view)  # type: ignore[arg-type] # one of the views
        assert image is not None
        seen, shown = centre(**changes).std(axis=(0, 1)).mean(), np.frombuffer(image.rgb, np.uint8)
        assert abs(seen - shown.reshape(128, 128, 3)[20:108, 20:108].std(axis=(0, 1)).mean()) < 12, view


def test_a_step_gives_way_to_the_next_within_a_fifth_of_a_second() -> None:
    visit = samples.visit(scene("en", shown=9, shown_at=5.0), "en")
    assert isinstance(visit.scene, Painting)
    plate = painting.layout(visit, visit.scene, samples.exhibit(), Frame((480, 270))).box("plate")
    assert plate is not None

    def at(t: float) -> np.ndarray:
        return laws.crop(laws.pixels(drawn(visit, (480, 270), t).surface), plate.rect.inset(30)).astype(np.float32)

    start, middle, end, later = at(5.0), at(5.1), at(5.2), at(7.0)
    assert np.array_equal(end, later)
    assert not np.array_equal(start, end)
    assert np.abs(middle - (start + end) / 2).mean() < 1.5


def test_drawing_changes_nothing_and_remembers_nothing() -> None:
    visits = [samples.visit(scene("fr", **changes), "fr") for changes in CASES.values()]
    canvas = Canvas(pygame.Surface((960, 540), 0, 32))
    for visit in visits:
        drawn(visit, t=9.0, canvas=canvas)
        drawn(visit, t=0.05, canvas=canvas)
    for visit in visits:
        once = laws.pixels(drawn(visit, t=9.0, canvas=canvas).surface).copy()
        assert np.array_equal(once, laws.pixels(drawn(visit, (960, 540)).surface))


def test_on_the_first_painting_there_is_no_slider_but_the_strip() -> None:
    made = scene("fr", shown=4)
    layout = painting.layout(samples.visit(made, "fr", paintings=1), made, samples.exhibit(), Frame((1920, 1080)))
    assert [t.name for t in layout.targets if t.kind == "slide"] == ["timeline"]
    assert {"stop", "pause", "how", "under_noise", "back"} <= {t.name for t in layout.targets}
    assert layout.target("under_noise").kind == "hold"  # type: ignore[union-attr] # just seen


def test_nothing_can_be_stopped_before_there_is_something() -> None:
    for changes, enabled in (({"shown": -1}, False), ({"shown": 0}, True), ({"shown": 3, "stopping": True}, False)):
        made = scene("fr", **changes)
        layout = painting.layout(samples.visit(made, "fr"), made, samples.exhibit(), Frame((1920, 1080)))
        stop = layout.target("stop")
        assert stop is not None
        assert stop.enabled is enabled


@pytest.mark.parametrize("total", [1, 5, 10, 20, 40])
def test_every_step_owns_an_equal_cell_of_the_strip(total: int) -> None:
    visit = samples.visit(scene("fr", shown=0), "fr")
    where = painting._page(visit, visit.scene, samples.exhibit(), Frame((1920, 1080)))  # type: ignore[arg-type]
    language = samples.exhibit().languages["fr"]
    target = strip.lay(Frame((1920, 1080)), where, language, total, -1).target("timeline")
    assert target is not None
    assert target.rect.h >= 72
    for step in range(total):
        for share in (0.1, 0.5, 0.9):
            x = target.rect.x + (step + share) * target.rect.w / total
            assert round(min(max(target.value(x), 0), total - 1)) == step


def test_captions_follow_the_phase() -> None:
    said = [painting.phase(scene("fr", shown=k)) for k in range(-1, 20)]
    assert said[0] == "painting_starting"
    assert said[1:4] == ["painting_caption_1", "painting_caption_2", "painting_caption_3"]
    assert said[4] == "painting_caption_middle"
    assert said[-2:] == ["painting_caption_end", "painting_caption_done"]
    assert painting.phase(scene("fr", shown=3, stopping=True)) == "painting_stopping"
    assert [strip.deciding_steps(total) for total in (1, 5, 10, 20, 40)] == [1, 1, 2, 3, 6]


# --- the equation -------------------------------------------------------------------------------------


def test_the_equation_gives_way_to_a_shrinking_bar() -> None:
    def names(shown: int) -> set[str]:
        made = scene("fr", shown=shown, how=True)
        layout = painting.layout(samples.visit(made, "fr"), made, samples.exhibit(), Frame((1920, 1080)))
        return {box.name for box in layout.boxes}

    pictures = {"with", "without", "difference"}
    assert pictures | {"small_without", "small_difference", "result"} <= names(2)
    assert pictures | {"left_bar"} <= names(3)
    assert "left_bar" not in names(2)


def test_the_words_change_less_and_less() -> None:
    changes = []
    for step in samples.steps():
        with_, without = step.view("with"), step.view("without")
        assert with_ is not None
        assert without is not None
        changes.append(equation.words_change(with_, without))
        a, b = (np.frombuffer(i.rgb, np.uint8).astype(np.float32) for i in (with_, without))
        assert abs(changes[-1] - np.abs(a - b).mean() / 255) < 1.01 / 255
    assert changes[0] > changes[1] > changes[4] > changes[-1]
    assert equation.words_change(with_, with_) == 0.0


def test_pictures_that_do_not_match_are_no_change() -> None:
    from kiosk.visit.events import Image

    whole, broken = samples.image(samples.drawing()), Image(128, 128, b"abc")
    assert equation.words_change(whole, broken) == 0.0
    assert equation.words_change(whole, Image(0, 0, b"")) == 0.0


def test_without_is_hatched_with_is_coral_and_the_difference_stands_on_ink() -> None:
    visit = samples.visit(scene("fr", shown=0, how=True), "fr")
    assert isinstance(visit.scene, Painting)
    canvas = drawn(visit)
    shot = laws.pixels(canvas.surface)
    layout = painting.layout(visit, visit.scene, samples.exhibit(), Frame((1920, 1080)))

    def border(name: str) -> np.ndarray:
        box = layout.box(name)
        assert box is not None
        return laws.crop(shot, Rect(box.rect.x + 40, box.rect.y + 4, box.rect.w - 80, 3)).reshape(-1, 3)

    theme = canvas.theme
    assert (border("with") == theme.coral).all()
    assert (border("difference") == theme.gold).all()
    hatched = border("without")
    assert (hatched == theme.card).all(axis=1).any()
    assert (np.abs(hatched.astype(int) - theme.slate).max(axis=1) < 30).any()


def test_numbers_are_written_as_each_language_does() -> None:
    assert [equation.number(2.5, code) for code in samples.LANGUAGES] == ["2,5", "2.5", "2,5", "2,5"]
    assert equation.number(3.0, "fr") == "3"


# --- hostile visitors -----------------------------------------------------------------------------------


@pytest.mark.parametrize("prompt", samples.HOSTILE_PROMPTS)
def test_any_prompt_is_drawn_and_fits(prompt: str) -> None:
    reading = samples.hostile_reading(prompt)
    for size in laws.SIZES:
        for factor in laws.TEXT_FACTORS:
            frame, exhibit = Frame(size, factor), samples.exhibit(factor)
            made = samples.painting(reading, 2)
            visit = samples.visit(made, "fr")
            assert laws.broken_laws(painting.layout(visit, made, exhibit, frame), frame) == []
    drawn(samples.visit(samples.painting(reading, 2), "fr"), (960, 540))


def test_broken_images_and_odd_step_counts_are_drawn() -> None:
    from dataclasses import replace

    from kiosk.visit.events import Image

    step = replace(samples.steps()[0], easel=Image(16, 16, b""), views=())
    for total in (1, 5, 40):
        made = samples.painting(samples.reading("fr"), 0, how=True, steps=(step,))
        made = replace(made, recipe=replace(made.recipe, steps=total))
        drawn(samples.visit(made, "fr"), (960, 540))


# --- safe for everybody -----------------------------------------------------------------------------------

RATE = 30


def whole_visit(how: bool, hold: float) -> Iterator[tuple[Visit, float]]:
    """Words, a whole painting at its quickest pace after held first steps, and the picture: 30 frames a second."""
    reading = samples.reading("fr")
    yield from ((samples.visit(samples.words(reading), "fr"), k / RATE) for k in range(4 * RATE))
    t = 4.0
    for shown in range(samples.STEPS):
        made = samples.painting(reading, shown, shown_at=t, how=how)
        seconds = hold if shown < 3 else 0.2
        yield from ((samples.visit(made, "fr"), t + k / RATE) for k in range(round(seconds * RATE)))
        t += seconds
    finished = samples.picture(reading, since=t)
    yield from ((samples.visit(finished, "fr"), t + k / RATE) for k in range(RATE))


@pytest.mark.parametrize(("how", "hold"), [(False, 1.5), (False, 0.2), (True, 0.2)])
def test_a_whole_painting_never_flashes_more_than_three_times_a_second(how: bool, hold: float) -> None:
    canvas = Canvas(pygame.Surface((480, 270), 0, 32))
    frames = np.stack([laws.pixels(drawn(v, t=t, canvas=canvas).surface).copy() for v, t in whole_visit(how, hold)])
    # 0.006 steradian at 60 cm on a 24" screen are 168 x 168 pixels there, 110 cells here; a tenth of that is let pass.
    assert laws.flashes_a_second(frames, RATE, cells_leave_out=11) <= 3
    plate = made_plate(how)
    assert laws.flashes_a_second(laws.crop(frames, plate), RATE) <= 3


def made_plate(how: bool) -> Rect:
    """Where the plate is on the small screen: no cell of it may flash, not even one."""
    made = scene("fr", shown=3, how=how)
    box = painting.layout(samples.visit(made, "fr"), made, samples.exhibit(), Frame((480, 270))).box("plate")
    assert box is not None
    return box.rect


def test_the_flash_meter_sees_flashes() -> None:
    def blinking(times_a_second: int, low: tuple[int, int, int], high: tuple[int, int, int]) -> int:
        phase = (np.arange(2 * RATE) * times_a_second * 2 // RATE) % 2
        colours = np.where(phase[:, None], np.array(high), np.array(low)).astype(np.uint8)
        frames = np.broadcast_to(colours[:, None, None, :], (2 * RATE, 8, 8, 3))
        return laws.flashes_a_second(np.ascontiguousarray(frames), RATE)

    assert blinking(5, (0, 0, 0), (255, 255, 255)) >= 4
    assert blinking(2, (0, 0, 0), (255, 255, 255)) <= 3
    assert blinking(5, (100, 100, 100), (110, 110, 110)) == 0
    assert blinking(5, (250, 250, 250), (255, 255, 255)) == 0
    assert blinking(5, (90, 0, 0), (200, 0, 0)) >= 4
    noise = np.random.default_rng(0).integers(0, 256, (30, 16, 16, 3), dtype=np.uint8).repeat(4, 1).repeat(4, 2)
    assert laws.flashes_a_second(noise, RATE) > 3
