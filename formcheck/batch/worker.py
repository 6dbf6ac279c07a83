"""A worker: a process that does one task after the other, on one core, in one thread.

Tasks come in and answers go out as pickles, through standard input and output. Nothing is
imported from the program that started it, so a script or notebook needs no guard of its own.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from queue import SimpleQueue
from types import FrameType
from typing import IO, Any, BinaryIO

#: So long a task has to tidy up once the worker is to end.
_TIDY_S = 5.0


@dataclass(frozen=True)
class Instructions:
    """What a worker is told first: what it does with each task, and which core is its own."""

    work: Callable[[Any], Any]
    core: int | None


class _EndedError(BaseException):
    """The worker is to end in the middle of a task."""


def main() -> None:
    """Serve until standard input is closed, then end the process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the driver's to handle.
    signal.signal(signal.SIGTERM, _end)
    answers = _take_standard_output()
    inbox: SimpleQueue[Any] = SimpleQueue()
    busy = threading.Event()
    instructions: Instructions = pickle.load(sys.stdin.buffer)  # noqa: S301  from our own driver
    stay_on_core(instructions.core)
    threading.Thread(target=_read, args=(sys.stdin.buffer, inbox, busy), daemon=True).start()
    with contextlib.suppress(_EndedError, BrokenPipeError):
        write_frame(answers, b"")
        while (message := inbox.get()) is not None:
            busy.set()
            write_frame(answers, pickle.dumps(instructions.work(message[0])))
            busy.clear()
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    sys.stderr.flush()
    # At once: the thread that waits for standard input would be in the way of an orderly end.
    os._exit(0)


def write_frame(stream: BinaryIO, data: bytes) -> None:
    """Write bytes behind their number; an empty frame says that a worker is ready."""
    stream.write(len(data).to_bytes(8, "big") + data)
    stream.flush()


def read_frame(stream: IO[bytes]) -> bytes | None:
    """Return what `write_frame` wrote, None at the end or where it breaks off."""
    size = stream.read(8)
    if len(size) < 8:
        return None
    data = stream.read(int.from_bytes(size, "big"))
    return data if len(data) == int.from_bytes(size, "big") else None


def stay_on_core(core: int | None) -> None:
    """Keep this process to one core, where the system can."""
    if core is not None and hasattr(os, "sched_setaffinity"):
        with contextlib.suppress(OSError):
            os.sched_setaffinity(0, {core})


def _take_standard_output() -> BinaryIO:
    """Keep standard output for answers; whatever prints writes to standard error instead."""
    own = os.dup(1)
    os.dup2(2, 1)
    return os.fdopen(own, "wb")


def _read(stream: BinaryIO, inbox: SimpleQueue[Any], busy: threading.Event) -> None:
    """Pass tasks on; once the driver is gone or wants an end, stop what is under way, too."""
    try:
        while True:
            inbox.put((pickle.load(stream),))  # noqa: S301  from our own driver
    except (EOFError, OSError, pickle.UnpicklingError):
        inbox.put(None)
    # Between two tasks the end comes by itself; otherwise the task is broken off, and tidies up.
    if not busy.is_set():
        return
    fallback = threading.Timer(_TIDY_S, lambda: os._exit(1))
    fallback.daemon = True
    fallback.start()
    os.kill(os.getpid(), signal.SIGTERM)


def _end(_number: int, _frame: FrameType | None) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # Once is enough; tidying up goes on.
    raise _EndedError


if __name__ == "__main__":
    main()
