"""An MJPEG camera in front of somebody who moves when told to."""

from __future__ import annotations

import time
from collections.abc import Sequence

from tests.support.mjpeg_server import MjpegServer


class DirectedCamera(MjpegServer):
    """Shows one moment of a film until told to play; the film goes on while nobody watches.

    Parameters
    ----------
    jpegs : sequence of bytes
        The pictures of the film.
    rate : float
        How many make a second.
    """

    def __init__(self, jpegs: Sequence[bytes], rate: float) -> None:
        super().__init__(jpegs, fps=20.0)
        self._rate = rate
        self._from_s = self._to_s = 0.0
        self._began_s = time.monotonic()

    @property
    def moment_s(self) -> float:
        """The moment of the film that is shown now."""
        return min(self._to_s, self._from_s + time.monotonic() - self._began_s)

    def play_to(self, moment_s: float) -> None:
        """Go on from the moment that is shown, and stand still at another."""
        self._from_s = self.moment_s
        self._began_s, self._to_s = time.monotonic(), moment_s

    def wait_until(self, moment_s: float) -> None:
        """Wait until a moment is shown."""
        while self.moment_s < moment_s:
            time.sleep(0.02)

    def picture_at(self, place: int) -> bytes:
        """See `MjpegServer.picture_at`."""
        return self.jpegs[min(int(self.moment_s * self._rate), len(self.jpegs) - 1)]
