from __future__ import annotations

from pathlib import Path

import pytest

from formcheck.errors import InputError
from formcheck.results.clips import find_left_out, plan_clips


def _touch(folder: Path, *names: str) -> None:
    folder.mkdir(exist_ok=True)
    for name in names:
        (folder / name).touch()


def test_a_folder_gives_its_videos_by_name(tmp_path: Path) -> None:
    _touch(tmp_path, "b.MOV", "a.mp4", "notes.txt", ".hidden.mp4", "c.webm")
    (tmp_path / "folder.mp4").mkdir()
    planned = plan_clips([tmp_path])
    assert [clip.name for clip in planned] == ["a.mp4", "b.MOV", "c.webm"]


@pytest.mark.parametrize(
    "kind", ["gif", "3g2", "vob", "asf", "mod", "qt", "dv", "mxf", "f4v", "h264", "mjpeg", "m2t"]
)
def test_a_folder_gives_videos_of_rare_kinds(tmp_path: Path, kind: str) -> None:
    _touch(tmp_path, f"a.{kind}", f"b.{kind.upper()}")
    assert [clip.name for clip in plan_clips([tmp_path])] == [f"a.{kind}", f"b.{kind.upper()}"]


def test_what_a_folder_leaves_out_can_be_told(tmp_path: Path) -> None:
    _touch(tmp_path, "a.mp4", "notes.txt", ".hidden", "clip.xyz")
    _touch(tmp_path / "inside", "b.txt")
    named = [tmp_path, tmp_path / "notes.txt", tmp_path]
    assert [path.name for path in find_left_out(named)] == ["clip.xyz", "notes.txt"]


def test_a_named_file_stays_even_if_it_is_absent_or_of_another_kind(tmp_path: Path) -> None:
    named = [tmp_path / "absent.mp4", tmp_path / "clip.bin"]
    assert plan_clips(named) == named


def test_a_file_named_twice_is_scored_once(tmp_path: Path) -> None:
    _touch(tmp_path, "a.mp4")
    (tmp_path / "link.mp4").symlink_to(tmp_path / "a.mp4")
    planned = plan_clips([tmp_path / "a.mp4", tmp_path, tmp_path / "link.mp4"])
    assert [clip.name for clip in planned] == ["a.mp4"]


def test_a_folder_without_videos(tmp_path: Path) -> None:
    _touch(tmp_path, "notes.txt")
    _touch(tmp_path / "inside", "a.mp4")
    with pytest.raises(InputError, match="no video") as caught:
        plan_clips([tmp_path])
    assert "not searched" in caught.value.hint
