"""The folder that holds the files of one set: filled, found, read, removed."""

from __future__ import annotations

import io
import json
import re
import secrets
import shutil
from datetime import datetime
from pathlib import Path
from typing import get_args

import numpy as np

from formcheck.errors import InputError, StoreError
from formcheck.files import sync_folder
from formcheck.history.bounded_result import LARGEST_BYTES, read_bounded_result
from formcheck.history.database import Database
from formcheck.history.models import Landmarks, NewSet, SetFiles, SetTag, Source
from formcheck.history.private_files import (
    copy_private,
    make_private_folder,
    write_private,
)
from formcheck.history.problems import explaining_problems
from formcheck.history.regular_files import is_regular, read_regular
from formcheck.judge.result import Result
from formcheck.pose.array_file import open_arrays
from formcheck.pose.track import PoseTrack
from formcheck.pose.track_file import UNREADABLE
from formcheck.results.result_json import render_result

# As in `formcheck.results.files`, which loads the drawing library and is not needed here.
RESULT_JSON = "result.json"
REPS_CSV = "reps.csv"
FRAMES_CSV = "frames.csv"
ANNOTATED_VIDEO = "annotated.mp4"
LANDMARKS_NPZ = "landmarks.npz"
REVIEW_JSON = "review.json"
#: Written last: a folder that has it is complete.
SET_JSON = "set.json"
#: Name of a clip's copy, before the clip's own ending.
CLIP_STEM = "clip"
#: A folder that has no set after this long was left by a program that was stopped.
ABANDONED_S = 24 * 3600.0

#: Tables and subtitles that go along with a result.
COPIED = (REPS_CSV, FRAMES_CSV, "events.vtt")
_NAME = re.compile(r"[0-9a-f]{24}")
_HASH = re.compile(r"[0-9a-f]{64}")
#: A clip's ending as it is kept: nothing that a web page or a system could take for an order.
_SUFFIX = re.compile(r"\.[a-z0-9]{1,8}")

#: Wider and higher than any picture.
_LARGEST_PX = 100_000
#: Further out of it than any landmark.
_FURTHEST_PX = 10.0 * _LARGEST_PX
_LONGEST_S = 10 * 86_400.0


def new_folder_name() -> str:
    """Return a name that nobody can guess and that says nothing about the patient."""
    return secrets.token_hex(12)


def fill_folder(folder: Path, new: NewSet, tag: SetTag) -> str | None:
    """Make a set's folder with all its files, safe on the disk.

    Parameters
    ----------
    folder : Path
        Does not exist.
    new : NewSet
    tag : SetTag

    Returns
    -------
    str or None
        Name of the clip's copy inside; None if there is none.

    Raises
    ------
    OSError
        A file cannot be read or written.
    """
    make_private_folder(folder)
    write_private(folder / RESULT_JSON, render_result(new.result).encode("utf-8", "replace"))
    for name in COPIED:
        if new.result_folder is not None and is_regular(new.result_folder / name):
            copy_private(new.result_folder / name, folder / name)
    if new.landmarks is not None:
        write_private(folder / LANDMARKS_NPZ, pack_landmarks(new.landmarks))
    clip_file = _copy_clip(folder, new)
    _copy_annotated(folder, new)
    write_private(folder / SET_JSON, _pack_tag(tag))
    sync_folder(folder)
    sync_folder(folder.parent)
    return clip_file


def _pack_tag(tag: SetTag) -> bytes:
    outside = tag.clip_outside
    document = {
        "patient_id": tag.patient_id,
        "patient_added_at_s": tag.patient_added_at_s,
        "performed_at": tag.performed_at.isoformat(),
        "source": tag.source,
        "clip_outside": None if outside is None else str(outside),
    }
    return (json.dumps(document, indent=2) + "\n").encode()


def read_tag(folder: Path) -> SetTag | None:
    """Return what a folder says of itself; None if it is not complete, or of an earlier program."""
    try:
        document = json.loads((folder / SET_JSON).read_bytes())
        performed_at = datetime.fromisoformat(document["performed_at"])
        if performed_at.tzinfo is None or document["source"] not in get_args(Source):
            return None
        outside = document["clip_outside"]
        return SetTag(
            patient_id=int(document["patient_id"]),
            patient_added_at_s=float(document["patient_added_at_s"]),
            performed_at=performed_at,
            source=document["source"],
            clip_outside=None if outside is None else Path(outside),
        )
    except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return None


def find_stray_folders(database: Database, files: Path) -> list[Path]:
    """Return the folders of sets that no row leads to, in order of name.

    Those that are just being filled or are to be removed are noted down, and not among them.

    Parameters
    ----------
    database : Database
    files : Path
        Need not exist.

    Raises
    ------
    StoreError
    """
    # The folders first: one is noted down before it is made.
    with explaining_problems(database.path):
        there = sorted(files.iterdir()) if files.is_dir() else []
    known = {
        row["folder"]
        for row in database.rows(
            "SELECT folder FROM sets UNION SELECT folder FROM folders_to_remove"
        )
    }
    return [
        path
        for path in there
        if _NAME.fullmatch(path.name) and path.name not in known and path.is_dir()
    ]


def _copy_clip(folder: Path, new: NewSet) -> str | None:
    if new.clip is None or not new.copy_clip:
        return None
    suffix = new.clip.suffix.lower()
    name = f"{CLIP_STEM}{suffix if _SUFFIX.fullmatch(suffix) else ''}"
    copy_private(new.clip, folder / name)
    return name


def _copy_annotated(folder: Path, new: NewSet) -> None:
    """Keep the drawn video only where nothing better can be shown."""
    drawn_over = new.clip is not None and new.landmarks is not None
    if new.result_folder is None or (drawn_over and new.result.clip.plays_as_read):
        return
    if is_regular(new.result_folder / ANNOTATED_VIDEO):
        copy_private(new.result_folder / ANNOTATED_VIDEO, folder / ANNOTATED_VIDEO)


def find_clip_copy(folder: Path) -> Path | None:
    """Return the copy of a clip in a set's folder, None if there is none."""
    copies = sorted(path for path in folder.glob(f"{CLIP_STEM}*") if is_regular(path))
    return copies[0] if copies else None


def find_files(folder: Path, clip_file: str | None, clip_outside: str | None) -> SetFiles:
    """Return where the files of a set lie; those that are not there are None."""

    def present(name: str) -> Path | None:
        return folder / name if (folder / name).is_file() else None

    clip = folder / clip_file if clip_file else Path(clip_outside) if clip_outside else None
    return SetFiles(
        folder=folder,
        result_json=folder / RESULT_JSON,
        review_json=present(REVIEW_JSON),
        clip=clip if clip is not None and clip.is_file() else None,
        landmarks=present(LANDMARKS_NPZ),
        frames_csv=present(FRAMES_CSV),
        reps_csv=present(REPS_CSV),
        annotated=present(ANNOTATED_VIDEO),
    )


def read_result(path: Path) -> Result:
    """Read the result of a stored set.

    Raises
    ------
    StoreError
        It is missing or damaged.
    """
    try:
        return read_bounded_result(path)
    except InputError as error:
        raise StoreError(
            f"The result of this set cannot be read: {path}.",
            "Score its clip again with --patient.",
        ) from error


def read_hashes(folder: Path) -> tuple[str, str] | None:
    """Return the hashes of the clip and of the model a result was made with.

    Returns
    -------
    tuple of str, or None
        None if there is no result, or no clip.
    """
    try:
        document = json.loads(read_regular(folder / RESULT_JSON, LARGEST_BYTES))
        clip, model = str(document["clip"]["sha256"]), str(document["model"]["sha256"])
    except (InputError, ValueError, KeyError, TypeError, RecursionError):
        return None
    # They become names of files.
    return (clip, model) if _HASH.fullmatch(clip) and _HASH.fullmatch(model) else None


def measure_folder(folder: Path) -> tuple[int, int]:
    """Return how many files a folder holds and how many bytes they are."""
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return len(sizes), sum(sizes)


def remove_folder(folder: Path) -> bool:
    """Remove a set's folder and say whether it is gone; any other folder is left alone."""
    if not _NAME.fullmatch(folder.name):
        return False
    shutil.rmtree(folder, ignore_errors=True)
    # Whoever hears that it is gone forgets that it is to be removed.
    sync_folder(folder.parent)
    return not folder.exists()


def landmarks_of_track(track: PoseTrack) -> Landmarks:
    """Return the part of a track that is drawn."""
    return Landmarks(
        time_s=track.time_s,
        xy_px=track.xy_px,
        visibility=track.visibility,
        width_px=track.width_px,
        height_px=track.height_px,
    )


def pack_landmarks(landmarks: Landmarks) -> bytes:
    """Return the bytes of ``landmarks.npz``; positions are kept to the model's own precision."""
    packed = io.BytesIO()
    np.savez_compressed(
        packed,
        time_s=landmarks.time_s,
        xy_px=landmarks.xy_px.astype(np.float32),
        visibility=landmarks.visibility.astype(np.float32),
        size_px=np.array([landmarks.width_px, landmarks.height_px]),
    )
    return packed.getvalue()


def load_landmarks(path: Path) -> Landmarks:
    """Read ``landmarks.npz``.

    Raises
    ------
    StoreError
        It is not there or damaged.
    """
    try:
        with open_arrays(path) as arrays:
            size_px = arrays["size_px"]
            width_px, height_px = np.where(np.isfinite(size_px), size_px, 0).tolist()
            landmarks = Landmarks(
                time_s=arrays["time_s"].astype(np.float64),
                xy_px=arrays["xy_px"].astype(np.float64),
                visibility=arrays["visibility"].astype(np.float64),
                width_px=int(width_px),
                height_px=int(height_px),
            )
        check_landmarks(landmarks)
    except UNREADABLE as error:
        raise StoreError(
            f"The landmarks of this set cannot be read: {path}.",
            "Score the clip again with --patient to have the overlay back.",
        ) from error
    return landmarks


def check_landmarks(landmarks: Landmarks) -> None:
    """Raise `ValueError` if the arrays do not belong together, or reach beyond any picture."""
    frames = landmarks.time_s.size
    if (
        landmarks.time_s.shape != (frames,)
        or landmarks.xy_px.shape != (frames, 33, 2)
        or landmarks.visibility.shape != (frames, 33)
        or not (np.abs(landmarks.time_s) <= _LONGEST_S).all()
        or (np.abs(landmarks.xy_px) > _FURTHEST_PX).any()
        or not 0 < landmarks.width_px <= _LARGEST_PX
        or not 0 < landmarks.height_px <= _LARGEST_PX
    ):
        raise ValueError("arrays that do not fit together")
