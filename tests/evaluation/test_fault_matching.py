from __future__ import annotations

import pytest

from formcheck.evaluation.fault_matching import (
    FaultScore,
    place_labels,
    place_reports,
    score_faults,
)
from formcheck.evaluation.labels import FaultLabel
from formcheck.evaluation.tallies import Tally
from formcheck.exercises.registry import get_exercise
from formcheck.judge.result import Fault

REPS = [(1.0, 4.0), (5.0, 8.0), (9.0, 12.0)]
SPECS = {spec.id: spec for spec in get_exercise("prone_press_up").faults}


def label(fault_id: str, start_s: float, end_s: float, severity: int | None = None) -> FaultLabel:
    return FaultLabel(id=fault_id, start_s=start_s, end_s=end_s, severity=severity)


def report(
    fault_id: str, start_s: float, end_s: float, rep: int | None = None, severity: int | None = None
) -> Fault:
    return Fault(
        id=fault_id,
        name="",
        severity=SPECS[fault_id].severity if severity is None else severity,  # type: ignore[arg-type]
        rep=rep,
        start_s=start_s,
        end_s=end_s,
        value=0.0,
        threshold=0.0,
        unit="",
        cue="",
    )


def compare(
    true: list[FaultLabel],
    found: list[Fault],
    matched: dict[int, int] | None = None,
    close_calls: list[FaultLabel] | None = None,
) -> FaultScore:
    reps = {1: 0, 2: 1, 3: 2} if matched is None else matched
    return score_faults(
        place_labels(true, REPS, SPECS),
        place_reports(found, REPS, reps, SPECS),
        len(REPS),
        place_labels(close_calls or [], REPS, SPECS),
    )


def test_the_same_fault_in_the_same_repetition_agrees_wherever_in_it() -> None:
    score = compare([label("PPU-1", 1.0, 2.0)], [report("PPU-1", 3.5, 3.9, rep=1)])
    assert score.by_id == {"PPU-1": Tally(1, 1, 1)}
    assert score.by_severity["serious"] == Tally(1, 1, 1)
    assert score.clean_reps == 2
    assert score.wrong_cues == ()


def test_several_of_a_kind_in_one_repetition_count_once() -> None:
    found = [report("PPU-1", start, start + 0.4, rep=1) for start in (1.2, 2.0, 3.0)]
    true = [label("PPU-1", 1.5, 2.0), label("PPU-1", 2.5, 3.0)]
    assert compare(true, found).by_id == {"PPU-1": Tally(1, 1, 1)}


def test_another_kind_is_missed_and_false() -> None:
    score = compare([label("PPU-1", 1.0, 2.0)], [report("PPU-4", 1.0, 2.0, rep=1)])
    assert score.by_id == {"PPU-1": Tally(1, 0, 0), "PPU-4": Tally(0, 1, 0)}
    assert score.by_severity["quality"] == Tally(0, 1, 0)
    # The repetition is not clean, so the cue is a wrong fault but no wrong cue on a clean one.
    assert score.wrong_cues == ()


def test_a_cue_on_a_clean_repetition_is_wrong() -> None:
    score = compare([], [report("PPU-4", 6.0, 6.5, rep=2), report("PPU-9", 9.5, 10.0, rep=3)])
    assert [cue.id for cue in score.wrong_cues] == ["PPU-4"]
    assert score.clean_reps == 3


def test_a_neighbouring_repetition_does_not_lend_its_fault() -> None:
    score = compare([label("PPU-4", 3.8, 4.0)], [report("PPU-4", 5.0, 5.1, rep=2)])
    assert score.by_id["PPU-4"] == Tally(1, 1, 0)
    assert len(score.wrong_cues) == 1


def test_a_fault_in_the_rest_after_a_repetition_belongs_to_it() -> None:
    score = compare([label("PPU-4", 4.2, 4.4)], [report("PPU-4", 3.9, 3.9, rep=1)])
    assert score.by_id["PPU-4"] == Tally(1, 1, 1)


def test_a_fault_outside_repetitions_is_matched_by_time() -> None:
    true = [label("PPU-1", 14.0, 15.0), label("PPU-1", 18.0, 19.0)]
    found = [report("PPU-1", 14.5, 16.0), report("PPU-1", 25.0, 26.0)]
    assert compare(true, found).by_id["PPU-1"] == Tally(2, 2, 1)


def test_one_label_over_several_repetitions_is_one_fault_in_each() -> None:
    found = [report("PPU-1", start, start + 1, rep=n) for n, (start, _) in enumerate(REPS, 1)]
    assert compare([label("PPU-1", 0.0, 13.0)], found).by_id["PPU-1"] == Tally(3, 3, 3)


def test_a_label_may_carry_its_own_severity() -> None:
    score = compare([label("PPU-1", 1, 2, severity=1)], [report("PPU-1", 1, 2, rep=1)])
    assert score.by_severity["quality"] == Tally(1, 1, 1)
    assert score.by_severity["serious"] == Tally()


def test_a_report_of_a_wrongly_counted_repetition_is_placed_by_time() -> None:
    score = compare([label("PPU-1", 6.0, 7.0)], [report("PPU-1", 6.0, 7.0, rep=4)], matched={})
    assert score.by_id["PPU-1"] == Tally(1, 1, 1)


@pytest.mark.parametrize("severity", [1, 2, 3])
def test_a_label_of_information_leaves_the_repetition_clean(severity: int) -> None:
    score = compare([label("PPU-9", 1, 2)], [report("PPU-1", 1.0, 2.0, rep=1, severity=severity)])
    assert score.clean_reps == 3
    assert len(score.wrong_cues) == 1


def test_a_close_call_may_be_reported_or_not() -> None:
    close = [label("PPU-1", 1.0, 2.0)]
    said = compare([], [report("PPU-1", 1.5, 2.0, rep=1)], close_calls=close)
    assert said.by_id == {}
    assert said.wrong_cues == ()
    assert compare([], [], close_calls=close).by_id == {}


def test_a_close_call_does_not_cover_another_repetition_or_kind() -> None:
    close = [label("PPU-1", 1.0, 2.0)]
    found = [report("PPU-1", 6.0, 7.0, rep=2), report("PPU-4", 1.0, 2.0, rep=1)]
    assert len(compare([], found, close_calls=close).wrong_cues) == 2


def test_a_true_fault_beside_a_close_call_is_still_found() -> None:
    score = compare(
        [label("PPU-1", 1.0, 2.0)],
        [report("PPU-1", 1.5, 2.0, rep=1)],
        close_calls=[label("PPU-1", 3.0, 3.5)],
    )
    assert score.by_id["PPU-1"] == Tally(1, 1, 1)


def test_a_fault_of_the_set_up_is_said_once_a_clip() -> None:
    true = [label("PPU-7", start, end) for start, end in REPS]
    score = compare(true, [report("PPU-7", 0.2, 0.4)])
    assert score.by_id["PPU-7"] == Tally(1, 1, 1)
    assert len(compare([], [report("PPU-7", 0.2, 0.4)]).wrong_cues) == 1
