"""Clips, landmarks and signals of a set. Where a file lies is known from the store alone."""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, JSONResponse, Response

from formcheck.history.set_folder import load_landmarks
from formcheck.review.web.gate import RefusalError
from formcheck.review.web.site import site_of
from formcheck.review.web.views.landmark_bytes import pack_landmarks
from formcheck.review.web.views.set_data import read_result
from formcheck.review.web.views.signal_data import describe_signal, read_frames

router = APIRouter()

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


@router.get("/sets/{set_id}/clip")
def clip(request: Request, set_id: int) -> Response:
    """Answer with the recorded clip, or the stretch of it that is asked for."""
    return _video(request, site_of(request).store.sets.get(set_id).files.clip)


@router.get("/sets/{set_id}/annotated")
def annotated(request: Request, set_id: int) -> Response:
    """Answer with the clip that has the overlay burnt in."""
    return _video(request, site_of(request).store.sets.get(set_id).files.annotated)


@router.get("/sets/{set_id}/landmarks.bin")
def landmarks(request: Request, set_id: int) -> Response:
    """Answer with the landmarks of every frame."""
    path = site_of(request).store.sets.get(set_id).files.landmarks
    if path is None:
        raise HTTPException(404)
    packed = pack_landmarks(load_landmarks(path))
    return Response(packed, media_type="application/octet-stream")


@router.get("/sets/{set_id}/signal.json")
def signal(request: Request, set_id: int) -> Response:
    """Answer with the main signal of every frame."""
    record = site_of(request).store.sets.get(set_id)
    path = record.files.frames_csv
    if path is None:
        raise HTTPException(404)
    return JSONResponse(describe_signal(read_frames(path), read_result(record)))


def _video(request: Request, path: Path | None) -> Response:
    if path is None or path.suffix.lower() not in _KINDS or not path.is_file():
        raise HTTPException(404)
    ranges = request.headers.getlist("range")
    # One stretch at a time is all that a player asks for.
    if len(ranges) > 1 or any("," in each or len(each) > _LONGEST_RANGE for each in ranges):
        raise RefusalError(416, "Only one stretch of a clip can be asked for at a time.")
    return FileResponse(path, media_type=_KINDS[path.suffix.lower()])
