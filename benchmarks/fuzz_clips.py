"""Clips for `benchmarks.fuzz`: one kind for each container, and clips that are scored whole."""

from __future__ import annotations

import math
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.fuzz import Kind, damage_bytes
from formcheck.video.reader import VideoFile
from formcheck.video.recorded_at import recorded_at
from formcheck.video.writer import H264Writer
from tests.support.clips import brightness_ramp, write_beeping_clip, write_clip

_FRAMES = 30


def read_whole(path: Path) -> None:
    """Read a clip in all the ways in which scoring reads it, sound and second pass included."""
    video = VideoFile(path)
    info = video.info
    # One after the other, so that memory does not grow with what a damaged header promises.
    end_s = max((frame.time_s for frame in video.frames()), default=0.0)
    for _ in video.frames_at([0.0, end_s / 2, end_s]):
        pass
    for _ in video.frames(end_s / 2):
        pass
    recorded_at(path)
    with tempfile.TemporaryDirectory(prefix="formcheck-fuzz-") as name:
        film, heard = Path(name) / "film.mp4", video.sound(end_s / 3, end_s)
        size_px = (info.frame_width_px, info.frame_height_px)
        with H264Writer(film, *size_px, info.fps, heard) as writer:
            for frame in video.frames(end_s / 3):
                if math.isfinite(frame.time_s):
                    writer.write(frame.rgb, max(frame.time_s - end_s / 3, 0.0))


def score_whole(path: Path) -> None:
    """Score a clip with everything that is written."""
    from formcheck.scoring import score_clip

    with tempfile.TemporaryDirectory(prefix="formcheck-fuzz-") as name:
        score_clip(path, "prone_press_up", Path(name), use_cache=False, model="lite")


def _beeping(suffix: str, codec: str) -> Callable[[Path], Path]:
    return lambda folder: write_beeping_clip(
        folder / f"sound{suffix}", [0.4], length_s=1, codec=codec
    )


def _silent(suffix: str, codec: str) -> Callable[[Path], Path]:
    return lambda folder: write_clip(
        folder / f"sound{suffix}", brightness_ramp(), _FRAMES, codec=codec, rate=25
    )


def _clip(name: str, suffix: str, make: Callable[[Path], Path]) -> Kind:
    return Kind(name, suffix, make, read_whole, damage_bytes)


KINDS = (
    _clip("mp4", ".mp4", _beeping(".mp4", "aac")),
    _clip("mov", ".mov", _beeping(".mov", "pcm_s16le")),
    _clip("mkv", ".mkv", _beeping(".mkv", "flac")),
    _clip("webm", ".webm", _silent(".webm", "libvpx")),
    _clip("avi", ".avi", _beeping(".avi", "libmp3lame")),
    _clip("ts", ".ts", _beeping(".ts", "aac")),
    _clip("mpg", ".mpg", _silent(".mpg", "mpeg2video")),
    _clip("wmv", ".wmv", _silent(".wmv", "wmv2")),
    _clip("gif", ".gif", _silent(".gif", "gif")),
    Kind("scored mp4", ".mp4", _beeping(".mp4", "aac"), score_whole, damage_bytes),
)
