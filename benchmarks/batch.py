"""What a batch costs beside its clips, and what becomes of one that is killed.

``python -m benchmarks.batch overhead`` runs 1,000 tasks of known length through the driver, with
1, 2 and 8 workers, and tells how much longer it took than the tasks themselves.

``python -m benchmarks.batch cost`` scores sample clips of half a minute with one worker, and tells
what 10,000 of them would cost.

``python -m benchmarks.batch proof FOLDER --stage STAGE`` scores 500 short clips, bad ones among
them: ``whole`` in one go, ``killed`` with the driver killed three times, ``dask`` on a local Dask
cluster whose workers are killed, ``shards`` in two parts; ``compare`` then tells whether each clip
was done once and all tables are the same. ``whole`` and ``killed`` find landmarks anew, ``dask``
and ``shards`` take them from the cache of ``whole``. Needs a system with ``/proc``.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.batch_clips import make_clips, sleep_task
from formcheck.batch.clip_list import BatchClip, clips_of
from formcheck.batch.driver import BatchPlan, run_batch
from formcheck.batch.pool import LocalPool
from formcheck.batch.task import score_task
from formcheck.samples import sample_clip
from formcheck.score_options import ScoreOptions
from formcheck.scoring import find_model

TABLES = ("sets.csv", "repetitions.csv", "faults.csv", "not_scored.csv")
_KILLS = 3


def measure_overhead(tasks: int, milliseconds: int, jobs: int) -> dict[str, float]:
    """Run tasks of one length through the driver, and tell what came on top of them.

    The time of a task is what passed in the worker. All that workers were not at a task, from
    the first answer to the last, is the driver's.
    """
    clips = [
        BatchClip(str(milliseconds), f"/{number}", f"clip_{number:05d}") for number in range(tasks)
    ]
    answers: list[tuple[float, float]] = []
    with tempfile.TemporaryDirectory() as out:
        plan = BatchPlan(clips, out, "auto", ScoreOptions(), "00")
        before = resource.getrusage(resource.RUSAGE_SELF)
        begun_s = time.perf_counter()
        run_batch(
            plan,
            LocalPool(sleep_task, jobs),
            lambda outcome: answers.append((time.perf_counter(), outcome.seconds or 0.0)),
        )
        after = resource.getrusage(resource.RUSAGE_SELF)
    cpu_s = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    # Workers start once, and end one after the other, whatever the number of clips.
    counted = answers[jobs : len(answers) - jobs]
    span_s = jobs * (answers[-jobs - 1][0] - answers[jobs - 1][0])
    worked_s = sum(seconds for _, seconds in counted)
    return {
        "tasks": tasks,
        "task_ms": milliseconds,
        "jobs": jobs,
        "start_s": round(answers[0][0] - begun_s - answers[0][1], 2),
        "took_s": round(answers[-1][0] - begun_s, 2),
        "overhead_percent": round(100 * (span_s - worked_s) / worked_s, 2),
        "driver_cpu_ms_per_task": round(1000 * cpu_s / tasks, 3),
    }


def measure_cost(samples: Sequence[str]) -> dict[str, float]:
    """Score samples with one worker and return what one clip costs, and ten thousand."""
    with tempfile.TemporaryDirectory() as folder:
        out, cache = Path(folder) / "out", Path(folder) / "cache"
        os.environ["FORMCHECK_CACHE"] = str(cache)
        clips = clips_of([Path(sample_clip(name)) for name in samples])
        options = ScoreOptions(video=False)
        plan = BatchPlan(clips, str(out), "auto", options, find_model("full").sha256)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        report = run_batch(plan, LocalPool(score_task, 1))
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        film_s, count = report.found.film_s, len(clips)
        cpu_s = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        return {
            "clips": count,
            "film_s_a_clip": round(film_s / count, 1),
            "cpu_s_a_clip": round(cpu_s / count, 2),
            "worker_peak_mb": round(after.ru_maxrss / 1024, 0),
            "landmarks_kb_a_clip": round(_bytes(cache) / count / 1000, 0),
            "result_kb_a_clip": round(_bytes(out) / count / 1000, 0),
            "core_hours_10000": round(10_000 * cpu_s / count / 3600, 1),
            "landmarks_gb_10000": round(10_000 * _bytes(cache) / count / 1e9, 1),
            "results_gb_10000": round(10_000 * _bytes(out) / count / 1e9, 1),
        }


def _bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def run_stage(folder: Path, stage: str, clips: int) -> dict[str, object]:
    """Run a stage of the proof in a folder."""
    listed = folder / "clips" / "list.csv"
    if not listed.exists():
        make_clips(folder / "clips", clips)
    begun_s = time.monotonic()
    known: dict[str, object] = {}
    if stage == "whole":
        _finish(_start(folder, "whole", "--jobs", "2"))
    elif stage == "killed":
        known["killed_at"] = list(_kill_drivers(folder, clips))
        _finish(_start(folder, "killed", "--jobs", "2"))
    elif stage == "dask":
        known["workers_killed"] = _kill_workers(folder, clips)
    elif stage == "shards":
        parts = [_start(folder, "shards", "--jobs", "1", "--shard", f"{part}/2") for part in (1, 2)]
        for part in parts:
            _finish(part)
    return {"stage": stage, **known, "took_s": round(time.monotonic() - begun_s, 1)}


def compare(folder: Path) -> dict[str, object]:
    """Tell what each stage left: lines a clip, partial folders, and the tables."""
    stages = [stage for stage in ("whole", "killed", "dask", "shards") if (folder / stage).exists()]
    told: dict[str, object] = {}
    for stage in stages:
        lines = [
            json.loads(line)
            for journal in sorted((folder / stage).glob("batch*.jsonl"))
            for line in journal.read_text(encoding="utf-8").splitlines()
            if line
        ]
        times = Counter(line["folder"] for line in lines)
        told[stage] = {
            "clips": len(times),
            "more_than_once": sum(count > 1 for count in times.values()),
            "scored": sum(line["status"] in ("scored", "kept") for line in lines),
            "codes": dict(Counter(line["code"] for line in lines if line["code"])),
            "partial_folders": len(list((folder / stage).rglob("*.partial"))),
            "tables": hashlib.sha256(
                b"".join((folder / stage / table).read_bytes() for table in TABLES)
            ).hexdigest()[:16],
            "results": _hash_results(folder / stage),
        }
    return told


def _hash_results(out: Path) -> str:
    together = hashlib.sha256()
    for path in sorted(out.rglob("result.json")):
        together.update(path.relative_to(out).as_posix().encode() + path.read_bytes())
    return together.hexdigest()[:16]


def _start(folder: Path, out: str, *options: str) -> subprocess.Popen[bytes]:
    cache = "killed" if out == "killed" else "whole"
    environment = {**os.environ, "FORMCHECK_CACHE": str(folder / "caches" / cache)}
    command = [sys.executable, "-m", "formcheck", "batch", str(folder / "clips" / "list.csv")]
    return subprocess.Popen(
        [*command, "-o", str(folder / out), "--no-page", *options],
        env=environment,
        stdout=subprocess.DEVNULL,
    )


def _finish(running: subprocess.Popen[bytes]) -> None:
    if running.wait() != 0:
        raise SystemExit(f"the batch ended with {running.returncode}")


def _done(folder: Path, out: str) -> int:
    journal = folder / out / "batch.jsonl"
    return journal.read_bytes().count(b"\n") if journal.exists() else 0


def _wait_for(folder: Path, out: str, lines: int, running: subprocess.Popen[bytes]) -> int:
    while (done := _done(folder, out)) < lines and running.poll() is None:
        time.sleep(0.05)
    return done


def _kill_drivers(folder: Path, clips: int) -> Iterator[int]:
    """Kill the driver after a quarter of the clips, then a quarter more, and so on."""
    for turn in range(1, _KILLS + 1):
        running = _start(folder, "killed", "--jobs", "2")
        yield _wait_for(folder, "killed", turn * clips // (_KILLS + 1), running)
        running.kill()
        running.wait()


def _kill_workers(folder: Path, clips: int) -> list[int]:
    """Kill a worker of the cluster in the middle of a clip, three times; return after how many."""
    running = _start(folder, "dask", "--dask-local", "2")
    killed = []
    for turn in range(1, _KILLS + 1):
        done = _wait_for(folder, "dask", turn * clips // (_KILLS + 1), running)
        for worker in _workers_of(running.pid)[:1]:
            os.kill(worker, 9)
            killed.append(done)
    _finish(running)
    return killed


def _workers_of(driver: int) -> list[int]:
    """Return the worker processes that a driver has started; they say how they were."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((process / "stat").read_text().rpartition(")")[2].split()[1])
            command = (process / "cmdline").read_bytes()
        except OSError:
            continue
        if parent == driver and b"spawn_main" in command:
            found.append(int(process.name))
    return found


def main(arguments: Sequence[str] | None = None) -> None:
    """Run what is asked for and print JSON, a line each."""
    parser = argparse.ArgumentParser(description=__doc__)
    wanted = parser.add_subparsers(dest="what", required=True)
    overhead = wanted.add_parser("overhead")
    overhead.add_argument("--tasks", type=int, default=1000)
    overhead.add_argument("--milliseconds", type=int, default=100)
    overhead.add_argument("--jobs", type=int, nargs="+", default=[1, 2, 8])
    cost = wanted.add_parser("cost")
    cost.add_argument(
        "--samples", nargs="+", default=["knee_hug_good", "prone_press_up_bad", "seal_stretch_good"]
    )
    proof = wanted.add_parser("proof")
    proof.add_argument("folder", type=Path)
    proof.add_argument("--clips", type=int, default=500)
    proof.add_argument(
        "--stage", choices=["whole", "killed", "dask", "shards", "compare"], required=True
    )
    asked = parser.parse_args(arguments)
    if asked.what == "overhead":
        for jobs in asked.jobs:
            print(json.dumps(measure_overhead(asked.tasks, asked.milliseconds, jobs)), flush=True)
    elif asked.what == "cost":
        print(json.dumps(measure_cost(asked.samples)))
    elif asked.stage == "compare":
        print(json.dumps(compare(asked.folder), indent=2))
    else:
        print(json.dumps(run_stage(asked.folder.absolute(), asked.stage, asked.clips)))


if __name__ == "__main__":
    main()
