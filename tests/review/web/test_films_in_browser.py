"""From an empty history to scored films, as somebody does it who never opens a terminal."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from formcheck.pose.bundle_file import Bundle
from tests.support.chromium import Page, find_chromium
from tests.support.clips import brightness_ramp, write_clip
from tests.support.home_page import choose_films, film_row
from tests.support.review_site import running_site
from tests.support.sample_film import FASTER, TWO_REPS, read_sample, write_film
from tests.support.site_pages import address_of
from tests.support.two_pages import OpenPages, open_pages

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(find_chromium() is None, reason="no Chromium on this machine"),
]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenPages]:
    with open_pages(tmp_path_factory.mktemp("home")) as pages:
        yield pages


@pytest.fixture(scope="module")
def browser(home: OpenPages, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    with Page(tmp_path_factory.mktemp("profile"), timeout_s=120.0) as page:
        page.visit(home.entrance, "!!document.querySelector('.doors form')")
        yield page


def test_three_films_are_chosen_and_scored(
    home: OpenPages, browser: Page, bundle: Bundle, tmp_path: Path
) -> None:
    page = browser
    page.evaluate("document.querySelector('.doors form').requestSubmit()")
    page.wait_until("document.readyState === 'complete' && !!document.getElementById('drop')")
    good = write_film(tmp_path / "good.mp4", read_sample()[FASTER][:TWO_REPS])
    nobody = write_clip(tmp_path / "nobody.mp4", brightness_ramp(320, 240), 20)
    script = tmp_path / "no film.mp4"
    script.write_text("#!/bin/sh\nrm -rf /\n")
    choose_films(page, script, nobody, good)
    for name, state in (("no film.mp4", "failed"), ("nobody.mp4", "failed"), ("good.mp4", "done")):
        page.wait_until(f"{film_row(name)}?.classList.contains('{state}')")
    assert "is not a video" in page.evaluate(f"{film_row('no film.mp4')}.textContent")
    assert "Prone press up · 2 repetitions" in page.evaluate(f"{film_row('good.mp4')}.textContent")
    assert "patient" not in page.evaluate("document.body.innerText").lower()
    assert page.complaints == []

    # The same film under another name is known by its bytes.
    copy = tmp_path / "copy of good.mp4"
    copy.write_bytes(good.read_bytes())
    choose_films(page, copy)
    page.wait_until(f"{film_row(copy.name)}?.textContent.includes('the same film as “good.mp4”')")
    assert home.store.sets.select().total == 1
    assert len(home.store.films.all()) == 3

    link = page.evaluate(f"{film_row('good.mp4')}.querySelector('a').href")
    page.visit(link, "document.getElementById('review')?.dataset.ready === 'yes'")
    page.wait_until("document.querySelector('video').readyState >= 2")
    assert page.complaints == []


def test_somebody_new_is_chosen_once_a_film_of_theirs_has_come(tmp_path: Path) -> None:
    one, another = tmp_path / "one.mp4", tmp_path / "another.mp4"
    for film in (one, another):
        film.write_bytes(film.name.encode())
    (tmp_path / "store").mkdir()
    with running_site(tmp_path / "store") as site, Page(tmp_path / "profile") as page:
        page.visit(
            f"http://127.0.0.1:{site.port}/enter?token={site.keys.token}",
            "document.querySelector('meta[name=form-token]') !== null",
        )
        page.visit(address_of(site, "/home"))
        page.evaluate(
            "(() => { const who = document.getElementById('film-for'); who.value = 'new';"
            "who.dispatchEvent(new Event('change')); })()"
        )
        # Films without a name wait for it: they must not go to nobody.
        choose_films(page, one)
        page.wait_until("!document.getElementById('message').hidden")
        assert site.store.films.all() == []
        page.evaluate(
            "(() => { const label = document.getElementById('film-label'); label.value = 'Bea';"
            "label.dispatchEvent(new Event('change')); })()"
        )
        chosen = "document.getElementById('film-for').selectedOptions[0].textContent"
        page.wait_until(f"{chosen} === 'Bea'")
        assert page.evaluate("document.getElementById('film-label-field').hidden")
        choose_films(page, another)
        page.wait_for(lambda: len(site.store.films.all()) == 2, "both films")
        bea = site.store.patients.find("Bea")
        assert bea is not None
        assert {film.asked.patient_id for film in site.store.films.all()} == {bea.id}
        assert page.complaints == []


def test_formcheck_is_closed_from_the_page(home: OpenPages, browser: Page) -> None:
    root = home.server.site.keys.root
    address = home.entrance.partition("/enter")[0]
    browser.visit(
        f"{address}{root}/home", "!!document.querySelector('.home-foot form[action$=leave]')"
    )
    browser.evaluate("document.querySelector('.home-foot form[action$=leave]').requestSubmit()")
    browser.wait_until("document.querySelector('h1')?.textContent === 'formcheck is closed'")
    end_s = time.monotonic() + 60
    while not home.server.should_exit:
        assert time.monotonic() < end_s
        time.sleep(0.02)
