"""Looks into the shared folders while the pages are open."""

from __future__ import annotations

import threading
from contextlib import suppress

from formcheck.errors import FormcheckError
from formcheck.exchange.letterbox import Letterbox
from formcheck.history.store import Store

#: A folder of a cloud or on a network disk: each look costs something.
_LOOK_EVERY_S = 5.0
_LONGEST_END_S = 10.0


class LetterboxKeeper:
    """Takes in what the other sides put into the shared folders.

    Parameters
    ----------
    store : Store
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._letterbox = Letterbox(store)
        self._looking: threading.Thread | None = None
        self._ending = threading.Event()
        self._lock = threading.Lock()

    def wake(self) -> None:
        """Look from now on to the end."""
        with self._lock:
            if self._looking is None and not self._ending.is_set():
                self._looking = threading.Thread(target=self._look, daemon=True)
                self._looking.start()

    def wake_if_needed(self) -> None:
        """Do so only if there is a shared folder."""
        if any(link.folder for link in self._store.links.all()):
            self.wake()

    def close(self) -> None:
        """End; what is being taken in is taken in whole."""
        self._ending.set()
        if self._looking is not None:
            self._looking.join(_LONGEST_END_S)

    def _look(self) -> None:
        while not self._ending.is_set():
            # A locked history is told where it hinders; here the next look may do.
            with suppress(FormcheckError, OSError):
                self._letterbox.look()
            self._ending.wait(_LOOK_EVERY_S)
