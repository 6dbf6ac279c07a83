"""Clips for `benchmarks.fuzz`: one kind for each container, and clips that are scored whole."""

from __future__ import annotations

import math
import tempfile
from collections.abc import Callable
from pathlib import Path
from random import Random

from benchmarks.fuzz import Kind
from formcheck.video.reader import VideoFile
from formcheck.video.recorded_at import recorded_at
from formcheck.video.writer import H264Writer
from tests.support.clips import brightness_ramp, write_beeping_clip, write_clip

_FRAMES = 30
_Make = Callable[[Path], Path]


def damage_bytes(sound: bytes, chance: Random) -> bytes:
    """Return a file with bits turned, bytes overwritten, cut out, doubled or put in, or cut short.

    Half of the places lie near the beginning or the end, where containers keep what they promise.
    """
    data = bytearray(sound)
    way = chance.choice((_turn_bit, _blank, _fill, _cut_out, _put_in, _repeat, _cut_short))
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        if len(data) < 2:
            break
        way(data, _place(len(data), chance), chance)
    return bytes(data)


def _place(length: int, chance: Random) -> int:
    near = min(length, 1500)
    return chance.choice(
        (
            chance.randrange(length),
            chance.randrange(length),
            chance.randrange(near),
            length - 1 - chance.randrange(near),
        )
    )


def _turn_bit(data: bytearray, at: int, chance: Random) -> None:
    data[at] ^= 1 << chance.randrange(8)


def _blank(data: bytearray, at: int, chance: Random) -> None:
    data[at : at + 8] = bytes(len(data[at : at + 8]))


def _fill(data: bytearray, at: int, chance: Random) -> None:
    data[at : at + 4] = b"\xff" * len(data[at : at + 4])


def _cut_out(data: bytearray, at: int, chance: Random) -> None:
    del data[at : at + chance.randrange(1, 200)]


def _put_in(data: bytearray, at: int, chance: Random) -> None:
    data[at:at] = chance.randbytes(chance.randrange(1, 50))


def _repeat(data: bytearray, at: int, chance: Random) -> None:
    data[at:at] = data[at : at + chance.randrange(1, 400)]


def _cut_short(data: bytearray, at: int, chance: Random) -> None:
    del data[at:]


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


def _beeping(suffix: str, codec: str) -> _Make:
    return lambda folder: write_beeping_clip(
        folder / f"sound{suffix}", [0.4], length_s=1, codec=codec
    )


def _silent(suffix: str, codec: str) -> _Make:
    return lambda folder: write_clip(
        folder / f"sound{suffix}", brightness_ramp(), _FRAMES, codec=codec, rate=25
    )


def _clip(name: str, make: _Make, use: Callable[[Path], object] = read_whole) -> Kind:
    def source(folder: Path) -> Callable[[Random], bytes]:
        sound = make(folder).read_bytes()
        return lambda chance: damage_bytes(sound, chance)

    return Kind(name, f".{name.rsplit(maxsplit=1)[-1]}", source, use)


#: What makes a sound clip of each container in a folder.
MAKERS: dict[str, _Make] = {
    "mp4": _beeping(".mp4", "aac"),
    "mov": _beeping(".mov", "pcm_s16le"),
    "mkv": _beeping(".mkv", "flac"),
    "webm": _silent(".webm", "libvpx"),
    "avi": _beeping(".avi", "libmp3lame"),
    "ts": _beeping(".ts", "aac"),
    "mpg": _silent(".mpg", "mpeg2video"),
    "wmv": _silent(".wmv", "wmv2"),
    "gif": _silent(".gif", "gif"),
}
KINDS = (
    *(_clip(name, make) for name, make in MAKERS.items()),
    _clip("scored mp4", MAKERS["mp4"], score_whole),
)
