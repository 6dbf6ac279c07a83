"""``formcheck batch-worker``: a worker of a batch, where there is no Python to start one with."""

from __future__ import annotations


def batch_worker() -> None:
    """Do what ``formcheck batch`` sends; it starts this by itself."""
    from formcheck.batch.worker import main

    main()
