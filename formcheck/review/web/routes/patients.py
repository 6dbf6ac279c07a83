"""The list of patients; adding, renaming and deleting one."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from formcheck.errors import UsageError
from formcheck.history.models import Page, SetFilter
from formcheck.review.web.messages import SentForm
from formcheck.review.web.site import Site, site_of

router = APIRouter()

#: Sets that wait for review, shown beside the patients.
_WAITING = 8


def see_other(site: Site, address: str) -> Response:
    """Return where to go on after something was written, so that a reload repeats nothing."""
    return RedirectResponse(f"{site.keys.root}{address}", status_code=303)


@router.get("/")
def overview(request: Request) -> Response:
    """Show all patients and the newest sets that nobody has looked at."""
    site = site_of(request)
    waiting = site.store.sets.select(SetFilter(review_state="new"), Page(1, _WAITING))
    return site.page(
        "patients.html",
        part="patients",
        patients=site.store.patients.overviews(),
        waiting=waiting,
        newest=site.store.sets.newest_id(),
    )


@router.post("/patients")
def add(request: Request, form: SentForm) -> Response:
    """Add a patient."""
    store = site_of(request).store
    label = form.text("label")
    if store.patients.find(label) is not None:
        raise UsageError(
            "There is already a patient of this label.", "Choose another label for the new one."
        )
    patient = store.patients.add(label)
    return see_other(site_of(request), f"/patients/{patient.id}/plan")


@router.get("/patients/{patient_id}")
def patient(request: Request, patient_id: int) -> Response:
    """Go to a patient's progress."""
    site_of(request).store.patients.get(patient_id)
    return see_other(site_of(request), f"/patients/{patient_id}/progress")


@router.get("/patients/{patient_id}/more")
def more(request: Request, patient_id: int) -> Response:
    """Show what is done rarely: export, another label, deletion."""
    site = site_of(request)
    sets = site.store.sets.select(SetFilter(patient_id=patient_id), Page(1, 1)).total
    return site.page(
        "more.html", part="patients", patient=site.store.patients.get(patient_id), set_count=sets
    )


@router.post("/patients/{patient_id}/rename")
def rename(request: Request, patient_id: int, form: SentForm) -> Response:
    """Give a patient another label."""
    site_of(request).store.patients.rename(patient_id, form.text("label"))
    return see_other(site_of(request), f"/patients/{patient_id}/more")


@router.post("/patients/{patient_id}/delete")
def delete(request: Request, patient_id: int, form: SentForm) -> Response:
    """Delete a patient whose label was typed to confirm it, and say what went."""
    site = site_of(request)
    known = site.store.patients.get(patient_id)
    if form.text("confirmed_label") != known.label:
        raise UsageError(
            "Nothing was deleted: the label that you typed is not this patient's.",
            f"Go back and type “{known.label}” exactly as it stands there.",
        )
    return site.page(
        "deleted.html", part="patients", deleted=site.store.patients.delete(patient_id)
    )
