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
        stream.pix_fmt = _pixel_format(codec, width_px, height_px)
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


def _pixel_format(codec: str, width_px: int, height_px: int) -> str:
    if codec == "gif":
        return "rgb8"
    return "yuv420p" if width_px % 2 == height_px % 2 == 0 else "yuv444p"


def write_beeping_clip(
    path: Path, beeps_s: Sequence[float], *, length_s: int, codec: str = "aac", rate_hz: int = 16000
) -> Path:
    """Write a black clip of 25 frames/s that flashes and beeps together, for 0.2 s each."""
    with av.open(str(path), "w") as container:
        film = container.add_stream("libx264", rate=25)
        film.width, film.height, film.pix_fmt = 64, 48, "yuv420p"
        film.codec_context.max_b_frames = 0
        sound = container.add_stream(codec, rate=rate_hz)
        sound.codec_context.layout = "mono"
        for index in range(25 * length_s):
            white = any(beep_s <= index / 25 < beep_s + 0.2 for beep_s in beeps_s)
            picture = np.full((48, 64, 3), 255 * white, np.uint8)
            container.mux(film.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        container.mux(film.encode(None))
        time_s = np.arange(length_s * rate_hz) / rate_hz
        heard = np.any([(time_s >= beep_s) & (time_s < beep_s + 0.2) for beep_s in beeps_s], axis=0)
        tone = 0.5 * np.sin(2 * np.pi * 440 * time_s) * heard
        frame = av.AudioFrame.from_ndarray(
            tone.astype(np.float32)[None], format="fltp", layout="mono"
        )
        frame.sample_rate, frame.pts, frame.time_base = rate_hz, 0, Fraction(1, rate_hz)
        resampler = av.AudioResampler(sound.codec_context.format.name, "mono", rate_hz)
        for part in resampler.resample(frame):
            container.mux(sound.encode(part))
        container.mux(sound.encode(None))
    return path


def beeps_heard(path: Path) -> list[float]:
    """Return when the beeps of a clip begin, seconds; empty if it has no sound track."""
    with av.open(str(path)) as container:
        if not container.streams.audio:
            return []
        parts = [
            (frame.time + np.arange(frame.samples) / frame.sample_rate, frame.to_ndarray()[0])
            for frame in container.decode(audio=0)
        ]
    time_s = np.concatenate([times for times, _ in parts])
    loud = np.flatnonzero(np.abs(np.concatenate([samples for _, samples in parts])) > 0.1)
    begins = np.flatnonzero(np.diff(time_s[loud], prepend=-1.0) > 0.3)
    return [float(moment) for moment in time_s[loud[begins]]]


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
