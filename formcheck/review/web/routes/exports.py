"""What leaves the pages: bundles, tables and labels; and what the labels tell, agreement."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from functools import partial
from typing import Any, get_args

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from formcheck.errors import DiskFullError, OutputError, UsageError
from formcheck.exercises.registry import exercise_names, get_exercise
from formcheck.exports.formats import FORMATS, Choices, check_choices, read_height_cm
from formcheck.history.corrections.agreement import FEWEST_FOR_KAPPA, Agreement, Table
from formcheck.report.page.quantities import sentence_case
from formcheck.review.drawings.words import closely_words
from formcheck.review.sharing.bundle import BundleContents, ClipChoice, write_bundle
from formcheck.review.sharing.other_programs import write_for_other_programs
from formcheck.review.sharing.tables import write_tables
from formcheck.review.web.downloads import send_made_file
from formcheck.review.web.reading import Form, get, path_number, post_form, query_text
from formcheck.review.web.site import site_of
from formcheck.review.web.views.set_data import read_result
from formcheck.review.web.views.set_report import Include, render_shared_report
from formcheck.words import read_words

_WORDS = read_words("formcheck.review.web")

#: Beside the store: clips are named relative to where the labels lie.
_LABELS = "labels.json"
_LONGEST_JOB = 32


def choose_share(request: Request) -> Response:
    """Ask what is to be in the bundle of a set."""
    site = site_of(request)
    record = site.store.sets.get(path_number(request, "set_id"))
    return site.page(
        "share.html",
        part="sets",
        record=record,
        job=secrets.token_hex(8),
        drawable=record.files.landmarks is not None,
        picture_words=closely_words(),
    )


def share_progress(request: Request) -> Response:
    """Answer with how much of a bundle is made, 0 to 1; null if it is not being made."""
    site = site_of(request)
    site.store.sets.get(path_number(request, "set_id"))
    return JSONResponse({"share": site.making.share_done(query_text(request, "job"))})


def share(request: Request, form: Form) -> Response:
    """Answer with the bundle."""
    site = site_of(request)
    record = site.store.sets.get(path_number(request, "set_id"))
    choices: tuple[ClipChoice, ...] = get_args(ClipChoice)
    clip = next((choice for choice in choices if choice == form.text("clip")), None)
    if clip is None:
        raise UsageError("Choose what of the clip is shared.", "Go back and pick one of the three.")
    include = Include(
        label=form.is_ticked("with_label"),
        notes=form.is_ticked("with_notes"),
        pictures=form.is_ticked("with_pictures"),
        drawings=form.is_ticked("with_drawings"),
        ground="face_hidden" if clip == "face_hidden" else "figure",
    )
    contents = BundleContents(
        record=record,
        result=read_result(record),
        reviewed=site.store.reviews.get(record.row.id),
        report=render_shared_report(site, record, include),
        clip=clip,
    )
    name = f"formcheck_{record.row.exercise}_{record.row.day.isoformat()}.zip"
    with site.making.noting(form.text("job")[:_LONGEST_JOB]) as note:
        return send_made_file(lambda path: write_bundle(contents, path, note), name)


def overview(request: Request) -> Response:
    """Show what can be taken out."""
    return _overview(request)


def every_table(request: Request) -> Response:
    """Answer with the tables of all patients."""
    return send_made_file(partial(write_tables, site_of(request).store), "formcheck_tables.zip")


def tables_of_patient(request: Request) -> Response:
    """Answer with the tables of one patient."""
    store = site_of(request).store
    patient = store.patients.get(path_number(request, "patient_id"))
    make = partial(write_tables, store, patient_id=patient.id)
    return send_made_file(make, f"formcheck_patient_{patient.id}.zip")


def labels(request: Request, _form: Form) -> Response:
    """Write the labels of all finished sets beside the store."""
    path = site_of(request).store.path.parent / _LABELS
    try:
        clips = site_of(request).store.reviews.export_labels(path)
    except (DiskFullError, OutputError) as error:
        # Where it goes is not for the page to choose.
        raise type(error)(
            f"{error.message} The labels that were there before stay as they were.",
            f"Free some space in {path.parent}, or see that you may write there. Then do it again.",
        ) from error
    return _overview(request, {"path": path, "clips": clips})


def _overview(request: Request, labels: dict[str, Any] | None = None) -> Response:
    site = site_of(request)
    return site.page(
        "exports.html",
        part="exports",
        store_path=site.store.path,
        labels=labels,
        formats=FORMATS.values(),
        patients=[overview.patient for overview in site.store.patients.overviews()],
    )


def for_other_programs(request: Request, form: Form) -> Response:
    """Answer with sets in the format of another program."""
    store, name = site_of(request).store, form.text("format")
    height = form.text("height_cm").replace(",", ".")
    choices = Choices(
        height_cm=read_height_cm(height) if height else None,
        fill=form.is_ticked("fill"),
        patient_reference=form.text("patient_reference"),
    )
    patient_id = store.patients.get(form.number("patient")).id if form.text("patient") else None
    if check_choices(name, choices).asks_patient and patient_id is None:
        raise UsageError("A clinic's record takes one person.", "Go back and choose the patient.")
    make = partial(write_for_other_programs, store, name, choices, patient_id=patient_id)
    return send_made_file(make, f"formcheck_{name}.zip")


@dataclass(frozen=True)
class AgreementRow:
    """What was judged, and the table of who said yes and no."""

    name: str
    table: Table


def agreement(request: Request) -> Response:
    """Show the agreement over all finished sets."""
    site = site_of(request)
    found = site.store.reviews.agreement()
    return site.page(
        "agreement.html",
        part="agreement",
        agreement=found,
        rows=_agreement_rows(found),
        fewest=FEWEST_FOR_KAPPA,
    )


def _agreement_rows(found: Agreement) -> list[AgreementRow]:
    """Return a row each for counting, for clean repetitions, and for every fault."""
    names = {
        spec.id: f"{sentence_case(spec.name)} ({spec.id})"
        for exercise in exercise_names()
        for spec in get_exercise(exercise).faults
    }
    rows = [
        AgreementRow(_WORDS.text("agreement.row.counting"), found.counting),
        AgreementRow(_WORDS.text("agreement.row.clean"), found.clean),
    ]
    rows += [
        AgreementRow(names.get(fault_id, fault_id), table)
        for fault_id, table in sorted(found.by_fault.items())
    ]
    return rows


ROUTES = (
    get("/sets/{set_id}/share", choose_share),
    get("/sets/{set_id}/share/progress.json", share_progress),
    post_form("/sets/{set_id}/share", share),
    get("/exports", overview),
    get("/exports/tables.zip", every_table),
    get("/patients/{patient_id}/export.zip", tables_of_patient),
    post_form("/exports/labels", labels),
    post_form("/exports/other.zip", for_other_programs),
    get("/agreement", agreement),
)
