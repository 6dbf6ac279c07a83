"""Prone press-up: the hands push the chest up while the pelvis stays down."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import ClassVar

import numpy as np

from ..body import SIDES, Side
from ..holds import HoldRule
from ..motion import Moment
from ..pose_solver import OUTWARDS, Pose, PoseSolver
from ..repetition_view import RepetitionView
from ..rotations import Vector, about_z
from .base import Exercise, FaultExample, InSets, Kind, by, size_by_peak
from .claims import (
    TEMPO_NEAR,
    Claim,
    Claims,
    beyond,
    not_back_at_rest,
    short_hold,
    short_of,
    too_small,
    where_else_0,
)
from .prone import (
    CHEST_DOWN_DEG,
    HIPS_LIFTED_M,
    ON_FRONT_DEG,
    WRIST_HEIGHT_M,
    Prone,
    feet_up,
    hips_up,
)

_ARM = ("shoulder", "elbow", "wrist")
_LEAST_DEG, _LEAST_ELBOW_DEG = 20.0, 25.0
_FEWEST_FOR_FATIGUE = 6
_FEWEST_FOR_LOW = 4


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
        return np.array([x, WRIST_HEIGHT_M, OUTWARDS[side] * 0.265 * self.scale])

    def _hand(
        self, solver: PoseSolver, side: Side, moment: Moment, idle: float, plank: float
    ) -> None:
        outwards = OUTWARDS[side]
        wrist = self._wrist(side, moment["hands_ahead_m"])
        shoulder = solver.place(f"upperarm01.{SIDES[side]}")
        # Idle hands keep their place beside the chest, so they rise with it.
        rest_x, rest_y = self.rest_shoulder
        turn = about_z(0.8 * (_thorax_deg(solver) - ON_FRONT_DEG - CHEST_DOWN_DEG))
        carried = shoulder + turn @ (wrist - [rest_x, rest_y, shoulder[2]])
        carried[1] = max(carried[1], WRIST_HEIGHT_M)
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


def _thorax_deg(solver: PoseSolver) -> float:
    """Direction of the upper trunk, in degrees from standing."""
    up = solver.turns["spine01"] @ np.array([0.0, 1.0, 0.0])
    return float(np.degrees(np.arctan2(up[1], up[0]))) - 90.0


def find_claims(view: RepetitionView) -> Claims:
    """PPU-1 to PPU-8; PPU-9 and PPU-10 are found over the whole clip."""
    trunk, raised = view.value("trunk_inclination_deg"), view.change("trunk_inclination_deg")
    elbow, opened = view.value("elbow_deg"), view.change("elbow_deg")
    yield hips_up(view, "PPU-1", 0.06, 8.0)
    rise = view.value("hip_rise_torso")
    plank = where_else_0((trunk < 20.0) & (elbow > 140.0), beyond(rise, 0.20))
    yield Claim("PPU-2", view.frames, plank, rise, 0.20)
    idle = where_else_0(opened < 10.0, beyond(raised, 10.0))
    yield Claim("PPU-3", view.during("out", "hold"), idle, raised, 10.0, joints=_ARM)
    yield from not_back_at_rest(view, "PPU-4", raised, 8.0)
    neck = view.change("neck_deg")
    yield Claim(
        "PPU-5",
        view.during("out", "hold"),
        beyond(neck, 40.0),
        neck,
        40.0,
        joints=("ear", "shoulder", "hip"),
    )
    speed = view.peak(np.abs(view.speed(trunk)))
    fast = view.constant(max(speed / 60.0, 1.0 / max(view.plan.out_s, 0.1)))
    yield Claim("PPU-6", view.frames, fast, fast, 1.0, near=TEMPO_NEAR)
    yield short_hold(view, "PPU-6", view.prescribed_hold_s - 0.5)
    if view.number == 1:
        start = view.value("wrist_ahead_torso")[view.truth.rest]
        place = view.constant(abs(float(np.median(start))))
        yield Claim(
            "PPU-7", view.frames, beyond(place, 0.35), place, 0.35, joints=("shoulder", "wrist")
        )
    yield from feet_up(view, "PPU-8")


def find_session_claims(views: list[RepetitionView]) -> Claims:
    """PPU-9: the last three fall below 80 % of the best; PPU-10: one below 60 % of it."""
    peaks = [view.peak(view.change("trunk_inclination_deg")) for view in views]
    if len(peaks) >= _FEWEST_FOR_FATIGUE:
        best, last = float(np.mean(sorted(peaks)[-3:])), float(np.mean(peaks[-3:]))
        value, least = views[-1].constant(last), 0.80 * best
        yield Claim("PPU-9", views[-1].frames, short_of(value, least), value, least)
    if len(peaks) >= _FEWEST_FOR_LOW:
        yield from too_small("PPU-10", views, peaks, 0.60 * max(peaks), 1)


def judge_size(view: RepetitionView) -> Kind:
    """Judge by how far the trunk rises, if the elbows open at all."""
    if view.peak(view.change("elbow_deg")) < _LEAST_ELBOW_DEG:
        return "partial"
    return size_by_peak(view.peak(view.change("trunk_inclination_deg")), _LEAST_DEG)


EXERCISE = Exercise(
    mover=PronePressUp,
    usual_hold_s=2.0,
    find_claims=find_claims,
    find_session_claims=find_session_claims,
    judge_size=judge_size,
    hold_rule=HoldRule("trunk_inclination_deg"),
    makes_another=frozenset({"PPU-2", "PPU-3"}),
    told_when_small=frozenset({"PPU-1"}),
    examples=(
        FaultExample("PPU-1", by(hips_lift_m=0.11), in_smoke=True),
        FaultExample("PPU-2", by(push_up=1.0), brings_along=("PPU-1", "PPU-8")),
        FaultExample("PPU-3", constant={"arms_idle": 1.0}),
        FaultExample("PPU-4", {"rest_amount": 0.5}),
        FaultExample("PPU-5", by(head_back_deg=80)),
        FaultExample("PPU-6", {"out_s": 0.7, "return_s": 0.8}),
        FaultExample("PPU-7", constant={"hands_ahead_m": -0.34}, harmless_start=True),
        FaultExample("PPU-8", by(feet_up_deg=40)),
    ),
    over_a_session={
        "PPU-9": "range falling off: let the depth of the repetitions fall",
        "PPU-10": "not very high: depth below 0.6 of the person's own best",
    },
    in_sets=InSets(
        prescribed_hold_s=2.0, held_s=1.5, held_with_fault_s=1.9, range_share=(0.75, 1.0)
    ),
)
