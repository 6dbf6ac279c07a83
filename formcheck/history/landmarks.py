"""``landmarks.npz``: what the review page draws the body from."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import numpy as np

from formcheck.errors import StoreError
from formcheck.history.models import Landmarks
from formcheck.pose.track import PoseTrack


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
        with np.load(path, allow_pickle=False) as arrays:
            return Landmarks(
                time_s=arrays["time_s"],
                xy_px=arrays["xy_px"].astype(np.float64),
                visibility=arrays["visibility"].astype(np.float64),
                width_px=int(arrays["size_px"][0]),
                height_px=int(arrays["size_px"][1]),
            )
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        raise StoreError(
            f"The landmarks of this set cannot be read: {path}.",
            "Score the clip again with --patient to have the overlay back.",
        ) from error
