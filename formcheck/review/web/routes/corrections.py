"""What a therapist changes of a set: corrections, notes and its day.

Each change is saved at once. Corrections and the day can be taken back.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from formcheck.errors import UnknownRecordError, UsageError
from formcheck.history.corrections.changes import parse_change
from formcheck.history.store import Store
from formcheck.review.web.gate import RefusalError
from formcheck.review.web.reading import Form, get, path_number, post, post_form, post_json
from formcheck.review.web.site import site_of
from formcheck.review.web.views.set_data import describe_review


class _SentNote(BaseModel):
    """A note as the page sends it; ``time_s`` is seconds into the clip, None for the whole set."""

    model_config = ConfigDict(strict=True)

    text: str
    time_s: Annotated[float, Field(ge=0, lt=1e6, allow_inf_nan=False)] | None = None


def review(request: Request) -> Response:
    """Answer with the set as it stands."""
    return _as_it_stands(site_of(request).store, path_number(request, "set_id"))


def change(request: Request, sent: Any) -> Response:
    """Save one correction."""
    store, set_id = site_of(request).store, path_number(request, "set_id")
    reviewed = store.reviews.save(set_id, parse_change(sent))
    return JSONResponse(describe_review(store, set_id, reviewed))


def undo(request: Request) -> Response:
    """Take the newest correction back."""
    store, set_id = site_of(request).store, path_number(request, "set_id")
    return JSONResponse(describe_review(store, set_id, store.reviews.undo(set_id)))


def redo(request: Request) -> Response:
    """Bring back the correction that was taken back last."""
    store, set_id = site_of(request).store, path_number(request, "set_id")
    return JSONResponse(describe_review(store, set_id, store.reviews.redo(set_id)))


def add_note(request: Request, sent: Any) -> Response:
    """Write a note."""
    store, set_id = site_of(request).store, path_number(request, "set_id")
    note = _parse_note(sent)
    store.notes.add(set_id, note.text, note.time_s)
    return _as_it_stands(store, set_id)


def change_note(request: Request, sent: Any) -> Response:
    """Write a note anew."""
    store, set_id = site_of(request).store, path_number(request, "set_id")
    store.notes.change(_note_of(request, store, set_id), _parse_note(sent).text)
    return _as_it_stands(store, set_id)


def delete_note(request: Request) -> Response:
    """Take a note away."""
    store, set_id = site_of(request).store, path_number(request, "set_id")
    store.notes.delete(_note_of(request, store, set_id))
    return _as_it_stands(store, set_id)


def change_day(request: Request, form: Form) -> Response:
    """Say on which day a set, or its whole session, was done."""
    site, set_id = site_of(request), path_number(request, "set_id")
    try:
        day = date.fromisoformat(form.text("day"))
    except ValueError:
        raise UsageError("This is no day.", "Go back and choose one.") from None
    site.store.days.change(set_id, day, whole_session=form.is_ticked("whole_session"))
    return site.see_other(f"/sets/{set_id}")


def undo_day(request: Request) -> Response:
    """Take the newest change of the day back."""
    site, set_id = site_of(request), path_number(request, "set_id")
    site.store.days.undo(set_id)
    return site.see_other(f"/sets/{set_id}")


def _as_it_stands(store: Store, set_id: int) -> Response:
    return JSONResponse(describe_review(store, set_id))


def _note_of(request: Request, store: Store, set_id: int) -> int:
    """Return the number of a note, which must be one of this set."""
    note_id = path_number(request, "note_id")
    if all(note.id != note_id for note in store.notes.of_set(set_id)):
        raise UnknownRecordError("This note is not there any more.", "Load the page again.")
    return note_id


def _parse_note(sent: Any) -> _SentNote:
    try:
        return _SentNote.model_validate(sent)
    except ValidationError as error:
        what = "moment of the note" if error.errors()[0]["loc"] == ("time_s",) else "note"
        raise RefusalError(400, f"The {what} cannot be read.") from None


ROUTES = (
    get("/sets/{set_id}/review.json", review),
    post_json("/sets/{set_id}/changes", change),
    post("/sets/{set_id}/undo", undo),
    post("/sets/{set_id}/redo", redo),
    post_json("/sets/{set_id}/notes", add_note),
    post_json("/sets/{set_id}/notes/{note_id}", change_note),
    post("/sets/{set_id}/notes/{note_id}/delete", delete_note),
    post_form("/sets/{set_id}/day", change_day),
    post("/sets/{set_id}/day/undo", undo_day),
)
