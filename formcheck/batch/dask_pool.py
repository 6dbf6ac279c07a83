"""The tasks of a batch on the workers of a Dask cluster: paths and hashes travel, nothing else."""

from __future__ import annotations

import contextlib
import hashlib
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Generic

from distributed import Client, as_completed
from distributed.scheduler import KilledWorker

from formcheck.batch.pool import Answer, Answered, Task
from formcheck.errors import MachineError

#: How often the cluster is asked how many workers it has: they come and go.
_COUNT_EVERY_S = 2.0


class DaskPool(Generic[Task, Answer]):
    """Hands tasks to the workers of a cluster.

    A task is in flight for each worker and one more, its answer is let go as soon as it has
    come, and nothing is tried again by Dask itself: a worker that is lost costs the task it
    was at, which another one takes over.

    Parameters
    ----------
    client : Client
    work : callable
        Does a task; never raises.
    name : callable
        Returns what tells a task from others. Only its hash is sent: whoever may look at the
        dashboard sees it.
    """

    def __init__(
        self, client: Client, work: Callable[[Task], Answer], name: Callable[[Task], str]
    ) -> None:
        self._client, self._work, self._name = client, work, name
        self._counted_s = -_COUNT_EVERY_S
        self._workers = 1

    def run(self, tasks: Iterable[Task]) -> Iterator[Answered[Task, Answer]]:
        """See `formcheck.batch.pool.Pool.run`.

        Raises
        ------
        MachineError
            The scheduler is gone.
        """
        waiting = iter(tasks)
        flying: dict[Any, Task] = {}
        done = as_completed(loop=self._client.loop, with_results=True, raise_errors=False)
        try:
            self._feed(waiting, flying, done)
            # Iterating over `done` ends where it is empty, so each pass feeds it first.
            while flying:
                future, answer = next(done)
                task, status = flying.pop(future), future.status
                future.release()
                self._feed(waiting, flying, done)
                yield Answered(task, self._checked(status, answer))
        finally:
            # A scheduler that is gone has nothing to be told any more.
            with contextlib.suppress(OSError):
                self._client.cancel(list(flying), force=True)

    def _feed(self, waiting: Iterator[Task], flying: dict[Any, Task], done: Any) -> None:
        while len(flying) < self._wanted():
            task = next(waiting, None)
            if task is None:
                return
            key = hashlib.sha256(self._name(task).encode()).hexdigest()
            future = self._client.submit(self._work, task, key=key, pure=False, retries=0)
            flying[future] = task
            done.add(future)

    def _wanted(self) -> int:
        if time.monotonic() - self._counted_s > _COUNT_EVERY_S:
            self._workers = len(self._client.nthreads()) or 1
            self._counted_s = time.monotonic()
        return self._workers + 1

    def _checked(self, status: str, answer: Any) -> Answer | None:
        """Return an answer, None where every worker that tried it died."""
        if status == "finished":
            result: Answer = answer
            return result
        error = answer[1] if isinstance(answer, tuple) else answer
        if isinstance(error, KilledWorker):
            return None
        raise MachineError(
            f"The Dask scheduler gave a clip up ({type(error).__name__}).",
            "See whether scheduler and workers still run; the same command goes on from there.",
        )
