from __future__ import annotations

import pytest

from formcheck.evaluation.angles import AngleErrors
from formcheck.evaluation.fault_matching import FaultScore, Occurrence
from formcheck.evaluation.metrics import compute_count_metrics, compute_engine_metrics
from formcheck.evaluation.tallies import Errors, Tally
from tests.evaluation.builders import make_engine_score


def test_count_figures_of_known_counts() -> None:
    metrics = compute_count_metrics([(10, 10), (5, 4), (4, 7), (0, 0), (0, 2)])
    assert metrics.clips == 3
    assert metrics.mae == pytest.approx((0 + 1 / 5 + 3 / 4) / 3)
    assert metrics.exact_share == pytest.approx(1 / 3)
    assert metrics.off_by_one_share == pytest.approx(2 / 3)
    assert metrics.quiet_clips == 2
    assert metrics.quiet_share == pytest.approx(0.5)


def test_nothing_counted_where_something_is_there_is_an_error_of_one() -> None:
    metrics = compute_count_metrics([(5, 0)])
    assert (metrics.mae, metrics.exact_share, metrics.off_by_one_share) == (1.0, 0.0, 0.0)
    assert metrics.quiet_share is None


def test_without_clips_nothing_is_said() -> None:
    metrics = compute_engine_metrics([])
    assert metrics.count.mae is None
    assert metrics.reps.overlap.f1 is None
    assert metrics.not_seen_share is None
    assert metrics.faults.wrong_cues_per_20_clean is None


def test_repetitions_weigh_the_same_whatever_clip_they_are_in() -> None:
    metrics = compute_engine_metrics(
        [
            make_engine_score(9, 9, matched=9, bounds=[0.1] * 18, holds=[-0.5]),
            make_engine_score(1, 3, matched=1, bounds=[0.3, -0.3], holds=[0.1]),
        ]
    )
    assert metrics.reps.overlap.f1 == pytest.approx(20 / 22)
    assert metrics.reps.boundary_error_s == pytest.approx((1.8 + 0.6) / 20)
    assert metrics.reps.hold_error_s == pytest.approx(0.3)


def test_trust_is_right_as_often_as_it_says() -> None:
    scores = [make_engine_score(trusted=Tally(0, 3, 3)), make_engine_score(trusted=Tally(0, 1, 0))]
    metrics = compute_engine_metrics(scores)
    assert metrics.reps.trusted == 4
    assert metrics.reps.trusted_right_share == pytest.approx(0.75)


def test_angles_are_pooled_over_frames() -> None:
    few = AngleErrors(Errors.of([10.0]), Errors.of([0.0]))
    many = AngleErrors(Errors.of([0.0] * 9), Errors.of([1.0] * 9))
    metrics = compute_engine_metrics(
        [
            make_engine_score(angle=few, angles={"lean_deg": few}),
            make_engine_score(angle=many, angles={"knee_deg": many}),
        ]
    )
    assert metrics.main_angle.absolute.frames == 10
    assert metrics.main_angle.absolute.mae_deg == pytest.approx(1.0)
    assert metrics.main_angle.change.mae_deg == pytest.approx(0.9)
    assert metrics.angles["lean_deg"].absolute.bias_deg == pytest.approx(10.0)
    assert metrics.angles["knee_deg"].change.low_deg == pytest.approx(1.0)


def test_only_clips_whose_labels_speak_of_faults_take_part() -> None:
    cue = Occurrence("PPU-4", 1, (1.0, 2.0), 0)
    score = FaultScore(
        by_id={"PPU-1": Tally(2, 2, 2), "PPU-4": Tally(0, 1, 0)},
        by_severity={
            "serious": Tally(2, 2, 2),
            "quality": Tally(0, 1, 0),
            "information": Tally(1, 0, 0),
        },
        clean_reps=8,
        wrong_cues=(cue,),
    )
    metrics = compute_engine_metrics([make_engine_score(), make_engine_score(faults=score)]).faults
    assert metrics.clips == 1
    assert metrics.cued.precision == pytest.approx(2 / 3)
    assert metrics.by_severity["serious"].f1 == 1.0
    assert metrics.by_severity["information"].recall == 0.0
    assert metrics.by_id["PPU-4"].precision == 0.0
    assert metrics.wrong_cues_per_20_clean == pytest.approx(20 / 8)


def test_time_not_seen_is_a_share_of_all_time() -> None:
    scores = [make_engine_score(not_seen_s=4.0), make_engine_score()]
    assert compute_engine_metrics(scores).not_seen_share == pytest.approx(0.2)
