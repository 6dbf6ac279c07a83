"""What the exercises on the back share: lying with bent knees, and getting there."""

from __future__ import annotations

from functools import cached_property
from typing import ClassVar

import numpy as np

from ..body import SIDES, Side
from ..pose_solver import FACING, OUTWARDS, Pose, PoseSolver
from ..rotations import about_z
from .mover import Mover, Stance

ON_BACK_DEG = 90.0
THORAX_X_M = -0.45
_SKIN_PRESSED_M = -0.006


class Supine(Mover):
    """What the movements on the back share: trunk on the floor, legs and arms."""

    stance: ClassVar[Stance] = "supine"

    def lie(
        self,
        solver: PoseSolver,
        pelvis_deg: float,
        thorax_deg: float = 1.0,
        head_lift_deg: float = 0.0,
    ) -> None:
        """Lay the trunk on the floor; angles from lying flat."""
        pelvis, thorax = ON_BACK_DEG + pelvis_deg, ON_BACK_DEG + thorax_deg
        head = ON_BACK_DEG - 4.0
        solver.trunk(pelvis, thorax, head, "low")
        solver.put("spine01", x=THORAX_X_M * self.scale)
        solver.lie_on_floor(self.anatomy.thorax_skin, _SKIN_PRESSED_M)
        if head_lift_deg > 0.5:
            # The pelvis stays where it is; only the upper spine leaves the floor.
            solver.trunk(
                pelvis, thorax, head - 1.25 * head_lift_deg, "low", curl_deg=0.8 * head_lift_deg
            )
        else:
            self._rest_head(solver, thorax, head)

    def _rest_head(self, solver: PoseSolver, thorax: float, head: float) -> None:
        for _ in range(12):
            sunk = solver.lowest(self.anatomy.head_skin)
            if sunk > -0.004:
                break
            head -= np.degrees(min(-sunk, 0.05) / 0.2)
            solver.neck(thorax, head)

    @cached_property
    def usual_feet_x(self) -> float:
        """Where the ankles are with the knees at about a right angle, in metres."""
        solver = self.new_solver()
        self.lie(solver, -3.0)
        hip = solver.middle("upperleg01")
        return float(hip[0] + 0.60 * self.anatomy.leg_m)

    def feet_on_floor(
        self, solver: PoseSolver, ahead_m: float = 0.0, knee_shift_m: float = 0.0
    ) -> None:
        """Both feet flat; ``ahead_m`` is how much farther from the hips than usual."""
        for side in OUTWARDS:
            self.foot_on_floor(solver, side, ahead_m, knee_shift_m)

    def foot_on_floor(
        self,
        solver: PoseSolver,
        side: Side,
        ahead_m: float = 0.0,
        knee_shift_m: float = 0.0,
        lift_m: float = 0.0,
    ) -> None:
        """One foot flat on the floor, the knee up."""
        outwards = OUTWARDS[side]
        x = self.usual_feet_x + ahead_m + 0.75 * knee_shift_m
        y = self.anatomy.ankle_height_m + 0.35 * max(knee_shift_m, 0.0) + lift_m
        foot = about_z(-60.0 * knee_shift_m - 40 * lift_m) @ FACING
        width = (0.9 * self.anatomy.hip_half_width_m + 0.02) * outwards
        solver.leg(side, [x, y, width], [0.2, 1.0, 0.0], foot)

    def arms(self, solver: PoseSolver) -> None:
        """Hands beside the body, palms down, or on the belly."""
        for side, outwards in OUTWARDS.items():
            shoulder = solver.place(f"upperarm01.{SIDES[side]}")
            if self.variant == "hands_on_chest":
                wrist = shoulder + self.scale * np.array([0.16, 0.13, -outwards * 0.10])
                solver.arm(
                    side, wrist, [0.2, -0.4, outwards], [0.25, 0.05, -outwards], [0.1, 1.0, 0.0]
                )
                continue
            wrist = np.array(
                [
                    shoulder[0] + 0.86 * self.anatomy.arm_m,
                    0.035,
                    outwards * (0.34 * self.scale + 0.01),
                ]
            )
            solver.arm(side, wrist, [0.0, -0.2, outwards], [1, -0.02, -outwards * 0.1], [0, 1, 0])

    def arriving(self) -> Pose:
        """Sit with the knees bent, hands behind."""
        solver = self.new_solver()
        solver.trunk(18.0, 4.0, -4.0, "whole")
        hips_x = self.usual_feet_x - 0.62 * self.anatomy.leg_m
        solver.put("upperleg01", x=hips_x, y=0.10 * self.scale)
        self.feet_on_floor(solver)
        for side, outwards in OUTWARDS.items():
            knee = solver.place(f"lowerleg01.{SIDES[side]}")
            wrist = knee + self.scale * np.array([-0.02, -0.06, outwards * 0.09])
            solver.arm(
                side, wrist, [0.0, -1.0, outwards * 0.4], [0.7, -0.5, 0], [0.3, 0.5, outwards]
            )
        return solver.pose()
