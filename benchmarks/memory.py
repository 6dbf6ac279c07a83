"""How much memory formcheck takes for long clips.

``python -m benchmarks.memory`` makes clips of a minute and of ten, scores each with the
annotated video in a process of its own, and prints the peaks. ``--landmark-hours 1`` judges
so much of kept landmarks instead, and ``--jump-hours 10`` scores a clip of a minute twice:
as it is, and with its clock leaping ahead in the middle. It fails above 400 MB.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks.looped_clip import (
    SAMPLE_EXERCISE,
    default_sample,
    write_jumping_copy,
    write_long_landmarks,
    write_looped_clip,
)
from benchmarks.measured import measure

LIMIT_MB = 400.0


def main() -> int:
    """Measure, print, and return 1 if the limit is exceeded."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--minutes", type=float, nargs="+", default=[1.0, 10.0])
    parser.add_argument("--fps", type=int, default=30)
    parser.add_argument("--landmark-hours", type=float, help="judge so much of landmarks instead")
    parser.add_argument("--jump-hours", type=float, help="let the clock leap by so much instead")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="formcheck-memory-") as name:
        folder = Path(name)
        if arguments.landmark_hours is not None:
            peaks_mb = [_judge_landmarks(folder, arguments.landmark_hours)]
        elif arguments.jump_hours is not None:
            peaks_mb = _score_with_jump(folder, arguments.jump_hours)
        else:
            peaks_mb = [_score_film(folder, each, arguments.fps) for each in arguments.minutes]
    return int(max(peaks_mb) > LIMIT_MB)


def _score_film(folder: Path, minutes: float, fps: int) -> float:
    clip = folder / f"{minutes:g}.mp4"
    write_looped_clip(default_sample(), clip, 60 * minutes, fps)
    return _run("formcheck-video", clip, folder, f"{minutes:g} min of video")


def _judge_landmarks(folder: Path, hours: float) -> float:
    clip, kept = folder / "minute.mp4", folder / "long.npz"
    write_looped_clip(default_sample(), clip, 60.0)
    _run("formcheck-again", clip, folder, "a minute, to find its landmarks")
    (landmarks,) = (folder / "cache" / "landmarks").glob("*.npz")
    write_long_landmarks(landmarks, kept, 3600 * hours)
    return _run("formcheck-again", kept, folder, f"{hours:g} h of landmarks")


def _score_with_jump(folder: Path, hours: float) -> list[float]:
    clip, leaping = folder / "even.mp4", folder / "leaping.mp4"
    write_looped_clip(default_sample(), clip, 60.0)
    write_jumping_copy(clip, leaping, 3600 * hours)
    told = {clip: "a minute", leaping: f"the same with a leap of {hours:g} h"}
    return [_run("formcheck", each, folder, said) for each, said in told.items()]


def _run(contestant: str, clip: Path, folder: Path, said: str) -> float:
    """Run a program, print what it used, return the peak of its memory, MB."""
    command = [sys.executable, "-m", "benchmarks.contestants", contestant]
    environment = {"FORMCHECK_CACHE": str(folder / "cache")}
    use = measure([*command, str(clip), str(folder), SAMPLE_EXERCISE], environment)
    print(f"{said}: peak {use.memory_mb:.0f} MB, {use.cpu_s:.1f} s of processor time")
    return use.memory_mb


if __name__ == "__main__":
    sys.exit(main())
