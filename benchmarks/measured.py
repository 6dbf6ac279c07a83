"""Running a program and measuring what it used."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_REPORT_VARIABLE = "FORMCHECK_BENCHMARK_REPORT"


@dataclass(frozen=True)
class Use:
    """What a process used.

    Attributes
    ----------
    wall_s : float
        From its start to its end.
    cpu_s : float
        User and system time of all its threads, from its start.
    memory_mb : float
        Peak resident memory, megabytes.
    """

    wall_s: float
    cpu_s: float
    memory_mb: float


def run_measured(program: Callable[[], None]) -> None:
    """Run a program in this process and leave a report for `measure`."""
    program()
    usage = resource.getrusage(resource.RUSAGE_SELF)
    report = {"cpu_s": usage.ru_utime + usage.ru_stime, "memory_mb": _peak_memory_mb()}
    Path(os.environ[_REPORT_VARIABLE]).write_text(json.dumps(report), encoding="utf-8")


def measure(command: Sequence[str], env: Mapping[str, str] | None = None) -> Use:
    """Run a command that uses `run_measured` and return what it used.

    Raises
    ------
    subprocess.CalledProcessError
        If it fails.
    """
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        environment = {**os.environ, **(env or {}), _REPORT_VARIABLE: str(report)}
        # Who has installed a program has its modules compiled.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        started_s = time.perf_counter()
        subprocess.run(
            command,
            env=environment,
            stderr=subprocess.DEVNULL,
            check=True,
        )
        wall_s = time.perf_counter() - started_s
        return Use(wall_s, **json.loads(report.read_text(encoding="utf-8")))


def _peak_memory_mb() -> float:
    """Return the peak of this program; the rusage figure may be its parent's, from the fork."""
    status = Path("/proc/self/status")
    if status.exists():
        lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
        return int(lines["VmHWM"].split()[0]) * 1024 / 1e6
    unit_bytes = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit_bytes / 1e6
