"""How old the picture is that a person sees while exercising, and what that costs.

``python -m benchmarks.live`` starts a network camera on this computer in a
process of its own and measures, one after the other, a whole live session
(without the voice; with its window where there is a screen), the same with
recording, and a bare loop around the same model. Every picture carries its
number, so its age is told from the moment at which the camera sent it to the
moment at which it was shown.

``--minutes 60`` is the endurance run: the session alone, minute by minute, a
new set every five minutes.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
from collections.abc import Callable
from multiprocessing.context import SpawnContext
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.live_figures import Figures
from benchmarks.live_loops import bare_loop, live_session, recorded_session
from benchmarks.live_stream import serve
from benchmarks.looped_clip import SAMPLES

TITLES = {
    "live": "formcheck live",
    "record": "the same, with --record",
    "bare": "bare loop: read, detect, draw",
}
LOOPS: dict[str, Callable[..., None]] = {
    "live": live_session,
    "record": recorded_session,
    "bare": bare_loop,
}
_MOST_PICTURES = 4096


def main() -> None:
    """Measure and print."""
    arguments = _arguments()
    context = multiprocessing.get_context("spawn")
    sent_s = context.Array("d", _MOST_PICTURES, lock=False)
    addresses: Any = context.Queue()
    size_px = tuple(int(side) for side in arguments.size.split("x"))
    camera = context.Process(
        target=serve,
        args=(arguments.clip, size_px, arguments.fps, sent_s, addresses),
        daemon=True,
    )
    camera.start()
    address = addresses.get(timeout=120)
    names = [arguments.only] if arguments.only else ["live"] if arguments.minutes else list(LOOPS)
    seconds = 60 * arguments.minutes or arguments.seconds
    figures = {name: _measure(context, name, address, sent_s, seconds) for name in names}
    camera.terminate()
    _print(figures, arguments)
    if arguments.minutes:
        _print_minutes(figures["live"])
    if arguments.json:
        text = json.dumps({name: each.as_json() for name, each in figures.items()}, indent=2)
        arguments.json.write_text(text + "\n", encoding="utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--clip", type=Path, default=SAMPLES / "pelvic_tilt_good.mp4")
    parser.add_argument("--size", default="1280x720", help="of the camera's pictures")
    parser.add_argument("--fps", type=float, default=30.0)
    parser.add_argument("--seconds", type=float, default=60.0, help="for each program")
    parser.add_argument("--minutes", type=float, default=0.0, help="endurance run of this length")
    parser.add_argument("--only", choices=list(LOOPS), help="measure one of the programs")
    parser.add_argument("--json", type=Path, help="write the figures to this file, too")
    return parser.parse_args()


def _measure(
    context: SpawnContext, name: str, address: str, sent_s: Any, seconds: float
) -> Figures:
    answers: Any = context.Queue()
    process = context.Process(target=LOOPS[name], args=(address, sent_s, seconds, answers))
    process.start()
    figures: Figures = answers.get(timeout=seconds + 120)
    process.join()
    return figures


def _print(figures: dict[str, Figures], arguments: argparse.Namespace) -> None:
    title = f"{arguments.size} at {arguments.fps:g} pictures/s, {os.cpu_count()} cores"
    table = Table(title=title)
    table.add_column("program")
    for heading in ("pictures/s", "age p50 ms", "p95", "max", "CPU s per min", "MB", "growth MB"):
        table.add_column(heading, justify="right")
    for name, each in figures.items():
        age_ms = each.age_ms((50, 95, 100))
        table.add_row(
            TITLES[name],
            f"{each.pictures_per_s:.1f}",
            *(f"{age:.0f}" for age in age_ms),
            f"{60 * each.cpu_s / each.wall_s:.1f}",
            f"{each.memory_mb[-1]:.0f}",
            f"{each.memory_growth_mb:+.1f}",
        )
    Console(width=110).print(table)


def _print_minutes(figures: Figures) -> None:
    table = Table(title="minute by minute")
    for heading in ("minute", "pictures/s", "age p50 ms", "p95", "max", "MB"):
        table.add_column(heading, justify="right")
    for minute in figures.minutes():
        table.add_row(*(f"{value:.0f}" for value in minute))
    Console(width=110).print(table)


if __name__ == "__main__":
    main()
