from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from pathlib import Path

import pytest

from formcheck.batch.pool import LocalPool, own_cores
from formcheck.errors import MachineError
from tests.support.worker_tasks import (
    die_once,
    die_or_double,
    double,
    leave_mark_and_wait,
    tell_cores,
    tell_process,
)

_PATIENCE_S = 60


def _wait_for(happened: Callable[[], object]) -> None:
    deadline = time.monotonic() + _PATIENCE_S
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def _is_gone(pid: int) -> bool:
    """Whether a process has ended; one that nobody has asked after yet counts, too."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


def test_every_task_is_answered_once() -> None:
    pool: LocalPool[int, int] = LocalPool(double, 2)
    answered = {item.task: item.answer for item in pool.run(range(20))}
    assert answered == {number: 2 * number for number in range(20)}


def test_a_bundle_starts_its_workers_through_a_command_of_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("formcheck.batch.pool.is_bundle", lambda: True)
    pool: LocalPool[int, int] = LocalPool(double, 1)
    assert [item.answer for item in pool.run([1, 2])] == [2, 4]


def test_nothing_to_do_starts_no_worker() -> None:
    pool: LocalPool[int, int] = LocalPool(double, 2)
    assert list(pool.run([])) == []


def test_tasks_are_taken_as_they_are_needed() -> None:
    taken: list[int] = []

    def tasks() -> Iterator[int]:
        for number in range(50):
            taken.append(number)
            yield number

    pool: LocalPool[int, int] = LocalPool(double, 1)
    run = pool.run(tasks())
    next(run)
    assert len(taken) <= 3
    run.close()


def test_workers_are_processes_of_their_own() -> None:
    pool: LocalPool[int, int] = LocalPool(tell_process, 1)
    (pid,) = {item.answer for item in pool.run(range(3))}
    assert pid != os.getpid()


@pytest.mark.skipif(not own_cores(), reason="this system cannot keep a process to a core")
def test_each_worker_has_a_core() -> None:
    pool: LocalPool[int, list[int]] = LocalPool(tell_cores, 2, first_core=1)
    cores = own_cores()
    allowed = {(core,) for core in cores}
    assert {tuple(item.answer or ()) for item in pool.run(range(4))} <= allowed


@pytest.mark.skipif(os.name == "nt", reason="needs signals")
def test_a_worker_that_dies_costs_its_task_alone(tmp_path: Path) -> None:
    ended: list[int] = []
    pool: LocalPool[str, str] = LocalPool(die_once, 1, on_end=ended.extend)
    marks = [str(tmp_path / name) for name in "abc"]
    assert sorted(item.answer or "" for item in pool.run(marks)) == marks
    assert len(ended) == 3


@pytest.mark.skipif(os.name == "nt", reason="needs signals")
def test_a_task_that_kills_every_worker_is_given_up() -> None:
    pool: LocalPool[int, int] = LocalPool(die_or_double, 1)
    answered = {item.task: item.answer for item in pool.run([1, -1, 2])}
    assert answered == {1: 2, 2: 4, -1: None}


def test_workers_that_cannot_begin_are_told_of() -> None:
    pool: LocalPool[int, int] = LocalPool(_Unknown(), 2)
    with pytest.raises(MachineError, match="as soon as they start"):
        list(pool.run([1]))


class _Unknown:
    """Something that a worker cannot load."""

    def __reduce__(self) -> tuple[object, ...]:
        return import_module, ("formcheck.nothing_of_this_name",)

    def __call__(self, _: int) -> int:
        raise AssertionError("never called")


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs /proc")
def test_broken_off_it_lets_tasks_tidy_up(tmp_path: Path) -> None:
    ended: list[int] = []
    folders = [tmp_path / "first", tmp_path / "second"]
    for folder in folders:
        folder.mkdir()
    pool: LocalPool[str, None] = LocalPool(leave_mark_and_wait, 3, on_end=ended.extend)

    answered = pool.run(_interrupted_once_busy(folders))
    with pytest.raises(KeyboardInterrupt):
        next(answered)
    assert [list(folder.iterdir()) for folder in folders] == [[], []]
    assert len(ended) == 2
    assert all(_is_gone(pid) for pid in ended)


def _interrupted_once_busy(folders: Sequence[Path]) -> Iterator[str]:
    """Give a task for each folder, and Ctrl-C once all are under way."""
    yield from map(str, folders)
    _wait_for(lambda: all(any(folder.iterdir()) for folder in folders))
    raise KeyboardInterrupt


_DRIVER = """
import sys
from formcheck.batch.pool import LocalPool
from tests.support.worker_tasks import leave_mark_and_wait
list(LocalPool(leave_mark_and_wait, 2).run(sys.argv[1:]))
"""


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs /proc")
def test_workers_end_when_the_driver_is_killed(tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    driver = subprocess.Popen([sys.executable, "-c", _DRIVER, tmp_path, tmp_path], cwd=root)
    _wait_for(lambda: len(list(tmp_path.iterdir())) == 2)
    pids = [int(mark.stem) for mark in tmp_path.iterdir()]
    driver.kill()
    driver.wait()
    _wait_for(lambda: all(_is_gone(pid) for pid in pids))
    assert list(tmp_path.iterdir()) == []
