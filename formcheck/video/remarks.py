"""What people should know of how a clip's times and pictures were read."""

from __future__ import annotations

import math

from formcheck.video.frame import VideoInfo
from formcheck.video.reading import Reading


def remarks_on_reading(info: VideoInfo, wish: Reading) -> tuple[str, ...]:
    """Return sentences about guessed times, slow motion and time lapse; none of most clips.

    Parameters
    ----------
    info : VideoInfo
        Of the clip as it was read.
    wish : Reading
        What a person said of it.
    """
    remarks = []
    if info.rate_guessed:
        remarks.append(
            f"The file does not say how many pictures a second it has; {info.fps * info.speed:g} "
            "was taken, as players do. If times look wrong, say the rate with --fps."
        )
    if not math.isclose(info.speed, 1.0):
        remarks.append(_speed_words(info.speed, by_the_recorder=wish.speed is None))
    return tuple(remarks)


def _speed_words(speed: float, *, by_the_recorder: bool) -> str:
    way, times = ("slow motion", 1 / speed) if speed < 1.0 else ("time lapse", speed)
    words = f"Filmed in {way} ({times:.3g} times): times are those of the movement."
    if by_the_recorder:
        words += " The recorder says so; if it is wrong, use --speed 1."
    return words
