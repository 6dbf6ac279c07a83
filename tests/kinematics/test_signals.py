"""Every named signal against a stick person whose joints are known."""

from __future__ import annotations

import numpy as np
import pytest

from formcheck.kinematics.body import BodyFrame, estimate_body_frame
from formcheck.kinematics.signals import SIGNALS, compute_signals
from formcheck.pose.landmarks import Side
from tests.support.filming import Camera, film
from tests.support.synthetic import (
    Points,
    pelvic_tilt,
    prone_press_up,
    standing_back_extension,
)

#: Signals of one leg, whichever side is near.
_SIDED = ("left_", "right_")
SIDES: tuple[Side, Side] = ("right", "left")


def measure(points: Points, near_side: Side, torso_px: float = 100.0) -> dict[str, np.ndarray]:
    time_s = np.arange(len(points["hip"])) / 10
    track = film(time_s, points, Camera(near_side, torso_px=torso_px))
    return compute_signals(track.xy_px, estimate_body_frame(track))


@pytest.mark.parametrize("side", SIDES)
def test_leaning_back_is_positive_whichever_way_the_person_faces(side: Side) -> None:
    lean_deg = np.array([-30.0, 0.0, 12.0])
    signals = measure(standing_back_extension(lean_deg), side)
    np.testing.assert_allclose(signals["lean_deg"], lean_deg, atol=1e-9)
    np.testing.assert_allclose(signals["hip_deg"], 180 + lean_deg, atol=1e-9)
    np.testing.assert_allclose(signals["shoulder_hip_knee_deg"], [150, 180, 168], atol=1e-9)
    np.testing.assert_allclose(signals["trunk_inclination_deg"], [60, 90, 78], atol=1e-9)


@pytest.mark.parametrize("side", SIDES)
def test_legs_and_neck_of_a_standing_person(side: Side) -> None:
    points = standing_back_extension(
        np.zeros(2),
        knee_bend_deg=np.array([0.0, 20.0]),
        ankle_lean_deg=np.array([0.0, 6.0]),
        neck_deg=np.array([0.0, 25.0]),
    )
    signals = measure(points, side)
    np.testing.assert_allclose(signals["knee_deg"], [180, 160], atol=1e-6)
    np.testing.assert_allclose(signals["leg_lean_deg"], [0, 6], atol=1e-9)
    np.testing.assert_allclose(signals["neck_deg"], [0, 25], atol=1e-9)


@pytest.mark.parametrize("side", SIDES)
def test_a_press_up(side: Side) -> None:
    points = prone_press_up(
        np.array([0.0, 40.0]),
        elbow_deg=np.array([65.0, 165.0]),
        hip_rise_torso=np.array([0.0, 0.2]),
        neck_deg=np.array([0.0, 30.0]),
        hand_ahead_torso=0.1,
    )
    signals = measure(points, side)
    np.testing.assert_allclose(signals["trunk_inclination_deg"], [0, 40], atol=1e-9)
    np.testing.assert_allclose(signals["elbow_deg"], [65, 165], atol=1e-6)
    np.testing.assert_allclose(signals["neck_deg"], [0, 30], atol=1e-9)
    assert np.diff(signals["hip_height_torso"])[0] == pytest.approx(0.2)
    assert np.diff(signals["shoulder_height_torso"])[0] == pytest.approx(
        0.2 + np.sin(np.radians(40))
    )
    assert signals["wrist_ahead_torso"][0] == pytest.approx(0.1)
    assert np.diff(signals["wrist_height_torso"])[0] == pytest.approx(0.0)
    assert signals["thigh_inclination_deg"][1] > signals["thigh_inclination_deg"][0]


@pytest.mark.parametrize("side", SIDES)
def test_a_pelvic_tilt_slides_headward_and_opens_the_hip(side: Side) -> None:
    signals = measure(pelvic_tilt(np.array([0.0, 0.1])), side)
    assert np.diff(signals["hip_slide_torso"])[0] == pytest.approx(0.09, abs=0.015)
    assert np.diff(signals["shoulder_hip_knee_deg"])[0] == pytest.approx(5.5, abs=1.0)
    assert np.diff(signals["hip_height_torso"])[0] == pytest.approx(0.0)
    assert np.diff(signals["knee_across_torso"])[0] == pytest.approx(0.0)
    assert np.diff(signals["knee_height_torso"])[0] == pytest.approx(0.0)
    assert (signals["thigh_inclination_deg"] < -45).all()


@pytest.mark.parametrize("torso_px", [60.0, 240.0])
def test_lengths_are_torso_lengths_at_every_picture_size(torso_px: float) -> None:
    points = standing_back_extension(np.zeros(2), step_torso=np.array([0.0, 0.2]))
    signals = measure(points, "right", torso_px)
    assert np.diff(signals["foot_across_torso"])[0] == pytest.approx(0.2)
    assert signals["wrist_hip_torso"][0] == pytest.approx(np.hypot(0.15, 0.10))


@pytest.mark.parametrize(
    ("joint", "lost"),
    [
        (
            16,
            {
                *("elbow_deg", "wrist_height_torso", "wrist_ahead_torso", "wrist_hip_torso"),
                *("wrist_across_torso", "elbow_above_wrist_torso"),
            },
        ),
        (8, {"neck_deg", "ear_height_torso", "ear_shoulder_torso", "nose_above_ear_torso"}),
        (28, {"knee_deg", "leg_lean_deg", "ankle_height_torso", "foot_across_torso"}),
    ],
    ids=["wrist", "ear", "ankle"],
)
def test_a_signal_is_not_seen_exactly_where_its_landmarks_are_not(
    joint: int, lost: set[str]
) -> None:
    time_s = np.arange(3) / 10
    track = film(time_s, standing_back_extension(np.zeros(3)))
    xy_px = track.xy_px.copy()
    xy_px[1, joint] = np.nan
    signals = compute_signals(xy_px, BodyFrame("right", 1, 120.0))
    near = {name: values for name, values in signals.items() if not name.startswith(_SIDED)}
    for name, values in near.items():
        assert np.isfinite(values[[0, 2]]).all()
        assert np.isnan(values[1]) == (name in lost), name


def test_every_signal_is_described_and_carries_its_unit() -> None:
    signals = measure(standing_back_extension(np.zeros(2)), "right")
    assert list(signals) == list(SIGNALS)
    assert all(name.endswith(("_deg", "_torso")) for name in SIGNALS)


def test_nobody_gives_no_signal_and_no_error() -> None:
    signals = compute_signals(np.full((4, 33, 2), np.nan), BodyFrame("left", 1, 100.0))
    assert all(np.isnan(values).all() for values in signals.values())


@pytest.mark.parametrize("side", SIDES)
def test_elbow_neck_and_nose_of_a_person_propped_up(side: Side) -> None:
    points = prone_press_up(np.zeros(2))
    points["elbow"] = points["shoulder"] + np.array([[0.1, -0.3], [-0.2, 0.1]])
    points["wrist"] = points["elbow"] + np.array([[0.4, 0.0], [0.0, -0.25]])
    points["ear"] = points["shoulder"] + np.array([[0.3, 0.4], [0.0, 0.2]])
    points["nose"] = points["ear"] + np.array([[0.1, 0.15], [0.1, -0.05]])
    signals = measure(points, side)
    np.testing.assert_allclose(signals["elbow_ahead_torso"], [0.1, -0.2], atol=1e-9)
    np.testing.assert_allclose(signals["elbow_above_wrist_torso"], [0.0, 0.25], atol=1e-9)
    np.testing.assert_allclose(signals["ear_shoulder_torso"], [0.5, 0.2], atol=1e-9)
    np.testing.assert_allclose(signals["nose_above_ear_torso"], [0.15, -0.05], atol=1e-9)
    rise = signals["elbow_height_torso"] - signals["shoulder_height_torso"]
    np.testing.assert_allclose(rise, [-0.3, 0.1], atol=1e-9)
