"""The therapist's first page: who needs attention, and what was seen of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import get_args
from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request
from starlette.responses import Response

from formcheck.errors import UsageError
from formcheck.exercises.registry import exercise_names, find_exercise
from formcheck.history.models import FlagKind, Patient, SeenFlag, SetFilter
from formcheck.history.store import Store
from formcheck.review.web.gate import RefusalError
from formcheck.review.web.reading import (
    Form,
    get,
    path_number,
    post_form,
    query_number,
    query_text,
)
from formcheck.review.web.site import site_of
from formcheck.review.web.views.caseload_view import Asked, collect_caseload

_MOST_PAGES = 1_000_000
_LONGEST_SEARCH = 80
_FIELDS = ("label", "flag", "exercise", "fault", "since")


def overview(request: Request) -> Response:
    """Show all patients, those who need attention first."""
    site = site_of(request)
    fields = {name: query_text(request, name)[:_LONGEST_SEARCH] for name in _FIELDS}
    exercises = _exercises(site.store)
    number = query_number(request, "page")
    page = 1 if number is None else number
    if not 1 <= page <= _MOST_PAGES:
        raise UsageError("There is no such page.")
    asked = Asked(
        label=fields["label"].strip(),
        flag=_flag(fields["flag"]),
        sets=_sets(fields, exercises),
        page=page,
    )
    return site.page(
        "patients.html",
        part="patients",
        caseload=collect_caseload(site.store, site.needs, asked, date.today()),
        fields=fields,
        asked=any(fields.values()),
        query=urlencode({name: text for name, text in fields.items() if text}),
        exercises=exercises,
        faults=_faults(exercises),
        marked=_marked(request, site.store),
        newest=site.store.sets.newest_id(),
    )


def next_to_review(request: Request) -> Response:
    """Go to the oldest set to review of the patient who needs attention most."""
    site = site_of(request)
    found = site.needs.first_to_review(date.today())
    return site.see_other("/" if found is None else f"/sets/{found}")


def mark_seen(request: Request, form: Form) -> Response:
    """Mark the flags of one kind as seen, up to the newest that the page showed."""
    site, patient_id = site_of(request), path_number(request, "patient_id")
    kind = _flag(form.text("kind"))
    if kind is None:
        raise UsageError("There is no such flag.", "Load the page again.")
    marks = site.store.seen_flags
    mark = marks.mark(patient_id, kind, _moment(form.text("upto")), form.text("note"))
    return _back(request, form, patient_id, mark.id)


def undo_seen(request: Request, form: Form) -> Response:
    """Take a mark back."""
    patient_id = path_number(request, "patient_id")
    site_of(request).store.seen_flags.undo(patient_id, form.number("mark"))
    return _back(request, form, patient_id)


def redo_seen(request: Request, form: Form) -> Response:
    """Bring a mark back."""
    patient_id = path_number(request, "patient_id")
    site_of(request).store.seen_flags.redo(patient_id, form.number("mark"))
    return _back(request, form, patient_id)


def _back(request: Request, form: Form, patient_id: int, marked: int | None = None) -> Response:
    """Go back to the list of patients, as it was asked for, or to the one patient."""
    if not form.is_ticked("list"):
        return site_of(request).see_other(f"/patients/{patient_id}/progress#flags")
    asked = [(name, text) for name, text in parse_qsl(form.text("query")) if name in _FIELDS]
    if marked is not None:
        asked.append(("marked", str(marked)))
    return site_of(request).see_other(f"/?{urlencode(asked)}")


@dataclass(frozen=True)
class Marked:
    """A mark that was just made."""

    patient: Patient
    mark: SeenFlag


def _marked(request: Request, store: Store) -> Marked | None:
    number = query_number(request, "marked")
    if number is None:
        return None
    mark = store.seen_flags.get(number)
    return None if mark.undone else Marked(store.patients.get(mark.patient_id), mark)


def _flag(text: str) -> FlagKind | None:
    kinds: tuple[FlagKind, ...] = get_args(FlagKind)
    known = next((kind for kind in kinds if kind == text), None)
    if text and known is None:
        raise UsageError("There is no such flag.")
    return known


def _exercises(store: Store) -> list[str]:
    return list(dict.fromkeys([*exercise_names(), *store.sets.exercises()]))


def _faults(exercises: list[str]) -> dict[str, list[tuple[str, str]]]:
    """Return the faults of each exercise, as id and name."""
    return {
        name: [(spec.id, spec.name) for spec in find_exercise(name).faults] for name in exercises
    }


def _sets(fields: Mapping[str, str], exercises: list[str]) -> SetFilter | None:
    """Return which set a patient must have; None if that does not matter."""
    exercise, fault, since = fields["exercise"], fields["fault"], fields["since"]
    if exercise and exercise not in exercises:
        raise UsageError("There is no such exercise.")
    if not (exercise or fault or since):
        return None
    return SetFilter(
        exercise=exercise or None,
        fault_id=fault or None,
        first_day=_day(since) if since else None,
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError("This is no day.", "Go back and choose one.") from None


def _moment(text: str) -> datetime:
    """Return a moment that the page itself put into a form, in seconds since 1970."""
    try:
        return datetime.fromtimestamp(float(text), UTC)
    except (ValueError, OverflowError, OSError):
        raise RefusalError(400, "The form cannot be read.") from None


ROUTES = (
    get("/", overview),
    get("/review/next", next_to_review),
    post_form("/patients/{patient_id}/flags", mark_seen),
    post_form("/patients/{patient_id}/flags/undo", undo_seen),
    post_form("/patients/{patient_id}/flags/redo", redo_seen),
)
