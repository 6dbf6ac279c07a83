from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from formcheck.errors import UsageError
from formcheck.evaluation.labels import ClipLabel, check_files, read_labels

ENTRY = {"clip": "a.mp4", "exercise": "pelvic_tilt", "reps": [[1, 3.5]]}


def write(folder: Path, content: Any) -> Path:
    path = folder / "labels.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


@pytest.mark.parametrize("content", [[ENTRY], {"note": "x", "clips": [ENTRY]}])
def test_both_forms_of_a_labels_file_are_read(tmp_path: Path, content: Any) -> None:
    [item] = read_labels(write(tmp_path, content))
    assert item.label.reps == [(1.0, 3.5)]
    assert item.clip_path == tmp_path / "a.mp4"


def test_every_key_is_read_and_unknown_ones_are_passed_over(tmp_path: Path) -> None:
    entry = ENTRY | {
        "holds_s": [0.8],
        "faults": [{"id": "PT-4", "start_s": 1, "end_s": 2, "severity": 2, "by": "x"}],
        "angles": "a.npz",
        "conditions": ["dim light"],
        "person": "p1",
        "role": "lookalike: bridging",
        "partial_reps": [[5, 6]],
        "lookalike_movements": [[7, 8]],
        "uncertainty_s": 0.2,
        "peaks_s": [2.0],
        "near_side": "left",
        "holds": [[1, 2]],
        "something_else": {"deep": True},
    }
    [item] = read_labels(write(tmp_path, [entry]))
    assert item.label.faults is not None
    assert item.label.faults[0].span == (1.0, 2.0)
    assert item.label.is_lookalike
    assert item.angles_path == tmp_path / "a.npz"
    assert item.label.conditions == ["dim light"]


def test_no_faults_key_differs_from_no_faults() -> None:
    silent = ClipLabel.model_validate(ENTRY)
    clean = ClipLabel.model_validate(ENTRY | {"faults": []})
    assert silent.faults is None
    assert clean.faults == []


@pytest.mark.parametrize(
    ("change", "names"),
    [
        ({"reps": [["1", 2]]}, "reps.0.0"),
        ({"reps": [[3, 2]]}, "ends at 2 s before it starts"),
        ({"reps": [[1]]}, "reps.0"),
        ({"reps": [[-1, 2]]}, "reps.0.0"),
        ({"clip": 5}, "clip"),
        ({"exercise": ""}, "exercise"),
        ({"holds_s": [1, 2]}, "2 holds_s for 1 reps"),
        ({"faults": [{"id": "PT-1"}]}, "faults.0.start_s"),
        ({"faults": [{"id": "PT-1", "start_s": 2, "end_s": 1}]}, "ends at 1 s"),
        ({"faults": "none"}, "faults"),
        ({"conditions": "dim"}, "conditions"),
    ],
)
def test_a_wrong_entry_is_named(tmp_path: Path, change: dict[str, Any], names: str) -> None:
    path = write(tmp_path, [ENTRY, ENTRY | {"clip": "b.mp4"} | change])
    with pytest.raises(UsageError, match=r"Entry 2 of labels\.json") as caught:
        read_labels(path)
    assert names in caught.value.message


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{", "cannot be read"),
        ("[]", "lists no clips"),
        ('{"clips": 3}', "is no labels file"),
        ("7", "is no labels file"),
        ("[3]", "Entry 1"),
    ],
)
def test_a_file_that_holds_no_labels(tmp_path: Path, text: str, expected: str) -> None:
    path = tmp_path / "labels.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=expected):
        read_labels(path)


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no labels file"):
        read_labels(tmp_path / "absent.json")


def test_files_that_are_not_there_are_named(tmp_path: Path) -> None:
    clips = read_labels(write(tmp_path, [ENTRY | {"angles": "a.npz"}]))
    with pytest.raises(UsageError, match=r"a\.mp4"):
        check_files(clips)
    (tmp_path / "a.mp4").touch()
    with pytest.raises(UsageError, match=r"a\.npz"):
        check_files(clips)
    (tmp_path / "a.npz").touch()
    check_files(clips)
