"""Drawings on frames: what is one, and how changes make and unmake them."""

from __future__ import annotations

from typing import Any

import pytest

from formcheck.errors import ReviewError
from formcheck.history.corrections.apply import apply_changes
from formcheck.history.corrections.changes import Change, Reject, parse_change
from formcheck.history.corrections.drawings import (
    AddDrawing,
    ChangeDrawing,
    DeleteDrawing,
    Drawing,
)
from formcheck.history.corrections.reviewed import Reviewed
from formcheck.history.store import Store
from formcheck.history.windows import Window
from tests.support.history import add_set, make_result

ANGLE = Drawing(tool="angle", time_s=4.0, points=((0.1, 0.2), (0.3, 0.3), (0.5, 0.1)))
WORDS = Drawing(tool="text", time_s=2.0, points=((0.1, 0.2),), text="keep it low")


def _apply(*changes: Change) -> Reviewed:
    return apply_changes(make_result(), list(enumerate(changes, start=1)))


def test_drawings_stand_in_order_of_time_under_the_number_of_their_change() -> None:
    reviewed = _apply(AddDrawing(drawing=ANGLE), AddDrawing(drawing=WORDS))
    assert [(each.key, each.tool) for each in reviewed.drawings] == [
        ("drawing-c2", "text"),
        ("drawing-c1", "angle"),
    ]
    assert reviewed.drawings[1].points == ANGLE.points
    assert not reviewed.corrected, "of what the program found nothing was said"
    assert _apply(Reject(key="rep-1")).corrected


def test_a_point_is_moved_a_text_is_written_anew_and_a_drawing_deleted() -> None:
    moved = ((0.1, 0.2), (0.3, 0.35), (0.5, 0.1))
    added = AddDrawing(drawing=ANGLE), AddDrawing(drawing=WORDS)
    reviewed = _apply(
        *added,
        ChangeDrawing(key="drawing-c1", points=moved),
        ChangeDrawing(key="drawing-c2", points=WORDS.points, text="lower"),
    )
    assert [each.points for each in reviewed.drawings] == [WORDS.points, moved]
    assert reviewed.drawings[0].text == "lower"
    left = _apply(*added, DeleteDrawing(key="drawing-c1"))
    assert [each.key for each in left.drawings] == ["drawing-c2"]


@pytest.mark.parametrize(
    "change",
    [
        ChangeDrawing(key="drawing-c9", points=ANGLE.points),
        DeleteDrawing(key="drawing-c9"),
        ChangeDrawing(key="drawing-c1", points=ANGLE.points[:2]),
        ChangeDrawing(key="drawing-c1", points=ANGLE.points, text="no text"),
    ],
)
def test_what_does_not_fit_is_refused(change: Change) -> None:
    with pytest.raises(ReviewError):
        _apply(AddDrawing(drawing=ANGLE), change)


def test_there_is_an_end_to_drawings() -> None:
    many = [AddDrawing(drawing=ANGLE)] * 300
    assert len(_apply(*many).drawings) == 300
    with pytest.raises(ReviewError, match="300 drawings"):
        _apply(*many, many[0])


def _sent(**values: Any) -> dict[str, Any]:
    drawing = {"tool": "angle", "time_s": 1, "points": [[0, 0], [1, 1], [1.5, 0]], **values}
    return {"do": "add_drawing", "drawing": drawing}


def test_what_a_page_sends_becomes_a_drawing() -> None:
    change = parse_change(_sent())
    assert isinstance(change, AddDrawing)
    assert change.drawing.points == ((0, 0), (1, 1), (1.5, 0))
    cleaned = parse_change(_sent(tool="text", points=[[0, 0]], text=" a\u202eb\x00 "))
    assert isinstance(cleaned, AddDrawing)
    assert cleaned.drawing.text == "ab"


@pytest.mark.parametrize(
    "values",
    [
        {"points": [[0, 0], [1, 1]]},
        {"points": [[0, 0], [1, 1], [float("nan"), 0]]},
        {"points": [[0, 0], [1, 1], [-0.1, 0]]},
        {"points": [[0, 0], [1, 1.2], [1, 0]]},
        {"points": [[0, 0], [1, 1], [31, 0]]},
        {"points": "everywhere"},
        {"tool": "line", "points": [[0, 0]] * 401},
        {"tool": "spray"},
        {"tool": "text", "points": [[0, 0]]},
        {"tool": "text", "points": [[0, 0]], "text": "\u202e"},
        {"tool": "text", "points": [[0, 0]], "text": "x" * 201},
        {"text": "an angle says nothing"},
        {"time_s": -1},
        {"more": 1},
    ],
)
def test_what_is_no_drawing_is_refused(values: dict[str, Any]) -> None:
    with pytest.raises(ReviewError, match="Nothing was changed"):
        parse_change(_sent(**values))


def test_drawings_are_kept_undone_and_redone_as_corrections_are(
    store: Store, patient_id: int
) -> None:
    set_id = add_set(store, patient_id).set_id
    here, there = Window("a" * 32, 0.0), Window("b" * 32, 0.0)
    added = store.reviews.save(set_id, AddDrawing(drawing=ANGLE), here)
    key = added.drawings[0].key
    moved = ChangeDrawing(key=key, points=((0.1, 0.2), (0.3, 0.35), (0.5, 0.1)))
    assert store.reviews.save(set_id, moved, here).drawings[0].points == moved.points
    assert store.reviews.undo(set_id, here).drawings[0].points == ANGLE.points
    assert store.reviews.redo(set_id, here).drawings[0].points == moved.points
    assert store.reviews.turns(set_id, there).undo is None
    assert store.sets.get(set_id).row.review_state == "new", "like a note, it judges nothing"
    saved = store.sets.get(set_id).files.review_json
    assert saved is not None
    assert Reviewed.model_validate_json(saved.read_bytes()).drawings[0].points == moved.points


def test_what_another_window_has_moved_is_not_undone(store: Store, patient_id: int) -> None:
    set_id = add_set(store, patient_id).set_id
    here, there = Window("a" * 32, 0.0), Window("b" * 32, 0.0)
    key = store.reviews.save(set_id, AddDrawing(drawing=ANGLE), here).drawings[0].key
    store.reviews.save(set_id, ChangeDrawing(key=key, points=ANGLE.points), there)
    with pytest.raises(ReviewError, match="another window"):
        store.reviews.undo(set_id, here)
    assert len(store.reviews.get(set_id).drawings) == 1
