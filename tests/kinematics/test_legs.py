"""Signals of both legs from a stick person whose angles are known."""

from __future__ import annotations

import numpy as np
import pytest

from formcheck.kinematics.legs import (
    LEG_SIGNALS,
    SIDES,
    compute_knee_visibility,
    compute_leg_signals,
    larger_knee_to_chest_deg,
)
from formcheck.pose.landmarks import LANDMARK_COUNT, Landmark, Side
from tests.support.filming import Camera
from tests.support.hugging import Body, film_legs
from tests.support.synthetic import FloatArray

TORSO_PX = 100.0
TIME_S = np.arange(3) / 10


def measure(left_deg: float, right_deg: float, near: Side = "right") -> dict[str, FloatArray]:
    camera = Camera(near, torso_px=TORSO_PX, hidden_offset_torso=(0.0, 0.0))
    track = film_legs(
        TIME_S, np.full(3, left_deg), np.full(3, right_deg), Body(below_knee=0.2), camera
    )
    return compute_leg_signals(track.xy_px, TORSO_PX)


def test_every_signal_is_described_and_carries_its_unit() -> None:
    signals = measure(50.0, 120.0)
    assert set(signals) == set(LEG_SIGNALS)
    assert all(name.endswith(("_deg", "_torso")) for name in LEG_SIGNALS)
    assert all(np.isfinite(values).all() for values in signals.values())


@pytest.mark.parametrize("near", SIDES)
@pytest.mark.parametrize("angle_deg", [0.0, 4.0, 50.0, 90.0, 130.0])
def test_the_knee_to_chest_angle_is_0_straight_and_grows_towards_the_chest(
    near: Side, angle_deg: float
) -> None:
    signals = measure(angle_deg, 50.0, near)
    np.testing.assert_allclose(signals["left_knee_to_chest_deg"], angle_deg, atol=1e-6)
    np.testing.assert_allclose(signals["right_knee_to_chest_deg"], 50.0, atol=1e-6)
    np.testing.assert_allclose(signals["knee_to_chest_deg"], max(angle_deg, 50.0), atol=1e-6)


def test_the_larger_angle_does_not_notice_legs_that_change_places() -> None:
    left, right = np.array([50.0, 120.0, np.nan]), np.array([120.0, 50.0, 60.0])
    larger = larger_knee_to_chest_deg(
        {"left_knee_to_chest_deg": left, "right_knee_to_chest_deg": right}
    )
    np.testing.assert_array_equal(larger, [120.0, 120.0, 60.0])


def test_lengths_are_torso_lengths() -> None:
    signals = measure(50.0, 120.0)
    assert signals["right_hand_leg_torso"][0] == pytest.approx(0.03, abs=0.01)
    assert signals["right_wrist_knee_torso"][0] == pytest.approx(0.2, abs=0.01)
    assert signals["right_hand_below_knee_torso"][0] == pytest.approx(0.2, abs=0.01)
    assert signals["left_hand_leg_torso"][0] > 0.5
    rise = signals["right_ankle_height_torso"] - signals["left_ankle_height_torso"]
    assert rise[0] == pytest.approx(0.15 + 0.84 * np.sin(np.radians(120.0)) - 0.07, abs=0.01)
    apart = 0.84 * np.hypot(
        np.cos(np.radians(120.0)) - np.cos(np.radians(50.0)),
        np.sin(np.radians(120.0)) - np.sin(np.radians(50.0)),
    )
    assert signals["knees_apart_torso"][0] == pytest.approx(apart, abs=0.01)
    assert signals["left_knee_other_ankle_torso"][0] == pytest.approx(0.15, abs=0.1)
    assert signals["right_knee_shoulder_torso"][0] < 1.0 < signals["left_knee_shoulder_torso"][0]


def joints(**places: tuple[float, float]) -> FloatArray:
    """Return one frame with the right leg and both wrists at these places, pixels."""
    xy_px = np.zeros((1, LANDMARK_COUNT, 2))
    for name, place in places.items():
        xy_px[0, Landmark[name.upper()]] = place
    return xy_px


@pytest.mark.parametrize(
    ("wrist", "hand_leg", "below_knee"),
    [
        ((100.0, -20.0), 0.2, 0.0),
        ((60.0, 10.0), 0.1, None),
        ((130.0, 30.0), 0.3, 0.3),
        ((25.0, 0.0), 0.25, None),
        ((15.0, 0.0), 0.85, None),
    ],
    ids=["above the knee", "beside the thigh", "below the knee", "at the hip end", "at the trunk"],
)
def test_a_hand_is_at_the_leg_from_mid_thigh_to_mid_shin(
    wrist: tuple[float, float], hand_leg: float, below_knee: float | None
) -> None:
    xy_px = joints(
        right_shoulder=(0, -100),
        right_hip=(0, 0),
        right_knee=(100, 0),
        right_ankle=(200, 0),
        right_wrist=wrist,
        left_wrist=(-300, 300),
    )
    signals = compute_leg_signals(xy_px, TORSO_PX)
    assert signals["right_hand_leg_torso"][0] == pytest.approx(hand_leg)
    if below_knee is not None:
        assert signals["right_hand_below_knee_torso"][0] == pytest.approx(below_knee)


def test_of_two_wrists_the_one_that_is_seen_is_measured() -> None:
    camera = Camera("right", torso_px=TORSO_PX)
    track = film_legs(TIME_S, np.full(3, 50.0), np.full(3, 120.0), camera=camera)
    track.xy_px[1, Landmark.LEFT_WRIST] = np.nan
    track.xy_px[2, [Landmark.LEFT_WRIST, Landmark.RIGHT_WRIST]] = np.nan
    signals = compute_leg_signals(track.xy_px, TORSO_PX)
    for name in ("hand_leg", "wrist_knee", "hand_below_knee"):
        assert np.isfinite(signals[f"right_{name}_torso"]).tolist() == [True, True, False]


def test_a_hidden_leg_that_is_not_seen_leaves_the_other() -> None:
    track = film_legs(TIME_S, np.full(3, 50.0), np.full(3, 120.0))
    track.xy_px[:, Landmark.LEFT_KNEE] = np.nan
    signals = compute_leg_signals(track.xy_px, TORSO_PX)
    assert np.isnan(signals["left_knee_to_chest_deg"]).all()
    np.testing.assert_allclose(signals["knee_to_chest_deg"], 120.0, atol=3.0)


def test_nobody_gives_no_signal_and_no_error() -> None:
    signals = compute_leg_signals(np.full((4, LANDMARK_COUNT, 2), np.nan), TORSO_PX)
    assert all(np.isnan(values).all() for values in signals.values())


def test_the_visibility_of_each_knee_is_the_models() -> None:
    camera = Camera("right", hidden_visibility=0.3)
    seen = compute_knee_visibility(
        film_legs(TIME_S, np.full(3, 50.0), np.full(3, 50.0), camera=camera)
    )
    assert seen["right_knee_visibility_0_to_1"] == pytest.approx(0.99)
    assert seen["left_knee_visibility_0_to_1"] == pytest.approx(0.3)
