"""Input that is no clip: one clear line, exit 3, nothing left behind."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.command import Command
from tests.support.clips import write_sound_only


def _empty_folder(folder: Path) -> Path:
    (folder / "clips").mkdir()
    return folder / "clips"


def _empty_file(folder: Path) -> Path:
    (folder / "clip.mp4").touch()
    return folder / "clip.mp4"


def _text(folder: Path) -> Path:
    (folder / "clip.mp4").write_text("Dear diary, today my back was better.\n" * 100)
    return folder / "clip.mp4"


def _cut_short(folder: Path, whole: Path) -> Path:
    data = whole.read_bytes()
    (folder / "clip.mp4").write_bytes(data[: len(data) * 2 // 3])
    return folder / "clip.mp4"


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda folder: folder / "nowhere.mp4", "no file"),
        (_empty_folder, "no video in the folder"),
        (_empty_file, "empty"),
        (_text, "not a video"),
        (lambda folder: write_sound_only(folder / "clip.mp4"), "sound but no picture"),
    ],
)
def test_input_that_is_no_clip(
    formcheck: Command, make: Callable[[Path], Path], words: str
) -> None:
    clip = make(formcheck.folder)
    before = formcheck.left_behind()
    ended = formcheck.run_warm("score", clip, "-e", "press-up")
    assert ended.exit_code == 3
    assert ended.stdout == ""
    assert ended.complaint[0].startswith("Error: ")
    assert words in ended.complaint[0]
    assert len(ended.complaint) == 2
    assert formcheck.left_behind() == before


def test_recording_that_was_cut_short_before_its_index(
    formcheck: Command, short_clip: Path
) -> None:
    clip = _cut_short(formcheck.folder, short_clip)
    ended = formcheck.run_warm("score", clip, "-e", "press-up")
    assert ended.exit_code == 3
    assert "incomplete" in ended.complaint[0]
    assert formcheck.left_behind() == ["clip.mp4"]


def test_one_bad_clip_among_several_does_not_stop_the_rest(
    formcheck: Command, short_clip: Path
) -> None:
    ended = formcheck.run(
        "score", "nowhere.mp4", short_clip, "-e", "press-up", "--no-video", "-o", "out"
    )
    assert ended.exit_code == 3
    assert ended.complaint[0] == "nowhere.mp4:"
    assert formcheck.result("short", "out")["summary"]["reps_counted"] == 2
    tables = ["faults.csv", "not_scored.csv", "repetitions.csv", "sets.csv"]
    written = sorted(path.name for path in (formcheck.folder / "out").iterdir())
    assert written == [*tables, "short"]
