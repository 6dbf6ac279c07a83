"""Following one person, and beginning anew where the film has cut to somebody else."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from formcheck.arrays import Pixels
from formcheck.pose.landmarker import Landmarker
from formcheck.pose.landmarks import Side, landmark_of
from formcheck.pose.people import torso_px
from formcheck.pose.pose import Pose

#: After what may be a cut, a look at once, and again: the first picture is often a poor one, and
#: a tracker that has lost its person is a while about finding another.
_LOOKS_S = (0.0, 0.3, 0.8)
#: How far most joints may lie from where the running tracker has them; it is right then.
_SAME_TORSO = 0.3
#: So many of eight joints must be elsewhere: crossed legs change places now and then.
_FEWEST_ELSEWHERE = 4
#: One side is the near one if it is so much better visible.
_CLEAR_LEAD = 0.15
_SIDES: tuple[Side, Side] = ("left", "right")
_JOINTS = ("shoulder", "hip", "knee", "ankle")
_BODY = [landmark_of(joint, side) for joint in _JOINTS for side in _SIDES]


class FreshStart:
    """Follows a person from frame to frame; a running tracker is believed until a cut.

    A tracker carries its person over a cut: it sees the next one as the one before, turned
    round if need be. A fresh look shows whether it does. Without a cut the running one is
    right where the two disagree, for it knows where the person was.

    Parameters
    ----------
    new_landmarker : callable
        Gives a fresh landmarker in ``video`` mode for one person.
    new_looker : callable
        Gives one in ``image`` mode; not called before there may be a cut.
    """

    def __init__(
        self,
        new_landmarker: Callable[[], Landmarker],
        new_looker: Callable[[], Landmarker],
    ) -> None:
        self._new_landmarker, self._new_looker = new_landmarker, new_looker
        self._landmarker = new_landmarker()
        self._looker: Landmarker | None = None
        self._looks_s: list[float] = []

    def close(self) -> None:
        """Free the models."""
        self._landmarker.close()
        if self._looker is not None:
            self._looker.close()

    def detect(
        self, picture: Pixels, time_s: float, time_ms: int, *, may_be_cut: bool
    ) -> Pose | None:
        """Return the person in the next frame, None if nobody is found.

        Parameters
        ----------
        picture : (H, W, 3) uint8
        time_s : float
            Time of the frame.
        time_ms : int
            The same for the model; increases from frame to frame.
        may_be_cut : bool
            True if the film may be cut between the frame before and this one.
        """
        pose = _first(self._landmarker.detect(picture, time_ms))
        if may_be_cut:
            self._looks_s = [time_s + after_s for after_s in _LOOKS_S]
        if not self._looks_s or time_s < self._looks_s[0]:
            return pose
        self._looks_s = [due_s for due_s in self._looks_s if due_s > time_s]
        fresh = self._look(picture)
        if fresh is None or (pose is not None and is_same_body(pose, fresh)):
            return pose
        self._landmarker.close()
        self._landmarker = self._new_landmarker()
        return _first(self._landmarker.detect(picture, time_ms)) or fresh

    def _look(self, picture: Pixels) -> Pose | None:
        if self._looker is None:
            self._looker = self._new_looker()
        return _first(self._looker.detect(picture))


def is_same_body(one: Pose, other: Pose) -> bool:
    """Tell whether two poses are of one body in one place, seen from the same side."""
    apart_px = np.hypot(*(one.xy_px[_BODY] - other.xy_px[_BODY]).T)
    elsewhere = int(np.sum(apart_px > _SAME_TORSO * torso_px(one)))
    leads = [_lead_of_left(pose) for pose in (one, other)]
    turned = min(leads) < -_CLEAR_LEAD and max(leads) > _CLEAR_LEAD
    return elsewhere < _FEWEST_ELSEWHERE and not turned


def _lead_of_left(pose: Pose) -> float:
    left, right = (
        pose.visibility[[landmark_of(joint, side) for joint in _JOINTS]].mean() for side in _SIDES
    )
    return float(left - right)


def _first(poses: list[Pose]) -> Pose | None:
    return poses[0] if poses else None
