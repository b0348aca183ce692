"""Where a kiosk is found, and what is said when it is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.errors import KioskError
from kiosk.home import find_home, state_folder


@pytest.fixture
def homes(tmp_path: Path) -> Path:
    """Three kiosks: the checkout "c" with its package, and two others."""
    for name in ("a", "b", "c"):
        (tmp_path / name / "exhibit_content").mkdir(parents=True)
    (tmp_path / "c" / "kiosk").mkdir()
    return tmp_path


def test_what_is_asked_for_comes_first_then_the_environment_then_the_checkout(homes: Path) -> None:
    package, environment = homes / "c" / "kiosk", {"KIOSK_HOME": str(homes / "b")}
    assert find_home(str(homes / "a"), environment, package).folder == homes / "a"
    assert find_home(None, environment, package).folder == homes / "b"
    assert find_home(None, {}, package).folder == homes / "c"
    assert find_home("", {"KIOSK_HOME": ""}, package).models == homes / "c" / "models"


@pytest.mark.parametrize(
    ("wish", "environment", "word"),
    [("nowhere", {}, "--home"), (None, {"KIOSK_HOME": "nowhere"}, "KIOSK_HOME"), (None, {}, "exhibit_content")],
)
def test_where_there_is_none_one_sentence_says_what_to_do(
    tmp_path: Path, wish: str | None, environment: dict[str, str], word: str
) -> None:
    with pytest.raises(KioskError, match=word) as error:
        find_home(wish, environment, tmp_path / "kiosk")
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("wish", "environment", "folder"),
    [
        ("/mine", {"XDG_STATE_HOME": "/x"}, "/mine"),
        (None, {"XDG_STATE_HOME": "/x"}, "/x/imagier-kiosk"),
        (None, {"XDG_STATE_HOME": "not/absolute", "HOME": "/h"}, "/h/.local/state/imagier-kiosk"),
        (None, {"HOME": "/h"}, "/h/.local/state/imagier-kiosk"),
    ],
)
def test_the_state_folder_follows_the_rules_of_the_desktop(
    wish: str | None, environment: dict[str, str], folder: str
) -> None:
    assert state_folder(wish, environment) == Path(folder)
