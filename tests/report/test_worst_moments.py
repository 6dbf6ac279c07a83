"""Which moment of a fault a still shows."""

from __future__ import annotations

from formcheck.exercises.base import FaultSpec
from formcheck.report.worst_moments import SeenFault, find_worst_moments

SPECS = (
    FaultSpec("T-1", 1, "deg"),
    FaultSpec("T-2", 3, "torso"),
    FaultSpec("T-3", 2, "s", about="dose"),
)


def _fault(fault_id: str, severity: int, start_s: float, **values: float) -> SeenFault:
    return SeenFault(fault_id, fault_id.lower(), severity, start_s, start_s + 2, **values)


def test_the_gravest_kind_comes_first_and_of_each_kind_the_worst() -> None:
    faults = [
        _fault("T-1", 1, 1, value=50, threshold=40),
        _fault("T-1", 1, 5, value=70, threshold=40),
        _fault("T-2", 3, 8, value=0.1, threshold=0.2),
    ]
    found = find_worst_moments(faults, SPECS)
    assert [(each.fault_id, each.time_s) for each in found] == [("T-2", 9.0), ("T-1", 6.0)]


def test_the_top_of_the_repetition_is_shown_where_the_fault_lasts_over_it() -> None:
    faults = [_fault("T-1", 1, 1, peak_s=2.7), _fault("T-2", 3, 5, peak_s=9)]
    assert [each.time_s for each in find_worst_moments(faults, SPECS)] == [6.0, 2.7]


def test_of_what_no_picture_can_show_there_is_none() -> None:
    assert find_worst_moments([_fault("T-3", 2, 0, value=1, threshold=2)], SPECS) == []


def test_what_a_therapist_added_without_a_number_is_shown_unless_one_was_measured() -> None:
    added = _fault("T-1", 1, 1)
    assert find_worst_moments([added], SPECS)[0].time_s == 2
    measured = _fault("T-1", 1, 5, value=50, threshold=40)
    assert find_worst_moments([added, measured], SPECS)[0].time_s == 6
