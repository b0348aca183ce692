"""The referee's counting: right where painters are right, wrong where they are not, and never better than it is."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

from kiosk.imagier.captions import alone, evaluation_prompts
from kiosk.imagier.dataset import Description, describe, never_drawn, never_drawn_pairs
from kiosk.imagier.draw import render, svg
from kiosk.imagier.vocabulary import SCENES, SKIN_TONES
from kiosk.labels.labeller import Labeller
from kiosk.training.card import model_card
from kiosk.training.damage import blur, to_bytes, to_unit
from kiosk.training.evaluate import Painter, evaluate, judge_pairs, paint_and_judge, write_sheet
from kiosk.training.prompts import never_drawn_prompts
from kiosk.training.referee import (
    NOTHING,
    PARTS,
    Verdict,
    asked_of,
    check_drawings,
    check_referee,
    check_tones,
    judge,
    share,
    shares,
    tables,
    unseen,
    wilson,
)

MODELS = Path(__file__).parents[2] / "models"
PROMPTS = evaluation_prompts(30, 3)


@pytest.fixture(scope="module")
def labeller() -> Labeller:
    return Labeller.load(MODELS / "labeller")


def draws(truths: dict[str, Description]) -> Painter:
    """A painter that draws exactly what it is asked for, whatever the noise."""
    return lambda prompt, seed: render(svg(truths[prompt]), 256)


def test_a_perfect_painter_gets_nearly_everything_right(labeller: Labeller) -> None:
    _, verdicts = paint_and_judge(draws(dict(PROMPTS)), labeller, PROMPTS, 0, "test")
    assert shares(verdicts)["thing"]["right"] >= 29 and shares(verdicts)["scene"]["right"] >= 29
    assert shares(verdicts)["all_four"]["right"] >= 26


def test_a_painter_that_always_paints_the_same_picture_is_found_out(labeller: Labeller) -> None:
    same = render(svg(PROMPTS[0][1]), 256)
    _, verdicts = paint_and_judge(lambda prompt, seed: same, labeller, PROMPTS, 0, "test")
    truth = asked_of(PROMPTS[0][1])
    for part in PARTS:
        expected = sum(asked_of(description).get(part) == truth[part] for _, description in PROMPTS)
        assert abs(shares(verdicts)[part]["right"] - expected) <= 1
    assert shares(verdicts)["all_four"]["right"] < 5


def test_a_painter_of_fog_is_given_no_thing(labeller: Labeller) -> None:
    truths = dict(PROMPTS)

    def fog(prompt: str, seed: int) -> NDArray[np.uint8]:
        (blurred,) = to_bytes(blur(to_unit(render(svg(truths[prompt]), 256)[None]), 24))
        return np.asarray(blurred)

    _, verdicts = paint_and_judge(fog, labeller, PROMPTS, 0, "test")
    assert shares(verdicts)["thing"]["right"] <= 2


def test_a_picture_that_failed_is_wrong_in_everything(labeller: Labeller) -> None:
    painted, verdicts = paint_and_judge(lambda prompt, seed: None, labeller, PROMPTS[:3], 0, "test")
    assert painted == [None, None, None]
    assert all(set(verdict.answered.values()) == {NOTHING} for verdict in verdicts)
    assert shares(verdicts)["all_four"]["right"] == 0


def test_every_prompt_has_its_own_noise(labeller: Labeller) -> None:
    seeds = []

    def painter(prompt: str, seed: int) -> None:
        seeds.append(seed)

    paint_and_judge(painter, labeller, PROMPTS, 40, "test")
    assert seeds == list(range(40, 40 + len(PROMPTS)))


def test_right_and_wrong_are_told_part_by_part(labeller: Labeller) -> None:
    drawn = next(one for one in map(describe, range(99)) if len(one.placed) == 1 and one.placed[0].colour)
    result = labeller.label(render(svg(drawn), 256))
    asked = asked_of(drawn)
    assert judge(asked, result).all_right
    other = asked | {"colour": "pink"}
    verdict = judge(other, result)
    assert [part for part in PARTS if not verdict.right(part)] == ["colour"]
    assert not verdict.all_right


def test_nobody_asks_for_the_colour_of_a_rainbow() -> None:
    rainbow = Description(0, "sea", (alone("rainbow", "", "plain", lambda: 0.5),), 24, 0.5, False)
    asked = asked_of(rainbow)
    assert asked == {"thing": "rainbow", "texture": "plain", "scene": "sea"}
    right = Verdict(asked, asked | {"colour": ""})
    assert right.all_right
    wrong = Verdict(asked, asked | {"scene": "snow"})
    counted = shares([right, wrong])
    assert (counted["all_four"]["right"], counted["colour"]["of"], counted["thing"]["of"]) == (1, 0, 2)
    assert tables([right, wrong])["colour"] == {}


def test_two_things_are_no_question_for_this_referee() -> None:
    two = next(describe(i) for i in range(100) if len(describe(i).placed) == 2)
    with pytest.raises(ValueError, match="too many values"):
        asked_of(two)


def test_tables_count_every_word_and_what_came_instead(labeller: Labeller) -> None:
    same = render(svg(PROMPTS[0][1]), 256)
    _, verdicts = paint_and_judge(lambda prompt, seed: same, labeller, PROMPTS, 0, "test")
    found = tables(verdicts)
    for part in PARTS:
        assert sum(row["of"] for row in found[part].values()) == sum(part in asked_of(one) for _, one in PROMPTS)
        assert sum(row["right"] for row in found[part].values()) == shares(verdicts)[part]["right"]
        for row in found[part].values():
            assert sum(row["instead"].values()) == row["of"] - row["right"]


def test_wilson_intervals_are_those_of_the_book() -> None:
    # Newcombe 1998, table I: 81 of 263 and 0 of 20.
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-4)
    assert wilson(0, 20) == pytest.approx((0.0, 0.1611), abs=5e-4)
    assert wilson(0, 0) == (0.0, 1.0)


@given(st.integers(1, 400), st.data())
def test_a_share_lies_in_its_interval(of: int, data: st.DataObject) -> None:
    right = data.draw(st.integers(0, of))
    low, high = wilson(right, of)
    assert 0 <= low <= right / of <= high <= 1
    assert share([True] * right + [False] * (of - right))["right"] == right


def test_never_drawn_prompts_take_turns_and_name_their_pair() -> None:
    asked = never_drawn_prompts(25, 1)
    assert asked == never_drawn_prompts(25, 1)
    assert [pair for _, _, pair in asked[: len(never_drawn_pairs())]] == list(never_drawn_pairs())
    for prompt, truth, pair in asked:
        (one,) = truth.placed
        assert never_drawn(one.thing, one.colour, one.texture, truth.scene)
        for kind, word in pair.items():
            assert kind == "scene" or word in prompt
            assert asked_of(truth)[kind] == word


def test_both_parts_of_a_pair_must_be_there(labeller: Labeller) -> None:
    asked = never_drawn_prompts(10, 2)
    whole = judge_pairs(draws({prompt: truth for prompt, truth, _ in asked}), labeller, asked, 0)
    assert whole["both_parts"]["right"] >= 9
    scenes = {prompt: Description(0, SCENES[0], (), 24, 0.5, False) for prompt, _, _ in asked}
    assert judge_pairs(draws(scenes), labeller, asked, 0)["both_parts"]["right"] == 0


def test_the_referee_is_checked_on_good_soft_and_damaged_drawings(labeller: Labeller) -> None:
    checked = check_referee(labeller, 40, 0)
    assert checked["unseen_drawings"]["thing"]["of"] == 40
    assert checked["unseen_drawings"]["thing"]["share"] >= 0.97 and checked["unseen_drawings"]["scene"]["share"] >= 0.97
    assert checked["soft_drawings"]["thing"]["share"] >= 0.95
    for name, row in checked["damaged_drawings_refused"].items():
        assert row["share"] >= 0.8, name
    assert checked["unseen_drawings"]["attributes"]["colour"]["share"] >= 0.97


def test_attributes_are_judged_in_every_thing_they_are_asked_of(labeller: Labeller) -> None:
    descriptions = unseen(20)
    pictures = np.stack([render(svg(one), 256) for one in descriptions])
    attributes = check_drawings(labeller, descriptions, pictures)["attributes"]
    placed = [thing for one in descriptions for thing in one.placed]
    people = [one.people[0] for one in placed if len(one.people) == 1]
    assert attributes["texture"]["of"] == len(placed)
    assert attributes["skin tone"]["of"] == len(people)
    assert attributes["hair"]["of"] == sum(not one.headscarf for one in people)
    assert attributes["size"]["of"] == sum(len(one.placed) == 1 for one in descriptions)


def test_people_of_every_skin_tone_are_known_equally_well(labeller: Labeller) -> None:
    checked = check_tones(labeller, 12)
    assert list(checked["tones"]) == [str(tone + 1) for tone in range(len(SKIN_TONES))]
    # The same pictures in every tone, so the same things are asked of each.
    counted = [{name: row["of"] for name, row in tone["attributes"].items()} for tone in checked["tones"].values()]
    assert all(one == counted[0] for one in counted)
    assert counted[0]["skin tone"] >= 12
    assert checked["equal_within_a_point"] == (max(checked["apart"].values()) <= 0.01)


def test_the_sheet_shows_every_picture_and_leaves_failed_ones_empty(labeller: Labeller, tmp_path: Path) -> None:
    painted, verdicts = paint_and_judge(
        lambda prompt, seed: None if seed == 1 else render(svg(dict(PROMPTS)[prompt]), 128),
        labeller,
        PROMPTS[:4],
        0,
        "test",
    )
    write_sheet(tmp_path / "new" / "sheet.png", [prompt for prompt, _ in PROMPTS[:4]], painted, verdicts)
    page = np.asarray(Image.open(tmp_path / "new" / "sheet.png"))
    first, second = page[4:132, 4:132], page[4:132, 136:264]
    assert painted[0] is not None
    assert np.array_equal(first, painted[0])
    assert not second.std((0, 1)).any()


def test_the_embedded_model_is_evaluated_from_end_to_end(tmp_path: Path) -> None:
    figures = evaluate(
        MODELS / "imagier",
        MODELS / "labeller",
        prompts=3,
        steps=4,
        seed=9,
        drawings=10,
        sheet=tmp_path / "sheet.png",
        today=date(2026, 1, 2),
    )
    again = json.loads(json.dumps(figures))
    assert again["date"] == "2026-01-02"
    assert again["prompts"] == 3
    assert again["steps"] == 4
    assert again["right"]["thing"]["of"] == 3
    assert len(again["wrong"]) == 3 - again["right"]["all_four"]["right"]
    assert again["never_drawn_pairs"]["both_parts"]["of"] == 1
    assert again["two_things"]["of"] == 1
    assert again["vae"]["decibels"] > 15
    assert len(again["model_sha256"]) == 64
    assert (tmp_path / "sheet.png").exists()


def test_the_card_tells_what_was_measured_and_only_that() -> None:
    manifest = json.loads((MODELS / "imagier" / "manifest.json").read_text(encoding="utf-8"))
    figures = json.loads((MODELS / "imagier" / "evaluation.json").read_text(encoding="utf-8"))
    plain = model_card(manifest, figures, ("cat",))
    assert "## Copies" not in plain and "strength" not in plain
    share_of = share([True, True, False])
    figures["two_things"] = share_of
    figures["amplification"] = [
        {"feature": "red roof, house", "prompt": "a house", "tied_to_word": True, "data": share_of}
        | {"noise_seeds": "80000 to 80002", "at": {"1": share_of, "8": share([])}}
    ]
    quantiles = {"5 %": 12.0, "25 %": 20.5, "50 %": 31.25}
    one = {"pictures": 9, "near": 1, "differences": quantiles, "nearest": {"picture": 3, "difference": 8.0}}
    figures["copies"] = {"near_below": 10.0, "compared_at": 64, "painted": one, "held_out_drawings": one}
    card = model_card(manifest, figures, ("cat",))
    assert "| both of two things | 66.7% | 3 |" in card
    assert "| red roof, house | a house | 66.7% | 67% (21%–94%) | – |" in card
    assert "Of 9 painted pictures, 1 look like a drawing" in card and "31.2" in card
