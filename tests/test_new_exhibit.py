"""Another release, or a stick, under a running visit: the visitor sees the old exhibit, the next one the new."""

from __future__ import annotations

import pickle
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pygame
import pytest

from kiosk.caretaker import Caretaker, NewExhibit, News, Order
from kiosk.caretaking import Caretaking
from kiosk.exhibit.load import load
from kiosk.exhibit.model import Exhibit
from kiosk.exhibit.problems import Problem
from kiosk.exhibit.publish import publish, rollback
from kiosk.exhibit.release import current, names
from kiosk.exhibit.stick import UPDATE
from kiosk.visit.scenes import Attract, Prompt
from kiosk.visit.staff import Brought, EndTrial
from tests.test_app import HOME, Museum
from tests.workers.patience import until


def fine(folder: Path) -> list[Problem]:
    return []


class Synchronous(Caretaker):
    """The real caretaker without its process: it looks whenever it is asked for news. Messages are really pickled."""

    def __init__(self, caretaking: Caretaking, report: Callable[[str], None]) -> None:
        super().__init__({}, report)
        self.caretaking, self.waiting = caretaking, list[object]()

    def poll(self, at: float) -> list[News]:
        self.waiting += [] if self.waiting else self.caretaking.look()
        self._process = self._process or pygame  # type: ignore[assignment]  # anything: it is not started
        if self.waiting:
            self._inbox.put(pickle.dumps(self.waiting.pop(0)))
        return super().poll(at)

    def send(self, order: Order) -> None:
        self.waiting += self.caretaking.told(order)


class Kiosk(Museum):
    """A running exhibit with a state folder and a place for sticks."""

    def __init__(self, folder: Path) -> None:
        self.state, self.sticks = folder / "state", list[Path]()
        self.staff = Path(shutil.copytree(HOME.content, folder / "staff", ignore=shutil.ignore_patterns("panels")))
        self.media = folder / "stick"
        self.publish("Premier")
        content = current(self.state, HOME.content)
        exhibit, _ = load(content, HOME.models)
        super().__init__(exhibit)
        caretaking = Caretaking(
            self.state, HOME.content, HOME.models, content, lambda: self.sticks, clock=lambda: self.clock.at
        )
        caretaking._check = fine  # the real one has its own tests, and half a second
        self.app.outside.caretaker = Synchronous(caretaking, self.lines.append)

    def write(self, title: str, folder: Path) -> None:
        """Another first sentence, in all languages."""
        for file in (folder / "languages").glob("*.toml"):
            lines = file.read_text(encoding="utf-8").splitlines()
            lines = [f'attract_say = "{title}"' if line.startswith("attract_say") else line for line in lines]
            file.write_text("\n".join(lines), encoding="utf-8")

    def publish(self, title: str) -> None:
        self.write(title, self.staff)
        publish(self.staff, self.state, fine)

    def plug_in(self, title: str) -> None:
        shutil.copytree(self.staff, self.media / UPDATE)
        self.write(title, self.media / UPDATE)
        (self.media / UPDATE / "panels" / "28-new").mkdir(parents=True)
        (self.media / UPDATE / "panels" / "28-new" / "panel.toml").write_text('lab = ""\n', encoding="utf-8")
        self.sticks = [self.media]

    def title(self) -> str:
        box = self.app.layout().box("attract_say")
        return box.text if box is not None else ""

    def keys(self, *keys: int) -> None:
        """Five keys are enough."""
        for key in keys:
            self.raw += [pygame.Event(pygame.KEYDOWN, key=key), pygame.Event(pygame.KEYUP, key=key)]
            self.frames(2)

    def leave(self) -> None:
        """Nothing happens for a minute and a half: nobody is there any more."""
        for _ in range(2):
            self.clock.at += 61
            self.frames()

    def until(self, done: Callable[[], bool], frames: int = 60) -> Kiosk:
        for _ in range(frames):
            if done():
                return self
            self.frames()
        raise AssertionError("never")


@pytest.fixture
def kiosk(tmp_path: Path) -> Iterator[Kiosk]:
    pygame.font.init()
    yield Kiosk(tmp_path)


def test_who_is_in_a_visit_keeps_the_exhibit_and_the_next_one_has_the_new(kiosk: Kiosk) -> None:
    kiosk.frames(3)
    assert kiosk.title() == "Premier"
    kiosk.touch("wake").type("un chat")
    before = kiosk.app.exhibit
    kiosk.publish("Second")
    kiosk.frames(40)
    assert kiosk.app.exhibit is before and isinstance(kiosk.app.visit.scene, Prompt)
    assert kiosk.app.visit.scene.text == "un chat"
    kiosk.leave()
    kiosk.until(lambda: kiosk.title() == "Second")
    kiosk.touch("wake").type("un chat")
    assert isinstance(kiosk.app.visit.scene, Prompt) and kiosk.app.exhibit is not before
    assert kiosk.app.canvas.files.folder == Path(kiosk.app.exhibit.folder) == current(kiosk.state, HOME.content)


def test_the_attract_screen_goes_on_as_it_was(kiosk: Kiosk) -> None:
    kiosk.frames(3)
    scene, layer = kiosk.app.visit.scene, kiosk.canvas.forgotten
    kiosk.publish("Second")
    kiosk.until(lambda: kiosk.title() == "Second")
    assert kiosk.app.visit.scene is scene and kiosk.canvas.forgotten == layer + 1


def test_what_was_taken_back_goes_between_two_visits_too(kiosk: Kiosk) -> None:
    kiosk.publish("Second")
    kiosk.until(lambda: kiosk.title() == "Second")
    rollback(kiosk.state)
    kiosk.until(lambda: kiosk.title() == "Premier")


def test_a_release_that_cannot_be_shown_is_not_and_staff_are_told(kiosk: Kiosk) -> None:
    (kiosk.staff / "starters.toml").write_text("[[[", encoding="utf-8")
    kiosk.publish("Second")
    kiosk.until(lambda: bool(kiosk.lines))
    assert kiosk.title() == "Premier" and "starters.toml cannot be read" in kiosk.lines[0]
    shutil.copy(HOME.content / "starters.toml", kiosk.staff)
    kiosk.publish("Troisième")
    kiosk.until(lambda: kiosk.title() == "Troisième")


def test_an_exhibit_that_has_no_layout_is_not_taken(kiosk: Kiosk) -> None:
    broken = replace(kiosk.app.exhibit, settings=replace(kiosk.app.exhibit.settings, languages=()))
    assert not kiosk.app.change(broken, kiosk.clock.at)
    assert kiosk.title() == "Premier" and "cannot be shown" in kiosk.lines[0]


# --- sticks --------------------------------------------------------------------------------------


def test_a_stick_is_shown_and_goes_after_a_minute(kiosk: Kiosk) -> None:
    kiosk.plug_in("Essai")
    kiosk.until(lambda: kiosk.title() == "Essai")
    trial = kiosk.app.visit.trial
    assert trial is not None and trial.brought == Brought("stick", 5, 1), "four languages and a panel"
    kiosk.clock.at += 59
    kiosk.frames()
    assert kiosk.title() == "Essai"
    kiosk.clock.at += 2
    kiosk.frames(2)
    assert kiosk.title() == "Premier" and kiosk.app.visit.trial is None
    kiosk.frames(30)
    assert kiosk.title() == "Premier" and len(names(kiosk.state)) == 1, "it is not asked about again"


def test_a_stick_waits_for_the_end_of_a_visit_and_then_has_its_whole_minute(kiosk: Kiosk) -> None:
    kiosk.touch("wake").type("un chat")
    kiosk.plug_in("Essai")
    for _ in range(20):
        kiosk.clock.at += 10
        kiosk.type("s")
    assert isinstance(kiosk.app.visit.scene, Prompt) and kiosk.app.visit.trial is None
    kiosk.leave()
    kiosk.until(lambda: kiosk.title() == "Essai")
    kiosk.clock.at += 50
    kiosk.touch("trial_keep")
    kiosk.until(lambda: "Kept" in "".join(kiosk.lines))
    assert kiosk.title() == "Essai" and len(names(kiosk.state)) == 2


def test_a_no_brings_the_old_exhibit_back_at_once_wherever_one_is(kiosk: Kiosk) -> None:
    kiosk.plug_in("Essai")
    kiosk.until(lambda: kiosk.title() == "Essai")
    kiosk.touch("wake").type("un chat")
    kiosk.touch("trial_end")
    assert isinstance(kiosk.app.visit.scene, Attract) and kiosk.title() == "Premier"


def test_what_is_published_during_a_trial_comes_after_it(kiosk: Kiosk) -> None:
    kiosk.plug_in("Essai")
    kiosk.until(lambda: kiosk.title() == "Essai")
    kiosk.publish("Second")
    kiosk.frames(30)
    assert kiosk.title() == "Essai"
    kiosk.touch("trial_end")
    assert kiosk.title() == "Second"


def test_a_yes_that_cannot_be_written_brings_the_old_exhibit_back(kiosk: Kiosk) -> None:
    kiosk.plug_in("Essai")
    kiosk.until(lambda: kiosk.title() == "Essai")
    (kiosk.state / "trial").unlink()
    kiosk.touch("trial_keep")
    kiosk.until(lambda: kiosk.title() == "Premier")
    assert kiosk.app.visit.note is not None and "minute is over" in kiosk.app.visit.note.sentence


def test_an_error_in_what_is_on_trial_ends_the_trial(kiosk: Kiosk) -> None:
    kiosk.plug_in("Essai")
    kiosk.until(lambda: kiosk.title() == "Essai")
    kiosk.touch("wake")

    def fail(text: str, code: str) -> object:
        raise ValueError

    kiosk.read = fail  # type: ignore[assignment]
    kiosk.type("x")
    assert isinstance(kiosk.app.visit.scene, Attract) and kiosk.title() == "Premier" and kiosk.app.visit.trial is None


def test_a_stick_that_is_wrong_is_told_and_changes_nothing(kiosk: Kiosk) -> None:
    kiosk.plug_in("Essai")
    (kiosk.media / UPDATE / "link").symlink_to("/etc/passwd")
    kiosk.until(lambda: kiosk.app.visit.note is not None)
    note = kiosk.app.visit.note
    assert note is not None and "link is a link" in note.sentence and kiosk.title() == "Premier"
    assert (note.code, note.values) == ("stick_link", {"file": "link"}) and kiosk.touch(
        "note_close"
    ).app.visit.note is None


def test_with_five_keys_a_stick_is_kept_from_the_attract_screen(kiosk: Kiosk) -> None:
    kiosk.plug_in("Essai")
    kiosk.until(lambda: kiosk.title() == "Essai")
    kiosk.keys(pygame.K_RIGHT, pygame.K_DOWN)
    assert isinstance(kiosk.app.visit.scene, Attract) and kiosk.app.visit.focus == "trial_end"
    kiosk.keys(pygame.K_UP, pygame.K_RETURN)
    kiosk.until(lambda: "Kept" in "".join(kiosk.lines))
    assert kiosk.title() == "Essai" and kiosk.app.visit.trial is None


# --- the real process ----------------------------------------------------------------------------


def _texts(exhibit: Exhibit) -> dict[str, tuple[object, ...]]:
    """All of the languages; the words of the prompt by their number: their order may differ between processes."""
    return {code: (one.name, one.text, len(list(one.lexicon.entries()))) for code, one in exhibit.languages.items()}


def test_the_real_process_sends_a_new_release_and_is_started_again_when_it_dies(kiosk: Kiosk) -> None:
    folders = {
        "state": kiosk.state,
        "delivered": HOME.content,
        "models": HOME.models,
        "shown": kiosk.app.exhibit.folder,
    }
    now, lines, news = [0.0], list[str](), list[News]()
    caretaker = Caretaker({name: str(path) for name, path in folders.items()}, lines.append, clock=lambda: now[0])

    def comes(title: str) -> Callable[[], bool]:
        def look() -> bool:
            news.extend(caretaker.poll(time.monotonic()))
            last = news[-1] if news else None
            return isinstance(last, NewExhibit) and last.exhibit.languages["fr"].text["attract_say"] == title

        return look

    try:
        kiosk.publish("Second")
        until(comes("Second"), "the second release")
        (new,) = news
        assert isinstance(new, NewExhibit)
        wanted = load(current(kiosk.state, HOME.content), HOME.models)[0]
        assert _texts(new.exhibit) == _texts(wanted), "whole, though sent in pieces"
        assert replace(new.exhibit, languages={}) == replace(wanted, languages={})
        assert caretaker._process is not None
        caretaker._process.kill()
        until(lambda: caretaker.poll(0.0) == [] and bool(lines), "it is seen that it died")
        assert "goes on as it is" in lines[0]
        now[0] += 5.0
        kiosk.publish("Third")
        until(comes("Third"), "the third release")
        assert len(news) == 2, "the second one is not sent again"
        caretaker.send(EndTrial("none"))
    finally:
        caretaker.close()
