"""How sure a rise is a long stay, and what speaks for nothing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from formcheck.exercises.shared.prone_rises import Rise, find_rises
from formcheck.kinematics.measurements import Measurements
from formcheck.reps.movements import Movement
from tests.support.shots import make_measurements

ON_STRAIGHT_ARMS = {"elbow_deg": 160.0, "elbow_above_wrist_torso": 0.5, "hands_below_torso": 0.9}


def rise(hold_s: float, *, cut_off: bool) -> Rise:
    movement = Movement(0, 1, 2, "rest", "returned")
    return Rise(movement, hold_s, cut_off, **ON_STRAIGHT_ARMS, into_plank=False)


@pytest.mark.parametrize("hold_s", [0.2, 2.0, 4.2])
def test_what_is_cut_off_too_soon_may_become_either(hold_s: float) -> None:
    assert rise(hold_s, cut_off=True).share_of_stay == 0.5


@pytest.mark.parametrize(("hold_s", "cut_off"), [(12.0, False), (6.0, True)])
def test_a_long_stay_is_one_even_if_it_is_cut_off(hold_s: float, cut_off: bool) -> None:
    assert rise(hold_s, cut_off=cut_off).share_of_stay > 0.9


def test_a_short_press_is_no_stay() -> None:
    assert rise(2.0, cut_off=False).share_of_stay < 0.1


def settling(top_deg: float, settled_deg: float) -> Measurements:
    """Return a chest that comes up to the top, and settles for ten seconds below it."""
    flat, slope = np.zeros(24), np.linspace(0.0, 1.0, 16)
    down = settled_deg + (top_deg - settled_deg) * (1.0 - slope[:8])
    trunk = np.concatenate(
        [flat, top_deg * slope, np.full(4, top_deg), down, np.full(80, settled_deg)]
    )
    trunk = np.concatenate([trunk, settled_deg * (1.0 - slope), flat])
    return make_measurements(
        len(trunk),
        trunk_inclination_deg=trunk,
        thigh_inclination_deg=np.zeros_like(trunk),
        hip_deg=180.0 + trunk,
        elbow_deg=np.full_like(trunk, 160.0),
        elbow_above_wrist_torso=np.full_like(trunk, 0.5),
        hip_height_torso=np.zeros_like(trunk),
        shoulder_height_torso=0.9 * np.ones_like(trunk),
        wrist_height_torso=np.zeros_like(trunk),
    )


def test_who_comes_up_too_far_and_settles_holds_all_the_time() -> None:
    (found,) = find_rises(settling(52.0, 38.0))
    assert found.hold_s == pytest.approx(11.0, abs=1.0)
    assert found.share_of_stay > 0.9


def part(shot: Measurements, frames: slice) -> Measurements:
    """Return some frames of a shot."""
    return replace(
        shot,
        time_s=shot.time_s[frames] - shot.time_s[frames][0],
        signals={name: values[frames] for name, values in shot.signals.items()},
        posture=shot.posture[frames],
        seen=shot.seen[frames],
    )


@pytest.mark.parametrize(("frames", "cut_off"), [((28, 144), False), ((40, 144), True)])
def test_a_film_that_begins_low_on_the_way_up_cuts_no_hold_off(
    frames: tuple[int, int], cut_off: bool
) -> None:
    (found,) = find_rises(part(settling(52.0, 45.0), slice(*frames)))
    assert found.cut_off == cut_off


def propping(after: str) -> Measurements:
    """Return a chest that is propped on the forearms for five seconds, and what comes after."""
    trunk = np.concatenate([np.zeros(16), np.linspace(0, 27, 8), np.full(40, 27.0)])
    down, still = np.linspace(27.0, 10.0, 8), np.full(24, 10.0)
    ends = {
        "flat": (0.0 * still, 0.0 * still, 0.0 * still),
        "plank": (still, still, 0.4 + 0.0 * still),
        "all fours": (20.0 + 0.0 * still, 80.0 + 0.0 * still, 0.8 + 0.0 * still),
    }
    trunk_after, thigh_after, hip_after = ends[after]
    trunk = np.concatenate([trunk, down, trunk_after])
    thigh = np.concatenate([np.zeros(64), np.linspace(0, thigh_after[0], 8), thigh_after])
    hip = np.concatenate([np.zeros(64), np.linspace(0, hip_after[0], 8), hip_after])
    return make_measurements(
        len(trunk),
        trunk_inclination_deg=trunk,
        thigh_inclination_deg=thigh,
        hip_deg=180.0 + trunk - thigh,
        elbow_deg=np.full_like(trunk, 88.0),
        elbow_above_wrist_torso=np.zeros_like(trunk),
        hip_height_torso=hip,
        shoulder_height_torso=0.5 * np.ones_like(trunk),
        wrist_height_torso=np.zeros_like(trunk),
    )


@pytest.mark.parametrize(("after", "known"), [("flat", 0.92), ("plank", 0.2), ("all fours", 0.92)])
def test_a_prop_out_of_which_a_plank_is_lifted_belongs_to_the_plank(
    after: str, known: float
) -> None:
    found = find_rises(propping(after))
    assert found[0].on_forearms
    assert found[0].known == known
