"""Which clips are meant by the files and folders that were named."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from formcheck.errors import InputError

#: What counts as a video when a folder is given; a file that is named is always tried.
VIDEO_SUFFIXES = frozenset(
    f".{kind}"
    for kind in (
        *("3g2", "3gp", "asf", "avi", "dav", "divx", "dv", "f4v", "flv", "gif", "m1v", "m2t"),
        *("m2ts", "m2v", "m4v", "mjpeg", "mjpg", "mkv", "mod", "mov", "mp4", "mpe", "mpeg", "mpg"),
        *("mpv", "mts", "mxf", "ogg", "ogm", "ogv", "qt", "rm", "rmvb", "tod", "ts", "vob", "webm"),
        *("wmv", "wtv", "264", "265", "h264", "h265", "hevc"),
    )
)


def plan_clips(named: Sequence[Path]) -> list[Path]:
    """Expand folders, and take each file once.

    Parameters
    ----------
    named : sequence of Path
        Files and folders. Of a folder, the videos directly inside are taken, in
        order of their names; hidden files are left out. A file that does not
        exist stays in the list: reading it says what is wrong.

    Returns
    -------
    list of Path
        In the given order.

    Raises
    ------
    InputError
        A folder holds no video, or cannot be read.
    """
    clips: list[Path] = []
    files: set[str] = set()
    for place in named:
        for path in _videos_in(place) if place.is_dir() else [place]:
            if (whole := os.path.realpath(path)) in files:
                continue
            files.add(whole)
            clips.append(path)
    return clips


def find_left_out(named: Sequence[Path]) -> list[Path]:
    """Return the files in folders that `plan_clips` passes over, so that somebody can say so.

    Parameters
    ----------
    named : sequence of Path
        Files and folders.

    Returns
    -------
    list of Path
        Each once, in order of the folders and of their names; without hidden files.
    """
    folders = [place for place in named if place.is_dir()]
    files = [entry for folder in folders for entry in _files_in(folder)]
    return list(dict.fromkeys(entry for entry in files if not _is_video(entry)))


def _is_video(path: Path) -> bool:
    return path.suffix.lower() in VIDEO_SUFFIXES


def _files_in(folder: Path) -> list[Path]:
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        raise InputError(
            f"The folder “{folder}” cannot be read.", "Check your rights to the folder."
        ) from error
    return [entry for entry in entries if not entry.name.startswith(".") and not entry.is_dir()]


def _videos_in(folder: Path) -> list[Path]:
    videos = [entry for entry in _files_in(folder) if _is_video(entry)]
    if not videos:
        raise InputError(
            f"There is no video in the folder “{folder}”.",
            "Name the folder that holds the clips; folders inside it are not searched.",
        )
    return videos
