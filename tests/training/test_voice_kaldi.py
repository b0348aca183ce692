"""The voice's format: what we write by hand is read by the real Vosk, which hears in it what the network says."""

from __future__ import annotations

import json
import math
import struct
from pathlib import Path

import numpy as np
import pytest
import torch
import vosk
from numpy.typing import NDArray

from kiosk.training.voice_grammar import Said
from kiosk.training.voice_graph import BLANK, WayOut, decoding_graph
from kiosk.training.voice_kaldi import EPSILON, Graph, graph_file, units_of, words_file, write_model
from kiosk.training.voice_net import VoiceNet
from kiosk.training.voice_sound import RATE, features, nothing

UNITS = [BLANK, "a", "b", "c", "d"]
SOUNDS = {"ab": ("a", "b"), "ba": ("b", "a"), "cc": ("c", "c"), "dad": ("d", "a", "d")}
SENTENCES = [tuple(Said(word) for word in line.split()) for line in ("ab ba cc", "ba dad", "cc ab", "dad", "ab ba")]
OF_GRAPHS = 0.9
"""Vosk looks for the best of the paths it kept with the costs of the graph counted so much."""


def a_network(seed: int, width: int = 16, depth: int = 2) -> VoiceNet:
    """A network that has heard a little noise, so that its normalisations are not the identity."""
    torch.manual_seed(seed)
    net = VoiceNet(len(UNITS), width, depth)
    net.mean.normal_(0, 5)
    net.deviation.uniform_(8, 12)
    for _ in range(20):
        net(torch.randn(4, 60, 40) * 20)
    with torch.no_grad():
        net.out.weight *= 6
    return net.eval()


def a_sound(seed: int, seconds: float = 1.5) -> NDArray[np.int16]:
    return nothing(seconds, np.random.default_rng(seed), kind="knocks")


def best_path(graph: Graph, answers: NDArray[np.float32]) -> tuple[float, list[int]]:
    """Viterbi's search through the whole graph, nothing left out: the cost of the best path, and its words."""

    def follow(reached: dict[int, tuple[float, list[int]]]) -> dict[int, tuple[float, list[int]]]:
        waiting = list(reached)
        while waiting:
            state = waiting.pop()
            total, words = reached[state]
            for hears, word, cost, after in graph.arcs[state]:
                then = total + OF_GRAPHS * cost
                if hears == EPSILON and (after not in reached or then < reached[after][0] - 1e-9):
                    reached[after] = (then, words + [word] * (word > 0))
                    waiting.append(after)
        return reached

    now = follow({0: (0.0, [])})
    for frame in answers:
        then: dict[int, tuple[float, list[int]]] = {}
        for state, (total, words) in now.items():
            for hears, word, cost, after in graph.arcs[state]:
                if hears != EPSILON:
                    here = total + OF_GRAPHS * cost - float(frame[(hears - 1) // 2])
                    if after not in then or here < then[after][0]:
                        then[after] = (here, words + [word] * (word > 0))
        now = follow(then)
    return min(
        (now[state][0] + OF_GRAPHS * cost, now[state][1]) for state, cost in graph.finals.items() if state in now
    )


def heard_by_vosk(folder: Path, sound: NDArray[np.int16], block: int = 1_600) -> tuple[float, str]:
    vosk.SetLogLevel(-1)
    recogniser = vosk.KaldiRecognizer(vosk.Model(str(folder)), RATE)
    recogniser.SetMaxAlternatives(1)
    for start in range(0, len(sound), block):
        assert not recogniser.AcceptWaveform(sound[start : start + block].tobytes()), "no pause in so short a sound"
    (first,) = json.loads(recogniser.FinalResult())["alternatives"]
    return -first["confidence"], first["text"].strip()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_vosk_gives_the_best_path_the_score_that_the_torch_network_gives_it(tmp_path: Path, seed: int) -> None:
    net, sound = a_network(seed), a_sound(seed)
    graph, words = decoding_graph(SENTENCES, SOUNDS, UNITS, None)
    write_model(tmp_path, net.kaldi_layers(), graph, words, UNITS)
    with torch.no_grad():
        answers = net(torch.from_numpy(features(sound))[None])[0].numpy()
    score, path = best_path(graph, answers)
    vosks_score, text = heard_by_vosk(tmp_path, sound)
    assert text == " ".join(words[number - 1] for number in path)
    assert vosks_score == pytest.approx(score, abs=2e-3 * len(answers) + 0.05)


def test_the_affine_layers_are_the_network_with_everything_folded_in() -> None:
    net = a_network(7)
    x = torch.randn(1, 50, 40) * 12
    layers = net.kaldi_layers()

    def answer(number: int, frame: int) -> NDArray[np.float64]:
        """Of layer `number` at a frame, as Kaldi computes it; -1 is the input, which ends as it began."""
        if number < 0:
            return x[0, min(max(frame, 0), 49)].double().numpy()
        layer = layers[number]
        looked = np.concatenate([answer(number - 1, frame + offset) for offset in layer.offsets])
        out = layer.weight @ looked + layer.bias
        return np.asarray(np.maximum(out, 0) if number < len(layers) - 1 else out - np.log(np.exp(out).sum()))

    with torch.no_grad():
        whole = net(x)[0].numpy()
    assert len(whole) == (50 + 2) // 3
    for frame in (0, 8, 16):
        np.testing.assert_allclose(answer(len(layers) - 1, 3 * frame), whole[frame], atol=2e-4)


def test_a_model_that_says_nothing_hears_nothing(tmp_path: Path) -> None:
    net = a_network(4)
    with torch.no_grad():
        assert net.out.bias is not None
        net.out.bias[0] += 1_000
    graph, words = decoding_graph(SENTENCES, SOUNDS, UNITS, WayOut())
    write_model(tmp_path, net.kaldi_layers(), graph, words, UNITS)
    assert heard_by_vosk(tmp_path, a_sound(9))[1] == ""


def test_the_graph_file_is_openfsts_and_its_words_are_numbered() -> None:
    graph = Graph()
    first, second = graph.state(), graph.state()
    graph.arc(first, second, 4, 1, 0.25)
    graph.finals[second] = 1.5
    file = graph_file(graph)
    head = struct.calcsize("<i") + 4 + len("vector") + 4 + len("standard") + struct.calcsize("<iiQqqq")
    assert struct.unpack_from("<q", file, head - 8) == (1,), "one arc"
    assert struct.unpack_from("<fq", file, head) == (math.inf, 1)
    assert struct.unpack_from("<iifi", file, head + 12) == (4, 1, 0.25, 1)
    assert struct.unpack_from("<fq", file, head + 12 + 16) == (1.5, 0)
    assert words_file(["chat", "rouge"]) == "<eps> 0\nchat 1\nrouge 2\n#0 3\n"


def paths_of(graph: Graph, sounds: list[str]) -> list[int]:
    """The words of the cheapest way to hear these units, each for one frame ("" is a blank)."""
    answers = np.full((len(sounds), len(UNITS)), -50.0, np.float32)
    for frame, name in enumerate(sounds):
        answers[frame, UNITS.index(name or BLANK)] = 0
    return best_path(graph, answers)[1]


def test_equal_sounds_need_a_blank_between_them_and_others_do_not() -> None:
    graph, words = decoding_graph(SENTENCES, SOUNDS, UNITS, None)
    said = [words[number - 1] for number in paths_of(graph, ["c", "", "c", "a", "a", "b"])]
    assert said == ["cc", "ab"]
    assert paths_of(graph, ["c", "c"]) == [], "one c, however long, is no word"


def test_sounds_of_no_word_go_through_the_way_out_and_say_nothing() -> None:
    graph, words = decoding_graph(SENTENCES, SOUNDS, UNITS, WayOut(3.0, 1.5))
    assert paths_of(graph, ["d", "c", "d", "b"]) == []
    assert [words[number - 1] for number in paths_of(graph, ["d", "c", "d", "b", "", "a", "b", "", "b", "a"])] == [
        "ab",
        "ba",
    ]


def test_a_word_in_two_parts_of_the_grammar_is_one_word_on_screen(tmp_path: Path) -> None:
    sentences = [(Said("ab", "m"), Said("cc", "m")), (Said("ba", "f"), Said("cc", "f"))]
    graph, words = decoding_graph(sentences, SOUNDS, UNITS, None)
    assert words == ["ab", "ba", "cc"]
    write_model(tmp_path, a_network(1).kaldi_layers(), graph, words, UNITS)
    assert units_of(tmp_path) == UNITS
