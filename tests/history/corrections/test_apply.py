"""What stands after corrections."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.errors import ReviewError
from formcheck.history.corrections.apply import apply_changes
from formcheck.history.corrections.changes import (
    AddFault,
    AddRep,
    Change,
    Confirm,
    Finish,
    Move,
    Reject,
    Reopen,
    RetypeFault,
    RetypeRep,
    SetHold,
)
from formcheck.history.corrections.reviewed import Reviewed, start_review
from formcheck.history.corrections.spans import Trace
from formcheck.judge.result import Result
from tests.support.history import make_fault, make_rep, make_result

RESULT = make_result(
    reps=[make_rep(1, faults=["PPU-1"]), make_rep(2), make_rep(3)],
    faults=[make_fault(1), make_fault(3, "PPU-5", severity=1, sure=False)],
)


def _apply(*changes: Change, result: Result = RESULT, **more: Any) -> Reviewed:
    return apply_changes(result, list(enumerate(changes, start=1)), **more)


def _stand(reviewed: Reviewed) -> list[tuple[str, int | None]]:
    return [(fault.key, fault.rep) for fault in reviewed.standing_faults]


def test_without_changes_the_program_is_taken_at_its_word() -> None:
    reviewed = _apply()
    assert [rep.index for rep in reviewed.reps] == [1, 2, 3]
    assert _stand(reviewed) == [("fault-1", 1)], "of an unsure fault nobody has said yes"
    assert [rep.key for rep in reviewed.clean] == ["rep-2", "rep-3"]
    assert reviewed.reps[0].faults == ["PPU-1"]
    assert not reviewed.finished


def test_a_rejected_repetition_takes_its_faults_with_it_and_the_rest_moves_up() -> None:
    reviewed = _apply(Reject(key="rep-1"))
    assert [(rep.key, rep.index) for rep in reviewed.reps] == [
        ("rep-1", None),
        ("rep-2", 1),
        ("rep-3", 2),
    ]
    assert [fault.verdict for fault in reviewed.faults] == ["rejected", "open"]
    assert _stand(_apply(Confirm(key="fault-1"), Reject(key="rep-1"))) == [("fault-1", None)]


def test_a_fault_moves_up_with_its_repetition() -> None:
    reviewed = _apply(Confirm(key="fault-2"), Reject(key="rep-2"))
    assert _stand(reviewed) == [("fault-1", 1), ("fault-2", 2)]
    assert reviewed.clean == []


def test_a_rejected_fault_leaves_a_clean_repetition() -> None:
    reviewed = _apply(Reject(key="fault-1"))
    assert len(reviewed.clean) == 3
    assert reviewed.reps[0].faults == []


def test_an_added_repetition_takes_its_place_in_time() -> None:
    reviewed = _apply(AddRep(start_s=30, end_s=33, side="left", hold_s=9))
    added = reviewed.reps[-1]
    assert (added.key, added.index, added.origin, added.verdict) == (
        "rep-c1",
        4,
        "therapist",
        "added",
    )
    assert (added.peak_s, added.peak, added.range) == (31.5, None, None)
    assert added.hold_s == 3, "not longer than the repetition"
    early = _apply(AddRep(start_s=0, end_s=1.5))
    assert [rep.index for rep in early.reps] == [1, 2, 3, 4]
    assert early.reps[0].key == "rep-c1"
    assert _stand(early) == [("fault-1", 2)]


def test_nothing_is_counted_twice() -> None:
    with pytest.raises(ReviewError, match="Repetition 2 is there already"):
        _apply(AddRep(start_s=7.5, end_s=11))
    assert len(_apply(AddRep(start_s=7.5, end_s=11, kind="partial")).counted) == 3
    replaced = _apply(Reject(key="rep-2"), AddRep(start_s=7.5, end_s=11))
    assert len(replaced.counted) == 3
    with pytest.raises(ReviewError, match="there already"):
        _apply(Reject(key="rep-2"), AddRep(start_s=7.5, end_s=11), Confirm(key="rep-2"))
    with pytest.raises(ReviewError, match="there already"):
        _apply(
            AddRep(start_s=7.5, end_s=11, kind="partial"), RetypeRep(key="rep-c1", kind="counted")
        )
    with pytest.raises(ReviewError, match="there already"):
        _apply(Move(key="rep-1", start_s=7, end_s=11))


def test_moving_bounds_changes_the_ways_out_and_back() -> None:
    rep = _apply(Move(key="rep-1", start_s=1.5, end_s=6.3)).reps[0]
    assert (rep.start_s, rep.end_s, rep.peak_s, rep.peak) == (1.5, 6.3, 4.0, 40.0)
    assert (rep.out_s, rep.return_s) == (pytest.approx(1.9), pytest.approx(1.7))
    assert (rep.verdict, rep.origin) == ("changed", "program")


def test_bounds_without_the_peak_lose_it_unless_the_signal_is_known() -> None:
    move = Move(key="rep-1", start_s=2.0, end_s=3.0)
    blind = _apply(move).reps[0]
    assert (blind.peak_s, blind.peak, blind.range, blind.hold_s) == (2.5, None, None, 1.0)
    time_s = np.arange(0, 60, 0.5)
    signal = np.where(time_s == 2.5, 33.0, 1.0)
    signal[time_s == 3.0] = np.nan
    seeing = _apply(move, trace=Trace(time_s, signal)).reps[0]
    assert (seeing.peak_s, seeing.peak, seeing.range) == (2.5, 33.0, 35.0)
    hidden = _apply(move, trace=Trace(time_s, np.full_like(time_s, np.nan))).reps[0]
    assert hidden.peak is None


def test_a_retyped_repetition_counts_no_more() -> None:
    reviewed = _apply(RetypeRep(key="rep-1", kind="partial", side="left"))
    first = reviewed.reps[0]
    assert (first.kind, first.side, first.index, first.verdict) == (
        "partial",
        "left",
        None,
        "changed",
    )
    assert _stand(reviewed) == [("fault-1", None)]
    back = _apply(
        RetypeRep(key="rep-1", kind="partial", side="left"),
        RetypeRep(key="rep-1", kind="counted"),
    )
    assert (back.reps[0].index, back.reps[0].side) == (1, "left")


def test_a_hold_is_put_right() -> None:
    assert _apply(SetHold(key="rep-1", hold_s=2.5)).reps[0].hold_s == 2.5
    assert _apply(SetHold(key="rep-1", hold_s=99)).reps[0].hold_s == 4.0


def test_an_added_fault_belongs_to_the_repetition_it_lies_in() -> None:
    reviewed = _apply(AddFault(fault_id="PPU-5", start_s=8, end_s=9))
    fault = next(item for item in reviewed.faults if item.key == "fault-c1")
    assert (fault.rep, fault.origin, fault.severity, fault.value) == (2, "therapist", 1, None)
    assert fault.cue
    assert reviewed.reps[1].faults == ["PPU-5"]
    outside = _apply(AddFault(fault_id="PPU-5", start_s=40, end_s=41))
    assert next(item for item in outside.faults if item.key == "fault-c1").rep is None


def test_a_fault_is_moved_and_retyped() -> None:
    moved = _apply(Move(key="fault-1", start_s=13, end_s=14))
    assert _stand(moved) == [("fault-1", 3)]
    retyped = _apply(RetypeFault(key="fault-1", fault_id="PPU-8")).faults[0]
    assert (retyped.id, retyped.severity, retyped.value) == ("PPU-8", 1, None)
    with pytest.raises(ReviewError, match="has no fault KH-1"):
        _apply(RetypeFault(key="fault-1", fault_id="KH-1"))
    with pytest.raises(ReviewError, match="has no fault KH-1"):
        _apply(AddFault(fault_id="KH-1", start_s=1, end_s=2))


@pytest.mark.parametrize(
    "change",
    [
        Reject(key="rep-4"),
        Confirm(key="fault-3"),
        Move(key="rep-c1", start_s=1, end_s=2),
        SetHold(key="rep-9", hold_s=1),
        RetypeFault(key="fault-9", fault_id="PPU-1"),
        AddRep(start_s=60.0, end_s=60.2),
        AddRep(start_s=59.0, end_s=61.0),
        AddFault(fault_id="PPU-1", start_s=70, end_s=71),
        Move(key="fault-1", start_s=70, end_s=71),
    ],
)
def test_what_does_not_fit_is_refused(change: Change) -> None:
    with pytest.raises(ReviewError):
        _apply(change)


def test_finishing_and_reopening() -> None:
    assert _apply(Finish()).finished
    assert not _apply(Finish(), Reopen()).finished
    assert _apply(Finish(), Reject(key="rep-1")).finished


def test_the_last_word_counts() -> None:
    assert [rep.verdict for rep in _apply(Reject(key="rep-1"), Confirm(key="rep-1")).reps] == [
        "confirmed",
        "open",
        "open",
    ]


ANY_CHANGE = st.one_of(
    st.builds(Confirm, key=st.sampled_from(["rep-1", "rep-2", "fault-1", "fault-2"])),
    st.builds(Reject, key=st.sampled_from(["rep-1", "rep-3", "fault-1", "fault-2"])),
    st.builds(
        RetypeRep,
        key=st.sampled_from(["rep-1", "rep-2"]),
        kind=st.sampled_from(["counted", "partial", "not_seen", "other_movement"]),
    ),
    st.builds(
        lambda start_s, length_s: AddRep(start_s=start_s, end_s=start_s + length_s),
        st.floats(17, 40),
        st.floats(0.5, 5),
    ),
    st.builds(
        lambda start_s, length_s: AddFault(
            fault_id="PPU-8", start_s=start_s, end_s=start_s + length_s
        ),
        st.floats(0, 40),
        st.floats(0.1, 5),
    ),
    st.builds(
        lambda start_s, length_s: Move(key="rep-2", start_s=start_s, end_s=start_s + length_s),
        st.floats(6.1, 7.5),
        st.floats(1, 4),
    ),
)


@pytest.mark.parametrize(
    "changes",
    [
        (AddFault(fault_id="PPU-1", start_s=3.5, end_s=4.5),),
        (AddFault(fault_id="PPU-3", start_s=3.0, end_s=4.0),) * 2,
        (
            AddFault(fault_id="PPU-3", start_s=3.0, end_s=4.0),
            RetypeFault(key="fault-c1", fault_id="PPU-1"),
        ),
        (
            AddFault(fault_id="PPU-1", start_s=5.0, end_s=5.5),
            Move(key="fault-c1", start_s=3.9, end_s=5.5),
        ),
        (
            Reject(key="fault-1"),
            AddFault(fault_id="PPU-1", start_s=3.0, end_s=4.0),
            Confirm(key="fault-1"),
        ),
        (
            AddFault(fault_id="PPU-5", start_s=13.0, end_s=14.0),
            Confirm(key="fault-2"),
        ),
    ],
)
def test_a_fault_stands_once_at_one_place(changes: tuple[Change, ...]) -> None:
    _apply(*changes[:-1])
    with pytest.raises(ReviewError, match="is there already, from"):
        _apply(*changes)


def test_the_same_fault_elsewhere_another_there_and_one_for_a_rejected_one_are_taken() -> None:
    reviewed = _apply(
        AddFault(fault_id="PPU-1", start_s=4.0, end_s=4.5),
        AddFault(fault_id="PPU-3", start_s=3.0, end_s=4.0),
        Reject(key="fault-1"),
        AddFault(fault_id="PPU-1", start_s=3.0, end_s=3.9),
        Confirm(key="fault-c1"),
    )
    standing = sorted(fault.id for fault in reviewed.standing_faults)
    assert standing == ["PPU-1", "PPU-1", "PPU-3"]


def test_a_hold_whose_end_was_not_seen_lasted_at_least_so_long_until_somebody_times_it() -> None:
    result = make_result(reps=[make_rep(1, hold_s=2.5, hold_at_least=True)])
    assert _apply(result=result).reps[0].hold_at_least
    moved = _apply(Move(key="rep-1", start_s=1.5, end_s=6.0), result=result).reps[0]
    assert (moved.hold_s, moved.hold_at_least) == (2.5, True)
    timed = _apply(SetHold(key="rep-1", hold_s=3.0), result=result).reps[0]
    assert (timed.hold_s, timed.hold_at_least) == (3.0, False)


@given(st.lists(ANY_CHANGE, max_size=12))
def test_whatever_is_done_the_numbers_run_and_the_original_stays(changes: list[Change]) -> None:
    before = RESULT.model_dump()
    kept: list[tuple[int, Change]] = []
    for number, change in enumerate(changes, start=1):
        try:
            apply_changes(RESULT, [*kept, (number, change)])
        except ReviewError:
            continue
        kept.append((number, change))
    reviewed = apply_changes(RESULT, kept)
    assert [rep.index for rep in reviewed.counted] == list(range(1, len(reviewed.counted) + 1))
    assert [rep.start_s for rep in reviewed.reps] == sorted(rep.start_s for rep in reviewed.reps)
    numbers = {rep.index for rep in reviewed.counted}
    assert all(fault.rep is None or fault.rep in numbers for fault in reviewed.faults)
    assert len({rep.key for rep in reviewed.reps}) == len(reviewed.reps)
    standing = reviewed.standing_faults
    for at, fault in enumerate(standing):
        same = [other for other in standing[at + 1 :] if other.id == fault.id]
        assert not [other for other in same if other.start_s < fault.end_s]
    assert {"rep-1", "rep-2", "rep-3"} <= {rep.key for rep in reviewed.reps}
    assert RESULT.model_dump() == before
    assert apply_changes(RESULT, []) == start_review(RESULT)
    assert Reviewed.model_validate_json(reviewed.model_dump_json()) == reviewed


def test_faults_of_an_exercise_that_is_not_installed_are_told_by_the_result() -> None:
    held = make_fault(1, "FB-1", name="knees bending", severity=1, cue="Still knees.", unit="deg")
    result = make_result(exercise="forward_bend", reps=[make_rep(1), make_rep(2)], faults=[held])
    known, unknown = (AddFault(fault_id=name, start_s=8.0, end_s=9.0) for name in ("FB-1", "FB-2"))
    _, first, second = _apply(known, unknown, result=result).faults
    assert (first.id, first.name, first.severity, first.cue) == (
        "FB-1",
        "knees bending",
        1,
        "Still knees.",
    )
    assert (second.id, second.name, second.severity, second.cue) == ("FB-2", "FB-2", 1, "")
    retyped = _apply(RetypeFault(key="fault-1", fault_id="FB-2"), result=result).faults[0]
    assert (retyped.id, retyped.name) == ("FB-2", "FB-2")
