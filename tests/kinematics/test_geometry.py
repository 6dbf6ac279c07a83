"""Angles and lengths of hand-made points; pictures count y downwards."""

from __future__ import annotations

import numpy as np
import pytest

from formcheck.kinematics.geometry import (
    compute_distance,
    compute_inclination_deg,
    compute_joint_angle_deg,
    compute_turn_deg,
    compute_ventral_angle_deg,
)

NAN = (np.nan, np.nan)
Point = tuple[float, float]


def one(*points: Point) -> list[np.ndarray]:
    return [np.array([point], dtype=float) for point in points]


@pytest.mark.parametrize(
    ("a", "b", "expected_px"),
    [((0, 0), (3, 4), 5.0), ((2, 2), (2, 2), 0.0), ((-1, 0), (1, 0), 2.0), (NAN, (0, 0), np.nan)],
)
def test_distance(a: Point, b: Point, expected_px: float) -> None:
    np.testing.assert_allclose(compute_distance(*one(a, b)), [expected_px])


@pytest.mark.parametrize(
    ("a", "b", "c", "expected_deg"),
    [
        ((-1, 0), (0, 0), (1, 0), 180.0),
        ((0, -1), (0, 0), (1, 0), 90.0),
        ((1, 0), (0, 0), (0, -1), 90.0),
        ((1, 1), (0, 0), (1, 0), 45.0),
        ((5, 0), (0, 0), (9, 0), 0.0),
        ((0, 0), (0, 0), (1, 0), np.nan),
        ((1, 0), (0, 0), (0, 0), np.nan),
        (NAN, (0, 0), (1, 0), np.nan),
        ((1, 0), (0, 0), NAN, np.nan),
    ],
)
def test_joint_angle(a: Point, b: Point, c: Point, expected_deg: float) -> None:
    np.testing.assert_allclose(compute_joint_angle_deg(*one(a, b, c)), [expected_deg])


@pytest.mark.parametrize(
    ("lower", "upper", "expected_deg"),
    [
        ((0, 0), (1, 0), 0.0),
        ((0, 0), (-1, 0), 0.0),
        ((0, 0), (1, -1), 45.0),
        ((0, 0), (-1, -1), 45.0),
        ((0, 0), (0, -2), 90.0),
        ((0, 0), (0, 2), -90.0),
        ((0, 0), (1, np.sqrt(3)), -60.0),
        (NAN, (1, 0), np.nan),
    ],
)
def test_inclination_counts_upwards_whichever_way_the_head_lies(
    lower: Point, upper: Point, expected_deg: float
) -> None:
    np.testing.assert_allclose(compute_inclination_deg(*one(lower, upper)), [expected_deg])


@pytest.mark.parametrize(
    ("start", "end", "expected_deg"),
    [
        ((1, 0), (0, -1), 90.0),
        ((1, 0), (0, 1), -90.0),
        ((1, 0), (-1, 0), 180.0),
        ((0, -1), (0, -3), 0.0),
        ((0, -1), (1, -1), -45.0),
        ((1, 0), NAN, np.nan),
    ],
)
def test_turn_is_positive_counter_clockwise_on_the_screen(
    start: Point, end: Point, expected_deg: float
) -> None:
    np.testing.assert_allclose(np.abs(compute_turn_deg(*one(start, end))), [abs(expected_deg)])
    if abs(expected_deg) < 180:
        np.testing.assert_allclose(compute_turn_deg(*one(start, end)), [expected_deg])


@pytest.mark.parametrize(
    ("shoulder", "hip", "knee", "front_sign", "expected_deg"),
    [
        # Upright, facing right (front_sign +1): knee below the hip.
        ((0, -1), (0, 0), (0, 1), 1, 180.0),
        ((0, -1), (0, 0), (1, 0), 1, 90.0),
        ((0, -1), (0, 0), (-1, 1), 1, 225.0),
        # The same facing left.
        ((0, -1), (0, 0), (-1, 0), -1, 90.0),
        ((0, -1), (0, 0), (1, 1), -1, 225.0),
        (NAN, (0, 0), (1, 1), 1, np.nan),
    ],
)
def test_ventral_angle_runs_through_the_front(
    shoulder: Point, hip: Point, knee: Point, front_sign: int, expected_deg: float
) -> None:
    angle = compute_ventral_angle_deg(*one(shoulder, hip, knee), front_sign)
    np.testing.assert_allclose(angle, [expected_deg])


def test_every_angle_takes_many_frames_at_once() -> None:
    hip, knee, ankle = np.zeros((3, 2)), np.tile([1.0, 0.0], (3, 1)), np.zeros((3, 2))
    ankle[:] = [[2, 0], [1, 1], [1, -1]]
    np.testing.assert_allclose(compute_joint_angle_deg(hip, knee, ankle), [180, 90, 90])
