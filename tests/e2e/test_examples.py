"""The examples run as they stand, from an empty folder."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from formcheck.pose.bundle_file import Bundle
from formcheck.samples import sample_clip

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


def test_scoring_a_folder_draws_each_clip_and_counts_faults(
    tmp_path: Path, bundle: Bundle, landmark_cache: Path
) -> None:
    pytest.importorskip("pandas")
    pytest.importorskip("matplotlib")
    (tmp_path / "clips" / "anna").mkdir(parents=True)
    shutil.copy(sample_clip("prone_press_up_bad"), tmp_path / "clips" / "anna" / "monday.mp4")
    (tmp_path / "clips" / "empty.mp4").touch()
    environment = {"FORMCHECK_MODELS": str(bundle.path), "FORMCHECK_CACHE": str(landmark_cache)}
    done = _run("score_a_folder.py", "clips", "out", folder=tmp_path, environment=environment)
    assert done.returncode == 0, done.stderr
    assert "<ClipScore monday.mp4: prone press up, 3 repetitions" in done.stdout
    assert "not scored: empty-mp4: " in done.stdout
    assert re.search(r"^anna +\w.* 1$", done.stdout, re.MULTILINE)
    assert (tmp_path / "out" / "anna" / "monday-mp4" / "signal.png").stat().st_size > 5000
    assert "Name the folder" in _run("score_a_folder.py", folder=tmp_path).stderr


def test_two_therapists_are_compared(tmp_path: Path) -> None:
    def label(reps: list[list[float]], faults: list[tuple[str, float, float]]) -> str:
        seen = [{"id": name, "start_s": start, "end_s": end} for name, start, end in faults]
        return json.dumps({"clips": [{"clip": "a.mp4", "reps": reps, "faults": seen}]})

    reps = [[0.0, 4.0], [5.0, 9.0], [10.0, 14.0], [15.0, 19.0]]
    ours = label(reps, [("X-1", 1.0, 2.0), ("X-1", 6.0, 7.0)])
    theirs = label([*reps[:3], [18.0, 22.0]], [("X-1", 1.0, 2.0), ("X-2", 11.0, 12.0)])
    (tmp_path / "anna.json").write_text(ours, encoding="utf-8")
    (tmp_path / "ben.json").write_text(theirs, encoding="utf-8")
    done = _run("compare_labels.py", "anna.json", "ben.json", folder=tmp_path)
    assert done.stdout.splitlines() == [
        "1 clips: 4 and 4 repetitions, 3 the same",
        "fault   first  second  both  kappa",
        # Both in the first of three, one of them in the second: (2/3 - 4/9) / (1 - 4/9).
        "X-1     2      1       1     0.40",
        "X-2     0      1       0     0.00",
    ]
    assert "two files" in _run("compare_labels.py", folder=tmp_path).stderr


def test_every_example_is_run_here() -> None:
    text = Path(__file__).read_text(encoding="utf-8")
    assert all(f'"{example.name}"' in text for example in _EXAMPLES.glob("*.py"))
