"""A cut of the power: what the disk of it keeps, and that nothing committed is lost by one."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path, PurePosixPath
from random import Random

import pytest

from benchmarks.power_cut.__main__ import cut_again_and_again
from benchmarks.power_cut.disk import Disk, Folder
from benchmarks.power_cut.recording import Replay, record

_A, _B, _IN = PurePosixPath("a"), PurePosixPath("b"), PurePosixPath("in/a")
_SEEDS = range(60)
_needs_strace = pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace")


def _left(disk: Disk, tmp_path: Path) -> set[frozenset[tuple[str, bytes]]]:
    """Return all that many cuts leave of a disk: paths with their bytes."""
    found = set()
    for seed in _SEEDS:
        place = tmp_path / "left"
        place.mkdir()
        disk.after_cut(place, Random(seed))
        files = [path for path in place.rglob("*") if path.is_file()]
        found.add(
            frozenset((path.relative_to(place).as_posix(), path.read_bytes()) for path in files)
        )
        shutil.rmtree(place)
    return found


def _files(**contents: bytes) -> frozenset[tuple[str, bytes]]:
    return frozenset(contents.items())


def test_nothing_is_safe_before_both_bytes_and_name_are(tmp_path: Path) -> None:
    disk, data = Disk(), b"x" * 1024
    made = disk.make_file(_A)
    made.write(0, data)
    partly = (data[:512], data[:512] + bytes(512), bytes(1024))
    torn = {_files(a=left) for left in partly}
    left = _left(disk, tmp_path)
    assert {_files(), _files(a=b""), _files(a=data)} <= left
    assert left & torn
    assert left <= {_files(), _files(a=b""), _files(a=data)} | torn
    made.sync()
    assert _left(disk, tmp_path) == {_files(), _files(a=data)}
    disk.sync(disk.root)
    assert _left(disk, tmp_path) == {_files(a=data)}


def test_a_rename_is_there_or_not_and_never_half(tmp_path: Path) -> None:
    disk = Disk()
    for path, data in ((_A, b"new"), (_B, b"old")):
        made = disk.make_file(path)
        made.write(0, data)
        made.sync()
    disk.sync(disk.root)
    disk.rename(_A, _B)
    assert _left(disk, tmp_path) == {_files(b=b"new"), _files(a=b"new", b=b"old")}


def test_names_come_in_their_order_and_a_folder_is_needed_for_what_is_in_it(tmp_path: Path) -> None:
    disk = Disk()
    disk.make_folder(_IN.parent)
    disk.make_file(_IN).sync()
    inner = disk.find(_IN.parent)
    assert isinstance(inner, Folder)
    disk.sync(inner)
    disk.make_file(_A).sync()
    within = ("in/a", b"")
    assert _left(disk, tmp_path) == {
        frozenset(),
        frozenset({within}),
        frozenset({within, ("a", b"")}),
    }


_PROGRAM = """
import os, sys
from pathlib import Path
folder = Path(sys.argv[1])
(folder / "a.partial").write_bytes(b"one" * 400)
with (folder / "a.partial").open("r+b") as file:
    file.seek(3)
    file.write(b"TWO")
    file.truncate(9)
    file.flush()
    os.fsync(file.fileno())
(folder / "a.partial").rename(folder / "a")
(folder / "inner").mkdir()
os.link(folder / "a", folder / "inner" / "b")
(folder / "gone").write_text("x")
(folder / "gone").unlink()
os.write(os.open(folder / "said", os.O_CREAT | os.O_WRONLY), b"done\\n")
with (folder / "a").open("ab") as file:
    file.write(b"!")
"""


@_needs_strace
def test_a_recorded_program_leaves_on_the_disk_what_it_left_in_its_folder(tmp_path: Path) -> None:
    work = tmp_path / "work"
    work.mkdir()
    calls = record([sys.executable, "-c", _PROGRAM, str(work)], tmp_path, tmp_path / "trace")
    replay = Replay(work)
    for call in calls:
        replay.do(call)
    assert replay.said == ["done"]
    for name in ("a", "inner/b"):
        found = replay.disk.find(PurePosixPath(name))
        assert not isinstance(found, Folder | None)
        assert bytes(found.content) == (work / name).read_bytes() == b"oneTWOone!"
        assert found.safe == b"oneTWOone"
    assert set(replay.disk.root.names) == {"a", "inner"}
    assert replay.disk.root.safe == {}


@_needs_strace
@pytest.mark.slow
@pytest.mark.parametrize(("kind", "cuts"), [("store", 14), ("results", 14), ("live sets", 8)])
def test_nothing_committed_is_lost_and_nothing_half_is_shown_as_whole(
    tmp_path: Path, kind: str, cuts: int
) -> None:
    figures = cut_again_and_again(kind, cuts, Random(11), tmp_path)
    assert (figures.cuts, figures.wrong) == (cuts, [])
    assert figures.said >= 8
