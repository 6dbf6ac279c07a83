"""Whole screen or window: what is wished, and what the desktop must be asked for to get there."""

from __future__ import annotations

import math

Size = tuple[int, int]

#: The desktop is left so long to follow into a mode before it is asked for the next: if two
#: requests overlap, Qt may keep the size of the one and the window manager that of the other.
_FOLLOWS_WITHIN_S = 0.4
#: After so long in the wrong one it is asked anew, so often at most.
_REFUSED_AFTER_S, _MOST_TRIES = 1.0, 5


class ScreenMode:
    """Whole screen or window: what is wished, and what the desktop must be asked for to get there.

    What Qt reports is only what was asked for. Whether it came about is seen by the size.

    Parameters
    ----------
    full_screen : bool
        The mode that is wished at first.
    window_px : (width, height)
        Of the window.
    screen_px : (width, height) or None
        Of the screen, if that is known.
    managed : bool
        False where no window manager could do more than it did.
    """

    def __init__(
        self, full_screen: bool, window_px: Size, screen_px: Size | None, *, managed: bool = True
    ) -> None:
        self.full_screen = full_screen
        self._window_px, self._screen_px = window_px, screen_px
        self._most_tries = _MOST_TRIES if managed else 0
        self.opened()

    def opened(self) -> None:
        """Note that the window came up anew: as a window, whatever is wished."""
        self._asked_for = False
        self._asked_s = -math.inf
        self._tries = 0

    def toggle(self) -> None:
        """Wish for the other mode."""
        self.full_screen = not self.full_screen
        self._tries = 0

    def next_request(self, size_px: Size, now_s: float) -> bool | None:
        """Return the mode to ask the desktop for now, None for none.

        Parameters
        ----------
        size_px : (width, height)
            Of the inside of the window now.
        now_s : float
            Monotonic.
        """
        if now_s - self._asked_s < _FOLLOWS_WITHIN_S:
            return None
        if self._asked_for == self.full_screen:
            if not self._is_wrong(size_px):
                self._note(size_px)
                return None
            if self._tries == self._most_tries or now_s - self._asked_s < _REFUSED_AFTER_S:
                return None
            self._tries += 1
        # Where it was asked in vain, the other mode comes first: Qt passes on only what changes.
        self._asked_for = not self._asked_for
        self._asked_s = now_s
        return self._asked_for

    def _is_wrong(self, size_px: Size) -> bool:
        if self._window_px == self._screen_px:
            return False
        if self.full_screen:
            return size_px[0] <= self._window_px[0] and size_px[1] <= self._window_px[1]
        return size_px == self._screen_px

    def _note(self, size_px: Size) -> None:
        if self.full_screen:
            self._screen_px = size_px
        else:
            self._window_px = size_px
