"""What patients should know: exercises, safety, and the sheet to take home."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from formcheck.exercises.registry import exercise_names
from formcheck.review.education import safety
from formcheck.review.web.site import site_of
from formcheck.review.web.views.lesson_view import teach

router = APIRouter()


@router.get("/learn")
def overview(request: Request) -> Response:
    """Show all exercises and the rules of safety."""
    taught = [teach(name) for name in exercise_names()]
    return site_of(request).page("learn.html", part="learn", taught=taught, safety=safety)


@router.get("/learn/{exercise}")
def about(request: Request, exercise: str) -> Response:
    """Show one exercise."""
    if exercise not in exercise_names():
        raise HTTPException(404)
    return site_of(request).page("lesson.html", part="learn", item=teach(exercise), safety=safety)


@router.get("/patients/{patient_id}/sheet")
def sheet(request: Request, patient_id: int) -> Response:
    """Show the sheet of a patient: what the plan prescribes, drawn, and when to stop."""
    site = site_of(request)
    version = site.store.plans.get(patient_id)
    planned = version.plan.enabled if version else {}
    return site.page(
        "sheet.html",
        part="patients",
        patient=site.store.patients.get(patient_id),
        version=version,
        taught=[teach(name, item) for name, item in planned.items()],
        safety=safety,
    )
