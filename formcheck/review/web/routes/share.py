"""A bundle of one set to hand on, with the choice of what is shown made by the therapist."""

from __future__ import annotations

import secrets
from typing import get_args

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from formcheck.errors import UsageError
from formcheck.review.sharing.bundle import BundleContents, ClipChoice, write_bundle
from formcheck.review.web.downloads import send_made_file
from formcheck.review.web.messages import SentForm
from formcheck.review.web.site import site_of
from formcheck.review.web.views.set_data import read_result
from formcheck.review.web.views.shared_report import Include, render_shared_report

router = APIRouter()

_LONGEST_JOB = 32


@router.get("/sets/{set_id}/share")
def choose(request: Request, set_id: int) -> Response:
    """Ask what is to be in the bundle."""
    site = site_of(request)
    record = site.store.sets.get(set_id)
    return site.page("share.html", part="sets", record=record, job=secrets.token_hex(8))


@router.get("/sets/{set_id}/share/progress.json")
def progress(request: Request, set_id: int, job: str = "") -> Response:
    """Answer with how much of a bundle is made, 0 to 1; null if it is not being made."""
    site = site_of(request)
    site.store.sets.get(set_id)
    return JSONResponse({"share": site.making.share_done(job)})


@router.post("/sets/{set_id}/share")
def share(request: Request, set_id: int, form: SentForm) -> Response:
    """Answer with the bundle."""
    site = site_of(request)
    record = site.store.sets.get(set_id)
    choices: tuple[ClipChoice, ...] = get_args(ClipChoice)
    clip = next((choice for choice in choices if choice == form.text("clip")), None)
    if clip is None:
        raise UsageError("Choose what of the clip is shared.", "Go back and pick one of the three.")
    include = Include(label=form.is_ticked("with_label"), notes=form.is_ticked("with_notes"))
    contents = BundleContents(
        record=record,
        result=read_result(record),
        reviewed=site.store.reviews.get(set_id),
        report=render_shared_report(site, record, include),
        clip=clip,
    )
    name = f"formcheck_{record.row.exercise}_{record.row.day.isoformat()}.zip"
    with site.making.noting(form.text("job")[:_LONGEST_JOB]) as note:
        return send_made_file(lambda path: write_bundle(contents, path, note), name)
