"""A plan made in the therapist's page, exercised live, and the set seen to arrive in the page."""

from __future__ import annotations

import json
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from formcheck.judge.result import Result
from tests.e2e.command import Command
from tests.support.chromium import Page, find_chromium
from tests.support.sample_film import RATE, TWO_REPS, Film, write_film
from tests.support.x_screen import Hand, has_x_screen, x_screen

pytestmark = [
    pytest.mark.alone,
    pytest.mark.skipif(find_chromium() is None, reason="no Chromium on this machine"),
    pytest.mark.skipif(not has_x_screen(), reason="needs Xvfb and xdotool"),
]

_PATIENT = "A. B."
_CUE = "Slowly today, and <b>breathe</b>"
_READY = "document.getElementById('review')?.dataset.ready === 'yes'"
_FIGURE_ONLY = "document.querySelector('.picture').classList.contains('figure-only')"
_DRAWN = (
    "(() => { const c = document.querySelector('canvas');"
    "return c.getContext('2d').getImageData(0, 0, c.width, c.height).data.some(v => v > 0) })()"
)


@dataclass(frozen=True)
class Practice:
    """A patient's page in the browser, and the command that the patient uses."""

    page: Page
    live: Command
    display: str
    clip: Path

    def exercise(self, *arguments: str) -> str:
        """Run a live session until its set has arrived in the page; return what it printed."""
        self.page.evaluate("window.same = true")
        words = ["live", "press-up", "--camera", str(self.clip), "--no-guide"]
        words += ["--patient", _PATIENT, "--voice", "off", *arguments]
        with self.live.start(*words) as process:
            try:
                hand = Hand(self.display, "formcheck")
                self.page.wait_until("!document.getElementById('arrived').hidden")
                hand.key("q")
                said, complaint = process.communicate(timeout=60)
            finally:
                process.kill()
        assert (process.returncode, complaint) == (0, "")
        assert self.page.evaluate("window.same"), "the page was loaded anew"
        return said


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    with x_screen("1366x768") as name:
        yield name


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory, film: Film) -> Path:
    """Return two repetitions between two still stretches, as of somebody who takes their time."""
    still = 2 * RATE
    pictures = film[[*[0] * still, *range(TWO_REPS), *[TWO_REPS] * still]]
    return write_film(tmp_path_factory.mktemp("film") / "film.mp4", pictures)


@contextmanager
def _review(formcheck: Command) -> Iterator[str]:
    """Run ``formcheck review`` and yield the address that it prints."""
    process = formcheck.start("review", "--no-browser")
    try:
        assert process.stdout is not None
        lines = iter(process.stdout.readline, "")
        yield next(line.strip() for line in lines if "/enter?token=" in line)
    finally:
        process.send_signal(signal.SIGINT)
        said, complaint = process.communicate(timeout=30)
    assert "Everything was saved" in said
    assert complaint == ""


@pytest.fixture
def practice(formcheck: Command, clip: Path, display: str, tmp_path: Path) -> Iterator[Practice]:
    own = {"FORMCHECK_STORE": str(tmp_path / "kept" / "history.db")}
    own["XDG_STATE_HOME"] = str(tmp_path / "state")
    there = replace(formcheck, environment={**formcheck.environment, **own})
    live = replace(there, environment={**there.environment, "DISPLAY": display})
    with _review(there) as address, Page(tmp_path / "profile", timeout_s=120.0) as page:
        page.visit(address, "document.querySelector('main h1')?.textContent === 'Patients'")
        yield Practice(page, live, display, clip)


def _fill(page: Page, field: str, value: object) -> None:
    page.evaluate(
        f"document.querySelector('[name={json.dumps(field)}]').value = {json.dumps(str(value))}"
    )


def _send(page: Page, button: str) -> None:
    """Press the button of a form and wait for the page that answers."""
    page.evaluate("window.leaving = true")
    page.evaluate(
        f"[...document.querySelectorAll('button')].find(b => b.textContent === '{button}').click()"
    )
    page.wait_until("!window.leaving && document.readyState === 'complete'")


def _make_plan(page: Page) -> None:
    _fill(page, "label", _PATIENT)
    _send(page, "Add")
    page.visit(_address(page, "plan"))
    page.evaluate("document.querySelector('[name=\"prone_press_up.enabled\"]').click()")
    for field, value in {"reps": 2, "hold_s": 1, "cue": _CUE}.items():
        _fill(page, f"prone_press_up.{field}", value)
    _send(page, "Save the plan")


def _address(page: Page, part: str) -> str:
    root = re.match(r"http://[^/]+/[^/]+", str(page.evaluate("location.href")))
    assert root is not None
    return f"{root.group()}/patients/1/{part}"


def _open_newest(page: Page) -> None:
    """Follow the link of the notice, as a click does."""
    page.visit(str(page.evaluate("document.getElementById('arrived-set').href")), _READY)


def _count(page: Page, selector: str) -> int:
    return int(page.evaluate(f"document.querySelectorAll({json.dumps(selector)}).length"))


def _shown(page: Page, selector: str) -> str:
    return str(page.evaluate(f"document.querySelector({json.dumps(selector)}).textContent"))


def _saved(said: str, live: Command) -> Result:
    """Return the result in the folder that was named at the end."""
    folder = live.folder / said.splitlines()[0].rpartition("→ ")[2]
    return Result.model_validate_json((folder / "result.json").read_bytes())


def test_a_set_done_by_the_plan_arrives_in_the_open_page(practice: Practice) -> None:
    page = practice.page
    _make_plan(page)

    page.visit(_address(page, "sets"))
    said = practice.exercise()
    assert f"Kept in the history of “{_PATIENT}”." in said
    result = _saved(said, practice.live)
    dose = result.settings["prone_press_up"]["dose"]
    assert (dose["reps"], dose["hold_s"]) == (2, 1)
    # A busy machine sees fewer pictures of the film and may miss a repetition, but not both.
    assert result.summary.reps_counted >= 1
    assert _count(page, "#arriving tbody tr") == 1
    _open_newest(page)
    assert _shown(page, ".crumbs").endswith("live session · plan version 1")
    assert _count(page, "#rep-rows tr") == len(result.reps)
    assert _count(page, "#rep-lane > *") == len(result.reps)
    page.press("Home")
    page.wait_until(_DRAWN)
    assert page.evaluate(_FIGURE_ONLY)
    assert _shown(page, ".clip-problem").startswith("This set was not filmed")
    page.press(" ")
    page.wait_until("Number(document.getElementById('plot').ariaValueNow) > 1")
    page.press("k")

    page.visit(_address(page, "sets"))
    practice.exercise("--record")
    assert _count(page, "#arriving tbody tr") == 2
    _open_newest(page)
    page.wait_until("document.querySelector('video').readyState >= 2")
    assert not page.evaluate(_FIGURE_ONLY)
    page.press(" ")
    page.wait_until("document.querySelector('video').currentTime > 1")
    page.press("k")
    page.wait_until(_DRAWN)
    assert page.complaints == []
