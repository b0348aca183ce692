"""Contact sheets, one picture with its labels, and the commands that write them."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from kiosk.imagier.cli import add_commands
from kiosk.imagier.dataset import SIZE, describe
from kiosk.imagier.draw import ThingLabels, mask, render, svg
from kiosk.imagier.sheet import in_words, labelled_picture, mask_tones, sheet, show
from kiosk.imagier.vocabulary import CLASSES


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    add_commands(parser.add_subparsers(required=True))
    options = parser.parse_args(["imagier", *words])
    code: int = options.run(options)
    return code


def test_a_sheet_holds_the_pictures_row_by_row() -> None:
    page = sheet([5, 6, 7], 2, 64)
    third = render(svg(describe(7)), 64)
    below = page[page.shape[0] - 64 - 4 : page.shape[0] - 4, 4 : 4 + 64]
    assert np.array_equal(below, third)
    assert (page[-30, -30] == page[0, 0]).all()  # the empty place is paper


def test_a_sheet_without_pictures_or_columns_is_refused() -> None:
    for indices, columns in (([], 3), ([1], 0)):
        with pytest.raises(ValueError, match="at least one"):
            sheet(indices, columns, 32)


def test_show_says_everything_in_plain_data() -> None:
    known = json.loads(json.dumps(show(4, 128)))
    assert known["scene"] == describe(4).scene
    assert [one["thing"] for one in known["things"]] == [one.thing for one in describe(4).placed]
    for said, one in zip(known["things"], describe(4).placed, strict=True):
        assert (said["pose"], said["kind"], said["size"]) == (one.pose, one.kind, one.size)
        assert len(said["people"]) == len(one.people)
        assert len(said["outline"][0]) > 2
    assert len(known["captions"]) == 7
    assert sum(known["mask"].values()) == pytest.approx(1, abs=0.01)
    assert not show(SIZE)["in_data_set"]


def labelled(thing: str, **marks: str) -> ThingLabels:
    looks: dict[str, str] = {"colour": "red", "texture": "striped", "pose": "", "kind": "", "size": "", **marks}
    return ThingLabels(thing=thing, box=None, outline=(), people=(), **looks)


def test_a_thing_in_words_names_every_label_it_has() -> None:
    assert in_words(labelled("cat", size="small", pose="running")) == "small running striped red cat"
    assert in_words(labelled("house", kind="tent, red roof")) == "striped red house (tent, red roof)"
    assert in_words(labelled("rainbow", colour="", texture="plain")) == "plain rainbow"


def test_every_class_of_the_mask_has_its_own_tone_and_neighbours_are_far_apart() -> None:
    tones = mask_tones().astype(int)
    assert tones.shape == (len(CLASSES), 3)
    apart = np.abs(tones[:, None] - tones[None]).sum(2) + 999 * np.eye(len(tones), dtype=int)
    assert apart.min() >= 6
    assert np.diag(apart, 1).min() >= 20


def test_the_labelled_picture_shows_a_frame_and_the_mask() -> None:
    page = labelled_picture(7, 256)
    left, right = page[4:260, 4:260], page[4:260, 264:520]
    assert np.array_equal(right, mask_tones()[mask(describe(7), 256)])
    box = show(7, 256)["things"][0]["box"]
    assert (left[box["bottom"] - 1, box["left"] : box["right"]] == (0xB9, 0x3B, 0x18)).all()


def test_the_commands_write_what_they_say(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("sheet", "--out", str(tmp_path / "sheet.png"), "--count", "6", "--columns", "3", "--side", "32") == 0
    assert Image.open(tmp_path / "sheet.png").size == (3 * 36 + 4, 2 * 36 + 4)
    assert run("show", "9", "--out", str(tmp_path / "nine.png"), "--side", "64") == 0
    assert Image.open(tmp_path / "nine.png").size == (2 * 68 + 4, 72)
    spoken = capsys.readouterr().out
    assert describe(9).placed[0].thing in spoken
    assert run("show", "9", "--json") == 0
    assert json.loads(capsys.readouterr().out)["picture"] == 9


def test_stats_prints_sentences_or_json_of_either_set(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("stats") == 0
    spoken = capsys.readouterr().out
    assert f"{SIZE} pictures" in spoken
    assert "thing:cat + texture:sponge" in spoken
    assert "rainbow" not in spoken.splitlines()[-1]
    shares = {}
    for words in (("stats", "--json"), ("stats", "--even", "--json")):
        assert run(*words) == 0
        doctor = json.loads(capsys.readouterr().out)["presentation"]["doctor"]
        shares[words] = doctor["long_hair"] / doctor["people"]
    assert shares["stats", "--json"] < 0.3 < shares["stats", "--even", "--json"]


def test_bad_orders_get_one_sentence_and_exit_code_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    somewhere = str(tmp_path / "x.png")
    orders = (
        (["show", "--", "-3"], "start at 0"),
        (["show", "3", "--side", "9"], "pixels"),
        (["sheet", "--out", somewhere, "--count", "0"], "1 to"),
        (["sheet", "--out", somewhere, "--count", "1", "--columns", "0"], "column"),
        (["sheet", "--out", somewhere, "--count", "1", "--first", "-1"], "start at 0"),
        (["sheet", "--out", str(tmp_path / "no" / "x.png"), "--count", "1"], "cannot be written"),
        (["sheet", "--out", str(tmp_path / "x.nothing"), "--count", "1"], "cannot be written"),
        (["table", "--out", str(tmp_path / "no" / "table.npz")], "there is no folder"),
    )
    for words, expected in orders:
        assert run(*words) == 2, words
        spoken = capsys.readouterr()
        assert expected in spoken.err
        assert len(spoken.err.strip().splitlines()) == 1
        assert not spoken.out


def test_help_of_each_command_ends_with_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    for command in ("sheet", "show", "stats", "table"):
        with pytest.raises(SystemExit) as stopped:
            run(command, "--help")
        assert stopped.value.code == 0
        assert f"kiosk imagier {command}" in capsys.readouterr().out.splitlines()[-1]
