"""Correcting a set: each change is saved at once and can be taken back."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from formcheck.history.corrections.changes import parse_change
from formcheck.review.web.messages import SentJson
from formcheck.review.web.site import site_of
from formcheck.review.web.views.set_data import describe_review

router = APIRouter()


@router.get("/sets/{set_id}/review.json")
def review(request: Request, set_id: int) -> Response:
    """Answer with the set as it stands."""
    return JSONResponse(describe_review(site_of(request).store, set_id))


@router.post("/sets/{set_id}/changes")
def change(request: Request, set_id: int, sent: SentJson) -> Response:
    """Save one correction."""
    store = site_of(request).store
    reviewed = store.reviews.save(set_id, parse_change(sent))
    return JSONResponse(describe_review(store, set_id, reviewed))


@router.post("/sets/{set_id}/undo")
def undo(request: Request, set_id: int) -> Response:
    """Take the newest correction back."""
    store = site_of(request).store
    return JSONResponse(describe_review(store, set_id, store.reviews.undo(set_id)))


@router.post("/sets/{set_id}/redo")
def redo(request: Request, set_id: int) -> Response:
    """Bring back the correction that was taken back last."""
    store = site_of(request).store
    return JSONResponse(describe_review(store, set_id, store.reviews.redo(set_id)))
