"""The report of a set: printed from the pages, or handed on as one file."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Literal

from markupsafe import Markup

from formcheck.drawing.coded import encode_jpeg, shrink
from formcheck.errors import StoreError
from formcheck.exercises.registry import find_exercise
from formcheck.history.corrections.reviewed import Reviewed
from formcheck.history.models import Landmarks, SetRecord
from formcheck.history.set_folder import load_landmarks
from formcheck.history.store import Store
from formcheck.judge.result import Result
from formcheck.review.drawings.measuring import Scale, find_scale
from formcheck.review.drawings.report_pictures import choose_pictures, describe_drawings
from formcheck.review.drawings.still import REPORT_SIDE_PX, Still, make_still
from formcheck.review.drawings.words import closely_words
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
        "drawings": describe_drawings(reviewed.drawings, _scale(record, result))
        if reviewed.drawings
        else [],
        "pictures": (),
        "picture_words": closely_words(),
    }


def _scale(record: SetRecord, result: Result) -> Scale:
    return find_scale(_landmarks(record), result.view.side, result.view.roll_deg)


def _landmarks(record: SetRecord) -> Landmarks | None:
    """Return what was kept of the body; None if nothing was, or it is damaged."""
    path = record.files.landmarks
    try:
        return None if path is None else load_landmarks(path)
    except StoreError:
        return None


@dataclass(frozen=True)
class ShownPicture:
    """A picture of a report: where it comes from, and what stands below it."""

    source: str
    caption: str


def list_pictures(site: Site, record: SetRecord) -> list[ShownPicture]:
    """Return the pictures of a page that is printed, each asked for by the page itself."""
    result, reviewed = read_result(record), site.store.reviews.get(record.row.id)
    chosen = choose_pictures(result, reviewed, faults=True, drawings=True)
    address = f"{site.keys.root}/sets/{record.row.id}/picture.jpg"
    return [
        ShownPicture(
            f"{address}?time_ms={round(1000 * picture.time_s)}"
            + ("&drawn=1" if picture.drawings else ""),
            picture.caption,
        )
        for picture in chosen
    ]


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
    """What goes along.

    Attributes
    ----------
    label, notes : bool
        The label of the person, and the therapist's notes.
    pictures, drawings : bool
        Pictures of the worst moments, and what was drawn, with pictures of it.
    ground : {"face_hidden", "figure"}
        What these pictures are made from: the same that is shared of the clip. There is no
        choice that shows the film as it was recorded.
    """

    label: bool
    notes: bool
    pictures: bool = False
    drawings: bool = False
    ground: Literal["face_hidden", "figure"] = "figure"


def render_shared_report(site: Site, record: SetRecord, include: Include) -> str:
    """Return the page; without what was not chosen, and without the name of the clip's file.

    Raises
    ------
    ReviewError, InputError
        Pictures are wished that cannot be made.
    """
    shown = collect_set_report(site.store, record)
    # People name their files after themselves.
    shown["clip_name"] = ""
    if not include.notes:
        shown["review"] = {**shown["review"], "notes": []}
    if not include.drawings:
        shown["drawings"] = []
    shown["pictures"] = _embed_pictures(site, record, include)
    style = (files("formcheck.review.web") / "static" / "app.css").read_text(encoding="utf-8")
    return site.environment.get_template("shared_report.html").render(
        **shown, style=style, label=record.row.patient_label if include.label else ""
    )


def _embed_pictures(site: Site, record: SetRecord, include: Include) -> list[ShownPicture]:
    if not (include.pictures or include.drawings):
        return []
    result, reviewed = read_result(record), site.store.reviews.get(record.row.id)
    landmarks = _landmarks(record)
    chosen = choose_pictures(result, reviewed, faults=include.pictures, drawings=include.drawings)
    pictures = []
    for picture in chosen:
        wished = Still(picture.time_s, include.ground, body=True, drawings=picture.drawings)
        scene = shrink(make_still(record, result, landmarks, wished), REPORT_SIDE_PX)
        coded = base64.b64encode(encode_jpeg(scene)).decode("ascii")
        pictures.append(ShownPicture(f"data:image/jpeg;base64,{coded}", picture.caption))
    return pictures
