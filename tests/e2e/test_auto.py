"""Clips that are scored without a word about the exercise."""

from __future__ import annotations

import json
from pathlib import Path

import av
import numpy as np
import pytest

from tests.e2e.command import Command
from tests.support.sample_film import RATE, Film, read_sample, write_film

_FILES = {"result.json", "reps.csv", "frames.csv", "events.vtt", "annotated.mp4", "report.html"}


#: Every third frame of the samples' first 15 s: two repetitions, half as fast again.
_TWICE = slice(0, 300, 3)
_TWICE_S = 100 / RATE


@pytest.fixture(scope="module")
def press_ups() -> Film:
    """Return two press ups."""
    return read_sample("prone_press_up_good")[_TWICE]


@pytest.fixture(scope="module")
def both_clip(tmp_path_factory: pytest.TempPathFactory, press_ups: Film) -> Path:
    """Return two press ups and, after a cut, two back extensions."""
    leans = read_sample("standing_back_extension_good")[_TWICE]
    path = tmp_path_factory.mktemp("clips") / "both.mp4"
    return write_film(path, np.concatenate([press_ups, leans]))


def test_a_clip_of_one_exercise_leaves_what_naming_it_would(
    formcheck: Command, press_ups: Film
) -> None:
    clip = write_film(formcheck.folder / "short.mp4", press_ups)
    ended = formcheck.run_warm("score", clip, "--no-video")
    assert ended.exit_code == 0, ended.stderr
    assert "short.mp4 – Prone press up" in ended.stdout
    assert "recognised the exercise itself" in ended.stdout
    found = formcheck.result("short")
    assert found["exercise_source"] == "recognised"
    assert found["recognition"]["confidence"] > 0.6
    assert formcheck.run_warm("score", clip, "-e", "press-up", "--no-video").exit_code == 0
    named = formcheck.result("short")
    assert named["exercise_source"] == "given"
    assert named["recognition"] is None
    assert found["reps"] == named["reps"]


def test_several_exercises_have_a_folder_each(formcheck: Command, both_clip: Path) -> None:
    ended = formcheck.run_warm("score", both_clip)
    assert ended.exit_code == 0, ended.stderr
    folder = formcheck.folder / "formcheck-results" / "both"
    parts = ["1_prone_press_up", "2_standing_back_extension"]
    assert sorted(path.name for path in folder.iterdir()) == [*parts, "segments.json"]
    index = json.loads((folder / "segments.json").read_text(encoding="utf-8"))
    assert [part["folder"] for part in index["segments"]] == parts
    assert "shows 2 exercises" in ended.stdout.splitlines()[0]
    for part, first_s in zip(parts, (0.0, _TWICE_S), strict=True):
        assert {path.name for path in (folder / part).iterdir()} == _FILES
        result = formcheck.result(f"both/{part}")
        assert result["summary"]["reps_counted"] == 2
        assert result["segment"]["start_s"] == pytest.approx(first_s, abs=0.5)
        assert all(first_s <= rep["start_s"] for rep in result["reps"])
        with av.open(str(folder / part / "annotated.mp4")) as video:
            times_s = [frame.time for frame in video.decode(video=0)]
        rows = (folder / part / "frames.csv").read_text().splitlines()[1:]
        assert times_s[0] == 0.0
        assert len(times_s) == len(rows)
        assert float(rows[0].split(",")[0]) == pytest.approx(first_s, abs=0.5)


def test_naming_the_exercise_afterwards_takes_the_segments_away(
    formcheck: Command, both_clip: Path
) -> None:
    assert formcheck.run_warm("score", both_clip, "--no-video").exit_code == 0
    assert formcheck.run_warm("score", both_clip, "-e", "press-up", "--no-video").exit_code == 0
    folder = formcheck.folder / "formcheck-results" / "both"
    assert {path.name for path in folder.iterdir()} == _FILES - {"annotated.mp4"}


def test_a_person_who_does_nothing_is_asked_about(formcheck: Command) -> None:
    lying = np.repeat(read_sample("pelvic_tilt_good")[:1], 8 * RATE, axis=0)
    clip = write_film(formcheck.folder / "clip.mp4", lying)
    ended = formcheck.run_warm("score", clip)
    assert ended.exit_code == 4
    assert ended.stdout == ""
    assert "not sure whether this is a" in ended.complaint[0]
    assert "-e pelvic_tilt" in ended.complaint[1]
    assert "-e knee_hug" in ended.complaint[1]
    assert formcheck.left_behind() == ["clip.mp4"]
