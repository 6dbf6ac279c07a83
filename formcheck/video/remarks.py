"""What people should know of how a clip's times and pictures were read."""

from __future__ import annotations

import math
from collections.abc import Sequence

from formcheck.video.frame import VideoInfo
from formcheck.video.reading import Reading
from formcheck.video.timing import LONGEST_PAUSE_S, Jump


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


def remark_on_jumps(jumps: Sequence[Jump]) -> str:
    """Return the sentences about a clock that leaps ahead.

    Parameters
    ----------
    jumps : sequence of Jump
        At least one.
    """
    longest = _spell_length(max(jump.length_s for jump in jumps))
    first = f"at {jumps[0].at_s:.1f} s, by {longest}"
    if len(jumps) > 1:
        first = f"{len(jumps)} times, first at {jumps[0].at_s:.1f} s, by up to {longest}"
    return (
        f"The clip's clock jumps ahead {first}. {LONGEST_PAUSE_S:.0f} s are counted for a jump, "
        "and nothing is measured across it."
    )


def _spell_length(length_s: float) -> str:
    hours = length_s / 3600
    return f"{hours:.1f} hours" if hours >= 1 else f"{length_s / 60:.1f} minutes"
