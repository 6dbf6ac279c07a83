"""What somebody edited elsewhere becomes corrections, and nothing else does."""

from __future__ import annotations

import pytest

from formcheck.exports.coming_back import compare, describe
from formcheck.exports.elan import read_elan, render_elan
from formcheck.exports.labels import label_of
from formcheck.exports.stretches import REPETITIONS, Stretch, stretches_of
from formcheck.history.corrections.apply import apply_changes
from formcheck.history.corrections.changes import AddFault, AddRep, Change, Move, Reject, RetypeRep
from tests.support.exported import make_exported

_SET = make_exported()
_HIPS = "fault PPU-1"


def _changed(
    *replaced: tuple[int, Stretch | None], added: tuple[Stretch, ...] = ()
) -> list[Change]:
    stretches: list[Stretch | None] = [*stretches_of(_SET)]
    for at, item in replaced:
        stretches[at] = item
    there = [item for item in stretches if item is not None]
    return compare(_SET.reviewed, [*there, *added]).changes


def test_what_was_not_touched_changes_nothing() -> None:
    back = compare(_SET.reviewed, read_elan(render_elan(_SET).encode()))
    assert (back.changes, back.notes) == ([], [])


@pytest.mark.parametrize(
    ("at", "item", "change"),
    [
        (0, None, Reject(key="rep-1")),
        (
            0,
            Stretch(REPETITIONS, 2.0, 5.5, "rep-1 | counted"),
            Move(key="rep-1", start_s=2.0, end_s=5.5),
        ),
        (
            3,
            Stretch(REPETITIONS, 12.0, 16.0, "rep-3 | counted"),
            RetypeRep(key="rep-3", kind="counted"),
        ),
        (2, Stretch(_HIPS, 8.0, 9.4, "fault-1"), Move(key="fault-1", start_s=8.0, end_s=9.4)),
        # The key is gone, the place is the same.
        (0, Stretch(REPETITIONS, 2.1, 6.0, "mine"), Move(key="rep-1", start_s=2.1, end_s=6.0)),
    ],
)
def test_each_edit_is_one_change(at: int, item: Stretch | None, change: Change) -> None:
    assert _changed((at, item)) == [change]


def test_milliseconds_are_no_edit() -> None:
    assert _changed((0, Stretch(REPETITIONS, 2.01, 5.99, "rep-1 | counted"))) == []


def test_what_is_new_is_added() -> None:
    added = (
        Stretch(REPETITIONS, 20.0, 24.0, "partial"),
        Stretch(_HIPS, 3.0, 4.0, "again"),
        Stretch("fault PPU-5", 4.0, 5.0, ""),
    )
    assert _changed(added=added) == [
        AddFault(fault_id="PPU-1", start_s=3.0, end_s=4.0),
        AddFault(fault_id="PPU-5", start_s=4.0, end_s=5.0),
        AddRep(start_s=20.0, end_s=24.0, kind="partial"),
    ]


def test_a_kind_that_the_file_has_no_tier_for_is_left_alone() -> None:
    only_reps = [item for item in stretches_of(_SET) if item.tier == REPETITIONS]
    assert compare(_SET.reviewed, only_reps).changes == []


def test_other_tiers_are_notes() -> None:
    back = compare(_SET.reviewed, [*stretches_of(_SET), Stretch("therapist", 3.5, 4.0, "better")])
    assert back.changes == []
    assert back.notes == [(3.5, "better")]


def test_times_of_a_slow_film_are_those_of_the_movement() -> None:
    slow = [Stretch(i.tier, 4 * i.start_s, 4 * i.end_s, i.text) for i in stretches_of(_SET)]
    assert compare(_SET.reviewed, slow, speed=0.25).changes == []


def test_all_edits_of_a_file_can_be_made_in_their_order() -> None:
    """A repetition may take the place of one that is gone."""
    edited = [
        Stretch(REPETITIONS, 2.0, 3.9, "rep-2 | counted"),
        Stretch(REPETITIONS, 4.0, 9.0, "new"),
        Stretch(REPETITIONS, 12.0, 16.0, "rep-3 | counted"),
    ]
    changes = compare(_SET.reviewed, edited).changes
    reviewed = apply_changes(_SET.result, list(enumerate(changes, start=1)))
    spans = [(rep.start_s, rep.end_s) for rep in reviewed.counted]
    assert spans == [(2.0, 3.9), (4.0, 9.0), (12.0, 16.0)]
    assert len({describe(change) for change in changes}) == len(changes)


def test_labels_measure_what_was_coded() -> None:
    coded = [
        Stretch("reps", 2.0, 6.0, "first"),
        Stretch("reps", 7.0, 9.0, "partial"),
        Stretch("reps", 10.0, 12.0, "other movement"),
        Stretch("hips coming off the floor", 3.0, 4.0, ""),
        Stretch("weather", 0.0, 60.0, "rain"),
    ]
    entry = label_of(coded, "prone_press_up")
    assert entry["reps"] == [[2.0, 6.0]]
    assert entry["partial_reps"] == [[7.0, 9.0]]
    assert entry["lookalike_movements"] == [[10.0, 12.0]]
    assert [fault["id"] for fault in entry["faults"]] == ["PPU-1"]
