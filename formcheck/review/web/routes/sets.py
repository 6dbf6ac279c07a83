"""Lists of sets, the page on which one is reviewed, two side by side, and all of a session."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, get_args
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from formcheck.errors import StoreError, UsageError
from formcheck.exercises.registry import exercise_names, find_exercise
from formcheck.history.models import Page, Patient, ReviewState, SetFilter, SetRecord, SetRow
from formcheck.history.store import Store
from formcheck.judge.result import Result
from formcheck.review.drawings.words import closely_words
from formcheck.review.web.reading import (
    Form,
    get,
    no_such_address,
    path_number,
    post_form,
    query_number,
    query_text,
)
from formcheck.review.web.routes.films import film_page_parts
from formcheck.review.web.site import Site, site_of
from formcheck.review.web.views.compared import compare_reps
from formcheck.review.web.views.set_data import describe_set, read_result
from formcheck.review.web.views.set_report import collect_set_report, list_pictures

_PAGE_SIZE = 50
#: Other sets that one can be compared with.
_MOST_CHOICES = 30
#: Nobody does more sets in one go.
_MOST_SETS_IN_SESSION = 100


def every_set(request: Request) -> Response:
    """List the sets of all patients."""
    return _list(request, "sets.html", None, part="sets", address="/sets")


def sets_of_patient(request: Request) -> Response:
    """List the sets of one patient."""
    patient = site_of(request).store.patients.get(path_number(request, "patient_id"))
    address = f"/patients/{patient.id}/sets"
    parts = film_page_parts(site_of(request), patient)
    return _list(
        request, "patient_sets.html", patient, part="patients", address=address, beside=parts
    )


def newest(request: Request) -> Response:
    """Answer with the number of the newest set, for pages that wait for one to arrive."""
    patient_id = query_number(request, "patient")
    return JSONResponse({"newest": site_of(request).store.sets.newest_id(patient_id)})


def review_page(request: Request) -> Response:
    """Show the page on which a set is watched and corrected."""
    site, set_id = site_of(request), path_number(request, "set_id")
    record = site.store.sets.get(set_id)
    try:
        result = _read_sound(record)
    except StoreError as error:
        return site.page("damaged_set.html", part="sets", record=record, problem=error.message)
    return site.page(
        "review.html",
        part="sets",
        record=record,
        result=result,
        exercise=find_exercise(record.row.exercise),
        described=describe_set(record, result),
        compared_with=_compared_with(site, record),
        waiting=_count_waiting(site, record.row),
        pain=site.store.pain.of_set(set_id),
        day_changes=site.store.days.changes(set_id),
        of_session=_count_of_session(site, record.row),
        today=date.today(),
        closely=closely_words(),
        origin=site.store.links.origin(set_id),
    )


def print_set(request: Request) -> Response:
    """Show a set as it would be printed."""
    site = site_of(request)
    record = site.store.sets.get(path_number(request, "set_id"))
    shown = collect_set_report(site.store, record)
    drawable = record.files.landmarks is not None
    if drawable and query_text(request, "pictures"):
        shown["pictures"] = list_pictures(site, record)
    return site.page(
        "print_set.html",
        part="sets",
        of_session=_count_of_session(site, record.row),
        drawable=drawable,
        **shown,
    )


def delete(request: Request, form: Form) -> Response:
    """Delete a set after it was confirmed, and say what went."""
    site, set_id = site_of(request), path_number(request, "set_id")
    site.store.sets.get(set_id)
    if not form.is_ticked("confirmed"):
        raise UsageError(
            "Nothing was deleted: the box was not ticked.", "Go back and tick it to delete the set."
        )
    return site.page("deleted.html", part="sets", deleted=site.store.sets.delete(set_id))


def compare(request: Request) -> Response:
    """Show a set beside another one of the same patient and exercise."""
    site, set_id = site_of(request), path_number(request, "set_id")
    other_id = query_number(request, "with")
    if other_id is None:
        raise no_such_address()
    here, there = site.store.sets.get(set_id), site.store.sets.get(other_id)
    same_person = here.row.patient_id == there.row.patient_id
    if not same_person or here.row.exercise != there.row.exercise:
        raise UsageError(
            "These two sets cannot be compared.",
            "Compare sets of the same patient and the same exercise.",
        )
    pairs = compare_reps(*(site.store.reviews.get(record.row.id) for record in (here, there)))
    return site.page(
        "compare.html",
        part="sets",
        exercise=find_exercise(here.row.exercise),
        here=here,
        there=there,
        result=read_result(here),
        described=[describe_set(record, read_result(record)) for record in (here, there)],
        pairs=pairs,
        starts=[(pair.here.start_s, pair.there.start_s) for pair in pairs],
        choices=site.store.sets.comparable(set_id, _MOST_CHOICES),
    )


def print_session(request: Request) -> Response:
    """Show all sets of a session as they would be printed."""
    site = site_of(request)
    store = site.store
    session = store.sessions.get(path_number(request, "session_id"))
    session_id = session.id
    wanted = SetFilter(session_id=session_id, order="oldest")
    rows = store.sets.select(wanted, Page(1, _MOST_SETS_IN_SESSION)).rows
    answers = store.pain.of_patient(session.patient_id, session.day, session.day)
    events = store.safety.of_patient(session.patient_id)
    return site.page(
        "print_session.html",
        part="sets",
        session=session,
        patient=store.patients.get(session.patient_id),
        rows=rows,
        reports=_reports(store, rows),
        pain=[answer for answer in answers if answer.session_id == session_id],
        events=[event for event in events if event.session_id == session_id],
    )


def _read_sound(record: SetRecord) -> Result:
    """Return the result of a set; StoreError if it, or the set's row, cannot be shown."""
    if record.row.damaged:
        raise StoreError("What the history keeps of this set is damaged.")
    return read_result(record)


def _reports(store: Store, rows: Sequence[SetRow]) -> list[dict[str, object]]:
    """Return what the reports of sets are filled with; those that cannot be read are left out."""
    reports = []
    for row in rows:
        if not row.damaged:
            with contextlib.suppress(StoreError):
                reports.append(collect_set_report(store, store.sets.get(row.id)))
    return reports


def _count_of_session(site: Site, row: SetRow) -> int:
    return site.store.sets.select(SetFilter(session_id=row.session_id), Page(1, 1)).total


def _count_waiting(site: Site, row: SetRow) -> int:
    """Return how many sets nobody has looked at, apart from this one."""
    patient_id = row.patient_id if site.audience.is_own else None
    wanted = SetFilter(patient_id=patient_id, review_state="new")
    return site.store.sets.select(wanted, Page(1, 1)).total - (row.review_state == "new")


def _compared_with(site: Site, record: SetRecord) -> SetRecord | None:
    """Return the set that one is compared with at first: the one before, else the one after."""
    found = site.store.sets.before(record.row.id, 1) or site.store.sets.comparable(record.row.id, 1)
    return found[0] if found else None


def _list(
    request: Request,
    template: str,
    patient: Patient | None,
    *,
    part: str,
    address: str,
    beside: Mapping[str, Any] | None = None,
) -> Response:
    site = site_of(request)
    choices = _exercises(site)
    wanted = _wanted(request, patient, choices)
    number = query_number(request, "page")
    if number is None:
        number = 1
    if not 1 <= number <= 1_000_000:
        raise UsageError("There is no such page.")
    found = site.store.sets.select(wanted, Page(number, _PAGE_SIZE))
    query = {
        "exercise": wanted.exercise or "",
        "state": wanted.review_state or "",
        "faults": "1" if wanted.with_faults else "",
    }
    shown: dict[str, Any] = {
        "found": found,
        "wanted": wanted,
        "address": address,
        "query": urlencode({name: value for name, value in query.items() if value}),
        "exercises": choices,
        "newest": site.store.sets.newest_id(wanted.patient_id),
        "patient": patient,
    }
    return site.page(template, part=part, **{**(beside or {}), **shown})


def _exercises(site: Site) -> list[str]:
    """Return what sets can be asked for by: what is installed, and what was done before."""
    return list(dict.fromkeys([*exercise_names(), *site.store.sets.exercises()]))


def _wanted(request: Request, patient: Patient | None, exercises: Collection[str]) -> SetFilter:
    """Return which sets the address asks for."""
    exercise, state = query_text(request, "exercise"), query_text(request, "state")
    if exercise and exercise not in exercises:
        raise UsageError("There is no such exercise.")
    states: tuple[ReviewState, ...] = get_args(ReviewState)
    known = next((each for each in states if each == state), None)
    if state and known is None:
        raise UsageError("Sets are new, begun or done.")
    return SetFilter(
        patient_id=None if patient is None else patient.id,
        exercise=exercise or None,
        review_state=known,
        with_faults=bool(query_text(request, "faults")),
    )


ROUTES = (
    get("/sets", every_set),
    get("/sets/newest.json", newest),
    get("/patients/{patient_id}/sets", sets_of_patient),
    get("/sets/{set_id}", review_page),
    get("/sets/{set_id}/print", print_set),
    get("/sets/{set_id}/compare", compare),
    post_form("/sets/{set_id}/delete", delete),
    get("/sessions/{session_id}/print", print_session),
)
