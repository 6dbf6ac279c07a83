"""Landmarks kept beside a result, so that a set without a film can be scored again."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from formcheck.errors import InputError
from formcheck.files import write_bytes
from formcheck.pose.track import PoseTrack
from formcheck.pose.track_file import UNREADABLE, pack_track, read_remark, read_track

LANDMARKS_FILE = "landmarks.npz"
_SUFFIX = ".npz"


@dataclass(frozen=True)
class KeptTrack:
    """A track with the model that made it."""

    track: PoseTrack
    model_variant: str
    model_sha256: str


def is_kept_track(path: Path) -> bool:
    """Tell by its name whether a file holds landmarks rather than a film."""
    return path.suffix.lower() == _SUFFIX


def write_kept_track(kept: KeptTrack, path: Path) -> None:
    """Write landmarks into a file.

    Raises
    ------
    OutputError, DiskFullError
    """
    packed = pack_track(
        kept.track, model_variant=kept.model_variant, model_sha256=kept.model_sha256
    )
    write_bytes(path, packed)


def read_kept_track(path: Path) -> KeptTrack:
    """Read landmarks from a file.

    Raises
    ------
    InputError
        There is no such file, or it holds no landmarks of a whole body.
    """
    try:
        kept = KeptTrack(
            read_track(path), read_remark(path, "model_variant"), read_remark(path, "model_sha256")
        )
        if kept.track.frame_count == 0:
            raise ValueError("no frame")
        return kept
    except FileNotFoundError:
        raise InputError(f"There is no file “{path}”.", "Check the name.") from None
    except UNREADABLE as error:
        raise InputError(
            f"“{path}” holds no landmarks that can be scored.",
            f"Name a {LANDMARKS_FILE} that formcheck live has written, or a video.",
        ) from error
