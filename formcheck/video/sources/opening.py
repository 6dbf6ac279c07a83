"""From what ``--camera`` says to a source of pictures."""

from __future__ import annotations

from pathlib import Path

from formcheck.errors import UsageError
from formcheck.video.sources.source import Source


def open_source(text: str, *, every_frame: bool = False) -> Source:
    """Open a camera, a network stream, or a clip to be played at its own pace.

    Parameters
    ----------
    text : str
        ``0``, ``1``, … or ``/dev/video2``: a camera. ``http://…`` (MJPEG) or
        ``rtsp://…``: a network camera. Anything else: a video file.
    every_frame : bool
        Of a file: wait for the reader rather than leave pictures out.

    Returns
    -------
    Source

    Raises
    ------
    CameraError
        If the camera or stream is missing, busy or no camera.
    InputError
        If the file is missing or unreadable.
    UsageError
        If an address is of a kind that cannot be followed.
    """
    wanted = text.strip()
    if wanted.isdecimal():
        from formcheck.video.sources.camera import open_camera  # noqa: PLC0415 (loads OpenCV)

        return open_camera(int(wanted))
    if wanted.startswith("/dev/"):
        from formcheck.video.sources.camera import open_camera  # noqa: PLC0415 (loads OpenCV)

        return open_camera(wanted)
    if "://" in wanted:
        return _open_address(wanted)
    from formcheck.video.sources.paced_file import PacedFile  # noqa: PLC0415 (loads FFmpeg)

    return PacedFile(Path(wanted).expanduser(), every_frame=every_frame)


def is_file_source(text: str) -> bool:
    """Return whether ``--camera`` names a file: one that comes to an end, and hears nobody."""
    wanted = text.strip()
    return not (wanted.isdecimal() or wanted.startswith("/dev/") or "://" in wanted)


def _open_address(address: str) -> Source:
    from formcheck.video.sources.network import SCHEMES, open_stream  # noqa: PLC0415 (loads FFmpeg)

    scheme = address.partition("://")[0].lower()
    if scheme not in SCHEMES:
        raise UsageError(
            f"A camera address cannot begin with {scheme}://.",
            "Give http://… or rtsp://…, the number of a camera, or a video file.",
        )
    return open_stream(address)
