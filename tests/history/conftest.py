"""A store in an empty folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from formcheck.history.store import Store
from tests.support.history import open_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Return an empty store."""
    with open_store(tmp_path) as opened:
        yield opened


@pytest.fixture
def patient_id(store: Store) -> int:
    """Return the first patient."""
    return store.patients.add("A. B.").id
