"""Telling a bend to the side, seen from half in front, from one backwards."""

from __future__ import annotations

from formcheck.arrays import FloatArray
from formcheck.kinematics.measurements import Measurements
from formcheck.pose.landmarks import landmark_of
from formcheck.reps.prepared import Phases, median_over

#: Torso lengths. Who bends back lowers both shoulders alike: one against the other by 0.05 at most
#: (94 bends of 27 clips, up to 40 degrees off the side). Side bends lower one by 0.28 and more.
_LOWERED_TORSO = 0.15
#: The movement's beginning is read over so many frames on either side, against jitter.
_AROUND = 1


def is_side_bend(shot: Measurements, phases: Phases) -> bool:
    """Tell whether one shoulder is lowered against the other, more than its hip is."""
    lowered = _of_two(shot, "shoulder") - _of_two(shot, "hip")
    start = phases.movement.start
    before = median_over(lowered, (max(start - _AROUND, 0), start + _AROUND))
    # Not known where a shoulder or a hip was not seen.
    return abs(median_over(lowered, phases.top) - before) > _LOWERED_TORSO


def _of_two(shot: Measurements, joint: str) -> FloatArray:
    """Return how much lower the left one of two joints is, torso lengths."""
    left, right = (shot.xy_px[:, landmark_of(joint, side), 1] for side in ("left", "right"))
    return (left - right) / shot.torso_px
