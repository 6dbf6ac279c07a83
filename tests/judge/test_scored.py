"""What the program knew at each frame."""

from __future__ import annotations

import numpy as np
import pytest

from formcheck.judge.scored import Timeline
from tests.support.filming import film, lose
from tests.support.scoring import score_clip
from tests.support.synthetic import (
    PlannedRep,
    excursion,
    frame_times,
    plan_reps,
    standing_back_extension,
)

REPS = plan_reps(2, 18.0)


def timeline_of(lost: tuple[float, float] | None = None, reps: list[PlannedRep] = REPS) -> Timeline:
    time_s = frame_times(reps)
    track = film(time_s, standing_back_extension(excursion(time_s, reps)))
    return score_clip(lose(track, *lost) if lost else track, "standing_back_extension").timeline


def at(timeline: Timeline, moment_s: float) -> int:
    return int(np.searchsorted(timeline.time_s, moment_s))


@pytest.mark.parametrize(
    ("moment_s", "phase"),
    [
        (0.2, "not_judged"),
        (1.5, "ready"),
        (REPS[0].start_s + 0.7, "out"),
        (REPS[0].top_s + 1.0, "hold"),
        (REPS[0].hold_end_s + 0.7, "return"),
        (REPS[0].end_s + 1.0, "ready"),
        (REPS[1].top_s + 1.0, "hold"),
    ],
)
def test_phases(moment_s: float, phase: str) -> None:
    timeline = timeline_of()
    assert timeline.phase[at(timeline, moment_s)] == phase


def test_phases_come_in_their_order() -> None:
    phases = [*timeline_of().phase]
    changes = [
        phase for index, phase in enumerate(phases) if index == 0 or phases[index - 1] != phase
    ]
    rep = ["out", "hold", "return", "ready"]
    assert changes == ["not_judged", "ready", *rep, *rep]


def test_the_count_goes_up_when_a_repetition_is_over() -> None:
    timeline = timeline_of()
    assert (np.diff(timeline.reps_counted) >= 0).all()
    for number, planned in enumerate(REPS, start=1):
        assert timeline.reps_counted[at(timeline, planned.end_s - 0.5)] == number - 1
        assert timeline.reps_counted[at(timeline, planned.end_s + 0.3)] == number


def test_the_hold_clock_runs_during_the_hold_and_then_stands() -> None:
    timeline = timeline_of()
    middle = timeline.hold_s[at(timeline, REPS[0].top_s + 1.0)]
    assert middle == pytest.approx(1.0, abs=0.3)
    assert timeline.hold_s[at(timeline, REPS[0].hold_end_s + 0.7)] == pytest.approx(2.0, abs=0.3)
    assert timeline.hold_s[at(timeline, REPS[0].end_s + 1.0)] == 0.0


def test_the_signal_is_missing_where_it_was_not_seen() -> None:
    timeline = timeline_of(lost=(7.9, 9.0))
    assert np.isnan(timeline.signal[at(timeline, 8.5)])
    assert timeline.phase[at(timeline, 8.5)] == "not_judged"
    assert np.isfinite(timeline.signal[at(timeline, 7.0)])


def test_a_movement_that_was_lost_from_view_has_no_phase() -> None:
    timeline = timeline_of(lost=(REPS[0].top_s + 0.2, REPS[0].top_s + 1.9))
    assert timeline.reps_counted[-1] == 1
    assert timeline.phase[at(timeline, REPS[0].start_s + 0.7)] == "ready"
