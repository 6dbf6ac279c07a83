"""Getting down before an exercise on the front, and up again after it."""

from __future__ import annotations

import numpy as np
import pytest

from formcheck.judge.result import Result
from formcheck.pose.track import PoseTrack
from tests.support.filming import film
from tests.support.propping import ON_STRAIGHT_ARMS, hold, prop_up
from tests.support.scoring import fault_ids, kinds, only, score
from tests.support.synthetic import FloatArray, PlannedRep, excursion, frame_times

HOLD = hold(4.0, 14.0, ON_STRAIGHT_ARMS)


def run(track: PoseTrack) -> Result:
    return score(track, "seal_stretch", {"seal_stretch": {"dose": {"hold_s": 10}}})


def act(hip_rise_torso: FloatArray, trunk_deg: FloatArray, time_s: FloatArray) -> PoseTrack:
    points = prop_up(trunk_deg, arms="straight", hip_rise_torso=hip_rise_torso)
    return film(time_s, points)


def test_hips_that_come_up_and_down_again_in_a_hold_do_not_end_it() -> None:
    time_s = frame_times([HOLD])
    lifted = excursion(time_s, [PlannedRep(10.0, 0.32, 0.6, 2.0, 0.6)])
    result = run(act(lifted, excursion(time_s, [HOLD]), time_s))
    rep = only(result.reps)
    assert rep.kind == "counted"
    assert rep.end_s == pytest.approx(HOLD.end_s, abs=0.5)
    assert rep.hold_s == pytest.approx(14.0 - 3.0, abs=0.8)
    assert "SS-1" in fault_ids(result)


def test_getting_up_from_the_hold_ends_it_there() -> None:
    """From straight arms back onto the knees: the chest never comes down."""
    time_s = frame_times([HOLD], tail_s=4.0)
    raised = excursion(time_s, [PlannedRep(HOLD.start_s, ON_STRAIGHT_ARMS, 2.0, 60.0, 1.0)])
    leaving = excursion(time_s, [PlannedRep(18.0, 1.0, 1.5, 60.0, 1.0)])
    result = run(act(0.75 * leaving, raised - 25.0 * leaving, time_s))
    rep = only(result.reps)
    assert rep.kind == "counted"
    assert 17.5 < rep.end_s < 19.5
    assert rep.hold_s == pytest.approx(12.0, abs=1.0)


def test_coming_down_from_a_plank_is_no_part_of_the_hold() -> None:
    time_s = frame_times([HOLD])
    plank = 1.0 - excursion(time_s, [PlannedRep(1.2, 1.0, 1.2, 60.0, 1.0)])
    trunk_deg = excursion(time_s, [HOLD]) + 12.0 * plank
    result = run(act(0.45 * plank, trunk_deg, time_s))
    assert kinds(result) == ["counted"]
    assert result.reps[0].start_s > 2.2
    assert np.isfinite(result.reps[0].hold_s)
    assert fault_ids(result) == set()
