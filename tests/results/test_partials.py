from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from formcheck.results.folder import replacing_results
from formcheck.results.partials import host_name, is_alive, partial_prefix, sweep_partials


@pytest.fixture
def dead() -> int:
    """Return the number of a process that has ended."""
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    return process.pid


def _make(folder: Path, host: str, pid: int) -> Path:
    partial = folder / f".formcheck-{host}.{pid}.x1y2.partial"
    (partial / "inner").mkdir(parents=True)
    (partial / "inner" / "result.json").touch()
    return partial


@pytest.mark.skipif(os.name == "nt", reason="it cannot be asked there")
def test_only_what_the_dead_of_this_computer_left_is_swept(tmp_path: Path, dead: int) -> None:
    orphan = _make(tmp_path, host_name(), dead)
    living = _make(tmp_path, host_name(), os.getpid())
    elsewhere = _make(tmp_path, "another-host", dead)
    of_others = tmp_path / ".formcheck-notes.partial"
    of_others.mkdir()
    assert sweep_partials([tmp_path, tmp_path / "absent"]) == [orphan]
    assert not orphan.exists()
    assert all(folder.exists() for folder in (living, elsewhere, of_others))


def test_whoever_saw_a_process_end_may_say_so(tmp_path: Path) -> None:
    own = _make(tmp_path, host_name(), os.getpid())
    assert sweep_partials([tmp_path], ended=[os.getpid()]) == [own]


def test_a_result_under_way_is_known_as_this_process(tmp_path: Path) -> None:
    with replacing_results(tmp_path / "clip", ["result.json"]) as temporary:
        assert temporary.name.startswith(partial_prefix())
        assert sweep_partials([tmp_path]) == []
        assert temporary.exists()


@pytest.mark.skipif(os.name == "nt", reason="it cannot be asked there")
def test_which_processes_live(dead: int) -> None:
    assert is_alive(os.getpid())
    assert is_alive(dead) is False
