"""A damaged clip is read or refused in one line; a few of each kind in every run."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from benchmarks.fuzz import find_kinds, try_one
from benchmarks.fuzz_clips import MAKERS
from tests.fuzz.strategies import damaged_clips


@pytest.mark.parametrize("name", MAKERS)
def test_damaged_clips_are_read_or_refused_in_one_line(tmp_path: Path, name: str) -> None:
    kind, path = find_kinds()[name], tmp_path / f"damaged.{name}"
    sound = MAKERS[name](tmp_path).read_bytes()

    @settings(
        max_examples=10,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(damaged_clips(sound))
    def read(clip: bytes) -> None:
        path.write_bytes(clip)
        outcome, said = try_one(kind, path)
        assert outcome in ("read", "refused"), said

    read()


def test_the_sound_file_of_each_kind_is_read(tmp_path: Path) -> None:
    for name, make in MAKERS.items():
        assert try_one(find_kinds()[name], make(tmp_path)) == ("read", "")
