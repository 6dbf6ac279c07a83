"""The report of a set: printed from the pages, or handed on as one file."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from markupsafe import Markup

from formcheck.errors import StoreError
from formcheck.exercises.registry import find_exercise
from formcheck.history.corrections.reviewed import Reviewed
from formcheck.history.models import SetRecord
from formcheck.history.store import Store
from formcheck.judge.result import Result
from formcheck.review.web.site import Site
from formcheck.review.web.views.frame_data import read_frames
from formcheck.review.web.views.set_chart import draw_set_chart
from formcheck.review.web.views.set_data import describe_review, read_result


def collect_set_report(store: Store, record: SetRecord) -> dict[str, Any]:
    """Return what the template of a set's report is filled with."""
    result = read_result(record)
    reviewed = store.reviews.get(record.row.id)
    chart, chart_problem = _chart(record, result, reviewed)
    return {
        "record": record,
        "result": result,
        "clip_name": "" if record.row.source == "live" else result.clip.name,
        "exercise": find_exercise(record.row.exercise),
        "review": describe_review(store, record.row.id, reviewed),
        "pain": store.pain.of_set(record.row.id),
        "chart": chart,
        "chart_problem": chart_problem,
    }


def _chart(record: SetRecord, result: Result, reviewed: Reviewed) -> tuple[Markup | None, str]:
    """Return the drawing, None without one, and why there is none if that is a problem."""
    if record.files.frames_csv is None:
        return None, ""
    try:
        frames = read_frames(record.files.frames_csv, result)
    except StoreError as error:
        return None, error.message
    return draw_set_chart(frames, result, reviewed), ""


@dataclass(frozen=True)
class Include:
    """What of the person goes along: the label, and the therapist's notes."""

    label: bool
    notes: bool


def render_shared_report(site: Site, record: SetRecord, include: Include) -> str:
    """Return the page; without what was not chosen, and without the name of the clip's file."""
    shown = collect_set_report(site.store, record)
    # People name their files after themselves.
    shown["clip_name"] = ""
    if not include.notes:
        shown["review"] = {**shown["review"], "notes": []}
    style = (files("formcheck.review.web") / "static" / "app.css").read_text(encoding="utf-8")
    return site.environment.get_template("shared_report.html").render(
        **shown, style=style, label=record.row.patient_label if include.label else ""
    )
