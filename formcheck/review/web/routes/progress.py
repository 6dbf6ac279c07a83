"""Progress of one patient over weeks."""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter, Request
from starlette.responses import Response

from formcheck.review.web.site import site_of
from formcheck.review.web.views.progress_view import collect_progress

router = APIRouter()


@router.get("/patients/{patient_id}/progress")
def progress(request: Request, patient_id: int) -> Response:
    """Show a patient's progress."""
    return _page(request, patient_id, "progress.html")


@router.get("/patients/{patient_id}/progress/print")
def print_page(request: Request, patient_id: int) -> Response:
    """Show it as it would be printed."""
    return _page(request, patient_id, "print_progress.html")


def _page(request: Request, patient_id: int, template: str) -> Response:
    site = site_of(request)
    today = date.today()
    return site.page(
        template,
        part="patients",
        patient=site.store.patients.get(patient_id),
        progress=collect_progress(site.store, patient_id, today),
        today=today,
        newest=site.store.sets.newest_id(patient_id),
    )
