"""Earlier results on the disk, and the clips and landmarks they were made of."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from formcheck.errors import InputError, StoreError
from formcheck.history.bounded_result import read_bounded_result
from formcheck.history.models import Landmarks
from formcheck.history.regular_files import check_regular, is_regular
from formcheck.history.set_folder import (
    ANNOTATED_VIDEO,
    CLIP_STEM,
    COPIED,
    LANDMARKS_NPZ,
    RESULT_JSON,
    check_landmarks,
    landmarks_of_track,
    load_landmarks,
)
from formcheck.judge.result import ClipInfo, Result
from formcheck.pose.bundle_file import Bundle, file_sha256
from formcheck.pose.cache import load_track, track_path
from formcheck.pose.kept_track import read_kept_track

#: Six hours of frames come to less.
_LARGEST_BESIDE_BYTES = 256_000_000


@dataclass(frozen=True)
class FoundResult:
    """A result and the folder with its files."""

    folder: Path
    result: Result


def find_result_folders(named: Path) -> list[Path]:
    """Return every folder that holds a result: the named one, or those inside, in order of name.

    Raises
    ------
    InputError
        There is no such folder, or no result in it.
    """
    if not named.is_dir():
        raise InputError(
            f"There is no folder “{named}”.",
            "Name a folder that “formcheck score” has written, or one that holds several.",
        )
    found = sorted(_walk(named))
    if not found:
        raise InputError(
            f"There is no result in “{named}”.",
            "Name a folder that “formcheck score” has written, or one that holds several.",
        )
    return found


def _walk(named: Path) -> Iterator[Path]:
    """Yield the folders with a result; those that links lead to are passed over."""
    for inside, folders, files in os.walk(named):
        # Unfinished results lie in hidden folders.
        folders[:] = [name for name in folders if not name.startswith(".")]
        if RESULT_JSON in files:
            yield Path(inside)


def read_found(folder: Path) -> FoundResult:
    """Read the result in a folder, and look at the files beside it without reading them.

    Raises
    ------
    InputError
        It cannot be read, another version of formcheck wrote it, it holds what no clip can
        give, or a file beside it is no plain file or too large.
    """
    result = read_bounded_result(folder / RESULT_JSON)
    for name in (*COPIED, LANDMARKS_NPZ):
        check_regular(folder / name, _LARGEST_BESIDE_BYTES)
    check_regular(folder / ANNOTATED_VIDEO)
    return FoundResult(folder, result)


class ClipSearch:
    """Looks for clips by name in some folders, and takes only plain files of the very same bytes.

    Parameters
    ----------
    folders : sequence of Path
        Where to look, with all folders inside; the first that has the clip wins.
    beside : sequence of Path
        Where to look after those, without the folders inside: they may be large.
    """

    def __init__(self, folders: Sequence[Path], beside: Sequence[Path] = ()) -> None:
        self._folders = folders
        self._beside = beside
        self._by_name: dict[str, list[Path]] | None = None
        self._found: dict[str, Path | None] = {}

    def find(self, clip: ClipInfo) -> Path | None:
        """Return where a clip lies; None if it is not there, or was changed since."""
        if not clip.sha256:
            return None
        if clip.sha256 not in self._found:
            candidates = self._names().get(clip.name, [])
            matching = (path for path in candidates if _is_same(path, clip.sha256))
            self._found[clip.sha256] = next(matching, None)
        return self._found[clip.sha256]

    def _names(self) -> dict[str, list[Path]]:
        if self._by_name is None:
            self._by_name = {}
            for path in self._files():
                self._by_name.setdefault(path.name, []).append(path)
        return self._by_name

    def _files(self) -> Iterator[Path]:
        for folder in self._folders:
            for inside, _, files in os.walk(folder):
                yield from (Path(inside) / name for name in files)
        for folder in self._beside:
            with contextlib.suppress(OSError):
                yield from (path for path in folder.iterdir() if path.is_file())


def _is_same(path: Path, sha256: str) -> bool:
    try:
        return is_regular(path) and file_sha256(path) == sha256
    except OSError:
        return False


def find_own_clip(folder: Path, clip: ClipInfo) -> Path | None:
    """Return the copy of a clip that the history kept with a result; None if there is none."""
    if not clip.sha256:
        return None
    copies = sorted(folder.glob(f"{CLIP_STEM}*"))
    return next((path for path in copies if _is_same(path, clip.sha256)), None)


def find_own_landmarks(folder: Path) -> Landmarks | None:
    """Return the landmarks that were kept with a result; None if there are none."""
    with contextlib.suppress(StoreError):
        return load_landmarks(folder / LANDMARKS_NPZ)
    with contextlib.suppress(InputError, ValueError):
        landmarks = landmarks_of_track(read_kept_track(folder / LANDMARKS_NPZ).track)
        check_landmarks(landmarks)
        return landmarks
    return None


def find_landmarks(result: Result) -> Landmarks | None:
    """Return the landmarks that a result was made from, None if they were not kept."""
    if not result.clip.sha256:
        return None
    bundle = Bundle(result.model.variant, Path(), result.model.sha256)
    clip = result.clip
    kept = track_path(clip.sha256, bundle, reading=clip.as_read, thrifty=clip.thrifty)
    track = load_track(kept)
    return None if track is None else landmarks_of_track(track)
