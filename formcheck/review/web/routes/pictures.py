"""What is looked at closely: stills, curves, and other repetitions to lay over one."""

from __future__ import annotations

import contextlib
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from formcheck.drawing.coded import encode_jpeg, encode_png, shrink
from formcheck.errors import InputError, StoreError
from formcheck.exercises.registry import find_exercise
from formcheck.exports.exported_set import Signals, read_signals
from formcheck.history.models import Page, SetFilter, SetRecord
from formcheck.history.set_folder import load_landmarks
from formcheck.report.page.quantities import format_moment
from formcheck.review.drawings.curves import draw_curves, render_curve_table
from formcheck.review.drawings.measuring import find_scale
from formcheck.review.drawings.still import REPORT_SIDE_PX, Ground, Still, make_still
from formcheck.review.web.reading import get, no_such_address, path_number, query_number, query_text
from formcheck.review.web.site import Site, site_of
from formcheck.review.web.views.set_data import read_result
from formcheck.words import short_day

#: Sets whose repetitions can be laid over one.
_MOST_OTHERS = 8
_LATEST_MS = 200_000_000


def closely(request: Request) -> Response:
    """Answer with what the picture is measured against, and with other sets to compare it to."""
    site = site_of(request)
    record = _set(request)
    result = read_result(record)
    path = record.files.landmarks
    scale = find_scale(
        None if path is None else load_landmarks(path), result.view.side, result.view.roll_deg
    )
    return JSONResponse(
        {"roll_deg": scale.roll_deg, "trunk": scale.trunk, "others": _others(site, record)}
    )


def _others(site: Site, record: SetRecord) -> list[dict[str, Any]]:
    """Return other sets of the same person and exercise whose body was kept, newest first."""
    wanted = SetFilter(patient_id=record.row.patient_id, exercise=record.row.exercise)
    found: list[dict[str, Any]] = []
    for row in site.store.sets.select(wanted, Page(1, _MOST_OTHERS + 1)).rows:
        if row.id == record.row.id or row.damaged:
            continue
        with contextlib.suppress(StoreError):
            other = site.store.sets.get(row.id)
            if other.files.landmarks is not None:
                found.append(
                    {
                        "id": row.id,
                        "day": short_day(row.day),
                        "near_side": read_result(other).view.side,
                        "reps": [
                            rep.model_dump() for rep in site.store.reviews.get(row.id).counted
                        ],
                    }
                )
    return found[:_MOST_OTHERS]


def still(request: Request) -> Response:
    """Answer with one moment as a picture of the film's full size, to be saved."""
    record, time_s = _set(request), _moment_s(request)
    hidden, drawn = bool(query_text(request, "face_hidden")), bool(query_text(request, "drawn"))
    has_film = record.files.clip is not None and record.files.clip.is_file()
    ground: Ground = "figure" if not has_film else "face_hidden" if hidden else "film"
    data = encode_png(_picture(request, record, Still(time_s, ground, body=drawn), drawn=drawn))
    moment = format_moment(time_s).replace(":", "-").replace(".", "-")
    about = "_face-hidden" if ground == "face_hidden" else ""
    return _saved(data, "image/png", f"{_name(record)}_{moment}{about}.png")


def picture(request: Request) -> Response:
    """Answer with one moment for a page that is printed: nobody can be recognised in it."""
    record, time_s = _set(request), _moment_s(request)
    has_film = record.files.clip is not None and record.files.clip.is_file()
    ground: Ground = "face_hidden" if has_film else "figure"
    drawn = bool(query_text(request, "drawn"))
    scene = _picture(request, record, Still(time_s, ground, body=True), drawn=drawn)
    return Response(encode_jpeg(shrink(scene, REPORT_SIDE_PX)), media_type="image/jpeg")


def _picture(request: Request, record: SetRecord, wished: Still, *, drawn: bool) -> Any:
    store, path = site_of(request).store, record.files.landmarks
    drawings = store.reviews.get(record.row.id).drawings if drawn else ()
    return make_still(
        record,
        read_result(record),
        None if path is None else load_landmarks(path),
        Still(wished.time_s, wished.ground, wished.body, drawings),
    )


def curves_picture(request: Request) -> Response:
    """Answer with the angle curves as a drawing."""
    record = _set(request)
    reviewed = site_of(request).store.reviews.get(record.row.id)
    title = f"{find_exercise(record.row.exercise).title}, {short_day(record.row.day)}"
    text = draw_curves(_signals(record), reviewed, title)
    return _saved(text.encode(), "image/svg+xml", f"{_name(record)}_curves.svg")


def curves_table(request: Request) -> Response:
    """Answer with the angle curves as a table."""
    record = _set(request)
    reviewed = site_of(request).store.reviews.get(record.row.id)
    text = render_curve_table(_signals(record), reviewed)
    return _saved(text.encode(), "text/csv; charset=utf-8", f"{_name(record)}_curves.csv")


def _signals(record: SetRecord) -> Signals:
    path = record.files.frames_csv
    try:
        signals = None if path is None else read_signals(path)
    except InputError as error:
        raise StoreError(
            "The signal of this set cannot be read: its file is damaged.",
            "Score the clip again with --patient to have the curves back.",
        ) from error
    if signals is None or not signals.time_s.size:
        raise HTTPException(404)
    return signals


def _set(request: Request) -> SetRecord:
    return site_of(request).store.sets.get(path_number(request, "set_id"))


def _moment_s(request: Request) -> float:
    moment_ms = query_number(request, "time_ms")
    if moment_ms is None or not 0 <= moment_ms <= _LATEST_MS:
        raise no_such_address()
    return moment_ms / 1000


def _name(record: SetRecord) -> str:
    """Return a name for files that is nobody's."""
    return f"formcheck_{record.row.exercise}_{record.row.day.isoformat()}"


def _saved(data: bytes, kind: str, name: str) -> Response:
    return Response(
        data, media_type=kind, headers={"content-disposition": f'attachment; filename="{name}"'}
    )


ROUTES = (
    get("/sets/{set_id}/closely.json", closely),
    get("/sets/{set_id}/still.png", still),
    get("/sets/{set_id}/picture.jpg", picture),
    get("/sets/{set_id}/curves.svg", curves_picture),
    get("/sets/{set_id}/curves.csv", curves_table),
)
