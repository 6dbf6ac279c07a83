"""What the tests of batches share."""

from __future__ import annotations

from pathlib import Path

import pytest

from formcheck.pose.bundle_file import Bundle
from tests.support.batch import MODEL_SHA256


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a model lie on the disk; it is the one that made the landmarks, and is never opened."""
    found = Bundle("full", Path("model.task"), MODEL_SHA256)
    monkeypatch.setattr("formcheck.batch.task.find_bundle", lambda *_, **__: found)
