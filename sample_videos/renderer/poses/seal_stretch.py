"""Seal stretch: propped on the forearms (or on straight arms) and held."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

import numpy as np

from ..body import SIDES, Side
from ..pose_solver import OUTWARDS, Pose, PoseSolver
from ..rotations import Vector
from .base import Moment
from .prone import CHEST_DOWN_DEG, HIPS_LIFTED_M, ON_FRONT_DEG, Prone

_ELBOW_HEIGHT_M = 0.055
_WRIST_HEIGHT_M = 0.045
_SHRUG_AHEAD_M = 0.0022  # a degree


class SealStretch(Prone):
    """Rises onto the forearms; the variant ``straight_arms`` onto the hands."""

    name = "seal_stretch"
    variants: ClassVar[tuple[str, ...]] = ("", "straight_arms")
    parameters: ClassVar[Mapping[str, str]] = {
        "hips_lift_m": "pelvis leaves the floor",
        "elbows_ahead_m": "elbows ahead of the shoulders; below 0 behind them",
        "shrug_deg": "chest sinks between the shoulders",
        "head_back_deg": "head is tipped back",
        "feet_up_deg": "knees bend, the feet leave the floor",
        "forearms_lift": "0 forearms flat, 1 arms push into a press-up",
        "sink_deg": "chest sinks while holding",
        "rock_deg": "trunk rocks up and down while holding",
    }

    def pose(self, moment: Moment) -> Pose:
        """Return the pose at a moment."""
        straight = 1.0 if self.variant == "straight_arms" else moment["forearms_lift"]
        shrug = moment["shrug_deg"]
        # Shrugged shoulders come forward; the elbows stay under them.
        ahead = moment["elbows_ahead_m"] + _SHRUG_AHEAD_M * shrug * self.scale
        lifted = moment["hips_lift_m"] / HIPS_LIFTED_M
        low = self._between_lifts(round(ahead, 3), round(shrug, 1), lifted)
        high = self._straight_top_deg(0.0)
        if lifted > 0:
            high += lifted * (self._straight_top_deg(HIPS_LIFTED_M) - high)
        top = (low + (high - low) * straight) * min(self.range_share, 1.0)
        rock = moment["rock_deg"] * np.sin(2 * np.pi * 0.55 * moment.time_s)
        extension = moment.amount * top - moment["sink_deg"] + rock + moment.sway(4.3, 0.3)
        solver = self.new_solver()
        self._trunk(solver, extension, moment, shrug)
        self.legs(solver, moment)
        for side in OUTWARDS:
            if straight > 0.02:
                self._push(solver, side, straight)
            else:
                self._prop(solver, side, ahead, moment)
        return solver.pose()

    def _trunk(self, solver: PoseSolver, extension: float, moment: Moment, shrug: float) -> None:
        thorax = ON_FRONT_DEG + CHEST_DOWN_DEG + extension
        head = thorax + self.head_on_thorax(extension) + moment["head_back_deg"]
        pelvis = 3.0 * moment.amount
        self.lie(solver, extension, pelvis, head, moment["hips_lift_m"])
        if shrug > 0:
            solver.shrug(shrug * min(1.0, moment.amount))

    def top_deg(self, elbows_ahead_m: float, shrug_deg: float, hips_lift_m: float) -> float:
        """Trunk extension at which the upper arms stand on the elbows, in degrees."""
        return self.remember(
            ("elbows", elbows_ahead_m, shrug_deg, hips_lift_m),
            lambda: self._find_top_deg(elbows_ahead_m, shrug_deg, hips_lift_m),
        )

    def _find_top_deg(self, elbows_ahead_m: float, shrug_deg: float, hips_lift_m: float) -> float:
        elbow_x = self._elbow_x_at_rest + elbows_ahead_m
        low, high = 5.0, 50.0
        for _ in range(10):
            middle = (low + high) / 2
            solver = self.new_solver()
            lift = {"hips_lift_m": hips_lift_m}
            self._trunk(solver, middle, Moment(1.0, 0.0, lift), shrug_deg)
            x, y, _ = solver.place("upperarm01.R")
            reach = np.hypot(x - elbow_x, y - _ELBOW_HEIGHT_M)
            low, high = (
                (middle, high) if reach < 0.998 * self.anatomy.upper_arm_m else (low, middle)
            )
        return low

    @property
    def _elbow_x_at_rest(self) -> float:
        # The shoulders come back as the chest rises: the elbows wait under where they end.
        return self.rest_shoulder[0] - 0.022 * self.scale

    def _between_lifts(self, ahead: float, shrug: float, lifted: float) -> float:
        low = self.top_deg(ahead, shrug, 0.0)
        return low + lifted * (self.top_deg(ahead, shrug, HIPS_LIFTED_M) - low) if lifted else low

    def _straight_top_deg(self, hips_lift_m: float) -> float:
        wrist = self._pushing_wrist("right", 1.0)
        return self.remember(
            ("straight", hips_lift_m), lambda: self.extension_reaching(wrist, hips_lift_m)
        )

    def _prop(self, solver: PoseSolver, side: Side, ahead: float, moment: Moment) -> None:
        """Forearm flat; the elbow goes outwards while the chest is low."""
        outwards, letter = OUTWARDS[side], SIDES[side]
        shoulder = solver.place(f"upperarm01.{letter}")
        x = self._elbow_x_at_rest + ahead
        over = self.anatomy.upper_arm_m**2
        over -= (shoulder[0] - x) ** 2 + (shoulder[1] - _ELBOW_HEIGHT_M) ** 2
        aside = np.sqrt(max(over, 0.0))
        elbow = np.array([x, _ELBOW_HEIGHT_M, shoulder[2] + outwards * aside])
        inwards = -outwards * (0.10 + 1.2 * aside)
        forearm = np.array([1.0, 0.0, inwards])
        solver.arm_along(
            side, elbow - shoulder, forearm, [1.0, -0.03, 0.4 * inwards], [0.05, 1.0, 0.0]
        )

    def _push(self, solver: PoseSolver, side: Side, straight: float) -> None:
        """Hands on the floor about where the forearms would have had them."""
        towards = [-0.5, -0.35, OUTWARDS[side] * 0.5]
        wrist = self._pushing_wrist(side, straight)
        solver.arm(side, wrist, towards, [1.0, -0.06, 0.0], [0.05, 1.0, 0.0])

    def _pushing_wrist(self, side: Side, straight: float) -> Vector:
        ahead = self.anatomy.forearm_m * (1 - 0.35 * straight)
        if self.variant == "straight_arms":
            ahead = 0.20 * self.scale
        return np.array(
            [
                self._elbow_x_at_rest + ahead,
                _WRIST_HEIGHT_M + 0.01,
                OUTWARDS[side] * 0.22 * self.scale,
            ]
        )
