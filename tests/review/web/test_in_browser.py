"""A therapist's main path in a real browser; skipped where there is none."""

from __future__ import annotations

import json
import threading
import webbrowser
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from formcheck.cli import review_run
from formcheck.errors import ReviewError
from formcheck.history.corrections.changes import Reject
from formcheck.history.windows import Window
from formcheck.review.web.routes import exports
from tests.support.chromium import Page, find_chromium
from tests.support.review_site import HOSTILE, ReviewSite, add_arriving, running_site

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(find_chromium() is None, reason="no Chromium on this machine"),
]

_READY = "document.getElementById('review')?.dataset.ready === 'yes'"


@pytest.fixture(scope="module")
def browser(site: ReviewSite, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    with Page(tmp_path_factory.mktemp("profile"), timeout_s=60.0) as page:
        page.visit(f"{_address(site)}/enter?token={site.keys.token}", _inside(site))
        yield page


@pytest.fixture
def page(browser: Page, site: ReviewSite) -> Page:
    """The review page, as the program left the set."""
    for _ in site.store.reviews.corrections(site.set_id):
        site.store.reviews.undo(site.set_id)
    browser.visit(f"{_pages(site)}sets/{site.set_id}", _READY)
    browser.wait_until("document.querySelector('video').readyState >= 2")
    browser.complaints.clear()
    return browser


def _address(site: ReviewSite) -> str:
    return f"http://127.0.0.1:{site.port}"


def _pages(site: ReviewSite) -> str:
    return f"{_address(site)}{site.keys.root}/"


def _inside(site: ReviewSite) -> str:
    heading = "document.querySelector('main h1')?.textContent"
    return f"location.pathname === '{site.keys.root}/' && {heading} === 'Patients'"


def _text(page: Page, selector: str) -> str:
    return str(page.evaluate(f"document.querySelector({json.dumps(selector)}).textContent"))


def _clip_s(page: Page) -> float:
    return float(page.evaluate("document.querySelector('video').currentTime"))


def test_the_door_keeps_the_token_out_of_the_address(browser: Page, site: ReviewSite) -> None:
    assert site.keys.token not in str(browser.evaluate("location.href"))
    assert browser.evaluate("document.cookie") == ""


def test_scrubbing_in_the_chart_moves_clip_cursor_and_words(page: Page) -> None:
    box = page.box("#plot")
    page.click(box["x"] + box["width"] / 3, box["y"] + box["height"] / 2)
    page.wait_until("Math.abs(document.querySelector('video').currentTime - 11) < 0.2")
    assert _text(page, "#readout").startswith(("0:10.", "0:11."))
    cursor = page.evaluate("document.getElementById('cursor').getBoundingClientRect().x")
    assert cursor == pytest.approx(box["x"] + box["width"] / 3, abs=6)
    assert page.complaints == []


def test_keys_step_by_frames_and_jump_to_faults(page: Page) -> None:
    page.press("Home")
    page.press("ArrowRight")
    page.press("ArrowRight")
    page.wait_until("Math.abs(document.querySelector('video').currentTime - 0.202) < 0.01")
    page.press("ArrowRight", shift=True)
    page.wait_until("document.querySelector('#inspector h3')?.textContent.startsWith('Hips')")
    page.wait_until("Math.abs(document.querySelector('video').currentTime - 8.002) < 0.01")
    assert "Hips coming off the floor" in _text(page, "#fault-banner")
    page.press("ArrowRight", shift=True)
    page.wait_until("Math.abs(document.querySelector('video').currentTime - 8.202) < 0.01")
    page.press("ArrowLeft", shift=True)
    page.wait_until("Math.abs(document.querySelector('video').currentTime - 8.002) < 0.01")
    assert page.complaints == []


def test_space_and_j_k_l_play_and_stop(page: Page) -> None:
    page.press(" ")
    page.wait_until("!document.querySelector('video').paused")
    page.press("k")
    page.wait_until("document.querySelector('video').paused")
    page.press("l")
    page.press("l")
    page.wait_until("document.querySelector('video').playbackRate === 2")
    page.press("k")
    moment = _clip_s(page)
    page.press("End")
    page.press("j")
    page.wait_until("document.querySelector('video').currentTime < 32.5")
    page.press("k")
    assert _clip_s(page) != moment


def test_the_body_is_drawn_and_the_drawing_can_be_switched_off(page: Page) -> None:
    drawn = (
        "(() => { const c = document.querySelector('canvas');"
        "return c.getContext('2d').getImageData(0, 0, c.width, c.height).data.some(v => v > 0) })()"
    )
    page.press("Home")
    page.wait_until(drawn)
    page.press("o")
    page.wait_until(f"!{drawn}")
    page.press("o")
    page.wait_until(drawn)


def test_the_picture_is_enlarged(page: Page) -> None:
    page.press("z")
    page.wait_until("document.getElementById('clip-zoom').textContent === '200\u00a0%'")
    assert "scale(2)" in str(page.evaluate("document.querySelector('.picture').style.transform"))
    page.press("z")
    page.wait_until("document.getElementById('clip-zoom').textContent === '100\u00a0%'")


def test_a_repetition_is_rejected_undone_moved_and_retyped(page: Page, site: ReviewSite) -> None:
    counted = "document.getElementById('rep-count').textContent"
    assert page.evaluate(counted) == "3 counted, 1 clean"
    page.evaluate("document.querySelector('#rep-rows tr').click()")
    page.press("x")
    page.wait_until(f"{counted} === '2 counted, 0 clean'")
    page.press("z", control=True)
    page.wait_until(f"{counted} === '3 counted, 1 clean'")
    page.evaluate("document.querySelector('#rep-rows tr').click()")
    page.press("ArrowDown")
    page.press("[")
    page.wait_until("document.querySelector('#rep-rows tr').classList.contains('changed')")
    page.evaluate(
        "(() => { const kind = document.getElementById('item-kind'); kind.value = 'partial';"
        "kind.dispatchEvent(new Event('change')) })()"
    )
    page.wait_until(f"{counted} === '2 counted, 0 clean'")
    made = [change.do for change in site.store.reviews.corrections(site.set_id)]
    assert made == ["move", "retype_rep"]
    assert page.complaints == []


def test_a_set_is_finished_by_one_key_and_the_next_one_opened_by_the_same(
    page: Page, site: ReviewSite
) -> None:
    page.press("r")
    page.wait_until("document.getElementById('finish').hidden")
    assert [change.do for change in site.store.reviews.corrections(site.set_id)] == ["finish"]
    page.press("r")
    page.wait_until(f"location.pathname.endsWith('/sets/{site.earlier_set_id}')")
    site.store.reviews.undo(site.set_id)


def test_undo_waits_for_the_change_before_it_and_says_when_nothing_is_left(
    page: Page, site: ReviewSite
) -> None:
    page.evaluate("document.querySelector('#rep-rows tr').click()")
    page.press("x")
    page.press("u")
    page.wait_until("document.getElementById('message').textContent.startsWith('Undone.')")
    assert site.store.reviews.corrections(site.set_id) == []
    page.press("u")
    page.wait_until(
        "document.getElementById('message').textContent === "
        "'There is nothing to undo in this window.'"
    )


def test_undo_leaves_what_another_window_did_and_shows_it_first(
    page: Page, site: ReviewSite
) -> None:
    counted = "document.getElementById('rep-count').textContent"
    site.store.reviews.save(site.set_id, Reject(key="rep-1"), Window("b2"))
    page.evaluate("document.querySelector('#rep-rows tr:last-child').click()")
    page.press("x")
    page.wait_until("document.getElementById('message').classList.contains('problem')")
    assert _text(page, "#message").startswith("Another window has changed this set meanwhile")
    page.wait_until(f"{counted} === '2 counted, 0 clean'")
    assert page.evaluate("document.getElementById('undo').disabled")
    page.press("u")
    page.wait_until(
        "document.getElementById('message').textContent === "
        "'There is nothing to undo in this window.'"
    )
    (change,) = site.store.reviews.corrections(site.set_id)
    assert change == Reject(key="rep-1")


def test_after_it_was_loaded_again_a_window_still_knows_its_own_changes(
    page: Page, site: ReviewSite
) -> None:
    page.evaluate("document.querySelector('#rep-rows tr').click()")
    page.press("x")
    page.wait_until("!document.getElementById('undo').disabled")
    page.visit(f"{_pages(site)}sets/{site.set_id}", _READY)
    page.press("u")
    page.wait_until("document.getElementById('message').textContent.startsWith('Undone.')")
    assert site.store.reviews.corrections(site.set_id) == []


def test_a_note_that_is_being_rewritten_stays_though_another_window_changed_it(
    page: Page, site: ReviewSite
) -> None:
    note = site.store.notes.add(site.set_id, "neck", 1.0)
    page.visit(f"{_pages(site)}sets/{site.set_id}", _READY)
    item = f"document.getElementById('note-{note.id}')"
    page.evaluate(f"document.querySelector('[data-focus=change-{note.id}]').click()")
    page.evaluate(f"{item}.value = 'shoulder'; {item}.dispatchEvent(new Event('input'))")
    site.store.notes.change(note.id, "low back")
    save = f"{item}.parentElement.querySelector('.button.main').click()"
    page.evaluate(save)
    page.wait_until(f"{item}?.parentElement.textContent.includes('low back')")
    assert page.evaluate(f"{item}.value") == "shoulder"
    page.evaluate(save)
    page.wait_until(f"{item} === null")
    assert "shoulder" in [each.text for each in site.store.notes.of_set(site.set_id)]
    site.store.notes.delete(note.id)


def test_a_fault_is_added_at_the_cursor(page: Page, site: ReviewSite) -> None:
    page.evaluate("document.querySelector('#rep-rows tr').click()")
    page.evaluate(
        "(() => { document.getElementById('new-fault').value = 'PPU-5';"
        "document.getElementById('add-fault').click() })()"
    )
    page.wait_until("document.querySelector('#inspector h3')?.textContent.includes('added')")
    (change,) = site.store.reviews.corrections(site.set_id)
    assert change.do == "add_fault"


def test_an_edge_is_dragged(page: Page, site: ReviewSite) -> None:
    page.evaluate("document.querySelector('#rep-rows tr').click()")
    page.wait_until("document.querySelectorAll('.grip').length === 2")
    plot, grip = page.box("#plot"), page.box(".grip:last-of-type")
    y = grip["y"] + grip["height"] / 2
    places = [grip["x"] + grip["width"] / 2, plot["x"] + plot["width"] * 6.5 / 33]
    for kind, x in zip(
        ("mousePressed", "mouseMoved", "mouseReleased"), [*places, places[1]], strict=True
    ):
        page.send("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)
    page.wait_until("document.querySelector('#rep-rows tr').classList.contains('changed')")
    assert site.store.reviews.get(site.set_id).reps[0].end_s == pytest.approx(6.5, abs=0.15)


def test_a_note_is_pinned_to_the_moment_and_never_run(page: Page, site: ReviewSite) -> None:
    assert HOSTILE in _text(page, "#note-list")
    assert (
        page.evaluate("document.querySelectorAll('#note-list script, #note-list img').length") == 0
    )
    page.press("Home")
    page.press("ArrowUp")
    page.press("n")
    page.evaluate("document.getElementById('note-text').value = 'Watch the neck'")
    page.press("Enter", control=True)
    page.wait_until("document.getElementById('note-list').textContent.includes('Watch the neck')")
    note = next(
        note for note in site.store.notes.of_set(site.set_id) if note.text == "Watch the neck"
    )
    assert note.time_s == pytest.approx(1.0, abs=0.01)
    site.store.notes.delete(note.id)


def test_what_cannot_be_is_told_and_nothing_changes(page: Page, site: ReviewSite) -> None:
    page.evaluate("document.querySelector('#rep-rows tr').click()")
    page.press("Home")
    page.press("]")
    page.wait_until("document.getElementById('message').classList.contains('problem')")
    assert "end" in _text(page, "#message")
    assert site.store.reviews.corrections(site.set_id) == []


def test_keys_of_a_person_who_writes_do_nothing(page: Page, site: ReviewSite) -> None:
    page.evaluate("document.querySelector('#rep-rows tr').click()")
    page.evaluate("document.getElementById('note-text').focus()")
    page.press("x")
    page.evaluate("document.getElementById('note-text').blur()")
    assert site.store.reviews.corrections(site.set_id) == []


def test_two_sets_run_on_one_clock(browser: Page, site: ReviewSite) -> None:
    address = f"{_pages(site)}sets/{site.set_id}/compare?with={site.earlier_set_id}"
    browser.visit(address, "document.getElementById('compare')?.dataset.ready === 'yes'")
    browser.wait_until("[...document.querySelectorAll('video')].every(v => v.readyState >= 2)")
    box = browser.box("#plot")
    browser.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    browser.wait_until(
        "[...document.querySelectorAll('video')].every(v => Math.abs(v.currentTime - 16.5) < 0.2)"
    )
    browser.press("ArrowRight")
    browser.wait_until(
        "(([a, b]) => Math.abs(a.currentTime - b.currentTime) < 0.01)"
        "([...document.querySelectorAll('video')])"
    )


def test_a_bundle_says_how_far_it_is_and_where_it_went(browser: Page, site: ReviewSite) -> None:
    browser.visit(f"{_pages(site)}sets/{site.set_id}/share")
    browser.complaints.clear()
    browser.evaluate("document.querySelector('input[value=figure]').click()")
    browser.evaluate("document.getElementById('share-button').click()")
    browser.wait_until("!document.getElementById('share-state').hidden")
    browser.wait_until("document.getElementById('share-words').textContent.includes('is made')")
    assert "formcheck_prone_press_up_2025-03-03.zip" in _text(browser, "#share-words")
    assert browser.evaluate("document.getElementById('share-again').href").startswith("blob:")
    assert browser.evaluate("document.getElementById('share-button').disabled") is False
    assert browser.complaints == []


def test_a_bundle_that_cannot_be_made_is_told(
    browser: Page, site: ReviewSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ReviewError("The recorded clip of this set is not there any more.", "Share less.")

    monkeypatch.setattr(exports, "write_bundle", fail)
    browser.visit(f"{_pages(site)}sets/{site.set_id}/share")
    browser.evaluate("document.querySelector('input[value=none]').click()")
    browser.evaluate("document.getElementById('share-button').click()")
    browser.wait_until("document.getElementById('message').classList.contains('problem')")
    assert "not there any more. Share less." in _text(browser, "#message")
    assert _text(browser, "#share-words") == "No bundle was made."


def test_the_day_of_a_set_is_changed_and_put_back(browser: Page, site: ReviewSite) -> None:
    browser.visit(f"{_pages(site)}sets/{site.set_id}", _READY)
    browser.evaluate("document.getElementById('day-done').value = '2025-02-24'")
    browser.evaluate("document.querySelector('#day form:last-of-type button').click()")
    browser.wait_until(
        "document.querySelector('.crumbs')?.textContent.includes('day changed by you')"
    )
    assert "Mon 24 Feb 2025" in _text(browser, ".crumbs")
    assert site.store.sets.get(site.set_id).row.day.isoformat() == "2025-02-24"
    browser.wait_until(_READY)
    browser.evaluate("document.querySelector('#day form:first-of-type button').click()")
    browser.wait_until("document.querySelector('.crumbs')?.textContent.includes('3 Mar 2025')")
    assert site.store.sets.get(site.set_id).row.day.isoformat() == "2025-03-03"


def test_without_its_clip_the_body_alone_is_drawn_and_moves_on(
    browser: Page, site: ReviewSite
) -> None:
    clip = site.store.sets.get(site.earlier_set_id).files.clip
    assert clip is not None
    clip.unlink()
    browser.visit(f"{_pages(site)}sets/{site.earlier_set_id}", _READY)
    browser.wait_until("document.querySelector('.picture').classList.contains('figure-only')")
    browser.press(" ")
    browser.wait_until("Number(document.getElementById('plot').ariaValueNow) > 0.2")
    browser.press("k")
    assert _text(browser, ".clip-problem").startswith("The clip is not there")
    box = browser.box("canvas")
    assert box["width"] / box["height"] == pytest.approx(640 / 480, abs=0.02)


def test_nothing_was_asked_of_anybody_else(browser: Page, site: ReviewSite) -> None:
    assert browser.requests
    own = _address(site)
    allowed = (own, f"blob:{own}", "about:", "file:", "data:")
    assert [each for each in browser.requests if not each.startswith(allowed)] == []


def test_the_file_that_the_program_opens_leads_in(
    browser: Page, tmp_path_site: ReviewSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", opened.append)
    review_run._open(f"{_address(tmp_path_site)}/enter?token={tmp_path_site.keys.token}", tmp_path)
    browser.visit(opened[0], _inside(tmp_path_site))


def test_damaged_files_of_a_set_are_told_and_the_rest_is_shown(
    browser: Page, tmp_path_site: ReviewSite
) -> None:
    other = tmp_path_site
    files = other.store.sets.get(other.set_id).files
    assert files.landmarks is not None
    assert files.frames_csv is not None
    whole = files.frames_csv.read_text().splitlines(keepends=True)
    browser.visit(f"{_address(other)}/enter?token={other.keys.token}", _inside(other))
    files.landmarks.write_bytes(b"PK")
    browser.visit(f"{_pages(other)}sets/{other.set_id}", _READY)
    assert "landmarks of this set cannot be read" in _text(browser, "#message")
    files.landmarks.unlink()
    files.frames_csv.write_text("".join(whole[:50]))
    browser.visit(f"{_pages(other)}sets/{other.set_id}", _READY)
    assert "signal of this set cannot be read" in _text(browser, "#message")
    assert _text(browser, "#rep-count") == "3 counted, 1 clean"
    browser.complaints.clear()


def test_what_somebody_else_serves_on_this_machine_never_sees_the_cookie(
    browser: Page, site: ReviewSite
) -> None:
    browser.visit(_pages(site), _inside(site))
    seen: list[str] = []

    class Other(BaseHTTPRequestHandler):
        """A program of somebody else, on another port of the same machine."""

        def do_GET(self) -> None:
            """Note what the browser tells, and give it a cookie of the same machine."""
            seen.append(f"{self.path} {self.headers}")
            self.send_response(200)
            self.send_header("Set-Cookie", "formcheck=theirs; Path=/")
            self.end_headers()
            self.wfile.write(b"<title>Other</title>")

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Other) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        for path in ("/", "/sets", "/enter"):
            address = f"http://127.0.0.1:{server.server_port}{path}"
            browser.visit(address, "document.title === 'Other'")
        server.shutdown()
    told = "".join(seen)
    assert len(seen) >= 3
    for secret in (site.keys.place, site.keys.session, site.keys.token, site.keys.cookie_name):
        assert secret not in told
    browser.visit(_pages(site), _inside(site))


def test_two_reviews_on_one_machine_leave_each_other_alone(
    browser: Page, site: ReviewSite, tmp_path: Path
) -> None:
    with running_site(tmp_path) as other:
        browser.visit(f"{_address(other)}/enter?token={other.keys.token}", _inside(other))
        browser.visit(_pages(site), _inside(site))
        browser.visit(_pages(other), _inside(other))


def test_a_set_that_arrives_is_shown_while_the_page_is_open(browser: Page, tmp_path: Path) -> None:
    with running_site(tmp_path) as other:
        browser.visit(f"{_address(other)}/enter?token={other.keys.token}", _inside(other))
        for number, path in enumerate(("", "sets", f"patients/{other.patient_id}/progress")):
            browser.visit(_pages(other) + path)
            links = f"#arriving a[href$='/sets/{other.set_id + 1 + number}']"
            # The first page has a line for each patient, not for each set.
            shown = (
                f"document.querySelectorAll({json.dumps(links)}).length > 0"
                if path
                else "document.getElementById('arriving').textContent.includes('3 sets wait')"
            )
            assert browser.evaluate(shown) is False
            browser.evaluate("window.same = true")
            arrived = add_arriving(other, tmp_path / f"arriving {number}", number)
            assert arrived == other.set_id + 1 + number
            browser.wait_until("!document.getElementById('arrived').hidden")
            browser.wait_until(shown)
            assert browser.evaluate("window.same")
            assert _text(browser, "#arrived").startswith("A new set has arrived.")
