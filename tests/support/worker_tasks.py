"""What workers do in the tests of the pools; they import it from here, and nothing else with it."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path


def double(number: int) -> int:
    """Return twice a number."""
    return 2 * number


def tell_process(_: object) -> int:
    """Return the number of the process."""
    return os.getpid()


def die_once(marker: str) -> str:
    """Kill the own process the first time, while the file is not there."""
    path = Path(marker)
    if not path.exists():
        path.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return marker


def die_or_double(number: int) -> int:
    """Kill the own process for a number below nought."""
    if number < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return 2 * number


def leave_mark_and_wait(folder: str) -> None:
    """Leave a file that names the process, wait for a minute, and take it away again."""
    mark = Path(folder) / f"{os.getpid()}.working"
    mark.touch()
    try:
        time.sleep(60)
    finally:
        mark.unlink()


def tell_cores(_: object) -> list[int]:
    """Return the processors that this process may use."""
    return sorted(os.sched_getaffinity(0))
