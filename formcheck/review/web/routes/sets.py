"""Lists of sets, and the page on which one is reviewed."""

from __future__ import annotations

from datetime import date
from typing import get_args
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from formcheck.errors import UsageError
from formcheck.exercises.registry import exercise_names, get_exercise
from formcheck.history.models import Page, Patient, ReviewState, SetFilter, SetRow
from formcheck.review.web.messages import SentForm
from formcheck.review.web.site import Site, site_of
from formcheck.review.web.views.set_data import describe_set, read_result
from formcheck.review.web.views.set_report import collect_set_report

router = APIRouter()

_PAGE_SIZE = 50


@router.get("/sets")
def every_set(
    request: Request, exercise: str = "", state: str = "", faults: str = "", page: int = 1
) -> Response:
    """List the sets of all patients."""
    site = site_of(request)
    wanted = _wanted(None, exercise, state, faults)
    return _list(site, "sets.html", wanted, page, part="sets", address="/sets")


@router.get("/sets/newest.json")
def newest(request: Request, patient: int | None = None) -> Response:
    """Answer with the number of the newest set, for pages that wait for one to arrive."""
    return JSONResponse({"newest": site_of(request).store.sets.newest_id(patient)})


@router.get("/patients/{patient_id}/sets")
def sets_of_patient(
    request: Request,
    patient_id: int,
    exercise: str = "",
    state: str = "",
    faults: str = "",
    page: int = 1,
) -> Response:
    """List the sets of one patient."""
    site = site_of(request)
    patient = site.store.patients.get(patient_id)
    wanted = _wanted(patient_id, exercise, state, faults)
    address = f"/patients/{patient_id}/sets"
    return _list(
        site, "patient_sets.html", wanted, page, part="patients", address=address, patient=patient
    )


@router.get("/sets/{set_id}")
def review_page(request: Request, set_id: int) -> Response:
    """Show the page on which a set is watched and corrected."""
    site = site_of(request)
    record = site.store.sets.get(set_id)
    result = read_result(record)
    return site.page(
        "review.html",
        part="sets",
        record=record,
        result=result,
        exercise=get_exercise(record.row.exercise),
        described=describe_set(record, result),
        earlier=site.store.sets.before(set_id),
        next_set=_next_to_review(site, record.row),
        pain=site.store.pain.of_set(set_id),
        day_changes=site.store.days.changes(set_id),
        of_session=_count_of_session(site, record.row),
        today=date.today(),
    )


@router.get("/sets/{set_id}/print")
def print_page(request: Request, set_id: int) -> Response:
    """Show a set as it would be printed."""
    site = site_of(request)
    record = site.store.sets.get(set_id)
    return site.page(
        "print_set.html",
        part="sets",
        of_session=_count_of_session(site, record.row),
        **collect_set_report(site.store, record),
    )


@router.post("/sets/{set_id}/delete")
def delete(request: Request, set_id: int, form: SentForm) -> Response:
    """Delete a set after it was confirmed, and say what went."""
    site = site_of(request)
    site.store.sets.get(set_id)
    if not form.is_ticked("confirmed"):
        raise UsageError(
            "Nothing was deleted: the box was not ticked.", "Go back and tick it to delete the set."
        )
    return site.page("deleted.html", part="sets", deleted=site.store.sets.delete(set_id))


def _count_of_session(site: Site, row: SetRow) -> int:
    return site.store.sets.select(SetFilter(session_id=row.session_id), Page(1, 1)).total


def _next_to_review(site: Site, row: SetRow) -> SetRow | None:
    """Return the oldest set of the patient that nobody has looked at, apart from this one."""
    wanted = SetFilter(patient_id=row.patient_id, review_state="new", order="oldest")
    rows = site.store.sets.select(wanted, Page(1, 2)).rows
    return next((each for each in rows if each.id != row.id), None)


def _wanted(patient_id: int | None, exercise: str, state: str, faults: str) -> SetFilter:
    if exercise and exercise not in exercise_names():
        raise UsageError("There is no such exercise.")
    states: tuple[ReviewState, ...] = get_args(ReviewState)
    known = next((each for each in states if each == state), None)
    if state and known is None:
        raise UsageError("Sets are new, begun or done.")
    return SetFilter(
        patient_id=patient_id,
        exercise=exercise or None,
        review_state=known,
        with_faults=bool(faults),
    )


def _list(
    site: Site,
    template: str,
    wanted: SetFilter,
    number: int,
    *,
    address: str,
    part: str,
    patient: Patient | None = None,
) -> Response:
    if not 1 <= number <= 1_000_000:
        raise UsageError("There is no such page.")
    found = site.store.sets.select(wanted, Page(number, _PAGE_SIZE))
    query = {
        "exercise": wanted.exercise or "",
        "state": wanted.review_state or "",
        "faults": "1" if wanted.with_faults else "",
    }
    return site.page(
        template,
        found=found,
        wanted=wanted,
        address=address,
        query=urlencode({name: value for name, value in query.items() if value}),
        exercises=exercise_names(),
        newest=site.store.sets.newest_id(wanted.patient_id),
        part=part,
        patient=patient,
    )
