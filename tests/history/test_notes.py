"""Notes on a set and on its moments."""

from __future__ import annotations

import math

import pytest

from formcheck.errors import ReviewError, UnknownRecordError
from formcheck.history.store import Store
from tests.support.history import add_set


@pytest.fixture
def set_id(store: Store, patient_id: int) -> int:
    """Return a set."""
    return add_set(store, patient_id).set_id


def test_notes_stand_in_order_of_time(store: Store, set_id: int) -> None:
    store.notes.add(set_id, "late", 9.5)
    store.notes.add(set_id, " whole set\n")
    first = store.notes.add(set_id, "<script>alert('°')</script>", 1.25)
    assert [note.text for note in store.notes.of_set(set_id)] == [
        "whole set",
        "<script>alert('°')</script>",
        "late",
    ]
    assert store.sets.get(set_id).row.notes == 3
    assert (first.set_id, first.time_s) == (set_id, 1.25)


def test_a_note_is_changed_and_deleted(store: Store, set_id: int) -> None:
    note = store.notes.add(set_id, "old")
    changed = store.notes.change(note.id, "new")
    assert (changed.text, changed.written_at) == ("new", note.written_at)
    assert changed.changed_at >= note.changed_at
    store.notes.delete(note.id)
    assert store.notes.of_set(set_id) == []
    with pytest.raises(UnknownRecordError, match="no note"):
        store.notes.delete(note.id)
    with pytest.raises(UnknownRecordError, match="no note"):
        store.notes.change(note.id, "x")


def test_the_same_note_is_not_written_twice_at_one_moment(store: Store, set_id: int) -> None:
    store.notes.add(set_id, "neck", 2.0)
    store.notes.add(set_id, "neck")
    for time_s in (2.04, None):
        with pytest.raises(ReviewError, match="there already"):
            store.notes.add(set_id, " neck ", time_s)
    store.notes.add(set_id, "neck", 2.5)
    assert [note.time_s for note in store.notes.of_set(set_id)] == [None, 2.0, 2.5]


def test_a_note_that_another_window_changed_stays_as_it_is_there(store: Store, set_id: int) -> None:
    note = store.notes.add(set_id, "neck")
    store.notes.change(note.id, "low back", seen="neck")
    with pytest.raises(ReviewError, match="Another window has changed this note"):
        store.notes.change(note.id, "shoulder", seen="neck")
    with pytest.raises(ReviewError, match="Another window has changed this note"):
        store.notes.delete(note.id, seen="neck")
    assert [each.text for each in store.notes.of_set(set_id)] == ["low back"]
    store.notes.delete(note.id, seen="low back")


@pytest.mark.parametrize("text", ["", " \n", "\0", "x" * 10_001])
def test_a_note_says_something_of_bounded_length(store: Store, set_id: int, text: str) -> None:
    with pytest.raises(ReviewError):
        store.notes.add(set_id, text)
    assert store.notes.of_set(set_id) == []


@pytest.mark.parametrize("time_s", [-1.0, math.nan, math.inf])
def test_a_note_is_pinned_to_a_moment(store: Store, set_id: int, time_s: float) -> None:
    with pytest.raises(ReviewError, match="moment"):
        store.notes.add(set_id, "x", time_s)


def test_a_note_needs_its_set(store: Store) -> None:
    with pytest.raises(UnknownRecordError, match="no set"):
        store.notes.add(5, "x")
