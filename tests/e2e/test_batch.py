"""A batch as a person runs it: killed and resumed, stopped, in parts, and without a network."""

from __future__ import annotations

import json
import shutil
import signal
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.command import Command
from tests.support.sample_film import Film, write_film

_PATIENCE_S = 120
_TABLES = ("sets.csv", "repetitions.csv", "faults.csv", "not_scored.csv")


def _wait_for(happened: Callable[[], bool]) -> None:
    deadline = time.monotonic() + _PATIENCE_S
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def _tables(out: Path) -> list[bytes]:
    return [(out / name).read_bytes() for name in _TABLES]


def _lines(out: Path) -> list[dict[str, object]]:
    journals = sorted(out.glob("batch*.jsonl"))
    return [json.loads(line) for path in journals for line in path.read_text().splitlines()]


@pytest.fixture
def clips(formcheck: Command, short_clip: Path) -> Path:
    """Return a folder of clips with the same names, damaged ones among them."""
    folder = formcheck.folder / "clips"
    for person in ("anna", "ben"):
        (folder / person).mkdir(parents=True)
        for day in ("monday", "tuesday"):
            shutil.copyfile(short_clip, folder / person / f"{day}.mp4")
    whole = short_clip.read_bytes()
    (folder / "ben" / "cut.mp4").write_bytes(whole[: len(whole) // 3])
    (folder / "ben" / "empty.mp4").touch()
    (folder / "words.mp4").write_text("no film", encoding="utf-8")
    return folder


def test_killed_and_resumed_and_in_parts(formcheck: Command, clips: Path) -> None:
    command = ("batch", clips, "-r", "-e", "press-up", "--no-page", "--jobs", "2")
    whole = formcheck.run(*command, "-o", "whole")
    assert (whole.exit_code, whole.complaint) == (0, [])
    assert "4 of 7 clips scored." in whole.stdout
    assert "Prone press up: 4 sets, 8 repetitions" in whole.stdout
    assert "ben/empty.mp4" in whole.stdout
    assert str(formcheck.folder) in whole.stdout
    expected = _tables(formcheck.folder / "whole")

    out = formcheck.folder / "killed"
    for lines in (1, 3):
        running = formcheck.start(*command, "-o", "killed")
        _wait_for(
            lambda least=lines: (
                (out / "batch.jsonl").exists()  # type: ignore[misc]
                and len((out / "batch.jsonl").read_bytes().splitlines()) >= least
            )
        )
        running.kill()
        running.communicate()
    assert formcheck.run(*command, "-o", "killed").exit_code == 0
    assert _tables(out) == expected
    assert set(Counter(line["folder"] for line in _lines(out)).values()) == {1}
    assert not list(formcheck.folder.rglob("*.partial"))

    alone = (*command[:-1], "1", "-o", "parts")
    first = formcheck.run(*alone, "--shard", "1/2")
    assert "3 clips are not accounted for yet" in first.stdout
    formcheck.run(*alone, "--shard", "2/2", "--to", "elan")
    assert _tables(formcheck.folder / "parts") == expected
    # The four clips are one and the same film: its name in exports is its hash.
    (exported,) = (formcheck.folder / "parts" / "export-elan").glob("*.eaf")
    assert exported.name.endswith("_prone_press_up.eaf")


def test_ctrl_c_keeps_what_is_done(formcheck: Command, film: Film, clips: Path) -> None:
    write_film(clips / "long.mp4", film)
    (clips / "long.mp4").rename(clips / "zoe.mp4")
    command = ("batch", clips, "-r", "-e", "press-up", "--jobs", "1", "-o", "out")
    out = formcheck.folder / "out"
    running = formcheck.start(*command, "--no-cache")
    _wait_for(lambda: any(out.glob("**/.formcheck-*")) or running.poll() is not None)
    running.send_signal(signal.SIGINT)
    stdout, stderr = running.communicate(timeout=_PATIENCE_S)
    assert running.returncode == 130
    assert stdout == ""
    assert "Stopped." in stderr
    assert "The same command goes on from there" in stderr
    assert not list(out.rglob("*.partial"))
    assert not (out / "sets.csv").exists()


def test_what_holds_for_every_clip_is_told_before_the_first(
    formcheck: Command, clips: Path
) -> None:
    for wrong, code in (
        (("batch", "absent"), 3),
        (("batch", clips, "-e", "juggling"), 2),
        (("batch", clips, "--shard", "3/2"), 2),
        (("batch", clips, "--to", "c3d"), 2),
        (("batch", clips, "--dask-local", "1", "--scheduler", "x:1"), 2),
        (("batch", clips, "--scheduler", "tcp://10.0.0.1:8786"), 2),
    ):
        ended = formcheck.run_warm(*wrong, "-o", "out")
        assert ended.exit_code == code
        assert len(ended.complaint) == 2
        assert ended.complaint[0].startswith("Error: ")
    assert not (formcheck.folder / "out").exists()


def test_a_folder_that_is_scored_ends_with_the_same_tables(formcheck: Command, clips: Path) -> None:
    scored = formcheck.run("score", clips / "ben", "-e", "press-up", "--no-video", "-o", "out")
    assert scored.exit_code == 3
    assert "2 of 4 clips scored." in scored.stdout
    assert "Tables: sets.csv, repetitions.csv, faults.csv, not_scored.csv in out" in scored.stdout
    rows = (formcheck.folder / "out" / "sets.csv").read_text(encoding="utf-8").splitlines()
    assert [row.split(",")[0] for row in rows] == ["folder", "monday", "tuesday"]
