"""A place for one thing: what is put there replaces what was not taken."""

from __future__ import annotations

import threading
from typing import Generic, TypeVar

Item = TypeVar("Item")


class Newest(Generic[Item]):
    """Hands the newest item from one thread to another; the one that puts never waits.

    Whoever draws should wait here for its next picture rather than look by the
    clock: every wait by the clock makes the picture older.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._item: Item | None = None

    def put(self, item: Item) -> None:
        """Put an item there, in place of one that nobody took."""
        with self._changed:
            self._item = item
            self._changed.notify_all()

    def take(self, timeout_s: float = 0.0) -> Item | None:
        """Take the item away; None if none comes within the time."""
        with self._changed:
            self._changed.wait_for(lambda: self._item is not None, timeout_s)
            item, self._item = self._item, None
        return item
