"""Voices of one's own, to listen with and to damage."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.speech.recogniser import Listener
from tests.speech.material import small_voice


@pytest.fixture(scope="session")
def french(tmp_path_factory: pytest.TempPathFactory) -> Listener:
    """The small French voice, loaded. Real Vosk."""
    return Listener(small_voice(tmp_path_factory.mktemp("voices"), "fr"))


@pytest.fixture(scope="session")
def english(tmp_path_factory: pytest.TempPathFactory) -> Listener:
    """The small English voice, loaded. Real Vosk."""
    return Listener(small_voice(tmp_path_factory.mktemp("voices"), "en"))


@pytest.fixture
def models(tmp_path: Path) -> Path:
    """An empty models folder."""
    folder = tmp_path / "models"
    folder.mkdir()
    return folder
