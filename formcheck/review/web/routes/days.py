"""On which day a set was done: corrected, and taken back."""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter, Request
from starlette.responses import Response

from formcheck.errors import UsageError
from formcheck.review.web.messages import SentForm
from formcheck.review.web.routes.patients import see_other
from formcheck.review.web.site import site_of

router = APIRouter()


@router.post("/sets/{set_id}/day")
def change(request: Request, set_id: int, form: SentForm) -> Response:
    """Say on which day a set, or its whole session, was done."""
    site = site_of(request)
    try:
        day = date.fromisoformat(form.text("day"))
    except ValueError:
        raise UsageError("This is no day.", "Go back and choose one.") from None
    site.store.days.change(set_id, day, whole_session=form.is_ticked("whole_session"))
    return see_other(site, f"/sets/{set_id}")


@router.post("/sets/{set_id}/day/undo")
def undo(request: Request, set_id: int) -> Response:
    """Take the newest change of the day back."""
    site = site_of(request)
    site.store.days.undo(set_id)
    return see_other(site, f"/sets/{set_id}")
