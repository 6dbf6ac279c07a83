"""Which folder the result of a clip goes to: its own, never that of another clip."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from formcheck.pose.kept_track import is_kept_track
from formcheck.report.wording import WORDS
from formcheck.results.files import RESULT_JSON
from formcheck.results.segment_folders import SEGMENTS_JSON

#: Files that name the clip whose result they are of.
_TELLING = (RESULT_JSON, SEGMENTS_JSON)


@dataclass(frozen=True)
class ResultPlace:
    """Where the result of a clip goes.

    Attributes
    ----------
    folder : Path
    replaces : bool
        An earlier result of the same clip is there and gives way.
    taken : Path or None
        The folder that it would go to if the result of another clip were not there.
    """

    folder: Path
    replaces: bool = False
    taken: Path | None = None

    def describe(self) -> str:
        """Return a sentence for people; empty where there is nothing to say."""
        if self.replaces:
            return WORDS.text("place.replaced", folder=self.folder)
        if self.taken is not None:
            return WORDS.text("place.taken", taken=self.taken, folder=self.folder)
        return ""


def folder_name(clip: Path) -> str:
    """Return the name of the folder that a clip's result goes to: its stem.

    Landmarks that a live set has left all have the same name; there it is that of the
    set's folder. A stem that would mean another folder (``..``) becomes ``clip``.
    """
    named = clip.absolute().parent.name if is_kept_track(clip) else clip.stem
    stem = named.strip()
    return stem if stem.strip(".") else "clip"


def find_place(out_dir: Path, name: str, clip_sha256: str) -> ResultPlace:
    """Return where the result of a clip goes.

    The folder that holds an earlier result of the same clip, by its hash; else the
    first of ``name``, ``name-2``, ``name-3`` and so on that holds no result at all.

    Parameters
    ----------
    out_dir : Path
        Need not exist.
    name : str
        From `folder_name`, or of the user's choice.
    clip_sha256 : str
    """
    there = _folders_like(out_dir, name)
    owners = {folder: read_owner(folder) for folder in there}
    for folder, owner in owners.items():
        if owner == clip_sha256:
            return ResultPlace(folder, replaces=True)
    # Some file systems tell neither capitals nor composed accents apart: there it is one folder.
    used = {_key(folder.name) for folder, owner in owners.items() if owner is not None}
    wanted, number = name, 1
    while _key(wanted) in used:
        number += 1
        wanted = f"{name}-{number}"
    return ResultPlace(out_dir / wanted, taken=None if number == 1 else out_dir / name)


def read_owner(folder: Path) -> str | None:
    """Return the hash of the clip whose result a folder holds.

    Returns
    -------
    str or None
        None if it holds no result; empty if it cannot be told whose it is.
    """
    for name in _TELLING:
        place = folder / name
        if place.exists():
            try:
                return str(json.loads(place.read_bytes())["clip"]["sha256"])
            except (OSError, ValueError, KeyError, TypeError):
                return ""
    return None


def _folders_like(out_dir: Path, name: str) -> list[Path]:
    """Return the folders of a name, with and without a number behind it, the lowest first."""
    pattern = re.compile(re.escape(_key(name)) + r"(?:-(\d+))?")
    found = []
    try:
        entries = list(out_dir.iterdir())
    except OSError:
        return []
    for entry in entries:
        match = pattern.fullmatch(_key(entry.name))
        if match is not None and entry.is_dir():
            found.append((int(match.group(1) or 1), entry.name, entry))
    return [entry for _, _, entry in sorted(found)]


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
