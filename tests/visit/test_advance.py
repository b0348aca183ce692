"""Visits, told as lists of events: no clock, no process, no screen."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.exhibit.model import Settings
from kiosk.visit.advance import advance
from kiosk.visit.events import (
    Allow,
    Began,
    Erased,
    Failed,
    Focused,
    Forget,
    Look,
    Paint,
    PainterLost,
    Pressed,
    PromptRead,
    ReadPrompt,
    Seen,
    Slid,
    StopHere,
    Token,
    Touched,
)
from kiosk.visit.scenes import Attract, Painting, Picture, Prompt, Sorry, Words
from tests.visit.story import DOT, READY, Story, awake, finished, painting, picture_of, reading, request_of, stepped


def prompt(story: Story) -> Prompt:
    assert isinstance(story.visit.scene, Prompt)
    return story.visit.scene


def easel(story: Story) -> Painting:
    assert isinstance(story.visit.scene, Painting)
    return story.visit.scene


def picture(story: Story) -> Picture:
    assert isinstance(story.visit.scene, Picture)
    return story.visit.scene


# --- from nobody to a painting -------------------------------------------------------------------


@pytest.mark.parametrize("how", ["touch", "control", "key", "typing", "language"])
def test_anything_wakes_the_exhibit(how: str) -> None:
    story = Story()
    if how == "touch":
        story.tell(Touched(story.now))
    elif how == "control":
        story.press("wake")
    elif how == "key":
        story.enter()
    elif how == "typing":
        story.write("u")
    else:
        story.press("language:en")
    assert story.scene() == "Prompt"
    assert prompt(story).text == ("u" if how == "typing" else "")
    assert story.visit.language == ("en" if how == "language" else "fr")


def test_nobody_there_stays_so_however_long_it_takes_and_a_moving_focus_wakes_nobody() -> None:
    story = Story().wait(1000, frame=1).tell(Focused(1100.0, "wake"))
    assert story.scene() == "Attract" and story.visit.idle_since is None


def test_a_whole_visit_from_words_to_a_picture() -> None:
    story = awake().write("un chat rouge").press("paint", chance=99)
    assert story.scene() == "Words"
    paint = story.asked(Paint)[0]
    assert isinstance(paint, Paint)
    recipe = paint.recipe
    assert (recipe.prompt, recipe.english_prompt, recipe.seed) == ("un chat rouge", "a cat red", 99)
    assert (recipe.steps, recipe.guidance, recipe.model) == (20, 3.0, "imagier")
    request = paint.request
    story.tell(Began(story.now, request, (Token("cat", 5),)), stepped(request, 0))
    story.wait(3.9)
    assert story.scene() == "Words", "words take four seconds to become numbers"
    story.wait(0.2)
    assert easel(story).shown == 0 and easel(story).tokens == (Token("cat", 5),)
    for index in range(1, 20):
        story.tell(stepped(request, index))
    story.tell(picture_of(request, 19)).wait(12)
    assert picture(story).finish.picture == picture_of(request, 19).picture and picture(story).finish.index == 19
    assert len(picture(story).steps) == 20


# --- the pace ------------------------------------------------------------------------------------


def shown_times(story: Story, seconds: float) -> dict[int, float]:
    """When each step came on screen, in seconds from now, with a painter that answers every credit at once."""
    start, times, request = story.now, {easel(story).shown: story.now}, request_of(story)
    while story.now - start < seconds and isinstance(story.visit.scene, Painting):
        for _ in story.asked(Allow):
            story.tell(stepped(request, len(easel(story).steps)))
        story.wait(0.01, frame=0.01)
        if isinstance(story.visit.scene, Painting):
            times.setdefault(easel(story).shown, story.now)
    return {index: at - start for index, at in times.items()}


def test_the_first_painting_of_a_visit_holds_the_three_steps_that_decide() -> None:
    times = shown_times(painting(), 7)
    holds = [times[index + 1] - times[index] for index in range(5)]
    assert holds[:3] == pytest.approx([1.5] * 3, abs=0.02)
    assert holds[3:] == pytest.approx([0.25] * 2, abs=0.02)


def test_a_later_painting_goes_at_the_usual_pace_from_the_start() -> None:
    story = finished().press("again")
    story.tell(Began(story.now, request_of(story), ()), stepped(request_of(story), 0)).wait(0.05)
    times = shown_times(story, 2)
    assert times[4] - times[0] == pytest.approx(1.0, abs=0.1)


def test_never_more_than_five_changes_a_second_whatever_staff_wrote() -> None:
    story = finished()
    story.exhibit = replace(story.exhibit, settings=Settings(step_seconds=0.01, first_steps_seconds=0))
    story.press("again").tell(stepped(request_of(story), 0)).wait(0.05)
    times = shown_times(story, 3)
    assert times[10] - times[0] >= 2.0 - 0.02


def test_the_painter_is_never_more_than_one_step_ahead_of_the_screen() -> None:
    story = awake().write("un chat").press("paint")
    request, credits, computed = request_of(story), 0, 0
    for _ in range(2000):
        credits += sum(command.credits for command in story.asked(Paint) if isinstance(command, Paint))
        credits += sum(command.credits for command in story.asked(Allow) if isinstance(command, Allow))
        shown = story.visit.scene.shown if isinstance(story.visit.scene, Painting) else -1
        assert credits <= shown + 2
        if computed < credits:
            story.tell(stepped(request, computed))
            computed += 1
        story.wait(0.02, frame=0.02)
    assert computed == 20, "and it gets to paint every step"


def test_pause_holds_the_step_and_painting_goes_on_after_it() -> None:
    story = painting(steps=3).press("pause").wait(10)
    assert easel(story).shown == 0
    story.press("pause").wait(0.1)
    assert easel(story).shown == 1


# --- stopping, looking back, looking under the noise ------------------------------------------------


def test_stop_here_makes_the_very_step_on_screen_the_picture() -> None:
    story = painting(steps=8).wait(3.1)
    shown = easel(story).shown
    story.press("stop")
    assert story.asked(StopHere) == [StopHere(request_of(story), shown)]
    story.wait(5)
    assert easel(story).stopping and easel(story).shown == shown, "nothing moves while it stops"
    story.tell(picture_of(request_of(story), shown))
    assert picture(story).finish.index == shown
    assert len(picture(story).steps) == shown + 1


def test_stop_while_looking_back_stops_at_the_step_looked_at_and_not_at_the_end() -> None:
    story = painting(steps=20).wait(8)
    story.tell(Slid(story.now, "timeline", 2.2)).press("stop")
    assert story.asked(StopHere) == [StopHere(request_of(story), 2)]
    story.tell(picture_of(request_of(story), 19))
    assert story.scene() == "Painting", "the end of the painting is not what was asked for"
    story.tell(picture_of(request_of(story), 2))
    assert picture(story).finish.index == 2


def test_a_double_tap_on_stop_stops_once() -> None:
    story = painting(steps=2).press("stop", "stop", "stop")
    assert len(story.asked(StopHere)) == 1


def test_stopping_before_the_first_step_is_not_possible() -> None:
    story = painting(steps=0).press("stop")
    assert not easel(story).stopping and story.asked(StopHere) == []


def test_holding_shows_what_is_under_the_noise_and_letting_go_hides_it() -> None:
    story = painting().hold("under_noise", True)
    assert easel(story).under_noise
    story.wait(1.0).hold("under_noise", False)
    assert not easel(story).under_noise


def test_who_cannot_hold_taps_and_it_stays_until_the_next_tap() -> None:
    story = painting().hold("under_noise", True).wait(0.1).hold("under_noise", False)
    assert easel(story).under_noise
    story.wait(2).hold("under_noise", True).wait(0.1).hold("under_noise", False)
    assert not easel(story).under_noise
    assert easel(story.press("under_noise")).under_noise
    assert not easel(story.press("under_noise")).under_noise


def test_how_asks_for_the_parts_of_the_equation_for_this_step_and_the_next_ones() -> None:
    story = painting(steps=1)
    request = request_of(story)
    story.tell(Seen(story.now, request, 0, "estimate", DOT)).press("how")
    assert easel(story).how
    assert story.asked(Look) == [Look(request, 0, ("easel", "without", "with", "difference", "no_words"))]
    story.tell(stepped(request, 1))
    (look,) = story.asked(Look)
    assert isinstance(look, Look) and look.index == 1 and "difference" in look.views
    story.press("how").tell(stepped(request, 2))
    assert not easel(story).how and story.asked(Look) == []


def test_what_was_decoded_is_kept_with_its_step() -> None:
    story = painting(steps=2)
    story.tell(Seen(story.now, request_of(story), 1, "with", DOT), Seen(story.now, request_of(story), 9, "with", DOT))
    assert easel(story).steps[1].view("with") == DOT
    assert easel(story).steps[0].view("with") is None


def test_the_timeline_looks_back_while_painting_goes_on_and_comes_back_at_its_end() -> None:
    story = painting(steps=20).wait(6)
    shown = easel(story).shown
    assert shown > 3
    story.tell(Slid(story.now, "timeline", 1.0))
    assert easel(story).scrubbed == 1
    assert story.asked(Look) == [Look(request_of(story), 1, ("easel", "estimate"))]
    story.wait(0.6)
    assert easel(story).shown > shown and easel(story).scrubbed == 1
    story.tell(Slid(story.now, "timeline", 99.0))
    assert easel(story).scrubbed == -1


def test_no_step_can_be_looked_at_before_it_was_shown() -> None:
    story = painting(steps=5).wait(1.6)
    assert easel(story).shown == 1
    story.press("step:4")
    assert easel(story).scrubbed == -1
    story.press("step:0")
    assert easel(story).scrubbed == 0


def test_who_looks_back_is_not_torn_away_to_the_picture_but_does_get_there() -> None:
    story = painting(steps=20).tell(picture_of(1, 19)).wait(7).press("step:1").wait(4)
    assert easel(story).shown == 19 and easel(story).scrubbed == 1
    story.wait(8)
    assert story.scene() == "Picture"


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf"), -5.0, 1e9])
def test_a_timeline_value_that_makes_no_sense_does_no_harm(value: float) -> None:
    story = painting(steps=20).wait(6).tell(Slid(200.0, "timeline", value))
    assert -1 <= easel(story).scrubbed <= easel(story).shown


# --- the picture ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "changed"),
    [
        ("again", {}),
        ("other_chance", {"seed": 55}),
        ("stronger", {"guidance": 4.0}),
        ("weaker", {"guidance": 2.0}),
        ("more_steps", {"steps": 40}),
        ("fewer_steps", {"steps": 10}),
    ],
)
def test_one_thing_changes_and_everything_else_stays(target: str, changed: dict[str, float]) -> None:
    story = finished()
    before = picture(story)
    story.commands.clear()
    story.press(target, chance=55)
    (paint,) = story.asked(Paint)
    assert isinstance(paint, Paint)
    assert paint.recipe == replace(before.recipe, **changed)  # type: ignore[arg-type]
    assert easel(story).recipe == paint.recipe
    assert [earlier.picture for earlier in story.visit.earlier] == [before.finish.picture]


def test_strength_and_steps_end_where_the_model_ends() -> None:
    story = finished()
    recipe = picture(story).recipe
    at_the_end = replace(picture(story), recipe=replace(recipe, guidance=8.0, steps=40))
    story.visit = replace(story.visit, scene=at_the_end)
    story.commands.clear()
    story.press("stronger", "more_steps")
    assert story.visit.scene == at_the_end and story.commands == []


def test_the_last_pictures_are_kept_to_compare_and_no_more() -> None:
    story = finished()
    for _ in range(5):
        story.press("again")
        request = request_of(story)
        story.tell(*(stepped(request, index) for index in range(20)), picture_of(request, 19)).wait(8)
    assert len(picture(story).earlier) == 3


def test_a_new_prompt_is_empty_and_going_back_keeps_the_words() -> None:
    assert prompt(finished().press("new_prompt")).text == ""
    story = finished().press("back")
    assert prompt(story).text == "un chat rouge" and prompt(story).reading is not None


def test_the_timeline_of_the_picture_asks_for_the_step_looked_at() -> None:
    story = finished()
    story.commands.clear()
    story.tell(Slid(story.now, "timeline", 4.0))
    assert picture(story).scrubbed == 4
    assert story.asked(Look) == [Look(request_of(story), 4, ("easel", "estimate"))]


# --- words ---------------------------------------------------------------------------------------


def test_an_open_chip_is_not_taken_away_from_who_reads_it() -> None:
    story = awake().write("un chat").press("paint", "chip:1").wait(10)
    assert isinstance(story.visit.scene, Words) and story.visit.scene.open_chip == 1
    story.press("chip:1").wait(0.1)
    assert story.scene() == "Painting"


def test_the_language_changes_anywhere_and_the_words_stay() -> None:
    story = awake().write("un chat")
    story.commands.clear()
    story.press("language:en")
    assert prompt(story).text == "un chat" and story.visit.language == "en"
    assert story.asked(ReadPrompt) == [ReadPrompt("un chat", "en")]
    story = finished().press("language:en")
    assert story.visit.language == "en" and picture(story).recipe.language == "fr"
    assert story.press("language:xx").visit.language == "en"


# --- when things break -----------------------------------------------------------------------------


def test_a_lost_painter_keeps_the_recipe_and_paints_again_by_itself() -> None:
    story = painting(steps=5).wait(3)
    recipe = easel(story).recipe
    story.tell(PainterLost(story.now, "killed"))
    assert isinstance(story.visit.scene, Sorry) and story.visit.scene.recipe == recipe
    story.commands.clear()
    story.tell(replace(READY, at=story.now))
    (paint,) = story.asked(Paint)
    assert isinstance(paint, Paint) and paint.recipe == recipe
    assert easel(story).request == paint.request and easel(story).steps == ()


def test_what_cannot_be_painted_is_tried_again_with_a_fresh_painter() -> None:
    story = painting(steps=2)
    story.tell(Failed(story.now, request_of(story), "NaN"), PainterLost(story.now, "gone"))
    assert story.scene() == "Sorry"
    assert easel(story.tell(replace(READY, at=story.now))).recipe.prompt == "un chat rouge"


def test_sorry_has_a_way_back_to_the_words() -> None:
    story = painting().tell(PainterLost(0.0, "killed")).press("back")
    assert prompt(story).text == "un chat rouge"


def test_a_painting_that_is_complete_does_not_need_the_painter_any_more() -> None:
    story = painting(steps=20).tell(picture_of(1, 19), PainterLost(0.0, "killed")).wait(12)
    assert story.scene() == "Picture"
    story.press("again")
    assert isinstance(story.visit.scene, Sorry) and story.visit.scene.recipe is not None


def test_the_steps_of_a_finished_picture_can_be_looked_at_again_after_a_crash() -> None:
    story = finished()
    story.tell(PainterLost(0.0, "killed"))
    story.commands.clear()
    story.tell(READY)
    assert story.scene() == "Picture"
    assert story.asked(Paint) == [Paint(request_of(story), picture(story).recipe, quiet=True)]


def test_who_is_faster_than_the_loading_model_is_painted_for_when_it_is_there() -> None:
    story = awake(painter=False).write("un chat").press("paint", chance=3)
    assert story.scene() == "Words" and story.asked(Paint) == []
    story.wait(6)
    assert story.scene() == "Painting"
    story.tell(replace(READY, at=story.now, steps=12, guidance=(2.0, 1.0, 8.0)))
    (paint,) = story.asked(Paint)
    assert isinstance(paint, Paint)
    assert (paint.recipe.model, paint.recipe.steps, paint.recipe.guidance) == ("imagier", 12, 2.0)
    story.tell(stepped(paint.request, 0, 12)).wait(0.1)
    assert easel(story).shown == 0


def test_being_told_twice_that_the_painter_is_ready_paints_once() -> None:
    story = awake().write("un chat").press("paint").tell(READY, READY)
    assert len(story.asked(Paint)) == 1


# --- late, doubled and meaningless events ----------------------------------------------------------


def test_answers_to_an_older_request_change_nothing() -> None:
    story = finished()
    old = request_of(story)
    story.press("again")
    story.tell(stepped(request_of(story), 0))
    before = story.visit
    story.tell(
        stepped(old, 0),
        stepped(old, 1),
        Began(0.0, old, (Token("x", 1),)),
        picture_of(old, 19),
        Failed(0.0, old, "late"),
        Seen(0.0, old, 0, "easel", DOT),
    )
    assert story.visit is before


def test_steps_out_of_order_or_doubled_change_nothing() -> None:
    story = painting(steps=3)
    before = story.visit
    assert story.tell(stepped(1, 1), stepped(1, 7)).visit is before


def test_steps_of_a_forgotten_visit_never_reach_the_next_one() -> None:
    story = painting(steps=3)
    old = request_of(story)
    story.press("back", "back")
    assert story.scene() == "Attract"
    story.press("wake").write("un chat").press("paint")
    assert request_of(story) > old
    before = story.visit
    assert story.tell(stepped(old, 0), picture_of(old, 19)).visit is before


def test_a_reading_of_an_older_text_is_late() -> None:
    story = awake().write("un chat")
    before = story.visit
    assert story.tell(PromptRead(0.0, reading("un chien", "fr"))).visit is before
    assert story.tell(PromptRead(0.0, reading("un chat", "en"))).visit is before


def test_controls_of_other_scenes_mean_nothing_here() -> None:
    for target in ("stop", "how", "again", "chip:1", "step:3", "stay", "unknown", "", "chip:x", "key:", "starter:none"):
        story = awake()
        scene = story.visit.scene
        assert story.press(target).visit.scene == scene


# --- leaving -------------------------------------------------------------------------------------


def test_after_a_minute_a_warning_counts_down_and_then_everything_is_forgotten() -> None:
    story = awake().write("mon secret").press("language:en").wait(59)
    assert story.visit.idle_since is None
    story.wait(2)
    assert story.visit.idle_since is not None and prompt(story).text == "mon secret"
    story.commands.clear()
    story.wait(31)
    assert isinstance(story.visit.scene, Attract)
    assert story.visit.language == "fr" and story.visit.earlier == () and story.visit.paintings == 0
    assert "secret" not in repr(story.visit)
    assert story.asked(Forget) == [Forget(story.visit.next_request - 1)]
    assert story.visit.painter.ready


def test_anything_during_the_warning_means_stay_and_nothing_else() -> None:
    for event in (Touched(0.0), Erased(0.0), Pressed(0.0, "stay"), Pressed(0.0, "paint"), Pressed(0.0, "back")):
        story = awake().write("un chat").wait(61)
        assert story.visit.idle_since is not None
        story.tell(replace(event, at=story.now))
        assert story.visit.idle_since is None and prompt(story).text == "un chat"
        story.wait(59)
        assert story.visit.idle_since is None, "a whole minute begins again"


def test_nobody_is_sent_away_while_the_machine_paints() -> None:
    story = painting(steps=1).wait(300, frame=0.5)
    assert story.scene() == "Painting" and story.visit.idle_since is None
    story.press("pause").wait(70)
    assert story.visit.idle_since is not None, "but a painting left paused may be left for good"


def test_a_picture_that_took_long_is_not_followed_by_a_warning_at_once() -> None:
    story = painting(steps=20).wait(90, frame=0.5)
    story.tell(picture_of(1, 19, at=story.now)).wait(1)
    assert story.scene() == "Picture"
    story.wait(55)
    assert story.visit.idle_since is None
    story.wait(6)
    assert story.visit.idle_since is not None


def test_advance_leaves_the_visit_it_was_given_alone() -> None:
    story = painting(steps=2)
    before, copy = story.visit, repr(story.visit)
    advance(before, Pressed(story.now, "stop"), story.exhibit)
    assert repr(before) == copy
