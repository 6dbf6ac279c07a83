"""What end-to-end tests share: the command, the pose model, the pictures of a sample."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from formcheck.pose.bundle import ensure_bundle
from formcheck.pose.bundle_file import Bundle
from tests.e2e.command import Command
from tests.support.sample_film import FASTER, TWO_REPS, Film, read_sample, write_film


@pytest.fixture(scope="session")
def bundle() -> Bundle:
    """Return the pose model; without one these tests fail, they are not skipped."""
    return ensure_bundle()


@pytest.fixture(scope="session")
def landmark_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder for landmarks that all tests share, those of the other worker too.

    Where all checks run it is theirs: the samples were evaluated before.
    """
    if os.environ.get("CI") and (named := os.environ.get("FORMCHECK_CACHE")):
        return Path(named)
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "landmarks"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture
def formcheck(tmp_path: Path, bundle: Bundle, landmark_cache: Path) -> Command:
    """Return the command in an empty folder, without a display."""
    folder = tmp_path / "here"
    folder.mkdir()
    return Command(folder, bare_environment(bundle, landmark_cache))


def bare_environment(bundle: Bundle, landmark_cache: Path) -> dict[str, str]:
    """Return the variables of a command that has no display."""
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "FORCE_COLOR", "COLUMNS"}
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    return environment | {
        "FORMCHECK_MODELS": str(bundle.path),
        "FORMCHECK_CACHE": str(landmark_cache),
    }


@pytest.fixture(scope="session")
def film() -> Film:
    """Return four press ups; they begin at 0.9, 5.5, 10.1 and 14.7 s and take 4 s."""
    return read_sample()[FASTER]


@pytest.fixture(scope="session")
def short_clip(tmp_path_factory: pytest.TempPathFactory, film: Film) -> Path:
    """Return the sample's first two repetitions."""
    return write_film(tmp_path_factory.mktemp("clips") / "short.mp4", film[:TWO_REPS])
