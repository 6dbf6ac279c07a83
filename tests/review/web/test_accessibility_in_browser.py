"""WCAG 2.2 AA, as far as axe-core can tell it, on every page, in light and in dark."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.axe import find_problems
from tests.support.chromium import Page, find_chromium
from tests.support.review_site import ReviewSite
from tests.support.site_pages import PAGES, fill_history, visit

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(find_chromium() is None, reason="no Chromium on this machine"),
]


@pytest.fixture(scope="module")
def browser(site: ReviewSite, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A browser that was let in; the patient has a plan, a warning sign, and pain."""
    fill_history(site)
    with Page(tmp_path_factory.mktemp("profile"), timeout_s=60.0) as page:
        page.visit(f"http://127.0.0.1:{site.port}/enter?token={site.keys.token}")
        yield page


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(browser: Page, site: ReviewSite, path: str) -> None:
    visit(browser, site, path)
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
