"""H.264 encoding with whichever encoder this machine's PyAV carries."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from typing import Any, TypeAlias

import av
import cv2
import numpy as np
from av.error import FFmpegError
from av.video.codeccontext import VideoCodecContext
from av.video.stream import VideoStream

from formcheck.arrays import Pixels
from formcheck.errors import MachineError

#: A piece of the encoded film.
Packet: TypeAlias = "av.Packet[VideoStream]"

#: Fine enough for every camera, and what players expect of an MP4 file.
TIME_BASE = Fraction(1, 90_000)

#: A jump in a player lands on a whole picture at most this far away.
KEYFRAME_EVERY_S = 2.0

# libx264 first: best picture, and the same bytes every time. The others are
# what the PyAV wheels of other systems carry.
_ENCODERS = (
    "libx264",
    "libopenh264",
    "h264_videotoolbox",
    "h264_mf",
    "h264_nvenc",
    "h264_qsv",
    "h264_amf",
)

# Measured at 872x496 on one core: veryfast without B-frames takes 2.2 ms a frame at
# 43-45 dB; "superfast" saves a quarter of that for files 40 % larger. Looking
# 5 instead of 10 frames ahead costs nothing to be seen and saves 10 MB an encoder.
_X264_OPTIONS = {"preset": "veryfast", "crf": "23", "rc-lookahead": "5"}
# Measured at 1280x720: 5.1 instead of 8.5 ms a frame, for files three times as large.
_QUICK_X264_OPTIONS = {"preset": "ultrafast", "crf": "23"}

# For encoders that know no constant quality: clean at 30 frames/s, still scenes.
_BITS_PER_PIXEL_S = 4


class FrameEncoder:
    """Turns pictures into H.264 packets, one in, at most a few out.

    Without B-frames: packets leave in the order in which they are shown, so that
    the packets of several encoders can be joined one after the other.

    Parameters
    ----------
    width_px, height_px : int
        Size of the pictures; an odd one grows by a repeated row or column.
    fps : float
        Average frame rate, for rate control only; times come from `encode`.
    encoder : str, optional
        Name of the encoder; by default the best that works here.
    quick : bool
        Take as little time as can be, for larger files.

    Raises
    ------
    MachineError
        No H.264 encoder works on this machine.
    """

    def __init__(
        self,
        width_px: int,
        height_px: int,
        fps: float,
        encoder: str | None = None,
        *,
        quick: bool = False,
    ) -> None:
        name = encoder or require_h264_encoder()
        context = VideoCodecContext.create(name, "w")
        self._context = configure(context, width_px, height_px, fps, quick=quick)
        self._native = self._context.pix_fmt
        self._padding = (height_px % 2, width_px % 2)

    def encode(self, rgb: Pixels, time_s: float) -> list[Packet]:
        """Encode one picture.

        Parameters
        ----------
        rgb : (H, W, 3) uint8
            The picture; it may be changed afterwards.
        time_s : float
            When it is shown, seconds after the start; must increase.
        """
        if any(self._padding):
            rgb = np.pad(rgb, ((0, self._padding[0]), (0, self._padding[1]), (0, 0)), mode="edge")
        planes = np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2YUV_I420), np.uint8)
        frame = av.VideoFrame.from_ndarray(planes, format="yuv420p")
        if self._native != "yuv420p":
            frame = frame.reformat(format=self._native)
        frame.pts = round(time_s / TIME_BASE)
        frame.time_base = TIME_BASE
        return list(self._context.encode(frame))

    def flush(self) -> list[Packet]:
        """Return the packets still inside; nothing can be encoded afterwards."""
        return list(self._context.encode(None))


def configure(
    context: Any, width_px: int, height_px: int, fps: float, *, quick: bool = False
) -> Any:
    """Give an encoder context the settings that every annotated video has.

    Parameters
    ----------
    context : av.VideoCodecContext
        Not opened yet; it is changed and returned.
    width_px, height_px : int
        Size of the pictures before padding to even numbers.
    fps : float
        Average frame rate.
    quick : bool
        See `FrameEncoder`.
    """
    width_px, height_px = width_px + width_px % 2, height_px + height_px % 2
    fps = min(max(fps, 1.0), 240.0)
    context.width, context.height = width_px, height_px
    context.pix_fmt = _pixel_format(context)
    context.time_base = TIME_BASE
    context.framerate = Fraction(fps).limit_denominator(1001)
    context.gop_size = max(1, round(KEYFRAME_EVERY_S * fps))
    context.max_b_frames = 0
    # Parallel work is done on whole stretches of the clip; one thread an encoder
    # also makes the bytes independent of the machine's number of cores.
    context.thread_count = 1
    context.flags |= av.codec.context.Flags.global_header.value
    # cv2 converts with the BT.601 matrix and limited range: say so, else players
    # guess BT.709 for large pictures.
    context.colorspace, context.color_range = 6, 1
    context.color_primaries, context.color_trc = 1, 1
    if context.name == "libx264":
        context.options = dict(_QUICK_X264_OPTIONS if quick else _X264_OPTIONS)
    else:
        context.bit_rate = width_px * height_px * _BITS_PER_PIXEL_S
    return context


@cache
def find_h264_encoder() -> str | None:
    """Return the name of the best H.264 encoder that works here, or None.

    Each is tried on a small picture: a hardware encoder may be built in on a
    machine that has no such hardware.
    """
    return next((name for name in _present_encoders() if _works(name)), None)


def require_h264_encoder() -> str:
    """Return the name of the best H.264 encoder that works here; MachineError if none does."""
    name = find_h264_encoder()
    if name is None:
        raise MachineError(
            "This machine has no H.264 encoder, so no annotated video can be written.",
            "Install PyAV's own build (pip install --force-reinstall --only-binary=:all: av), "
            "or score without the annotated video.",
        )
    return name


def _present_encoders() -> Iterator[str]:
    for name in _ENCODERS:
        if name in av.codecs_available:
            yield name


def _works(name: str) -> bool:
    try:
        encoder = FrameEncoder(320, 240, 30.0, name)
        packets = encoder.encode(np.zeros((240, 320, 3), np.uint8), 0.0)
        return bool(packets + encoder.flush())
    except (FFmpegError, ValueError, OSError):
        return False


def _pixel_format(context: Any) -> str:
    supported = {fmt.name for fmt in context.codec.video_formats or ()}
    return "yuv420p" if not supported or "yuv420p" in supported else "nv12"
