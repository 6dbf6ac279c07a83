"""A therapist's history and a home's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from formcheck.history.models import Landmarks
from tests.support.exchange import TwoSides, two_sides
from tests.support.history import make_landmarks


@pytest.fixture
def sides(tmp_path: Path) -> Iterator[TwoSides]:
    with two_sides(tmp_path) as both:
        yield both


@pytest.fixture
def landmarks() -> Landmarks:
    return make_landmarks()
