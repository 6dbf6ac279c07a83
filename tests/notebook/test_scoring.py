from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import formcheck as fc
from tests.support.batch import write_press_ups

pd = pytest.importorskip("pandas")


def test_a_clip_is_scored_and_nothing_is_left(
    press_ups: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    found = fc.score(str(press_ups), "Press-up")
    assert found.result.summary.reps_counted == 2
    assert list(tmp_path.iterdir()) == []
    assert len(repr(found)) < 100
    assert repr(found) == "<ClipScore monday.npz: prone press up, 2 repetitions, 0 faults>"


def test_with_a_folder_the_files_are_there(press_ups: Path, tmp_path: Path) -> None:
    found = fc.score(press_ups, "prone_press_up", out=tmp_path / "out")
    (folder,) = (tmp_path / "out").iterdir()
    assert found.folder == folder.name
    assert (folder / "report.html").exists()
    again = fc.read_results(tmp_path / "out")
    assert again[0].result == found.result
    pd.testing.assert_frame_equal(again[found.folder].frames, found.frames)


def test_wrong_use_is_told_as_everywhere(press_ups: Path, tmp_path: Path) -> None:
    with pytest.raises(fc.UnknownExerciseError):
        fc.score(press_ups, "juggling")
    with pytest.raises(fc.InputError):
        fc.score(tmp_path / "absent.mp4")
    with pytest.raises(fc.InputError, match="no result"):
        fc.read_results(tmp_path)


def test_tables_are_pandas_frames(found: fc.ClipScore) -> None:
    reps = found.reps
    assert list(reps.rep) == [1, 2]
    assert {str(reps[name].dtype) for name in ("start_s", "hold_s", "peak")} == {"float64"}
    assert [str(reps[name].dtype) for name in ("rep", "sure", "kind")] == [
        "Int64",
        "boolean",
        "string",
    ]
    frames = found.frames
    assert len(frames) == found.result.clip.frames
    assert frames.time_s.is_monotonic_increasing
    assert frames.knee_deg.max() <= 180
    assert (frames.exercise == "prone_press_up").all()
    assert len(found.faults) == 0
    assert "severity" in found.faults
    assert found.sets.reps_counted.item() == 2


def test_without_pandas_they_are_arrays(
    found: fc.ClipScore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("formcheck.notebook.frames.find_spec", lambda _: None)
    reps = found.reps
    np.testing.assert_array_equal(reps["rep"], [1, 2])
    assert reps["hold_s"].dtype == np.float64
    assert reps["sure"].dtype == np.bool_
    assert list(reps["kind"]) == ["counted", "counted"]
    assert np.isnan(reps["up_s"]).all()
    assert found.faults["value"].shape == (0,)


def test_signals_as_arrays(found: fc.ClipScore) -> None:
    times_s, values = found.signal()
    np.testing.assert_allclose(times_s, found.frames.time_s)
    np.testing.assert_allclose(values, found.frames.main_signal)
    with pytest.raises(fc.UsageError, match="nose_deg"):
        found.signal("nose_deg")


def test_many_clips_with_one_that_cannot_be_scored(press_ups: Path, tmp_path: Path) -> None:
    other = write_press_ups(press_ups.parent.parent / "ben" / "monday.npz", 1)
    absent = press_ups.parent / "absent.mp4"
    told: list[str] = []
    many = fc.score_many(
        [press_ups, other, absent],
        "press up",
        jobs=1,
        out=tmp_path / "out",
        tell=lambda outcome: told.append(outcome.status),
    )
    assert sorted(told) == ["refused", "scored", "scored"]
    assert [clip.folder for clip in many] == ["anna/monday-npz", "ben/monday-npz"]
    assert len(many) == len(many[:]) == 2
    assert repr(many) == "<ScoreSet: 2 clips scored, 1 not scored>"
    assert list(many.not_scored.code) == ["input"]
    assert list(many.sets.reps_counted) == [2, 1]
    assert many["ben/monday-npz"].result.summary.reps_counted == 1
    with pytest.raises(KeyError):
        many["carl"]
    read = fc.read_results(tmp_path / "out")
    pd.testing.assert_frame_equal(read.reps, many.reps)
    assert list(read.not_scored.folder) == ["anna/absent-mp4"]
    assert (tmp_path / "out" / "sets.csv").exists()


def test_a_damaged_result_is_told_of(press_ups: Path, tmp_path: Path) -> None:
    found = fc.score(press_ups, "press up", out=tmp_path)
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "result.json").write_text("{", encoding="utf-8")
    read = fc.read_results(tmp_path)
    assert [clip.folder for clip in read] == [found.folder]
    assert list(read.not_scored.folder) == ["bad"]
