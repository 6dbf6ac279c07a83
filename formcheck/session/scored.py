"""One scored clip with all that is needed to draw it."""

from __future__ import annotations

from dataclasses import dataclass

from formcheck.exercises.base import Exercise
from formcheck.kinematics.measurements import Measurements
from formcheck.pose.track import PoseTrack
from formcheck.session.result import Result
from formcheck.session.timeline import Timeline


@dataclass(frozen=True)
class ScoredClip:
    """The result and the per-frame arrays behind it; all arrays share F frames."""

    result: Result
    exercise: Exercise
    track: PoseTrack
    measurements: Measurements
    timeline: Timeline
