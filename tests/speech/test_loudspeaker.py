"""Loudspeakers: which one is taken, what is played of what is queued, and sound at the rate a loudspeaker wants."""

from __future__ import annotations

import sys
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from kiosk.doctor import _loudspeaker as examine_loudspeaker
from kiosk.speech.examine_aloud import Look, loudspeaker_sentences, play
from kiosk.speech.loudspeaker import (
    Counting,
    LoudspeakerError,
    Output,
    Queue,
    RealLoudspeaker,
    choose,
    open_loudspeaker,
)
from kiosk.speech.resample import resampled
from tests.speech.material import noise, tone

OUTPUTS = [
    Output(0, "HDA Intel: Analog (hw:0,0)", 2, 44_100),
    Output(3, "USB Audio: Speaker (hw:1,0)", 2, 48_000),
    Output(5, "a microphone", 0, 48_000),
]


def test_the_wanted_loudspeaker_is_found_by_name_whatever_its_number() -> None:
    assert choose(OUTPUTS, "USB Audio: Speaker (hw:7,3)", 0).index == 3
    assert choose(OUTPUTS, "usb audio", 0).index == 3
    assert choose(OUTPUTS, "", 3).index == 3
    assert choose(OUTPUTS, "", 99).index == 0


def test_a_loudspeaker_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(LoudspeakerError, match=r"'Bose' is not there; there are: HDA .*, USB"):
        choose(OUTPUTS, "Bose", 0)
    with pytest.raises(LoudspeakerError, match="No loudspeaker is connected"):
        choose([OUTPUTS[2]], "", 0)


def test_without_portaudio_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sounddevice", None)
    with pytest.raises(LoudspeakerError, match="install libportaudio2") as error:
        open_loudspeaker({}, lambda: 0.0)
    assert error.value.because == "no_portaudio"


def test_the_queue_gives_all_in_order_and_overwrites_what_was_played() -> None:
    queue, blocks = Queue(), [np.full(3, 1, np.int16), np.full(4, 2, np.int16)]
    for block in blocks:
        queue.put(block)
    into = np.zeros(5, np.int16)
    queue.take(into)
    assert into.tolist() == [1, 1, 1, 2, 2] and (queue.taken, queue.waiting) == (5, 2)
    assert blocks[0].tolist() == [0, 0, 0] and blocks[1].tolist() == [0, 0, 2, 2]
    queue.clear()
    queue.take(into)
    assert blocks[1].tolist() == [0, 0, 0, 0] and (queue.taken, queue.waiting) == (5, 0)


def test_one_that_counts_plays_as_time_passes_and_no_more_than_there_is() -> None:
    now = [10.0]
    counting = Counting(lambda: now[0], rate=1000)
    counting.start()
    counting.write(np.zeros(500, np.int16))
    now[0] += 0.25
    assert (counting.played, counting.waiting) == (250, 250)
    now[0] += 5
    assert (counting.played, counting.waiting) == (500, 0)
    counting.write(np.zeros(100, np.int16))
    assert counting.waiting == 100, "silence in between is not made up for"
    counting.stop()
    assert counting.waiting == 0


@pytest.mark.parametrize("rate", [44_100, 48_000])
def test_another_rate_is_the_same_sound(rate: int) -> None:
    samples = tone(0.5, 22_050, hz=1000.0)
    made = resampled(samples, 22_050, rate)
    expected = tone(0.5, rate, hz=1000.0)
    assert len(made) == len(expected)
    middle = slice(200, -200)
    wrong = made[middle].astype(np.float64) - expected[middle]
    assert np.sqrt(np.mean(wrong**2)) < 0.01 * np.sqrt(np.mean(expected[middle].astype(np.float64) ** 2))
    assert np.array_equal(resampled(samples, 22_050, 22_050), samples) and not len(resampled(samples[:0], 22_050, rate))


class _Stream:
    """What PortAudio would give: calls back when told to."""

    def __init__(self, **how: Any) -> None:  # noqa: ANN401 (as PortAudio)
        self.how, self.calls = how, list[str]()

    def start(self) -> None:
        self.calls.append("start")

    def abort(self, ignore_errors: bool) -> None:
        self.calls.append("abort")

    def close(self, ignore_errors: bool) -> None:
        self.calls.append("close")

    def play(self, frames: int) -> np.ndarray[Any, np.dtype[np.int16]]:
        data = bytearray(b"\x7f" * frames * 2 * self.how["channels"])
        self.how["callback"](memoryview(data), frames, None, None)
        return np.frombuffer(bytes(data), np.int16).reshape(frames, self.how["channels"])


def test_a_real_one_gets_the_samples_on_both_channels_and_silence_when_there_are_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The stream is ours, everything around it is real: PortAudio itself is on no test machine."""
    streams: list[_Stream] = []

    class PortAudioError(Exception):
        pass

    def opened(**how: Any) -> _Stream:  # noqa: ANN401 (as PortAudio)
        streams.append(_Stream(**how))
        return streams[-1]

    def settings(index: int, channels: int, dtype: str, samplerate: int) -> None:
        if (samplerate, channels) != (48_000, 2):
            raise PortAudioError

    card = {"index": 4, "name": "Card", "max_output_channels": 2, "default_samplerate": 48_000.0}
    module = SimpleNamespace(
        PortAudioError=PortAudioError,
        RawOutputStream=opened,
        check_output_settings=settings,
        query_devices=lambda: [card],
        default=SimpleNamespace(device=(-1, 4)),
    )
    monkeypatch.setitem(sys.modules, "sounddevice", module)
    speaker = RealLoudspeaker()
    assert (speaker.name, speaker.rate) == ("Card", 48_000) and not streams, "nothing is opened before it is needed"
    speaker.start()
    speaker.write(noise(0.01, 48_000))
    heard = streams[0].play(600)
    assert np.array_equal(heard[:480, 0], noise(0.01, 48_000)) and np.array_equal(heard[:, 0], heard[:, 1])
    assert not heard[480:].any() and (speaker.played, speaker.waiting) == (480, 0)
    speaker.write(noise(0.01, 48_000))
    speaker.stop()
    assert speaker.waiting == 0 and streams[0].calls == ["start", "abort", "close"]
    assert not streams[0].play(480).any(), "what was queued is never heard"


# --- what the doctor says --------------------------------------------------------------------------

GOOD = Look(("Card",), "Card", 48_000, languages=("fr", "en"))


@pytest.mark.parametrize(
    ("seen", "verdicts", "says"),
    [
        (GOOD, ["fine", "fine"], "Used: Card, 48000 Hz. espeak-ng reads fr, en aloud."),
        (None, ["fault"], "PortAudio hangs: unplug the loudspeaker"),
        (replace(GOOD, chosen="", problem="No loudspeaker is connected."), ["note", "fine"], "its button stays away"),
        (replace(GOOD, languages=("fr",)), ["fine", "fine", "note"], "no voice for en: there nothing is read aloud"),
        (
            replace(GOOD, languages=(), lack="espeak-ng is missing: x."),
            ["fine", "fault"],
            "missing: x. Nothing is read",
        ),
        (replace(GOOD, spoken=True, taken=True), ["fine", "fine", "fine"], "Was it heard?"),
        (replace(GOOD, spoken=True), ["fine", "fault", "fine"], "Card takes no sound"),
    ],
)
def test_the_doctor_says_what_to_do_about_a_loudspeaker(seen: Look | None, verdicts: list[str], says: str) -> None:
    found = list(loudspeaker_sentences(seen, ("fr", "en")))
    assert [verdict for verdict, _ in found] == verdicts
    assert says in " ".join(sentence for _, sentence in found)


def test_the_doctor_looks_at_real_hardware_and_the_real_espeak_ng_and_plays_nothing() -> None:
    found = list(examine_loudspeaker(("fr", "en", "nl", "de"), speak=False))
    assert all(finding.topic == "loudspeaker" and finding.sentence for finding in found)
    assert "espeak-ng reads fr, en, nl, de aloud." in [finding.sentence for finding in found]


def test_played_to_the_end_or_not_taken_at_all() -> None:
    now = [0.0]

    def later() -> float:
        now[0] += 0.05
        return now[0]

    assert play(Counting(later), [tone(0.2, 22_050)], later)
    assert not play(Counting(lambda: 0.0), [tone(0.2, 22_050)], later)
