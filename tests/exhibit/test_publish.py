"""Publishing and taking back, as staff do it, and everything a disk can do against it."""

from __future__ import annotations

import errno
import json
import os
import shutil
from datetime import datetime
from pathlib import Path

import pytest

from kiosk.errors import KioskError
from kiosk.exhibit.copying import Limits
from kiosk.exhibit.disk import Disk
from kiosk.exhibit.problems import Problem
from kiosk.exhibit.publish import Making, Refused, changing, publish, rollback
from kiosk.exhibit.release import current, names, shown
from tests.exhibit.test_power_cuts import fine, tree


class Desk:
    """Where staff write, and what the kiosk makes of it."""

    def __init__(self, folder: Path) -> None:
        self.content, self.state, self.delivered = folder / "content", folder / "state", folder / "delivered"
        (self.content / "panels").mkdir(parents=True)
        self.delivered.mkdir()
        (self.delivered / "settings.toml").write_bytes(b"as delivered")
        self.write("first")

    def write(self, text: str) -> Desk:
        (self.content / "settings.toml").write_text(text, encoding="utf-8")
        (self.content / "panels" / "fr.md").write_text(f"# {text}", encoding="utf-8")
        return self

    def publish(self, making: Making | None = None) -> str:
        return publish(self.content, self.state, fine, making).name

    def on_screen(self) -> str:
        return (current(self.state, self.delivered) / "settings.toml").read_text(encoding="utf-8")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_before_anything_is_published_the_exhibit_is_as_delivered(desk: Desk) -> None:
    assert current(desk.state, desk.delivered) == desk.delivered and not desk.state.exists()


def test_a_release_is_a_copy_that_later_writing_does_not_change(desk: Desk) -> None:
    (desk.content / ".git").mkdir()
    (desk.content / ".DS_Store").write_bytes(b"x")
    name = desk.publish(Making(now=lambda: datetime(2026, 1, 24, 15, 30)))
    assert name == "0001-20260124-153000"
    desk.write("half a sen")
    assert desk.on_screen() == "first"
    assert tree(current(desk.state, desk.delivered)).keys() == {"settings.toml", "panels/fr.md"}
    manifest = json.loads((desk.state / "releases" / name / "manifest.json").read_bytes())
    assert [(one["path"], one["bytes"]) for one in manifest["files"]] == [("panels/fr.md", 7), ("settings.toml", 5)]
    assert all(len(one["sha256"]) == 64 for one in manifest["files"])
    assert (desk.state / "current").read_text(encoding="utf-8") == f"{name}\n"


def test_the_copy_is_what_is_checked_and_what_is_wrong_is_not_published(desk: Desk) -> None:
    desk.publish()
    desk.write("mistake")
    looked_at = []

    def check(folder: Path) -> list[Problem]:
        looked_at.append(folder)
        return [Problem("settings.toml", 1, 1, "missing"), Problem("a.md", 1, 1, "missing", severity="warning")]

    with pytest.raises(Refused, match="1 problem") as refused:
        publish(desk.content, desk.state, check)
    assert len(refused.value.problems) == 2 and desk.state in looked_at[0].parents
    assert desk.on_screen() == "first" and len(names(desk.state)) == 1


def test_a_warning_is_no_reason_to_wait_and_a_check_that_breaks_is(desk: Desk) -> None:
    publish(desk.content, desk.state, lambda folder: [Problem("a.md", 1, 1, "missing", severity="warning")])
    assert desk.on_screen() == "first"

    def breaks(folder: Path) -> list[Problem]:
        raise ZeroDivisionError

    with pytest.raises(KioskError, match="could not be checked"):
        publish(desk.write("second").content, desk.state, breaks)
    assert desk.on_screen() == "first"


def test_the_same_content_is_not_published_twice(desk: Desk) -> None:
    assert desk.publish() == desk.publish() and len(names(desk.state)) == 1
    desk.write("second").publish()
    desk.write("first").publish()
    assert len(names(desk.state)) == 3, "but what was shown earlier is new again"


def test_taking_back_goes_to_what_was_on_screen_before_and_ends_with_what_was_delivered(desk: Desk) -> None:
    for text in ("one", "two", "three"):
        desk.write(text).publish()
    rollback(desk.state)
    assert desk.on_screen() == "two"
    desk.write("four").publish()
    rollback(desk.state)
    assert desk.on_screen() == "two", "and not the one that had been taken back"
    rollback(desk.state)
    assert desk.on_screen() == "one"
    assert rollback(desk.state) is None and desk.on_screen() == "as delivered"
    with pytest.raises(KioskError, match="nothing to go back to"):
        rollback(desk.state)
    assert int(desk.write("five").publish()[:4]) == 5, "a number is never used twice while its release is there"
    assert rollback(desk.state) is None and desk.on_screen() == "as delivered"


def test_three_releases_to_go_back_to_are_kept_and_the_oldest_go(desk: Desk) -> None:
    for number in range(1, 9):
        desk.write(f"text {number}").publish()
    assert [int(name[:4]) for name in names(desk.state)] == [5, 6, 7, 8]
    for number in (7, 6, 5):
        rollback(desk.state)
        assert desk.on_screen() == f"text {number}"


# --- damage --------------------------------------------------------------------------------------


def _damage(state: Path, name: str, how: str) -> None:
    release, line = state / "releases" / name, state / "current"
    match how:
        case "current is empty":
            line.write_bytes(b"")
        case "current is missing":
            line.unlink()
        case "current is a folder":
            line.unlink()
            line.mkdir()
        case "current is no text":
            line.write_bytes(b"\xff\x00\xfe")
        case "current leads outside":
            line.write_text("../../delivered", encoding="utf-8")
        case "current names nothing":
            line.write_text("0099-20260101-000000", encoding="utf-8")
        case "a byte is another":
            (release / "exhibit_content" / "settings.toml").write_bytes(b"secoNd")
        case "a file is missing":
            (release / "exhibit_content" / "panels" / "fr.md").unlink()
        case "a file is too many":
            (release / "exhibit_content" / "more.toml").write_bytes(b"")
        case "a file is a link":
            (release / "exhibit_content" / "settings.toml").unlink()
            (release / "exhibit_content" / "settings.toml").symlink_to("/etc/hostname")
        case "the manifest is empty":
            (release / "manifest.json").write_bytes(b"")
        case "the manifest is nonsense":
            (release / "manifest.json").write_bytes(b"[" * 100_000)
        case "the manifest leads outside":
            (release / "manifest.json").write_bytes(b'{"schema":1,"files":[{"path":"../x","bytes":0,"sha256":""}]}')
        case "everything is gone":
            shutil.rmtree(release)


@pytest.mark.parametrize(
    "how", ["is empty", "is missing", "is a folder", "is no text", "leads outside", "names nothing"]
)
def test_when_the_line_is_lost_the_newest_good_release_is_shown(desk: Desk, how: str) -> None:
    desk.publish()
    _damage(desk.state, desk.write("second").publish(), f"current {how}")
    assert desk.on_screen() == "second"
    if how != "is a folder":
        assert publish(desk.content, desk.state, fine) == shown(desk.state)
        assert (desk.state / "current").read_text(encoding="utf-8").startswith("0002"), "publishing mends it"


@pytest.mark.parametrize(
    "how",
    [
        *("a byte is another", "a file is missing", "a file is too many", "a file is a link", "everything is gone"),
        *("the manifest is empty", "the manifest is nonsense", "the manifest leads outside"),
    ],
)
def test_a_release_that_is_not_whole_is_not_shown_but_the_one_before(desk: Desk, how: str) -> None:
    desk.publish()
    name = desk.write("second").publish()
    _damage(desk.state, name, how)
    assert desk.on_screen() == "first"
    desk.publish()
    assert desk.on_screen() == "second", "publishing again mends it"


def test_one_that_was_taken_back_does_not_return_when_the_line_is_lost(desk: Desk) -> None:
    desk.publish()
    desk.write("second").publish()
    rollback(desk.state)
    _damage(desk.state, "", "current is empty")
    assert desk.on_screen() == "first"


# --- disks ---------------------------------------------------------------------------------------


class Failing(Disk):
    """A disk on which the n-th change and all after it fail (n from 0); removing still works."""

    def __init__(self, after: int, code: int = errno.ENOSPC) -> None:
        self.left, self.code = after, code

    def _spend(self) -> None:
        if self.left <= 0:
            raise OSError(self.code, os.strerror(self.code))
        self.left -= 1

    def mkdir(self, folder: Path) -> None:
        self._spend()
        super().mkdir(folder)

    def create(self, file: Path) -> int:
        self._spend()
        return super().create(file)

    def write(self, handle: int, data: bytes) -> None:
        if self.left <= 0:
            super().write(handle, data[: len(data) // 2])
        self._spend()
        super().write(handle, data)

    def sync(self, handle: int) -> None:
        self._spend()

    def sync_folder(self, folder: Path) -> None:
        self._spend()

    def rename(self, old: Path, new: Path) -> None:
        self._spend()
        super().rename(old, new)


def test_on_a_disk_that_is_full_at_any_write_the_old_release_stays_and_one_sentence_says_so(desk: Desk) -> None:
    desk.publish()
    desk.write("second")
    before, writes = tree(desk.state), 0
    while True:
        try:
            desk.publish(Making(disk=Failing(writes)))
            break
        except KioskError as error:
            assert str(error).endswith("the disk is full.") and "\n" not in str(error)
        kept = {path: data for path, data in tree(desk.state).items() if not path.endswith(".new")}
        assert kept == before and desk.on_screen() == "first"
        writes += 1
    assert writes == 20 and desk.on_screen() == "second"


def test_a_full_disk_keeps_nobody_from_taking_back(desk: Desk) -> None:
    desk.publish()
    desk.write("second").publish()
    with pytest.raises(KioskError, match="disk is full"):
        rollback(desk.state, Failing(1))
    assert desk.on_screen() == "second"
    rollback(desk.state, Failing(4))
    assert desk.on_screen() == "first", "withdrawing the other may fail"


@pytest.mark.parametrize(
    ("code", "words"), [(errno.EROFS, "can only be read"), (errno.EACCES, "not allowed"), (errno.EIO, "output error")]
)
def test_a_state_folder_that_cannot_be_written_is_named(desk: Desk, code: int, words: str) -> None:
    desk.publish()
    desk.write("second")
    with pytest.raises(KioskError, match=words) as error:
        desk.publish(Making(disk=Failing(0, code)))
    assert str(desk.state) in str(error.value) and desk.on_screen() == "first"


def test_two_people_do_not_publish_at_once(desk: Desk) -> None:
    with changing(desk.state, Disk()), pytest.raises(KioskError, match="try again"):
        desk.publish()
    desk.publish()


def test_a_folder_that_is_not_there_or_too_large_is_refused(desk: Desk) -> None:
    with pytest.raises(KioskError, match="cannot be read"):
        publish(desk.content / "nothing", desk.state, fine)
    with pytest.raises(KioskError, match="no files"):
        (desk.content / "empty").mkdir()
        publish(desk.content / "empty", desk.state, fine)
    with pytest.raises(KioskError, match="more than 2 files"):
        desk.publish(Making(limits=Limits(files=2)))
    assert names(desk.state) == []
