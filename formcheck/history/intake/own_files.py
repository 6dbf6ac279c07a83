"""Clip and landmarks in a result's own folder, where the history or a live set has put them."""

from __future__ import annotations

import contextlib
from pathlib import Path

from formcheck.errors import InputError, StoreError
from formcheck.history.landmarks import landmarks_of_track, load_landmarks
from formcheck.history.models import Landmarks
from formcheck.history.set_folder import CLIP_STEM, LANDMARKS_NPZ
from formcheck.judge.result import ClipInfo
from formcheck.pose.bundle_file import file_sha256
from formcheck.pose.kept_track import read_kept_track


def find_own_clip(folder: Path, clip: ClipInfo) -> Path | None:
    """Return the copy of a clip that the history kept with a result; None if there is none."""
    for path in sorted(folder.glob(f"{CLIP_STEM}*")):
        with contextlib.suppress(OSError):
            if path.is_file() and file_sha256(path) == clip.sha256:
                return path
    return None


def find_own_landmarks(folder: Path) -> Landmarks | None:
    """Return the landmarks that were kept with a result; None if there are none."""
    with contextlib.suppress(StoreError):
        return load_landmarks(folder / LANDMARKS_NPZ)
    with contextlib.suppress(InputError):
        return landmarks_of_track(read_kept_track(folder / LANDMARKS_NPZ).track)
    return None
