"""The folder of a clip's result, from the clip's own place: the same in every run and shard."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from formcheck.batch.places import is_address

#: A spreadsheet would run a word that begins so, and a shell would take it for an option.
_UNSAFE_START = re.compile(r"^[=+\-@.~\s]+")
_UNSAFE = re.compile(r'[\x00-\x1f<>:"|?*\\]')
_LONGEST_PART = 120


def folder_of(place: str) -> str:
    """Return the folder of a clip's result: ``anna/monday-mp4`` for ``anna/monday.mp4``.

    Parameters
    ----------
    place : str
        Path of the clip relative to what was named, with ``/`` between, or an address.

    Returns
    -------
    str
        Relative, with ``/`` between; never outside the folder that it is put into. The
        ending stays part of it: two clips that differ in it alone are two.
    """
    inner = place.split("://", 1)[1] if is_address(place) else place
    parts = [_clean(part) for part in inner.split("/") if part not in ("", ".")]
    return "/".join([*parts[:-1], _without_dot(parts[-1])]) if parts else "clip"


def folders_of(places: Sequence[str]) -> list[str]:
    """Return a folder for each clip, no two the same on any file system.

    Where two names differ only in what some file systems do not tell apart (capitals,
    accents), or in what was cleaned away, each gets six letters of its own behind it.
    """
    folders = [folder_of(place) for place in places]
    used = Counter(map(_key, folders))
    return [
        folder if used[_key(folder)] == 1 else f"{folder}-{_mark(place)}"
        for folder, place in zip(folders, places, strict=True)
    ]


def _clean(part: str) -> str:
    if part == "..":
        return "up"
    safe = _UNSAFE_START.sub("_", _UNSAFE.sub("_", unicodedata.normalize("NFC", part)))
    safe = safe.rstrip(". ") or "_"
    return safe if len(safe) <= _LONGEST_PART else f"{safe[: _LONGEST_PART - 7]}-{_mark(part)}"


def _without_dot(name: str) -> str:
    """Return a clip's name without its dot: a folder called ``clip.mp4`` looks like a film."""
    stem, dot, ending = name.rpartition(".")
    return f"{stem}-{ending}" if dot and stem else name


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _mark(place: str) -> str:
    return hashlib.sha256(place.encode("utf-8", errors="surrogateescape")).hexdigest()[:6]
