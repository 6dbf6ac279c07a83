"""Loading what a command needs, when it is called."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from formcheck.native import naming_missing_library


@contextmanager
def loading(part: str) -> Iterator[None]:
    """Load modules in the block; one that lacks a library of the system is told for people.

    Modules stay until the end. To look for garbage among them costs a tenth of a
    short run and finds none, so that is not done meanwhile, nor ever again.

    Parameters
    ----------
    part : str
        What cannot run without them; see `formcheck.native.naming_missing_library`.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        with naming_missing_library(part):
            yield
    finally:
        gc.freeze()
        if collecting:
            gc.enable()
