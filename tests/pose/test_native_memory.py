from __future__ import annotations

import subprocess
import sys

import pytest

HOLD_AND_FREE = """
import threading
from pathlib import Path
from formcheck.pose.native_memory import give_back_freed_memory, limit_heaps

def resident_mb():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1e6

limit_heaps()
before_mb = resident_mb()
# Small pieces: the C library keeps what they took when they are freed below a piece still held.
pieces = [bytearray(2000) for _ in range(50_000)]
held = bytearray(2000)
held_mb = resident_mb()
del pieces
give_back_freed_memory()
print(held_mb - before_mb > 80, resident_mb() - before_mb < 40)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing needs to be done")
def test_freed_memory_goes_back_to_the_system() -> None:
    done = subprocess.run(
        [sys.executable, "-c", HOLD_AND_FREE], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["True", "True"]
