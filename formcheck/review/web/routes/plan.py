"""The plan of a patient, and the sheet to take home."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from formcheck import safety
from formcheck.errors import PlanError, UnknownRecordError
from formcheck.exercises.registry import exercise_names, get_exercise
from formcheck.learn.topics import all_topics, grouped, learn_words, sources_of
from formcheck.plan.cautions import find_cautions
from formcheck.plan.model import Plan, PlannedExercise
from formcheck.plan.toml_file import parse_plan_text, render_plan
from formcheck.review.web.reading import (
    Form,
    get,
    path_number,
    post_form,
    query_number,
)
from formcheck.review.web.site import Site, site_of
from formcheck.review.web.views.lesson_view import teach
from formcheck.review.web.views.plan_fields import (
    Fields,
    fields_of,
    ordered_names,
    plan_of,
    target_field,
    threshold_fields,
)
from formcheck.words import read_words

_WORDS = read_words("formcheck.review.web")


def edit(request: Request) -> Response:
    """Show the plan, or an earlier version of it, ready to be changed."""
    patient_id, version = path_number(request, "patient_id"), query_number(request, "version")
    shown = site_of(request).store.plans.get(patient_id, version)
    if version is not None and shown is None:
        raise UnknownRecordError(_WORDS.text("plan.no_version", version=version))
    plan = shown.plan if shown else Plan()
    kept = plan.not_installed
    return _page(request, patient_id, fields_of(plan), plan, kept=kept, shown_version=version)


def save(request: Request, form: Form) -> Response:
    """Save a new version, or only check it."""
    site, patient_id = site_of(request), path_number(request, "patient_id")
    fields = {name: form.texts(name) for name in form.names}
    version = form.number("shown") if form.text("shown") else None
    kept = _kept(site, patient_id, version)
    page = partial(_page, request, patient_id, fields, kept=kept, shown_version=version)
    try:
        plan = plan_of(fields, kept)
        if form.text("check"):
            return page(plan, checked=True)
        site.store.plans.save(patient_id, plan, form.number("based_on"))
    except PlanError as error:
        return page(None, error=error)
    return site.see_other(f"/patients/{patient_id}/plan")


def save_file(request: Request, form: Form) -> Response:
    """Save a new version from the text of a plan file."""
    site, patient_id = site_of(request), path_number(request, "patient_id")
    try:
        plan = parse_plan_text(form.text("text"), site.store.plans.exercises(patient_id))
        site.store.plans.save(patient_id, plan, form.number("based_on"))
    except PlanError as error:
        newest = site.store.plans.get(patient_id)
        plan = newest.plan if newest else Plan()
        return _page(
            request,
            patient_id,
            fields_of(plan),
            plan,
            kept=plan.not_installed,
            error=error,
            text=form.text("text"),
        )
    return site.see_other(f"/patients/{patient_id}/plan")


def download(request: Request) -> Response:
    """Answer with the plan as a file."""
    newest = site_of(request).store.plans.get(path_number(request, "patient_id"))
    return PlainTextResponse(
        render_plan(newest.plan if newest else Plan()),
        media_type="application/toml",
        headers={"content-disposition": 'attachment; filename="plan.toml"'},
    )


def _kept(site: Site, patient_id: int, version: int | None) -> dict[str, PlannedExercise]:
    """Return what a version holds of exercises that the form has no fields for."""
    shown = site.store.plans.get(patient_id, version)
    return shown.plan.not_installed if shown else {}


def _page(
    request: Request,
    patient_id: int,
    fields: Fields,
    plan: Plan | None,
    *,
    kept: Mapping[str, PlannedExercise],
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
        order=ordered_names(fields, kept),
        exercises={name: get_exercise(name) for name in exercise_names()},
        thresholds={name: threshold_fields(name) for name in exercise_names()},
        targets={name: target_field(name, fields) for name in exercise_names()},
        kept=kept,
        topics=grouped(all_topics().values()),
        cautions=find_cautions(plan) if plan and (checked or versions) else [],
        versions=versions,
        shown_version=shown_version,
        checked=checked,
        error=error,
        text=text if text is not None else render_plan(plan or Plan()),
    )


def sheet(request: Request) -> Response:
    """Show the sheet of a patient: what the plan prescribes, drawn, and when to stop."""
    site, patient_id = site_of(request), path_number(request, "patient_id")
    version = site.store.plans.get(patient_id)
    plan = version.plan if version else Plan()
    topics = [all_topics()[name] for name in plan.lessons if name in all_topics()]
    return site.page(
        "sheet.html",
        part="patients",
        patient=site.store.patients.get(patient_id),
        version=version,
        taught=[teach(name, item) for name, item in plan.enabled.items()],
        topics=topics,
        sources=sources_of(topics),
        learn=learn_words(),
        missing=[name for name, item in plan.not_installed.items() if item.enabled],
        safety=safety,
    )


ROUTES = (
    get("/patients/{patient_id}/plan", edit),
    post_form("/patients/{patient_id}/plan", save),
    post_form("/patients/{patient_id}/plan/file", save_file),
    get("/patients/{patient_id}/plan.toml", download),
    get("/patients/{patient_id}/sheet", sheet),
)
