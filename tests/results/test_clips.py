from __future__ import annotations

from pathlib import Path

import pytest

from formcheck.errors import InputError
from formcheck.results.clips import folder_name, plan_clips


@pytest.mark.parametrize(
    ("name", "folder"),
    [
        ("squat.mp4", "squat"),
        ("two.dots.mp4", "two.dots"),
        ("no_suffix", "no_suffix"),
        ("Übung 1 .mov", "Übung 1"),
        ("..mp4", "clip"),
        ("...mp4", "clip"),
        (" .mp4", "clip"),
    ],
)
def test_folder_name(name: str, folder: str) -> None:
    assert folder_name(Path("somewhere") / name) == folder


def _touch(folder: Path, *names: str) -> None:
    folder.mkdir(exist_ok=True)
    for name in names:
        (folder / name).touch()


def test_a_folder_gives_its_videos_by_name(tmp_path: Path) -> None:
    _touch(tmp_path, "b.MOV", "a.mp4", "notes.txt", ".hidden.mp4", "c.webm")
    (tmp_path / "folder.mp4").mkdir()
    planned = plan_clips([tmp_path])
    assert [clip.path.name for clip in planned] == ["a.mp4", "b.MOV", "c.webm"]


def test_a_named_file_stays_even_if_it_is_absent_or_of_another_kind(tmp_path: Path) -> None:
    named = [tmp_path / "absent.mp4", tmp_path / "clip.bin"]
    assert [clip.path for clip in plan_clips(named)] == named


def test_a_file_named_twice_is_scored_once(tmp_path: Path) -> None:
    _touch(tmp_path, "a.mp4")
    (tmp_path / "link.mp4").symlink_to(tmp_path / "a.mp4")
    planned = plan_clips([tmp_path / "a.mp4", tmp_path, tmp_path / "link.mp4"])
    assert [clip.path.name for clip in planned] == ["a.mp4"]


def test_clips_of_one_name_get_folders_of_their_own(tmp_path: Path) -> None:
    for day in ("mon", "tue", "wed"):
        _touch(tmp_path / day, "press.mp4")
    _touch(tmp_path / "tue", "press-2.mp4", "PRESS.mov")
    planned = plan_clips([tmp_path / "mon", tmp_path / "tue", tmp_path / "wed"])
    names = [clip.folder_name for clip in planned]
    assert names[0] == "press"
    assert len({name.casefold() for name in names}) == len(names) == 5


def test_names_that_only_differ_in_how_an_accent_is_written_are_kept_apart() -> None:
    planned = plan_clips([Path("a/\u00fcbung.mp4"), Path("b/u\u0308bung.mp4")])
    assert planned[1].folder_name.endswith("-2")


def test_a_folder_without_videos(tmp_path: Path) -> None:
    _touch(tmp_path, "notes.txt")
    _touch(tmp_path / "inside", "a.mp4")
    with pytest.raises(InputError, match="no video") as caught:
        plan_clips([tmp_path])
    assert "not searched" in caught.value.hint


def test_landmarks_of_live_sets_go_by_the_name_of_their_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are all called the same, and two of them in one run must not be mixed up."""
    named = [tmp_path / day / "landmarks.npz" for day in ("monday_tilt", "tuesday_tilt")]
    assert [item.folder_name for item in plan_clips(named)] == ["monday_tilt", "tuesday_tilt"]
    assert folder_name(tmp_path / "some.day" / "landmarks.npz") == "some.day"
    assert folder_name(tmp_path / "clip.mp4") == "clip"
    monkeypatch.chdir(tmp_path)
    assert folder_name(Path("landmarks.npz")) == tmp_path.name
