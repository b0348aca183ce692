"""The client's promises, kept against real processes that die, hang and stammer. Bounds are shortened, not removed."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.visit.events import Event, Finished, Forget, Paint, PainterLost, PainterReady, Recipe
from kiosk.workers.client import Client, Limits
from tests.workers.patience import until

QUICK = Limits(load=3.0, deadline=0.6, restart=(0.05, 0.1))
RECIPE = Recipe("mon secret", "fr", "my secret", "toy", 1, 20, 3.0)
Make = Callable[..., "Kept"]


class Kept:
    """A client, everything it ever gave, and what it told staff."""

    def __init__(self, lives: Path, fault: str, failures: int, limits: Limits) -> None:
        self.events: list[Event] = []
        self.lines: list[str] = []
        options = {"fault": fault, "lives": str(lives), "failures": failures}
        self.client = Client("tests.workers.faulty_worker", options, time.monotonic, limits, self.lines.append)

    def count(self, kind: type) -> int:
        self.events += self.client.poll(42.0)
        return sum(isinstance(event, kind) for event in self.events)

    def until(self, kind: type, count: int = 1) -> None:
        until(lambda: self.count(kind) >= count, f"{count} x {kind.__name__}")

    def paint(self, request: int = 1) -> None:
        self.client.send(Paint(request, RECIPE))


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    made: list[Kept] = []

    def start(fault: str = "", failures: int = 1, limits: Limits = QUICK) -> Kept:
        made.append(Kept(tmp_path / "lives", fault, failures, limits))
        return made[-1]

    yield start
    for kept in made:
        kept.client.close()


def test_a_worker_gets_commands_and_its_events_come_stamped_with_the_screens_time(make: Make) -> None:
    kept = make()
    kept.until(PainterReady)
    assert kept.client.ready and not kept.client.owes
    kept.paint()
    assert kept.client.owes
    kept.until(Finished)
    assert {event.at for event in kept.events} == {42.0}
    until(lambda: kept.count(Finished) == 1 and not kept.client.owes, "nothing is owed any more")
    assert kept.lines == []


@pytest.mark.parametrize("fault", ["raise", "exit", "hang", "half a message", "nonsense"])
def test_a_worker_that_breaks_while_painting_is_lost_and_comes_back_and_paints(make: Make, fault: str) -> None:
    kept = make(fault)
    kept.until(PainterReady)
    kept.paint()
    kept.until(PainterLost)
    assert not kept.client.ready
    kept.until(PainterReady, 2)
    kept.paint(2)
    kept.until(Finished)
    assert [type(event).__name__ for event in kept.events] == [
        *("PainterReady", "Began", "PainterLost"),
        *("PainterReady", "Began", "Finished"),
    ]
    assert kept.lines and "secret" not in " ".join(kept.lines), "a visitor's words never reach a log"
    lost = next(event for event in kept.events if isinstance(event, PainterLost))
    assert "secret" not in lost.reason


def test_killed_from_outside_it_comes_back(make: Make) -> None:
    kept = make()
    kept.until(PainterReady)
    pid = kept.client.pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    kept.until(PainterReady, 2)
    assert kept.client.pid != pid


def test_stopped_in_its_tracks_it_is_replaced(make: Make) -> None:
    kept = make()
    kept.until(PainterReady)
    assert kept.client.pid is not None
    os.kill(kept.client.pid, signal.SIGSTOP)
    kept.paint()
    kept.until(PainterReady, 2)


def test_a_worker_with_nothing_to_do_may_be_silent_as_long_as_it_likes(make: Make) -> None:
    kept = make(limits=Limits(load=30, deadline=0.2))
    kept.until(PainterReady)
    end = time.monotonic() + 0.8
    until(lambda: kept.count(PainterLost) > 0 or time.monotonic() > end, "time passes")
    assert kept.count(PainterLost) == 0


def test_progress_is_the_heartbeat_however_long_the_whole_takes(make: Make) -> None:
    kept = make("slow but alive")
    kept.until(PainterReady)
    kept.paint()
    kept.until(Finished)
    assert kept.count(PainterLost) == 0, "1.5 s in all, a sign of life every 0.25 s, deadline 0.6 s"


@pytest.mark.parametrize("fault", ["raise while loading", "load for ever"])
def test_a_worker_that_does_not_load_is_tried_again(make: Make, fault: str) -> None:
    kept = make(fault, failures=2, limits=Limits(load=1.5, deadline=1, restart=(0.05,)))
    kept.until(PainterReady)
    assert kept.count(PainterLost) == 2


def test_pauses_grow_while_it_fails_and_start_over_after_a_success(make: Make) -> None:
    kept = make("raise while loading", failures=3, limits=Limits(load=5, deadline=5, restart=(0.01, 0.02, 0.03)))
    kept.until(PainterReady)
    assert [line.rsplit(" ", 2)[1] for line in kept.lines] == ["0.01", "0.02", "0.03"]
    kept.paint()
    kept.until(Finished)
    kept.client.kill()
    kept.until(PainterReady, 2)
    assert kept.lines[-1].rsplit(" ", 2)[1] == "0.01"


def test_what_is_asked_of_a_worker_that_is_not_there_is_not_an_error(make: Make) -> None:
    kept = make()
    kept.client.send(Forget(0))
    kept.until(PainterReady)
    kept.client.kill()
    for _ in range(50):
        kept.client.send(Forget(1))
    kept.until(PainterReady, 2)


def test_closed_it_is_gone_and_stays_so(make: Make) -> None:
    kept = make()
    kept.until(PainterReady)
    pid = kept.client.pid
    assert pid is not None
    kept.client.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    assert kept.client.poll(0.0) == [] and kept.client.pid is None
