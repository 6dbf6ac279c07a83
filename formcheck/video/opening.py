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

# The containers that cameras, phones, recorders and programs write. All others are refused:
# some take almost any text for a film, and lists (concat, HLS, DASH) read whatever they name.
_CONTAINERS = (
    *("3gp", "asf", "avi", "dhav", "dv", "flv", "matroska", "mov", "mpeg", "mpegts", "mxf", "nut"),
    *("ogg", "rm", "wtv", "gif", "apng", "ivf", "yuv4mpegpipe"),
    # Without a container: the bare stream of a small camera.
    *("h263", "h264", "hevc", "m4v", "mjpeg", "mpegvideo", "obu", "vvc"),
)
_OPENING = {"protocol_whitelist": "file", "format_whitelist": ",".join(_CONTAINERS)}
#: The largest film that cameras take, 8K. A damaged header may promise pictures of gigabytes.
MOST_PIXELS = 8192 * 4320
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

    Nothing but this one file is read: a list that names others, here or on the network,
    is refused, whatever the name of the file says.

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
            str(path.absolute()), mode="r", options=_OPENING, metadata_errors="replace"
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
    covers = av.stream.Disposition.attached_pic
    tracks = [stream for stream in container.streams.video if not stream.disposition & covers]
    if not tracks:
        if container.streams.audio:
            raise InputError(f"“{path.name}” holds sound but no picture.", _PLAYABLE_HINT)
        raise _not_a_video(path)
    # A track of a codec that is not known here has no decoder, not even a size.
    known = [track for track in tracks if _has_decoder(track)]
    if not known:
        raise unreadable_picture(path)
    main = max(known, key=lambda track: track.width * track.height)
    if main.width * main.height > MOST_PIXELS:
        raise InputError(
            f"The pictures of “{path.name}” are too large: {main.width} x {main.height} pixels.",
            "Convert it to 1920 x 1080 or smaller; if it is no such film, it is damaged.",
        )
    # The size may change on the way, too.
    main.codec_context.options = {"max_pixels": str(MOST_PIXELS)}
    return main


def _has_decoder(track: VideoStream) -> bool:
    # The type says otherwise, but PyAV gives None where FFmpeg knows no decoder.
    return getattr(track, "codec_context", None) is not None


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
