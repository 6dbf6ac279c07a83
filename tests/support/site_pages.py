"""Every kind of page of the application, and a history in which each has much to show."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import formcheck.review.web
from formcheck.plan.model import Plan, PlannedExercise
from tests.support.chromium import Page
from tests.support.review_site import ReviewSite

_PATIENT = "/patients/{patient}"
_SET = "/sets/{set}"
_COMPARE = f"{_SET}/compare?with={{other}}"
#: Pages that are asked for; braces are filled in by `address_of`.
PAGES = (
    "/home",
    "/home?ask",
    "/",
    "/sets?state=new",
    "/agreement",
    "/learn",
    "/learn/booklet",
    "/learn/prone_press_up",
    "/learn/about/disc",
    "/exports",
    "/no-such-page",
    _SET,
    _COMPARE,
    f"{_SET}/print",
    f"{_SET}/share",
    "/sessions/{session}/print",
    f"{_PATIENT}/sets",
    f"{_PATIENT}/progress",
    f"{_PATIENT}/progress/print",
    f"{_PATIENT}/plan",
    f"{_PATIENT}/sheet",
    f"{_PATIENT}/more",
    f"{_PATIENT}/messages",
    f"{_PATIENT}/exchange",
)
_BASE = '{% extends "base.html" %}'
_READY = {_SET: "review", _COMPARE: "compare"}
_SUBMIT = """
(([path, fields]) => {
  const form = document.createElement("form");
  form.method = "post";
  form.action = path;
  const token = document.querySelector("meta[name=form-token]").content;
  for (const [name, value] of [["form_token", token], ...Object.entries(fields)]) {
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name, value });
    form.append(field);
  }
  document.body.append(form);
  window.leaving = true;
  form.submit();
})(SENT); 0
"""


def fill_history(site: ReviewSite) -> None:
    """Give the patient a plan, a warning sign, pain, a question and a film; nothing is small."""
    store, patient_id = site.store, site.patient_id
    store.plans.save(patient_id, Plan(exercises={"knee_hug": PlannedExercise()}))
    now = datetime.now(UTC)
    store.safety.add(patient_id, kind="red_flag", detail="numb saddle", happened_at=now)
    store.pain.add(
        patient_id, moment="before", pain_0_to_10=3, furthest_site="back", answered_at=now
    )
    store.pain.add(
        patient_id, moment="after", pain_0_to_10=6, furthest_site="thigh", answered_at=now
    )
    store.messages.write(patient_id, "patient", "Shall I go on?")
    mark = store.seen_flags.mark(patient_id, "pain_up", now, "rang")
    assert store.seen_flags.of_patient(patient_id) == [mark]


def address_of(site: ReviewSite, path: str) -> str:
    """Return the whole address of a page."""
    numbers = {"patient": site.patient_id, "set": site.set_id, "other": site.earlier_set_id}
    if "{session}" in path:
        numbers["session"] = site.store.sets.get(site.set_id).row.session_id
    filled = path.format(**numbers)
    return f"http://127.0.0.1:{site.port}{site.keys.root}{filled}"


def visit(page: Page, site: ReviewSite, path: str) -> None:
    """Open one of `PAGES` and wait until it shows what it has to."""
    ready = "document.readyState === 'complete'"
    if path in _READY:
        ready = f"document.getElementById('{_READY[path]}')?.dataset.ready === 'yes'"
    page.visit(address_of(site, path), ready)


def submit(page: Page, site: ReviewSite, path: str, **fields: object) -> None:
    """Send a form as a page does, and wait for the page that answers."""
    page.evaluate(_SUBMIT.replace("SENT", json.dumps([address_of(site, path), fields])))
    page.wait_until("!window.leaving && document.readyState === 'complete'")


def page_templates() -> set[str]:
    """Return the names of the templates that are whole pages."""
    folder = Path(formcheck.review.web.__file__).parent / "templates"
    return {
        path.name for path in folder.glob("*.html") if path.read_text("utf-8").startswith(_BASE)
    }
