"""Each clip that cannot be read is refused in one line with a hint."""

from __future__ import annotations

import os
import struct
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest

from formcheck.errors import InputError
from formcheck.video.reader import VideoFile
from tests.support.clips import brightness_ramp, write_clip, write_sound_only


def missing(folder: Path) -> Path:
    return folder / "nothing.mp4"


def directory(folder: Path) -> Path:
    (folder / "clip.mp4").mkdir()
    return folder / "clip.mp4"


def empty(folder: Path) -> Path:
    (folder / "clip.mp4").touch()
    return folder / "clip.mp4"


def text(folder: Path) -> Path:
    (folder / "clip.mp4").write_text("Dear diary, today I did ten press ups.\n" * 50)
    return folder / "clip.mp4"


def plain_text(folder: Path) -> Path:
    (folder / "notes.txt").write_text("Dear diary, today I did ten press ups.\n" * 50)
    return folder / "notes.txt"


def sound_only(folder: Path) -> Path:
    return write_sound_only(folder / "clip.mp4")


def without_index(folder: Path) -> Path:
    path = write_clip(folder / "clip.mp4", brightness_ramp(), 20)
    data = path.read_bytes()
    path.write_bytes(data[: data.index(b"moov") - 4])
    return path


def photograph(folder: Path) -> Path:
    cv2.imwrite(str(folder / "photo.jpg"), np.zeros((48, 64, 3), np.uint8))
    return folder / "photo.jpg"


def picture_data_zeroed(folder: Path) -> Path:
    path = write_clip(folder / "clip.mp4", brightness_ramp(), 20)
    data = bytearray(path.read_bytes())
    start, end = data.index(b"mdat") + 4, data.index(b"moov") - 4
    data[start:end] = bytes(end - start)
    path.write_bytes(bytes(data))
    return path


def playlist_on_the_network(folder: Path) -> Path:
    lines = ["#EXTM3U", "#EXT-X-TARGETDURATION:4", "#EXTINF:4,", "http://127.0.0.1:9/a.ts"]
    (folder / "clip.m3u8").write_text("\n".join([*lines, "#EXT-X-ENDLIST", ""]))
    return folder / "clip.m3u8"


def list_of_a_neighbour(folder: Path) -> Path:
    write_clip(folder / "neighbour.mp4", brightness_ramp(), 20)
    (folder / "clip.mp4").write_text("ffconcat version 1.0\nfile neighbour.mp4\n")
    return folder / "clip.mp4"


def playlist_of_a_neighbour(folder: Path) -> Path:
    write_clip(folder / "neighbour.ts", brightness_ramp(), 20)
    lines = ["#EXTM3U", "#EXT-X-TARGETDURATION:4", "#EXTINF:4,", "neighbour.ts", "#EXT-X-ENDLIST"]
    (folder / "clip.mp4").write_text("\n".join([*lines, ""]))
    return folder / "clip.mp4"


def name_that_stands_for_a_row_of_pictures(folder: Path) -> Path:
    for number in range(3):
        cv2.imwrite(str(folder / f"clip{number}.png"), np.zeros((48, 64, 3), np.uint8))
    (folder / "clip%d.png").write_bytes((folder / "clip0.png").read_bytes())
    return folder / "clip%d.png"


def codec_that_nobody_knows(folder: Path) -> Path:
    path = write_clip(folder / "clip.mp4", brightness_ramp(), 20)
    path.write_bytes(path.read_bytes().replace(b"avc1", b"zzz9"))
    return path


def header_that_promises_gigabytes(folder: Path) -> Path:
    path = write_clip(folder / "clip.gif", brightness_ramp(), 3, codec="gif")
    data = bytearray(path.read_bytes())
    struct.pack_into("<HH", data, 6, 16_000, 16_000)
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (missing, "no file"),
        (directory, "is a folder"),
        (empty, "is empty"),
        (text, "not a video"),
        (plain_text, "not a video"),
        (photograph, "not a video"),
        (sound_only, "sound but no picture"),
        (without_index, "cut short"),
        (picture_data_zeroed, "can be decoded"),
        (playlist_on_the_network, "not a video"),
        (list_of_a_neighbour, "not a video"),
        (playlist_of_a_neighbour, "not a video"),
        (name_that_stands_for_a_row_of_pictures, "not a video"),
        (codec_that_nobody_knows, "can be decoded"),
        (header_that_promises_gigabytes, "too large: 16000 x 16000"),
    ],
)
def test_refused_with_reason_and_hint(
    tmp_path: Path, make: Callable[[Path], Path], said: str
) -> None:
    path = make(tmp_path)
    with pytest.raises(InputError, match=said) as refused:
        VideoFile(path)
    assert path.name in refused.value.message
    assert "\n" not in refused.value.message
    assert refused.value.hint


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_clip(tmp_path / "clip.mp4", brightness_ramp(), 3)
    path.chmod(0)
    if os.access(path, os.R_OK):
        # The administrator may read all: then the answer of the system is put in its mouth.
        monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(InputError, match="permission"):
        VideoFile(path)
