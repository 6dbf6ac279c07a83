from __future__ import annotations

import numpy as np
import pytest

from formcheck.evaluation.clip_score import score_engine
from formcheck.evaluation.prediction import Prediction
from formcheck.evaluation.tallies import Tally
from formcheck.evaluation.truth import Truth
from formcheck.exercises.registry import get_exercise
from formcheck.judge.result import Fault, Rep
from tests.evaluation.builders import make_label

TIME_S = np.arange(0, 20, 0.1)
ANGLE = np.zeros_like(TIME_S)
EXERCISE = get_exercise("prone_press_up")


def rep(start_s: float, end_s: float, index: int | None, *, trust: float = 0.95) -> Rep:
    return Rep(
        index=index,
        kind="partial" if index is None else "counted",
        start_s=start_s,
        peak_s=(start_s + end_s) / 2,
        end_s=end_s,
        counted=index is not None,
        side=None,
        peak=40.0,
        range=40.0,
        out_s=1.0,
        hold_s=1.0,
        return_s=1.0,
        trust=trust,
        faults=[],
    )


def predict(reps: list[Rep], faults: list[Fault] | None = None) -> Prediction:
    signals = {"trunk_inclination_deg": ANGLE + 3.0, "knee_deg": ANGLE}
    return Prediction(reps, faults or [], TIME_S, signals, 2.0, 20.0)


def test_counts_bounds_holds_and_trust_against_a_label() -> None:
    label = make_label(reps=[[1, 4], [6, 9]], holds_s=[1.5, None])
    found = [rep(1.2, 4.0, 1), rep(6.0, 8.6, 2, trust=0.5), rep(12, 15, 3)]
    score = score_engine(predict(found), label, EXERCISE, None)
    assert (score.counted, score.true_count) == (3, 2)
    assert score.reps == Tally(2, 3, 2)
    assert score.bounds.mean_absolute == pytest.approx((0.2 + 0.0 + 0.0 + 0.4) / 4)
    assert score.holds.count == 1
    assert score.holds.bias == pytest.approx(-0.5)
    # Two are trusted: the first is right, the third is not there.
    assert score.trusted == Tally(0, 2, 1)
    assert score.faults is None


def test_a_partial_one_may_be_reported_but_not_counted() -> None:
    label = make_label(reps=[], partial_reps=[[1, 4]])
    assert score_engine(predict([rep(1, 4, None)]), label, EXERCISE, None).reps == Tally(0, 0, 0)
    wrong = score_engine(predict([rep(1, 4, 1)]), label, EXERCISE, None)
    assert (wrong.counted, wrong.reps) == (1, Tally(0, 1, 0))


def test_the_angle_that_the_exercise_is_judged_by_is_the_main_one() -> None:
    truth = Truth(TIME_S, {"trunk_inclination_deg": ANGLE, "knee_deg": ANGLE})
    score = score_engine(predict([]), make_label(reps=[[1, 4]]), EXERCISE, truth)
    assert score.main_angle.absolute.bias == pytest.approx(3.0)
    assert set(score.angles) == {"trunk_inclination_deg", "knee_deg"}


def test_faults_are_compared_by_the_true_repetition() -> None:
    label = make_label(reps=[[1, 4], [6, 9]], faults=[{"id": "PPU-1", "start_s": 6, "end_s": 7}])
    fault = Fault(
        id="PPU-1",
        name="",
        severity=2,
        rep=1,
        start_s=8.0,
        end_s=8.5,
        value=0.2,
        threshold=0.1,
        unit="torso",
        cue="",
    )
    # The first true repetition was missed: the first counted one is the second true one.
    score = score_engine(predict([rep(6, 9, 1)], [fault]), label, EXERCISE, None)
    assert score.faults is not None
    assert score.faults.by_id["PPU-1"] == Tally(1, 1, 1)
    assert score.faults.clean_reps == 1


def test_nothing_predicted_misses_every_labelled_fault() -> None:
    label = make_label(reps=[[1, 4]], faults=[{"id": "PPU-1", "start_s": 2, "end_s": 3}])
    score = score_engine(predict([]), label, EXERCISE, None)
    assert score.faults is not None
    assert score.faults.by_severity["serious"] == Tally(1, 0, 0)
