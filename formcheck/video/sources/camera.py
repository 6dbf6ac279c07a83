"""Pictures of a camera that is built in or plugged in."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import cv2
import numpy as np

from formcheck.errors import CameraError
from formcheck.video.frame import DEFAULT_MAX_SIDE_PX
from formcheck.video.geometry import limited_size
from formcheck.video.sources.listing import DEVICES, list_cameras, takes_pictures
from formcheck.video.sources.pump import PumpedSource
from formcheck.video.sources.source import Captured

_WIDTH_PX, _HEIGHT_PX, _FPS = 1280, 720, 30
_BUSY_HINT = "Close other programs that use it (video calls, browser tabs), then try again."


class _Camera:
    """An open camera."""

    def __init__(self, device: int | str, title: str, max_side_px: int) -> None:
        self._title = title
        self._max_side_px = max_side_px
        cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
        self._capture = cv2.VideoCapture(device, _backend())
        if not self._capture.isOpened():
            self._capture.release()
            raise CameraError(f"The {title} is busy or does not answer.", _BUSY_HINT)
        _ask_for_quick_pictures(self._capture)

    def read(self) -> Captured:
        """Wait for the next picture."""
        grabbed = self._capture.grab()
        captured_s = time.monotonic()
        seen, bgr = self._capture.retrieve() if grabbed else (False, None)
        if not seen or bgr is None:
            raise CameraError(
                f"The {self._title} has stopped.", "Plug it in again, or check its cable."
            )
        height_px, width_px = bgr.shape[:2]
        size_px = limited_size(width_px, height_px, self._max_side_px)
        if size_px != (width_px, height_px):
            bgr = cv2.resize(bgr, size_px, interpolation=cv2.INTER_AREA)
        return Captured(np.asarray(cv2.cvtColor(bgr, cv2.COLOR_BGR2RGB), np.uint8), captured_s)

    def close(self) -> None:
        self._capture.release()


def open_camera(device: int | str, *, max_side_px: int = DEFAULT_MAX_SIDE_PX) -> PumpedSource:
    """Switch a camera on.

    Parameters
    ----------
    device : int or str
        Its number, or on Linux its path, for example ``/dev/video2``.

    Raises
    ------
    CameraError
        If there is no such camera, it may not be used, or another program has it.
    """
    title = f"camera {device}"
    if sys.platform == "linux":
        path = Path(device) if isinstance(device, str) else DEVICES / f"video{device}"
        _check_device(path)
        device = _numbered(path)
    return PumpedSource(title, lambda: _Camera(device, title, max_side_px))


def _check_device(path: Path) -> None:
    """Say what is wrong with a device in better words than the driver has."""
    try:
        path.stat()
    except OSError:
        raise CameraError(f"There is no camera {path}.", _others_hint()) from None
    if takes_pictures(path) is False:
        raise CameraError(f"{path} is not a camera.", _others_hint())
    if not os.access(path, os.R_OK | os.W_OK):
        raise CameraError(
            f"You have no permission to use the camera {path}.",
            "Allow it with: sudo usermod -aG video $USER (then log out and in again).",
        )


def _numbered(path: Path) -> int | str:
    """Return the number of a device; a name like /dev/v4l/by-id/… stands for a numbered one."""
    device = path.resolve()
    number = device.name.removeprefix("video")
    return int(number) if number.isdecimal() else str(device)


def _others_hint() -> str:
    cameras = list_cameras()
    if not cameras:
        return "No camera was found on this computer. Plug one in, or use --camera with a video."
    listed = ", ".join(f"{camera.index} ({camera.name or camera.path})" for camera in cameras)
    return f"Choose one that is there with --camera: {listed}."


def _backend() -> int:
    wanted = {"linux": cv2.CAP_V4L2, "darwin": cv2.CAP_AVFOUNDATION, "win32": cv2.CAP_DSHOW}
    return int(wanted.get(sys.platform, cv2.CAP_ANY))


def _ask_for_quick_pictures(capture: cv2.VideoCapture) -> None:
    """Ask for compressed pictures: uncompressed, most cameras manage ten a second at this size."""
    if sys.platform != "darwin":
        capture.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))
    capture.set(cv2.CAP_PROP_FRAME_WIDTH, _WIDTH_PX)
    capture.set(cv2.CAP_PROP_FRAME_HEIGHT, _HEIGHT_PX)
    capture.set(cv2.CAP_PROP_FPS, _FPS)
    # Pictures that wait in the driver would be old when they are read.
    capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)
