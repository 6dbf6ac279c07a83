"""Landmarks beside a result and nowhere else: for many clips, or where no cache may grow."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from formcheck.files import write_bytes
from formcheck.pose.bundle_file import Bundle
from formcheck.pose.track import PoseTrack
from formcheck.pose.track_file import UNREADABLE, pack_track, read_remark, read_track


def track_beside(
    earlier: Path,
    fresh: Path,
    key: str,
    bundle: Bundle,
    find_track: Callable[[], PoseTrack],
    *,
    read: bool = True,
) -> PoseTrack:
    """Return the landmarks that stand beside an earlier result, or find them and write them.

    The file is one that ``formcheck score`` takes in place of the clip.

    Parameters
    ----------
    earlier, fresh : Path
        The file of an earlier result, which need not exist, and that of the new one.
    key : str
        Stands for clip, model, reading and version of the tracking; what was kept under
        another one is of no use.
    bundle : Bundle
        The model that finds them.
    find_track : callable
        Finds them anew.
    read : bool
        False finds them anew in any case.

    Raises
    ------
    OutputError, DiskFullError
        They cannot be written.
    """
    if read and (kept := _read(earlier, key)) is not None:
        return kept
    track = find_track()
    packed = pack_track(track, key=key, model_variant=bundle.variant, model_sha256=bundle.sha256)
    write_bytes(fresh, packed, private=True)
    return track


def _read(path: Path, key: str) -> PoseTrack | None:
    try:
        return read_track(path) if read_remark(path, "key") == key else None
    except (FileNotFoundError, *UNREADABLE):
        return None
