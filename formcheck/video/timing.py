"""Frame times from presentation timestamps, mended where a container gives bad ones."""

from __future__ import annotations


class PresentationClock:
    """Turns presentation timestamps into strictly increasing seconds.

    Timestamps are taken as they are wherever they increase; one that is missing,
    repeated or goes backwards is replaced by the time before it plus one nominal
    frame interval.

    Parameters
    ----------
    first_s : float
        Timestamp of the clip's first frame, seconds; becomes time 0.
    interval_s : float
        Nominal time between frames, seconds, greater than 0.
    """

    def __init__(self, first_s: float, interval_s: float) -> None:
        self._first_s = first_s
        self._interval_s = interval_s
        self._last_s: float | None = None

    def time_of(self, timestamp_s: float | None) -> float:
        """Return the time of the next frame, seconds after the clip's first frame.

        Parameters
        ----------
        timestamp_s : float or None
            The frame's own timestamp in seconds, None if it has none.
        """
        time_s = None if timestamp_s is None else timestamp_s - self._first_s
        if self._last_s is None:
            time_s = 0.0 if time_s is None else time_s
        elif time_s is None or time_s <= self._last_s:
            time_s = self._last_s + self._interval_s
        self._last_s = time_s
        return time_s
