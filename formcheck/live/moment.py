"""What is known at one moment of live exercising."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from formcheck.arrays import Float32Array, Pixels
from formcheck.judge.streaming.state import Calibration, SetState
from formcheck.live.pointing.reach import Reach
from formcheck.pose.pose import Pose

__all__ = ["Calibration", "PosedFrame", "ProblemId", "SetState", "Sight"]

#: What keeps the program from judging, the most important first.
ProblemId = Literal[
    "camera_lost",
    "too_slow",
    "nobody",
    "too_dark",
    "several_people",
    "move_back",
    "move_closer",
    "head_not_seen",
    "feet_not_seen",
    "turn_side_on",
    "wrong_posture",
]


@dataclass(frozen=True)
class PosedFrame:
    """A picture of the camera with the person in it.

    Attributes
    ----------
    time_s : float
        When it was captured, seconds since the program began; strictly increasing.
    rgb : (H, W, 3) uint8
    pose : Pose or None
        In pixels of `rgb`; None if nobody was found.
    picture_change, fade_s : float
        See `formcheck.pose.track.PoseTrack`.
    camera_step_px : (float, float)
    image_motion : (patches, 5) float32
    people : int
        How many people were found when last counted.
    latency_s : float
        Age of the picture when the pose was ready.
    """

    time_s: float
    rgb: Pixels
    pose: Pose | None
    picture_change: float
    camera_step_px: tuple[float, float]
    image_motion: Float32Array
    people: int
    latency_s: float
    fade_s: float = 0.0


@dataclass(frozen=True)
class Sight:
    """How well the person is seen in one frame, whatever the exercise's count.

    Attributes
    ----------
    problems : tuple of str
        Most important first; empty if all is well.
    upright : bool
        The trunk is upright.
    hand_raised : bool
        A wrist is above the head while upright.
    reach : Reach or None
        Where the person can point from, and the hands; None where nobody is seen.
    position : str
        What is wrong with the start position, as in `PositionWatch`; empty if nothing is, or
        no exercise is watched.
    sparse : bool
        So few pictures are looked at, or judged, that nothing is known of the position.
    """

    problems: tuple[ProblemId, ...]
    upright: bool
    hand_raised: bool
    reach: Reach | None = None
    position: str = ""
    sparse: bool = False
