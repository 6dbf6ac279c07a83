"""Turns of the processes that run tests side by side: one that needs the machine has it alone."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def turn(folder: Path, *, alone: bool) -> Iterator[None]:
    """Wait until a test may run, and let none run that may not run beside it.

    Parameters
    ----------
    folder : Path
        The same for all processes; two empty files are made in it.
    alone : bool
        Whether no other test may run meanwhile.
    """
    # Who wants to be alone waits at the gate for the others to end, and nobody new passes it.
    with (folder / "gate").open("w") as gate, (folder / "room").open("w") as room:
        fcntl.flock(gate, fcntl.LOCK_EX)
        fcntl.flock(room, fcntl.LOCK_EX if alone else fcntl.LOCK_SH)
        fcntl.flock(gate, fcntl.LOCK_UN)
        yield
