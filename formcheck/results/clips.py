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
        *("3gp", "avi", "flv", "m2ts", "m4v", "mkv", "mov", "mp4"),
        *("mpeg", "mpg", "mts", "ogv", "ts", "webm", "wmv"),
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


def _videos_in(folder: Path) -> list[Path]:
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        raise InputError(
            f"The folder “{folder}” cannot be read.", "Check your rights to the folder."
        ) from error
    videos = [
        entry
        for entry in entries
        if entry.suffix.lower() in VIDEO_SUFFIXES
        and not entry.name.startswith(".")
        and not entry.is_dir()
    ]
    if not videos:
        raise InputError(
            f"There is no video in the folder “{folder}”.",
            "Name the folder that holds the clips; folders inside it are not searched.",
        )
    return videos
