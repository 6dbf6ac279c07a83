"""Clips, landmarks and signals of a set. Where a file lies is known from the store alone."""

from __future__ import annotations

from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response

from formcheck.history.models import SetRecord
from formcheck.history.set_folder import load_landmarks
from formcheck.review.web.gate import RefusalError
from formcheck.review.web.reading import get, path_number
from formcheck.review.web.site import site_of
from formcheck.review.web.views.frame_data import describe_signal, pack_landmarks, read_frames
from formcheck.review.web.views.set_data import read_result

_LONGEST_RANGE = 100
_KINDS = {
    ".mp4": "video/mp4",
    ".m4v": "video/mp4",
    ".mov": "video/mp4",
    ".webm": "video/webm",
    ".mkv": "video/x-matroska",
    ".ogv": "video/ogg",
    ".avi": "video/x-msvideo",
}


def clip(request: Request) -> Response:
    """Answer with the recorded clip, or the stretch of it that is asked for."""
    return _video(request, _set(request).files.clip)


def annotated(request: Request) -> Response:
    """Answer with the clip that has the overlay burnt in."""
    return _video(request, _set(request).files.annotated)


def landmarks(request: Request) -> Response:
    """Answer with the landmarks of every frame."""
    path = _set(request).files.landmarks
    if path is None:
        raise HTTPException(404)
    packed = pack_landmarks(load_landmarks(path))
    return Response(packed, media_type="application/octet-stream")


def signal(request: Request) -> Response:
    """Answer with the main signal of every frame."""
    record = _set(request)
    path = record.files.frames_csv
    if path is None:
        raise HTTPException(404)
    result = read_result(record)
    return JSONResponse(describe_signal(read_frames(path, result), result))


def _set(request: Request) -> SetRecord:
    return site_of(request).store.sets.get(path_number(request, "set_id"))


def _video(request: Request, path: Path | None) -> Response:
    if path is None or path.suffix.lower() not in _KINDS or not path.is_file():
        raise HTTPException(404)
    ranges = request.headers.getlist("range")
    # One stretch at a time is all that a player asks for.
    if len(ranges) > 1 or any("," in each or len(each) > _LONGEST_RANGE for each in ranges):
        raise RefusalError(416, "Only one stretch of a clip can be asked for at a time.")
    return FileResponse(path, media_type=_KINDS[path.suffix.lower()])


ROUTES = (
    get("/sets/{set_id}/clip", clip),
    get("/sets/{set_id}/annotated", annotated),
    get("/sets/{set_id}/landmarks.bin", landmarks),
    get("/sets/{set_id}/signal.json", signal),
)
