"""Which clips are meant, and under which name the result of each is kept."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from formcheck.errors import InputError
from formcheck.pose.kept_track import is_kept_track

#: What counts as a video when a folder is given; a file that is named is always tried.
VIDEO_SUFFIXES = frozenset(
    f".{kind}"
    for kind in (
        *("3gp", "avi", "flv", "m2ts", "m4v", "mkv", "mov", "mp4"),
        *("mpeg", "mpg", "mts", "ogv", "ts", "webm", "wmv"),
    )
)


@dataclass(frozen=True)
class PlannedClip:
    """A clip to score and the name of the folder that its result goes to."""

    path: Path
    folder_name: str


def plan_clips(named: Sequence[Path]) -> list[PlannedClip]:
    """Expand folders and give each clip a folder name of its own.

    Parameters
    ----------
    named : sequence of Path
        Files and folders. Of a folder, the videos directly inside are taken, in
        order of their names; hidden files are left out. A file that does not
        exist stays in the list: reading it says what is wrong.

    Returns
    -------
    list of PlannedClip
        In the given order, each file once.

    Raises
    ------
    InputError
        A folder holds no video, or cannot be read.
    """
    clips: list[PlannedClip] = []
    files: set[str] = set()
    names: set[str] = set()
    for place in named:
        for path in _videos_in(place) if place.is_dir() else [place]:
            if (whole := os.path.realpath(path)) in files:
                continue
            files.add(whole)
            clips.append(PlannedClip(path, _unused_name(folder_name(path), names)))
    return clips


def folder_name(clip: Path) -> str:
    """Return the name of the folder that a clip's result goes to: its stem.

    Landmarks that a live set has left all have the same name; there it is that of the
    set's folder. A stem that would mean another folder (``..``) becomes ``clip``.
    """
    named = clip.absolute().parent.name if is_kept_track(clip) else clip.stem
    stem = named.strip()
    return stem if stem.strip(".") else "clip"


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


def _unused_name(wanted: str, names: set[str]) -> str:
    """Return ``wanted``, or with a number where another clip of the run has it already."""
    name, number = wanted, 1
    while _key(name) in names:
        number += 1
        name = f"{wanted}-{number}"
    names.add(_key(name))
    return name


def _key(name: str) -> str:
    # Some file systems tell neither capitals nor composed accents apart.
    return unicodedata.normalize("NFC", name).casefold()
