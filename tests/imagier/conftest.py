"""The whole data set, described once for all tests that look through it."""

from __future__ import annotations

import pytest

from kiosk.imagier.dataset import SIZE, Description, describe


@pytest.fixture(scope="session")
def whole() -> list[Description]:
    """Every picture of the data set, in order."""
    return [describe(i) for i in range(SIZE)]
