"""The power is cut at every moment of publishing, taking back and trying: the old release is there, or the new one."""

from __future__ import annotations

import random
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.exhibit.publish import Making, publish, rollback
from kiosk.exhibit.release import current, good_releases, shown
from kiosk.exhibit.source import Problem
from kiosk.exhibit.trial import begin, end, keep, on_trial, settle
from tests.exhibit.power import OUTCOMES, Drive, Recorder, cuts

Tree = dict[str, bytes]
CUTS: dict[str, int] = {}
"""How many cuts each story made; the last test counts them."""


def fine(folder: Path) -> list[Problem]:
    return []


def tree(folder: Path) -> Tree:
    """All files of a folder with their bytes."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


class Museum:
    """Content, state and a place for what is found after a cut."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.state, self.delivered = folder, folder / "drive" / "state", folder / "delivered"
        (folder / "drive").mkdir()
        self.written = 0
        self.write(self.delivered, "as delivered")

    def write(self, folder: Path, text: str) -> Path:
        (folder / "panels").mkdir(parents=True, exist_ok=True)
        (folder / "settings.toml").write_text(f"# {text}\n", encoding="utf-8")
        (folder / "panels" / "fr.md").write_text(f"# {text}\n" * 9, encoding="utf-8")
        return folder

    def new(self, text: str) -> Path:
        """Another folder of content, as staff would have it at hand."""
        self.written += 1
        return self.write(self.folder / f"content{self.written}", text)

    def publish(self, *texts: str) -> None:
        for text in texts:
            publish(self.new(text), self.state, fine)

    def cut(self, name: str, act: Callable[[Recorder], object], outcomes: tuple[str, ...] = OUTCOMES) -> Iterator[Path]:
        """What is found in the state folder after each possible cut while `act` is done."""
        drive, recorder = Drive(self.folder / "drive"), Recorder()
        act(recorder)
        assert len(recorder.done) > 4
        found = self.folder / "found"
        for number, where, there in cuts(drive, recorder.done):
            for outcome in outcomes:
                there.after_cut(outcome, random.Random(f"{name} {number} {where} {outcome}"), found)
                CUTS[name] = CUTS.get(name, 0) + 1
                yield found / "state"
                shutil.rmtree(found)


@pytest.fixture
def museum() -> Iterator[Museum]:
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        yield Museum(Path(folder))


def making(disk: Recorder) -> Making:
    return Making(disk=disk)


@pytest.mark.parametrize(
    "earlier", [(), ("one",), ("one", "two", "three", "four", "five")], ids=["the first", "the second", "the sixth"]
)
def test_while_publishing_there_is_the_old_release_or_the_new_one_and_publishing_works_again(
    museum: Museum, earlier: tuple[str, ...]
) -> None:
    museum.publish(*earlier)
    old, content = tree(current(museum.state, museum.delivered)), museum.new("new")
    new, seen = tree(content), set[bool]()
    for state in museum.cut(f"publish {len(earlier)}", lambda disk: publish(content, museum.state, fine, making(disk))):
        found = tree(current(state, museum.delivered))
        assert found in (old, new)
        seen.add(found == new)
        release = publish(content, state, fine)
        assert tree(current(state, museum.delivered)) == new and shown(state) == release
        assert len(list((state / "releases").iterdir())) <= 5, "what was half made is removed"
    assert seen == {False, True}


@pytest.mark.parametrize("earlier", [(), ("one",)], ids=["the first", "the second"])
def test_what_was_published_is_never_lost_afterwards(museum: Museum, earlier: tuple[str, ...]) -> None:
    museum.publish(*earlier)
    content = museum.new("new")
    last: list[Tree] = []
    for state in museum.cut(
        f"published {len(earlier)}", lambda disk: publish(content, museum.state, fine, making(disk))
    ):
        last = [*last[1 - len(OUTCOMES) :], tree(current(state, museum.delivered))]
    assert last == [tree(content)] * len(OUTCOMES), "once publish has come back, whatever the drive does"


def test_after_a_cut_the_power_may_be_cut_again(museum: Museum) -> None:
    museum.publish("old")
    old, content = tree(current(museum.state, museum.delivered)), museum.new("new")
    new = tree(content)
    half_way = [
        shutil.copytree(state, museum.folder / f"half{number}")
        for number, state in enumerate(
            museum.cut("once", lambda disk: publish(content, museum.state, fine, making(disk)), ("any part",))
        )
        if number % 9 == 4
    ]
    for number, half in enumerate(half_way):
        shutil.rmtree(museum.state)
        shutil.copytree(half, museum.state)
        again = museum.cut(
            f"twice {number}", lambda disk: publish(content, museum.state, fine, making(disk)), ("nothing", "any part")
        )
        if tree(current(half, museum.delivered)) == old:
            assert all(tree(current(state, museum.delivered)) in (old, new) for state in again)


@pytest.mark.parametrize("earlier", [("one",), ("one", "two"), ("one", "two", "three")])
def test_while_taking_back_there_is_one_or_the_other(museum: Museum, earlier: tuple[str, ...]) -> None:
    museum.publish(*earlier)
    new = tree(current(museum.state, museum.delivered))
    seen = []
    for state in museum.cut(f"rollback {len(earlier)}", lambda disk: rollback(museum.state, disk)):
        seen.append(tree(current(state, museum.delivered)))
    assert {str(found) for found in seen} == {str(new), str(seen[-1])} and seen[-1] != new
    assert seen[-1] == tree(current(museum.state, museum.delivered)), "it is for good"


def test_a_release_on_trial_is_gone_after_any_cut(museum: Museum) -> None:
    museum.publish("one", "two")
    old, content = tree(current(museum.state, museum.delivered)), museum.new("on trial")

    def try_it(disk: Recorder) -> None:
        begin(content, museum.state, fine, 50.0, making(disk))
        assert on_trial(museum.state, 51.0) is not None
        end(museum.state, disk)

    for state in museum.cut("trial", try_it):
        assert tree(current(state, museum.delivered)) == old
        settle(state)
        assert on_trial(state, 51.0) is None and tree(current(state, museum.delivered)) == old
        assert [release.number for release in good_releases(state)] == [2, 1]


def test_a_yes_counts_or_does_not_and_then_is_for_good(museum: Museum) -> None:
    museum.publish("one", "two")
    old, content = tree(current(museum.state, museum.delivered)), museum.new("on trial")
    new, seen = tree(content), []
    begin(content, museum.state, fine, 50.0)
    for state in museum.cut("keep", lambda disk: keep(museum.state, 60.0, disk)):
        assert tree(current(state, museum.delivered)) in (old, new)
        settle(state)
        assert on_trial(state, 61.0) is None
        seen.append(tree(current(state, museum.delivered)))
        assert seen[-1] in (old, new)
    assert old in seen and seen[-1] == new


def test_there_were_at_least_a_thousand_cuts() -> None:
    if len(CUTS) < 9:
        pytest.skip("not all stories were told")
    assert sum(CUTS.values()) >= 1000, CUTS
