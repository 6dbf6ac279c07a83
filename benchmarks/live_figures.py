"""Ages, processor time and memory of a live loop."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

#: Loading the model and the first pictures are not measured.
WARM_UP_S = 5.0
_MEMORY_EVERY_S = 1.0


@dataclass
class Figures:
    """What was measured.

    Attributes
    ----------
    shown_s, age_s : list of float
        Of every picture that was shown: when, and how old it was then.
    memory_s, memory_mb : list of float
        Resident memory every second.
    cpu_s, wall_s : float
        Processor time of all threads, and the time it took.
    missed : int
        Pictures that a recording left out.
    """

    shown_s: list[float] = field(default_factory=list)
    age_s: list[float] = field(default_factory=list)
    memory_s: list[float] = field(default_factory=list)
    memory_mb: list[float] = field(default_factory=list)
    cpu_s: float = 0.0
    wall_s: float = 0.0
    missed: int = 0

    @property
    def pictures_per_s(self) -> float:
        """Pictures that were processed and shown."""
        return len(self.shown_s) / self.wall_s

    @property
    def memory_growth_mb(self) -> float:
        """Median memory of the last tenth of the run over that of its second tenth."""
        tenth = max(1, len(self.memory_mb) // 10)
        first, last = self.memory_mb[tenth : 2 * tenth], self.memory_mb[-tenth:]
        return float(np.median(last) - np.median(first)) if first else 0.0

    def age_ms(self, percentiles: tuple[float, ...]) -> list[float]:
        """Return percentiles of the age."""
        return [1000 * float(age) for age in np.percentile(self.age_s, percentiles)]

    def minutes(self) -> list[tuple[float, ...]]:
        """Return for every minute: its number, pictures/s, age p50, p95, max in ms, memory."""
        shown_s, age_s = np.array(self.shown_s), np.array(self.age_s)
        memory_s, memory_mb = np.array(self.memory_s), np.array(self.memory_mb)
        rows = []
        for minute in range(int(self.wall_s // 60)):
            inside = (shown_s >= 60 * minute) & (shown_s < 60 * minute + 60)
            held = (memory_s >= 60 * minute) & (memory_s < 60 * minute + 60)
            ages_ms = 1000 * np.percentile(age_s[inside], (50, 95, 100))
            memory = float(np.median(memory_mb[held]))
            rows.append((minute + 1, float(inside.sum()) / 60, *ages_ms.tolist(), memory))
        return rows

    def as_json(self) -> dict[str, Any]:
        """Return the figures without the single pictures."""
        p50, p95, longest = self.age_ms((50, 95, 100))
        return {
            "pictures_per_s": self.pictures_per_s,
            "age_ms": {"p50": p50, "p95": p95, "max": longest},
            "cpu_s_per_min": 60 * self.cpu_s / self.wall_s,
            "memory_mb": self.memory_mb[-1],
            "memory_growth_mb": self.memory_growth_mb,
            "missed_in_recording": self.missed,
            "minutes": self.minutes(),
        }


class Meter:
    """Notes every picture that is shown, from the end of the warm-up on."""

    def __init__(self, seconds: float) -> None:
        self._begins_s = time.monotonic() + WARM_UP_S
        self._ends_s = self._begins_s + seconds
        self._cpu_s = 0.0
        self._memory_due_s = self._begins_s
        self.figures = Figures()

    def note(self, sent_s: float) -> bool:
        """Note a picture that the camera sent at a moment; return whether to go on."""
        now_s = time.monotonic()
        if now_s < self._begins_s:
            return True
        run_s = now_s - self._begins_s
        if not self.figures.shown_s:
            self._cpu_s = _cpu_s()
        self.figures.shown_s.append(run_s)
        self.figures.age_s.append(now_s - sent_s)
        if now_s >= self._memory_due_s:
            self._memory_due_s += _MEMORY_EVERY_S
            self.figures.memory_s.append(run_s)
            self.figures.memory_mb.append(_memory_mb())
        goes_on = now_s < self._ends_s
        self.figures.wall_s = run_s
        if not goes_on:
            self.figures.cpu_s = _cpu_s() - self._cpu_s
        return goes_on


def _processes() -> list[Path]:
    """Return this process and those that it has started, as folders of ``/proc``."""
    own = Path("/proc/self")
    started = [
        Path("/proc", pid)
        for children in own.glob("task/*/children")
        for pid in children.read_text(encoding="ascii").split()
    ]
    return [own, *started]


def _cpu_s() -> float:
    """Return the processor time of all threads of all of them, seconds."""
    ticks = 0
    for process in _processes():
        # Its name comes first, in brackets, and may hold blanks.
        fields = (process / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _memory_mb() -> float:
    """Return their memory, megabytes; what several share counts once."""
    kilobytes = 0
    for process in _processes():
        lines = (process / "smaps_rollup").read_text(encoding="ascii").splitlines()
        kilobytes += next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return kilobytes * 1024 / 1e6
