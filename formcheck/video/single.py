"""One picture of a clip."""

from __future__ import annotations

from formcheck.errors import InputError
from formcheck.video.frame import Frame
from formcheck.video.reader import VideoFile

#: Wider than the pause between two pictures of any usual clip.
_AROUND_S = 0.6


def read_nearest(video: VideoFile, time_s: float) -> Frame:
    """Return the frame nearest to a moment, the last one after the end.

    Raises
    ------
    InputError
        The clip cannot be decoded there.
    """
    best: Frame | None = None
    for before_s in (_AROUND_S, time_s):
        for frame in video.frames(start_s=max(0.0, time_s - before_s)):
            if best is None or abs(frame.time_s - time_s) <= abs(best.time_s - time_s):
                best = frame
            if frame.time_s >= time_s:
                break
        if best is not None:
            return best
    raise InputError("This moment of the clip cannot be shown.", "Choose another moment.")
