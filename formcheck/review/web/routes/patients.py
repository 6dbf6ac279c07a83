"""The patients: their list, what is done to one, and progress over weeks."""

from __future__ import annotations

from datetime import date

from starlette.requests import Request
from starlette.responses import Response

from formcheck.errors import UsageError
from formcheck.history.models import Page, SetFilter
from formcheck.review.web.reading import Form, get, path_number, post_form
from formcheck.review.web.site import site_of
from formcheck.review.web.views.own_progress import own_progress_parts
from formcheck.review.web.views.progress_view import collect_progress

#: Marks on the page, the newest first.
_MOST_MARKS = 30


def add(request: Request, form: Form) -> Response:
    """Add a patient."""
    site = site_of(request)
    label = form.text("label")
    if site.store.patients.find(label) is not None:
        raise UsageError(
            "There is already a patient of this label.", "Choose another label for the new one."
        )
    patient = site.store.patients.add(label)
    return site.see_other(f"/patients/{patient.id}/plan")


def go_to_patient(request: Request) -> Response:
    """Go to a patient's progress."""
    site = site_of(request)
    patient = site.store.patients.get(path_number(request, "patient_id"))
    return site.see_other(f"/patients/{patient.id}/progress")


def more(request: Request) -> Response:
    """Show what is done rarely: export, another label, deletion."""
    site = site_of(request)
    patient_id = path_number(request, "patient_id")
    sets = site.store.sets.select(SetFilter(patient_id=patient_id), Page(1, 1)).total
    return site.page(
        "more.html", part="patients", patient=site.store.patients.get(patient_id), set_count=sets
    )


def rename(request: Request, form: Form) -> Response:
    """Give a patient another label."""
    site = site_of(request)
    patient_id = path_number(request, "patient_id")
    site.store.patients.rename(patient_id, form.text("label"))
    return site.see_other(f"/patients/{patient_id}/more")


def delete(request: Request, form: Form) -> Response:
    """Delete a patient whose label was typed to confirm it, and say what went."""
    site = site_of(request)
    known = site.store.patients.get(path_number(request, "patient_id"))
    if form.text("confirmed_label") != known.label:
        raise UsageError(
            "Nothing was deleted: the label that you typed is not this patient's.",
            f"Go back and type “{known.label}” exactly as it stands there.",
        )
    return site.page("deleted.html", part="patients", deleted=site.store.patients.delete(known.id))


def progress(request: Request) -> Response:
    """Show a patient's progress."""
    return _progress_page(request, "progress.html")


def print_progress(request: Request) -> Response:
    """Show it as it would be printed."""
    return _progress_page(request, "print_progress.html")


def _progress_page(request: Request, template: str) -> Response:
    site = site_of(request)
    patient = site.store.patients.get(path_number(request, "patient_id"))
    today = date.today()
    return site.page(
        template,
        part="patients",
        patient=patient,
        progress=collect_progress(site.store, patient.id, today),
        marks=site.store.seen_flags.of_patient(patient.id)[:_MOST_MARKS],
        today=today,
        newest=site.store.sets.newest_id(patient.id),
        **own_progress_parts(site, patient, today),
    )


ROUTES = (
    post_form("/patients", add),
    get("/patients/{patient_id}", go_to_patient),
    get("/patients/{patient_id}/more", more),
    post_form("/patients/{patient_id}/rename", rename),
    post_form("/patients/{patient_id}/delete", delete),
    get("/patients/{patient_id}/progress", progress),
    get("/patients/{patient_id}/progress/print", print_progress),
)
