"""Threads that track the spans of a clip."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait

from formcheck.pose.rows import Rows
from formcheck.pose.spans import Span

Progress = Callable[[float], None]

_POLL_S = 0.1


class SpanWork:
    """Runs spans in threads, tells the progress, and ends the threads whatever happens.

    Attributes
    ----------
    stop : threading.Event
        Set when the threads are to end.
    """

    def __init__(self, progress: Progress | None) -> None:
        self.stop = threading.Event()
        self._progress = progress or (lambda _: None)
        self._lock = threading.Lock()
        self._done = 0
        self._expected = 1

    def begin(self, expected_frames: int) -> None:
        """Start counting frames afresh."""
        self._done, self._expected = 0, max(1, expected_frames)

    def count_frame(self) -> None:
        """Note that one more frame is done; called in the threads."""
        with self._lock:
            self._done += 1

    def run(self, track: Callable[[Span], Rows], spans: list[Span], workers: int) -> list[Rows]:
        """Track spans in threads; on an error or Ctrl-C, end them all first."""
        with ThreadPoolExecutor(min(workers, len(spans))) as executor:
            tasks = [executor.submit(track, span) for span in spans]
            try:
                self._wait(tasks)
                return [task.result() for task in tasks]
            finally:
                self.stop.set()
                executor.shutdown(wait=True, cancel_futures=True)
                self.stop.clear()

    def _wait(self, tasks: list[Future[Rows]]) -> None:
        pending = set(tasks)
        while pending:
            finished, pending = wait(pending, timeout=_POLL_S, return_when=FIRST_EXCEPTION)
            for task in finished:
                task.result()
            self._progress(min(self._done / self._expected, 1.0))
