"""What somebody at home takes from their progress: reminders for their calendar."""

from __future__ import annotations

from datetime import date, time

from starlette.requests import Request
from starlette.responses import Response

from formcheck.errors import UsageError
from formcheck.plan.calendar_file import render_calendar
from formcheck.plan.model import WEEKDAYS
from formcheck.review.web.reading import Form, path_number, post_form
from formcheck.review.web.site import site_of
from formcheck.words import read_words

REMINDER_WEEKS = 4
_WORDS = read_words("formcheck.review.web")


def reminders(request: Request, form: Form) -> Response:
    """Answer with a calendar file of reminders on the days that were ticked."""
    site = site_of(request)
    patient = site.store.patients.get(path_number(request, "patient_id"))
    chosen = form.texts("day")
    days = [day for day in WEEKDAYS if day in chosen]
    try:
        at = time.fromisoformat(form.text("at"))
    except ValueError:
        at = None
    if not days or at is None:
        raise UsageError(
            _WORDS.text("own_progress.remind.nothing"),
            _WORDS.text("own_progress.remind.nothing_hint"),
        )
    text = render_calendar(
        days,
        at.replace(tzinfo=None),
        date.today(),
        REMINDER_WEEKS,
        _WORDS.text("own_progress.remind.event"),
        _WORDS.text("own_progress.remind.event_about"),
    )
    name = f"formcheck-{patient.id}.ics"
    return Response(
        text.encode(),
        media_type="text/calendar; charset=utf-8",
        headers={"content-disposition": f'attachment; filename="{name}"'},
    )


ROUTES = (post_form("/patients/{patient_id}/reminders", reminders),)
