"""How fast formcheck is, against a bare MediaPipe loop and a loop that draws.

``python -m benchmarks.speed`` makes a clip of a minute, runs every program on
it in a process of its own, in turn, several rounds, and prints the medians:
frames a second, processor seconds for a minute of video, peak memory.
``--seconds 10 30 60 600`` does so for several lengths, and ``--markdown FILE``
writes the ratios of all of them as a table, as in docs/performance.md. Where one
run of all would take too long, ``--json FILE`` keeps what was measured and
``--from FILE FILE`` makes one table of several, without measuring anything.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.contestants import CONTESTANTS
from benchmarks.looped_clip import SAMPLE_EXERCISE, default_sample, write_looped_clip
from benchmarks.measured import Use, measure
from formcheck.video.reader import VideoFile

TITLES = {
    "bare": "bare loop: decode + detect",
    "bare-pruned": "bare loop, pruned bundle",
    "drawing": "loop that draws and writes mp4v",
    "formcheck": "formcheck, no video",
    "formcheck-thrifty": "formcheck, no video, --thrifty",
    "formcheck-video": "formcheck, annotated H.264",
    "formcheck-again": "formcheck, again from the cache",
}

#: What each program used, by its name.
Medians = dict[str, Use]


def main() -> None:
    """Measure and print."""
    arguments = _arguments()
    measured: dict[str, Medians] = {}
    for file in arguments.earlier:
        measured |= _read(file)
    with tempfile.TemporaryDirectory(prefix="formcheck-speed-") as name:
        folder = Path(name)
        if arguments.clip is not None:
            measured[arguments.clip.stem] = _compare(arguments.clip, folder, arguments)
        for seconds in () if arguments.clip or arguments.earlier else arguments.seconds:
            clip = folder / f"clip_{seconds:g}.mp4"
            write_looped_clip(arguments.sample, clip, seconds)
            label = f"{seconds:g} s, {arguments.exercise.replace('_', ' ')}"
            measured[label] = _compare(clip, folder, arguments)
    if arguments.json:
        described = {
            length: {each: vars(use) for each, use in medians.items()}
            for length, medians in measured.items()
        }
        arguments.json.write_text(json.dumps(described, indent=2) + "\n", encoding="utf-8")
    if arguments.markdown:
        arguments.markdown.write_text(_as_markdown(measured), encoding="utf-8")


def _read(file: Path) -> dict[str, Medians]:
    """Return what an earlier run has kept."""
    kept = json.loads(file.read_text(encoding="utf-8"))
    return {
        length: {each: Use(**use) for each, use in medians.items()}
        for length, medians in kept.items()
    }


def _compare(clip: Path, folder: Path, arguments: argparse.Namespace) -> Medians:
    """Run every program on a clip, in turn, and print what they used."""
    environment = {"FORMCHECK_CACHE": str(folder / "cache")}
    exercise = arguments.exercise
    _run("formcheck-again", clip, folder, exercise, environment)
    uses: dict[str, list[Use]] = {each: [] for each in CONTESTANTS}
    for _ in range(arguments.rounds):
        for each in CONTESTANTS:
            uses[each].append(_run(each, clip, folder, exercise, environment))
    info = VideoFile(clip).info
    medians = {each: _median(own) for each, own in uses.items()}
    _print(medians, info.frame_count, info.duration_s)
    return medians


def _as_markdown(measured: dict[str, Medians]) -> str:
    """Return processor time and wall time over those of the bare loop, and the memory."""
    lines = [f"| | {' | '.join(measured)} |", f"|---|{'---:|' * len(measured)}"]
    for each, title in TITLES.items():
        cells = []
        for medians in measured.values():
            use, bare = medians[each], medians["bare"]
            ratios = f"{use.cpu_s / bare.cpu_s:.2f}, {use.wall_s / bare.wall_s:.2f}"
            cells.append(f"{ratios}, {use.memory_mb:.0f} MB")
        lines.append(f"| {title} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--clip", type=Path, help="measure on this clip")
    parser.add_argument(
        "--sample", type=Path, default=default_sample(), help="what made clips show again and again"
    )
    parser.add_argument("--exercise", default=SAMPLE_EXERCISE, help="what is done in it")
    parser.add_argument(
        "--seconds", type=float, nargs="+", default=[60.0], help="lengths of the made clips"
    )
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", type=Path, help="write the medians to this file, too")
    parser.add_argument(
        "--from", dest="earlier", type=Path, nargs="+", default=[], help="what --json has kept"
    )
    parser.add_argument("--markdown", type=Path, help="write a table of the ratios to this file")
    return parser.parse_args()


def _run(
    contestant: str, clip: Path, folder: Path, exercise: str, environment: dict[str, str]
) -> Use:
    program = [sys.executable, "-m", "benchmarks.contestants"]
    return measure([*program, contestant, str(clip), str(folder), exercise], environment)


def _median(uses: list[Use]) -> Use:
    return Use(
        wall_s=statistics.median(use.wall_s for use in uses),
        cpu_s=statistics.median(use.cpu_s for use in uses),
        memory_mb=statistics.median(use.memory_mb for use in uses),
    )


def _print(medians: dict[str, Use], frames: int, duration_s: float) -> None:
    table = Table(title=f"{frames} frames, {duration_s:.0f} s of video, {os.cpu_count()} cores")
    table.add_column("program")
    for heading in ("frames/s", "x real time", "CPU s per min", "peak MB", "wall / bare"):
        table.add_column(heading, justify="right")
    table.add_column("CPU / bare", justify="right")
    bare = medians["bare"]
    for each, use in medians.items():
        table.add_row(
            TITLES[each],
            f"{frames / use.wall_s:.0f}",
            f"{duration_s / use.wall_s:.1f}",
            f"{use.cpu_s / duration_s * 60:.1f}",
            f"{use.memory_mb:.0f}",
            f"{use.wall_s / bare.wall_s:.2f}",
            f"{use.cpu_s / bare.cpu_s:.2f}",
        )
    console = Console(width=120)
    console.print(table)
    faster = medians["drawing"].wall_s / medians["formcheck-video"].wall_s
    console.print(f"with video, formcheck is {faster:.2f} x as fast as the loop that draws")


if __name__ == "__main__":
    main()
