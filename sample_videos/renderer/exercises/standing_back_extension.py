"""Standing back extension: bend back over the hands, knees straight."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

import numpy as np

from ..body import SIDES
from ..holds import HoldRule
from ..motion import Moment
from ..pose_solver import FACING, OUTWARDS, Pose, PoseSolver
from ..repetition_view import RepetitionView
from ..rotations import about_y, about_z
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
from .mover import Mover, Stance

_TARGET_DEG, _LEAST_DEG = 15.0, 8.0
_LEGS = ("hip", "knee", "ankle")


class StandingBackExtension(Mover):
    """Bends back from the low back while the hips go forward."""

    name = "standing_back_extension"
    stance: ClassVar[Stance] = "standing"
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
        self.stand(solver, moment, reach, fall)
        self._hands(solver, moment["hands_off"])
        return solver.pose()

    def arriving(self) -> Pose:
        """Stand with the arms hanging."""
        solver = self.new_solver()
        solver.trunk(0, 0, 0)
        self.stand(solver, Moment(0.0), 0.0, 0.0)
        for side, outwards in OUTWARDS.items():
            solver.arm_along(
                side,
                [0.02, -1.0, outwards * 0.16],
                [0.20, -1.0, outwards * 0.02],
                [0.1, -1.0, 0.0],
                [0.0, 0.0, outwards],
            )
        return solver.pose()

    def stand(self, solver: PoseSolver, moment: Moment, reach: float, fall_deg: float) -> None:
        """Put the feet on the floor; the hips come forward as far as the body bends back."""
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


def find_claims(view: RepetitionView) -> Claims:
    """SBE-1 to SBE-8; SBE-5 needs two repetitions and is found over the whole clip."""
    lean, knee, neck = (view.change(f"{name}_deg") for name in ("lean", "knee", "neck"))
    up = view.during("out", "hold")
    yield Claim("SBE-1", up, beyond(knee, -15.0), knee, -15.0, shortest_s=0.3, joints=_LEGS)
    leading = where_else_0(lean < 8.0, beyond(neck, 25.0))
    further = where_else_0(lean >= 8.0, neck / np.maximum(2.0 * lean, 1.0))
    yield Claim("SBE-2", up, np.maximum(leading, further), neck, 25.0, joints=("ear", "shoulder"))
    yield from _falling_back(view)
    speed = view.speed(lean)
    back, forth = view.peak(speed, "out"), view.peak(-speed, "return")
    fast = view.constant(max(back / 60.0, forth / 90.0))
    yield Claim("SBE-4", view.frames, fast, fast, 1.0, near=TEMPO_NEAR)
    yield short_hold(view, "SBE-6", view.prescribed_hold_s - 0.5)
    yield from not_back_at_rest(view, "SBE-7", lean, 5.0)
    rest = view.rest_after
    yield Claim(
        "SBE-7", rest, beyond(lean, -10.0), lean, -10.0, severity=2, certain=not view.is_last
    )
    hands = view.value("wrist_hip_torso")
    yield Claim(
        "SBE-8", view.during("hold"), beyond(hands, 0.45), hands, 0.45, joints=("wrist", "hip")
    )


def _falling_back(view: RepetitionView) -> Claims:
    """SBE-3: the legs tip back, the hips stay closed, or a foot steps."""
    up, lean = view.during("out", "hold"), view.change("lean_deg")
    tip, step = view.change("leg_lean_deg"), view.value("foot_shift_torso")
    yield Claim("SBE-3", up, beyond(tip, 5.0), tip, 5.0, joints=_LEGS)
    # A bent knee closes the hip by itself; that is SBE-1.
    judged = (lean > 8.0) & (view.change("knee_deg") > -15.0)
    share = view.change("hip_deg") / np.maximum(lean, 1.0)
    yield Claim("SBE-3", up, where_else_0(judged, short_of(share, 0.30)), share, 0.30)
    yield Claim("SBE-3", view.frames, beyond(step, 0.15), step, 0.15, joints=("foot_index",))


def find_session_claims(views: list[RepetitionView]) -> Claims:
    """SBE-5: two repetitions below 60 % of the target."""
    peaks = [view.peak(view.change("lean_deg")) for view in views]
    yield from too_small("SBE-5", views, peaks, 0.60 * _TARGET_DEG, 2)


def judge_size(view: RepetitionView) -> Kind:
    """Judge by how far the trunk leans back from where it stood."""
    return size_by_peak(view.peak(view.change("lean_deg")), _LEAST_DEG)


EXERCISE = Exercise(
    mover=StandingBackExtension,
    usual_hold_s=2.0,
    find_claims=find_claims,
    find_session_claims=find_session_claims,
    judge_size=judge_size,
    hold_rule=HoldRule("lean_deg"),
    told_when_small=frozenset({"SBE-1", "SBE-3", "SBE-5"}),
    examples=(
        FaultExample("SBE-1", by(knee_bend_deg=32), in_smoke=True),
        FaultExample("SBE-2", {"depth": 0.5} | by(head_back_deg=70)),
        FaultExample("SBE-3", by(fall_back_deg=14, trunk_hold_deg=10)),
        FaultExample("SBE-4", {"out_s": 0.42, "return_s": 0.42}),
        FaultExample("SBE-5", {"depth": 0.27}, twice=True),
        FaultExample("SBE-6", {"hold_s": 0.3}),
        FaultExample("SBE-7", {"rest_amount": -0.7}),
        FaultExample("SBE-8", constant={"hands_off": 1.0}, harmless_start=True),
    ),
    in_sets=InSets(
        prescribed_hold_s=2.0, held_s=1.5, held_with_fault_s=1.9, range_share=(0.75, 1.1)
    ),
)
