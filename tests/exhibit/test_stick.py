"""A stick is put in: what is good goes on trial, and whatever is wrong with it changes nothing."""

from __future__ import annotations

import errno
import json
import os
import shutil
import time
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.errors import KioskError
from kiosk.exhibit.copying import Limits
from kiosk.exhibit.disk import Disk
from kiosk.exhibit.publish import Making, publish, rollback
from kiosk.exhibit.release import CONTENT, current, names, shown
from kiosk.exhibit.stick import UPDATE, find, mounted, take
from kiosk.exhibit.trial import TRIAL_SECONDS, ask_again, begin_minute, changed, end, keep, on_trial, settle
from tests.exhibit.test_power_cuts import fine, tree

CONTENT_HERE = Path(__file__).parents[2] / CONTENT
SAID = [tomllib.loads(file.read_text("utf-8"))["text"] for file in sorted((CONTENT_HERE / "languages").glob("*.toml"))]
LIMITS = Limits(files=12, total=40_000, single=20_000, depth=3)


class Kiosk:
    """A kiosk with one release, and a stick."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.state, self.stick = folder, folder / "state", folder / "media" / "staff" / "STICK"
        self.update = self.stick / UPDATE
        (folder / "old").mkdir()
        (folder / "old" / "settings.toml").write_bytes(b"old")
        publish(folder / "old", self.state, fine)
        (self.update / "panels").mkdir(parents=True)
        (self.update / "settings.toml").write_bytes(b"new" * 1000)
        (self.update / "panels" / "fr.md").write_bytes(b"# Neuf")

    def take(self, now: float = 50.0, disk: Disk | None = None) -> str:
        release = take(self.update, self.state, fine, now, Making(disk or Disk(), LIMITS))
        return release.name if release is not None else ""

    def on_screen(self) -> bytes:
        return (current(self.state, self.folder) / "settings.toml").read_bytes()[:3]


@pytest.fixture
def kiosk(tmp_path: Path) -> Kiosk:
    return Kiosk(tmp_path)


def test_a_stick_is_found_by_the_name_of_its_folder(kiosk: Kiosk) -> None:
    assert find([kiosk.folder, kiosk.stick]) == [kiosk.update]
    assert all(path.is_dir() for path in mounted()), "whatever this machine has"


def test_what_is_on_trial_is_not_yet_what_the_exhibit_is(kiosk: Kiosk) -> None:
    name = kiosk.take()
    trial = on_trial(kiosk.state, 60.0)
    assert trial is not None and trial.release.name == name and trial.until == 50.0 + TRIAL_SECONDS
    assert (trial.release.content / "settings.toml").read_bytes()[:3] == b"new" and kiosk.on_screen() == b"old"


def test_a_yes_keeps_it_and_it_can_be_taken_back_like_any_other(kiosk: Kiosk) -> None:
    kiosk.take()
    assert keep(kiosk.state, 109.0) == shown(kiosk.state)
    assert kiosk.on_screen() == b"new" and on_trial(kiosk.state, 109.0) is None
    settle(kiosk.state)
    assert kiosk.on_screen() == b"new"
    rollback(kiosk.state)
    assert kiosk.on_screen() == b"old"


def test_after_a_minute_it_is_too_late(kiosk: Kiosk) -> None:
    kiosk.take()
    assert on_trial(kiosk.state, 110.0) is None
    with pytest.raises(KioskError, match="minute is over"):
        keep(kiosk.state, 110.0)
    assert kiosk.on_screen() == b"old"


def test_the_minute_begins_when_it_is_really_shown(kiosk: Kiosk) -> None:
    name = kiosk.take()
    begin_minute(kiosk.state, name, 500.0)
    assert on_trial(kiosk.state, 559.0) is not None and on_trial(kiosk.state, 561.0) is None


def test_after_a_crash_or_another_start_of_the_machine_nothing_is_on_trial(kiosk: Kiosk) -> None:
    kiosk.take(now=9_000.0)
    assert on_trial(kiosk.state, 3.0) is None, "the clock began anew"
    settle(kiosk.state)
    assert kiosk.on_screen() == b"old" and len(names(kiosk.state)) == 1
    assert kiosk.take() == "", "a stick left in its socket is not asked about again"
    ask_again(kiosk.state)
    assert kiosk.take() != "", "one that was taken out and comes back is"


def test_a_no_leaves_nothing_behind_and_other_content_is_asked_about(kiosk: Kiosk) -> None:
    kiosk.take()
    end(kiosk.state)
    assert kiosk.take() == "" and len(names(kiosk.state)) == 1
    (kiosk.update / "settings.toml").write_bytes(b"mended")
    assert kiosk.take() != ""


def test_what_is_shown_already_is_no_question(kiosk: Kiosk) -> None:
    kiosk.take()
    keep(kiosk.state, 51.0)
    assert kiosk.take() == "" and on_trial(kiosk.state, 52.0) is None


def test_what_a_stick_changes_is_counted(kiosk: Kiosk) -> None:
    name = kiosk.take()
    trial = on_trial(kiosk.state, 60.0)
    assert trial is not None and trial.release.name == name
    old = current(kiosk.state, kiosk.folder)
    assert changed(trial.release, old) == ["panels/fr.md", "settings.toml"]
    (old / "panels").mkdir()
    (old / "panels" / "fr.md").write_bytes(b"# Neuf")
    (old / "gone.md").write_bytes(b"gone")
    assert changed(trial.release, old) == ["gone.md", "settings.toml"]


def test_publishing_meanwhile_disturbs_no_trial(kiosk: Kiosk) -> None:
    name = kiosk.take()
    (kiosk.folder / "old" / "settings.toml").write_bytes(b"own")
    publish(kiosk.folder / "old", kiosk.state, fine)
    assert kiosk.on_screen() == b"own" and keep(kiosk.state, 60.0).name == name and kiosk.on_screen() == b"new"


def test_a_release_copied_onto_a_stick_is_believed_only_if_every_file_is_right(kiosk: Kiosk) -> None:
    name = kiosk.take()
    keep(kiosk.state, 51.0)
    shutil.rmtree(kiosk.update)
    shutil.copytree(kiosk.state / "releases" / name, kiosk.update)
    rollback(kiosk.state)
    assert kiosk.take() != ""
    end(kiosk.state)
    (kiosk.update / CONTENT / "settings.toml").write_bytes(b"neW" * 1000)
    with pytest.raises(KioskError, match=r"settings\.toml is not what the manifest says"):
        kiosk.take()


# --- sticks that are wrong -----------------------------------------------------------------------


def _manifest(update: Path, *paths: str) -> None:
    files = [{"path": path, "bytes": 1, "sha256": "0" * 64} for path in paths]
    (update / "manifest.json").write_text(json.dumps({"schema": 1, "files": files}), encoding="utf-8")


def _many(update: Path, name: str) -> None:
    for number in range(13):
        path = update / name.format(number)
        path.mkdir() if name.endswith("/") else path.touch()


def _instead(update: Path) -> Path:
    shutil.rmtree(update)
    return update


def _swap(update: Path, path: str) -> None:
    away = update.parent / "elsewhere"
    (update / path).rename(away)
    (update / path).symlink_to(away)


WRONG: dict[str, tuple[Callable[[Path], object], str]] = {
    "a file is a link": (lambda update: _swap(update, "settings.toml"), "settings.toml is a link"),
    "a folder is a link": (lambda update: _swap(update, "panels"), "panels is a link"),
    "it is a link itself": (lambda update: _swap(update, ""), "KIOSK-UPDATE is a link"),
    "a link leads to a secret": (lambda update: (update / "a").symlink_to("/etc/passwd"), "a is a link"),
    "a link leads round": (lambda update: (update / "a").symlink_to("a"), "a is a link"),
    "a pipe": (lambda update: os.mkfifo(update / "pipe"), "pipe is no plain file"),
    "an archive by name": (lambda update: (update / "all.ZIP").write_bytes(b""), "all.ZIP is an archive"),
    "an archive by what is in it": (lambda update: (update / "a.png").write_bytes(b"PK\x03\x04.."), "is an archive"),
    "a bomb": (lambda update: (update / "a.svg").write_bytes(b"\x1f\x8b\x08" + bytes(99)), "a.svg is an archive"),
    "too many files": (lambda update: _many(update, "{}.md"), "more than 12 files"),
    "too many folders": (lambda update: _many(update, "{}/"), "more than 12 files"),
    "too many hidden files": (lambda update: _many(update, ".{}"), "more than 12 files"),
    "too deep": (lambda update: (update / "a" / "b" / "c").mkdir(parents=True), "too deeply"),
    "a large file": (lambda update: (update / "a.md").write_bytes(bytes(20_001)), "a.md is larger than"),
    "large together": (
        lambda update: [(update / f"{i}.md").write_bytes(bytes(19_000)) for i in range(3)],
        "All files together",
    ),
    "a name that is none": (lambda update: (update / "a\nb.md").touch(), "no name for a file"),
    "a name in no writing": (lambda update: (update / os.fsdecode(b"\xff.md")).touch(), "no name for a file"),
    "a name with a backslash": (lambda update: (update / "a\\x.md").touch(), "no name for a file"),
    "a manifest that leads outside": (lambda update: _manifest(update, "../../etc/passwd"), "none of ours"),
    "an absolute manifest": (lambda update: _manifest(update, "/etc/passwd"), "none of ours"),
    "a manifest of nothing": (lambda update: (update / "manifest.json").write_bytes(b"\x00" * 50), "none of ours"),
    "a manifest that is a pipe": (lambda update: os.mkfifo(update / "manifest.json"), "none of ours"),
    "a file that is not listed": (lambda update: _manifest(update, "settings.toml"), "not in the manifest"),
    "a listed file that is missing": (
        lambda update: _manifest(update, "settings.toml", "panels/fr.md", "z.md"),
        "z.md is missing",
    ),
    "a file in its place": (lambda update: _instead(update).write_bytes(b"x"), "is no folder"),
    "nothing in it": (lambda update: _instead(update).mkdir(), "no files"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_stick_that_is_wrong_changes_nothing_and_one_sentence_says_why(kiosk: Kiosk, wrong: str) -> None:
    spoil, words = WRONG[wrong]
    spoil(kiosk.update)
    before = tree(kiosk.state)
    with pytest.raises(KioskError) as error:
        kiosk.take()
    assert words in str(error.value) and "\n" not in str(error.value)
    for language in SAID:
        # The screen says it in the language of staff.
        assert error.value.code in language and language[error.value.code].format(**error.value.values)
    assert tree(kiosk.state) == before and len(names(kiosk.state)) == 1
    assert kiosk.on_screen() == b"old" and on_trial(kiosk.state, 51.0) is None


def test_a_million_files_are_not_even_counted(kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = 0

    class Endless:
        """A folder as the file system lists it: one name after the other, without end."""

        def __enter__(self) -> Endless:
            return self

        def __exit__(self, *error: object) -> None:
            pass

        def __iter__(self) -> Endless:
            return self

        def __next__(self) -> Path:
            nonlocal asked
            asked += 1
            return Path(f"{asked}.md")

    real = os.scandir
    monkeypatch.setattr(os, "scandir", lambda folder: Endless() if folder == kiosk.update else real(folder))
    with pytest.raises(KioskError, match="more than 5000 files"):
        take(kiosk.update, kiosk.state, fine, 50.0)
    assert asked == 5001


class Pulled(Disk):
    """The stick is pulled out, or somebody writes on it, at the n-th reading."""

    def __init__(self, at: int, what: Callable[[], object]) -> None:
        self.left, self.what = at, what

    def read(self, handle: int, size: int) -> bytes:
        if self.left == 0:
            self.what()
        self.left -= 1
        return super().read(handle, 1500)


def _no_answer() -> None:
    raise OSError(errno.EIO, os.strerror(errno.EIO))


def test_a_stick_pulled_out_at_any_moment_changes_nothing(kiosk: Kiosk) -> None:
    before, readings = tree(kiosk.state), 0
    while True:
        try:
            kiosk.take(disk=Pulled(readings, _no_answer))
            break
        except KioskError as error:
            assert "cannot be read" in str(error)
        assert tree(kiosk.state) == before and on_trial(kiosk.state, 51.0) is None
        readings += 1
    assert readings == 5, "every reading was tried"


@pytest.mark.parametrize("at", range(5))
def test_files_that_vanish_or_change_under_the_hand_are_refused(kiosk: Kiosk, at: int) -> None:
    before = tree(kiosk.state)
    file = kiosk.update / ("panels/fr.md" if at < 2 else "settings.toml")

    def change() -> None:
        file.write_bytes(file.read_bytes()[:-1] + b"!")
        os.utime(file, (time.time() + at + 9, time.time() + at + 9))

    with pytest.raises(KioskError, match="changed while"):
        kiosk.take(disk=Pulled(at, change))
    assert tree(kiosk.state) == before
    if at < 2:
        with pytest.raises(KioskError, match="cannot be read"):
            kiosk.take(disk=Pulled(at, lambda: shutil.rmtree(kiosk.stick)))
        assert tree(kiosk.state) == before
