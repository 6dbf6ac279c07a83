"""Standing back extension: bend back over the hands, knees straight."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

import numpy as np

from ..body import SIDES
from ..pose_solver import FACING, OUTWARDS, Pose, PoseSolver
from ..rotations import about_y, about_z
from .base import Moment, Mover


class StandingBackExtension(Mover):
    """Bends back from the low back while the hips go forward."""

    name = "standing_back_extension"
    parameters: ClassVar[Mapping[str, str]] = {
        "knee_bend_deg": "knees bend while bending back",
        "head_back_deg": "head is thrown back",
        "fall_back_deg": "whole body tips back from the ankles",
        "trunk_hold_deg": "this much of the trunk's bend is left out",
        "hands_off": "0 hands on the hips, 1 hands crossed on the chest",
    }

    def pose(self, moment: Moment) -> Pose:
        """Return the pose at a moment; below 0 the person bends forward."""
        reach = moment.amount * self.range_share
        fall = moment["fall_back_deg"]
        sway = moment.sway(3.7, 0.5)
        bend = 25.0 * reach - moment["trunk_hold_deg"]
        pelvis = 7.0 * reach + fall
        head = 1.05 * (bend + fall) + moment["head_back_deg"] + sway
        solver = self.new_solver()
        solver.trunk(pelvis + sway * 0.3, bend + fall + sway, head, "low")
        self._stand(solver, moment, reach, fall)
        self._hands(solver, moment["hands_off"])
        return solver.pose()

    def arriving(self) -> Pose:
        """Stand with the arms hanging."""
        solver = self.new_solver()
        solver.trunk(0, 0, 0)
        self._stand(solver, Moment(0.0), 0.0, 0.0)
        for side, outwards in OUTWARDS.items():
            solver.arm_along(
                side,
                [0.02, -1.0, outwards * 0.16],
                [0.20, -1.0, outwards * 0.02],
                [0.1, -1.0, 0.0],
                [0.0, 0.0, outwards],
            )
        return solver.pose()

    def _stand(self, solver: PoseSolver, moment: Moment, reach: float, fall_deg: float) -> None:
        anatomy = self.anatomy
        knee = np.radians(178.0 - moment["knee_bend_deg"])
        thigh, shank = anatomy.thigh_m, anatomy.shank_m
        length = np.sqrt(thigh**2 + shank**2 - 2 * thigh * shank * np.cos(knee))
        forward = (0.02 + 0.07 * reach) * self.scale
        tilt = np.arcsin(forward / length) - np.radians(fall_deg)
        ankle_y = anatomy.ankle_height_m
        hip = np.array([length * np.sin(tilt), ankle_y + length * np.cos(tilt), 0.0])
        solver.root = solver.root + hip - solver.middle("upperleg01")
        for side, outwards in OUTWARDS.items():
            width = anatomy.hip_half_width_m + 0.03
            solver.leg(
                side,
                [0.0, ankle_y, outwards * width],
                [1.0, 0.0, outwards * 0.05],
                about_z(min(fall_deg, 12.0) * 0.6) @ about_y(-outwards * 8) @ FACING,
            )

    def _hands(self, solver: PoseSolver, off: float) -> None:
        for side, outwards in OUTWARDS.items():
            pelvis, thorax = solver.turns["root"], solver.turns["spine02"]
            mirrored = self.anatomy.back_of_hips * [-outwards, 1.0, 1.0]
            on_hips = solver.place("root") + pelvis @ mirrored
            letter = SIDES[side]
            shoulder = solver.place(f"upperarm01.{letter}")
            on_chest = shoulder + thorax @ (self.scale * np.array([outwards * 0.20, -0.10, 0.21]))
            wrist = on_hips + (on_chest - on_hips) * off
            wrist = wrist + pelvis @ np.array([-outwards * 0.14, 0.0, 0.12]) * np.sin(np.pi * off)
            elbow = (pelvis @ [-outwards * 0.9, 0.0, -1.0]) * (1 - off) + (
                pelvis @ [-outwards * 0.8, -0.9, 0.1]
            ) * off
            fingers = pelvis @ (
                np.array([outwards * 0.5, -0.8, -0.2]) * (1 - off)
                + np.array([outwards, 0.35, 0.0]) * off
            )
            back = pelvis @ (
                np.array([-outwards * 0.25, 0.15, -1.0]) * (1 - off) + np.array([0, 0.1, 1]) * off
            )
            solver.arm(side, wrist, elbow, fingers, back)
