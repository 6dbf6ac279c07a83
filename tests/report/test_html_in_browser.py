"""The report as a person uses it, in a real browser; skipped where there is none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from formcheck.judge.result import ReadingInfo
from formcheck.report.html import write_report
from tests.support.axe import find_problems
from tests.support.chromium import Page, find_chromium
from tests.support.clips import brightness_ramp, write_clip
from tests.support.scored import DURATION_S, make_result, make_scored

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(find_chromium() is None, reason="no Chromium on this machine"),
]

_JUMP_LEAD_S = 1.0


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    folder = tmp_path_factory.mktemp("browser")
    clip = write_clip(folder / "annotated.mp4", brightness_ramp(), int(DURATION_S * 10), rate=10)
    hostile = make_result().clip.model_copy(
        update={"name": "</title><script>alert(1)</script>.mp4"}
    )
    write_report(make_scored(make_result(clip=hostile)), folder / "report.html", video=clip)
    clip.unlink()
    with Page(folder / "profile") as browser:
        browser.open(folder / "report.html")
        browser.wait_until("clip.readyState >= 2 && clip.seekable.length === 1")
        yield browser


def _cursor_s(page: Page) -> float:
    return float(page.evaluate("parseFloat(cursor.style.left)")) / 100 * DURATION_S


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(page: Page, scheme: str) -> None:
    assert find_problems(page, scheme) == []


def test_the_clip_rests_on_its_worst_fault_and_plays_from_the_start(page: Page) -> None:
    worst = max(make_result().sure_faults, key=lambda fault: fault.severity)
    resting_s = (worst.start_s + worst.end_s) / 2
    page.wait_until(f"Math.abs(clip.currentTime - {resting_s}) < 0.1")
    assert page.evaluate("document.getElementById('clip-time').value") == "0"
    page.evaluate("clip.addEventListener('playing', () => { beganAt = clip.currentTime; })")
    box = page.box("#play-clip")
    page.click(box["x"] + 10, box["y"] + 10)
    page.wait_until("typeof beganAt === 'number' && !clip.paused && clip.currentTime > 0")
    page.wait_until("document.getElementById('play-clip').ariaLabel === 'Pause'")
    page.click(box["x"] + 10, box["y"] + 10)
    page.wait_until("clip.paused")
    assert page.evaluate("clip.currentTime") < resting_s
    page.wait_until("document.getElementById('play-clip').ariaLabel === 'Play'")


def test_no_bar_of_the_browser_lies_over_the_picture(page: Page) -> None:
    assert page.evaluate("clip.controls") is False
    foot = "getBoundingClientRect().bottom"
    assert page.evaluate(f"document.getElementById('bar').{foot} > clip.{foot} + 20")
    # A film without sound has nothing to be turned off.
    assert page.evaluate("document.getElementById('mute').hidden") is True


def test_the_bar_seeks_and_sets_the_pace(page: Page) -> None:
    page.evaluate(
        "(() => { const bar = document.getElementById('clip-time'); bar.value = 7;"
        " bar.dispatchEvent(new Event('input')); })()"
    )
    page.wait_until("Math.abs(clip.currentTime - 7) < 0.01")
    assert _cursor_s(page) == pytest.approx(7, abs=0.1)
    page.evaluate(
        "(() => { const pace = document.getElementById('pace'); pace.value = '0.5';"
        " pace.dispatchEvent(new Event('change')); })()"
    )
    assert page.evaluate("clip.playbackRate") == 0.5
    page.evaluate("clip.playbackRate = 1")


def test_codes_and_figures_are_folded_away(page: Page) -> None:
    shown = "[...document.querySelectorAll('.faults *')].filter(e => e.checkVisibility())"
    texts = f"{shown}.map(e => e.childElementCount ? '' : e.textContent).join(' ')"
    assert not re.search(r"[A-Z]+-[0-9]|trunk length|[0-9]°", page.evaluate(texts))
    page.evaluate("document.querySelectorAll('.figures').forEach(each => { each.open = true; })")
    assert re.search(r"[A-Z]+-[0-9]", page.evaluate(texts))
    page.evaluate("document.querySelectorAll('.figures').forEach(each => { each.open = false; })")


def test_a_click_in_the_chart_seeks_the_clip_and_moves_the_cursor(page: Page) -> None:
    box = page.box("#plot")
    page.click(box["x"] + box["width"] / 3, box["y"] + box["height"] / 2)
    page.wait_until(f"Math.abs(clip.currentTime - {DURATION_S / 3}) < 0.1")
    assert _cursor_s(page) == pytest.approx(DURATION_S / 3, abs=0.1)
    assert page.evaluate("plot.getAttribute('aria-valuetext')").startswith("0:11.0 · ")


def test_the_arrow_keys_step_through_the_clip(page: Page) -> None:
    page.evaluate("plot.focus()")
    page.press("Home")
    page.wait_until("clip.currentTime === 0")
    page.press("PageUp")
    page.press("ArrowRight")
    page.wait_until("Math.abs(clip.currentTime - 5.2) < 0.01")


def test_the_cursor_follows_the_clip(page: Page) -> None:
    page.evaluate("clip.currentTime = 28")
    page.wait_until(f"Math.abs(parseFloat(cursor.style.left) - {100 * 28 / DURATION_S}) < 0.5")
    assert page.evaluate("document.querySelector('tr.now th').textContent") == "3"


def test_a_fault_jumps_to_a_second_before_it_and_plays(page: Page) -> None:
    page.evaluate("clip.addEventListener('seeking', () => { jumpedTo = clip.currentTime; })")
    box = page.box("article .jump")
    page.click(box["x"] + 10, box["y"] + 10)
    page.wait_until("typeof jumpedTo === 'number' && !clip.paused && clip.currentTime > jumpedTo")
    page.evaluate("clip.pause()")
    start_s = float(page.evaluate("document.querySelector('article .jump').dataset.jump"))
    assert page.evaluate("jumpedTo") == pytest.approx(start_s - _JUMP_LEAD_S, abs=0.001)
    # The clip has scrolled away with the chart, so it plays in the corner.
    page.wait_until("player.classList.contains('small')")


def test_a_row_of_the_table_seeks_without_playing(page: Page) -> None:
    box = page.box("tbody tr.partial")
    page.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_until("Math.abs(clip.currentTime - 12) < 0.01")
    assert page.evaluate("clip.paused") is True


def test_the_clip_name_is_shown_and_never_run(page: Page) -> None:
    name = page.evaluate("document.querySelector('.clip-name').textContent")
    assert name == "</title><script>alert(1)</script>.mp4"


def test_nothing_is_asked_of_a_network_and_nothing_fails(page: Page) -> None:
    schemes = {address.partition(":")[0] for address in page.requests}
    assert schemes <= {"file", "data", "blob"}
    assert sum(address.startswith("file:") for address in page.requests) == 1
    assert page.complaints == []


def test_a_linked_clip_plays_and_a_missing_one_is_explained(tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "clip with #.mp4", brightness_ramp(), 20)
    report = tmp_path / "report.html"
    scored = make_scored()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("formcheck.report.html.LARGEST_EMBEDDED_BYTES", 10)
        write_report(scored, report, video=clip)
    with Page(tmp_path / "profile") as browser:
        browser.open(report)
        browser.wait_until("clip.readyState >= 2")
        clip.unlink()
        browser.open(report)
        browser.wait_until("!document.getElementById('clip-problem').hidden")


def test_the_chart_works_without_a_clip(tmp_path: Path) -> None:
    scored = make_scored()
    write_report(scored, tmp_path / "report.html")
    with Page(tmp_path / "profile") as browser:
        browser.open(tmp_path / "report.html")
        box = browser.box("#plot")
        browser.click(box["x"] + box["width"] * 18.75 / DURATION_S, box["y"] + 20)
        words = browser.evaluate("readout.textContent")
        assert browser.complaints == []
    assert np.isnan(scored.timeline.signal[int(18.75 * 30)])
    assert words == "0:18.8 · Not judged"


def test_of_a_portrait_clip_the_play_button_is_in_sight(tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "annotated.mp4", brightness_ramp(90, 160), 20)
    write_report(make_scored(), tmp_path / "report.html", video=clip)
    with Page(tmp_path / "profile") as browser:
        browser.open(tmp_path / "report.html")
        browser.wait_until("clip.readyState >= 2")
        # Scrolled to the film's top, its bar is there too.
        below = "document.getElementById('play-clip').getBoundingClientRect().bottom"
        assert browser.evaluate(f"{below} - clip.getBoundingClientRect().top < innerHeight")


def test_in_slow_motion_cursor_and_film_keep_step(tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "annotated.mp4", brightness_ramp(), int(DURATION_S * 10), rate=5)
    reading = ReadingInfo(fps=None, speed=0.5, rotate_deg=0)
    slow = make_result().clip.model_copy(update={"reading": reading})
    write_report(make_scored(make_result(clip=slow)), tmp_path / "report.html", video=clip)
    with Page(tmp_path / "profile") as browser:
        browser.open(tmp_path / "report.html")
        browser.wait_until("clip.readyState >= 2 && clip.seekable.length === 1")
        box = browser.box("#plot")
        browser.click(box["x"] + box["width"] / 3, box["y"] + box["height"] / 2)
        browser.wait_until(f"Math.abs(clip.currentTime - {2 * DURATION_S / 3}) < 0.2")
        assert _cursor_s(browser) == pytest.approx(DURATION_S / 3, abs=0.1)
        browser.evaluate("clip.currentTime = 56")
        browser.wait_until(
            f"Math.abs(parseFloat(cursor.style.left) - {100 * 28 / DURATION_S}) < 0.5"
        )
