from __future__ import annotations

import pytest

from formcheck.report.page.marks import find_blamed, place_faults, place_reps
from tests.support.scored import EXERCISE, make_result


def test_repetitions_stand_where_they_happened_and_say_what_they_are() -> None:
    result = make_result()
    marks = place_reps(result.reps, 40.0, find_blamed(result.faults))
    assert (marks[0].left, marks[0].width) == (5.0, 10.0)
    assert [mark.label for mark in marks] == ["1", "2", "part", "?", "×", "3"]
    assert [mark.clean for mark in marks] == [True, False, False, False, False, False]
    assert marks[0].words == "Repetition 1, clean, at 0:02.0"
    assert marks[3].words == "Lost from view, not counted, at 0:17.0"


def test_only_faults_worth_correcting_blame_a_repetition() -> None:
    faults = make_result().faults
    assert find_blamed(faults) == {2, 3}
    assert find_blamed([fault for fault in faults if fault.severity == 0]) == set()


def test_one_lane_for_each_fault_the_gravest_first() -> None:
    lanes = place_faults(make_result().faults, 50.0, EXERCISE)
    assert [lane.fault_id for lane in lanes] == ["T-3", "T-2", "T-1", "T-0"]
    assert lanes[1].name == "Hips coming off the floor"
    assert [mark.left for mark in lanes[1].marks] == pytest.approx([16.0, 57.0])
    assert lanes[1].marks[0].words == "Hips coming off the floor, repetition 2, at 0:08.0"


def test_a_fault_with_two_severities_has_two_lanes() -> None:
    hips = make_result().faults[1]
    lanes = place_faults([hips.model_copy(update={"severity": 1}), hips], 50.0, EXERCISE)
    assert [lane.severity for lane in lanes] == [2, 1]
