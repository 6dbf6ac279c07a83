"""The first page, lists and comparing, by keys and by mouse, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from formcheck.history.corrections.changes import Finish
from tests.support.chromium import Page, find_chromium
from tests.support.clips import brightness_ramp, write_clip
from tests.support.review_site import ReviewSite

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(find_chromium() is None, reason="no Chromium on this machine"),
]
_ROW = "document.activeElement.closest('[data-row]')"
_ORDER = "[...document.querySelectorAll('[name=order]')].map((field) => field.value)"
#: Of each picture: its film's own size, and where film and drawing lie.
_PICTURES = """
[...document.querySelectorAll(".picture")].map((picture) => {
  const [video, canvas] = ["video", "canvas"].map((name) => picture.querySelector(name));
  return {
    aspect: video.videoWidth / video.videoHeight,
    video: video.getBoundingClientRect().toJSON(),
    canvas: canvas.getBoundingClientRect().toJSON(),
  };
})
"""


@pytest.fixture(scope="module")
def browser(site: ReviewSite, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    site.store.safety.add(
        site.patient_id, kind="red_flag", detail="numb", happened_at=datetime.now(UTC)
    )
    upright = site.store.sets.get(site.earlier_set_id).files.clip
    assert upright is not None
    write_clip(upright, brightness_ramp(48, 64), 330, rate=10)
    with Page(tmp_path_factory.mktemp("profile"), timeout_s=60.0) as page:
        page.visit(f"http://127.0.0.1:{site.port}/enter?token={site.keys.token}")
        yield page


def _visit(page: Page, site: ReviewSite, path: str, ready: str = "true") -> None:
    page.visit(
        f"http://127.0.0.1:{site.port}{site.keys.root}{path}",
        f"document.readyState === 'complete' && ({ready})",
    )


def _compare(page: Page, site: ReviewSite) -> None:
    path = f"/sets/{site.set_id}/compare?with={site.earlier_set_id}"
    _visit(page, site, path, "document.getElementById('compare')?.dataset.ready === 'yes'")
    page.wait_until("[...document.querySelectorAll('video')].every(v => v.readyState >= 2)")


def test_a_flag_is_seen_by_keys_alone(browser: Page, site: ReviewSite) -> None:
    _visit(browser, site, "/")
    browser.press("j")
    browser.wait_until(f"{_ROW} !== null")
    browser.press("s")
    browser.wait_until(f"{_ROW}.querySelector('details').open")
    browser.evaluate(f"{_ROW}.querySelector('.mark input[name=note]').value = 'rang'")
    browser.evaluate(f"{_ROW}.querySelector('.mark button').click()")
    browser.wait_until("document.querySelector('.notice.good[role=status] button') !== null")
    (mark,) = site.store.seen_flags.of_patient(site.patient_id)
    assert (mark.kind, mark.note, mark.undone) == ("red_flag", "rang", False)
    browser.evaluate("document.querySelector('form.notice.good button').click()")
    browser.wait_until("document.querySelector('form.notice.good') === null")
    assert site.store.seen_flags.get(mark.id).undone


def test_help_opens_everywhere_and_letters_can_be_switched_off(
    browser: Page, site: ReviewSite
) -> None:
    _visit(browser, site, "/agreement")
    browser.press("?")
    browser.wait_until("document.getElementById('key-help').open")
    browser.evaluate("document.getElementById('single-keys').click()")
    browser.evaluate("document.querySelector('#key-help .button.main').click()")
    browser.wait_until("!document.getElementById('key-help').open")
    browser.press("?")
    assert browser.evaluate("document.getElementById('key-help').open") is False
    browser.evaluate("document.querySelector('footer [data-help]').click()")
    assert browser.evaluate("document.getElementById('key-help').open") is True
    browser.evaluate("document.getElementById('single-keys').click()")


def test_sets_are_ticked_and_finished_together(browser: Page, site: ReviewSite) -> None:
    _visit(browser, site, "/sets?state=new")
    browser.press("j")
    browser.press("j")
    browser.press("x")
    ticked = "[...document.querySelectorAll('input[name=set]')].map((box) => box.checked)"
    assert browser.evaluate(ticked) == [False, True]
    browser.evaluate("document.querySelector('[data-tick-all]').click()")
    assert browser.evaluate(ticked) == [True, True]
    browser.evaluate("document.querySelector('#together button').click()")
    browser.wait_until("document.querySelector('h1')?.textContent.startsWith('2 sets')")
    browser.evaluate("document.querySelector('main form button').click()")
    browser.wait_until("document.querySelector('h1')?.textContent.includes('review again')")
    assert site.store.sets.get(site.set_id).row.review_state == "new"


def test_a_reviewed_set_says_nothing_was_not_looked_at(browser: Page, site: ReviewSite) -> None:
    ready = "document.getElementById('review')?.dataset.ready === 'yes'"
    _visit(browser, site, f"/sets/{site.set_id}", ready)
    assert "not looked at" in browser.evaluate("document.querySelector('.below').textContent")
    number = site.store.reviews.save(site.set_id, Finish()).revision
    _visit(browser, site, f"/sets/{site.set_id}", ready)
    assert "not looked at" not in browser.evaluate("document.body.innerHTML")
    site.store.reviews.undo(site.set_id, number=number)


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1024, 600), (390, 844)])
def test_the_drawing_lies_on_the_film_at_every_size(
    browser: Page, site: ReviewSite, width: int, height: int
) -> None:
    size: dict[str, Any] = {"width": width, "height": height}
    browser.send("Emulation.setDeviceMetricsOverride", **size, deviceScaleFactor=1, mobile=False)
    _compare(browser, site)
    pictures = browser.evaluate(_PICTURES)
    assert sorted(picture["aspect"] for picture in pictures) == pytest.approx([3 / 4, 4 / 3])
    for picture in pictures:
        film, drawing = picture["video"], picture["canvas"]
        for side in ("left", "top", "width", "height"):
            assert drawing[side] == pytest.approx(film[side], abs=0.5)
        assert film["width"] / film["height"] == pytest.approx(picture["aspect"], rel=0.01)
        assert film["height"] <= 0.53 * height
    browser.send("Emulation.clearDeviceMetricsOverride")


def test_two_sets_go_from_repetition_to_repetition(browser: Page, site: ReviewSite) -> None:
    _compare(browser, site)
    starts = [rep.start_s for rep in site.store.reviews.get(site.set_id).counted]
    for number, start_s in enumerate(starts):
        browser.press("ArrowDown", shift=True)
        browser.wait_until(
            "[...document.querySelectorAll('video')].every("
            f"(film) => Math.abs(film.currentTime - {start_s}) < 0.1)"
        )
        now = "[...document.querySelectorAll('tr[data-start]')].findIndex(r => r.matches('.now'))"
        assert browser.evaluate(now) == number
    browser.press("z")
    browser.wait_until(
        "[...document.querySelectorAll('.picture')].every((picture) =>"
        " picture.style.transform.includes('scale(2)'))"
    )
    browser.press("w")
    here = f"/sets/{site.earlier_set_id}/compare"
    browser.wait_until(f"location.pathname.endsWith('{here}')")


def test_an_exercise_is_moved_up_and_saved_there(browser: Page, site: ReviewSite) -> None:
    path = f"/patients/{site.patient_id}/plan"
    _visit(browser, site, path)
    before = browser.evaluate(_ORDER)
    moved = before[2]
    own = f"[...document.querySelectorAll('#plan-order fieldset')].find(has('{moved}'))"
    has = "const has = (name) => (part) => part.querySelector('[name=order]').value === name;"
    browser.evaluate(f"{{ {has} {own}.querySelector('legend input').click(); }}")
    for place in (2, 1, 1):
        browser.evaluate(f"{{ {has} {own}.querySelector('[data-up]').click(); }}")
        # Whoever moves it by keys goes on from there, and hears where it is.
        assert browser.evaluate("document.activeElement.hasAttribute('data-up')")
        said = browser.evaluate("document.getElementById('order-told').textContent")
        assert said.endswith(f"now number {place} of {len(before)}.")
    after = [moved, *before[:2], *before[3:]]
    assert browser.evaluate(_ORDER) == after
    browser.evaluate("document.querySelector('#plan-order').closest('form').requestSubmit()")
    browser.wait_for(lambda: site.store.plans.get(site.patient_id) is not None, "the plan")
    saved = site.store.plans.get(site.patient_id)
    assert saved is not None
    assert list(saved.plan.exercises) == [moved]
    _visit(browser, site, path)
    assert browser.evaluate(_ORDER) == after
    assert browser.complaints == []
