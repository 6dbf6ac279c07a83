import numpy as np
import pytest

from sample_videos.renderer.body import JOINT_NAMES
from sample_videos.renderer.signals import SIGNAL_NAMES, compute_signals

STANDING = {
    "nose": (0.1, 1.6),
    "ear": (0.0, 1.6),
    "shoulder": (0.0, 1.4),
    "elbow": (0.0, 1.1),
    "wrist": (0.0, 0.9),
    "hip": (0.0, 0.9),
    "knee": (0.0, 0.5),
    "ankle": (0.0, 0.1),
    "heel": (-0.05, 0.0),
    "foot_index": (0.2, 0.0),
}


def places(frames):
    """Both sides alike; a frame overrides joints of the upright pose."""
    rows = []
    for frame in frames:
        pose = STANDING | frame
        rows.append([pose[n.removeprefix("left_").removeprefix("right_")] for n in JOINT_NAMES])
    return np.array(rows, dtype=float)


def signals(*frames):
    return compute_signals(places([{}, *frames]), "right", slice(0, 1))


def test_upright_is_the_zero_of_everything():
    found = signals()
    assert set(found) == set(SIGNAL_NAMES)
    for name, value in {
        "lean_deg": 0,
        "leg_lean_deg": 0,
        "trunk_inclination_deg": 90,
        "shoulder_hip_knee_deg": 180,
        "hip_deg": 180,
        "knee_deg": 180,
        "elbow_deg": 180,
        "neck_deg": 0,
        "hip_rise_torso": 0,
        "wrist_hip_torso": 0,
    }.items():
        assert found[name][0] == pytest.approx(value, abs=1e-9), name


def test_leaning_back_is_above_zero_and_opens_the_hip_past_180():
    angle = np.radians(20)
    back = (-0.5 * np.sin(angle), 0.9 + 0.5 * np.cos(angle))
    found = signals({"shoulder": back})
    assert found["lean_deg"][1] == pytest.approx(20)
    assert found["hip_deg"][1] == pytest.approx(200)
    assert found["shoulder_hip_knee_deg"][1] == pytest.approx(160)
    assert found["left_knee_to_chest_deg"][1] == pytest.approx(20)


def test_lengths_are_in_torso_lengths_of_the_start_position():
    found = signals({"hip": (0.0, 1.0), "wrist": (0.3, 1.0)})
    assert found["hip_rise_torso"][1] == pytest.approx(0.2)
    assert found["wrist_hip_torso"][1] == pytest.approx(0.6)
    assert found["wrist_ahead_torso"][1] == pytest.approx(0.6)


def test_sliding_towards_the_head_is_above_zero():
    found = signals({"hip": (0.3, 0.95)})
    assert found["hip_slide_torso"][1] == pytest.approx(0.1)


def test_the_near_side_is_measured():
    moved = places([{}, {}])
    moved[1, JOINT_NAMES.index("left_knee")] = (0.4, 0.9)
    assert compute_signals(moved, "right", slice(0, 1))["knee_deg"][1] == pytest.approx(180)
    found = compute_signals(moved, "left", slice(0, 1))
    assert found["shoulder_hip_knee_deg"][1] == pytest.approx(90)
    assert found["left_knee_to_chest_deg"][1] == pytest.approx(90)
    assert found["right_knee_to_chest_deg"][1] == pytest.approx(0, abs=1e-6)
