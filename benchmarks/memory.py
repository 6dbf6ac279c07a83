"""How much memory formcheck takes for a long clip.

``python -m benchmarks.memory`` makes a clip of ten minutes, scores it with the
annotated video in a process of its own and prints the peak.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks.looped_clip import SAMPLE_EXERCISE, default_sample, write_looped_clip
from benchmarks.measured import measure

LIMIT_MB = 400.0


def main() -> int:
    """Measure, print, and return 1 if the limit is exceeded."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--minutes", type=float, nargs="+", default=[1.0, 10.0])
    parser.add_argument("--fps", type=int, default=30)
    arguments = parser.parse_args()
    peaks_mb = []
    for minutes in arguments.minutes:
        with tempfile.TemporaryDirectory(prefix="formcheck-memory-") as name:
            folder = Path(name)
            clip = folder / "clip.mp4"
            write_looped_clip(default_sample(), clip, 60 * minutes, arguments.fps)
            command = [sys.executable, "-m", "benchmarks.contestants", "formcheck-video"]
            use = measure([*command, str(clip), str(folder), SAMPLE_EXERCISE])
        print(f"{minutes:g} min of video: peak {use.memory_mb:.0f} MB, {use.wall_s:.0f} s")
        peaks_mb.append(use.memory_mb)
    return int(max(peaks_mb) > LIMIT_MB)


if __name__ == "__main__":
    sys.exit(main())
