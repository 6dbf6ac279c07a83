"""Every pose that an act may name."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ..anatomy import Anatomy
from ..body import SIDES, Side
from ..exercises.knee_hug import KneeHug
from ..exercises.look_alikes import Bridge, ForwardBend, LyingStill, PushUp, SitUp, Superman
from ..exercises.pelvic_tilt import PelvicTilt
from ..exercises.prone_press_up import PronePressUp
from ..exercises.seal_stretch import SealStretch
from ..exercises.standing_back_extension import StandingBackExtension
from ..motion import Moment
from ..pose_solver import FACING, OUTWARDS, Pose, PoseSolver
from ..rotations import about_z, twist_about
from .gait import step

_UPPER_BODY = ("spine05", "spine04", "spine03", "spine02", "spine01")
_HEAD = ("neck01", "neck02", "neck03", "head")
_KNEELING_FOOT_DEG = -165.0


class Repertoire:
    """The poses of one person, by name.

    Each is made from how far it is taken and from the time, for breath and sway.

    Parameters
    ----------
    anatomy : Anatomy
    """

    def __init__(self, anatomy: Anatomy) -> None:
        self._anatomy = anatomy
        self._stander = StandingBackExtension(anatomy)
        self._bender = ForwardBend(anatomy)
        self._presser, self._pusher = PronePressUp(anatomy), PushUp(anatomy)
        self._seal, self._cobra = SealStretch(anatomy), SealStretch(anatomy, 1.0, "straight_arms")
        self._superman, self._bridge = Superman(anatomy), Bridge(anatomy)
        self._tilt, self._still, self._sitter = (
            PelvicTilt(anatomy), LyingStill(anatomy), SitUp(anatomy),
        )  # fmt: skip
        self._hugger = KneeHug(anatomy, 1.0, "other_leg_straight")
        self._made: dict[str, Callable[[Moment], Pose]] = {
            "stand": self._stand,
            "hands_on_hips": lambda m: self._stander.pose(Moment(0.0, m.time_s)),
            "lean_back": self._stander.pose,
            "drink": self._drink,
            "reach_up": self._reach_up,
            "stoop": self._bender.pose,
            "side_bend": self._side_bend,
            "lunge": self._lunge,
            "heel_to_seat": self._heel_to_seat,
            "squat": self._squat,
            "sit": self._sit,
            "kneel": self._kneel,
            "all_fours": lambda m: self._presser.arriving(),
            "child_pose": self._child_pose,
            "down_dog": self._down_dog,
            "lie_on_front": lambda m: self._presser.pose(Moment(0.0, m.time_s)),
            "low_cobra": lambda m: self._presser.pose(Moment(0.42 * m.amount, m.time_s)),
            "cobra": self._cobra.pose,
            "forearm_prop": self._seal.pose,
            "forearm_plank": self._forearm_plank,
            "plank": self._pusher.pose,
            "superman": self._superman.pose,
            "sit_on_floor": lambda m: self._still.arriving(),
            "lie_on_back": lambda m: self._still.pose(Moment(0.0, m.time_s)),
            "hands_to_belly": self._still.pose,
            "sit_up": self._sitter.pose,
            "curl_up": self._curl_up,
            "bridge": self._bridge.pose,
            "lie_straight": lambda m: self._raised_leg(Moment(0.0, m.time_s)),
            "raised_leg": self._raised_leg,
            "knees_to_chest": self._knees_to_chest,
        }

    @property
    def names(self) -> frozenset[str]:
        """What the poses are called."""
        return frozenset(self._made)

    def pose(self, name: str, amount: float, time_s: float) -> Pose:
        """Return a pose as it is at a time."""
        return self._made[name](Moment(amount, time_s))

    def walk(self, phase: float, rock_deg: float) -> Pose:
        """Return the pose at a phase of the stride."""
        return step(self._anatomy, phase, rock_deg).pose()

    def _standing(
        self, lean_deg: float = 0.0, head_deg: float = 0.0, reach: float = 0.0
    ) -> PoseSolver:
        solver = PoseSolver(self._anatomy)
        solver.trunk(0.3 * lean_deg, lean_deg, lean_deg + head_deg)
        self._stander.stand(solver, Moment(0.0), reach, 0.0)
        return solver

    def _hang(self, solver: PoseSolver, *sides: Side) -> None:
        for side in sides:
            outwards = OUTWARDS[side]
            solver.arm_along(side, [0.02, -1.0, outwards * 0.16], [0.20, -1.0, outwards * 0.02])

    def _stand(self, moment: Moment) -> Pose:
        solver = self._standing(moment.sway(3.9, 1.1) + moment.sway(1.7, 0.4))
        self._hang(solver, "left", "right")
        return solver.pose()

    def _drink(self, moment: Moment) -> Pose:
        """Lean back a little, the head further, a hand at the mouth."""
        amount = moment.amount
        lean = 14.0 * amount + moment.sway(1.9, 0.6)
        solver = self._standing(lean, 28.0 * amount, 0.5 * amount)
        self._hang(solver, "left")
        shoulder, head = solver.place("upperarm01.R"), solver.place("head")
        down = shoulder + np.array([0.12, -0.95 * self._anatomy.arm_m, 0.12])
        mouth = head + self._anatomy.scale * np.array([0.17, 0.05, 0.03])
        wrist = down + (mouth - down) * amount + np.array([0.14, 0, 0]) * np.sin(np.pi * amount)
        solver.arm("right", wrist, [0.1, -1.0, 0.5])
        return solver.pose()

    def _reach_up(self, moment: Moment) -> Pose:
        amount = moment.amount
        solver = self._standing(7.0 * amount, 18.0 * amount, 0.3 * amount)
        angle = np.radians(-88.0 + 165.0 * amount)
        for side, outwards in OUTWARDS.items():
            way = [np.cos(angle), np.sin(angle), outwards * 0.12]
            solver.arm_along(side, way, way)
        return solver.pose()

    def _side_bend(self, moment: Moment) -> Pose:
        solver = self._standing()
        self._hang(solver, "left")
        self._tip_sideways(solver, 34.0 * moment.amount)
        rise = np.radians(-80.0 + 190.0 * max(0.0, moment.amount))
        way = [0.05, np.sin(rise), np.cos(rise)]
        solver.arm_along("right", way, way)
        return solver.pose()

    @staticmethod
    def _tip_sideways(solver: PoseSolver, angle_deg: float) -> None:
        shares = np.linspace(0.2, 1.0, len(_UPPER_BODY))
        for bone, share in [*zip(_UPPER_BODY, shares, strict=True), *((b, 1.0) for b in _HEAD)]:
            turn = twist_about(np.array([1.0, 0.0, 0.0]), -np.radians(share * angle_deg))
            solver.turns[bone] = turn @ solver.turns[bone]

    def _lunge(self, moment: Moment) -> Pose:
        """Make a long step, the front knee bent, the arms up: a warrior."""
        amount, anatomy = moment.amount, self._anatomy
        solver = PoseSolver(anatomy)
        solver.trunk(2.0, 5.0 * amount + moment.sway(2.3, 0.8), 4.0)
        height = anatomy.ankle_height_m + (0.985 - 0.24 * amount) * anatomy.leg_m
        solver.put("upperleg01", x=0.0, y=height)
        for side, outwards in OUTWARDS.items():
            ahead = 0.42 * amount if side == "right" else -0.48 * amount
            ankle = [ahead, anatomy.ankle_height_m, outwards * 0.11]
            solver.leg(side, ankle, [1.0, 0.0, 0.0], FACING)
            rise = np.radians(-86.0 + 172.0 * amount)
            way = [np.cos(rise), np.sin(rise), outwards * 0.15]
            solver.arm_along(side, way, way)
        return solver.pose()

    def _heel_to_seat(self, moment: Moment) -> Pose:
        """Stand on one leg, the other foot held behind: a stretch of the thigh."""
        amount, anatomy = moment.amount, self._anatomy
        solver = self._standing(4.0 * amount + moment.sway(2.7, 0.8))
        foot = about_z(-110.0 * amount) @ FACING
        solver.leg_swing("right", -90.0 - 6.0 * amount, -90.0 - 122.0 * amount, foot)
        self._hang(solver, "left")
        down = solver.place("upperarm01.R") + np.array([0.0, -0.95 * anatomy.arm_m, 0.12])
        heel = solver.place("foot.R") + np.array([0.0, 0.03, 0.04])
        solver.arm("right", down + (heel - down) * amount, [-1.0, -0.2, 0.3])
        return solver.pose()

    def _squat(self, moment: Moment) -> Pose:
        amount, anatomy = moment.amount, self._anatomy
        solver = PoseSolver(anatomy)
        solver.trunk(-28.0 * amount, -38.0 * amount, -20.0 * amount, "whole")
        height = anatomy.ankle_height_m + (0.995 - 0.45 * amount) * anatomy.leg_m
        solver.put("upperleg01", x=-0.24 * amount, y=height)
        self._feet_down(solver)
        for side, outwards in OUTWARDS.items():
            solver.arm_along(side, [0.4 * amount, -1.0, outwards * 0.15], [0.5, -1.0, 0.0])
        return solver.pose()

    def _feet_down(self, solver: PoseSolver, ahead_m: float = 0.0) -> None:
        for side, outwards in OUTWARDS.items():
            width = outwards * (self._anatomy.hip_half_width_m + 0.03)
            ankle = [ahead_m, self._anatomy.ankle_height_m, width]
            solver.leg(side, ankle, [1.0, 0.25, 0.0], FACING)

    def _sit(self, moment: Moment) -> Pose:
        """Sit on a chair, the hands on the thighs."""
        anatomy, scale = self._anatomy, self._anatomy.scale
        solver = PoseSolver(anatomy)
        lean = -6.0 * moment.amount + moment.sway(4.4, 1.0)
        solver.trunk(0.0, lean, lean + 4.0)
        solver.put("upperleg01", x=-0.44 * scale, y=0.53 * scale)
        self._feet_down(solver)
        for side, outwards in OUTWARDS.items():
            knee = solver.place(f"lowerleg01.{SIDES[side]}")
            wrist = knee + scale * np.array([-0.16, 0.09, outwards * 0.02])
            solver.arm(side, wrist, [-1.0, -0.4, outwards * 0.4])
        return solver.pose()

    def _kneel(self, moment: Moment) -> Pose:
        anatomy = self._anatomy
        solver = PoseSolver(anatomy)
        solver.trunk(0.0, moment.sway(3.1, 1.0), 0.0)
        solver.put("upperleg01", x=0.0, y=0.98 * anatomy.thigh_m + 0.05)
        self._kneel_down(solver, -92.0)
        self._hang(solver, "left", "right")
        return solver.pose()

    @staticmethod
    def _kneel_down(solver: PoseSolver, thigh_deg: float) -> None:
        for side in OUTWARDS:
            foot = about_z(_KNEELING_FOOT_DEG) @ FACING
            solver.leg_swing(side, thigh_deg, 178.0, foot, 0.04)

    def _child_pose(self, moment: Moment) -> Pose:
        scale = self._anatomy.scale
        solver = PoseSolver(self._anatomy)
        solver.trunk(-74.0, -104.0 + moment.sway(3.6, 0.8), -112.0, "whole")
        solver.put("upperleg01", x=-0.55 * scale, y=0.20 * scale)
        self._kneel_down(solver, -18.0)
        for side, outwards in OUTWARDS.items():
            shoulder = solver.place(f"upperarm01.{SIDES[side]}")
            wrist = [shoulder[0] + 0.9 * self._anatomy.arm_m, 0.05, outwards * 0.2 * scale]
            solver.arm(side, wrist, [0.0, 0.4, outwards], [1.0, 0.0, 0.0], [0.0, 1.0, 0.0])
        return solver.pose()

    def _down_dog(self, moment: Moment) -> Pose:
        anatomy, scale = self._anatomy, self._anatomy.scale
        solver = PoseSolver(anatomy)
        solver.trunk(-128.0, -136.0 + moment.sway(3.3, 0.8), -128.0, "whole")
        solver.put("upperleg01", x=-0.25 * scale, y=0.88 * anatomy.leg_m)
        for side, outwards in OUTWARDS.items():
            ankle = [-0.62 * scale, 0.10 * scale, outwards * 0.13]
            solver.leg(side, ankle, [1.0, 0.0, 0.0], about_z(-24.0) @ FACING)
            shoulder = solver.place(f"upperarm01.{SIDES[side]}")
            wrist = [shoulder[0] + 0.36 * scale, 0.05, outwards * 0.2 * scale]
            solver.arm(side, wrist, [-0.2, 0.3, outwards], [1.0, -0.1, 0.0], [0.1, 1.0, 0.0])
        return solver.pose()

    def _forearm_plank(self, moment: Moment) -> Pose:
        return self._seal.plank(moment)

    def _curl_up(self, moment: Moment) -> Pose:
        lift = {"head_lift_deg": 34.0 * moment.amount}
        return self._tilt.pose(Moment(0.15 * moment.amount, moment.time_s, lift))

    def _raised_leg(self, moment: Moment) -> Pose:
        """Lie with both legs straight, one of them up in the air."""
        solver = PoseSolver(self._anatomy)
        self._hugger.lie(solver, -3.0, 1.0 + moment.sway(4.1, 0.3))
        for side in OUTWARDS:
            lift = 78.0 * moment.amount if side == "right" else 0.0
            foot = about_z(38.0 + lift) @ FACING
            solver.leg_swing(side, -2.0 + lift, -4.0 + lift, foot, 0.05)
        self._hugger.arms(solver)
        return solver.pose()

    def _knees_to_chest(self, moment: Moment) -> Pose:
        """Draw both knees up, the hands on the floor: a reverse crunch."""
        amount = moment.amount
        solver = PoseSolver(self._anatomy)
        self._hugger.lie(solver, -3.0 + 22.0 * amount)
        self._hugger.feet_on_floor(solver)
        for side in OUTWARDS:
            hip, knee, ankle = (
                solver.place(f"{bone}.{SIDES[side]}")
                for bone in ("upperleg01", "lowerleg01", "foot")
            )
            thigh, shank = (
                float(np.degrees(np.arctan2(*(end - start)[[1, 0]])))
                for start, end in ((hip, knee), (knee, ankle))
            )
            lifted = min(1.0, 3.0 * amount)
            foot = about_z(lifted * 50.0) @ FACING
            solver.leg_swing(
                side, thigh + (124.0 - thigh) * amount, shank + (4.0 - shank) * amount, foot, 0.04
            )
        self._hugger.arms(solver)
        return solver.pose()
