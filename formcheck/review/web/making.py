"""How far files are that are being made just now, for pages that wait for them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Making:
    """The share that is done of each file that is being made; threads may ask meanwhile."""

    def __init__(self) -> None:
        self._done: dict[str, float] = {}
        self._lock = threading.Lock()

    @contextmanager
    def noting(self, name: str) -> Iterator[Callable[[float], None]]:
        """Give what notes the share that is done, 0 to 1; it is forgotten at the end.

        Parameters
        ----------
        name : str
            Chosen by the page that will ask; empty if none will.
        """

        def note(share: float) -> None:
            with self._lock:
                self._done[name] = min(max(share, 0.0), 1.0)

        note(0.0)
        try:
            yield note
        finally:
            with self._lock:
                self._done.pop(name, None)

    def share_done(self, name: str) -> float | None:
        """Return how much is done, 0 to 1; None if nothing of this name is being made."""
        with self._lock:
            return self._done.get(name)
