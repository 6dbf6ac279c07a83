"""``landmarks.npz``: what the review page draws the body from."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np

from formcheck.errors import StoreError
from formcheck.history.models import Landmarks
from formcheck.pose.track import PoseTrack
from formcheck.pose.track_file import UNREADABLE

#: Wider and higher than any picture.
_LARGEST_PX = 100_000


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
        with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            size_px = arrays["size_px"]
            width_px, height_px = np.where(np.isfinite(size_px), size_px, 0).tolist()
            landmarks = Landmarks(
                time_s=arrays["time_s"].astype(np.float64),
                xy_px=arrays["xy_px"].astype(np.float64),
                visibility=arrays["visibility"].astype(np.float64),
                width_px=int(width_px),
                height_px=int(height_px),
            )
        _check_shapes(landmarks)
    except UNREADABLE as error:
        raise StoreError(
            f"The landmarks of this set cannot be read: {path}.",
            "Score the clip again with --patient to have the overlay back.",
        ) from error
    return landmarks


def _check_shapes(landmarks: Landmarks) -> None:
    """Raise `ValueError` if the arrays do not belong together."""
    frames = landmarks.time_s.size
    if (
        landmarks.time_s.shape != (frames,)
        or landmarks.xy_px.shape != (frames, 33, 2)
        or landmarks.visibility.shape != (frames, 33)
        or not np.isfinite(landmarks.time_s).all()
        or not 0 < landmarks.width_px <= _LARGEST_PX
        or not 0 < landmarks.height_px <= _LARGEST_PX
    ):
        raise ValueError("arrays that do not fit together")
