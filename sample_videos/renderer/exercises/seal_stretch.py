"""Seal stretch: propped on the forearms (or on straight arms) and held."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

import numpy as np

from ..body import SIDES, Side
from ..holds import HoldRule, find_hold
from ..motion import Moment
from ..pose_solver import OUTWARDS, Pose, PoseSolver
from ..repetition_view import Flags, RepetitionView, Values
from ..rotations import Vector
from ..truth import Truth
from .base import Exercise, FaultExample, InSets, Kind, by, size_by_peak
from .claims import Claim, Claims, beyond, either, short_hold
from .prone import (
    CHEST_DOWN_DEG,
    HIPS_LIFTED_M,
    HIPS_UP_TORSO,
    ON_FRONT_DEG,
    WRIST_HEIGHT_M,
    Prone,
    feet_up,
    hips_up,
)

_ELBOW_HEIGHT_M = 0.055
_PLANK_LIFT_M = 0.15
_SHRUG_AHEAD_M = 0.0022  # a degree
_ARM = ("shoulder", "elbow", "wrist")
_HEAD = ("ear", "shoulder")
_LEAST_NECK = 0.80
_SWING_DEG, _SWINGS = 4.0, 3
_HIPS_SLIGHTLY_UP_TORSO, _THIGH_DEG = 0.05, 6.0
_LEAST_DEG = {"": 18.0, "straight_arms": 30.0}


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
    only_in_hold: ClassVar[frozenset[str]] = frozenset({"rock_deg"})
    grows_in_hold: ClassVar[frozenset[str]] = frozenset({"sink_deg"})

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

    def plank(self, moment: Moment) -> Pose:
        """Return a plank on the forearms, the elbows where a seal has them."""
        amount = moment.amount
        solver = self.new_solver()
        lift = amount * _PLANK_LIFT_M * self.scale
        extension = 5.0 + 4.0 * amount + moment.sway(2.9, 0.5)
        head = ON_FRONT_DEG + CHEST_DOWN_DEG + extension + 14.0
        self.lie(solver, extension, 9.0 * amount, head, lift)
        self.legs(solver, Moment(amount, moment.time_s, {"toes_tucked": min(1.0, 2 * amount)}))
        for side in OUTWARDS:
            self._prop(solver, side, 0.0, moment)
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
                WRIST_HEIGHT_M + 0.01,
                OUTWARDS[side] * 0.22 * self.scale,
            ]
        )


def find_claims(view: RepetitionView) -> Claims:
    """SS-1 to SS-8."""
    hold = view.during("hold")
    yield hips_up(view, "SS-1", _HIPS_SLIGHTLY_UP_TORSO, _THIGH_DEG)
    if view.variant == "":
        yield from _forearms(view)
    tipped = (("change:neck_deg", 40.0), ("nose_above_ear_torso", 0.12))
    yield from either(view, "SS-4", hold, *tipped, joints=(*_HEAD, "hip"))
    yield from feet_up(view, "SS-5")
    length, rising = view.value("ear_shoulder_torso"), view.during("out")
    if rising.any():
        longest = float(np.max(length[rising]))
        lost = (1.0 - length / longest) / (1.0 - _LEAST_NECK)
        yield Claim("SS-3", hold, lost, length, _LEAST_NECK * longest, shortest_s=1.0, joints=_HEAD)
    if hold.sum() > 3:
        yield from _unsteady(view)


def _forearms(view: RepetitionView) -> Claims:
    hold, elbow = view.during("hold"), view.value("elbow_ahead_torso")
    yield Claim("SS-2", hold, beyond(elbow, 0.25), elbow, 0.25, severity=0, joints=_ARM)
    yield Claim("SS-2", hold, beyond(elbow, -0.12), elbow, -0.12, joints=_ARM)
    lifted = (("elbow_deg", 120.0), ("elbow_above_wrist_torso", 0.12))
    yield from either(view, "SS-6", hold, *lifted, joints=_ARM)


def _unsteady(view: RepetitionView) -> Claims:
    """SS-7 by sinking or ending early, SS-8 by rocking."""
    hold, trunk = view.during("hold"), view.value("trunk_inclination_deg")
    held = trunk[hold]
    sink = float(np.median(held)) - trunk
    # Slow sinking is not rocking: the straight trend is taken out first.
    steps = np.arange(len(held))
    spread = float(np.std(held - np.polyval(np.polyfit(steps, held, 1), steps)))
    rocking = max(spread / 3.0, _count_swings(held) / _SWINGS)
    still = rocking <= 1.0
    yield Claim("SS-8", hold, view.constant(rocking), view.constant(spread), 3.0)
    yield Claim("SS-7", hold, beyond(sink, 6.0), sink, 6.0, certain=still)
    # How long somebody held who rocks to and fro is a matter of taste.
    yield replace(short_hold(view, "SS-7", 0.8 * view.prescribed_hold_s), certain=still)


def _count_swings(values: Values) -> int:
    """Count the ways up or down of more than 4 degrees."""
    count, direction = 0, 0
    low = high = float(values[0])
    for value in values:
        low, high = min(low, value), max(high, value)
        if direction <= 0 and value - low > _SWING_DEG:
            count, direction, high = count + 1, 1, value
        elif direction >= 0 and high - value > _SWING_DEG:
            count, direction, low = count + 1, -1, value
    return count


def _hips_off_floor(truth: Truth) -> Flags:
    """Frames in which SS-1 is there: the position is held only while the hips stay down."""
    rise, thigh = truth.signals["hip_rise_torso"], truth.change("thigh_inclination_deg")
    slight = (rise > _HIPS_SLIGHTLY_UP_TORSO) & (thigh > _THIGH_DEG)
    return np.asarray((rise > HIPS_UP_TORSO) | slight)


def judge_size(view: RepetitionView) -> Kind:
    """Judge by the angle that is held, not its change; straight arms lift the chest higher.

    Who comes up further for a moment, and settles, has held where they settled.
    """
    held = find_hold(view.truth, view.number, view.hold_rule)
    trunk_deg = view.value("trunk_inclination_deg")
    kept_deg = float(np.median(trunk_deg[held])) if held.any() else view.peak(trunk_deg)
    return size_by_peak(kept_deg, _LEAST_DEG[view.variant])


EXERCISE = Exercise(
    mover=SealStretch,
    usual_hold_s=30.0,
    find_claims=find_claims,
    judge_size=judge_size,
    hold_rule=HoldRule("trunk_inclination_deg", interrupted_by=_hips_off_floor),
    told_when_small=frozenset({"SS-1", "SS-3"}),
    # How long somebody held who rocks to and fro is a matter of taste.
    spoils_hold=frozenset({"SS-8"}),
    examples=(
        FaultExample("SS-1", by(hips_lift_m=0.10), variant="straight_arms"),
        FaultExample("SS-2", constant={"elbows_ahead_m": -0.08}),
        FaultExample("SS-3", by(shrug_deg=40), brings_along=("SS-2",)),
        FaultExample("SS-4", by(head_back_deg=95), brings_along=("SS-3",)),
        FaultExample("SS-5", by(feet_up_deg=40)),
        FaultExample("SS-6", by(forearms_lift=1.0), in_smoke=True),
        FaultExample("SS-7", {"hold_s": 2.5}),
        FaultExample("SS-8", by(rock_deg=9), brings_along=("SS-7",)),
    ),
    in_sets=InSets(
        prescribed_hold_s=5.5,
        held_s=5.0,
        held_with_fault_s=5.0,
        range_share=(0.96, 1.0),
        # The examples of faults say themselves how they are done.
        second_variant="straight_arms",
        second_variant_with_faults=False,
        # So long a hold leaves time for few.
        repetitions=2,
        faults=2,
    ),
    goes_on_over_cuts=True,
    counts_when_cut_off=True,
)
