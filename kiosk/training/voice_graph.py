"""What a voice may hear: a back-off bigram over sentences, phonemes with blanks between, and a way out for the rest.

A path through the graph hears units of the network (with the blanks of CTC between them) and says words. Speech that
is no word of the sentences goes through a loop of any phonemes, which says nothing.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kiosk.training.voice_grammar import Said, Sentence
from kiosk.training.voice_kaldi import Graph, heard

BLANK = "<blank>"
"""The name of the network's first unit."""
_DISCOUNT = 0.5
_START, _END = Said("<s>"), Said("</s>")

Pronunciations = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class WayOut:
    """What it costs to hear no word: to begin with it, and for every phoneme. Cheaper: fewer wrong words, more lost."""

    entry: float = 4.0
    phoneme: float = 1.75


def decoding_graph(
    sentences: Iterable[Sentence], pronunciations: Pronunciations, units: Sequence[str], way_out: WayOut | None
) -> tuple[Graph, list[str]]:
    """The graph and its words; `units` are the network's, blank first. Without a way out all speech becomes words.

    The costs are those of a bigram with absolute discounting: P(w|h) = (n(h,w) - 1/2) / n(h), the rest shared by n(w).
    """
    alone: Counter[Said] = Counter()
    pairs: defaultdict[Said, Counter[Said]] = defaultdict(Counter)
    for sentence in sentences:
        alone.update((*sentence, _END))
        for history, word in zip((_START, *sentence), (*sentence, _END), strict=True):
            pairs[history][word] += 1
    tokens = sorted(token for token in alone if token != _END)
    words = sorted({token.word for token in tokens})
    number = {word: place for place, word in enumerate(words, 1)}
    unit = {name: place for place, name in enumerate(units)}
    graph = Graph()
    start, quiet, back = graph.state(), graph.state(), graph.state()
    after = {token: graph.state() for token in (_START, *tokens)}
    before = {token: graph.state() for token in tokens}
    # Silence before the first word; the recording may hold nothing else.
    graph.arc(start, after[_START])
    graph.arc(start, quiet, heard(0))
    graph.arc(quiet, quiet, heard(0, again=True))
    graph.arc(quiet, after[_START])
    graph.finals[start] = graph.finals[quiet] = 0.0
    for token in tokens:
        _sounds(graph, before[token], after[token], [unit[name] for name in pronunciations[token.word]])
    for history, state in after.items():
        seen = pairs[history]
        total = sum(seen.values())
        for token, count in seen.items():
            cost = -math.log((count - _DISCOUNT) / total)
            if token == _END:
                graph.finals[state] = cost
            else:
                graph.arc(state, before[token], word=number[token.word], cost=cost)
        graph.arc(state, back, cost=-math.log(_DISCOUNT * len(seen) / total))
    total = sum(alone.values())
    for token, count in alone.items():
        cost = -math.log(count / total)
        if token == _END:
            graph.finals[back] = cost
        else:
            graph.arc(back, before[token], word=number[token.word], cost=cost)
    if way_out:
        _anything(graph, back, range(1, len(units)), way_out)
    return graph, words


def _sounds(graph: Graph, start: int, end: int, units: Sequence[int]) -> None:
    """The units one after the other: blanks may stand between them, and must between two that are the same."""
    reached, paused, last = start, start, 0
    for unit in units:
        now, pause = graph.state(), graph.state()
        if unit != last:
            graph.arc(reached, now, heard(unit))
        if paused != reached:
            graph.arc(paused, now, heard(unit))
        graph.arc(now, now, heard(unit, again=True))
        graph.arc(now, pause, heard(0))
        graph.arc(pause, pause, heard(0, again=True))
        reached, paused, last = now, pause, unit
    graph.arc(reached, end)
    graph.arc(paused, end)


def _anything(graph: Graph, back: int, units: Iterable[int], way_out: WayOut) -> None:
    """Any phonemes in any order; afterwards any word may follow. No way leads round without hearing something."""
    entrance, exit_ = graph.state(), graph.state()
    graph.arc(back, entrance, cost=way_out.entry)
    for unit in units:
        now, pause = graph.state(), graph.state()
        graph.arc(entrance, now, heard(unit), cost=way_out.phoneme)
        graph.arc(now, now, heard(unit, again=True))
        graph.arc(now, pause, heard(0))
        graph.arc(pause, pause, heard(0, again=True))
        graph.arc(now, exit_)
        graph.arc(pause, exit_)
    graph.arc(exit_, entrance)
    graph.arc(exit_, back)
    graph.finals[exit_] = 0.0
