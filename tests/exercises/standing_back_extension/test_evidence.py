"""What a bend back says of which the end is not seen."""

from __future__ import annotations

import numpy as np
import pytest

from formcheck.exercises.settings import default_settings
from formcheck.pose.track import PoseTrack
from formcheck.recognition.recognise import recognise
from tests.support.filming import film, pick
from tests.support.synthetic import excursion, frame_times, plan_reps, standing_back_extension


def one_bend(hold_s: float, depth_deg: float = 25.0) -> tuple[PoseTrack, float]:
    """Film a bend from 2.5 s on, all the way back at 4.0 s; return when the hold is over."""
    (plan,) = plans = plan_reps(1, depth_deg, hold_s=hold_s)
    time_s = frame_times(plans)
    return film(time_s, standing_back_extension(excursion(time_s, plans))), plan.hold_end_s


def recognised(track: PoseTrack, until_s: float) -> list[str]:
    seen = pick(track, np.asarray(track.time_s <= until_s))
    return [segment.exercise for segment in recognise(seen, default_settings()).segments]


@pytest.mark.parametrize(
    ("hold_s", "after_s", "expected"),
    [
        (0.4, -0.05, []),
        (0.4, 3.0, ["standing_back_extension"]),
        (0.4, 1.0, ["standing_back_extension"]),
        (2.0, -0.05, ["standing_back_extension"]),
    ],
    ids=["may be falling", "comes back", "is coming back", "stays"],
)
def test_who_leans_back_and_is_not_seen_to_come_back_or_stay_may_be_falling(
    hold_s: float, after_s: float, expected: list[str]
) -> None:
    track, hold_end_s = one_bend(hold_s)
    assert recognised(track, hold_end_s + after_s) == expected


def test_a_small_lean_that_is_cut_off_may_be_drinking() -> None:
    track, hold_end_s = one_bend(0.4, 10.0)
    assert recognised(track, hold_end_s + 0.6) == []
    assert recognised(track, hold_end_s + 3.0) == ["standing_back_extension"]
