"""The painter with the real model: directly, one thing at a time, and as the process the screen talks to."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from dataclasses import replace
from multiprocessing import Pipe
from pathlib import Path

import numpy as np
import pytest

import kiosk
from kiosk.diffusion.model import PaintError
from kiosk.diffusion.onnx_model import OnnxModel
from kiosk.home import find_home
from kiosk.visit.events import (
    Allow,
    Began,
    Command,
    Event,
    Failed,
    Finished,
    Forget,
    Image,
    Look,
    Paint,
    PainterLost,
    PainterReady,
    Recipe,
    Seen,
    Stepped,
    StopHere,
    View,
)
from kiosk.workers.client import Client, Limits
from kiosk.workers.painter import REQUESTS_KEPT, Painter
from tests.workers.patience import until

FOLDER = find_home(None, os.environ, Path(kiosk.__file__).parent).models / "imagier"
RECIPE = Recipe("un chat rouge", "fr", "a red cat", "imagier", 7, 6, 3.0)


@pytest.fixture(scope="module")
def model() -> OnnxModel:
    return OnnxModel(FOLDER, provider="cpu", threads=1)


class Easel:
    """A painter worked by hand: commands in, everything there is to do done, events out."""

    def __init__(self, model: OnnxModel) -> None:
        ours, theirs = Pipe()
        self.painter = Painter(model, theirs)
        self._ours = ours

    def tell(self, *commands: Command) -> Easel:
        for command in commands:
            self.painter.take(command)
        return self

    def once(self) -> list[Event]:
        """One unit of work."""
        self.painter.do_one_thing()
        return self._read()

    def work(self) -> list[Event]:
        """Until nothing is left to do."""
        events: list[Event] = []
        while self.painter.busy():
            events += self.once()
        return events

    def _read(self) -> list[Event]:
        events: list[Event] = []
        while self._ours.poll():
            events.append(self._ours.recv())
        return events


@pytest.fixture
def easel(model: OnnxModel) -> Easel:
    return Easel(model)


def steps_of(events: list[Event]) -> list[int]:
    return [event.index for event in events if isinstance(event, Stepped)]


def picture(events: list[Event]) -> Finished:
    (found,) = [event for event in events if isinstance(event, Finished)]
    return found


def array(image: Image) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    return np.frombuffer(image.rgb, np.uint8).reshape(image.height, image.width, 3).astype(np.float32)


# --- credits -------------------------------------------------------------------------------------


def test_it_paints_only_as_many_steps_as_were_allowed(easel: Easel) -> None:
    events = easel.tell(Paint(1, RECIPE)).work()
    assert isinstance(events[0], Began) and events[0].tokens
    assert steps_of(events) == [0]
    assert steps_of(easel.work()) == []
    assert steps_of(easel.tell(Allow(1), Allow(1)).work()) == [1, 2]
    assert steps_of(easel.tell(Allow(2)).work()) == [], "credit for another painting is not ours"


def test_the_picture_is_what_the_last_step_leaves_on_the_easel(easel: Easel, model: OnnxModel) -> None:
    finish = picture(easel.tell(Paint(1, RECIPE, credits=9, views=())).work())
    assert finish.picture.rgb == model.decode(easel.painter.kept[1].steps[5].next_latent).tobytes()


def test_the_last_step_brings_the_picture_in_full_size_and_more_credit_brings_no_more(
    easel: Easel, model: OnnxModel
) -> None:
    events = easel.tell(Paint(1, RECIPE, credits=99)).work()
    assert steps_of(events) == [0, 1, 2, 3, 4, 5]
    finish = picture(events)
    assert finish.index == 5 and finish.seconds > 0
    assert (finish.picture.width, finish.picture.height) == model.manifest.picture
    assert len(finish.picture.rgb) == 3 * finish.picture.width * finish.picture.height
    assert easel.tell(Allow(1)).work() == []


def test_previews_are_small_and_go_from_noise_to_the_picture(easel: Easel, model: OnnxModel) -> None:
    events = easel.tell(Paint(1, RECIPE, credits=99, views=())).work()
    steps = [event for event in events if isinstance(event, Stepped)]
    _, high, wide = model.manifest.latent
    assert {(s.easel.width, s.easel.height, s.total) for s in steps} == {(wide, high, 6)}
    assert [s.timestep for s in steps] == sorted((s.timestep for s in steps), reverse=True)

    def apart(step: Stepped) -> float:
        return float(np.abs(array(step.easel) - array(step.estimate)).mean())

    assert apart(steps[-1]) < apart(steps[0]) / 2, "what is on the easel comes closer to what is guessed under it"


def test_the_same_recipe_gives_the_same_picture_and_another_chance_another(easel: Easel) -> None:
    first = picture(easel.tell(Paint(1, RECIPE, credits=9)).work())
    same = picture(easel.tell(Paint(2, RECIPE, credits=9)).work())
    other = picture(easel.tell(Paint(3, replace(RECIPE, seed=8), credits=9)).work())
    assert first.picture == same.picture != other.picture


# --- views ---------------------------------------------------------------------------------------


def test_views_in_passing_are_decoded_for_the_newest_step_only(easel: Easel) -> None:
    events = easel.tell(Paint(1, RECIPE, credits=3, views=("easel", "estimate"))).work()
    assert [(e.index, e.view) for e in events if isinstance(e, Seen)] == [(2, "easel"), (2, "estimate")]


def test_a_stored_step_can_be_looked_at_from_all_sides(easel: Easel, model: OnnxModel) -> None:
    easel.tell(Paint(1, RECIPE, credits=9)).work()
    events = easel.tell(Look(1, 0, ("easel", "estimate", "without", "with", "difference"))).work()
    seen = {event.view: array(event.image) for event in events if isinstance(event, Seen)}
    assert set(seen) == {"easel", "estimate", "without", "with", "difference"}
    assert {image.shape[:2] for image in seen.values()} == {model.manifest.picture[::-1]}
    assert not np.array_equal(seen["without"], seen["with"]), "the prompt makes a difference in the first step"


def test_the_same_noise_can_be_seen_without_any_words(easel: Easel) -> None:
    easel.tell(Paint(1, RECIPE, credits=9)).work()
    last = RECIPE.steps - 1

    def seen(request: int, *views: View) -> list[Image]:
        events = easel.tell(Look(request, last, views)).work()
        return [event.image for event in events if isinstance(event, Seen)]

    (bare,) = seen(1, "no_words")
    easel.tell(Paint(2, replace(RECIPE, english_prompt="", guidance=1.0), credits=9)).work()
    assert np.abs(array(bare) - array(seen(2, "estimate")[0])).max() <= 1, "it is the painting of an empty prompt"
    assert np.abs(array(bare) - array(seen(2, "no_words")[0])).max() == 0, "and the same whatever the words"
    easel.tell(Paint(3, replace(RECIPE, seed=RECIPE.seed + 1), credits=9)).work()
    assert np.abs(array(bare) - array(seen(3, "no_words")[0])).max() > 1, "other noise, another picture"


def test_painting_without_words_lets_a_stop_through_after_every_model_call(easel: Easel) -> None:
    easel.tell(Paint(1, RECIPE, credits=9, views=())).work()
    easel.tell(Look(1, RECIPE.steps - 1, ("no_words",)))
    assert easel.once() == [], "one step of it is no answer yet"
    assert len(easel.painter.kept[1].no_words) == 1
    easel.tell(StopHere(1, 1))
    assert isinstance(easel.once()[0], Finished)


def test_what_is_asked_for_last_is_decoded_first_and_old_wishes_are_dropped(easel: Easel) -> None:
    easel.tell(Paint(1, RECIPE, credits=9, views=())).work()
    easel.tell(*(Look(1, index % 6, ("estimate",)) for index in range(50)))
    events = easel.work()
    assert next(e.index for e in events if isinstance(e, Seen)) == 49 % 6
    assert len(events) <= 10


def test_looking_at_what_is_not_there_is_answered_by_nothing(easel: Easel) -> None:
    easel.tell(Paint(1, RECIPE)).work()
    assert easel.tell(Look(1, 5, ("estimate",)), Look(9, 0, ("estimate",)), StopHere(1, 4), StopHere(9, 0)).work() == []


# --- stop, newer, forget -------------------------------------------------------------------------


def test_stop_here_gives_the_estimate_of_that_very_step(easel: Easel, model: OnnxModel) -> None:
    easel.tell(Paint(1, RECIPE, credits=3, views=())).work()
    estimate = easel.painter.kept[1].steps[1].estimate
    finish = picture(easel.tell(StopHere(1, 1)).work())
    assert finish.index == 1
    assert finish.picture.rgb == model.decode(estimate).tobytes()
    assert easel.tell(Allow(1, 9)).work() == [], "and nothing more is painted"
    assert len(easel.tell(Look(1, 2, ("estimate",))).work()) == 1, "but its steps can still be looked at"


def test_stopping_at_a_step_before_the_last_works_after_the_picture_was_finished(easel: Easel) -> None:
    easel.tell(Paint(1, RECIPE, credits=9)).work()
    assert picture(easel.tell(StopHere(1, 3)).work()).index == 3


@pytest.mark.parametrize("command", [StopHere(1, 0), Paint(2, RECIPE), Forget(1)])
def test_whatever_ends_a_painting_ends_it_before_the_next_model_call(easel: Easel, command: Command) -> None:
    easel.tell(Paint(1, RECIPE, credits=99, views=("easel", "estimate")))
    easel.once()
    assert steps_of(easel.once()) == [0]
    events = easel.tell(command).work()
    assert [event for event in events if isinstance(event, Stepped) and event.request == 1] == []


def test_a_forgotten_visit_leaves_nothing_behind(easel: Easel) -> None:
    easel.tell(Paint(1, RECIPE, credits=9)).work()
    easel.tell(Paint(2, RECIPE, credits=2), Look(1, 0, ("with",)), Forget(2))
    assert easel.work() == []
    assert easel.painter.kept == {} and easel.painter.work is None
    assert "cat" not in repr(vars(easel.painter))


def test_latents_of_long_ago_are_dropped(easel: Easel) -> None:
    for request in range(1, 6):
        easel.tell(Paint(request, RECIPE, credits=2)).work()
    assert sorted(easel.painter.kept) == [4, 5] and REQUESTS_KEPT == 2


def test_a_painting_can_branch_from_a_stored_step(easel: Easel) -> None:
    first = picture(easel.tell(Paint(1, RECIPE, credits=9, views=())).work())
    events = easel.tell(Paint(2, RECIPE, credits=9, views=(), from_request=1, from_step=3)).work()
    assert steps_of(events) == [3, 4, 5]
    assert picture(events).picture == first.picture, "nothing changed, so neither does the picture"
    stronger = replace(RECIPE, guidance=6.0)
    events = easel.tell(Paint(3, stronger, credits=9, views=(), from_request=2, from_step=3)).work()
    assert picture(events).picture != first.picture


def test_after_a_crash_the_steps_of_a_picture_are_computed_again_in_silence_and_can_be_looked_at(easel: Easel) -> None:
    easel.tell(Paint(1, RECIPE, credits=9, views=())).work()
    before = easel.tell(Look(1, 2, ("estimate",))).work()
    easel.tell(Forget(1))
    assert easel.tell(Paint(1, RECIPE, quiet=True)).work() == []
    assert easel.tell(Look(1, 2, ("estimate",))).work() == before
    assert picture(easel.tell(StopHere(1, 2)).work()).index == 2


# --- faults --------------------------------------------------------------------------------------


class Flat:
    """The real model with a decoder that broke: every picture has one colour."""

    def __init__(self, model: OnnxModel) -> None:
        self._model = model

    def __getattr__(self, name: str) -> object:
        return getattr(self._model, name)

    def decode(self, latent: object) -> object:
        width, height = self._model.manifest.picture
        return np.full((height, width, 3), 128, np.uint8)


def test_a_picture_that_shows_nothing_is_a_fault_and_is_never_sent(model: OnnxModel) -> None:
    easel = Easel(Flat(model))  # type: ignore[arg-type]  # all but decode is the model's own
    easel.tell(Paint(1, RECIPE, credits=9, views=()))
    sent: list[Event] = []
    with pytest.raises(PaintError):
        while easel.painter.busy():
            sent += easel.once()
    assert not any(isinstance(event, Finished) for event in sent)


def test_numbers_that_are_none_are_a_fault(easel: Easel) -> None:
    easel.tell(Paint(1, replace(RECIPE, guidance=float("nan")), credits=9))
    with pytest.raises(PaintError):
        easel.work()


# --- the process ---------------------------------------------------------------------------------


class Studio:
    """The painter process and everything it said."""

    def __init__(self) -> None:
        options = {"folder": str(FOLDER), "provider": "cpu", "threads": 1}
        self.lines: list[str] = []
        self.client = Client(
            "kiosk.workers.painter", options, time.monotonic, Limits(restart=(0.05,)), self.lines.append
        )
        self.events: list[Event] = []

    def until(self, kind: type, count: int = 1) -> None:
        def there() -> bool:
            self.events += self.client.poll(0.0)
            return sum(isinstance(event, kind) for event in self.events) >= count

        until(there, f"{count} x {kind.__name__}")


@pytest.fixture(scope="module")
def studio() -> Iterator[Studio]:
    studio = Studio()
    yield studio
    studio.client.close()


def test_the_process_says_what_it_is_and_paints(studio: Studio) -> None:
    studio.until(PainterReady)
    (ready,) = [event for event in studio.events if isinstance(event, PainterReady)]
    assert ready.provider == "CPUExecutionProvider" and ready.step_seconds > 0
    default, low, high = ready.guidance
    assert low <= default <= high and ready.steps > 0
    studio.client.send(Paint(1, RECIPE, credits=99))
    studio.until(Finished)
    assert steps_of(studio.events) == [0, 1, 2, 3, 4, 5]


def test_a_fault_while_painting_is_said_and_the_process_is_replaced(studio: Studio) -> None:
    studio.until(PainterReady)
    studio.client.send(Paint(2, replace(RECIPE, guidance=float("nan"), prompt="mon secret"), credits=99))
    studio.until(PainterLost)
    assert [event.request for event in studio.events if isinstance(event, Failed)] == [2]
    studio.until(PainterReady, 2)
    studio.client.send(Paint(3, RECIPE, credits=99))
    studio.until(Finished, 2)
    assert "secret" not in " ".join(studio.lines)


def test_killed_in_the_middle_of_a_step_it_paints_again_after_a_moment(studio: Studio) -> None:
    ready = sum(isinstance(event, PainterReady) for event in studio.events)
    done = sum(isinstance(event, Finished) for event in studio.events)
    studio.client.send(Paint(4, replace(RECIPE, steps=40), credits=99))
    studio.until(Stepped, len(steps_of(studio.events)) + 3)
    studio.client.kill()
    studio.until(PainterReady, ready + 1)
    studio.client.send(Paint(5, RECIPE, credits=99))
    studio.until(Finished, done + 1)
