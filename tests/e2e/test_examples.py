"""The examples run as they stand, from an empty folder."""

from __future__ import annotations

import csv
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from formcheck.pose.bundle_file import Bundle

_EXAMPLES = Path(__file__).parents[2] / "examples"


def _run(
    name: str, *arguments: str, folder: Path, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "error", _EXAMPLES / name, *arguments],
        cwd=folder,
        env={**os.environ, **(environment or {})},
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )


@pytest.fixture(scope="module")
def scored(
    tmp_path_factory: pytest.TempPathFactory, bundle: Bundle, landmark_cache: Path
) -> tuple[Path, str]:
    """Return the folder in which the first example ran, and what it printed."""
    folder = tmp_path_factory.mktemp("examples")
    environment = {"FORMCHECK_MODELS": str(bundle.path), "FORMCHECK_CACHE": str(landmark_cache)}
    done = _run("score_a_clip.py", folder=folder, environment=environment)
    assert done.returncode == 0, done.stderr
    return folder, done.stdout


def _reps(folder: Path) -> list[dict[str, str]]:
    path = folder / "results" / "prone_press_up_bad" / "reps.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_scoring_prints_repetitions_and_faults(scored: tuple[Path, str]) -> None:
    folder, printed = scored
    counted = [rep for rep in _reps(folder) if rep["kind"] == "counted"]
    assert counted
    assert f"prone_press_up_bad.mp4: {len(counted)} repetitions counted" in printed
    for rep in counted:
        assert re.search(rf"^  {rep['rep']}  counted, ", printed, re.MULTILINE)
        for fault in filter(None, rep["fault_names"].split(";")):
            assert f"{fault}, in repetition {rep['rep']}: " in printed


def test_reading_prints_a_line_for_each_repetition(scored: tuple[Path, str]) -> None:
    folder, _ = scored
    done = _run("read_the_tables.py", "results/prone_press_up_bad", folder=folder)
    assert done.returncode == 0, done.stderr
    head, *lines = done.stdout.splitlines()
    assert "knee_deg" in head
    counted = [rep for rep in _reps(folder) if rep["kind"] == "counted"]
    assert [line.split()[0] for line in lines] == [rep["rep"] for rep in counted]
    assert all(90 < float(line.split()[3]) <= 180 for line in lines)


def test_what_went_wrong_is_one_line(tmp_path: Path) -> None:
    done = _run("score_a_clip.py", "absent.mp4", "knee_hug", folder=tmp_path)
    assert done.returncode == 1
    assert "absent.mp4" in done.stderr
    assert "Traceback" not in done.stderr
    assert "Name the folder" in _run("read_the_tables.py", folder=tmp_path).stderr


def test_every_example_is_run_here() -> None:
    text = Path(__file__).read_text(encoding="utf-8")
    assert all(f'"{example.name}"' in text for example in _EXAMPLES.glob("*.py"))
