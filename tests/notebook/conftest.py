"""What the tests of notebooks share."""

from __future__ import annotations

from pathlib import Path

import pytest

import formcheck as fc
from tests.support.batch import write_press_ups


@pytest.fixture(scope="session")
def press_ups(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the landmarks of two press ups."""
    return write_press_ups(tmp_path_factory.mktemp("notebook") / "anna" / "monday.npz", 2)


@pytest.fixture(scope="session")
def found(press_ups: Path) -> fc.ClipScore:
    """Return what is found in them."""
    return fc.score(press_ups, "press up")
