"""Fixtures that every part of the tests may need."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from formcheck.errors import ModelError
from formcheck.pose.bundle import ensure_bundle
from formcheck.pose.bundle_file import Bundle


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """Folder with clips that are not part of the project, named by FORMCHECK_SHARED."""
    named = os.environ.get("FORMCHECK_SHARED")
    if not named or not Path(named).is_dir():
        pytest.skip("FORMCHECK_SHARED names no folder with clips")
    return Path(named)


@pytest.fixture(scope="session")
def bundle() -> Bundle:
    """Return the full pose model, fetched into the user's cache if it is not there yet."""
    try:
        return ensure_bundle()
    except ModelError as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"the pose model cannot be had: {error.message}")
