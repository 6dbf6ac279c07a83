"""Keeping the landmarks of a clip, so that scoring it again takes a second."""

from __future__ import annotations

import contextlib
import hashlib
import logging
import os
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

from formcheck.files import sync_folder
from formcheck.pose.bundle_file import Bundle, file_sha256
from formcheck.pose.manifest import model_entries
from formcheck.pose.storage import (
    CACHE_VARIABLE,
    cache_limit,
    drop_least_used,
    keep_others_out,
    landmarks_folder,
    write_whole,
)
from formcheck.pose.track import PoseTrack
from formcheck.pose.track_file import UNREADABLE, pack_track, read_track
from formcheck.video.frame import DEFAULT_MAX_SIDE_PX
from formcheck.video.reading import BY_THE_FILE, Reading
from formcheck.words.machine import WORDS

#: Raise this whenever a change makes the landmarks of a clip differ: kept ones are then ignored.
TRACKING_VERSION = 5

Progress = Callable[[float], None]

_log = logging.getLogger(__name__)


def clip_sha256(path: Path | str) -> str:
    """Return the SHA-256 of a clip's bytes, in hexadecimal; it names the clip."""
    return file_sha256(Path(path))


def track_path(
    clip_hash: str,
    bundle: Bundle,
    max_side_px: int = DEFAULT_MAX_SIDE_PX,
    reading: Reading = BY_THE_FILE,
    *,
    thrifty: bool = False,
) -> Path:
    """Return the file that keeps the landmarks of a clip.

    Parameters
    ----------
    clip_hash : str
        From `clip_sha256`.
    bundle : Bundle
        The pose model.
    max_side_px : int
        Size limit of the frames.
    reading : Reading
        How the clip is read, with the speed that its recorder noted (`VideoFile.reading`).
    thrifty : bool
        Whether the model looked only where something moves.
    """
    path = _path(TRACKING_VERSION, clip_hash, bundle.sha256, max_side_px)
    key = " ".join(filter(None, (reading.key, "thrifty" if thrifty else "")))
    if not key:
        return path
    mark = hashlib.sha256(key.encode()).hexdigest()[:16]
    return path.with_name(f"{path.stem}-{mark}{path.suffix}")


def forget_clip(clip_hash: str, model_hashes: Iterable[str] = ()) -> list[Path]:
    """Remove the kept landmarks of a clip.

    Parameters
    ----------
    clip_hash : str
        From `clip_sha256`.
    model_hashes : iterable of str
        Hashes of the models that may have made them, beside those that formcheck knows.

    Returns
    -------
    list of Path
        Those that the system would not remove.
    """
    known = frozenset[str]().union(*(entry.known_hashes for entry in model_entries().values()))
    stayed = []
    for model_hash in known.union(model_hashes):
        for version in range(1, TRACKING_VERSION + 1):
            path = _path(version, clip_hash, model_hash, DEFAULT_MAX_SIDE_PX)
            # Behind a dash: the same clip, read or looked at in another way.
            for kept in (path, *path.parent.glob(f"{path.stem}-*{path.suffix}")):
                try:
                    kept.unlink(missing_ok=True)
                except OSError:
                    stayed.append(kept)
    sync_folder(landmarks_folder())
    return stayed


def _path(version: int, clip_hash: str, model_hash: str, max_side_px: int) -> Path:
    key = f"{version} {clip_hash} {model_hash} {max_side_px}"
    return landmarks_folder() / f"{hashlib.sha256(key.encode()).hexdigest()}.npz"


def load_track(path: Path) -> PoseTrack | None:
    """Return kept landmarks, None if there are none or the file is damaged."""
    try:
        return read_track(path)
    except FileNotFoundError:
        return None
    except UNREADABLE:
        _log.info("kept landmarks %s are damaged and are made anew", path)
        return None


def save_track(track: PoseTrack, path: Path, most_bytes: int | None = None) -> None:
    """Keep landmarks; a full disk or a folder that cannot be written only gives a warning.

    Parameters
    ----------
    track : PoseTrack
    path : Path
    most_bytes : int, optional
        What the folder may grow to; `formcheck.pose.storage.cache_limit` says it otherwise.
    """
    limit = cache_limit() if most_bytes is None else most_bytes
    try:
        # They show how somebody moves: nobody else is to read them.
        write_whole(pack_track(track), path, private=True)
        drop_least_used(path.parent, limit)
    except OSError as error:
        _warn_once(str(path.parent), error.strerror or WORDS.text("warning.not_writable"))


@cache
def _warn_once(folder: str, reason: str) -> None:
    variable = CACHE_VARIABLE
    said = WORDS.text("warning.not_kept", folder=folder, reason=reason, variable=variable)
    _log.warning("%s", said)


def cached_track(
    path: Path | str,
    clip_hash: str,
    bundle: Bundle,
    *,
    use_cache: bool = True,
    most_bytes: int | None = None,
    max_side_px: int = DEFAULT_MAX_SIDE_PX,
    reading: Reading = BY_THE_FILE,
    thrifty: bool = False,
    workers: int | None = None,
    progress: Progress | None = None,
) -> PoseTrack:
    """Return the landmarks of a clip, kept ones if there are any.

    Parameters
    ----------
    path : Path or str
        The clip.
    clip_hash : str
        Its `clip_sha256`.
    bundle : Bundle
        The pose model; its pruned form is looked for only if it has to look.
    use_cache : bool
        False: track anew, and neither read nor keep landmarks.
    most_bytes
        As in `save_track`.
    reading : Reading
        As in `track_path`.
    max_side_px, thrifty, workers, progress
        As in `track_video`; kept landmarks give no progress.

    Raises
    ------
    InputError, ModelError
        As in `track_video`.
    """
    kept = track_path(clip_hash, bundle, max_side_px, reading, thrifty=thrifty)
    track = load_track(kept) if use_cache else None
    if track is not None:
        # What is used stays when the folder grows too large.
        with contextlib.suppress(OSError):
            os.utime(kept)
        keep_others_out(kept.parent)
    if track is None:
        # The pose library takes a quarter of a second to load and is not needed for kept ones.
        from formcheck.pose.pruned_bundle import with_pruned  # noqa: PLC0415
        from formcheck.pose.tracking import track_video  # noqa: PLC0415

        track = track_video(
            path,
            with_pruned(bundle),
            max_side_px=max_side_px,
            reading=reading,
            thrifty=thrifty,
            workers=workers,
            progress=progress,
        )
        if use_cache:
            save_track(track, kept, most_bytes)
    return track
