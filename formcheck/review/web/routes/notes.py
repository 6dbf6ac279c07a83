"""Notes on a set, pinned to a moment or to the whole."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from formcheck.errors import UnknownRecordError
from formcheck.history.store import Store
from formcheck.review.web.gate import RefusalError
from formcheck.review.web.messages import SentJson
from formcheck.review.web.site import site_of
from formcheck.review.web.views.set_data import describe_review

router = APIRouter()


@router.post("/sets/{set_id}/notes")
def add(request: Request, set_id: int, sent: SentJson) -> Response:
    """Write a note."""
    store = site_of(request).store
    store.notes.add(set_id, _text(sent), _moment_s(sent))
    return JSONResponse(describe_review(store, set_id))


@router.post("/sets/{set_id}/notes/{note_id}")
def change(request: Request, set_id: int, note_id: int, sent: SentJson) -> Response:
    """Write a note anew."""
    store = site_of(request).store
    _check_belongs(store, set_id, note_id)
    store.notes.change(note_id, _text(sent))
    return JSONResponse(describe_review(store, set_id))


@router.post("/sets/{set_id}/notes/{note_id}/delete")
def delete(request: Request, set_id: int, note_id: int) -> Response:
    """Take a note away."""
    store = site_of(request).store
    _check_belongs(store, set_id, note_id)
    store.notes.delete(note_id)
    return JSONResponse(describe_review(store, set_id))


def _check_belongs(store: Store, set_id: int, note_id: int) -> None:
    if all(note.id != note_id for note in store.notes.of_set(set_id)):
        raise UnknownRecordError("This note is not there any more.", "Load the page again.")


def _text(sent: Any) -> str:
    text = sent.get("text") if isinstance(sent, dict) else None
    if not isinstance(text, str):
        raise RefusalError(400, "The note cannot be read.")
    return text


def _moment_s(sent: Any) -> float | None:
    moment = sent.get("time_s") if isinstance(sent, dict) else None
    if moment is None:
        return None
    if isinstance(moment, bool) or not isinstance(moment, int | float) or not 0 <= moment < 1e6:
        raise RefusalError(400, "The moment of the note cannot be read.")
    return float(moment)
