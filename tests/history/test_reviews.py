"""Corrections are kept one by one, beside the program's result and never over it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from formcheck.errors import ReviewError, StoreError
from formcheck.evaluation.labels import check_files, read_labels
from formcheck.history.corrections.changes import (
    AddFault,
    AddRep,
    Confirm,
    Finish,
    Move,
    Reject,
    Reopen,
)
from formcheck.history.models import SetFilter
from formcheck.history.store import Store
from tests.support.history import add_set, make_fault, make_rep, make_result, open_store


@pytest.fixture
def set_id(store: Store, patient_id: int, tmp_path: Path) -> int:
    """Return a set of three press ups, the first with a fault; its clip and signal are at hand."""
    clip = tmp_path / "a.mp4"
    clip.write_bytes(b"clip")
    (tmp_path / "frames.csv").write_text(
        "time_s,phase,main_signal_deg\n"
        + "".join(f"{second},out,{30 + second if second != 21 else ''}\n" for second in range(30))
    )
    result = make_result(faults=[make_fault(1)])
    return add_set(store, patient_id, result, clip=clip, result_folder=tmp_path).set_id


def test_a_correction_changes_what_stands_and_nothing_else(store: Store, set_id: int) -> None:
    files = store.sets.get(set_id).files
    original = files.result_json.read_bytes()
    reviewed = store.reviews.save(set_id, Reject(key="rep-2"))
    assert [rep.key for rep in reviewed.counted] == ["rep-1", "rep-3"]
    assert files.result_json.read_bytes() == original
    row = store.sets.get(set_id).row
    assert (row.reps_counted, row.review_state) == (2, "begun")
    review = store.sets.get(set_id).files.review_json
    assert review is not None
    written = json.loads(review.read_text())
    assert [rep["verdict"] for rep in written["reps"]] == ["open", "rejected", "open"]
    assert written["revision"] == 1


def test_a_set_nobody_has_looked_at_has_no_review_file(store: Store, set_id: int) -> None:
    assert [rep.verdict for rep in store.reviews.get(set_id).reps] == ["open"] * 3
    assert store.sets.get(set_id).files.review_json is None


def test_undo_and_redo_go_back_and_forth(store: Store, set_id: int) -> None:
    store.reviews.save(set_id, Reject(key="rep-2"))
    store.reviews.save(set_id, Finish())
    assert store.sets.get(set_id).row.review_state == "done"
    assert not store.reviews.undo(set_id).finished
    assert store.sets.get(set_id).row.review_state == "begun"
    assert len(store.reviews.undo(set_id).counted) == 3
    assert store.sets.get(set_id).row.review_state == "new"
    assert store.reviews.turns(set_id).undo is None
    unchanged = store.reviews.undo(set_id)
    assert len(unchanged.counted) == 3
    assert len(store.reviews.redo(set_id).counted) == 2
    assert store.reviews.redo(set_id).finished
    assert store.reviews.turns(set_id).redo is None
    store.reviews.undo(set_id)
    store.reviews.save(set_id, Confirm(key="rep-1"))
    assert store.reviews.turns(set_id).redo is None, "a new change ends what could be redone"
    assert [change.do for change in store.reviews.corrections(set_id)] == ["reject", "confirm"]


def test_the_review_file_follows_undo(store: Store, set_id: int) -> None:
    store.reviews.save(set_id, Reject(key="rep-2"))
    store.reviews.undo(set_id)
    review = store.sets.get(set_id).files.review_json
    assert review is not None
    assert json.loads(review.read_text())["reps"][1]["verdict"] == "open"


def test_a_review_file_that_was_lost_or_is_old_is_written_again(store: Store, set_id: int) -> None:
    store.reviews.save(set_id, Reject(key="rep-2"))
    review = store.sets.get(set_id).files.review_json
    assert review is not None
    right = review.read_bytes()
    for spoilt in (b"", b"{}"):
        review.write_bytes(spoilt)
        store.reviews.get(set_id)
        assert review.read_bytes() == right
    review.unlink()
    store.reviews.get(set_id)
    assert review.read_bytes() == right


def test_a_change_that_does_not_fit_leaves_no_trace(store: Store, set_id: int) -> None:
    store.reviews.save(set_id, Reject(key="rep-2"))
    store.reviews.undo(set_id)
    with pytest.raises(ReviewError, match="no such repetition"):
        store.reviews.save(set_id, Reject(key="rep-9"))
    assert store.reviews.corrections(set_id) == []
    assert store.reviews.turns(set_id).undo is None


def test_what_was_added_keeps_its_name_after_undo_and_redo(store: Store, set_id: int) -> None:
    added = store.reviews.save(set_id, AddRep(start_s=20, end_s=24))
    key = added.reps[-1].key
    assert store.reviews.undo(set_id).reps[-1].key != key
    assert store.reviews.redo(set_id).reps[-1].key == key
    moved = store.reviews.save(set_id, Move(key=key, start_s=20, end_s=25))
    assert (moved.reps[-1].key, moved.reps[-1].end_s) == (key, 25)


def test_peaks_of_added_repetitions_are_read_from_the_signal(store: Store, set_id: int) -> None:
    rep = store.reviews.save(set_id, AddRep(start_s=18.5, end_s=21.5)).reps[-1]
    assert (rep.peak_s, rep.peak, rep.range) == (20.0, 50.0, 52.0)


def test_corrections_outlive_the_program(store: Store, set_id: int, tmp_path: Path) -> None:
    before = store.reviews.save(set_id, AddFault(fault_id="PPU-5", start_s=8, end_s=9))
    store.close()
    with open_store(tmp_path) as again:
        assert again.reviews.get(set_id) == before
        found = again.sets.select(SetFilter(fault_id="PPU-5")).rows
        assert [row.id for row in found] == [set_id]


def test_a_result_that_is_gone_is_said_plainly(store: Store, set_id: int) -> None:
    store.sets.get(set_id).files.result_json.unlink()
    with pytest.raises(StoreError, match="result of this set"):
        store.reviews.get(set_id)


def test_agreement_is_over_finished_sets(store: Store, set_id: int, patient_id: int) -> None:
    other = add_set(store, patient_id, make_result("b.mp4")).set_id
    store.reviews.save(other, Reject(key="rep-1"))
    assert store.reviews.agreement().sets == 0
    store.reviews.save(set_id, Reject(key="rep-3"))
    store.reviews.save(set_id, AddRep(start_s=20, end_s=24))
    store.reviews.save(set_id, Finish())
    found = store.reviews.agreement(patient_id)
    assert found.sets == 1
    assert (found.counting.both_yes, found.counting.only_program) == (2, 1)
    assert found.counting.only_therapist == 1
    assert store.reviews.agreement(99).sets == 0
    store.reviews.save(set_id, Reopen())
    assert store.reviews.agreement().sets == 0


def test_finished_sets_become_labels_that_evaluate_reads(
    store: Store, set_id: int, tmp_path: Path
) -> None:
    with pytest.raises(ReviewError, match="finished"):
        store.reviews.export_labels(tmp_path / "labels.json")
    store.reviews.save(set_id, Reject(key="rep-3"))
    store.reviews.save(set_id, Finish())
    assert store.reviews.export_labels(tmp_path / "labels.json") == 1
    (clip,) = read_labels(tmp_path / "labels.json")
    check_files([clip])
    assert clip.label.exercise == "prone_press_up"
    assert clip.label.reps == [(2.0, 6.0), (7.0, 11.0)]
    assert clip.label.holds_s == [1.2, 1.2]
    assert clip.label.faults is not None
    assert [(item.id, item.span) for item in clip.label.faults] == [("PPU-1", (3.0, 4.0))]
    assert clip.label.prescribed.reps == 10


def test_other_exercises_of_the_clip_are_labelled_as_other_movements(
    store: Store, patient_id: int, set_id: int, tmp_path: Path
) -> None:
    clip = tmp_path / "a.mp4"
    hug = [make_rep(1, start_s=40.0, peak_s=42.0, end_s=44.0)]
    result = make_result(exercise="knee_hug", reps=hug)
    segment = {"index": 2, "of": 2, "start_s": 35.0, "end_s": 60.0}
    result = type(result).model_validate({**result.model_dump(), "segment": segment})
    second = add_set(store, patient_id, result, clip=clip).set_id
    for number in (set_id, second):
        store.reviews.save(number, Finish())
    store.reviews.export_labels(tmp_path / "labels.json")
    by_exercise = {
        item.label.exercise: item.label for item in read_labels(tmp_path / "labels.json")
    }
    assert by_exercise["prone_press_up"].lookalike_movements == [(40.0, 44.0)]
    assert len(by_exercise["knee_hug"].lookalike_movements) == 3
