"""What the pose model saw in a whole clip, as arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from formcheck.arrays import BoolArray, Float32Array, FloatArray, IntArray
from formcheck.pose.image_layout import COLUMNS, PATCHES
from formcheck.pose.landmarks import LANDMARK_COUNT


@dataclass(frozen=True)
class PoseTrack:
    """Landmarks of the followed person in every processed frame.

    Attributes
    ----------
    time_s : (F,) float
        Presentation time of each frame, seconds after the first frame,
        strictly increasing.
    xy_px : (F, 33, 2) float
        Landmark positions in pixels, x to the right and y down, in a picture
        of ``width_px`` by ``height_px``. NaN where no person was found. May lie
        outside the picture: such a landmark was extrapolated by the model.
    visibility, presence : (F, 33) float
        The model's own estimates, 0 to 1; NaN where no person was found.
    world_m : (F, 33, 3) float
        Model's metric coordinates, hip-centred. Depth is a guess: for facing
        and left/right checks only, never for a measured angle. Of a file it has the model's
        own precision, and so has the presence: of an hour that saves 40 MB.
    picture_change : (F,) float
        Mean absolute grey-level change from the frame before, 0 to 1, on a
        small copy of the picture; 0 for the first frame. Cuts stand out.
    people : (F,) int
        How many separate people were found when last counted.
    width_px, height_px : int
        Size of the picture that ``xy_px`` refers to.
    camera_step_px : (F, 2) float or None
        How far the whole picture moved since the frame before, to the right and
        down; 0 where little changed. None if nobody looked.
    fade_s : (F,) float or None
        How long the fade took that ends at a frame, from one picture to another; 0 where
        none ends. None if nobody looked.
    image_motion : (F, patches, 5) float or None
        How patches of the body moved by the picture itself, laid out as
        `formcheck.pose.image_layout` says; NaN where that was not measured.
        None if nobody looked.
    looked_at : (F,) bool or None
        False where the model did not look, because nothing about the person had moved since
        the look before: landmarks lie between those of the looks on either side then. None if
        it looked at every frame.
    """

    time_s: FloatArray
    xy_px: FloatArray
    visibility: FloatArray
    presence: FloatArray | Float32Array
    world_m: FloatArray | Float32Array
    picture_change: FloatArray
    people: IntArray
    width_px: int
    height_px: int
    camera_step_px: FloatArray | None = None
    fade_s: FloatArray | None = None
    image_motion: FloatArray | None = None
    looked_at: BoolArray | None = None

    def __post_init__(self) -> None:
        frames = self.time_s.shape[0]
        expected: dict[str, tuple[int, ...]] = {
            "time_s": (frames,),
            "xy_px": (frames, LANDMARK_COUNT, 2),
            "visibility": (frames, LANDMARK_COUNT),
            "presence": (frames, LANDMARK_COUNT),
            "world_m": (frames, LANDMARK_COUNT, 3),
            "picture_change": (frames,),
            "people": (frames,),
        }
        if self.fade_s is not None:
            expected["fade_s"] = (frames,)
        if self.camera_step_px is not None:
            expected["camera_step_px"] = (frames, 2)
        if self.image_motion is not None:
            expected["image_motion"] = (frames, len(PATCHES), COLUMNS)
        if self.looked_at is not None:
            expected["looked_at"] = (frames,)
        for name, shape in expected.items():
            if getattr(self, name).shape != shape:
                raise ValueError(f"{name} has shape {getattr(self, name).shape}, not {shape}")
        if frames > 1 and not bool(np.all(np.diff(self.time_s) > 0)):
            raise ValueError("time_s does not increase strictly")

    @property
    def frame_count(self) -> int:
        """Number of processed frames."""
        return int(self.time_s.shape[0])

    @property
    def frames_looked_at(self) -> int | None:
        """Number of frames that the model looked at; None if it was to look at every one."""
        return None if self.looked_at is None else int(self.looked_at.sum())

    @property
    def detected(self) -> BoolArray:
        """(F,) True where a person was found."""
        return np.asarray(np.isfinite(self.xy_px[:, 0, 0]))
