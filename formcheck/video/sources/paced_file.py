"""A recorded clip played at its own pace, as if it were a camera."""

from __future__ import annotations

import threading
import time
from pathlib import Path

from formcheck.video.frame import DEFAULT_MAX_SIDE_PX
from formcheck.video.reader import VideoFile
from formcheck.video.sources.source import Captured

#: A picture this much later than its moment is left out.
_LATE_S = 0.05


class PacedFile:
    """Plays a clip by its presentation timestamps; it ends when the clip does.

    Every picture counts as captured at its own moment after the start, so that the
    times between pictures are those of the clip to the last digit.

    Parameters
    ----------
    path : Path
    every_frame : bool
        True to leave no picture out: the clip then waits for its reader, and its
        clock falls behind if the reader is slow.
    speed : float
        With `every_frame`: 2 plays twice as fast; the times stay those of the clip.

    Raises
    ------
    InputError
        If the file is missing or no picture of it can be decoded.
    """

    def __init__(
        self,
        path: Path,
        *,
        every_frame: bool = False,
        speed: float = 1.0,
        max_side_px: int = DEFAULT_MAX_SIDE_PX,
    ) -> None:
        self._frames = VideoFile(path, max_side_px).frames()
        self._speed = speed
        self._closing = threading.Event()
        self._began_s: float | None = None
        self.title = f"“{path.name}”"
        self.every_frame = every_frame

    def read(self) -> Captured | None:
        """Wait until the next picture is due; None at the clip's end."""
        for frame in self._frames:
            if self._began_s is None:
                self._began_s = time.monotonic()
            wait_s = self._began_s + frame.time_s / self._speed - time.monotonic()
            if wait_s < -_LATE_S and not self.every_frame:
                continue
            if self._closing.wait(max(0.0, wait_s)):
                return None
            return Captured(frame.rgb, self._began_s + frame.time_s)
        return None

    def close(self) -> None:
        """Stop playing."""
        self._closing.set()
