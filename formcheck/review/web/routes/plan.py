"""The plan of a patient: edited in the page or as a file, kept in versions."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import PlainTextResponse, Response

from formcheck.errors import PlanError, UnknownRecordError
from formcheck.exercises.registry import exercise_names, get_exercise
from formcheck.plan.cautions import find_cautions
from formcheck.plan.dose_limits import DOSE_LIMITS
from formcheck.plan.model import Plan
from formcheck.plan.toml_file import parse_plan_text, render_plan
from formcheck.review.web.gate import RefusalError
from formcheck.review.web.messages import Form, SentForm
from formcheck.review.web.routes.patients import see_other
from formcheck.review.web.site import site_of
from formcheck.review.web.views.plan_fields import (
    Fields,
    fields_of,
    plan_of,
    target_field,
    threshold_fields,
)

router = APIRouter()


@router.get("/patients/{patient_id}/plan")
def edit(request: Request, patient_id: int, version: int | None = None) -> Response:
    """Show the plan, or an earlier version of it, ready to be changed."""
    shown = site_of(request).store.plans.get(patient_id, version)
    if version is not None and shown is None:
        raise UnknownRecordError(f"There is no version {version} of this plan.")
    plan = shown.plan if shown else Plan()
    return _page(request, patient_id, fields_of(plan), plan, shown_version=version)


@router.post("/patients/{patient_id}/plan")
def save(request: Request, patient_id: int, form: SentForm) -> Response:
    """Save a new version, or only check it."""
    fields = {name: form.texts(name) for name in form.names}
    try:
        plan = plan_of(fields)
        if form.text("check"):
            return _page(request, patient_id, fields, plan, checked=True)
        site_of(request).store.plans.save(patient_id, plan, _based_on(form))
    except PlanError as error:
        return _page(request, patient_id, fields, None, error=error)
    return see_other(site_of(request), f"/patients/{patient_id}/plan")


@router.post("/patients/{patient_id}/plan/file")
def save_file(request: Request, patient_id: int, form: SentForm) -> Response:
    """Save a new version from the text of a plan file."""
    store = site_of(request).store
    try:
        store.plans.save(patient_id, parse_plan_text(form.text("text")), _based_on(form))
    except PlanError as error:
        newest = store.plans.get(patient_id)
        plan = newest.plan if newest else Plan()
        fields = fields_of(plan)
        return _page(request, patient_id, fields, plan, error=error, text=form.text("text"))
    return see_other(site_of(request), f"/patients/{patient_id}/plan")


@router.get("/patients/{patient_id}/plan.toml")
def download(request: Request, patient_id: int) -> Response:
    """Answer with the plan as a file."""
    newest = site_of(request).store.plans.get(patient_id)
    return PlainTextResponse(
        render_plan(newest.plan if newest else Plan()),
        media_type="application/toml",
        headers={"content-disposition": 'attachment; filename="plan.toml"'},
    )


def _based_on(form: Form) -> int | None:
    text = form.text("based_on")
    if not text.isascii() or not text.isdigit():
        raise RefusalError(400, "The form cannot be read.")
    return int(text[:9])


def _page(
    request: Request,
    patient_id: int,
    fields: Fields,
    plan: Plan | None,
    *,
    shown_version: int | None = None,
    checked: bool = False,
    error: PlanError | None = None,
    text: str | None = None,
) -> Response:
    site = site_of(request)
    patient = site.store.patients.get(patient_id)
    versions = site.store.plans.versions(patient_id)
    return site.page(
        "plan.html",
        400 if error else 200,
        part="patients",
        patient=patient,
        fields=fields,
        exercises=[get_exercise(name) for name in exercise_names()],
        limits=DOSE_LIMITS,
        thresholds={name: threshold_fields(name) for name in exercise_names()},
        targets={name: target_field(name, fields) for name in exercise_names()},
        cautions=find_cautions(plan) if plan and (checked or versions) else [],
        versions=versions,
        shown_version=shown_version,
        checked=checked,
        error=error,
        text=text if text is not None else render_plan(plan or Plan()),
    )
