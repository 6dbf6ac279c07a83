"""When a clip was filmed."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from formcheck.errors import InputError
from formcheck.video.opening import open_video

#: As cameras write it; Apple's has the time zone of the place.
_TAGS = ("com.apple.quicktime.creationdate", "creation_time", "date")
#: Cameras whose clock was never set say 1904, 1970 or 2000.
_EARLIEST = datetime(2001, 1, 1, tzinfo=UTC)


def recorded_at(clip: Path) -> datetime | None:
    """Return when a clip was filmed, by what the camera wrote into it, else by the file's date.

    Parameters
    ----------
    clip : Path

    Returns
    -------
    datetime or None
        Aware, in the camera's own time zone or this machine's; None if the file is not there.
    """
    try:
        modified = datetime.fromtimestamp(clip.stat().st_mtime, UTC).astimezone()
    except (OSError, ValueError, OverflowError):
        return None
    return recorded_by_camera(clip) or modified


def recorded_by_camera(clip: Path) -> datetime | None:
    """Return when a clip was filmed, as the camera wrote it into it; None if it wrote nothing."""
    try:
        with open_video(clip) as (container, stream):
            tags = {**stream.metadata, **container.metadata}
    except InputError:
        return None
    for name in _TAGS:
        moment = parse_moment(tags.get(name, ""))
        if moment is not None:
            return moment
    return None


def parse_moment(text: str) -> datetime | None:
    """Return the moment that a camera wrote down; None if it is none or cannot be true."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    if moment.tzinfo is None or not _EARLIEST < moment <= datetime.now(UTC):
        return None
    # A camera that writes UTC knows no place: take this machine's.
    return moment.astimezone() if moment.utcoffset() == UTC.utcoffset(None) else moment
