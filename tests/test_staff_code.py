"""The staff code on a real machine: the file, the command on a terminal, the doctor, and the screen with its caretaker.

The hash in these tests is the real one, as slow as it is.
"""

from __future__ import annotations

import argparse
import os
import pty
import stat
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pygame
import pytest

from kiosk import doctor, pin
from kiosk.__main__ import main
from kiosk.errors import KioskError
from kiosk.exhibit.release import names
from kiosk.machine import MACHINE, Machine, is_pin, matches, read_machine, remove_pin, set_pin
from kiosk.visit.scenes import Prompt
from tests.test_app import HOME
from tests.test_new_exhibit import Kiosk

CODE = "24680"


def write(state: Path, text: str) -> Path:
    state.mkdir(parents=True, exist_ok=True)
    (state / MACHINE).write_text(text, encoding="utf-8")
    return state


# --- the file ------------------------------------------------------------------------------------


def test_only_a_salted_hash_is_written_and_only_this_account_may_read_it(tmp_path: Path) -> None:
    for name in ("one", "two"):
        set_pin(tmp_path / name, CODE)
    one, two = (tmp_path / name / MACHINE for name in ("one", "two"))
    assert CODE not in one.read_text() and one.read_text() != two.read_text(), "each has a salt of its own"
    assert stat.S_IMODE(one.stat().st_mode) == 0o600
    assert [file.name for file in one.parent.iterdir()] == [MACHINE]
    kept = read_machine(tmp_path / "one").pin
    assert kept is not None and matches(CODE, kept) and not matches("24681", kept) and not matches("", kept)
    assert kept.hash.hex() not in repr(kept)


def test_all_else_in_the_file_stays_comments_too(tmp_path: Path) -> None:
    text = '# ours\nmicrophone = "USB"\n\n[pin]\nsalt = "x"\n\n# the screen\n[screen]\ninches = 24\n'
    state = write(tmp_path, text)
    set_pin(state, "1234")
    set_pin(state, CODE)
    after = (state / MACHINE).read_text(encoding="utf-8")
    data = tomllib.loads(after)
    assert data["microphone"] == "USB" and data["screen"] == {"inches": 24} and after.count("[pin]") == 1
    assert "# ours" in after and "# the screen\n[screen]" in after
    assert read_machine(state).unknown == ("microphone", "screen")
    assert remove_pin(state) and not remove_pin(state)
    assert tomllib.loads((state / MACHINE).read_text()) == {"microphone": "USB", "screen": {"inches": 24}}


@pytest.mark.parametrize("text", ["[pin", "pin.salt = 3\n", 'pin = {salt = "00"}\n', 'a = """\n[pin]\n"""\n', "\xff"])
def test_a_file_that_cannot_be_changed_safely_is_left_as_it_is(tmp_path: Path, text: str) -> None:
    (tmp_path / MACHINE).write_bytes(text.encode("latin-1"))
    with pytest.raises(KioskError):
        set_pin(tmp_path, CODE)
    assert (tmp_path / MACHINE).read_bytes() == text.encode("latin-1")


@pytest.mark.parametrize(
    "change",
    [
        ("cost = 32768", "cost = 32767"),
        ("cost = 32768", "cost = 1073741824"),
        ("block = 8", "block = -8"),
        ("parallel = 1", "parallel = true"),
        ('hash = "', 'hash = "zz'),
        ('hash = "', 'hash = "00'),
        ("salt", "sel"),
    ],
)
def test_a_damaged_hash_is_a_fault_and_never_computed(tmp_path: Path, change: tuple[str, str]) -> None:
    set_pin(tmp_path, CODE)
    write(tmp_path, (tmp_path / MACHINE).read_text().replace(*change))
    assert "damaged" in read_machine(tmp_path).fault and read_machine(tmp_path).pin is None
    set_pin(tmp_path, CODE)
    assert read_machine(tmp_path).fault == "", "to set it again puts it right"


def test_no_file_says_nothing_and_a_code_has_four_to_eight_digits(tmp_path: Path) -> None:
    assert read_machine(tmp_path / "none") == Machine()
    assert [is_pin(text) for text in ("1234", "12345678", "123", "123456789", "12a4", "١٢٣٤", "1234\n")] == [
        True, True, False, False, False, False, False,
    ]  # fmt: skip
    with pytest.raises(KioskError):
        set_pin(tmp_path, "12")


# --- the command ---------------------------------------------------------------------------------


def options(state: Path, remove: bool = False) -> argparse.Namespace:
    return argparse.Namespace(home=str(HOME.folder), state=str(state), remove=remove, language="en")


def test_two_different_codes_or_no_code_change_nothing(tmp_path: Path) -> None:
    for answers, said in ((["1234", "1243"], "different"), (["12"], "4 to 8 digits"), ([], "no terminal")):
        coming: Iterator[str] = iter(answers)

        def ask(question: str, coming: Iterator[str] = coming) -> str:
            try:
                return next(coming)
            except StopIteration:
                raise EOFError from None

        with pytest.raises(KioskError, match=said):
            pin.run(options(tmp_path), ask)
        assert not (tmp_path / MACHINE).exists()


def test_set_and_remove_say_what_they_did(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert pin.run(options(tmp_path), lambda question: CODE) == 0
    kept = read_machine(tmp_path).pin
    assert kept is not None and matches(CODE, kept)
    arguments = ["--home", str(HOME.folder), "pin", "--remove", "--state", str(tmp_path), "--language", "en"]
    assert main(arguments) == 0 and main(arguments) == 0
    said = capsys.readouterr().out.splitlines()
    assert "is set" in said[0] and "is removed" in said[1] and "was no staff code" in said[2]
    assert CODE not in "".join(said)
    write(tmp_path, "[broken")
    assert main(arguments) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_on_a_real_terminal_nothing_that_is_typed_is_shown(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "kiosk", "--home", str(HOME.folder), "pin", "--state", str(tmp_path)]
    process = subprocess.Popen(
        [*command, "--language", "fr"], stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True,
        cwd=HOME.folder,
    )  # fmt: skip
    os.close(theirs)
    shown = b""
    try:
        for waits_for in (b"Nouveau code", "Le même code".encode()):
            while waits_for not in shown:
                shown += os.read(ours, 1000)
            os.write(ours, f"{CODE}\n".encode())
        while True:
            try:
                shown += os.read(ours, 1000)
            except OSError:  # its end
                break
        assert process.wait(30) == 0
    finally:
        process.kill()
        os.close(ours)
    kept = read_machine(tmp_path).pin
    assert CODE.encode() not in shown and kept is not None and matches(CODE, kept)


# --- the doctor ----------------------------------------------------------------------------------


def test_the_doctor_says_whether_there_is_a_code_and_names_keys_that_nothing_reads(tmp_path: Path) -> None:
    def found() -> list[tuple[str, str]]:
        return [(one.verdict, one.sentence) for one in doctor._staff_code(tmp_path)]

    assert found()[0][0] == "fine" and "not set" in found()[0][1]
    write(tmp_path, "colour = 1\n")
    set_pin(tmp_path, CODE)
    (first, second) = found()
    assert first == ("fine", "The staff code is set.") and second[0] == "note" and "“colour”" in second[1]
    write(tmp_path, "=")
    assert found()[0][0] == "fault"


# --- the screen and its caretaker ----------------------------------------------------------------


@pytest.fixture
def kiosk(tmp_path: Path) -> Kiosk:
    pygame.font.init()
    made = Kiosk(tmp_path)
    set_pin(made.state, CODE)
    made.plug_in("Essai")
    return made.until(lambda: made.title() == "Essai")


def code(kiosk: Kiosk, digits: str) -> None:
    for digit in digits:
        kiosk.clock.at += 0.3  # the same key twice within a moment is one finger that bounced
        kiosk.touch(f"pin:{digit}")
    kiosk.touch("pin_ok")


def test_on_screen_the_right_code_keeps_what_a_stick_brought(kiosk: Kiosk) -> None:
    kiosk.touch("trial_keep")
    code(kiosk, "2468")
    kiosk.until(lambda: kiosk.app.visit.trial is not None and not kiosk.app.visit.trial.checking)
    trial = kiosk.app.visit.trial
    assert trial is not None and trial.pad is not None and trial.pad.wrong
    kiosk.clock.at += 55
    code(kiosk, CODE)
    kiosk.until(lambda: "Kept" in "".join(kiosk.lines))
    assert kiosk.title() == "Essai" and len(names(kiosk.state)) == 2 and kiosk.app.visit.trial is None
    assert CODE not in "".join(kiosk.lines)


def test_the_code_is_checked_while_staff_look_around_and_its_time_counts_beyond_the_minute(kiosk: Kiosk) -> None:
    kiosk.touch("wake")
    kiosk.touch("trial_keep")
    for _ in range(6):
        kiosk.clock.at += 15
        kiosk.touch("pin:1").touch("pin_erase")
    assert isinstance(kiosk.app.visit.scene, Prompt), "nobody is asked whether they are still there"
    code(kiosk, CODE)
    kiosk.until(lambda: kiosk.app.visit.trial is None)
    kiosk.leave()
    kiosk.until(lambda: "Kept" in "".join(kiosk.lines))
    assert kiosk.title() == "Essai"


def test_five_wrong_codes_bring_the_old_exhibit_back(kiosk: Kiosk) -> None:
    kiosk.touch("trial_keep")
    for _ in range(5):
        code(kiosk, "13579")
        kiosk.until(lambda: kiosk.app.visit.trial is None or not kiosk.app.visit.trial.checking)
    assert kiosk.app.visit.trial is None and kiosk.title() == "Premier"
    kiosk.frames(5)
    assert len(names(kiosk.state)) == 1


def test_where_nobody_knows_whether_there_is_a_code_no_stick_is_taken(tmp_path: Path) -> None:
    pygame.font.init()
    kiosk = Kiosk(tmp_path)
    write(kiosk.state, "[pin]\n")
    kiosk.plug_in("Essai")
    kiosk.until(lambda: kiosk.app.visit.note is not None)
    note = kiosk.app.visit.note
    assert note is not None and note.code == "stick_machine" and kiosk.title() == "Premier"
