"""One step of somebody who walks."""

from __future__ import annotations

import numpy as np

from ..anatomy import Anatomy
from ..pose_solver import FACING, OUTWARDS, PoseSolver
from ..rotations import about_z

#: From one heel to the next, in metres; a foot swings half of it to either side.
STEP_M = 0.60


def step(anatomy: Anatomy, phase: float, rock_deg: float = 0.0) -> PoseSolver:
    """Return the pose at a phase of the stride, the hips over the origin.

    Parameters
    ----------
    anatomy : Anatomy
    phase : float
        In radians; 2 pi are two steps.
    rock_deg : float
        How far the trunk rocks to and fro with every step.
    """
    solver = PoseSolver(anatomy)
    rock = rock_deg * np.sin(2 * phase)
    solver.trunk(-3.0 + 0.5 * rock, -4.0 + rock, 0.0)
    solver.put("upperleg01", x=0.0, y=0.965 * anatomy.leg_m + anatomy.ankle_height_m)
    for side, outwards in OUTWARDS.items():
        own = phase + (0 if side == "left" else np.pi)
        swing, lift = np.sin(own), max(0.0, np.cos(own))
        ankle = [
            STEP_M / 2 * swing,
            anatomy.ankle_height_m + 0.09 * lift,
            outwards * anatomy.hip_half_width_m,
        ]
        solver.leg(side, ankle, [1.0, 0.0, 0.0], about_z(-18.0 * lift) @ FACING)
        hang = [-0.35 * swing, -1.0, outwards * 0.14]
        solver.arm_along(side, hang, [0.12 - 0.3 * swing, -1.0, 0.02 * outwards])
    return solver
