"""The way in for people who never open a terminal, from an empty home to a patient who needs one.

``formcheck`` alone is a process of its own, and everything is done in a browser, with its mouse
and keys; skipped where there is none.
"""

from __future__ import annotations

import json
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import cv2
import pytest

from formcheck.history.store import Store
from tests.e2e.command import Command, empty_home
from tests.e2e.reviewing import read_entrance
from tests.support.chromium import Page, find_chromium
from tests.support.clips import brightness_ramp, write_clip
from tests.support.home_page import drop_films, film_row

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(find_chromium() is None, reason="no Chromium on this machine"),
]
#: A rendered person who bends back, filmed from the front (four seconds, ten pictures a second).
_FROM_THE_FRONT = Path(__file__).parent / "clips" / "from_the_front.mp4"
_FILM_PX = (320, 240)
_LISTED = "document.querySelectorAll('#drawing-list li').length"
_ROWS = "[...document.querySelectorAll('.caseload tbody tr')]"
_LOADED = "document.readyState === 'complete'"
_HOME = f"{_LOADED} && !!document.getElementById('drop')"


@dataclass(frozen=True)
class FrontDoor:
    """A browser at the first page, where its downloads go, and where the history is."""

    page: Page
    downloads: Path
    history: Path

    def click(self, selector: str) -> None:
        """Click into the middle of an element."""
        box = self.page.box(selector)
        self.page.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)

    def write(self, selector: str, text: str) -> None:
        """Click into a field and write."""
        self.click(selector)
        self.page.send("Input.insertText", text=text)


@pytest.fixture
def door(formcheck: Command, tmp_path: Path) -> Iterator[FrontDoor]:
    home, downloads = tmp_path / "home", tmp_path / "downloads"
    home.mkdir()
    process = formcheck.start(**empty_home(home))
    try:
        entrance = read_entrance(process)
        with Page(tmp_path / "profile", timeout_s=120.0) as page:
            page.send("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(downloads))
            page.visit(entrance, f"{_LOADED} && !!document.querySelector('.doors form')")
            yield FrontDoor(page, downloads, home / "data" / "formcheck" / "history.sqlite3")
            assert page.complaints == []
    finally:
        process.send_signal(signal.SIGINT)
        _, complaint = process.communicate(timeout=60)
    assert (process.returncode, complaint) == (0, "")


def _click_door(door: FrontDoor, name: str) -> None:
    """Click the door that holds this name."""
    door.page.evaluate(
        "[...document.querySelectorAll('.door')].find((each) => each.textContent"
        f".includes({json.dumps(name)})).id = 'wanted-door'"
    )
    door.click("#wanted-door")


def _measure_an_angle(door: FrontDoor) -> float:
    """Click shoulder, hip and knee of the drawing, more or less; return what the page says."""
    page = door.page
    page.box(".drawing-layer")
    page.press("1")
    layer = page.box(".drawing-layer")
    for across, down in ((0.25, 0.3), (0.5, 0.7), (0.75, 0.3)):
        page.click(layer["x"] + across * layer["width"], layer["y"] + down * layer["height"])
    page.wait_until(f"{_LISTED} === 1")
    words = str(page.evaluate("document.querySelector('#drawing-list .words').textContent"))
    return float(words.removeprefix("Angle: ").removesuffix("°"))


def _save_still(door: FrontDoor) -> Path:
    door.page.press("i")
    door.page.wait_for(lambda: any(door.downloads.glob("*.png")), "the picture was saved")
    (still,) = door.downloads.glob("*.png")
    return still


def test_from_an_empty_home_to_a_patient_who_needs_attention(
    door: FrontDoor, short_clip: Path, tmp_path: Path
) -> None:
    page = door.page
    _click_door(door, "People I look after")
    page.wait_until(_HOME)

    # Three films of somebody new are dropped at once, and looked at one after the other.
    nobody = write_clip(tmp_path / "nobody.mp4", brightness_ramp(*_FILM_PX), 20)
    page.evaluate(
        "document.getElementById('film-for').value = 'new';"
        "document.getElementById('film-for').dispatchEvent(new Event('change'))"
    )
    door.write("#film-label", "A. B.")
    field = page.box("#drop")
    middle = field["x"] + field["width"] / 2, field["y"] + field["height"] / 2
    drop_films(page, *middle, nobody, _FROM_THE_FRONT, short_clip)
    for film, state in ((nobody, "failed"), (_FROM_THE_FRONT, "failed"), (short_clip, "done")):
        page.wait_until(f"{film_row(film.name)}?.classList.contains('{state}')")
    assert "No person" in page.evaluate(f"{film_row(nobody.name)}.textContent")
    assert "not side-on" in page.evaluate(f"{film_row(_FROM_THE_FRONT.name)}.textContent")
    assert "Prone press up · 2 repetitions" in page.evaluate(
        f"{film_row(short_clip.name)}.textContent"
    )

    # The good one is watched, measured, saved as a picture and reviewed.
    link = page.evaluate(f"{film_row(short_clip.name)}.querySelector('.film-set a').href")
    page.visit(link, "document.getElementById('review')?.dataset.ready === 'yes'")
    page.wait_until("document.querySelector('video').readyState >= 2")
    # Its sides go 80 px across and 96 px down: twice the angle whose tangent is 80/96.
    assert _measure_an_angle(door) == pytest.approx(79.6, abs=1.5)
    picture = cv2.imread(str(_save_still(door)))
    assert picture is not None
    assert picture.shape[1::-1] == _FILM_PX
    page.press("Escape")
    page.press("r")
    page.wait_until("!document.getElementById('reopen').hidden")

    # Nobody needs attention now; then a warning sign is reported by another patient.
    place = page.evaluate("document.querySelectorAll('.bar a')[1].href")
    page.visit(place, f"{_LOADED} && !!document.querySelector('.caseload')")
    assert "To review" not in page.evaluate("document.querySelector('.caseload').innerText")
    door.write("#label", "Ångström, Z.")
    door.click("form[action$='/patients'] button")
    page.wait_until(f"{_LOADED} && location.pathname.endsWith('/plan')")
    with Store.open(door.history) as store:
        (new,) = (each.patient for each in store.patients.overviews() if each.sets == 0)
        store.safety.add(new.id, kind="red_flag", detail="numb", happened_at=datetime.now(UTC))
    page.visit(place, f"{_LOADED} && !!document.querySelector('.caseload')")
    first, second = page.evaluate(f"{_ROWS}.map((row) => row.innerText)")
    assert "Ångström, Z." in first
    assert "Warning sign" in first
    assert "A. B." in second
