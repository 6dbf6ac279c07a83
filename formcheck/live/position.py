"""What is wrong with a start position that is not reached, so that it can be said."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping

import numpy as np

from formcheck.arrays import FloatArray
from formcheck.exercises.base import Exercise
from formcheck.kinematics.body import estimate_body_frame
from formcheck.kinematics.order import quick_median
from formcheck.kinematics.posture import classify_posture
from formcheck.kinematics.signals import compute_signals
from formcheck.live.moment import PosedFrame
from formcheck.pose.landmarks import Landmark
from formcheck.pose.track import PoseTrack

#: What is looked at together, and how often.
_WINDOW_S, _INTERVAL_S = 1.2, 0.3
#: So many of the newest frames are enough, and fewer tell nothing.
_MOST_FRAMES, _FEWEST_FRAMES = 15, 4
#: Steeper trunks belong to somebody who stands or sits; steeper thighs to somebody on the feet.
_SITTING_DEG, _STANDING_THIGH_DEG = 50.0, 50.0
#: What does not last so long is on the way to something else.
_LASTS_S = 0.8


class PositionWatch:
    """Follows somebody who takes up the start position of an exercise.

    Whether the position is right is for the rules of the exercise to say; here is only told
    what to change if it is not.

    Parameters
    ----------
    exercise : Exercise
    """

    def __init__(self, exercise: Exercise) -> None:
        self._exercise = exercise
        self._frames: deque[PosedFrame] = deque(maxlen=_MOST_FRAMES)
        self._due_s = -np.inf
        self._newest = ""
        self._since_s = 0.0
        self._steady = ""

    def look(self, frame: PosedFrame) -> str:
        """Take the next frame.

        Returns
        -------
        str
            Key of the words about what is wrong, ``position.KEY`` or
            ``exercises.NAME.start_checks.KEY``; empty if nothing is, or nothing can be told.
        """
        if frame.pose is None:
            self._frames.clear()
            return self._settle(frame.time_s, "")
        self._frames.append(frame)
        while frame.time_s - self._frames[0].time_s > _WINDOW_S:
            self._frames.popleft()
        if frame.time_s >= self._due_s and len(self._frames) >= _FEWEST_FRAMES:
            self._due_s = frame.time_s + _INTERVAL_S
            self._settle(frame.time_s, name_wrong_position(self._track(), self._exercise))
        return self._steady

    def _settle(self, time_s: float, wrong: str) -> str:
        if wrong != self._newest:
            self._newest, self._since_s = wrong, time_s
        if time_s - self._since_s >= _LASTS_S or not wrong:
            self._steady = wrong
        return self._steady

    def _track(self) -> PoseTrack:
        frames = [frame for frame in self._frames if frame.pose is not None]
        poses = [frame.pose for frame in frames if frame.pose is not None]
        height_px, width_px = frames[-1].rgb.shape[:2]
        return PoseTrack(
            time_s=np.array([frame.time_s for frame in frames]),
            xy_px=np.stack([pose.xy_px for pose in poses]),
            visibility=np.stack([pose.visibility for pose in poses]),
            presence=np.stack([pose.presence for pose in poses]),
            world_m=np.stack([pose.world_m for pose in poses]),
            picture_change=np.zeros(len(poses)),
            people=np.ones(len(poses), dtype=np.int64),
            width_px=width_px,
            height_px=height_px,
        )


def name_wrong_position(track: PoseTrack, exercise: Exercise) -> str:
    """Return what is wrong with the position in a second or so of frames.

    Parameters
    ----------
    track : PoseTrack
        One person throughout.
    exercise : Exercise
        Whose start position is meant.

    Returns
    -------
    str
        As `PositionWatch.look`.
    """
    body = estimate_body_frame(track)
    signals = compute_signals(track.xy_px, body)
    across = track.xy_px[:, Landmark.LEFT_SHOULDER, 0] + track.xy_px[:, Landmark.RIGHT_SHOULDER, 0]
    across -= track.xy_px[:, Landmark.LEFT_HIP, 0] + track.xy_px[:, Landmark.RIGHT_HIP, 0]
    headward = 1 if np.median(across) >= 0 else -1
    posture = classify_posture(signals, body.front_sign, headward)
    stance = _name_wrong_stance(signals, posture, exercise.stance)
    if stance:
        return f"position.{stance}"
    for check in exercise.start_checks:
        value = _middle(signals[check.signal])
        # What is not known is not wrong.
        if value < check.least or value > check.most:
            return f"exercises.{exercise.name}.start_checks.{check.key}"
    return ""


def _name_wrong_stance(
    signals: Mapping[str, FloatArray], posture: tuple[str, ...], wanted: str
) -> str:
    trunk, thigh = (_middle(signals[f"{part}_inclination_deg"]) for part in ("trunk", "thigh"))
    if np.isnan(trunk) or np.isnan(thigh):
        return ""
    if wanted == "standing":
        return "stand_up" if thigh < _STANDING_THIGH_DEG else ""
    if trunk > _SITTING_DEG:
        return "lie_down"
    usual = max(set(posture), key=posture.count)
    if usual == wanted or (usual == "other" and wanted == "prone"):
        return ""
    return "on_your_back" if wanted == "supine" else "on_your_front"


def _middle(values: FloatArray) -> float:
    seen = values[np.isfinite(values)]
    return quick_median(seen) if seen.size else float("nan")
