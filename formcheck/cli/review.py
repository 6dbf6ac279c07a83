"""``formcheck review``: the therapist's pages, in a browser on this computer."""

from __future__ import annotations

from formcheck.cli.options import DebugOption, LanguageOption, NoBrowserOption, PortOption
from formcheck.cli.store_options import StoreOption


def review(
    store: StoreOption = None,
    port: PortOption = None,
    no_browser: NoBrowserOption = False,
    language: LanguageOption = None,
    debug: DebugOption = False,
) -> None:
    """Watch, correct and compare sets, follow progress and set plans.

    Opens pages in your browser that only this computer can reach. They work
    until you end this command with Ctrl-C.
    """
    from formcheck.cli.review_run import run_review
    from formcheck.review.web.server import PATIENTS

    run_review(store, port, open_browser=not no_browser, first_page=PATIENTS)
