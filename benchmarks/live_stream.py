"""A network camera on this computer whose pictures carry their number."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from formcheck.arrays import Pixels
from formcheck.live.display import load_window_libraries

# Before anything loads FFmpeg; the loops that are measured open a window.
load_window_libraries()


_BITS = 12
_BLOCK_PX = 16
_MOST_PICTURES = 600


def serve(clip: Path, size_px: tuple[int, int], fps: float, sent_s: Any, addresses: Any) -> None:
    """Serve a clip to and fro for ever; run in a process of its own.

    Parameters
    ----------
    clip : Path
    size_px : (width, height)
        The pictures are enlarged to it.
    fps : float
    sent_s : array of float
        Gets the monotonic time at which the picture of each number was last sent.
    addresses : queue
        Gets the address.
    """
    from formcheck.video.reader import VideoFile
    from tests.support.mjpeg_server import MjpegServer, compress, to_and_fro

    jpegs = []
    for number, frame in enumerate(VideoFile(clip).frames()):
        if number == _MOST_PICTURES:
            break
        jpegs += compress([number_picture(_fitted(frame.rgb, *size_px), number)])

    loop = to_and_fro(jpegs)
    numbers = [*range(len(jpegs)), *range(len(jpegs) - 2, 0, -1)]

    def note(place: int) -> None:
        sent_s[numbers[place]] = time.monotonic()

    with MjpegServer(loop, fps, on_sent=note) as server:
        addresses.put(server.address)
        threading.Event().wait()


def read_number(rgb: Pixels) -> int:
    """Return the number that a picture carries in its lower left corner."""
    row = rgb[-_BLOCK_PX // 2, _BLOCK_PX // 2 : _BITS * _BLOCK_PX : _BLOCK_PX, 1]
    return int(sum(1 << bit for bit, level in enumerate(row) if level > 127))


def number_picture(rgb: Pixels, number: int) -> Pixels:
    """Write a number into the lower left corner of a picture, as black and white blocks."""
    for bit in range(_BITS):
        left = bit * _BLOCK_PX
        rgb[-_BLOCK_PX:, left : left + _BLOCK_PX] = 255 if number >> bit & 1 else 0
    return rgb


def _fitted(rgb: Pixels, width_px: int, height_px: int) -> Pixels:
    scale = min(width_px / rgb.shape[1], height_px / rgb.shape[0])
    enlarged = cv2.resize(rgb, None, fx=scale, fy=scale, interpolation=cv2.INTER_LINEAR)
    left, top = (width_px - enlarged.shape[1]) // 2, (height_px - enlarged.shape[0]) // 2
    right, bottom = width_px - enlarged.shape[1] - left, height_px - enlarged.shape[0] - top
    framed = cv2.copyMakeBorder(enlarged, top, bottom, left, right, cv2.BORDER_REPLICATE)
    return np.asarray(framed, np.uint8)
