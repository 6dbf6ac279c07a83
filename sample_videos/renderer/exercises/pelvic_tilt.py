"""Pelvic tilt on the back, knees bent: the pelvis rolls, the low back flattens."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import ClassVar

import numpy as np

from ..holds import HoldRule
from ..motion import Moment
from ..pose_solver import Pose, PoseSolver
from ..repetition_view import RepetitionView
from ..rotations import Vector
from .base import Exercise, FaultExample, InSets, Kind, by
from .claims import (
    TEMPO_NEAR,
    Claim,
    Claims,
    beyond,
    either,
    not_back_at_rest,
    short_hold,
    short_of,
)
from .supine import Supine

_RIGHT_ANGLE_DEG, _LEAST_DEG, _MOST_DEG = 90.0, 60.0, 110.0
_SHORTEST_PERIOD_S = 2.0
_NO_TILT, _LEAST_TILT = 0.05, 0.6


class PelvicTilt(Supine):
    """Flattens the low back; ``range_share`` 1 rolls the pelvis by 13 degrees."""

    name = "pelvic_tilt"
    variants: ClassVar[tuple[str, ...]] = ("", "hands_on_chest")
    parameters: ClassVar[Mapping[str, str]] = {
        "hip_lift_deg": "trunk rises into a bridge",
        "arch_deg": "pelvis rolls the other way, the low back arches",
        "knee_shift_m": "knees are pushed forward by the legs",
        "head_lift_deg": "head and shoulders come up",
        "feet_ahead_m": "feet farther from the hips than a right angle needs",
    }

    def pose(self, moment: Moment) -> Pose:
        """Return the pose at a moment."""
        tilt = 13.0 * self.range_share * moment.amount - moment["arch_deg"]
        bridge = moment["hip_lift_deg"]
        solver = self.new_solver()
        self.lie(
            solver,
            -3.0 + tilt + bridge * 1.08,
            1.0 + moment.sway(4.1, 0.25) + bridge,
            moment["head_lift_deg"],
        )
        if bridge > 0:
            solver.put("neck01", x=self._neck_x)
        self._roll(solver, tilt, max(0.0, 1.0 - bridge / 8.0))
        self.feet_on_floor(solver, moment["feet_ahead_m"], moment["knee_shift_m"])
        self.arms(solver)
        return solver.pose()

    def _roll(self, solver: PoseSolver, tilt_deg: float, share: float) -> None:
        """Let the pelvis roll on the sacrum instead of swinging on the spine.

        Measured on people, the hip slides 4-7 % of the trunk towards the head and
        rises 1-2 % (clinical-spec §5.2); the waist gives way for the difference.
        """
        trunk, rolled = self.anatomy.trunk_m, tilt_deg / 13.0
        towards_head = 0.058 * trunk * rolled
        up = trunk * (0.019 * rolled if rolled > 0 else 0.010 * rolled)
        wanted = self._hip_at_rest + np.array([-towards_head, up, 0.0])
        give = share * (wanted - solver.middle("upperleg01"))
        solver.root = solver.root + give
        solver.shifts["spine05"] = -give

    @cached_property
    def _hip_at_rest(self) -> Vector:
        solver = self.new_solver()
        self.lie(solver, -3.0)
        return solver.middle("upperleg01")

    @cached_property
    def _neck_x(self) -> float:
        solver = self.new_solver()
        self.lie(solver, -3.0)
        return float(solver.place("neck01")[0])


def find_claims(view: RepetitionView) -> Claims:
    """PT-1 to PT-8."""
    hip, slide = view.change("shoulder_hip_knee_deg"), view.value("hip_slide_torso")
    bridged = (("hip_rise_torso", 0.07), ("change:shoulder_hip_knee_deg", 15.0))
    yield from either(view, "PT-1", view.frames, *bridged)
    if not view.plan.faults.get("arch_deg"):
        share = view.constant(view.plan.depth)
        yield Claim("PT-2", view.frames, short_of(share, 0.5), share, 0.5)
    arched = np.minimum(beyond(hip, -2.5), beyond(slide, -0.02))
    yield Claim("PT-3", view.frames, arched, hip, -2.5)
    shift, knee = view.value("knee_shift_torso"), np.abs(view.change("knee_deg"))
    legs = ("hip", "knee", "ankle")
    yield Claim("PT-4", view.frames, beyond(shift, 0.06), shift, 0.06, joints=legs)
    yield Claim("PT-4", view.frames, beyond(knee, 8.0), knee, 8.0, joints=legs)
    lifted = (("ear_rise_torso", 0.08), ("shoulder_rise_torso", 0.06))
    yield from either(view, "PT-5", view.frames, *lifted, joints=("ear", "shoulder"))
    yield short_hold(view, "PT-6", view.prescribed_hold_s - 1.0)
    period = view.constant(view.plan.moving_s + view.plan.rest_s)
    yield Claim(
        "PT-6",
        view.frames,
        short_of(period, _SHORTEST_PERIOD_S),
        period,
        _SHORTEST_PERIOD_S,
        near=TEMPO_NEAR,
    )
    if view.number == 1:
        yield _feet(view)
    share_left = np.maximum(view.constant(view.plan.rest_amount), 0.0)
    yield from not_back_at_rest(view, "PT-8", share_left, 0.25)


def _feet(view: RepetitionView) -> Claim:
    """PT-7: how far the knees are from a right angle before the first tilt."""
    start = float(np.median(view.value("knee_deg")[view.truth.rest]))
    near = (_RIGHT_ANGLE_DEG - start) / (_RIGHT_ANGLE_DEG - _LEAST_DEG)
    far = (start - _RIGHT_ANGLE_DEG) / (_MOST_DEG - _RIGHT_ANGLE_DEG)
    threshold = _LEAST_DEG if near > far else _MOST_DEG
    ratio, value = view.constant(max(near, far)), view.constant(start)
    return Claim("PT-7", view.frames, ratio, value, threshold, joints=("hip", "knee", "ankle"))


def judge_size(view: RepetitionView) -> Kind:
    """Judge by the share of the own range that the scene asks for: an angle tells too little."""
    depth = view.plan.depth
    if depth <= _NO_TILT:
        return "other"
    return "whole" if depth >= _LEAST_TILT else "partial"


EXERCISE = Exercise(
    mover=PelvicTilt,
    usual_hold_s=5.0,
    find_claims=find_claims,
    judge_size=judge_size,
    # The angle at the hip changes with a lifted head too, so a tilt is followed by how far the
    # pelvis has rolled. So small a movement is always slow: its speed counts in ranges.
    hold_rule=HoldRule("amount", slower_than=0.25, in_ranges=True),
    makes_another=frozenset({"PT-1"}),
    told_of_another=frozenset({"PT-3"}),
    told_when_small=frozenset({"PT-2", "PT-3"}),
    examples=(
        FaultExample("PT-1", by(hip_lift_deg=11), brings_along=("PT-4",), in_smoke=True),
        FaultExample("PT-2", {"depth": 0.25}),
        FaultExample("PT-3", {"depth": 0.0} | by(arch_deg=15), brings_along=("PT-4",)),
        FaultExample("PT-4", by(knee_shift_m=0.08)),
        FaultExample("PT-5", by(head_lift_deg=26)),
        FaultExample("PT-6", {"hold_s": 0.4}),
        FaultExample("PT-7", constant={"feet_ahead_m": -0.17}, harmless_start=True),
        FaultExample("PT-8", {"rest_amount": 0.55}),
    ),
    in_sets=InSets(
        prescribed_hold_s=3.0, held_s=2.0, held_with_fault_s=2.4, range_share=(0.85, 1.15)
    ),
)
