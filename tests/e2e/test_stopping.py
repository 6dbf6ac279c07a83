"""Ctrl-C and a request to terminate: no leftovers, earlier results untouched."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from tests.e2e.command import Command
from tests.support.sample_film import RATE, TWO_REPS, Film, write_film

_PATIENCE_S = 60
HOUR_MS = 3_600_000


def _wait_for(happened: Callable[[], bool]) -> None:
    deadline = time.monotonic() + _PATIENCE_S
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def _contents(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.parametrize(
    ("moment", "number"),
    [(".formcheck-*", signal.SIGTERM), (".formcheck-*/result.json", signal.SIGINT)],
)
def test_stopped_halfway(
    formcheck: Command, short_clip: Path, moment: str, number: signal.Signals
) -> None:
    out = formcheck.folder / "out"
    first = formcheck.run_warm("score", short_clip, "-e", "press-up", "--no-video", "-o", out)
    assert first.exit_code == 0
    before = _contents(formcheck.folder)
    process = formcheck.start("score", short_clip, "-e", "press-up", "--no-cache", "-o", "out")
    _wait_for(lambda: any(out.glob(moment)))
    process.send_signal(number)
    _, stderr = process.communicate(timeout=_PATIENCE_S)
    assert process.returncode == 128 + number
    assert stderr == "Stopped. Nothing was changed.\n"
    assert _contents(formcheck.folder) == before
    assert [path.name for path in out.iterdir()] == ["short"]


#: What is on the disk once a stage has begun: looking at the clip, drawing, the page.
STAGES = {
    "looking": ".formcheck-*",
    "drawing": ".formcheck-*/.annotated.mp4*",
    "page": ".formcheck-*/annotated.mp4",
}


@pytest.mark.parametrize(
    ("stage", "number"),
    [
        ("looking", signal.SIGTERM),
        ("drawing", signal.SIGINT),
        ("drawing", signal.SIGTERM),
        ("page", signal.SIGINT),
    ],
)
def test_every_stage_can_be_ended(
    formcheck: Command, film: Film, stage: str, number: signal.Signals
) -> None:
    clip = write_film(formcheck.folder / "clip.ts", film)
    out = formcheck.folder / "out"
    process = formcheck.start("score", clip, "-e", "press-up", "-o", "out")
    _wait_for(lambda: any(out.glob(STAGES[stage])) or process.poll() is not None)
    process.send_signal(number)
    process.communicate(timeout=_PATIENCE_S)
    assert process.returncode == 128 + number


def test_hours_between_frames_take_no_longer_than_the_frames(
    formcheck: Command, film: Film
) -> None:
    frames = 60
    every_ms = 109 * HOUR_MS // frames
    pictures = film[np.arange(frames) % len(film)]
    times_ms = [every_ms * index for index in range(frames)]
    clip = write_film(formcheck.folder / "wild.mkv", pictures, times_ms)
    # As many pictures as hours would hold at the usual rate end in the command's own patience.
    ended = formcheck.run_warm("score", clip, "-e", "press-up", "-o", "out")
    assert ended.exit_code == 4
    assert len(ended.complaint) <= 2


def test_a_jump_of_hours_within_a_set_is_told_and_costs_nothing(
    formcheck: Command, film: Film
) -> None:
    times_ms = [
        round(1000 * index / RATE) + (10 * HOUR_MS if index >= TWO_REPS else 0)
        for index in range(len(film))
    ]
    clip = write_film(formcheck.folder / "night.mkv", film, times_ms)
    ended = formcheck.run_warm("score", clip, "-e", "press-up", "-o", "out")
    assert ended.exit_code == 0
    result = formcheck.result("night", "out")
    assert result["clip"]["duration_s"] < 90
    assert any("jumps ahead" in note for note in result["summary"]["notes"])
    assert all(rep["hold_s"] < 5 for rep in result["reps"])
    assert result["summary"]["reps_counted"] >= 3


def test_stopped_in_the_first_run_leaves_nothing(formcheck: Command, short_clip: Path) -> None:
    process = formcheck.start("score", short_clip, "-e", "press-up", "--no-cache", "-o", "a/b")
    _wait_for(lambda: any(formcheck.folder.glob("a/b/.formcheck-*")))
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=_PATIENCE_S)
    assert process.returncode == 130
    assert formcheck.left_behind() == []
