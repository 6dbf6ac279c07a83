"""Tables of everything, and labels for measuring the program."""

from __future__ import annotations

from functools import partial

from fastapi import APIRouter, Request
from starlette.responses import Response

from formcheck.review.sharing.tables import write_tables
from formcheck.review.web.downloads import send_made_file
from formcheck.review.web.messages import SentForm
from formcheck.review.web.site import site_of

router = APIRouter()

#: Beside the store: clips are named relative to where the labels lie.
_LABELS = "labels.json"


@router.get("/exports")
def overview(request: Request) -> Response:
    """Show what can be taken out."""
    site = site_of(request)
    return site.page("exports.html", part="exports", store_path=site.store.path, labels=None)


@router.get("/exports/tables.zip")
def every_table(request: Request) -> Response:
    """Answer with the tables of all patients."""
    store = site_of(request).store
    return send_made_file(partial(write_tables, store), "formcheck_tables.zip")


@router.get("/patients/{patient_id}/export.zip")
def tables_of_patient(request: Request, patient_id: int) -> Response:
    """Answer with the tables of one patient."""
    store = site_of(request).store
    store.patients.get(patient_id)
    make = partial(write_tables, store, patient_id=patient_id)
    return send_made_file(make, f"formcheck_patient_{patient_id}.zip")


@router.post("/exports/labels")
def labels(request: Request, form: SentForm) -> Response:
    """Write the labels of all finished sets beside the store."""
    site = site_of(request)
    path = site.store.path.parent / _LABELS
    clips = site.store.reviews.export_labels(path)
    return site.page(
        "exports.html",
        part="exports",
        store_path=site.store.path,
        labels={"path": path, "clips": clips},
    )
