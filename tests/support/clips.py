"""Small clips made on the spot, so that no test needs a file from elsewhere."""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

Painter = Callable[[int], NDArray[np.uint8]]

#: Rows (a, b, c, d) of the MP4 display matrix for a clockwise turn in degrees.
_TURNS = {0: (1, 0, 0, 1), 90: (0, 1, -1, 0), 180: (-1, 0, 0, -1), 270: (0, -1, 1, 0)}
_MIRRORED = (-1, 0, 0, 1)


def brightness_ramp(width_px: int = 64, height_px: int = 48) -> Painter:
    """Return a painter whose frame ``i`` is plain grey of level ``5 * i`` (modulo 250)."""

    def paint(index: int) -> NDArray[np.uint8]:
        return np.full((height_px, width_px, 3), 5 * index % 250, np.uint8)

    return paint


def write_clip(
    path: Path,
    paint: Painter,
    frames: int,
    *,
    codec: str = "libx264",
    rate: int = 10,
    timestamps_ms: Sequence[int] | None = None,
    keyframe_interval: int = 12,
    aspect: Fraction | None = None,
    audio: bool = False,
    index_first: bool = False,
) -> Path:
    """Write a clip, with the given presentation timestamps or a constant rate."""
    height_px, width_px = paint(0).shape[:2]
    options = {"movflags": "faststart"} if index_first else {}
    with av.open(str(path), "w", options=options) as container:
        stream = container.add_stream(codec, rate=rate)
        stream.width, stream.height = width_px, height_px
        stream.pix_fmt = "yuv420p" if width_px % 2 == height_px % 2 == 0 else "yuv444p"
        stream.gop_size = keyframe_interval
        if aspect is not None:
            stream.codec_context.sample_aspect_ratio = aspect
        if timestamps_ms is not None:
            stream.codec_context.time_base = Fraction(1, 1000)
            stream.time_base = Fraction(1, 1000)
        sound = container.add_stream("aac", rate=16000) if audio else None
        for index in range(frames):
            frame = av.VideoFrame.from_ndarray(paint(index), format="rgb24")
            if timestamps_ms is not None:
                frame.pts, frame.time_base = timestamps_ms[index], Fraction(1, 1000)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
        if sound is not None:
            silence = av.AudioFrame.from_ndarray(
                np.zeros((1, 1024), np.float32), format="fltp", layout="mono"
            )
            silence.sample_rate = 16000
            container.mux(sound.encode(silence))
            container.mux(sound.encode(None))
    return path


def write_sound_only(path: Path) -> Path:
    """Write a file that holds a sound track and no picture."""
    with av.open(str(path), "w") as container:
        sound = container.add_stream("aac", rate=16000)
        silence = av.AudioFrame.from_ndarray(
            np.zeros((1, 1024), np.float32), format="fltp", layout="mono"
        )
        silence.sample_rate = 16000
        container.mux(sound.encode(silence))
        container.mux(sound.encode(None))
    return path


def set_orientation(path: Path, clockwise_deg: int = 0, *, mirrored: bool = False) -> Path:
    """Write a display matrix into an MP4's track header, as phones do."""
    a, b, c, d = _MIRRORED if mirrored else _TURNS[clockwise_deg]
    data = bytearray(path.read_bytes())
    header = data.index(b"tkhd")
    matrix = header + 4 + 4 + 20 + 8 + 8
    one = 1 << 16
    struct.pack_into(">9i", data, matrix, a * one, b * one, 0, c * one, d * one, 0, 0, 0, 1 << 30)
    path.write_bytes(bytes(data))
    return path
