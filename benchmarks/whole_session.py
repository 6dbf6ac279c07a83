"""Whole sessions of ``formcheck live``: its window, its voice, a rendered person as the camera.

    python -m benchmarks.whole_session five --out FOLDER

Runs the program itself on a screen that nobody sees (Xvfb). Before the mat the pages are
answered by keys; from then on a rendered person does what the screen asks, and points. Writes
what was said and when, and what the screen showed at every stage.

================  ===================================================================
``five``          five exercises by a plan, pointing alone, to the closed summary
``down_the_leg``  pain moves down the leg after a press up
``leaves``        the picture is left in the middle of a set
``slow``          the program is stopped for most of the time, as on a slow computer
``killed``        it is killed in the middle of a set, and started again
================  ===================================================================

``--slower 3`` lets the clock of the program, and of its person, run at a third: for a computer
that has much else to do.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.support.x_screen import window_manager, x_screen

_SCREEN = "1280x720"
SCENARIOS = ("five", "down_the_leg", "leaves", "slow", "killed")


def main() -> None:
    """Play a session, or two where the first one is killed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("scenario", choices=SCENARIOS)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--arms", type=Path, help="keeps the pictures of pointing for another run")
    parser.add_argument("--slower", type=float, default=1.0)
    parser.add_argument("--run-s", type=float, default=0.1, help="slow: runs for so long, then")
    parser.add_argument("--stop-s", type=float, default=0.4, help="slow: is stopped for so long")
    parser.add_argument("--play", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.play is not None:
        raise SystemExit(_play_here(json.loads(arguments.play)))
    arguments.out.mkdir(parents=True, exist_ok=True)
    if arguments.arms is not None:
        arguments.arms.mkdir(parents=True, exist_ok=True)
    with x_screen(_SCREEN) as display, window_manager(display):
        codes = [_play(arguments, display, arguments.scenario)]
        if arguments.scenario == "killed":
            codes.append(_play(arguments, display, "after_the_kill"))
    print(f"exit codes {codes}")


def _play(arguments: argparse.Namespace, display: str, scenario: str) -> int:
    out: Path = arguments.out.resolve()
    wanted = {
        "scenario": scenario,
        "out": str(out),
        "arms": None if arguments.arms is None else str(arguments.arms.resolve()),
        "slower": arguments.slower,
        "brake": [arguments.run_s, arguments.stop_s] if scenario == "slow" else None,
    }
    # Nothing is remembered from another day, and nothing of this one.
    own = {
        "DISPLAY": display,
        "XDG_STATE_HOME": str(out / "state"),
        "XDG_DATA_HOME": str(out / "data"),
        "FORMCHECK_LANGUAGE": "en",
    }
    words = [sys.executable, "-m", "benchmarks.whole_session", arguments.scenario]
    words += ["--out", str(out), "--play", json.dumps(wanted)]
    return subprocess.run(words, env={**os.environ, **own}, check=False).returncode


def _play_here(wanted: dict[str, Any]) -> int:
    from formcheck.live.display import load_window_libraries

    load_window_libraries()
    from benchmarks.whole_session_player import play

    return play(wanted)


if __name__ == "__main__":
    main()
