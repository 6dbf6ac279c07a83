"""Doing the work behind an iterator ahead of time, in a thread of its own."""

from __future__ import annotations

import threading
from collections.abc import Generator, Iterable
from queue import Empty, Full, Queue
from typing import TypeVar

Item = TypeVar("Item")

# How often a waiting side looks whether the other side is gone.
_POLL_S = 0.1


class _End:
    def __init__(self, error: BaseException | None) -> None:
        self.error = error


def prefetch(items: Iterable[Item], ahead: int) -> Generator[Item]:
    """Yield the items of an iterable that a thread runs ahead of the caller.

    Parameters
    ----------
    items : iterable
        Where the items come from; run in the thread, closed there at the end.
    ahead : int
        How many items may wait at most.

    Yields
    ------
    object
        The items in their order. An exception of the iterable is raised here.
        Closing the generator stops the thread.
    """
    queue: Queue[Item | _End] = Queue(maxsize=ahead)
    stop = threading.Event()
    worker = threading.Thread(target=_run_ahead, args=(items, queue, stop), daemon=True)
    worker.start()
    try:
        while True:
            try:
                item = queue.get(timeout=_POLL_S)
            except Empty:
                continue
            if isinstance(item, _End):
                if item.error is not None:
                    raise item.error
                return
            yield item
    finally:
        stop.set()
        worker.join()


def _run_ahead(items: Iterable[Item], queue: Queue[Item | _End], stop: threading.Event) -> None:
    error: BaseException | None = None
    iterator = iter(items)
    try:
        for item in iterator:
            if not _put(queue, item, stop):
                break
    except BaseException as raised:
        error = raised
    finally:
        close = getattr(iterator, "close", None)
        if close is not None:
            close()
        _put(queue, _End(error), stop)


def _put(queue: Queue[Item | _End], item: Item | _End, stop: threading.Event) -> bool:
    while not stop.is_set():
        try:
            queue.put(item, timeout=_POLL_S)
        except Full:
            continue
        return True
    return False
