"""Prone press-up: the hands push the chest up while the pelvis stays down."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import ClassVar

import numpy as np

from ..body import SIDES, Side
from ..pose_solver import FACING, OUTWARDS, Pose, PoseSolver
from ..rotations import Vector, about_z
from .base import Moment, Mover

ON_FRONT_DEG = -90.0
ROOT_X_M = -0.12
_SKIN_PRESSED_M = -0.012
_WRIST_HEIGHT_M = 0.045
_STRAIGHT_ARM_SHARE = 0.985
CHEST_DOWN_DEG = 3.0
HIPS_LIFTED_M = 0.12


class Prone(Mover):
    """What the movements on the front share: trunk, legs, head."""

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
            wrist = [shoulder[0] + 0.03, _WRIST_HEIGHT_M, outwards * 0.21 * self.scale]
            solver.arm(side, wrist, [-0.8, 0.0, outwards * 0.4], [1, -0.06, 0], [0.05, 1, 0])
        return solver.pose()


class PronePressUp(Prone):
    """Pushes up on the hands; ``range_share`` 1 ends with nearly straight arms."""

    name = "prone_press_up"
    parameters: ClassVar[Mapping[str, str]] = {
        "hips_lift_m": "pelvis leaves the floor",
        "push_up": "0 press-up, 1 push-up: the body rises as one plank",
        "arms_idle": "0 arms push, 1 the back lifts the chest and the hands come along",
        "head_back_deg": "head is thrown back",
        "hands_ahead_m": "hands farther ahead than under the shoulders",
        "feet_up_deg": "knees bend, the feet leave the floor",
    }

    def pose(self, moment: Moment) -> Pose:
        """Return the pose at a moment."""
        amount, plank = moment.amount, moment["push_up"] * moment.amount
        top = self._top_deg(moment) * self.range_share
        idle = moment["arms_idle"]
        extension = amount * (top * (1 - idle) + min(top, 24.0) * idle) * (1 - plank)
        extension += 12.0 * plank + moment.sway(4.3, 0.3)
        pelvis = 5.0 * amount * (1 - plank) + 13.0 * plank
        solver = self.new_solver()
        thorax = ON_FRONT_DEG + CHEST_DOWN_DEG + extension
        head = thorax + self.head_on_thorax(extension) + moment["head_back_deg"]
        lift = moment["hips_lift_m"] + plank * 0.74 * self._plank_hip_m
        self.lie(solver, extension, pelvis, head, lift)
        self.legs(solver, self._with_toes(moment, plank))
        for side in OUTWARDS:
            self._hand(solver, side, moment, idle, plank)
        return solver.pose()

    def top_extension_deg(self, hands_ahead_m: float, hips_lift_m: float = 0.0) -> float:
        """Trunk extension at which the arms are nearly straight, in degrees."""
        wrist = self._wrist("right", hands_ahead_m)
        return self.remember(
            ("top", hands_ahead_m, hips_lift_m),
            lambda: self.extension_reaching(wrist, hips_lift_m),
        )

    def _top_deg(self, moment: Moment) -> float:
        """Return the end of the range now: lifted hips leave less of it to the trunk."""
        ahead = moment["hands_ahead_m"]
        low = self.top_extension_deg(ahead)
        if moment["hips_lift_m"] <= 0:
            return low
        lifted = self.top_extension_deg(ahead, HIPS_LIFTED_M)
        return low + (lifted - low) * moment["hips_lift_m"] / HIPS_LIFTED_M

    @cached_property
    def _plank_hip_m(self) -> float:
        """Hip height of a plank on straight arms, above lying, in metres."""
        return 0.62 * self.anatomy.arm_m

    def _wrist(self, side: Side, ahead_m: float) -> Vector:
        x = self.rest_shoulder[0] + 0.10 * self.scale + ahead_m
        return np.array([x, _WRIST_HEIGHT_M, OUTWARDS[side] * 0.265 * self.scale])

    def _hand(
        self, solver: PoseSolver, side: Side, moment: Moment, idle: float, plank: float
    ) -> None:
        outwards = OUTWARDS[side]
        wrist = self._wrist(side, moment["hands_ahead_m"])
        shoulder = solver.place(f"upperarm01.{SIDES[side]}")
        # Idle hands keep their place beside the chest, so they rise with it.
        rest_x, rest_y = self.rest_shoulder
        turn = about_z(0.8 * (solver_thorax_deg(solver) - ON_FRONT_DEG - CHEST_DOWN_DEG))
        carried = shoulder + turn @ (wrist - [rest_x, rest_y, shoulder[2]])
        carried[1] = max(carried[1], _WRIST_HEIGHT_M)
        target = wrist + (carried - wrist) * idle
        elbow = [
            -0.9 + 0.05 * moment.amount,
            0.35 - 0.1 * moment.amount,
            outwards * (0.8 - 0.3 * moment.amount + 0.3 * plank),
        ]
        solver.arm(side, target, elbow, [1.0, -0.06, -outwards * 0.05], [0.05, 1.0, 0.0])

    @staticmethod
    def _with_toes(moment: Moment, plank: float) -> Moment:
        values = dict(moment.parameters) | {"toes_tucked": min(1.0, 3 * plank)}
        return Moment(moment.amount, moment.time_s, values, moment.leg)


def solver_thorax_deg(solver: PoseSolver) -> float:
    """Direction of the upper trunk, in degrees from standing."""
    up = solver.turns["spine01"] @ np.array([0.0, 1.0, 0.0])
    return float(np.degrees(np.arctan2(up[1], up[0]))) - 90.0
