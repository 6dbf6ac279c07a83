"""A pool of worker processes on this computer, one core each; one that dies costs one task."""

from __future__ import annotations

import contextlib
import os
import pickle
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Generic, Protocol, TypeVar

from formcheck.batch.worker import Instructions, read_frame
from formcheck.errors import MachineError
from formcheck.own_command import is_bundle, own_command

Task = TypeVar("Task")
Answer = TypeVar("Answer")

#: A task that ends its worker so many times is given up.
MOST_ATTEMPTS = 3
#: How often Ctrl-C is looked for.
_POLL_S = 0.1
#: What broken-off workers have to tidy up before they are killed.
_GRACE_S = 0.8
_START = "from formcheck.batch.worker import main; main()"
_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS")


@dataclass(frozen=True)
class Answered(Generic[Task, Answer]):
    """A task and its answer; None where it ended every worker that tried it."""

    task: Task
    answer: Answer | None


class Pool(Protocol[Task, Answer]):
    """Whatever does tasks: `LocalPool`, or a cluster."""

    def run(self, tasks: Iterable[Task]) -> Iterator[Answered[Task, Answer]]:
        """Yield each task with its answer, in the order in which they are done."""


class LocalPool(Generic[Task, Answer]):
    """Worker processes on this computer.

    Parameters
    ----------
    work : callable
        Does a task; a function of a module, which the workers import.
    jobs : int
        Number of workers.
    first_core : int
        Workers take the processors from this one on, so that two pools can be put side by side.
    on_end : callable, optional
        Called with the process numbers of workers that did not end by themselves.
    """

    def __init__(
        self,
        work: Callable[[Task], Answer],
        jobs: int,
        *,
        first_core: int = 0,
        on_end: Callable[[Sequence[int]], object] | None = None,
    ) -> None:
        self._work, self._jobs = work, jobs
        self._cores = own_cores()
        self._first_core = first_core
        self._on_end = on_end or (lambda _: None)

    def run(self, tasks: Iterable[Task]) -> Generator[Answered[Task, Answer], None, None]:
        """See `Pool.run`; workers that would have nothing to do are not started.

        Raises
        ------
        MachineError
            Workers end as soon as they start.
        """
        shift: _Shift[Task, Answer] = _Shift(self._new_worker, iter(tasks))
        try:
            for number in range(self._jobs):
                shift.hire(number)
            while shift.workers:
                yield from shift.hear()
        finally:
            self._stop(shift)

    def _new_worker(self, number: int, news: _News) -> _Worker[Task]:
        core = None
        if self._cores:
            core = self._cores[(self._first_core + number) % len(self._cores)]
        return _Worker(number, Instructions(self._work, core), news)

    def _stop(self, shift: _Shift[Task, Answer]) -> None:
        """Break off what is under way, within two seconds."""
        busy = list(shift.workers.values())
        for worker in busy:
            worker.break_off()
        until = time.monotonic() + _GRACE_S
        for worker in [*busy, *shift.gone]:
            worker.wait(until)
        if busy or shift.died:
            self._on_end([*shift.died, *(worker.pid for worker in busy)])


def worker_command() -> list[str]:
    """Return the command line that starts a worker."""
    if is_bundle():
        return own_command("batch-worker")
    # -P: a file that lies about where the clips are is never taken for a module.
    return [sys.executable, "-P", "-c", _START]


def own_cores() -> list[int]:
    """Return the processors that this process may use; nothing where that cannot be asked."""
    available = getattr(os, "sched_getaffinity", None)
    return sorted(available(0)) if available else []


#: The number of a worker, and what it sent; None once it is gone.
_News = SimpleQueue[tuple[int, bytes | None]]


@dataclass(frozen=True)
class _Given(Generic[Task]):
    task: Task
    attempts: int = 0


class _Shift(Generic[Task, Answer]):
    """The workers of one run, and what is still to be done."""

    def __init__(
        self, new_worker: Callable[[int, _News], _Worker[Task]], waiting: Iterator[Task]
    ) -> None:
        self._new_worker, self._waiting = new_worker, waiting
        self._again: deque[_Given[Task]] = deque()
        self._news: _News = SimpleQueue()
        self._never_ready = 0
        self.workers: dict[int, _Worker[Task]] = {}
        #: Those that were let go, and the numbers of processes that died.
        self.gone: list[_Worker[Task]] = []
        self.died: list[int] = []

    def hire(self, number: int) -> None:
        """Start a worker if there is something to do for it."""
        if (given := self._next()) is not None:
            self.workers[number] = self._new_worker(number, self._news)
            self.workers[number].give(given)

    def hear(self) -> Iterator[Answered[Task, Answer]]:
        """Wait a moment for news, and yield what they settle."""
        try:
            number, data = self._news.get(timeout=_POLL_S)
        except Empty:
            return
        worker = self.workers[number]
        if data is None:
            yield from self._bury(number, worker)
        elif not data:
            worker.ready = True
            self._never_ready = 0
        else:
            # Handed out before the answer is told: the worker is never idle meanwhile.
            task = worker.given.task
            if (following := self._next()) is not None:
                worker.give(following)
            else:
                self.gone.append(self.workers.pop(number))
                worker.let_go()
            yield Answered(task, pickle.loads(data))  # noqa: S301  from our own worker

    def _bury(self, number: int, worker: _Worker[Task]) -> Iterator[Answered[Task, Answer]]:
        """Replace a worker that died; its task is tried again at the end, and at last given up."""
        worker.let_go()
        self.gone.append(self.workers.pop(number))
        self.died.append(worker.pid)
        self._never_ready += not worker.ready
        if self._never_ready >= MOST_ATTEMPTS:
            raise MachineError(
                "The processes that score clips end as soon as they start.",
                "“formcheck doctor” tells what this computer lacks.",
            )
        given = _Given(worker.given.task, worker.given.attempts + worker.ready)
        if given.attempts < MOST_ATTEMPTS:
            self._again.append(given)
        self.hire(number)
        if given.attempts >= MOST_ATTEMPTS:
            yield Answered(given.task, None)

    def _next(self) -> _Given[Task] | None:
        for task in self._waiting:
            return _Given(task)
        return self._again.popleft() if self._again else None


class _Worker(Generic[Task]):
    """A worker process, and a thread that waits for its answers."""

    given: _Given[Task]
    ready = False

    def __init__(self, number: int, instructions: Instructions, news: _News) -> None:
        path = os.pathsep.join(part for part in sys.path if part)
        environment = {**os.environ, **dict.fromkeys(_ONE_THREAD, "1"), "PYTHONPATH": path}
        self._process = subprocess.Popen(
            worker_command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
        )
        self._let_go = False
        self._send(instructions)
        self._listener = Thread(target=self._listen, args=(number, news), daemon=True)
        self._listener.start()

    @property
    def pid(self) -> int:
        return self._process.pid

    def give(self, given: _Given[Task]) -> None:
        self.given = given
        self._send(given.task)

    def let_go(self) -> None:
        """Let a worker end that has nothing more to do."""
        self._let_go = True
        assert self._process.stdin is not None
        with contextlib.suppress(OSError):
            self._process.stdin.close()

    def break_off(self) -> None:
        self._let_go = True
        with contextlib.suppress(OSError):
            self._process.terminate()

    def wait(self, until: float) -> None:
        try:
            self._process.wait(max(0.0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self.let_go()
        self._listener.join()

    def _send(self, message: object) -> None:
        assert self._process.stdin is not None
        # One that has died is told of by the thread that listens.
        with contextlib.suppress(OSError):
            self._process.stdin.write(pickle.dumps(message))
            self._process.stdin.flush()

    def _listen(self, number: int, news: _News) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as stream:
            while (data := read_frame(stream)) is not None:
                news.put((number, data))
        if not self._let_go:
            news.put((number, None))
