"""Hand-made measurements and prepared shots, for the parts of the session."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from formcheck.kinematics.measurements import Measurements
from formcheck.kinematics.smoothing import compute_velocity
from formcheck.reps.movements import Movement, MovementLimits
from formcheck.reps.prepared import Phases, Prepared
from tests.support.synthetic import FloatArray

FPS = 8.0


def make_measurements(frames: int, **signals: Sequence[float] | FloatArray) -> Measurements:
    """Return measurements of a person on the right side, eight frames a second."""
    return Measurements(
        time_s=np.arange(frames) / FPS,
        near_side="right",
        head_direction=1,
        torso_px=100.0,
        xy_px=np.full((frames, 33, 2), 200.0),
        yaw_deg=np.zeros(frames),
        seen=np.ones(frames, dtype=bool),
        posture=("standing",) * frames,
        signals={name: np.asarray(values, dtype=float) for name, values in signals.items()},
    )


def make_prepared(displacement: Sequence[float] | FloatArray) -> Prepared:
    """Return a prepared shot whose rest level is zero."""
    values = np.asarray(displacement, dtype=float)
    shot = make_measurements(len(values), lean_deg=values)
    return Prepared(
        shot=shot,
        signal=values,
        level=np.zeros_like(values),
        displacement=values,
        velocity=compute_velocity(shot.time_s, values),
        in_position=np.ones(len(values), dtype=bool),
        resting=values == 0.0,
        changes={"lean_deg": values},
        limits=MovementLimits(5.0, 3.0),
        count=8.0,
        hold_speed=5.0,
    )


def make_phases(
    movement: tuple[int, int, int], hold: tuple[int, int] | None, top: tuple[int, int]
) -> Phases:
    """Return the phases of a whole movement from its start, peak and end."""
    start, peak, end = movement
    first, last = hold or (peak, peak)
    return Phases(
        Movement(start, peak, end, "rest", "returned"), hold, (start, first), top, (last, end)
    )
