"""Reviewing many sets: all of these are right, and on to the next."""

from __future__ import annotations

import re
from datetime import date

from starlette.requests import Request
from starlette.responses import Response

from formcheck.errors import UsageError
from formcheck.history.reviews import Together
from formcheck.review.web.gate import RefusalError
from formcheck.review.web.reading import Form, get, path_number, post_form
from formcheck.review.web.site import site_of

#: A set and what the page showed of it, or what is to be taken back: two whole numbers.
_PAIR = re.compile(r"([0-9]{1,18}):([0-9]{1,18})", re.ASCII)


def finish_many(request: Request, form: Form) -> Response:
    """Finish the sets that were ticked: all that was found in them is right."""
    chosen = _pairs(form, "set")
    if not chosen:
        raise UsageError("No set was ticked.", "Go back and tick those that are right.")
    done = site_of(request).store.reviews.finish_all(chosen)
    return _answer(request, form, done, undone=False)


def undo_many(request: Request, form: Form) -> Response:
    """Take back what was finished in one go."""
    done = site_of(request).store.reviews.undo_all(_pairs(form, "change"))
    return _answer(request, form, done, undone=True)


def next_to_review(request: Request) -> Response:
    """Go on to the next set that nobody has looked at, of whichever patient."""
    site, set_id = site_of(request), path_number(request, "set_id")
    patient_id = site.store.sets.get(set_id).row.patient_id
    if site.audience.is_own:
        found = site.needs.oldest_waiting(patient_id, besides=set_id)
    else:
        found = site.needs.next_to_review(patient_id, set_id, date.today())
    if found is not None:
        return site.see_other(f"/sets/{found}")
    return site.see_other(f"/patients/{patient_id}/progress")


def _answer(request: Request, form: Form, done: Together, *, undone: bool) -> Response:
    """Say what was done and what was not, with the way back."""
    site = site_of(request)
    patient_id = form.number("patient") if form.text("patient") else None
    return site.page(
        "reviewed_together.html",
        part="sets",
        done=done,
        undone=undone,
        left_out=[(site.store.sets.find(set_id), why) for set_id, why in done.left_out.items()],
        patient_id=patient_id,
        back="/sets" if patient_id is None else f"/patients/{patient_id}/sets",
    )


def _pairs(form: Form, name: str) -> dict[int, int]:
    matches = [_PAIR.fullmatch(text) for text in form.texts(name)]
    if any(match is None for match in matches):
        raise RefusalError(400, "The form cannot be read.")
    return {int(match[1]): int(match[2]) for match in matches if match}


ROUTES = (
    post_form("/sets/review", finish_many),
    post_form("/sets/review/undo", undo_many),
    get("/sets/{set_id}/next", next_to_review),
)
