"""The one angle that the simple counters look at, straight from the landmarks.

No smoothing, no check of posture, view or visibility, and no search for the
rest position: this is what a first script does. The thresholds are formcheck's
own (how far a counted repetition goes, and where it has ended), so that the
difference lies in the method and not in the numbers.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from formcheck.arrays import FloatArray
from formcheck.exercises.settings import default_settings
from formcheck.kinematics.body import estimate_body_frame
from formcheck.kinematics.signals import compute_signals
from formcheck.pose.track import PoseTrack

#: A tilt has no fixed size in the specification; two degrees is the least it calls a tilt (§5.3).
_TILT_COUNT_DEG, _TILT_EXIT_DEG = 2.0, 0.8
#: Knee-to-chest angle with the foot flat on the floor (§6).
_BENT_LEG_DEG = 50.0
_START_S = 1.0


@dataclass(frozen=True)
class CountedAngle:
    """An angle with the thresholds to count it by.

    Attributes
    ----------
    time_s : (F,) float
    angle_deg : (F,) float
        Minus its median over the first second; NaN where nobody was found.
    count_deg, exit_deg : float
        Above the first a repetition is reached, below the second it has ended.
    """

    time_s: FloatArray
    angle_deg: FloatArray
    count_deg: float
    exit_deg: float


def extract_counted_angle(track: PoseTrack, exercise_name: str) -> CountedAngle:
    """Return the angle that a simple counter of this exercise looks at.

    Parameters
    ----------
    track : PoseTrack
    exercise_name : str
        One of the keys below.

    Raises
    ------
    KeyError
        If there is no simple counter for the exercise.
    """
    settings = default_settings()
    press_up, back = settings.prone_press_up.states, settings.standing_back_extension.states
    seal, hug = settings.seal_stretch.states, settings.knee_hug.states
    name, count_deg, exit_deg = {
        "prone_press_up": ("trunk_inclination_deg", press_up.count_deg, press_up.exit_deg),
        "standing_back_extension": ("lean_deg", back.count_deg, back.exit_deg),
        "pelvic_tilt": ("shoulder_hip_knee_deg", _TILT_COUNT_DEG, _TILT_EXIT_DEG),
        "seal_stretch": ("trunk_inclination_deg", seal.forearms_deg, seal.exit_deg),
        "knee_hug": ("knee_to_chest_deg", hug.count_level_deg - _BENT_LEG_DEG, hug.exit_deg),
    }[exercise_name]
    angle_deg = compute_signals(track.xy_px, estimate_body_frame(track))[name]
    start = angle_deg[track.time_s <= _START_S]
    start = start[np.isfinite(start)]
    rest_deg = float(np.median(start)) if start.size else 0.0
    return CountedAngle(track.time_s, angle_deg - rest_deg, count_deg, exit_deg)
