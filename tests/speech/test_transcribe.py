"""`kiosk transcribe`, `kiosk models` with voices, and what `kiosk doctor` says of them: the commands themselves."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from kiosk.__main__ import main
from kiosk.doctor import _microphone as examine_microphone
from kiosk.speech.examine import Look, level_of, microphone_sentences, voice_sentences
from kiosk.speech.microphone import Device, MicrophoneError, Played, choose, plain_name
from kiosk.speech.sound import Loudness, Sound, read_wav
from kiosk.speech.voices import read_voice, write_manifest
from tests.speech.material import FRENCH_TEXT, clip, resampled, save, small_voice, tone


@pytest.fixture
def home(models: Path) -> Path:
    """A kiosk's home with nothing but voices."""
    (models.parent / "exhibit_content").mkdir()
    return models.parent


def run(home: Path, *arguments: str) -> int:
    return main(["--home", str(home), *arguments])


def installed(models: Path, name: str, verified: bool) -> None:
    """Make a voice look as if it had been added."""
    voice = small_voice(models, "fr", name, "people")
    source = {"verified": verified, "added": "2026-11-24"}
    write_manifest(voice.folder, {"language": "fr", "licence": "x", "taught_by": "people", "source": source})


def test_the_answer_has_text_words_times_and_the_voice(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small_voice(home / "models")
    assert run(home, "transcribe", str(clip()), "--language", "fr", "--json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["text"], answer["model"], answer["taught_by"]) == (FRENCH_TEXT, "voice-tiny-fr", "robot")
    assert answer["seconds"] == pytest.approx(read_wav(clip()).seconds, abs=0.001) and answer["realtime_factor"] > 0
    assert [word["word"] for word in answer["words"]] == FRENCH_TEXT.split()
    for word in answer["words"]:
        assert set(word) == {"word", "start", "end", "confidence", "known"} and word["start"] < word["end"]


def test_any_rate_and_two_channels_are_heard(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small_voice(home / "models")
    wide = resampled(read_wav(clip()), 48_000)
    path = save(tmp_path / "stereo.wav", 48_000, np.repeat(wide.samples, 2), channels=2)
    assert run(home, "transcribe", str(path)) == 0
    assert capsys.readouterr().out.splitlines()[0] == FRENCH_TEXT


def test_an_installed_voice_is_taken_before_the_robots_and_it_says_which(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    small_voice(home / "models", "fr", "voice-robot-fr")
    assert run(home, "transcribe", str(clip())) == 0
    assert "[voice-robot-fr, taught by robot: a robot’s speech is all it knows]" in capsys.readouterr().out
    installed(home / "models", "vosk-small-fr", verified=True)
    assert run(home, "transcribe", str(clip())) == 0
    assert "[vosk-small-fr, taught by people]" in capsys.readouterr().out
    assert run(home, "transcribe", str(clip()), "--model", "voice-robot-fr") == 0
    assert "[voice-robot-fr," in capsys.readouterr().out


def test_without_a_voice_or_with_a_wrong_file_there_is_one_sentence(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(home, "transcribe", str(clip())) == 2
    assert "There is no voice for 'fr' (there are: none)" in capsys.readouterr().err
    small_voice(home / "models")
    for arguments, says in (
        ([str(clip()), "--language", "nl"], "There is no voice for 'nl' (there are: fr)"),
        ([str(clip()), "--model", "other"], "There is no voice 'other' in models; there are: voice-tiny-fr."),
        ([str(tmp_path / "nothing.wav")], "There is no file"),
        ([str(save(tmp_path / "low.wav", 8_000, tone(1, 8_000)))], "8000 samples a second"),
    ):
        assert run(home, "transcribe", *arguments) == 2
        printed = capsys.readouterr()
        assert says in printed.err and printed.out == ""


def test_a_broken_voice_is_explained_file_by_file(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    voice = small_voice(home / "models")
    (voice.folder / "graph" / "words.txt").unlink()
    (voice.folder / "am" / "final.mdl").write_bytes(b"x")
    for model in ([], ["--model", "voice-tiny-fr"]):
        assert run(home, "transcribe", str(clip()), *model) == 2
        assert "voice-tiny-fr/graph/words.txt" in capsys.readouterr().err


# --- kiosk models --------------------------------------------------------------------------------


def test_verify_looks_at_voices_too_and_installed_ones_are_not_for_git(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    small_voice(home / "models")
    installed(home / "models", "vosk-small-fr", verified=True)
    installed(home / "models", "vosk-small-nl", verified=False)
    assert run(home, "models", "verify") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == [
        f"{name}: every file is what its manifest says." for name in ("voice-tiny-fr", "vosk-small-fr")
    ]
    assert lines[2].startswith("vosk-small-nl: every file is as it was added. NOT verified: no SHA-256")
    assert "installed here and not counted: vosk-small-fr, vosk-small-nl" in lines[3]
    assert "hold 0.5 MiB" in lines[3]
    (home / "models" / "vosk-small-fr" / "graph" / "words.txt").write_bytes(b"")
    (home / "models" / "voice-tiny-fr" / "extra").write_bytes(b"")
    assert run(home, "models", "verify", "--json") == 1
    report = json.loads(capsys.readouterr().out)
    assert report["unverified"] == ["vosk-small-nl"]
    assert report["problems"]["voice-tiny-fr"] == ["voice-tiny-fr/extra is listed in no manifest."]
    assert len(report["problems"]["vosk-small-fr"]) == 1


def test_a_voice_that_somebody_copied_by_hand_says_how_it_is_added(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    voice = small_voice(home / "models")
    (voice.folder / "manifest.json").unlink()
    assert run(home, "models", "verify") == 1
    assert "add the voice again with `kiosk models add`" in capsys.readouterr().out


def test_the_list_holds_voices(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small_voice(home / "models")
    assert run(home, "models", "list") == 0
    assert json.loads(capsys.readouterr().out) == [
        {"name": "voice-tiny-fr", "kind": "voice", "language": "fr", "licence": "Apache-2.0"}
        | {"taught_by": "robot", "verified": True}
    ]


def test_add_from_a_folder_says_that_it_cannot_be_verified(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = small_voice(home, "fr", "unpacked").folder
    arguments = ["models", "add", "my-voice", "--from", str(source), "--language", "fr", "--licence", "CC0-1.0"]
    assert run(home, *arguments) == 0
    assert "models/my-voice is ready: fr, CC0-1.0. NOT verified" in capsys.readouterr().out
    assert not read_voice(home / "models" / "my-voice").verified
    assert run(home, *arguments) == 2
    assert "is there already" in capsys.readouterr().err


def test_without_a_name_everything_is_offered_and_nothing_fetched(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def no(*arguments: object, **more: object) -> None:
        raise AssertionError("fetched unasked")

    monkeypatch.setattr("urllib.request.urlopen", no)
    (home / "models" / "vosk-small-en-us").mkdir()
    monkeypatch.setattr("sys.stdin", open("/dev/null", encoding="utf-8"))  # noqa: PTH123, SIM115
    assert run(home, "models", "add") == 0
    out = capsys.readouterr().out
    assert "vosk-small-fr" in out and "is there already" in out and out.count("(cannot be verified)") == 2
    assert "Nothing was fetched." in out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [(["no-such"], "There is no voice 'no-such' in the catalogue"), (["a", "b", "--from", "x.zip"], "the one voice")],
)
def test_wrong_wishes_are_sentences(
    home: Path, arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(home, "models", "add", *arguments) == 2
    assert says in capsys.readouterr().err


# --- microphones ---------------------------------------------------------------------------------

USB = Device(3, "Jabra SPEAK 410 USB: Audio (hw:1,0)", 1, 16_000)
USB_AGAIN = Device(1, "Jabra SPEAK 410 USB: Audio (hw:2,0)", 1, 16_000)
DEFAULT = Device(2, "default", 32, 44_100)
SPEAKER = Device(0, "HDMI (hw:0,3)", 0, 48_000)


def test_a_microphone_is_found_by_its_name_whatever_its_number() -> None:
    assert choose([SPEAKER, DEFAULT, USB], USB.name, 2) == USB
    assert choose([SPEAKER, USB_AGAIN, DEFAULT], USB.name, 2) == USB_AGAIN
    assert choose([DEFAULT, USB], "jabra", 2) == USB
    assert plain_name(USB.name) == plain_name(USB_AGAIN.name) == "jabra speak 410 usb: audio"


def test_without_a_name_it_is_the_systems_default() -> None:
    assert choose([USB, DEFAULT], "", 2) == DEFAULT
    assert choose([USB], "", -1) == USB


def test_a_missing_microphone_is_never_replaced_by_another_and_the_sentence_names_those_there() -> None:
    with pytest.raises(MicrophoneError, match="'Jabra' is not there; there are: default"):
        choose([DEFAULT], "Jabra", 2)
    with pytest.raises(MicrophoneError, match="No microphone is connected"):
        choose([SPEAKER], "", -1)


def test_played_sound_comes_as_fast_as_it_would_be_spoken() -> None:
    now = [0.0]
    microphone = Played([Sound(16_000, tone(0.25))], lambda: now[0])
    microphone.start()
    assert microphone.read() is None
    now[0] = 0.21
    blocks = [microphone.read(), microphone.read(), microphone.read()]
    assert [block is None for block in blocks] == [False, False, True] and not microphone.ended
    now[0] = 0.31
    third = microphone.read()
    assert third is not None and len(third) == 3_200 and any(third[:1_600]) and not any(third[1_600:])
    assert microphone.ended


# --- doctor --------------------------------------------------------------------------------------


def test_the_level_is_measured_and_the_sound_is_gone() -> None:
    microphone = Played([Sound(16_000, tone(1, loud=0.1))], lambda: 0.0, speed=0)
    loud = level_of(microphone, lambda: 0.0)
    assert loud is not None and loud.dbfs == pytest.approx(-23, abs=0.1) and not loud.clipped and not loud.silent


def test_a_microphone_without_sound_is_not_waited_for_for_ever() -> None:
    times = iter(np.arange(0, 100, 0.5))
    microphone = Played([Sound(16_000, tone(1))], lambda: 0.0)
    assert level_of(microphone, lambda: float(next(times))) is None


HERE = Look(("Jabra",), "Jabra", 16_000, Loudness(-50, False, False))


@pytest.mark.parametrize(
    ("seen", "verdicts", "says"),
    [
        (HERE, ["fine", "fine"], "hears the room at -50 dBFS. Nothing was recorded."),
        (Look(("Jabra",), "Jabra", 16_000, Loudness(-96, False, True)), ["fine", "fault"], "quite silent"),
        (Look(("Jabra",), "Jabra", 16_000, Loudness(-3, True, False)), ["fine", "note"], "too loud"),
        (Look(("Jabra",), "Jabra", 16_000, Loudness(-70, False, False)), ["fine", "note"], "very quiet (-70 dBFS)"),
        (Look(("Jabra",), "Jabra", 16_000, Loudness(-20, False, False)), ["fine", "note"], "the room is loud"),
        (Look(("Jabra",), "Jabra", 48_000, None), ["fine", "fault"], "gives no sound"),
        (Look(problem="PortAudio is missing: install libportaudio2."), ["note"], "Typing works"),
        (None, ["fault"], "PortAudio hangs"),
    ],
)
def test_the_doctor_says_what_to_do_about_a_microphone(seen: Look | None, verdicts: list[str], says: str) -> None:
    found = list(microphone_sentences(seen))
    assert [verdict for verdict, _ in found] == verdicts
    assert says in " ".join(sentence for _, sentence in found)


def test_the_doctor_looks_at_real_hardware_without_failing_where_there_is_none() -> None:
    found = list(examine_microphone())
    assert found and all(finding.verdict in ("fine", "note", "fault") for finding in found)
    assert all(finding.sentence for finding in found)


def test_the_doctor_lists_voices_and_what_is_missing(models: Path) -> None:
    small_voice(models)
    installed(models, "vosk-small-fr", verified=False)
    broken = small_voice(models, "en")
    (broken.folder / "graph" / "words.txt").write_bytes(b"x" * 616)
    found = list(voice_sentences(models, ("fr", "en", "nl")))
    assert found == [
        ("fine", "vosk-small-fr: fr, taught by people, x, NOT verified."),
        ("fine", "voice-tiny-fr: fr, taught by robot, Apache-2.0."),
        ("fault", "voice-tiny-en/graph/words.txt has the right size but not the right content (sha256)."),
        ("note", "No voice taught by people for en, nl: visitors type there. See `make voices`."),
    ]
