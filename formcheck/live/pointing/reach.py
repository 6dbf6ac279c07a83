"""The person as somebody who may point: the trunk as an anchor, and the hands that are seen.

Everything is in shares of the picture's width, x to the right and y down, not mirrored.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from formcheck.pose.landmarks import Landmark, Side, landmark_of
from formcheck.pose.people import torso_px, trunk_ends_px
from formcheck.pose.pose import Pose

#: How the trunk is held: on the floor or on all fours; upright seen from the side, or from
#: the front or back.
Posture = Literal["lying", "upright", "facing"]

#: A wrist that the model believes in less is a guess, for example of the arm behind the body.
_SEEN = 0.5
_UPRIGHT_DEG = 50.0
#: Shoulders as far apart as this, in torso lengths, are seen from the front.
_FACING_BREADTH_TORSO = 0.45
#: A trunk shorter than this share of the picture is no person in front of the camera.
_LEAST_TORSO = 0.02

_SIDES: tuple[Side, Side] = ("left", "right")
_INDEX_FINGERS = {"left": Landmark.LEFT_INDEX, "right": Landmark.RIGHT_INDEX}


@dataclass(frozen=True)
class Hand:
    """A hand that is seen.

    Attributes
    ----------
    side : {"left", "right"}
    x, y : float
        Half way between wrist and knuckles.
    """

    side: Side
    x: float
    y: float


@dataclass(frozen=True)
class Reach:
    """Where a person can point from.

    Attributes
    ----------
    x, y : float
        Middle of the shoulders.
    torso : float
        From the middle of the shoulders to that of the hips.
    posture : {"lying", "upright", "facing"}
    ahead : {-1, 1}
        Towards the head of somebody who lies, where somebody upright looks; 1 is the
        right of the picture.
    height : float
        Of the picture, in widths.
    hands : tuple of Hand
    """

    x: float
    y: float
    torso: float
    posture: Posture
    ahead: int
    height: float
    hands: tuple[Hand, ...] = ()


def see_reach(pose: Pose, width_px: int, height_px: int) -> Reach | None:
    """Return where somebody can point from; None where no trunk is to be seen.

    Parameters
    ----------
    pose : Pose
        In pixels of the picture.
    width_px, height_px : int
    """
    shoulders, hips = trunk_ends_px(pose) / width_px
    torso = torso_px(pose) / width_px
    # What is not finite fails the comparison, too.
    if not torso > _LEAST_TORSO:
        return None
    slope_deg = float(np.degrees(np.arctan2(hips[1] - shoulders[1], abs(hips[0] - shoulders[0]))))
    posture: Posture = "lying"
    ahead = _sign(float(shoulders[0] - hips[0]))
    if slope_deg >= _UPRIGHT_DEG:
        left, right = pose.xy_px[[Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER], 0] / width_px
        posture = "facing" if abs(left - right) > _FACING_BREADTH_TORSO * torso else "upright"
        ahead = _sign(float(pose.xy_px[Landmark.NOSE, 0] / width_px - shoulders[0]))
    return Reach(
        float(shoulders[0]),
        float(shoulders[1]),
        torso,
        posture,
        ahead,
        height_px / width_px,
        _hands(pose, width_px, height_px),
    )


def _hands(pose: Pose, width_px: int, height_px: int) -> tuple[Hand, ...]:
    seen = []
    for side in _SIDES:
        wrist = landmark_of("wrist", side)
        x_px, y_px = pose.xy_px[[wrist, _INDEX_FINGERS[side]]].mean(axis=0)
        inside = 0 <= x_px < width_px and 0 <= y_px < height_px
        if inside and pose.visibility[wrist] >= _SEEN:
            seen.append(Hand(side, float(x_px) / width_px, float(y_px) / width_px))
    return tuple(seen)


def _sign(value: float) -> int:
    return -1 if value < 0 else 1
