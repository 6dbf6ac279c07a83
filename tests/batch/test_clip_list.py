from __future__ import annotations

from pathlib import Path

import pytest

from formcheck.batch.clip_list import BatchClip, clips_of, read_clips, take_shard
from formcheck.errors import InputError, UnknownExerciseError, UsageError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with clips, other files, and results of an earlier run."""
    root = tmp_path / "clips"
    for name in ("b.mp4", "a.MOV", "notes.txt", ".hidden.mp4", "anna/a.mp4", "out/x/annotated.mp4"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).touch()
    return root


def _names(clips: list[BatchClip]) -> list[str]:
    return [clip.name for clip in clips]


def test_a_folder(folder: Path) -> None:
    clips = read_clips(str(folder), out=str(folder / "out"))
    assert _names(clips) == ["a.MOV", "b.mp4"]
    assert [clip.folder for clip in clips] == ["a-MOV", "b-mp4"]
    assert all(Path(clip.address).is_file() and clip.exercise is None for clip in clips)


def test_folders_inside_but_never_the_results(folder: Path) -> None:
    clips = read_clips(str(folder), out=str(folder / "out"), recursive=True)
    assert _names(clips) == ["a.MOV", "anna/a.mp4", "b.mp4"]


def test_a_folder_without_clips_names_the_option(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="--recursive"):
        read_clips(str(tmp_path), out="out")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_list_with_exercises(tmp_path: Path, delimiter: str) -> None:
    rows = [["id", "clip", "exercise"], ["1", "b.mp4", "Press-ups"], ["2", "a.mp4", ""]]
    listed = tmp_path / "list.csv"
    listed.write_text("\n".join(delimiter.join(row) for row in rows), encoding="utf-8-sig")
    clips = read_clips(str(listed), out="out")
    assert [(clip.name, clip.exercise) for clip in clips] == [
        ("a.mp4", None),
        ("b.mp4", "prone_press_up"),
    ]
    assert clips[0].address == str(tmp_path / "a.mp4")


def test_the_column_of_the_exercise_may_have_another_name(tmp_path: Path) -> None:
    listed = tmp_path / "list.csv"
    listed.write_text("clip,what\na.mp4,knee hug\n", encoding="utf-8")
    (clip,) = read_clips(str(listed), out="out", exercise_column="what")
    assert clip.exercise == "knee_hug"
    with pytest.raises(UsageError, match="clip, what"):
        read_clips(str(listed), out="out", exercise_column="which")


def test_a_line_a_clip_is_a_list_too(tmp_path: Path) -> None:
    listed = tmp_path / "list.txt"
    listed.write_text("b.mp4\n\na.mp4\nb.mp4\n", encoding="utf-8")
    assert _names(read_clips(str(listed), out="out")) == ["a.mp4", "b.mp4"]


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("name,exercise\na.mp4,knee hug\n", UsageError),
        ("clip,exercise\na.mp4,juggling\n", UnknownExerciseError),
        ("clip\n", InputError),
        ("", InputError),
    ],
)
def test_lists_that_cannot_be_followed(tmp_path: Path, text: str, error: type[Exception]) -> None:
    listed = tmp_path / "list.csv"
    listed.write_text(text, encoding="utf-8")
    with pytest.raises(error):
        read_clips(str(listed), out="out")


def test_what_is_no_list(tmp_path: Path) -> None:
    (tmp_path / "film.mp4").write_bytes(b"\xff\xfe\x00\x81" * 100)
    for name in ("film.mp4", "absent"):
        with pytest.raises(InputError):
            read_clips(str(tmp_path / name), out="out")


def test_clips_one_by_one(tmp_path: Path) -> None:
    clips = clips_of([tmp_path / "b" / "x.mp4", tmp_path / "a" / "x.mp4"])
    assert [clip.folder for clip in clips] == ["a/x-mp4", "b/x-mp4"]
    assert [clip.folder for clip in clips_of([tmp_path / "x.mp4"])] == ["x-mp4"]
    with pytest.raises(InputError):
        clips_of([])


def test_shards_are_all_clips_each_once() -> None:
    clips = [BatchClip(str(number), "", str(number)) for number in range(10)]
    shards = [take_shard(clips, part, 3) for part in (1, 2, 3)]
    assert sorted(map(len, shards)) == [3, 3, 4]
    assert sorted(clip.name for shard in shards for clip in shard) == [clip.name for clip in clips]
