from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from formcheck.batch.driver import BatchPlan
from formcheck.batch.outcome import ClipOutcome
from formcheck.batch.task import ClipTask, score_task
from formcheck.batch.wish import Wish
from formcheck.exercises.settings import Settings, default_settings
from formcheck.score_options import ScoreOptions
from tests.support.batch import plan_batch, write_list, write_press_ups


@pytest.fixture
def plan(tmp_path: Path) -> BatchPlan:
    """Return the plan of a batch of one clip."""
    write_press_ups(tmp_path / "anna" / "monday.npz", 1)
    return plan_batch(write_list(tmp_path, ["anna/monday.npz"]), tmp_path / "out")


def _task(plan: BatchPlan, **wish: object) -> ClipTask:
    wished = replace(Wish(plan.exercise, plan.scoring, plan.model_sha256), **wish)  # type: ignore[arg-type]
    return ClipTask(plan.clips[0], plan.out, wished)


def _status(task: ClipTask) -> str:
    return score_task(task).status


def test_a_clip_is_scored_once(plan: BatchPlan) -> None:
    first = score_task(_task(plan))
    assert (first.status, first.exercises, first.folder) == (
        "scored",
        ("prone_press_up",),
        "anna/monday-npz",
    )
    assert first.seconds
    folder = Path(plan.out) / first.folder
    before = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    again = score_task(_task(plan))
    assert (again.status, again.sha256, again.exercises) == ("kept", first.sha256, first.exercises)
    assert {path.name: path.stat().st_mtime_ns for path in folder.iterdir()} == before


def test_whatever_differs_from_the_wish_is_scored_anew(plan: BatchPlan) -> None:
    task = _task(plan)
    assert [_status(task), _status(task)] == ["scored", "kept"]
    other = default_settings().replacing("prone_press_up", dose={"hold_s": 9.0})
    changed = _task(plan, scoring=replace(plan.scoring, settings=other))
    assert [_status(changed), _status(changed)] == ["scored", "kept"]
    # Settings of another exercise do not touch this one.
    elsewhere = Settings.from_mapping({"knee_hug": {"dose": {"hold_s": 9.0}}})
    assert _status(_task(plan)) == "scored"
    assert _status(_task(plan, scoring=replace(plan.scoring, settings=elsewhere))) == "kept"
    assert _status(_task(plan, scoring=replace(plan.scoring, report=True))) == "scored"
    # Landmarks that are there already were looked for in every frame.
    assert (
        Wish("auto", replace(plan.scoring, thrifty=True), "00").key
        != Wish("auto", plan.scoring, "00").key
    )
    assert _status(_task(plan, exercise="auto")) == "scored"
    assert _status(_task(plan, exercise="auto")) == "kept"


@pytest.mark.parametrize("harm", ["clip", "version", "json", "missing", "model"])
def test_a_result_that_is_not_the_wished_one_is_replaced(plan: BatchPlan, harm: str) -> None:
    assert _status(_task(plan)) == "scored"
    path = Path(plan.out) / "anna" / "monday-npz" / "result.json"
    result = json.loads(path.read_text(encoding="utf-8"))
    if harm == "clip":
        write_press_ups(Path(plan.clips[0].address), 2)
    elif harm == "version":
        path.write_text(json.dumps({**result, "formcheck_version": "0.0.1"}), encoding="utf-8")
    elif harm == "json":
        path.write_text(path.read_text(encoding="utf-8")[:100], encoding="utf-8")
    elif harm == "missing":
        path.with_name("frames.csv").unlink()
    else:
        result["model"]["sha256"] = "00"
        path.write_text(json.dumps(result), encoding="utf-8")
    assert [_status(_task(plan)), _status(_task(plan))] == ["scored", "kept"]


@pytest.mark.usefixtures("model")
def test_a_clip_that_cannot_be_scored_is_told_and_remembered(tmp_path: Path) -> None:
    (tmp_path / "anna").mkdir()
    (tmp_path / "anna" / "bad.mp4").write_bytes(b"no video")
    plan = plan_batch(write_list(tmp_path, ["anna/bad.mp4"]), tmp_path / "out")
    task = _task(plan)
    first = score_task(task)
    assert (first.status, first.code, first.exit_code) == ("refused", "input", 3)
    assert str(tmp_path) not in first.sentence + first.hint
    assert not first.stops
    again = score_task(replace(task, earlier=first))
    assert replace(again, seconds=first.seconds) == first
    assert again.seconds is None
    assert score_task(replace(task, earlier=first, redo="refused")).seconds is not None
    (tmp_path / "anna" / "bad.mp4").write_bytes(b"")
    assert "empty" in score_task(replace(task, earlier=first)).sentence


def test_everything_again(plan: BatchPlan) -> None:
    assert _status(_task(plan)) == "scored"
    assert _status(replace(_task(plan), redo="all")) == "scored"


def test_a_missing_model_stops_the_batch_instead_of_being_fetched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORMCHECK_MODELS", str(tmp_path / "none"))
    (tmp_path / "a.mp4").write_bytes(b"no video")
    plan = plan_batch(write_list(tmp_path, ["a.mp4"]), tmp_path / "out")
    outcome = score_task(_task(plan))
    assert (outcome.status, outcome.code, outcome.stops) == ("failed", "model", True)
    assert "formcheck models fetch" in outcome.hint


def test_what_nobody_foresaw_is_told_as_well(
    plan: BatchPlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("formcheck.scoring.score_with", fail)
    outcome = score_task(_task(plan))
    assert (outcome.status, outcome.code, outcome.exit_code) == ("failed", "unexpected", 1)
    assert "ZeroDivisionError" in outcome.sentence


def test_clips_and_results_behind_addresses(plan: BatchPlan, tmp_path: Path) -> None:
    fsspec = pytest.importorskip("fsspec")
    memory = fsspec.filesystem("memory")
    memory.pipe_file("/clips/anna/monday.npz", Path(plan.clips[0].address).read_bytes())
    clip = replace(plan.clips[0], address="memory://clips/anna/monday.npz")
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    task = replace(_task(plan), clip=clip, out="memory://results")
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("tempfile.tempdir", str(scratch))
            assert [_status(task), _status(task)] == ["scored", "kept"]
            absent = replace(task, clip=replace(clip, address="memory://clips/none.npz"))
            gone: ClipOutcome = score_task(absent)
        assert list(scratch.iterdir()) == []
        assert (gone.status, gone.code) == ("refused", "input")
        assert _status(_task(plan)) == "scored"
        here = (Path(plan.out) / "anna" / "monday-npz" / "result.json").read_bytes()
        assert memory.cat_file("/results/anna/monday-npz/result.json") == here
    finally:
        memory.rm("/", recursive=True)
        shutil.rmtree(scratch)


def test_options_reach_the_scoring(plan: BatchPlan, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[ScoreOptions] = []

    def note(options: ScoreOptions, *_: object) -> list[object]:
        seen.append(options)
        return []

    monkeypatch.setattr("formcheck.scoring.score_with", note)
    score_task(_task(plan))
    (options,) = seen
    assert (options.threads, options.folder_name, options.folder_is_own) == (
        1,
        "anna/monday-npz",
        True,
    )
