"""A track that grows frame by frame."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypedDict, Unpack

import numpy as np
from numpy.typing import NDArray

from formcheck.arrays import Float32Array, FloatArray
from formcheck.pose.image_layout import COLUMNS, PATCHES
from formcheck.pose.landmarks import LANDMARK_COUNT
from formcheck.pose.pose import Pose
from formcheck.pose.track import PoseTrack

_FIRST_CAPACITY = 1024
#: Kept as the model gives them, in half the room; measured with in double precision.
_SINGLE_PRECISION = frozenset({"xy_px", "visibility", "presence", "world_m", "image_motion"})
_SHAPES: dict[str, tuple[int, ...]] = {
    "time_s": (),
    "xy_px": (LANDMARK_COUNT, 2),
    "visibility": (LANDMARK_COUNT,),
    "presence": (LANDMARK_COUNT,),
    "world_m": (LANDMARK_COUNT, 3),
    "picture_change": (),
    "people": (),
    "camera_step_px": (2,),
    "fade_s": (),
    "image_motion": (len(PATCHES), COLUMNS),
}


class Beside(TypedDict, total=False):
    """What is seen in a picture beside the pose; see `formcheck.pose.track.PoseTrack`.

    What is left out is nought: nothing changed, nothing moved, one person is there.
    """

    picture_change: float
    fade_s: float
    camera_step_px: tuple[float, float]
    image_motion: Float32Array | None
    people: int


class GrowingTrack:
    """Frames in the order in which they come; about a kilobyte each.

    Parameters
    ----------
    width_px, height_px : int
        Of the picture that positions refer to.
    """

    def __init__(self, width_px: int, height_px: int) -> None:
        self.width_px, self.height_px = width_px, height_px
        self._frames = 0
        self._arrays: dict[str, NDArray[Any]] = {
            name: _blank(name, _FIRST_CAPACITY) for name in _SHAPES
        }

    @property
    def frame_count(self) -> int:
        """How many frames there are."""
        return self._frames

    @property
    def time_s(self) -> FloatArray:
        """(F,) times of the frames so far."""
        return self._arrays["time_s"][: self._frames]

    def add(self, time_s: float, pose: Pose | None, **beside: Unpack[Beside]) -> None:
        """Append a frame; see `formcheck.pose.track.PoseTrack`.

        Raises
        ------
        ValueError
            The frame is not later than the one before.
        """
        index = self._make_room(time_s)
        row = {name: array[index] for name, array in self._arrays.items()}
        if pose is not None:
            row["xy_px"][:] = pose.xy_px
            row["visibility"][:] = pose.visibility
            row["presence"][:] = pose.presence
            row["world_m"][:] = pose.world_m
        image_motion = beside.get("image_motion")
        if image_motion is not None:
            row["image_motion"][:] = image_motion
        row["camera_step_px"][:] = beside.get("camera_step_px", (0.0, 0.0))
        self._arrays["fade_s"][index] = beside.get("fade_s", 0.0)
        self._arrays["time_s"][index] = time_s
        self._arrays["picture_change"][index] = beside.get("picture_change", 0.0)
        self._arrays["people"][index] = beside.get("people", 1)
        self._frames += 1

    def add_row(self, track: PoseTrack, index: int) -> None:
        """Append a frame of another track."""
        own = self._make_room(float(track.time_s[index]))
        for name, array in self._arrays.items():
            values = getattr(track, name)
            if values is not None:
                array[own] = values[index]
            elif name in ("camera_step_px", "fade_s"):
                array[own] = 0.0
        self._frames += 1

    def _make_room(self, time_s: float) -> int:
        index = self._frames
        if index and time_s <= self._arrays["time_s"][index - 1]:
            raise ValueError("a frame must be later than the one before")
        if index == len(self._arrays["time_s"]):
            self._arrays = {
                name: np.concatenate([array, _blank(name, index)])
                for name, array in self._arrays.items()
            }
        return index

    def since(self, start: int = 0) -> PoseTrack:
        """Return the frames from `start` to the newest."""
        return track_of_rows(self.rows_since(start), self.width_px, self.height_px)

    def rows_since(self, start: int = 0) -> dict[str, NDArray[Any]]:
        """Return the same frames as they are kept, by the names of `PoseTrack`, not copied."""
        return {name: array[start : self._frames] for name, array in self._arrays.items()}


def track_of_rows(rows: Mapping[str, NDArray[Any]], width_px: int, height_px: int) -> PoseTrack:
    """Return kept frames as a track, in double precision.

    Parameters
    ----------
    rows : mapping of str to (F, ...) array
        As from `GrowingTrack.rows_since`.
    width_px, height_px : int
        Of the picture that positions refer to.
    """
    parts: dict[str, Any] = {
        name: values.astype(np.float64) if name in _SINGLE_PRECISION else values
        for name, values in rows.items()
    }
    return PoseTrack(**parts, width_px=width_px, height_px=height_px)


def _blank(name: str, frames: int) -> NDArray[Any]:
    if name == "people":
        return np.zeros(frames, dtype=np.int64)
    kind = np.float32 if name in _SINGLE_PRECISION else np.float64
    return np.full((frames, *_SHAPES[name]), np.nan, dtype=kind)
