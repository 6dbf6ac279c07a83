"""Ctrl-C and a request to terminate: no leftovers, earlier results untouched."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.command import Command

_PATIENCE_S = 60


def _wait_for(happened: Callable[[], bool]) -> None:
    deadline = time.monotonic() + _PATIENCE_S
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def _contents(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("moment", [".formcheck-*", ".formcheck-*/result.json"])
def test_stopped_halfway(
    formcheck: Command, short_clip: Path, number: signal.Signals, moment: str
) -> None:
    out = formcheck.folder / "out"
    first = formcheck.run("score", short_clip, "-e", "press-up", "--no-video", "-o", out)
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


def test_stopped_in_the_first_run_leaves_nothing(formcheck: Command, short_clip: Path) -> None:
    process = formcheck.start("score", short_clip, "-e", "press-up", "--no-cache", "-o", "a/b")
    _wait_for(lambda: any(formcheck.folder.glob("a/b/.formcheck-*")))
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=_PATIENCE_S)
    assert process.returncode == 130
    assert formcheck.left_behind() == []
