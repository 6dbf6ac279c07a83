from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from formcheck.cli.loading import loading
from formcheck.errors import MissingLibraryError

ABSENT = "libGL.so.1: cannot open shared object file: No such file or directory"


@pytest.fixture(autouse=True)
def thawed() -> Iterator[None]:
    """Let no test leave objects that are never looked at."""
    yield
    gc.unfreeze()
    gc.enable()


def test_what_was_loaded_is_never_looked_through_again() -> None:
    with loading("x"):
        assert not gc.isenabled()
        kept: list[list[int]] = [[] for _ in range(1000)]
    assert gc.isenabled()
    assert gc.get_freeze_count() >= len(kept)


def test_who_collects_nothing_is_left_alone() -> None:
    gc.disable()
    with loading("x"):
        pass
    assert not gc.isenabled()


def test_a_missing_library_is_told_and_garbage_is_collected_again() -> None:
    with pytest.raises(MissingLibraryError, match="drawing"), loading("drawing"):
        raise ImportError(ABSENT)
    assert gc.isenabled()
