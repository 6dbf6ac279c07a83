"""What the printed report of a set shows."""

from __future__ import annotations

from typing import Any

from formcheck.exercises.registry import get_exercise
from formcheck.history.models import SetRecord
from formcheck.history.store import Store
from formcheck.review.web.views.set_chart import draw_set_chart
from formcheck.review.web.views.set_data import describe_review, read_result
from formcheck.review.web.views.signal_data import Frames, read_frames


def collect_set_report(store: Store, record: SetRecord) -> dict[str, Any]:
    """Return what the template of a set's report is filled with."""
    result = read_result(record)
    reviewed = store.reviews.get(record.row.id)
    path = record.files.frames_csv
    frames = Frames([], [], []) if path is None else read_frames(path)
    return {
        "record": record,
        "result": result,
        "clip_name": "" if record.row.source == "live" else result.clip.name,
        "exercise": get_exercise(record.row.exercise),
        "review": describe_review(store, record.row.id, reviewed),
        "pain": store.pain.of_set(record.row.id),
        "chart": draw_set_chart(frames, result, reviewed),
    }
