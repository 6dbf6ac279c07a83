"""Which cameras are connected, without switching any of them on."""

from __future__ import annotations

import errno
import os
import stat
import struct
import sys
from dataclasses import dataclass
from pathlib import Path

DEVICES = Path("/dev")
_NAMES = Path("/sys/class/video4linux")
# From Linux's videodev2.h: VIDIOC_QUERYCAP fills struct v4l2_capability.
_QUERY = 0x80685600
_CAPABILITY = struct.Struct("=16s32s32sIII12x")
_TAKES_PICTURES = 0x00000001 | 0x00001000
_HAS_OWN_CAPABILITIES = 0x80000000


@dataclass(frozen=True)
class CameraDevice:
    """A camera that is connected.

    Attributes
    ----------
    index : int
        What ``--camera`` takes.
    path : Path
    name : str
        What its maker calls it; may be empty.
    readable : bool
        Whether this user may open it.
    """

    index: int
    path: Path
    name: str
    readable: bool


def list_cameras(devices: Path = DEVICES, names: Path = _NAMES) -> list[CameraDevice]:
    """Return the cameras of a Linux computer in the order of their numbers.

    Devices that say that they take no pictures are left out: most cameras have a second one.
    """
    found = []
    for path in devices.glob("video[0-9]*"):
        number = path.name.removeprefix("video")
        if number.isdecimal() and takes_pictures(path) is not False:
            readable = os.access(path, os.R_OK | os.W_OK)
            found.append(CameraDevice(int(number), path, _name(names / path.name), readable))
    return sorted(found, key=lambda camera: camera.index)


def takes_pictures(path: Path) -> bool | None:
    """Return whether a device is a camera; None if it cannot be asked."""
    if sys.platform != "linux":
        return None
    try:
        if not stat.S_ISCHR(path.stat().st_mode):
            return False
        answer = _ask(path)
    except OSError as error:
        # What knows nothing of video refuses the question itself.
        return False if error.errno in (errno.ENOTTY, errno.EINVAL) else None
    *_, of_card, of_device = _CAPABILITY.unpack(answer)
    own = of_device if of_card & _HAS_OWN_CAPABILITIES else of_card
    return bool(own & _TAKES_PICTURES)


def _ask(path: Path) -> bytes:
    import fcntl  # noqa: PLC0415 (not on every system)

    handle = os.open(path, os.O_RDWR | os.O_NONBLOCK)
    try:
        return fcntl.ioctl(handle, _QUERY, bytes(_CAPABILITY.size))
    finally:
        os.close(handle)


def _name(folder: Path) -> str:
    try:
        return (folder / "name").read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""
