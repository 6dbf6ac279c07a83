from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from formcheck.batch.clip_list import BatchClip
from formcheck.batch.driver import BatchPlan, run_batch
from formcheck.batch.outcome import ClipOutcome
from formcheck.batch.pool import Answered
from formcheck.batch.task import ClipTask, score_task
from formcheck.errors import MachineError, UsageError
from formcheck.results.partials import host_name
from formcheck.score_options import ScoreOptions
from tests.support.batch import HerePool, plan_batch, write_some_clips

_TABLES = ("sets.csv", "repetitions.csv", "faults.csv", "not_scored.csv", "frames.csv")


class _StoppedError(Exception):
    """The batch was broken off."""


pytestmark = pytest.mark.usefixtures("model")


def _tables(out: Path) -> dict[str, bytes]:
    return {name: (out / name).read_bytes() for name in _TABLES}


def _lines(out: Path) -> Counter[str]:
    return Counter(
        json.loads(line)["folder"]
        for journal in out.glob("batch*.jsonl")
        for line in journal.read_text(encoding="utf-8").splitlines()
    )


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    """Return a list of clips, some of them bad."""
    return write_some_clips(tmp_path / "clips")


@pytest.fixture
def whole(tmp_path: Path, listed: Path) -> dict[str, bytes]:
    """Return the tables of a batch that nothing disturbed."""
    out = tmp_path / "whole"
    report = run_batch(plan_batch(listed, out), HerePool(score_task))
    assert [outcome.status for outcome in report.outcomes].count("scored") == 2
    assert report.tables == _TABLES
    assert set(_lines(out).values()) == {1}
    return _tables(out)


def test_tables_hold_what_was_found(whole: dict[str, bytes]) -> None:
    sets = whole["sets.csv"].decode().splitlines()
    assert [line.split(",")[0] for line in sets] == ["folder", "anna/monday-npz", "ben/monday-npz"]
    assert len(whole["repetitions.csv"].splitlines()) == 1 + 3
    refused = [line.split(b",")[0] for line in whole["not_scored.csv"].splitlines()]
    assert refused == [b"folder", b"absent-mp4", b"ben/damaged-mp4", b"empty-mp4"]
    frames = whole["frames.csv"].decode().splitlines()
    assert frames[0].startswith("folder,clip_sha256,exercise,segment,time_s,phase,")


@pytest.mark.parametrize("after", [0, 1, 2, 4])
def test_broken_off_and_resumed_it_is_the_same(
    tmp_path: Path, listed: Path, whole: dict[str, bytes], after: int
) -> None:
    out = tmp_path / "broken"
    begun: list[str] = []

    def stop(task: ClipTask) -> None:
        if len(begun) == after:
            raise _StoppedError
        begun.append(task.clip.folder)

    with pytest.raises(_StoppedError):
        run_batch(plan_batch(listed, out), HerePool(score_task, stop))
    assert sorted(_lines(out)) == sorted(begun)
    assert not (out / "sets.csv").exists()
    run_batch(plan_batch(listed, out), HerePool(score_task))
    assert _tables(out) == whole
    assert set(_lines(out).values()) == {1}


def test_a_clip_that_was_done_but_not_written_down_is_written_down(
    tmp_path: Path, listed: Path
) -> None:
    out = tmp_path / "out"
    plan = plan_batch(listed, out)
    run_batch(plan, HerePool(score_task))
    (out / "batch.jsonl").unlink()
    report = run_batch(plan, HerePool(score_task))
    assert Counter(outcome.status for outcome in report.outcomes)["kept"] == 2
    assert set(_lines(out).values()) == {1}
    assert len(_lines(out)) == 5


def test_shards_in_one_folder(tmp_path: Path, listed: Path, whole: dict[str, bytes]) -> None:
    out = tmp_path / "shards"
    first = run_batch(plan_batch(listed, out, shard=(1, 2)), HerePool(score_task))
    assert (first.tables, first.waiting) == ((), 2)
    assert not (out / "sets.csv").exists()
    last = run_batch(plan_batch(listed, out, shard=(2, 2)), HerePool(score_task))
    assert last.waiting == 0
    assert _tables(out) == whole
    assert set(_lines(out).values()) == {1}


def test_what_is_wrong_for_every_clip_stops_it(tmp_path: Path, listed: Path) -> None:
    def fail(task: ClipTask) -> ClipOutcome:
        return ClipOutcome(
            task.clip.folder, "", "failed", code="disk_full", sentence="Full.", stops=True
        )

    with pytest.raises(MachineError, match="Full"):
        run_batch(plan_batch(listed, tmp_path / "out"), HerePool(fail))
    assert len(_lines(tmp_path / "out")) == 1


def test_a_task_that_ends_its_worker_is_a_failure_of_its_own(tmp_path: Path, listed: Path) -> None:
    class DeadPool:
        def run(self, tasks: object) -> object:
            return (Answered(task, None) for task in tasks)  # type: ignore[attr-defined]

    report = run_batch(plan_batch(listed, tmp_path / "out"), DeadPool())  # type: ignore[arg-type]
    assert {outcome.code for outcome in report.outcomes} == {"worker_died"}
    # They are tried again in the next run.
    again = run_batch(plan_batch(listed, tmp_path / "out"), HerePool(score_task))
    assert sum(outcome.is_done for outcome in again.outcomes) == 2


def test_folders_into_which_nothing_came_are_gone(tmp_path: Path) -> None:
    clips = [BatchClip("a/b/x.mp4", str(tmp_path / "absent"), "a/b/x-mp4")]
    plan = BatchPlan(clips, str(tmp_path / "out"), "auto", ScoreOptions(), "00")
    run_batch(plan, HerePool(score_task))
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        "batch.jsonl",
        "sets.csv",
        "repetitions.csv",
        "faults.csv",
        "not_scored.csv",
    }


def test_what_a_dead_worker_left_is_swept(tmp_path: Path, listed: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as dead:
        dead.wait()
    left = tmp_path / "out" / "ben" / f".formcheck-{host_name()}.{dead.pid}.xy.partial"

    def leave(_: ClipTask) -> None:
        left.mkdir(parents=True, exist_ok=True)

    run_batch(plan_batch(listed, tmp_path / "out"), HerePool(score_task, leave))
    assert not left.exists()


def test_a_file_in_the_way(tmp_path: Path, listed: Path) -> None:
    (tmp_path / "out").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError):
        run_batch(plan_batch(listed, tmp_path / "out"), HerePool(score_task))
    assert (tmp_path / "out").read_text(encoding="utf-8") == "mine"


def test_the_whole_batch_behind_an_address(listed: Path, whole: dict[str, bytes]) -> None:
    fsspec = pytest.importorskip("fsspec")
    memory = fsspec.filesystem("memory")
    try:
        run_batch(plan_batch(listed, "memory://out"), HerePool(score_task))
        assert {name: memory.cat_file(f"/out/{name}") for name in _TABLES} == whole
        report = run_batch(plan_batch(listed, "memory://out"), HerePool(score_task))
        assert sum(outcome.status == "kept" for outcome in report.outcomes) == 2
        assert memory.cat_file("/out/batch.jsonl").count(b"\n") == 5
    finally:
        memory.rm("/", recursive=True)
