"""Opening a clip, and saying plainly why one cannot be opened."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import av
import av.error
from av.container import InputContainer
from av.video.stream import VideoStream

from formcheck.errors import InputError

# Demuxers that take almost any file for a "video": pictures, and text shown as a terminal.
_NOT_VIDEO_FORMATS = frozenset({"tty", "image2", "bin", "xbin", "adf", "idf"})
_NOT_VIDEO_SUFFIX = "_pipe"
_PLAYABLE_HINT = "Give a video file that plays on this computer, for example an MP4 from a phone."


def check_is_file(path: Path) -> None:
    """Refuse what is no readable, non-empty file.

    Raises
    ------
    InputError
        If the path is missing, a directory, empty or not readable.
    """
    try:
        status = path.stat()
    except FileNotFoundError:
        raise InputError(
            f"There is no file “{path}”.", "Check the name and the folder it is in."
        ) from None
    except (OSError, ValueError):
        raise InputError(
            f"“{path}” cannot be reached.", "Check the name and your rights to the folder."
        ) from None
    if path.is_dir():
        raise InputError(f"“{path}” is a folder, not a video.", "Give a video file.")
    if not path.is_file():
        raise InputError(f"“{path}” is not a video file.", _PLAYABLE_HINT)
    if not os.access(path, os.R_OK):
        raise InputError(
            f"You have no permission to read “{path}”.",
            "Ask its owner for access, or copy the file to a folder of your own.",
        )
    if status.st_size == 0:
        raise InputError(f"“{path}” is empty (0 bytes).", "Copy the video again from its source.")


@contextmanager
def open_video(path: Path) -> Iterator[tuple[InputContainer, VideoStream]]:
    """Open the main picture track of a clip.

    Only local files are followed: a play list that points to the network is refused.

    Yields
    ------
    container, stream
        Closed when the block ends.

    Raises
    ------
    InputError
        If the file is no video that can be read.
    """
    check_is_file(path)
    try:
        container = av.open(
            str(path.absolute()), mode="r", options={"protocol_whitelist": "file,crypto,data"}
        )
    except PermissionError:
        raise InputError(
            f"You have no permission to read “{path}”.", "Ask its owner for access."
        ) from None
    except (av.error.FFmpegError, OSError, ValueError) as error:
        raise _unreadable(path) from error
    with container:
        yield container, _main_picture_track(container, path)


def unreadable_picture(path: Path) -> InputError:
    """Return the error for a clip whose picture track cannot be decoded."""
    return InputError(
        f"No picture of “{path.name}” can be decoded; the file is damaged or of a rare kind.",
        "Copy it again from its source, or convert it to MP4 (H.264).",
    )


def _main_picture_track(container: InputContainer, path: Path) -> VideoStream:
    name = container.format.name
    if name in _NOT_VIDEO_FORMATS or name.endswith(_NOT_VIDEO_SUFFIX):
        raise _not_a_video(path)
    covers = av.stream.Disposition.attached_pic
    tracks = [stream for stream in container.streams.video if not stream.disposition & covers]
    if not tracks:
        if container.streams.audio:
            raise InputError(f"“{path.name}” holds sound but no picture.", _PLAYABLE_HINT)
        raise _not_a_video(path)
    return max(tracks, key=lambda track: track.width * track.height)


def _unreadable(path: Path) -> InputError:
    try:
        with path.open("rb") as file:
            head = file.read(12)
    except OSError:
        head = b""
    if head[4:8] == b"ftyp":
        return InputError(
            f"“{path.name}” is incomplete: recording or copying it was cut short.",
            "Copy it again from the camera, or record it again.",
        )
    return _not_a_video(path)


def _not_a_video(path: Path) -> InputError:
    return InputError(f"“{path.name}” is not a video, whatever its name says.", _PLAYABLE_HINT)
