"""No page scrolls sideways on a telephone; skipped where there is no browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from formcheck.history.models import NewSet
from formcheck.words import ENGLISH, speaking
from tests.support.chromium import Page, find_chromium
from tests.support.films import add_film
from tests.support.history import make_landmarks, make_result
from tests.support.review_site import PERFORMED_AT, ReviewSite
from tests.support.site_pages import (
    PAGES,
    address_of,
    fill_history,
    page_templates,
    submit,
    visit,
)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(find_chromium() is None, reason="no Chromium on this machine"),
]
#: The language whose words are longest.
_LONGEST_WORDS = "de"
_PHONE = {"width": 390, "height": 844}
#: No place to break it, as long as a label may be.
_LONG = "Wolfeschlegelsteinhausenbergerdorff" * 2
#: What sticks out of the window and is not in a part that scrolls by itself, or is cut.
_STICKS_OUT = """
(() => {
  for (const part of document.querySelectorAll("details")) part.open = true;
  const page = document.documentElement;
  if (page.scrollWidth <= page.clientWidth) return [];
  const isHeld = (element) => {
    for (let at = element.parentElement; at && at !== document.body; at = at.parentElement) {
      if (getComputedStyle(at).overflowX !== "visible") return true;
    }
    return false;
  };
  return [...document.body.querySelectorAll("*")]
    .filter((element) => element.getBoundingClientRect().right > page.clientWidth + 0.5)
    .filter((element) => !isHeld(element))
    .map((element) => `${element.tagName}.${element.className} ${element.textContent.trim()}`)
    .map((words) => words.slice(0, 90));
})()
"""


@pytest.fixture
def shown(tmp_path_site: ReviewSite, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Names of the templates of all pages that are shown from here on."""
    names: set[str] = set()
    make = tmp_path_site.application.environment.get_template

    def note(name: str, *rest: Any) -> object:
        names.add(name)
        return make(name, *rest)

    monkeypatch.setattr(tmp_path_site.application.environment, "get_template", note)
    return names


@pytest.fixture
def english_afterwards(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("FORMCHECK_LANGUAGE", ENGLISH)
    with speaking(ENGLISH):
        yield


@pytest.fixture
def phone(tmp_path_site: ReviewSite, tmp_path: Path) -> Iterator[Page]:
    site = tmp_path_site
    fill_history(site)
    site.store.patients.rename(site.patient_id, _LONG)
    add_film(site.store, site.store.patients.get(site.patient_id), name=f"{_LONG * 3}.mp4")
    with Page(tmp_path / "profile", timeout_s=60.0) as page:
        page.send("Emulation.setDeviceMetricsOverride", **_PHONE, deviceScaleFactor=1, mobile=False)
        page.visit(
            f"http://127.0.0.1:{site.port}/enter?token={site.keys.token}",
            "document.querySelector('meta[name=form-token]') !== null",
        )
        yield page


def _damaged_set(site: ReviewSite, folder: Path) -> int:
    folder.mkdir()
    result = make_result(f"{_LONG * 3}.mp4")
    new = NewSet(result, PERFORMED_AT, "score", folder, landmarks=make_landmarks())
    set_id = site.store.sets.add(site.patient_id, new).set_id
    site.store.sets.get(set_id).files.result_json.write_text("no JSON")
    return set_id


@pytest.mark.usefixtures("english_afterwards")
def test_no_page_scrolls_sideways_on_a_telephone(
    tmp_path_site: ReviewSite, phone: Page, shown: set[str], tmp_path: Path
) -> None:
    site, found = tmp_path_site, {}

    def look(what: str) -> None:
        if sticks_out := phone.evaluate(_STICKS_OUT):
            found[what] = sticks_out

    submit(phone, site, "/home/language", language=_LONGEST_WORDS)
    for path in PAGES:
        visit(phone, site, path)
        look(path)
    damaged = _damaged_set(site, tmp_path / "damaged")
    phone.visit(address_of(site, f"/sets/{damaged}"))
    look("a damaged set")
    site.application.file = tmp_path / f"{_LONG}.formcheck"
    site.application.file.write_bytes(b"no letter")
    phone.visit(address_of(site, "/letters/given"))
    look("a file that was given")
    submit(phone, site, "/sets/review", set=f"{site.set_id}:0")
    look("sets that were reviewed together")
    submit(phone, site, "/patients/{patient}/delete", confirmed_label=_LONG)
    look("a patient who was deleted")
    submit(phone, site, "/home/whom", whom="me")
    look("the first page of somebody alone")
    own = site.application.audience.own().id
    submit(phone, site, f"/patients/{own}/messages", text="Ich kann den Urin nicht halten.")
    look("a message with a warning sign")
    submit(phone, site, "/home/leave")
    look("the end")
    assert found == {}
    assert page_templates() - shown == set(), "these were not looked at"
