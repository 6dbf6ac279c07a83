"""Staying with one person when several are in the clip."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from formcheck.arrays import Pixels
from formcheck.pose.landmarker import Landmarker
from formcheck.pose.people import (
    PeopleFinder,
    centre_px,
    extent_px,
    painted_over,
    torso_px,
)
from formcheck.pose.pose import Pose

# Farther than this between two frames is another person, not a movement.
_JUMP_TORSO = 0.5
_FASTEST_TORSO_PER_S = 6.0
# How alike in size a body must be to be the same one.
_LEAST_SIZE_RATIO = 0.6
# A person who was lost is waited for this long before another is followed.
MEMORY_S = 3.0
_REACH_TORSO = 2.0


class Follower:
    """Follows the largest person, then whoever continues that person.

    Parameters
    ----------
    new_landmarker : callable
        Gives a fresh landmarker in ``video`` mode for one person.
    finder : PeopleFinder
        Finds everybody in one picture.
    """

    def __init__(self, new_landmarker: Callable[[], Landmarker], finder: PeopleFinder) -> None:
        self._new_landmarker = new_landmarker
        self._finder = finder
        self._landmarker = new_landmarker()
        self._last: Pose | None = None
        self._last_s = -np.inf
        self._frame_s = -np.inf

    def close(self) -> None:
        """Free the model."""
        self._landmarker.close()

    def detect(
        self, picture: Pixels, time_s: float, time_ms: int, *, may_be_cut: bool = False
    ) -> Pose | None:
        """Return the followed person in the next frame, None if not seen.

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
        unbroken = self._last_s == self._frame_s and not may_be_cut
        self._frame_s = time_s
        poses = self._landmarker.detect(picture, time_ms)
        if not poses:
            return None
        pose = poses[0]
        if not (unbroken and self._continues(pose, time_s)):
            wanted, others = self._choose(picture, time_s, may_be_cut=may_be_cut)
            if wanted is None:
                return None
            if (others or may_be_cut) and not _same_body(wanted, pose):
                pose = self._steer(painted_over(picture, others), time_ms) or wanted
        self._last, self._last_s = pose, time_s
        return pose

    def _continues(self, pose: Pose, time_s: float) -> bool:
        if self._last is None:
            return False
        reach_torso = max(_JUMP_TORSO, _FASTEST_TORSO_PER_S * (time_s - self._last_s))
        return _is_near(pose, self._last, min(reach_torso, _REACH_TORSO))

    def _choose(
        self, picture: Pixels, time_s: float, *, may_be_cut: bool
    ) -> tuple[Pose | None, list[Pose]]:
        """Return the person to follow and everybody else; after a cut it may be another one."""
        people = self._finder.find(picture)
        if not people:
            return None, []
        if self._last is not None and time_s - self._last_s <= MEMORY_S:
            last = self._last
            same = [person for person in people if _is_near(person, last, _REACH_TORSO)]
            wanted = min(same, key=lambda person: _distance_px(person, last), default=None)
            if wanted is None and may_be_cut:
                wanted = _largest(people, picture)
        else:
            wanted = _largest(people, picture)
        return wanted, [person for person in people if person is not wanted]

    def _steer(self, picture: Pixels, time_ms: int) -> Pose | None:
        """Start the model afresh on a picture that shows only the wanted person."""
        self._landmarker.close()
        self._landmarker = self._new_landmarker()
        poses = self._landmarker.detect(picture, time_ms)
        return poses[0] if poses else None


def _largest(people: list[Pose], picture: Pixels) -> Pose:
    return max(people, key=lambda person: extent_px(person, picture))


def _distance_px(one: Pose, other: Pose) -> float:
    return float(np.hypot(*(centre_px(one) - centre_px(other))))


def _is_near(pose: Pose, before: Pose, reach_torso: float) -> bool:
    sizes_px = sorted((torso_px(pose), torso_px(before)))
    alike = sizes_px[0] >= _LEAST_SIZE_RATIO * sizes_px[1]
    return alike and _distance_px(pose, before) <= reach_torso * torso_px(before)


def _same_body(one: Pose, other: Pose) -> bool:
    return _is_near(one, other, _JUMP_TORSO)
