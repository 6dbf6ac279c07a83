"""Two windows on one set: neither takes back, nor overwrites, what the other did."""

from __future__ import annotations

from datetime import timedelta

import pytest

from formcheck.errors import ReviewError
from formcheck.history.collection import now_s
from formcheck.history.corrections.changes import (
    AddFault,
    AddRep,
    Confirm,
    Finish,
    Move,
    Reject,
)
from formcheck.history.store import Store
from formcheck.history.windows import Window
from tests.support.history import MORNING, add_set


@pytest.fixture
def set_id(store: Store) -> int:
    return add_set(store, store.patients.add("A").id).set_id


@pytest.fixture
def one() -> Window:
    return Window("1", now_s() - 60)


@pytest.fixture
def other() -> Window:
    return Window("2", now_s() - 60)


def _rejected(store: Store, set_id: int) -> list[str]:
    return [rep.key for rep in store.reviews.get(set_id).reps if rep.verdict == "rejected"]


def test_undo_takes_back_the_window_s_own_change_though_the_other_s_is_newer(
    store: Store, set_id: int, one: Window, other: Window
) -> None:
    store.reviews.save(set_id, Reject(key="rep-1"), one)
    store.reviews.save(set_id, Reject(key="rep-2"), other)
    store.reviews.undo(set_id, one, store.reviews.turns(set_id, one).undo)
    assert _rejected(store, set_id) == ["rep-2"]
    assert store.reviews.turns(set_id, one).undo is None
    store.reviews.redo(set_id, one, store.reviews.turns(set_id, one).redo)
    assert _rejected(store, set_id) == ["rep-1", "rep-2"]


def test_a_change_of_another_window_is_not_taken_back(
    store: Store, set_id: int, one: Window, other: Window
) -> None:
    store.reviews.save(set_id, Reject(key="rep-1"), one)
    number = store.reviews.turns(set_id, one).undo
    assert store.reviews.turns(set_id, other).undo is None
    with pytest.raises(ReviewError, match="in another window"):
        store.reviews.undo(set_id, other, number)
    assert _rejected(store, set_id) == ["rep-1"]


def test_only_the_last_change_of_the_window_is_taken_back_and_only_once(
    store: Store, set_id: int, one: Window
) -> None:
    store.reviews.save(set_id, Reject(key="rep-1"), one)
    first = store.reviews.turns(set_id, one).undo
    store.reviews.save(set_id, Reject(key="rep-2"), one)
    last = store.reviews.turns(set_id, one).undo
    with pytest.raises(ReviewError, match="no longer the last"):
        store.reviews.undo(set_id, one, first)
    store.reviews.undo(set_id, one, last)
    with pytest.raises(ReviewError, match="taken back already"):
        store.reviews.undo(set_id, one, last)
    assert _rejected(store, set_id) == ["rep-1"]


def test_what_another_window_s_change_stands_on_stays(
    store: Store, set_id: int, one: Window, other: Window
) -> None:
    added = store.reviews.save(set_id, AddRep(start_s=20, end_s=24), one)
    key = next(rep.key for rep in added.reps if rep.origin == "therapist")
    store.reviews.save(set_id, Confirm(key=key), other)
    number = store.reviews.turns(set_id, one).undo
    with pytest.raises(ReviewError, match="does not fit without it"):
        store.reviews.undo(set_id, one, number)
    assert key in [rep.key for rep in store.reviews.get(set_id).reps]
    assert store.reviews.turns(set_id, one).undo == number


def test_taking_a_rejection_back_makes_nothing_count_twice(
    store: Store, set_id: int, one: Window, other: Window
) -> None:
    store.reviews.save(set_id, Reject(key="rep-1"), one)
    store.reviews.save(set_id, AddRep(start_s=2, end_s=6), other)
    with pytest.raises(ReviewError, match="does not fit without it"):
        store.reviews.undo(set_id, one)
    assert len(store.reviews.get(set_id).counted) == 3


def test_a_change_of_one_window_leaves_the_other_s_redo(
    store: Store, set_id: int, one: Window, other: Window
) -> None:
    store.reviews.save(set_id, Reject(key="rep-1"), one)
    store.reviews.undo(set_id, one)
    store.reviews.save(set_id, Reject(key="rep-2"), other)
    store.reviews.redo(set_id, one)
    assert _rejected(store, set_id) == ["rep-1", "rep-2"]
    with pytest.raises(ReviewError, match="brought back"):
        store.reviews.redo(set_id, one, 1)


def test_changes_from_before_the_program_started_belong_to_whoever_comes_first(
    store: Store, set_id: int
) -> None:
    store.reviews.save(set_id, Reject(key="rep-1"), Window("closed"))
    store.reviews.save(set_id, Reject(key="rep-2"), Window("closed"))
    today, beside = Window("1", now_s() + 1), Window("2", now_s() + 1)
    store.reviews.undo(set_id, today, store.reviews.turns(set_id, today).undo)
    assert _rejected(store, set_id) == ["rep-1"]
    # Who took it back may bring it back, and nobody else.
    assert store.reviews.turns(set_id, beside).redo is None
    assert store.reviews.turns(set_id, today).redo is not None


def test_a_number_names_one_change_for_ever(store: Store, set_id: int, one: Window) -> None:
    store.reviews.save(set_id, Reject(key="rep-1"), one)
    before = store.reviews.turns(set_id, one).undo
    store.reviews.undo(set_id, one)
    store.reviews.save(set_id, Reject(key="rep-2"), one)
    with pytest.raises(ReviewError, match="taken back already"):
        store.reviews.undo(set_id, one, before)
    assert _rejected(store, set_id) == ["rep-2"]


@pytest.mark.parametrize("change", [Move(key="rep-1", start_s=2, end_s=5), Finish()])
def test_a_window_changes_only_what_it_has_seen(
    store: Store, set_id: int, change: Move | Finish
) -> None:
    moved = store.reviews.save(set_id, Move(key="rep-1", start_s=1, end_s=6), Window("2"))
    with pytest.raises(ReviewError, match="Another window has changed this set"):
        store.reviews.save(set_id, change, Window("1", seen=0))
    assert store.reviews.get(set_id) == moved
    store.reviews.save(set_id, change, Window("1", seen=moved.revision))


def test_a_fault_that_was_saved_twice_before_stays_readable(store: Store, set_id: int) -> None:
    store.reviews.save(set_id, AddFault(fault_id="PPU-5", start_s=3, end_s=4))
    with store._database.writing() as connection:
        connection.execute(
            "INSERT INTO corrections (set_id, number, change, made_at_s) "
            "SELECT set_id, number + 1, change, made_at_s FROM corrections"
        )
        connection.execute("UPDATE sets SET revision = 2")
    assert len(store.reviews.get(set_id).faults) == 2
    store.reviews.undo(set_id)
    assert len(store.reviews.get(set_id).faults) == 1


def test_the_change_of_a_day_is_named_when_it_is_taken_back(store: Store, set_id: int) -> None:
    day = MORNING.date() - timedelta(days=7)
    store.days.change(set_id, day, seen=MORNING.date())
    (shown,) = store.days.changes(set_id)
    with pytest.raises(ReviewError, match="Another window has changed the day"):
        store.days.change(set_id, day - timedelta(days=1), seen=MORNING.date())
    store.days.change(set_id, day - timedelta(days=1), seen=day)
    with pytest.raises(ReviewError, match="Another window has changed the day"):
        store.days.undo(set_id, shown.number)
    store.days.undo(set_id, store.days.changes(set_id)[0].number)
    assert store.sets.get(set_id).row.day == day
