"""Running a program and measuring what it used."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Use:
    """What a process and its children used.

    Attributes
    ----------
    wall_s : float
        From start to end.
    cpu_s : float
        User and system time of all threads.
    memory_mb : float
        Peak resident memory of the process, megabytes.
    """

    wall_s: float
    cpu_s: float
    memory_mb: float


def measure(command: Sequence[str], env: Mapping[str, str] | None = None) -> Use:
    """Run a command to its end and return what it used.

    Raises
    ------
    SystemExit
        If it fails; what it said has been shown.
    """
    started_s = time.perf_counter()
    process = subprocess.Popen(command, env={**os.environ, **(env or {})})
    _, status, usage = os.wait4(process.pid, 0)
    wall_s = time.perf_counter() - started_s
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"{' '.join(command)} failed with {process.returncode}")
    unit_bytes = 1 if sys.platform == "darwin" else 1024
    return Use(wall_s, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit_bytes / 1e6)
