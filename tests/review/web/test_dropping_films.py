"""Films dropped onto a page as a mouse drops them; skipped where there is no browser."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.chromium import Page, find_chromium
from tests.support.clips import brightness_ramp, write_clip
from tests.support.home_page import drop_films
from tests.support.review_site import ReviewSite

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(find_chromium() is None, reason="no Chromium on this machine"),
]


def test_films_are_dropped_on_the_field_and_beside_it(site: ReviewSite, tmp_path: Path) -> None:
    films = [
        write_clip(tmp_path / f"{name}.mp4", brightness_ramp(), frames, rate=10)
        for name, frames in (("first", 10), ("second", 11), ("beside", 12))
    ]
    listed = "document.querySelectorAll('#film-list li').length"
    root = f"http://127.0.0.1:{site.port}"
    with Page(tmp_path / "profile", timeout_s=60.0) as page:
        page.visit(f"{root}/enter?token={site.keys.token}")
        here = f"{root}{site.keys.root}/patients/{site.patient_id}/sets"
        page.visit(here, "document.readyState === 'complete' && !!document.getElementById('drop')")
        box = page.box("#drop")
        drop_films(page, box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, *films[:2])
        page.wait_until(f"{listed} === 2")
        page.wait_for(lambda: len(site.store.films.all()) == 2, "both films came in")
        drop_films(page, 600, 15, films[2])
        page.wait_for(lambda: len(site.store.films.all()) == 3, "the third film came in")
        assert page.evaluate("location.href") == here, "the page was not left for the film"
        names = {film.asked.name for film in site.store.films.all()}
        assert names == {"first.mp4", "second.mp4", "beside.mp4"}
        assert page.complaints == []
