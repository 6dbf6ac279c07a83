"""How far the person is turned from side-on."""

from __future__ import annotations

import numpy as np
import pytest

from formcheck.kinematics.view import (
    compute_body_yaw_deg,
    compute_view_yaw_deg,
    compute_yaw_deg,
    find_turned_away,
)
from tests.support.filming import Camera, film, make_track
from tests.support.synthetic import (
    lying_still,
    pelvic_tilt,
    prone_press_up,
    standing_back_extension,
)

NAN = np.nan


@pytest.mark.parametrize("yaw_deg", [0.0, 10.0, 25.0, 45.0, 80.0])
def test_the_turn_of_a_standing_person(yaw_deg: float) -> None:
    time_s, nothing = lying_still(1.0)
    camera = Camera(yaw_deg=yaw_deg, hidden_offset_torso=(0.0, 0.0))
    track = film(time_s, standing_back_extension(nothing), camera)
    np.testing.assert_allclose(compute_yaw_deg(track, 0.9), yaw_deg, atol=0.01)


@pytest.mark.parametrize("yaw_deg", [0.0, 20.0, 30.0])
@pytest.mark.parametrize("position", [prone_press_up, pelvic_tilt])
def test_the_turn_of_a_lying_person(position: object, yaw_deg: float) -> None:
    # The trunk is foreshortened too, so a lying person reads a few degrees high.
    time_s, nothing = lying_still(1.0)
    camera = Camera(yaw_deg=yaw_deg, hidden_offset_torso=(0.0, 0.0))
    assert callable(position)
    track = film(time_s, position(nothing), camera)
    np.testing.assert_allclose(compute_yaw_deg(track, 0.9), yaw_deg, atol=6.0)


def test_nobody_has_no_turn() -> None:
    track = make_track(np.zeros(1), np.full((1, 33, 2), NAN))
    assert np.isnan(compute_yaw_deg(track, 0.9)).all()


def test_a_trunk_of_no_length_is_no_error() -> None:
    xy_px = np.zeros((1, 33, 2))
    xy_px[0, 11, 0] = 10.0
    assert compute_yaw_deg(make_track(np.zeros(1), xy_px), 0.9)[0] == pytest.approx(90.0)


def test_the_view_is_a_low_quantile_around_each_frame() -> None:
    time_s = np.arange(9.0)
    yaw_deg = np.array([5, 5, 5, 60, 60, 5, 5, 5, NAN])
    view = compute_view_yaw_deg(time_s, yaw_deg, 4.0)
    np.testing.assert_allclose(view[:8], 5.0)
    median = compute_view_yaw_deg(time_s, yaw_deg, 2.0, quantile=0.5)
    np.testing.assert_allclose(median, [5, 5, 5, 60, 60, 5, 5, 5, 5])


def test_the_view_is_unknown_where_nothing_was_seen_nearby() -> None:
    time_s = np.arange(9.0)
    yaw_deg = np.full(9, NAN)
    yaw_deg[0] = 12.0
    view = compute_view_yaw_deg(time_s, yaw_deg, 2.0)
    assert view[:2].tolist() == [12.0, 12.0]
    assert np.isnan(view[2:]).all()


@pytest.mark.parametrize(
    ("turned", "expected"),
    [
        (np.zeros(100), np.zeros(100, bool)),
        (np.full(100, 45.0), np.ones(100, bool)),
        (np.full(100, 35.0), np.zeros(100, bool)),
        (np.full(100, NAN), np.zeros(100, bool)),
        (np.where(np.arange(100) // 4 == 10, 80.0, 0.0), np.zeros(100, bool)),
    ],
    ids=["side-on", "from the front", "oblique", "not seen", "a flick"],
)
def test_turned_away(turned: np.ndarray, expected: np.ndarray) -> None:
    time_s = np.arange(100) / 10
    away = find_turned_away(time_s, turned, 40.0)
    np.testing.assert_array_equal(away, expected)


@pytest.mark.parametrize(("first_deg", "away"), [(39.0, False), (41.0, True)])
def test_who_wavers_about_the_bound_is_judged_or_not_as_a_whole(
    first_deg: float, away: bool
) -> None:
    time_s = np.arange(100) / 10
    turned = np.where(time_s < 2, first_deg, 40.0 + 2.0 * np.sin(time_s))
    assert (find_turned_away(time_s, turned, 40.0) == away).all()


def test_facing_the_camera_for_two_seconds_is_turned_away() -> None:
    time_s = np.arange(200) / 10
    turned = np.where((time_s >= 8) & (time_s < 10), 85.0, 3.0)
    away = find_turned_away(time_s, turned, 40.0)
    assert away[(time_s >= 8.3) & (time_s < 9.7)].all()
    assert not away[(time_s < 7.3) | (time_s > 10.7)].any()


@pytest.mark.parametrize(
    ("axis_deg", "expected"), [(0.0, 0.0), (3.0, 0.0), (-10.0, 20.0), (22.0, 35.0), (42.0, 45.0)]
)
def test_the_turn_of_a_lying_body_by_its_long_axis(axis_deg: float, expected: float) -> None:
    track = make_track(np.zeros(1), np.ones((1, 33, 2)))
    track.world_m[:, [11, 12]] = [
        0.5 * np.cos(np.radians(axis_deg)),
        0.1,
        0.5 * np.sin(np.radians(axis_deg)),
    ]
    track.world_m[:, [23, 24], 1] = 0.1
    assert compute_body_yaw_deg(track)[0] == pytest.approx(expected, abs=0.1)


@pytest.mark.parametrize("turn_deg", [0.0, 30.0, 80.0])
def test_the_turn_of_an_upright_body_by_its_shoulders(turn_deg: float) -> None:
    track = make_track(np.zeros(1), np.ones((1, 33, 2)))
    half = 0.2 * np.array([np.sin(np.radians(turn_deg)), 0.0, np.cos(np.radians(turn_deg))])
    track.world_m[:, 11] = np.array([0.0, -0.5, 0.1]) + half
    track.world_m[:, 12] = np.array([0.0, -0.5, 0.1]) - half
    assert compute_body_yaw_deg(track)[0] == pytest.approx(turn_deg)


def legs(moved_torso: float, *, lying: bool = True) -> np.ndarray:
    """Return hips and knees for ten seconds, moved after three of them."""
    knee = [1.0, 0.1] if lying else [0.1, 1.0]
    places = np.tile(np.array([[0.0, 0.0], knee]), (100, 1, 1))
    places[30:, :, 0] += moved_torso
    return places


@pytest.mark.parametrize(
    ("legs_torso", "top_deg", "away"),
    [
        (legs(0.0), 47.0, False),
        (legs(0.0), 52.0, True),
        (legs(0.4), 47.0, True),
        (legs(0.0, lying=False), 47.0, True),
        (None, 47.0, True),
    ],
)
def test_who_lies_where_they_lay_has_not_turned_when_the_chest_comes_up(
    legs_torso: np.ndarray | None, top_deg: float, away: bool
) -> None:
    time_s = np.arange(100) / 10
    turned = np.where((time_s >= 3) & (time_s < 7), top_deg, 39.0)
    found = find_turned_away(time_s, turned, 40.0, legs_torso)
    assert bool(found[(time_s > 4) & (time_s < 6)].all()) == away
    assert not found[time_s < 2].any()
