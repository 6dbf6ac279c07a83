"""Other movements that look like one of the exercises, and must not be counted as it."""

from __future__ import annotations

import numpy as np

from ..body import SIDES
from ..motion import Moment
from ..pose_solver import FACING, OUTWARDS, Pose, PoseSolver, blend
from ..rotations import about_z
from . import knee_hug, pelvic_tilt, prone_press_up, seal_stretch, standing_back_extension
from .base import LookAlike
from .pelvic_tilt import PelvicTilt
from .prone import CHEST_DOWN_DEG, ON_FRONT_DEG, Prone
from .prone_press_up import PronePressUp
from .standing_back_extension import StandingBackExtension
from .supine import Supine


class Bridge(PelvicTilt):
    """Lifts the hips from lying: looks like a pelvic tilt."""

    name = "bridge"

    def pose(self, moment: Moment) -> Pose:
        """Return the pose at a moment."""
        lift = {"hip_lift_deg": 32.0 * moment.amount * self.range_share}
        return super().pose(Moment(0.3 * moment.amount, moment.time_s, lift))


class LyingStill(Supine):
    """Lies with bent knees and breathes; the hands wander at amount 1."""

    name = "lying_still"

    def pose(self, moment: Moment) -> Pose:
        """Return the pose at a moment."""
        solver = self.new_solver()
        self.lie(solver, -3.0, 1.0 + moment.sway(4.1, 0.4))
        self.feet_on_floor(solver)
        for side, outwards in OUTWARDS.items():
            shoulder = solver.place(f"upperarm01.{SIDES[side]}")
            share = moment.amount
            floor = np.array([0.86 * self.anatomy.arm_m, 0.035 - shoulder[1], outwards * 0.16])
            belly = self.scale * np.array([0.34, 0.11, -outwards * 0.10])
            place = shoulder + floor * (1 - share) + belly * share
            place = place + np.array([0.0, 0.10 * np.sin(np.pi * share), 0.0])
            back = [0.0, 1.0, 0.0]
            solver.arm(side, place, [0.0, -0.3, outwards], [1, 0.0, -outwards * share], back)
        return solver.pose()


class SitUp(Supine):
    """Sits up from lying with bent knees."""

    name = "sit_up"

    def pose(self, moment: Moment) -> Pose:
        """Return the pose at a moment."""
        lying = LyingStill(self.anatomy).pose(Moment(0.0, moment.time_s))
        return blend(self.anatomy, lying, self.arriving(), moment.amount)


class PushUp(PronePressUp):
    """Lifts the whole body as a plank: looks like a prone press-up."""

    name = "push_up"

    def pose(self, moment: Moment) -> Pose:
        """Return the pose at a moment."""
        return super().pose(Moment(moment.amount, moment.time_s, {"push_up": 1.0}))


class Superman(Prone):
    """Lifts arms, chest and legs off the floor: looks like a press-up or a seal."""

    name = "superman"

    def pose(self, moment: Moment) -> Pose:
        """Return the pose at a moment."""
        amount = moment.amount * self.range_share
        extension = 20.0 * amount
        solver = self.new_solver()
        head = ON_FRONT_DEG + CHEST_DOWN_DEG + extension + self.head_on_thorax(extension)
        self.lie(solver, extension, 2.0 * amount, head)
        self._raise_legs(solver, 14.0 * amount)
        for side, outwards in OUTWARDS.items():
            rise = np.radians(4.0 + 26.0 * amount)
            ahead = np.array([np.cos(rise), np.sin(rise) - 0.06, outwards * 0.22])
            solver.arm_along(side, ahead, ahead - np.array([0.0, 0.04, 0.0]), ahead, [0, 1, 0])
        return solver.pose()

    def _raise_legs(self, solver: PoseSolver, angle_deg: float) -> None:
        for side in OUTWARDS:
            turn = about_z(ON_FRONT_DEG - 78.0 - angle_deg) @ FACING
            solver.leg_swing(side, 181.0 - angle_deg, 181.0 - angle_deg, turn, 0.06)


class ForwardBend(StandingBackExtension):
    """Bends forward from standing: the opposite of a back extension."""

    name = "forward_bend"

    def pose(self, moment: Moment) -> Pose:
        """Return the pose at a moment."""
        amount = moment.amount * self.range_share
        solver = self.new_solver()
        solver.trunk(-38.0 * amount, -72.0 * amount, -78.0 * amount, "whole")
        self.stand(solver, moment, -0.9 * amount, 0.0)
        for side, outwards in OUTWARDS.items():
            reach = [0.03 + 0.10 * amount, -1.0, outwards * 0.14]
            solver.arm_along(side, reach, [0.16, -1.0, 0.0], [0.1, -1, 0], [0, 0, outwards])
        return solver.pose()


class ArmRaise(StandingBackExtension):
    """Raises both arms forward and up while standing still."""

    name = "arm_raise"

    def pose(self, moment: Moment) -> Pose:
        """Return the pose at a moment."""
        solver = self.new_solver()
        lean = 1.5 * moment.amount + moment.sway(3.7, 0.4)
        solver.trunk(0.5 * lean, lean, lean)
        self.stand(solver, moment, 0.0, 0.0)
        angle = np.radians(-86.0 + 168.0 * moment.amount * self.range_share)
        for side, outwards in OUTWARDS.items():
            upper = [np.cos(angle), np.sin(angle), outwards * 0.14]
            lower = [np.cos(angle + 0.12), np.sin(angle + 0.12), outwards * 0.04]
            solver.arm_along(side, upper, lower, upper, [0.0, 0.0, outwards])
        return solver.pose()


# Who lies ready and does not tilt may be told so, and who bows that this is the other way: neither
# is a fault of a repetition, as there is none.
LOOK_ALIKES = (
    LookAlike(
        mover=Bridge,
        looks_like=pelvic_tilt.EXERCISE,
        fair_to_say={"PT-2": 0.5},
        in_smoke=True,
    ),
    LookAlike(mover=SitUp, looks_like=knee_hug.EXERCISE, aim_height_m=0.42),
    LookAlike(
        mover=LyingStill,
        looks_like=pelvic_tilt.EXERCISE,
        fair_to_say={"PT-2": 0.5},
        times=1,
        tail_s=4.0,
    ),
    LookAlike(mover=PushUp, looks_like=prone_press_up.EXERCISE),
    LookAlike(mover=Superman, looks_like=seal_stretch.EXERCISE),
    LookAlike(
        mover=ForwardBend,
        looks_like=standing_back_extension.EXERCISE,
        fair_to_say={"SBE-7": -10.0},
    ),
    LookAlike(mover=ArmRaise, looks_like=standing_back_extension.EXERCISE),
)
