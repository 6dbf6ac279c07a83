"""How many pictures a second a clip has, and how fast it plays, by what is written in the file."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from av.container import InputContainer
from av.video.stream import VideoStream

from formcheck.video.reading import SLOWEST

# Demuxers of bare streams, which have no container around them and most of them no times.
_BARE_FORMATS = frozenset(
    {"h261", "h263", "h264", "hevc", "vvc", "evc", "m4v", "mpegvideo", "mjpeg", "mjpeg_2000"}
    | {"obu", "vc1", "cavsvideo", "avs2", "avs3", "dirac"}
)
#: What FFmpeg and most players take where a bare stream does not say.
_USUAL_FPS = 25.0
# Headers that nobody filled in hold a clock's ticks instead of a rate.
_MOST_FPS = 480.0
#: Android's recorder: how many pictures a second were filmed, whatever they play at.
_CAPTURE_TAG = "com.android.capture.fps"
# No recorder plays at fewer pictures a second: a film with fewer was thinned out since.
_LEAST_PLAYED_FPS = 20.0
# From here on it is slow motion; below, a rate that wavered, or one that was converted.
_LEAST_FACTOR = 1.9


@dataclass(frozen=True)
class Rate:
    """Pictures a second.

    Attributes
    ----------
    fps : float
    guessed : bool
        Whether the file says nothing of it.
    """

    fps: float
    guessed: bool = False


def find_rate(container: InputContainer, stream: VideoStream) -> Rate:
    """Return the rate that a file states.

    Parameters
    ----------
    container, stream
        A bare stream's rate is that of its own header; FFmpeg gives it a rate of 25 in any case.
    """
    if container.format.name in _BARE_FORMATS:
        header = stream.codec_context.framerate
        if header and 1 <= header <= _MOST_FPS:
            return Rate(float(header))
        return Rate(_USUAL_FPS, guessed=True)
    stated = stream.average_rate or stream.guessed_rate
    return Rate(float(stated)) if stated else Rate(_USUAL_FPS, guessed=True)


def recorded_speed(tags: Mapping[str, str], played_fps: float) -> float:
    """Return how fast a film plays by what its recorder wrote down, 1 if that is nothing.

    A recorder that stretches time notes how many pictures a second it took. Where
    fewer are left than any recorder plays, every second or third one was kept since,
    and the film played at the next multiple that one does play at.

    Parameters
    ----------
    tags : mapping
        Of container and stream.
    played_fps : float
        Pictures a second by the film's own times.

    Returns
    -------
    float
        0.25 where the film takes four times as long as the movement.
    """
    try:
        captured_fps = float(tags.get(_CAPTURE_TAG, ""))
    except ValueError:
        return 1.0
    if not math.isfinite(captured_fps) or played_fps <= 0:
        return 1.0
    written_fps = played_fps * max(1, math.ceil(_LEAST_PLAYED_FPS / played_fps - 1e-6))
    factor = captured_fps / written_fps
    # Beyond that the tag is damaged: nobody could say such a speed, either.
    return written_fps / captured_fps if _LEAST_FACTOR <= factor <= 1.0 / SLOWEST else 1.0
