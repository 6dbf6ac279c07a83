from __future__ import annotations

import numpy as np
import pytest

from formcheck.exercises.settings import default_settings
from formcheck.judge.streaming.causal import score_causally
from tests.support.filming import film, pick
from tests.support.scoring import counted, score
from tests.support.synthetic import (
    excursion,
    frame_times,
    plan_reps,
    prone_press_up,
    standing_back_extension,
)


@pytest.mark.slow
def test_causal_repetitions_have_bounds_and_are_those_of_the_summary() -> None:
    reps = plan_reps(3, 20.0)
    time_s = frame_times(reps)
    track = film(time_s, standing_back_extension(excursion(time_s, reps)))
    live = score_causally(track, "standing_back_extension", default_settings())
    assert live is not None
    found = [rep for rep in live.reps if rep.counted]
    assert len(found) == 3
    result = score(track, "standing_back_extension")
    assert result.summary.causal_reps_counted == len(found)
    for rep, planned, recorded in zip(found, reps, counted(result), strict=True):
        # Once it is over, a repetition can be followed back to where it began.
        assert rep.start_s == pytest.approx(planned.start_s, abs=0.35)
        assert rep.end_s == pytest.approx(planned.end_s, abs=0.35)
        assert rep.start_s == pytest.approx(recorded.start_s, abs=0.3)


@pytest.mark.slow
def test_causal_faults_name_their_repetition() -> None:
    reps = plan_reps(2, 45.0)
    time_s = frame_times(reps)
    up = excursion(time_s, reps)
    second = np.where(time_s > reps[1].start_s, up / 45.0, 0.0)
    points = prone_press_up(up, elbow_deg=65 + up * 2, hip_rise_torso=0.2 * second)
    live = score_causally(film(time_s, points), "prone_press_up", default_settings())
    assert live is not None
    lifted = [fault for fault in live.faults if fault.id == "PPU-1"]
    assert [fault.rep for fault in lifted] == [2]


def test_too_short_to_be_judged() -> None:
    reps = plan_reps(1, 20.0)
    time_s = frame_times(reps)
    track = film(time_s, standing_back_extension(excursion(time_s, reps)))
    assert (
        score_causally(pick(track, slice(0, 20)), "standing_back_extension", default_settings())
        is None
    )
