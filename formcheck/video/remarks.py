"""What people should know of how a clip's times and pictures were read."""

from __future__ import annotations

import math
from collections.abc import Sequence

from formcheck import words
from formcheck.video.frame import VideoInfo
from formcheck.video.reading import Reading
from formcheck.video.timing import LONGEST_PAUSE_S, Jump

_HOUR_S = 3600


def tell(key: str, **values: object) -> str:
    """Return what a result says of a film, in English; KeyError if there is no such sentence."""
    return words.tell("formcheck.video", key, **values)


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
        remarks.append(tell("rate_guessed", rate=f"{info.fps * info.speed:g}"))
    if not math.isclose(info.speed, 1.0):
        remarks.append(_speed_words(info.speed, by_the_recorder=wish.speed is None))
    return tuple(remarks)


def _speed_words(speed: float, *, by_the_recorder: bool) -> str:
    key, times = ("slow_motion", 1 / speed) if speed < 1.0 else ("time_lapse", speed)
    return tell(f"{key}_by_recorder" if by_the_recorder else key, times=f"{times:.3g}")


def remark_on_jumps(jumps: Sequence[Jump]) -> str:
    """Return the sentences about a clock that leaps ahead.

    Parameters
    ----------
    jumps : sequence of Jump
        At least one.
    """
    longest_s = max(jump.length_s for jump in jumps)
    hours = longest_s / _HOUR_S
    return tell(
        f"{'jump' if len(jumps) == 1 else 'jumps'}_{'hours' if hours >= 1 else 'minutes'}",
        number=len(jumps),
        at=f"{jumps[0].at_s:.1f}",
        hours=f"{hours:.1f}",
        minutes=f"{longest_s / 60:.1f}",
        counted=f"{LONGEST_PAUSE_S:.0f}",
    )
