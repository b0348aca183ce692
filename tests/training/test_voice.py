"""The robot-taught voice: it learns, is written for Vosk, is measured, and understands robots it never heard."""

from __future__ import annotations

import json
import wave
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

import kiosk
from kiosk.errors import KioskError
from kiosk.speech.recogniser import Listener
from kiosk.speech.transcribe import pick
from kiosk.speech.voices import verify
from kiosk.training.voice import SIZES, Lessons, VoiceSize, graph_sentences, lessons, load, train, voice_size
from kiosk.training.voice_espeak import Voice, variants, voices
from kiosk.training.voice_evaluate import Heard, errors, false_words, listen, rates, read_clips
from kiosk.training.voice_export import export_voice, robot_name, voice_card, with_sentences
from kiosk.training.voice_grammar import Said, starters, text_of
from kiosk.training.voice_net import VoiceNet, batch_of, loss_of
from kiosk.training.voice_sound import KINDS, RATE, nothing
from kiosk.training.voice_speech import Utterance, spoken

CHECKOUT = Path(kiosk.__file__).parents[1]
CONTENT = CHECKOUT / "exhibit_content"
SMALL = VoiceSize("tiny", 32, 1, 48, 12, 200, 1_500, 15)


def loss_on(net: VoiceNet, learned: Lessons) -> float:
    with torch.no_grad():
        x, frames, targets, lengths = batch_of(learned.sounds, learned.texts)
        return float(loss_of(net.eval()(x), frames, targets, lengths))


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("voice")
    train(folder, "fr", CONTENT, SMALL, None)
    return folder


def test_a_small_voice_learns_something_in_seconds_and_goes_on_where_it_stopped(trained: Path) -> None:
    learned = lessons(trained, "fr", CONTENT, SMALL)
    net, units, history = load(trained / "voice-fr.pt")
    assert units == learned.units
    torch.manual_seed(1)
    before = VoiceNet(len(units), SMALL.width, SMALL.depth)
    before.mean.copy_(net.mean)
    before.deviation.copy_(net.deviation)
    after = loss_on(net, learned)
    assert after < 0.6 * loss_on(before, learned)
    heard = history["utterances_heard"]
    assert heard == 12 * len(learned.texts)
    train(trained, "fr", CONTENT, replace(SMALL, epochs=18), None)
    net, _, history = load(trained / "voice-fr.pt")
    assert history["utterances_heard"] == 18 * len(learned.texts)
    assert loss_on(net, learned) < after


def test_a_voice_of_another_shape_is_not_gone_on_with(trained: Path) -> None:
    with pytest.raises(KioskError, match="another shape"):
        train(trained, "fr", CONTENT, replace(SMALL, width=16), None)


def test_the_dial_has_its_settings_only() -> None:
    assert voice_size("full") is SIZES["full"]
    with pytest.raises(KioskError, match="no setting huge: give tiny or full"):
        voice_size("huge")


def test_a_trained_voice_is_a_folder_that_vosk_loads(trained: Path, tmp_path: Path) -> None:
    made = {"command": "test", "date": "2026-11-24"}
    voice = export_voice(trained / "voice-fr.pt", tmp_path, "fr", CONTENT, "tiny", made)
    assert voice.name == "voice-robot-fr"
    assert voice.taught_by == "robot"
    assert verify(voice.folder) == []
    heard = listen(Listener(voice), np.zeros(RATE, np.int16), "")
    assert heard.heard == ""
    # The same network hears other sentences, in a folder of its own.
    own = with_sentences(voice, tmp_path / "voice-own", [(Said("allume"), Said("la"), Said("lampe"))], None)
    assert (own.folder / "graph" / "words.txt").read_text() == "<eps> 0\nallume 1\nla 2\nlampe 3\n#0 4\n"
    assert Listener(own).voice.name == "voice-own"


def test_every_starter_is_in_the_graph() -> None:
    for language in ("fr", "en"):
        words = {said.word for sentence in graph_sentences(language, CONTENT, 400) for said in sentence}
        assert {said.word for sentence in starters(CONTENT, language) for said in sentence} <= words


def test_wrong_words_are_counted_as_everyone_counts_them() -> None:
    said = ["un", "chat", "rouge", "dans", "la", "neige"]
    assert errors(said, said) == 0
    assert errors(said, ["un", "chat", "bleu", "dans", "la", "neige"]) == 1
    assert errors(said, ["un", "chat", "dans", "la", "grande", "neige"]) == 2
    assert errors(said, []) == 6
    assert errors([], ["chat"]) == 1
    those = [Heard("un chat", "un chat", 1, 1), Heard("un chien noir", "un noir", 1, 1)]
    assert rates(those) == {"clips": 2, "word_error_rate": 0.2, "sentences_right": 0.5}


def test_false_words_are_those_that_nobody_said() -> None:
    assert false_words([Heard("", "un chat", 1, 1)]) == 2
    assert false_words([Heard("le chat dort", "chat", 1, 1)]) == 0
    assert false_words([Heard("le chat dort", "chat chat rouge", 1, 1)]) == 2


def clip(path: Path) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(np.ones(RATE, "<i2").tobytes())


def test_a_museums_own_clips_are_read_and_what_is_wrong_with_them_is_said(tmp_path: Path) -> None:
    with pytest.raises(KioskError, match=r"holds no transcripts\.tsv with the columns file, lang and transcript"):
        read_clips(tmp_path, "fr")
    for name in ("a.wav", "b.wav", "c.wav", "other.wav"):
        clip(tmp_path / name)
    table = tmp_path / "transcripts.tsv"
    table.write_text(
        "file\tlang\ttranscript\na.wav\tfr\tUn chat, s’il plaît !\nb.wav\ten\ta cat\nc.wav\tfr\t\n", encoding="utf-8"
    )
    known, unknown = read_clips(tmp_path, "fr")
    assert [said for said, _ in known] == ["un chat s'il plaît"]
    assert len(unknown) == 2, "one without a line, and one without words"
    table.write_text("file\tlang\ttranscript\ngone.wav\tfr\tun chat\n", encoding="utf-8")
    with pytest.raises(KioskError, match=r"names gone\.wav, which is not there"):
        read_clips(tmp_path, "fr")
    table.write_text("name\twords\na.wav\tun chat\n", encoding="utf-8")
    with pytest.raises(KioskError, match="does not begin with a line of the names"):
        read_clips(tmp_path, "fr")


# The shipped voices.


@pytest.fixture(scope="module", params=["fr", "en"])
def shipped(request: pytest.FixtureRequest) -> Listener:
    return Listener(pick(CHECKOUT / "models", request.param, robot_name(request.param)))


def test_a_shipped_voice_understands_robots_it_never_heard(shipped: Listener) -> None:
    language = shipped.voice.language
    names = [name for name in voices(language, True) if "whisper" not in name][::11]
    those = [
        Utterance("prompt", text_of(sentence), Voice(name), (1, number), clean=True)
        for number, (sentence, name) in enumerate(zip(3 * starters(CONTENT, language), 9 * names, strict=False))
    ]
    sounds = spoken(those, language, CONTENT)
    heard = [listen(shipped, sound, one.text) for one, sound in zip(those, sounds, strict=True)]
    assert rates(heard)["word_error_rate"] <= 0.1, heard


def test_a_shipped_voice_hears_no_word_in_silence_and_noise(shipped: Listener) -> None:
    dice = np.random.default_rng(3)
    for kind in ("silence", *KINDS[:-1]):
        assert listen(shipped, nothing(3, dice, kind=kind), "").heard == "", kind


def test_a_shipped_voice_is_small_and_its_card_holds_its_figures(shipped: Listener) -> None:
    voice = shipped.voice
    assert sum(path.stat().st_size for path in voice.folder.rglob("*") if path.is_file()) <= 3_000_000
    assert verify(voice.folder) == []
    found = json.loads((voice.folder / "evaluation.json").read_text(encoding="utf-8"))
    made = json.loads((voice.folder / "manifest.json").read_text(encoding="utf-8"))["made"]
    assert (voice.folder / "README.md").read_text(encoding="utf-8") == voice_card(voice, found, made)
    assert set(found["voices_held_out"]) <= set(variants())
