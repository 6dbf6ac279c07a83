"""A track as a file: arrays by name, every one as it was."""

from __future__ import annotations

import io
from dataclasses import fields
from pathlib import Path

import numpy as np

from formcheck.pose.array_file import open_arrays
from formcheck.pose.metadata import DAMAGED_ARCHIVE
from formcheck.pose.track import PoseTrack

#: What reading a damaged file may raise: its archive or an array of it makes no sense, or asks
#: for more memory than there is.
UNREADABLE = (
    *DAMAGED_ARCHIVE,
    ValueError,
    LookupError,
    TypeError,
    OverflowError,
    MemoryError,
)

# A track holds these with the model's own precision (see `join_rows`): nothing is lost.
_SINGLE_PRECISION = ("xy_px", "visibility", "presence", "world_m")


def pack_track(track: PoseTrack, **remarks: str) -> bytes:
    """Return the bytes of a file that holds a track.

    Parameters
    ----------
    track : PoseTrack
    **remarks : str
        Further texts to keep, by names that are no part of a track.
    """
    values = {field.name: getattr(track, field.name) for field in fields(PoseTrack)}
    arrays = {name: value for name, value in values.items() if value is not None}
    for name in _SINGLE_PRECISION:
        arrays[name] = arrays[name].astype(np.float32)
    packed = io.BytesIO()
    np.savez(packed, **arrays, **remarks)  # type: ignore[arg-type]
    return packed.getvalue()


def read_track(path: Path) -> PoseTrack:
    """Read a track.

    Raises
    ------
    OSError or another of `UNREADABLE`
        There is no such file, or it holds none.
    """
    with open_arrays(path) as arrays:
        looked_at = arrays.get("looked_at")
        return PoseTrack(
            time_s=arrays["time_s"].astype(np.float64),
            xy_px=arrays["xy_px"].astype(np.float64),
            visibility=arrays["visibility"].astype(np.float64),
            presence=arrays["presence"].astype(np.float32),
            world_m=arrays["world_m"].astype(np.float32),
            picture_change=arrays["picture_change"],
            people=arrays["people"],
            width_px=int(arrays["width_px"]),
            height_px=int(arrays["height_px"]),
            camera_step_px=arrays.get("camera_step_px"),
            fade_s=arrays.get("fade_s"),
            image_motion=arrays.get("image_motion"),
            looked_at=None if looked_at is None else looked_at.astype(np.bool_),
        )


def read_remark(path: Path, name: str) -> str:
    """Return a text that was kept with a track, empty if there is none."""
    with open_arrays(path) as arrays:
        return str(arrays[name]) if name in arrays else ""
