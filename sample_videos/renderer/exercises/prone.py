"""What the exercises on the front share: lying, getting there, and two criteria."""

from __future__ import annotations

from functools import cached_property
from typing import ClassVar

import numpy as np

from ..body import SIDES, Side
from ..motion import Moment
from ..pose_solver import FACING, OUTWARDS, Pose, PoseSolver
from ..repetition_view import RepetitionView
from ..rotations import Vector, about_z
from .claims import Claim, Claims, beyond, either
from .mover import Mover, Stance

ON_FRONT_DEG = -90.0
ROOT_X_M = -0.12
WRIST_HEIGHT_M = 0.045
CHEST_DOWN_DEG = 3.0
HIPS_LIFTED_M = 0.12
#: Hips this far up are off the floor, whatever the thighs do; in torso lengths.
HIPS_UP_TORSO = 0.10
_SKIN_PRESSED_M = -0.012
_STRAIGHT_ARM_SHARE = 0.985


class Prone(Mover):
    """What the movements on the front share: trunk, legs, head."""

    stance: ClassVar[Stance] = "prone"

    def lie(
        self,
        solver: PoseSolver,
        extension_deg: float,
        pelvis_deg: float = 0.0,
        head_deg: float | None = None,
        hips_lift_m: float = 0.0,
    ) -> None:
        """Lay the pelvis on the floor; angles above lying flat, the chest up."""
        thorax = ON_FRONT_DEG + CHEST_DOWN_DEG + extension_deg
        head = thorax + self.head_on_thorax(extension_deg) if head_deg is None else head_deg
        solver.trunk(ON_FRONT_DEG + pelvis_deg, thorax, head, "whole")
        solver.put("root", x=ROOT_X_M * self.scale)
        solver.lie_on_floor(self.anatomy.pelvis_skin, _SKIN_PRESSED_M + hips_lift_m)

    def head_on_thorax(self, extension_deg: float) -> float:
        """Turn of the head against the thorax: forehead down at rest, eyes ahead when up."""
        risen = float(np.clip(extension_deg / 35.0, 0.0, 1.0))
        return self._forehead_down + (20.0 - self._forehead_down) * risen

    @cached_property
    def _forehead_down(self) -> float:
        for turn in np.arange(-10.0, 60.0, 2.0):
            solver = self.new_solver()
            self.lie(solver, 0.0, 0.0, ON_FRONT_DEG + CHEST_DOWN_DEG + turn)
            if solver.lowest(self.anatomy.head_skin) > -0.006:
                return float(turn)
        return 30.0

    def legs(self, solver: PoseSolver, moment: Moment) -> None:
        """Legs long, tops of the feet down, or what the faults make of it."""
        anatomy, feet_up = self.anatomy, moment["feet_up_deg"]
        tucked = moment["toes_tucked"]
        for side, outwards in OUTWARDS.items():
            hip = solver.place(f"upperleg01.{SIDES[side]}")
            ankle_y = (0.075 + 0.075 * tucked) * self.scale
            drop = max(hip[1] - ankle_y, 0.0)
            length = 0.998 * anatomy.leg_m
            reach = np.sqrt(max(length**2 - drop**2, 0.01))
            ankle = [hip[0] - reach, ankle_y, outwards * 0.145 * self.scale]
            foot = about_z(ON_FRONT_DEG - 78.0 + 92.0 * tucked) @ FACING
            solver.leg(side, ankle, [0.1, -1.0, 0.0], foot)
            if feet_up > 0:
                self._bend_knee(solver, side, feet_up)

    def _bend_knee(self, solver: PoseSolver, side: Side, angle_deg: float) -> None:
        letter = SIDES[side]
        hip, knee = solver.place(f"upperleg01.{letter}"), solver.place(f"lowerleg01.{letter}")
        thigh = float(np.degrees(np.arctan2(knee[1] - hip[1], knee[0] - hip[0])))
        # The knee sinks to the floor as the shank leaves it.
        foot = about_z(ON_FRONT_DEG - 78.0 - angle_deg) @ FACING
        solver.leg_swing(side, thigh, thigh - angle_deg, foot, 0.02)

    @cached_property
    def rest_shoulder(self) -> tuple[float, float]:
        """X and y of the shoulders when lying flat, in metres."""
        solver = self.new_solver()
        self.lie(solver, 0.0)
        x, y, _ = solver.middle("upperarm01")
        return float(x), float(y)

    def extension_reaching(self, right_wrist: Vector, hips_lift_m: float = 0.0) -> float:
        """Trunk extension at which the right arm is nearly straight, in degrees."""
        low, high = 10.0, 75.0
        for _ in range(12):
            middle = (low + high) / 2
            solver = self.new_solver()
            self.lie(solver, middle, 5.0, hips_lift_m=hips_lift_m)
            reach = np.linalg.norm(solver.place("upperarm01.R") - right_wrist)
            if reach > _STRAIGHT_ARM_SHARE * self.anatomy.arm_m:
                high = middle
            else:
                low = middle
        return low

    def arriving(self) -> Pose:
        """On hands and knees."""
        anatomy = self.anatomy
        solver = self.new_solver()
        solver.trunk(ON_FRONT_DEG + 6, ON_FRONT_DEG + 6, ON_FRONT_DEG + 30, "whole")
        solver.put("root", x=ROOT_X_M * self.scale - 0.02)
        solver.put("upperleg01", y=0.97 * anatomy.thigh_m + 0.05)
        for side, outwards in OUTWARDS.items():
            solver.leg_swing(side, -92.0, 178.0, about_z(-165.0) @ FACING, 0.03)
            shoulder = solver.place(f"upperarm01.{SIDES[side]}")
            wrist = [shoulder[0] + 0.03, WRIST_HEIGHT_M, outwards * 0.21 * self.scale]
            solver.arm(side, wrist, [-0.8, 0.0, outwards * 0.4], [1, -0.06, 0], [0.05, 1, 0])
        return solver.pose()


def hips_up(view: RepetitionView, fault_id: str, minor: float, thigh_deg: float) -> Claim:
    """Claim that, lying on the front, the hips leave the floor."""
    rise, thigh = view.value("hip_rise_torso"), view.change("thigh_inclination_deg")
    slight = np.minimum(beyond(rise, minor), beyond(thigh, thigh_deg))
    major = view.peak(rise) > HIPS_UP_TORSO
    return Claim(
        fault_id,
        view.frames,
        np.maximum(beyond(rise, HIPS_UP_TORSO), slight),
        rise,
        HIPS_UP_TORSO if major else minor,
        severity=None if major else 1,
    )


def feet_up(view: RepetitionView, fault_id: str) -> Claims:
    """Claim that, lying on the front, the knees bend or the feet leave the floor."""
    bounds = (("change:knee_deg", -15.0), ("ankle_rise_torso", 0.15))
    yield from either(view, fault_id, view.frames, *bounds, joints=("hip", "knee", "ankle"))
