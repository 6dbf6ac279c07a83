"""Files of models and landmarks: whose they are, and that they do not grow without end."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from formcheck.pose.storage import drop_least_used, write_whole


def keep(folder: Path, name: str, size: int, used_s: int) -> Path:
    path = folder / name
    path.write_bytes(b"x" * size)
    os.utime(path, (used_s, used_s))
    return path


def test_what_was_used_longest_ago_goes_first(tmp_path: Path) -> None:
    old = keep(tmp_path, "old.npz", 40, 1)
    middle = keep(tmp_path, "middle.npz", 40, 2)
    new = keep(tmp_path, "new.npz", 40, 3)
    drop_least_used(tmp_path, 80)
    assert [path.exists() for path in (old, middle, new)] == [False, True, True]


def test_nothing_goes_while_there_is_room(tmp_path: Path) -> None:
    kept = keep(tmp_path, "one.npz", 40, 1)
    drop_least_used(tmp_path, 40)
    assert kept.exists()


def test_files_of_others_stay(tmp_path: Path) -> None:
    other = keep(tmp_path, "notes.txt", 400, 1)
    own = keep(tmp_path, "one.npz", 40, 2)
    drop_least_used(tmp_path, 0)
    assert other.exists()
    assert not own.exists()


def test_a_folder_that_is_not_there_is_no_matter(tmp_path: Path) -> None:
    drop_least_used(tmp_path / "none", 0)


@pytest.mark.skipif(os.name != "posix", reason="rights of owner and others")
@pytest.mark.parametrize(("private", "mode"), [(True, 0o600), (False, 0o644)])
def test_a_model_is_for_everybody_and_landmarks_for_nobody_else(
    tmp_path: Path, private: bool, mode: int
) -> None:
    before = os.umask(0o077)
    try:
        write_whole(b"data", tmp_path / "new" / "file", private=private)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "new" / "file").stat().st_mode) == mode
    assert (tmp_path / "new" / "file").read_bytes() == b"data"
