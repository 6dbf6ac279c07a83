"""Pictures of a network camera: MJPEG over HTTP, RTSP, and whatever else FFmpeg can play."""

from __future__ import annotations

import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import av
import av.error
import numpy as np
from av.container import InputContainer
from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.reformatter import Interpolation, VideoReformatter
from av.video.stream import VideoStream

from formcheck.errors import CameraError
from formcheck.video.frame import DEFAULT_MAX_SIDE_PX
from formcheck.video.geometry import limited_size
from formcheck.video.sources.pump import STALL_S, PumpedSource
from formcheck.video.sources.source import Captured

SCHEMES = ("http", "https", "rtsp", "rtsps")

_CONNECTING_S = 8.0
# Nothing is kept in store: what cannot be shown at once is of no use.
_OPTIONS = {
    "fflags": "nobuffer",
    "flags": "low_delay",
    "probesize": "500000",
    "analyzeduration": "500000",
    "fpsprobesize": "0",
    "rtsp_transport": "tcp",
    # A stream must not be able to make the program read files of this computer.
    "protocol_whitelist": "http,https,httpproxy,rtsp,rtsps,rtp,tcp,udp,tls,crypto",
}
_HINT = "Check the address, and that the camera is on and in the same network."


class _Stream:
    """An open stream."""

    def __init__(self, address: str, title: str, max_side_px: int) -> None:
        self._title = title
        self._max_side_px = max_side_px
        self._reformatter = VideoReformatter()
        self._container = _connect(address, title)
        try:
            self._track = self._container.streams.video[0]
        except IndexError:
            self._container.close()
            raise CameraError(f"{title} sends no picture.", _HINT) from None
        # Several pictures decoded at once would each come later.
        self._track.thread_type = "SLICE"
        self._packets: Iterator[Packet[VideoStream]] = self._container.demux(self._track)

    def read(self) -> Captured:
        """Wait for the next picture; damaged ones are passed over."""
        while True:
            try:
                packet = next(self._packets)
            except (StopIteration, av.error.FFmpegError) as error:
                raise CameraError(f"The connection to {self._title} broke off.", _HINT) from error
            captured_s = time.monotonic()
            try:
                pictures = packet.decode()
            except av.error.FFmpegError:
                continue
            if pictures:
                return Captured(self._to_rgb(pictures[-1]), captured_s)

    def close(self) -> None:
        self._container.close()

    def _to_rgb(self, picture: VideoFrame) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
        size_px = limited_size(picture.width, picture.height, self._max_side_px)
        if size_px == (picture.width, picture.height):
            shown = self._reformatter.reformat(picture, format="rgb24")
        else:
            shown = self._reformatter.reformat(
                picture, *size_px, "rgb24", interpolation=Interpolation.AREA
            )
        return np.ascontiguousarray(shown.to_ndarray(), dtype=np.uint8)


def open_stream(address: str, *, max_side_px: int = DEFAULT_MAX_SIDE_PX) -> PumpedSource:
    """Connect to a network camera.

    Parameters
    ----------
    address : str
        With one of `SCHEMES`; may hold a user name and password, which no message repeats.

    Raises
    ------
    CameraError
        If nothing answers there, or what answers sends no picture.
    """
    title = _without_password(address)
    return PumpedSource(title, lambda: _Stream(address, title, max_side_px))


def _connect(address: str, title: str) -> InputContainer:
    try:
        return av.open(address, mode="r", options=_OPTIONS, timeout=(_CONNECTING_S, STALL_S))
    except av.error.HTTPUnauthorizedError:
        raise CameraError(
            f"{title} asks for a user name and password.",
            "Write them into the address, like rtsp://name:password@camera/…",
        ) from None
    except (av.error.FFmpegError, OSError, ValueError) as error:
        raise CameraError(f"No stream can be read from {title}.", _HINT) from error


def _without_password(address: str) -> str:
    parts = urlsplit(address)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
