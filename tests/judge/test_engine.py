"""Phases of a movement, and which movements are nobody's repetition."""

from __future__ import annotations

import pytest

from formcheck.exercises.registry import get_rules
from formcheck.exercises.settings import default_settings
from formcheck.judge.engine import judge_shot, split_phases
from formcheck.judge.shots import measure_shots
from formcheck.reps.movements import Movement
from formcheck.reps.prepared import median_over
from tests.support.filming import film, pick
from tests.support.shots import make_prepared
from tests.support.synthetic import (
    excursion,
    frame_times,
    lying_still,
    plan_reps,
    prone_press_up,
    standing_back_extension,
)

NAN = float("nan")


def test_phases_with_a_hold() -> None:
    values = [0.0, 0.0, 5.0, 9.0, 10.0, 10.0, 10.0, 9.5, 5.0, 0.0, 0.0]
    phases = split_phases(make_prepared(values), Movement(1, 4, 9, "rest", "returned"))
    assert phases.hold == (4, 6)
    assert phases.out == (1, 4)
    assert phases.back == (6, 9)
    assert phases.top == (3, 7)
    assert phases.whole == (1, 9)
    assert phases.loaded == (1, 7)


def test_phases_without_a_hold_meet_at_the_peak() -> None:
    values = [0.0, 0.0, 5.0, 10.0, 4.0, 0.0, 0.0]
    prepared = make_prepared(values)
    prepared.velocity[3] = 9.0
    phases = split_phases(prepared, Movement(1, 3, 5, "rest", "returned"))
    assert phases.hold is None
    assert phases.out == (1, 3)
    assert phases.back == (3, 5)
    assert phases.top == (3, 3)


@pytest.mark.parametrize(
    ("values", "span", "expected"),
    [
        ([1, 2, 9, 4], (0, 2), 2.0),
        ([1, NAN, 9, 4], (0, 2), 5.0),
        ([NAN, NAN], (0, 1), NAN),
        ([1, 2, 3], (2, 2), 3.0),
    ],
)
def test_median_over(values: list[float], span: tuple[int, int], expected: float) -> None:
    found = median_over(make_prepared(values).signal, span)
    assert found == pytest.approx(expected, nan_ok=True)


def judge(track, name: str = "standing_back_extension", *, causal: bool = False):  # type: ignore[no-untyped-def]
    (shot,) = measure_shots(track, default_settings().view, causal=causal)
    return judge_shot(get_rules(name), shot.measurements, default_settings(), causal=causal)


def test_a_shot_of_another_posture_is_not_judged() -> None:
    time_s, nothing = lying_still(5.0)
    assert judge(film(time_s, prone_press_up(nothing))) is None


@pytest.mark.parametrize("causal", [False, True])
def test_a_judgement_describes_the_shot(causal: bool) -> None:
    reps = plan_reps(2, 18.0)
    time_s = frame_times(reps)
    track = film(time_s, standing_back_extension(3.0 + excursion(time_s, reps)))
    judgement = judge(track, causal=causal)
    assert judgement.baseline == pytest.approx(3.0, abs=0.3)
    assert [verdict.kind for verdict in judgement.movements] == ["counted"] * 2
    assert judgement.prominence_count == 2
    assert len(judgement.signal) == len(judgement.displacement) == track.frame_count


def test_coming_from_a_bow_into_position_is_no_repetition() -> None:
    """A clip that starts on the way down from something else."""
    reps = plan_reps(2, 18.0, first_s=1.0, hold_s=0.6)
    time_s = frame_times(reps)
    track = film(time_s, standing_back_extension(excursion(time_s, reps)))
    late = pick(track, track.time_s >= reps[0].hold_end_s - 0.4)
    late.time_s[:] -= late.time_s[0]
    assert [verdict.kind for verdict in judge(late).movements] == ["counted"]
