"""``formcheck score-films``: the process that scores what waits in the history; not for people."""

from __future__ import annotations

from formcheck.cli.options import DebugOption
from formcheck.cli.store_options import StoreOption


def score_films(store: StoreOption = None, debug: DebugOption = False) -> None:
    """Score the films that wait in the history until the input ends; started by the pages."""
    from formcheck.worker.worker import run_worker

    run_worker(store)
