"""What a therapist changes of a set: corrections, notes and its day.

Each change is saved at once. Corrections and the day can be taken back.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from formcheck.errors import UnknownRecordError, UsageError
from formcheck.history.corrections.changes import parse_change
from formcheck.history.corrections.reviewed import Reviewed
from formcheck.history.windows import Window
from formcheck.review.web.gate import RefusalError
from formcheck.review.web.reading import Form, get, path_number, post_form, post_json
from formcheck.review.web.site import site_of
from formcheck.review.web.views.set_data import describe_review

#: Headers of what a page's script sends: its window, and the revision of the set that it shows.
_WINDOW, _SEEN = "x-formcheck-window", "x-formcheck-seen"
_WINDOW_NAME = re.compile(r"[0-9a-f]{0,32}", re.ASCII)
_REVISION = re.compile(r"[0-9]{1,15}", re.ASCII)


class _Sent(BaseModel):
    model_config = ConfigDict(strict=True)


class _SentTurn(_Sent):
    """The number of the correction that is to be taken back, or brought back."""

    number: Annotated[int, Field(ge=1, lt=2**63)]


class _SeenNote(_Sent):
    """The text of a note as the page showed it."""

    seen: str | None = None


class _SentNote(_SeenNote):
    """A note as the page sends it; ``time_s`` is seconds into the clip, None for the whole set."""

    text: str
    time_s: Annotated[float, Field(ge=0, lt=1e6, allow_inf_nan=False)] | None = None


_Kind = TypeVar("_Kind", bound=_Sent)


def review(request: Request) -> Response:
    """Answer with the set as it stands."""
    return _as_it_stands(request)


def change(request: Request, sent: Any) -> Response:
    """Save one correction."""
    set_id, window = path_number(request, "set_id"), _window(request)
    return _as_it_stands(
        request, site_of(request).store.reviews.save(set_id, parse_change(sent), window)
    )


def undo(request: Request, sent: Any) -> Response:
    """Take back the correction that is named: the window's newest."""
    set_id, number = (
        path_number(request, "set_id"),
        _parse(_SentTurn, sent, "The message cannot be read.").number,
    )
    reviewed = site_of(request).store.reviews.undo(set_id, _window(request), number)
    return _as_it_stands(request, reviewed)


def redo(request: Request, sent: Any) -> Response:
    """Bring back the correction that is named: what the window took back last."""
    set_id, number = (
        path_number(request, "set_id"),
        _parse(_SentTurn, sent, "The message cannot be read.").number,
    )
    reviewed = site_of(request).store.reviews.redo(set_id, _window(request), number)
    return _as_it_stands(request, reviewed)


def add_note(request: Request, sent: Any) -> Response:
    """Write a note."""
    note = _parse_note(sent)
    site_of(request).store.notes.add(path_number(request, "set_id"), note.text, note.time_s)
    return _as_it_stands(request)


def change_note(request: Request, sent: Any) -> Response:
    """Write a note anew."""
    note = _parse_note(sent)
    site_of(request).store.notes.change(_note_of(request), note.text, note.seen)
    return _as_it_stands(request)


def delete_note(request: Request, sent: Any) -> Response:
    """Take a note away."""
    seen = _parse(_SeenNote, sent, "The note cannot be read.").seen
    site_of(request).store.notes.delete(_note_of(request), seen)
    return _as_it_stands(request)


def change_day(request: Request, form: Form) -> Response:
    """Say on which day a set, or its whole session, was done."""
    site, set_id = site_of(request), path_number(request, "set_id")
    site.store.days.change(
        set_id,
        _parse_day(form.text("day")),
        whole_session=form.is_ticked("whole_session"),
        seen=_parse_day(form.text("shown_day")) if form.text("shown_day") else None,
    )
    return site.see_other(f"/sets/{set_id}")


def undo_day(request: Request, form: Form) -> Response:
    """Take back the change of the day that is named."""
    site, set_id = site_of(request), path_number(request, "set_id")
    site.store.days.undo(set_id, form.number("change") if form.text("change") else None)
    return site.see_other(f"/sets/{set_id}")


def _as_it_stands(request: Request, reviewed: Reviewed | None = None) -> Response:
    store, set_id = site_of(request).store, path_number(request, "set_id")
    return JSONResponse(describe_review(store, set_id, reviewed, _window(request)))


def _window(request: Request) -> Window:
    """Return the window that a request comes from, by the headers that its script sends."""
    name, seen = request.headers.get(_WINDOW, ""), request.headers.get(_SEEN)
    if not _WINDOW_NAME.fullmatch(name) or not _REVISION.fullmatch(seen or "0"):
        raise RefusalError(400, "It is not known which window this came from.")
    return Window(name, site_of(request).started_at_s, None if seen is None else int(seen))


def _note_of(request: Request) -> int:
    """Return the number of a note, which must be one of this set."""
    store, set_id = site_of(request).store, path_number(request, "set_id")
    note_id = path_number(request, "note_id")
    if all(note.id != note_id for note in store.notes.of_set(set_id)):
        raise UnknownRecordError("This note is not there any more.", "Load the page again.")
    return note_id


def _parse_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError("This is no day.", "Go back and choose one.") from None


def _parse_note(sent: Any) -> _SentNote:
    at_moment = isinstance(sent, dict) and "time_s" in sent
    return _parse(
        _SentNote,
        sent,
        "The moment of the note cannot be read." if at_moment else "The note cannot be read.",
    )


def _parse(kind: type[_Kind], sent: Any, refusal: str) -> _Kind:
    try:
        return kind.model_validate(sent)
    except ValidationError:
        raise RefusalError(400, refusal) from None


ROUTES = (
    get("/sets/{set_id}/review.json", review),
    post_json("/sets/{set_id}/changes", change),
    post_json("/sets/{set_id}/undo", undo),
    post_json("/sets/{set_id}/redo", redo),
    post_json("/sets/{set_id}/notes", add_note),
    post_json("/sets/{set_id}/notes/{note_id}", change_note),
    post_json("/sets/{set_id}/notes/{note_id}/delete", delete_note),
    post_form("/sets/{set_id}/day", change_day),
    post_form("/sets/{set_id}/day/undo", undo_day),
)
