"""WCAG 2.2 AA, as far as axe-core can tell it, on every page, in light and in dark."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from formcheck.plan.model import Plan, PlannedExercise
from tests.support.axe import find_problems
from tests.support.chromium import Page, find_chromium
from tests.support.review_site import ReviewSite

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(find_chromium() is None, reason="no Chromium on this machine"),
]
_PATIENT = "/patients/{patient}"
_SET = "/sets/{set}"
_PAGES = (
    "/home",
    "/home?ask",
    "/",
    "/sets?state=new",
    "/agreement",
    "/learn",
    "/learn/booklet",
    "/exports",
    _SET,
    f"{_SET}/compare?with={{other}}",
    f"{_SET}/print",
    f"{_SET}/share",
    f"{_PATIENT}/sets",
    f"{_PATIENT}/progress",
    f"{_PATIENT}/plan",
    f"{_PATIENT}/sheet",
    f"{_PATIENT}/more",
    f"{_PATIENT}/messages",
    f"{_PATIENT}/exchange",
)
_READY = {_SET: "review", f"{_SET}/compare?with={{other}}": "compare"}


@pytest.fixture(scope="module")
def browser(site: ReviewSite, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A browser that was let in; the patient has a plan, a warning sign, and pain."""
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
    with Page(tmp_path_factory.mktemp("profile"), timeout_s=60.0) as page:
        page.visit(f"http://127.0.0.1:{site.port}/enter?token={site.keys.token}")
        yield page


@pytest.mark.parametrize("path", _PAGES)
def test_axe_finds_nothing(browser: Page, site: ReviewSite, path: str) -> None:
    ready = "document.readyState === 'complete'"
    if path in _READY:
        ready = f"document.getElementById('{_READY[path]}')?.dataset.ready === 'yes'"
    address = path.format(patient=site.patient_id, set=site.set_id, other=site.earlier_set_id)
    browser.visit(f"http://127.0.0.1:{site.port}{site.keys.root}{address}", ready)
    assert find_problems(browser, "light") + find_problems(browser, "dark") == []


def test_axe_finds_nothing_in_the_help(browser: Page, site: ReviewSite) -> None:
    browser.visit(f"http://127.0.0.1:{site.port}{site.keys.root}/sets")
    browser.press("?")
    browser.wait_until("document.getElementById('key-help').open")
    assert find_problems(browser) == []


def test_axe_would_find_something(browser: Page, site: ReviewSite) -> None:
    browser.visit(f"http://127.0.0.1:{site.port}{site.keys.root}/sets")
    browser.evaluate("document.querySelector('main').append(document.createElement('img'))")
    (problem,) = find_problems(browser)
    assert problem.startswith("image-alt")
