"""A damaged clip is read or refused in one line; a few of each kind in every run."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.fuzz import damaged_files, find_kinds, try_one
from benchmarks.fuzz_clips import MAKERS


@pytest.mark.parametrize("name", MAKERS)
def test_damaged_clips_are_read_or_refused_in_one_line(tmp_path: Path, name: str) -> None:
    kind = find_kinds()[name]
    outcomes = {}
    for seed, path in damaged_files(kind, range(12), tmp_path):
        outcomes[seed] = try_one(kind, path)
    unusual = {seed: said for seed, (outcome, said) in outcomes.items() if outcome == "traced back"}
    assert unusual == {}
    assert len(outcomes) == 12


def test_the_sound_file_of_each_kind_is_read(tmp_path: Path) -> None:
    for name, make in MAKERS.items():
        assert try_one(find_kinds()[name], make(tmp_path)) == ("read", "")
