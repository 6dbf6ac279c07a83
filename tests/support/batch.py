"""Clips, results and tasks for the tests of batches: landmarks stand in for films."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from formcheck.batch.clip_list import BatchClip, read_clips
from formcheck.batch.driver import BatchPlan
from formcheck.batch.pool import Answered
from formcheck.batch.task import ClipTask, Redo
from formcheck.pose.kept_track import KeptTrack, write_kept_track
from formcheck.score_options import ScoreOptions
from tests.support.filming import film
from tests.support.synthetic import (
    excursion,
    frame_times,
    plan_reps,
    prone_press_up,
)

#: The model that made the landmarks; a batch of films would name the one on the disk.
MODEL_SHA256 = "cd" * 32


def write_press_ups(path: Path, reps: int) -> Path:
    """Write the landmarks of press ups, the same for the same number."""
    planned = plan_reps(reps, 1.0)
    time_s = frame_times(planned)
    share = excursion(time_s, planned)
    track = film(time_s, prone_press_up(40 * share, elbow_deg=65 + 100 * share))
    path.parent.mkdir(parents=True, exist_ok=True)
    write_kept_track(KeptTrack(track, "full", MODEL_SHA256), path)
    return path


def write_list(folder: Path, names: Iterable[str]) -> Path:
    """Write a list of clips."""
    listed = folder / "list.csv"
    listed.write_text("clip\n" + "".join(f"{name}\n" for name in names), encoding="utf-8")
    return listed


def write_some_clips(folder: Path) -> Path:
    """Write two clips of one name, a damaged and an empty one, and name one that is not there."""
    write_press_ups(folder / "anna" / "monday.npz", 1)
    write_press_ups(folder / "ben" / "monday.npz", 2)
    (folder / "ben" / "damaged.mp4").write_bytes(b"no video")
    (folder / "empty.mp4").write_bytes(b"")
    names = ["anna/monday.npz", "ben/monday.npz", "ben/damaged.mp4", "empty.mp4", "absent.mp4"]
    return write_list(folder, names)


def plan_batch(
    listed: Path,
    out: Path | str,
    *,
    shard: tuple[int, int] | None = None,
    scoring: ScoreOptions | None = None,
    redo: Redo = "nothing",
) -> BatchPlan:
    """Return the plan of a batch of press ups."""
    clips: list[BatchClip] = read_clips(str(listed), out=str(out))
    quick = ScoreOptions(video=False, report=False)
    return BatchPlan(
        clips,
        str(out),
        "prone_press_up",
        scoring or quick,
        MODEL_SHA256,
        shard=shard,
        redo=redo,
        frames=True,
    )


class HerePool:
    """Does the tasks here, one after the other; the calls of `on_task` may break it off."""

    def __init__(
        self,
        work: Callable[[ClipTask], object],
        on_task: Callable[[ClipTask], None] = lambda _: None,
    ) -> None:
        self._work, self._on_task = work, on_task

    def run(self, tasks: Iterable[ClipTask]) -> Iterator[Answered]:
        """See `formcheck.batch.pool.Pool.run`."""
        for task in tasks:
            self._on_task(task)
            yield Answered(task, self._work(task))
