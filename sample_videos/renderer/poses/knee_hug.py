"""Knee hug on the back: one or both knees are drawn to the chest and held."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

import numpy as np

from ..body import SIDES, Side
from ..pose_solver import FACING, OUTWARDS, Pose, PoseSolver
from ..rotations import Vector, about_z, unit
from .base import Moment
from .pelvic_tilt import Supine


class KneeHug(Supine):
    """Draws the knee (``Moment.leg``) to the chest.

    The variant ``other_leg_straight`` lays the resting leg flat.
    """

    name = "knee_hug"
    variants: ClassVar[tuple[str, ...]] = ("", "other_leg_straight")
    parameters: ClassVar[Mapping[str, str]] = {
        "head_lift_deg": "head and shoulders come up",
        "other_leg_lift_deg": "the resting leg lifts or bends along",
        "tail_curl_deg": "tailbone curls off the floor",
        "bounce_deg": "knee is bounced while it is held",
        "on_kneecap": "0 hands on the shin, 1 hands on the kneecap",
    }

    @property
    def rests_by_leg(self) -> bool:
        """See `Mover.rests_by_leg`: the resting leg lies straight."""
        return self.variant == "other_leg_straight"

    def pose(self, moment: Moment) -> Pose:
        """Return the pose at a moment."""
        amount = moment.amount * self.range_share
        curl = moment["tail_curl_deg"]
        solver = self.new_solver()
        pelvis = -3.0 + (12.0 if moment.leg == "both" else 8.0) * amount + curl
        thorax = 1.0 + 0.25 * curl + moment.sway(4.1, 0.25)
        self.lie(solver, pelvis, thorax, moment["head_lift_deg"])
        for side in OUTWARDS:
            if moment.leg in (side, "both"):
                self._draw_up(solver, side, moment, amount)
            else:
                self._rest_leg(solver, side, moment["other_leg_lift_deg"])
        for side in OUTWARDS:
            self._hold(solver, side, moment, amount)
        return solver.pose()

    def _rest_angles(self, solver: PoseSolver, side: Side) -> tuple[float, float]:
        """Direction of thigh and shank with the foot on the floor, in degrees from +x."""
        self.foot_on_floor(solver, side)
        letter = SIDES[side]
        hip, knee, ankle = (
            solver.place(f"{bone}.{letter}") for bone in ("upperleg01", "lowerleg01", "foot")
        )
        return _direction(knee - hip), _direction(ankle - knee)

    def _draw_up(self, solver: PoseSolver, side: Side, moment: Moment, amount: float) -> None:
        thigh, shank = self._rest_angles(solver, side)
        bounce = moment["bounce_deg"] * np.sin(2 * np.pi * 1.4 * moment.time_s)
        thigh_now = thigh + (128.0 - thigh) * amount + bounce
        shank_now = shank + (0.0 - shank) * amount
        lifted = min(1.0, 3.0 * max(amount, 0.0))
        foot = about_z(lifted * (shank_now + 90.0 - 25.0)) @ FACING
        solver.leg_swing(side, thigh_now, shank_now, foot, 0.04)

    def _rest_leg(self, solver: PoseSolver, side: Side, lift_deg: float) -> None:
        if self.variant == "other_leg_straight":
            foot = about_z(38.0 + lift_deg) @ FACING
            solver.leg_swing(side, 2.0 - 4.0 + lift_deg, -5.0 + lift_deg, foot, 0.05)
            return
        thigh, shank = self._rest_angles(solver, side)
        foot = about_z(0.6 * lift_deg) @ FACING
        solver.leg_swing(side, thigh + lift_deg, shank + 0.5 * lift_deg, foot)

    def _hold(self, solver: PoseSolver, side: Side, moment: Moment, amount: float) -> None:
        outwards = OUTWARDS[side]
        leg: Side = side if moment.leg == "both" else moment.leg
        shoulder = solver.place(f"upperarm01.{SIDES[side]}")
        down = np.array(
            [shoulder[0] + 0.86 * self.anatomy.arm_m, 0.035, outwards * 0.35 * self.scale]
        )
        grip, along, over = self._grip(solver, side, leg, moment["on_kneecap"])
        closing = float(np.clip((amount - 0.12) / 0.5, 0.0, 1.0))
        share = 0.5 - 0.5 * np.cos(np.pi * closing)
        swing = np.sin(np.pi * share) * self.scale
        wrist = down * (1 - share) + grip * share + [0.0, 0.12 * swing, outwards * 0.08 * swing]
        fingers = np.array([1.0, -0.02, -outwards * 0.12]) * (1 - share) + share * np.array(
            [0.25 * along[0], 0.25 * along[1], -outwards]
        )
        back = np.array([0.0, 1.0, 0.0]) * (1 - share) + over * share
        solver.arm(side, wrist, [0.25, -0.5, outwards], fingers, back)

    def _grip(
        self, solver: PoseSolver, side: Side, leg: Side, on_kneecap: float
    ) -> tuple[Vector, Vector, Vector]:
        """Where the hand holds: on the shin below the knee, or on the kneecap."""
        letter, scale = SIDES[leg], self.scale
        knee, ankle = solver.place(f"lowerleg01.{letter}"), solver.place(f"foot.{letter}")
        along = unit(ankle - knee)
        over = unit(np.array([-along[1], along[0], 0.0]))
        over = over if over[1] > 0 or over[0] < 0 else -over
        sideways = (0.03 if leg == side else -0.07) * (1 - 0.8 * on_kneecap)
        below_knee = 0.10 * (1 - on_kneecap) - 0.01 * on_kneecap
        off_bone = 0.085 * (1 - on_kneecap) + 0.02 * on_kneecap
        place = knee + scale * (
            along * below_knee + over * off_bone + np.array([0, 0, OUTWARDS[side] * sideways])
        )
        if leg != side:
            # The far hand comes round the same shin, from the other side.
            place[2] = knee[2] + OUTWARDS[side] * 0.05 * scale * (1 - 0.6 * on_kneecap)
        return place, along, over


def _direction(vector: Vector) -> float:
    return float(np.degrees(np.arctan2(vector[1], vector[0])))
