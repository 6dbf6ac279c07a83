"""What a patient did in one go, as it would be printed."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from formcheck.history.models import Page, SetFilter
from formcheck.review.web.site import site_of
from formcheck.review.web.views.set_report import collect_set_report

router = APIRouter()

#: Nobody does more sets in one go.
_MOST_SETS = 100


@router.get("/sessions/{session_id}/print")
def print_page(request: Request, session_id: int) -> Response:
    """Show all sets of a session as they would be printed."""
    site = site_of(request)
    store = site.store
    session = store.sessions.get(session_id)
    wanted = SetFilter(session_id=session_id, order="oldest")
    rows = store.sets.select(wanted, Page(1, _MOST_SETS)).rows
    answers = store.pain.of_patient(session.patient_id, session.day, session.day)
    events = store.safety.of_patient(session.patient_id)
    return site.page(
        "print_session.html",
        part="sets",
        session=session,
        patient=store.patients.get(session.patient_id),
        rows=rows,
        reports=[collect_set_report(store, store.sets.get(row.id)) for row in rows],
        pain=[answer for answer in answers if answer.session_id == session_id],
        events=[event for event in events if event.session_id == session_id],
    )
