"""What the review page's scripts know of a set, ready to become JSON."""

from __future__ import annotations

from typing import Any

from formcheck.errors import InputError, StoreError
from formcheck.exercises.registry import find_exercise
from formcheck.history.bounded_result import read_bounded_result
from formcheck.history.corrections.apply import fault_specs
from formcheck.history.corrections.reviewed import Reviewed
from formcheck.history.models import Note, SetRecord
from formcheck.history.store import Store
from formcheck.history.windows import ALONE, Window
from formcheck.judge.result import Result
from formcheck.report.page.quantities import sentence_case, unit_suffix
from formcheck.review.web.words import fault_cue, fault_name


def read_result(record: SetRecord) -> Result:
    """Return the program's own result of a set.

    Raises
    ------
    StoreError
        The file is gone or damaged.
    """
    try:
        return read_bounded_result(record.files.result_json)
    except InputError:
        raise StoreError(
            "The stored result of this set cannot be read.",
            "Score its clip again, or delete the set.",
        ) from None


def describe_set(record: SetRecord, result: Result) -> dict[str, Any]:
    """Return what never changes about a set."""
    exercise = find_exercise(record.row.exercise)
    return {
        "id": record.row.id,
        "exercise": exercise.name,
        "duration_s": result.clip.duration_s,
        "fps": result.clip.fps,
        "near_side": result.view.side,
        "suffix": unit_suffix(result.signal.unit),
        "begin_s": result.segment.start_s if result.segment else 0.0,
        "end_s": result.segment.end_s if result.segment else result.clip.duration_s,
        "film_speed": result.clip.speed,
        "sided": exercise.judged_angle.either_side,
        "was_filmed": record.was_filmed,
        # A browser shows a clip with its file's own times and turn; the annotated one has ours.
        "has_clip": record.files.clip is not None and result.clip.plays_as_read,
        "has_annotated": record.files.annotated is not None,
        "has_landmarks": record.files.landmarks is not None,
        "has_signal": record.files.frames_csv is not None,
        "faults": [
            {
                "id": spec.id,
                "name": sentence_case(spec.name),
                "severity": spec.severity,
                "why": spec.why,
                "cue": spec.cue,
                "joints": list(spec.shown_at),
                "of_resting_leg": spec.of_resting_leg,
            }
            for spec in (exercise.faults if exercise.installed else fault_specs(result))
        ],
    }


def describe_review(
    store: Store, set_id: int, reviewed: Reviewed | None = None, window: Window = ALONE
) -> dict[str, Any]:
    """Return a set as it stands after correction, its notes, and what a window can undo."""
    reviewed = reviewed or store.reviews.get(set_id)
    turns = store.reviews.turns(set_id, window)
    clean = {rep.key for rep in reviewed.clean}
    return {
        "revision": reviewed.revision,
        "finished": reviewed.finished,
        "corrected": reviewed.corrected,
        "undo_number": turns.undo,
        "redo_number": turns.redo,
        "counted": len(reviewed.counted),
        "clean": len(clean),
        "reps": [{**rep.model_dump(), "clean": rep.key in clean} for rep in reviewed.reps],
        "faults": [
            {
                **fault.model_dump(),
                "stands": fault.stands,
                "name": sentence_case(fault_name(fault)),
                "cue": fault_cue(fault),
            }
            for fault in reviewed.faults
        ],
        "notes": [describe_note(note) for note in store.notes.of_set(set_id)],
        "drawings": [drawing.model_dump() for drawing in reviewed.drawings],
    }


def describe_note(note: Note) -> dict[str, Any]:
    """Return a note as JSON values."""
    return {"id": note.id, "time_s": note.time_s, "text": note.text}
