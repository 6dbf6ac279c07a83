"""Knee hug on the back: one or both knees are drawn to the chest and held."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

import numpy as np

from ..body import SIDES, Side
from ..holds import HoldRule
from ..motion import Moment
from ..pose_solver import FACING, OUTWARDS, Pose, PoseSolver
from ..repetition_view import RepetitionView
from ..rotations import Vector, about_z, unit
from .base import Exercise, FaultExample, InSets, Kind, by, size_by_peak
from .claims import TEMPO_NEAR, Claim, Claims, beyond, either, short_hold, short_of, too_small
from .supine import Supine

_LEAST_DEG = 95.0


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
    only_in_hold: ClassVar[frozenset[str]] = frozenset({"bounce_deg"})

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


def find_claims(view: RepetitionView) -> Claims:
    """KH-1 to KH-9; KH-6 and KH-8 are found over the whole clip."""
    leg, closing = view.plan.leg, view.value("knee_to_chest_deg")
    lifted = (("ear_rise_torso", 0.10), ("shoulder_rise_torso", 0.08))
    yield from either(
        view, "KH-1", view.frames, *lifted, shortest_s=0.5, joints=("ear", "shoulder")
    )
    if leg != "both":
        yield _other_leg(view)
    rise, most = view.value("hip_rise_torso"), 0.12 if leg == "both" else 0.08
    yield Claim("KH-3", view.frames, beyond(rise, most), rise, most)
    hold = view.during("hold")
    # Each leg by itself: where another leg's turn begins, the moving leg's angle jumps.
    speeds = [view.speed(view.value(f"{side}_knee_to_chest_deg")) for side in _moving(leg)]
    pull = max(view.peak(speed, "out") for speed in speeds)
    drop = max(view.peak(-speed, "return") for speed in speeds)
    spread = float(np.std(closing[hold])) if hold.sum() > 3 else 0.0
    jerk = view.constant(max(pull / 120.0, spread / 3.0))
    yield Claim("KH-4", view.frames, jerk, jerk, 1.0, near=TEMPO_NEAR)
    yield short_hold(view, "KH-5", view.prescribed_hold_s - 1.0)
    grip = view.value(f"{'right' if leg == 'both' else leg}_wrist_knee_torso")
    yield Claim(
        "KH-7",
        hold,
        short_of(grip, 0.08),
        grip,
        0.08,
        joints=("wrist", "knee"),
        # Hands that pull on the thigh come as near to the knee; which side of it, the scene knows.
        certain=bool(view.plan.faults.get("on_kneecap")),
    )
    fast = view.constant(drop)
    yield Claim("KH-9", view.during("return"), beyond(fast, 150.0), fast, 150.0, near=TEMPO_NEAR)


def _moving(leg: str) -> tuple[str, ...]:
    return ("left", "right") if leg == "both" else (leg,)


def _other_leg(view: RepetitionView) -> Claim:
    """KH-2: the resting leg bends along or, where it lies straight, lifts."""
    other = "left" if view.plan.leg == "right" else "right"
    if view.variant == "other_leg_straight":
        name = "ankle_rise_torso" if other == view.truth.near_side else "other_ankle_rise_torso"
        moved, threshold = view.value(name), 0.10
    else:
        moved, threshold = view.change(f"{other}_knee_to_chest_deg"), 12.0
    # Only plain to see where the legs are apart; the far leg hides behind the near one.
    return Claim("KH-2", view.frames, beyond(moved, threshold), moved, threshold)


def find_session_claims(views: list[RepetitionView]) -> Claims:
    """KH-6: two repetitions below 80 % of the own best; KH-8: the sides differ."""
    peaks = [view.peak(view.value("knee_to_chest_deg")) for view in views]
    yield from too_small("KH-6", views, peaks, 0.80 * max(peaks, default=1.0), 2)
    sides = {
        side: [
            peak
            for peak, view in zip(peaks, views, strict=True)
            if view.plan.leg == side and peak >= _LEAST_DEG
        ]
        for side in ("left", "right")
    }
    if all(sides.values()):
        uneven = abs(float(np.mean(sides["left"]) - np.mean(sides["right"])))
        for view in views[:1]:
            value = view.constant(uneven)
            yield Claim("KH-8", view.frames, beyond(value, 15.0), value, 15.0)


def judge_size(view: RepetitionView) -> Kind:
    """Judge by the angle itself, not its change."""
    return size_by_peak(view.peak(view.value("knee_to_chest_deg")), _LEAST_DEG)


EXERCISE = Exercise(
    mover=KneeHug,
    usual_hold_s=5.0,
    find_claims=find_claims,
    find_session_claims=find_session_claims,
    judge_size=judge_size,
    hold_rule=HoldRule("knee_to_chest_deg", slower_than=8.0),
    told_when_small=frozenset({"KH-3", "KH-6"}),
    examples=(
        FaultExample("KH-1", by(head_lift_deg=28), in_smoke=True),
        FaultExample("KH-2", by(other_leg_lift_deg=28), one_leg=True),
        FaultExample("KH-3", by(tail_curl_deg=20), brings_along=("KH-2",)),
        FaultExample("KH-4", {"out_s": 0.6}),
        FaultExample("KH-5", {"hold_s": 0.4}),
        FaultExample("KH-6", {"depth": 0.12}, twice=True),
        FaultExample("KH-7", by(on_kneecap=1.0)),
        FaultExample("KH-9", {"return_s": 0.55}),
    ),
    over_a_session={
        "KH-8": "sides uneven: give the left and the right leg repetitions of different depth",
    },
    in_sets=InSets(
        prescribed_hold_s=3.0,
        held_s=2.0,
        held_with_fault_s=2.4,
        range_share=(0.82, 1.0),
        second_variant="other_leg_straight",
        partial_depth=0.35,
        legs={"left": 0.4, "right": 0.4, "both": 0.2},
    ),
    goes_on_over_cuts=True,
)
