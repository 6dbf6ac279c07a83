from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from formcheck.errors import UsageError
from formcheck.evaluation.truth import read_truth

NAMES = ["nose", "earR", "shoulderR", "elbowR", "wristR", "hipR", "kneeR", "ankleR"]


def standing(lean_px: float) -> np.ndarray:
    """A person seen from the right, facing right; leaning back moves the head left."""
    return np.array(
        [
            [315 - lean_px, 80],
            [300 - lean_px, 85],
            [300 - lean_px, 120],
            [305, 170],
            [295, 215],
            [300, 220],
            [302, 320],
            [300, 420],
        ],
        dtype=float,
    )


def test_signals_are_computed_from_true_joints(tmp_path: Path) -> None:
    joints = np.stack([standing(lean) for lean in (0.0, 0.0, 100.0)])
    np.savez(tmp_path / "t.npz", j2=joints, names=NAMES, fps=15, near="R")
    truth = read_truth(tmp_path / "t.npz")
    assert truth.time_s == pytest.approx([0, 1 / 15, 2 / 15])
    # The shoulder is 100 px above the hip and moves 100 px backwards.
    assert truth.signals["lean_deg"] == pytest.approx([0.0, 0.0, 45.0])
    assert truth.signals["shoulder_hip_knee_deg"][0] > 175


def test_signals_by_name_are_taken_as_they_are(tmp_path: Path) -> None:
    np.savez(
        tmp_path / "t.npz",
        time_s=[0.0, 0.5],
        lean_deg=np.array([1.0, 2.0], np.float32),
        segments_deg=np.zeros((2, 4)),
        hip_rise_torso=[0.0, 0.1],
        phase_names=["rest", "out"],
    )
    truth = read_truth(tmp_path / "t.npz")
    assert list(truth.signals) == ["lean_deg"]
    assert truth.signals["lean_deg"] == pytest.approx([1.0, 2.0])


def test_a_table_is_read(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("time_s,phase,lean_deg\n0,rest,1\n0.5,out,\n", encoding="utf-8")
    truth = read_truth(tmp_path / "t.csv")
    assert truth.signals["lean_deg"] == pytest.approx([1.0, np.nan], nan_ok=True)


@pytest.mark.parametrize(
    "arrays",
    [
        {"time_s": [0.0, 0.5]},
        {"time_s": [0.5, 0.0], "lean_deg": [1.0, 2.0]},
        {"lean_deg": [1.0, 2.0]},
        {"j2": np.zeros((2, 1, 2)), "names": ["tailR"], "fps": 15, "near": "R"},
        {"j2": np.zeros((2, 1, 2)), "names": ["hipR"], "fps": 15, "near": "front"},
    ],
)
def test_other_files_are_refused_by_name(tmp_path: Path, arrays: dict[str, object]) -> None:
    np.savez(tmp_path / "t.npz", **arrays)  # type: ignore[arg-type]
    with pytest.raises(UsageError, match=r"t\.npz"):
        read_truth(tmp_path / "t.npz")


@pytest.mark.parametrize("name", ["t.npz", "t.csv"])
def test_a_damaged_file_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"\x00nothing")
    with pytest.raises(UsageError, match=name):
        read_truth(tmp_path / name)


def test_of_two_legs_the_larger_angle_is_compared(tmp_path: Path) -> None:
    np.savez(
        tmp_path / "t.npz",
        time_s=[0.0, 0.5],
        left_knee_to_chest_deg=[50.0, 120.0],
        right_knee_to_chest_deg=[60.0, 55.0],
    )
    truth = read_truth(tmp_path / "t.npz")
    assert truth.signals["knee_to_chest_deg"].tolist() == [60.0, 120.0]
