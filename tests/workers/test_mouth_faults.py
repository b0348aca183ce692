"""What is wrong with a loudspeaker is noticed, said, and over by itself; without one nothing is read, and no more."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest

from kiosk.visit.reading_aloud import Hush, MouthLost, MouthReady, Say, Silent, Spoke
from kiosk.workers.client import Limits
from tests.workers.mouths import Make
from tests.workers.mouths import make as make

LONG = ("À chaque étape, la machine estime tout le bruit, puis en retire une partie.",) * 30


def test_no_loudspeaker_is_said_at_once_and_it_is_there_when_one_is_plugged_in(make: Make) -> None:
    mouth = make(fault="absent", failures=2)
    lost = mouth.until(MouthLost)
    assert (lost.because, lost.reason) == ("no_loudspeaker", "No loudspeaker is connected.")
    mouth.until(MouthReady)
    assert len(mouth.all(MouthLost)) == 2
    mouth.tell(Say(1, ("Bonjour.",), "fr", 0.6))
    assert mouth.until(Silent).request == 1


def test_plugging_a_sound_card_in_ends_the_pause(make: Make, tmp_path: Path) -> None:
    cards = tmp_path / "cards"
    cards.write_text("--- no soundcards ---\n", encoding="utf-8")
    mouth = make(fault="absent", failures=1, cards=cards, limits=Limits(load=20, deadline=2.5, restart=(3600.0,)))
    mouth.until(MouthLost)
    cards.write_text(" 0 [Speaker ]: USB-Audio - a loudspeaker\n", encoding="utf-8")
    mouth.until(MouthReady)


@pytest.mark.parametrize("fault", ["unplugged", "hangs on start", "hangs on stop"])
def test_a_loudspeaker_lost_while_it_speaks_is_noticed_and_comes_back(make: Make, fault: str) -> None:
    mouth = make(fault=fault, failures=1)
    mouth.until(MouthReady)
    mouth.tell(Say(1, LONG, "fr", 0.6))
    if fault == "hangs on stop":
        mouth.until(Spoke)
        mouth.tell(Hush())
    lost = mouth.until(MouthLost)
    assert lost.because == ("loudspeaker_lost" if fault == "unplugged" else "broken")
    assert "machine" not in lost.reason and not mouth.all(Silent)
    mouth.until(MouthReady, 2)
    mouth.tell(Say(2, ("Bonjour.",), "fr", 0.6))
    assert mouth.until(Silent).request == 2


def test_a_mouth_that_hangs_is_killed(make: Make) -> None:
    mouth = make(speed=1.0)
    mouth.until(MouthReady)
    mouth.tell(Say(1, LONG, "fr", 0.6))
    mouth.until(Spoke)
    assert mouth.client.pid is not None
    os.kill(mouth.client.pid, signal.SIGSTOP)
    assert mouth.until(MouthLost).because == "broken"
    mouth.until(MouthReady, 2)


def test_without_espeak_ng_the_exhibit_goes_on_and_staff_read_why(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The package is hidden from the child: what `pip install` left out, or an upgrade broke."""
    (tmp_path / "hidden" / "espeakng_loader").mkdir(parents=True)
    broken = tmp_path / "hidden" / "espeakng_loader" / "__init__.py"
    broken.write_text("raise ImportError('gone')\n", encoding="utf-8")
    # `spawn` gives the child this process's path.
    monkeypatch.setattr(sys, "path", [str(tmp_path / "hidden"), *sys.path])
    mouth = make()
    lost = mouth.until(MouthLost)
    assert (lost.because, lost.reason) == ("no_espeak", "espeak-ng is missing: install the package espeakng-loader.")
    broken.unlink()
    broken.parent.rmdir()
    mouth.until(MouthReady)


def test_without_a_voice_for_any_language_it_says_so(make: Make) -> None:
    lost = make(languages=("xx",)).until(MouthLost)
    assert (lost.because, lost.reason) == ("no_espeak", "espeak-ng has no voice for xx.")
