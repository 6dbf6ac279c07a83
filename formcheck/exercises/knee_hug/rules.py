"""Knee hug: the rules of clinical-spec §6.

Either leg may move, on either side of the body, or both. What is counted is how
far the leg that moves is drawn up from where it rests.
"""

from __future__ import annotations

import numpy as np

from formcheck.exercises.knee_hug import EXERCISE
from formcheck.exercises.knee_hug.faults import (
    find_held_briefly,
    find_lifted_head,
    find_on_kneecap,
    find_other_leg,
    find_tail_up,
    find_too_far_away,
    find_too_fast,
    find_uneven_sides,
    find_untold,
)
from formcheck.exercises.knee_hug.hold import compute_hold_speed, find_hug_hold
from formcheck.exercises.knee_hug.legs import (
    Leg,
    PreparedHug,
    decide_side,
    find_lying,
    find_resting,
    follow_rest,
    moving_sides,
)
from formcheck.exercises.knee_hug.settings import KneeHugSettings, KneeHugStates
from formcheck.exercises.rules import Rules
from formcheck.exercises.settings import Settings
from formcheck.kinematics.legs import SIDES
from formcheck.kinematics.measurements import Measurements
from formcheck.reps.judgement import Details, Finding, JudgedMovement, Kind, MovingSide
from formcheck.reps.movements import MovementLimits
from formcheck.reps.prepared import Phases, Prepared, median_over, prepare_shot
from formcheck.reps.rest import compute_reference
from formcheck.words import tell

#: Knee-to-chest angle of a leg that rests with the foot flat, where the way to the target begins.
_FOOT_FLAT_DEG = 45.0
#: Resting so long less than halfway down ends a repetition.
_STALL_S = 0.8
_NOT_CLASPED = tell(EXERCISE.package, "not_clasped")
_LEG_STRAIGHT = tell(EXERCISE.package, "leg_straight")
_LEG_OVER_LEG = tell(EXERCISE.package, "leg_over_leg")


class KneeHug(Rules):
    """Counts knees that are drawn to the chest and clasped."""

    exercise = EXERCISE

    def prepare(self, shot: Measurements, settings: Settings, *, causal: bool) -> Prepared | None:
        """See `Rules.prepare`: rest is lying on the back, both legs still and down."""
        states = settings.of(KneeHugSettings).states
        lying = find_lying(shot)
        resting = find_resting(shot, lying, settings, causal=causal)
        if not resting.any():
            return None
        legs = {
            side: Leg(angle, follow_rest(shot.time_s, angle, resting, causal=causal))
            for side in SIDES
            for angle in [shot.signals[f"{side}_knee_to_chest_deg"]]
        }
        signal = shot.signals["knee_to_chest_deg"]
        level = follow_rest(shot.time_s, signal, resting, causal=causal)
        usual_level = compute_reference(level, resting)
        prepared = prepare_shot(
            shot,
            signal,
            level,
            followed=lying & np.isfinite(signal),
            resting=resting,
            limits=MovementLimits(
                states.enter_deg,
                states.exit_deg,
                gap_abort_s=settings.view.gap_abort_s,
                stall_s=_STALL_S,
            ),
            count=_count_level_deg(usual_level, states) - usual_level,
            hold_speed=states.hold_speed_deg_s,
            causal=causal,
        )
        speed = compute_hold_speed(prepared, states, causal=causal)
        return PreparedHug(**vars(prepared) | {"velocity": speed}, legs=legs)

    def refine_phases(self, prepared: Prepared, phases: Phases, settings: Settings) -> Phases:
        """See `find_hug_hold`."""
        return find_hug_hold(prepared, phases, settings.of(KneeHugSettings).states)

    def classify(self, prepared: Prepared, phases: Phases, settings: Settings) -> Kind | None:
        """Tell hugs from feet drawn up, sitting up, straight legs and legs that nobody clasps."""
        states, span = settings.of(KneeHugSettings).states, phases.whole
        side = decide_side(prepared, phases, states)
        lasted_s = prepared.shot.time_s[span[1]] - prepared.shot.time_s[span[0]]
        if lasted_s < states.rep_min_s or not _foot_lifted(prepared, phases, side, states):
            return None
        if not _out_and_back(prepared, phases, states):
            return None
        if _reason(prepared, phases, side, states) is not None:
            return "other_movement"
        peak = phases.movement.peak
        enough = prepared.signal[peak] >= _count_level_deg(prepared.level[peak], states)
        return "counted" if enough else "partial"

    def describe(
        self, prepared: Prepared, phases: Phases, kind: Kind, settings: Settings
    ) -> Details:
        """Say which leg it was, and what else was done instead."""
        states = settings.of(KneeHugSettings).states
        side = decide_side(prepared, phases, states)
        other = kind == "other_movement"
        reason = _reason(prepared, phases, side, states) if other else None
        untold = find_untold(prepared, phases, side, settings)
        return Details(side=side, reason=reason, untold=untold)

    def find_faults(
        self, prepared: Prepared, phases: Phases, kind: Kind, settings: Settings
    ) -> list[Finding]:
        """See `Rules.find_faults`."""
        if kind == "other_movement":
            return []
        side = decide_side(prepared, phases, settings.of(KneeHugSettings).states)
        findings = (
            find_lifted_head(prepared, phases, settings)
            + find_other_leg(prepared, phases, side, settings)
            + find_tail_up(prepared, phases, side, settings)
        )
        if kind == "counted":
            findings += (
                find_too_fast(prepared, phases, settings)
                + find_held_briefly(prepared, phases, settings)
                + find_on_kneecap(prepared, phases, side, settings)
            )
        return findings

    def find_other_faults(
        self, prepared: Prepared, judged: list[JudgedMovement], settings: Settings
    ) -> list[Finding]:
        """KH-6 on two repetitions; KH-8 over the session."""
        return find_too_far_away(prepared, judged, settings) + find_uneven_sides(
            prepared, judged, settings
        )

    def target_level(self, settings: Settings) -> float | None:
        """See `Rules.target_level`: a therapist prescribes the knee-to-chest angle itself."""
        return settings.of(KneeHugSettings).states.target_deg

    def hold_prescribed_s(self, settings: Settings) -> float:
        """See `Rules.hold_prescribed_s`."""
        return settings.of(KneeHugSettings).dose.hold_s

    def shortest_hold_s(self, settings: Settings) -> float:
        """See `Rules.shortest_hold_s`: a shorter one is let go too early, KH-5."""
        own = settings.of(KneeHugSettings)
        return own.dose.hold_s - own.faults.hold_tolerance_s


def _count_level_deg(level_deg: float, states: KneeHugStates) -> float:
    """Return the knee-to-chest angle from which a repetition counts."""
    from_deg = max(level_deg, _FOOT_FLAT_DEG)
    way_deg = from_deg + states.count_target_share * (states.target_deg - from_deg)
    return min(states.count_level_deg, way_deg)


def _out_and_back(prepared: Prepared, phases: Phases, states: KneeHugStates) -> bool:
    """Tell a leg that comes down again from one that is set up and stays where it is."""
    movement = phases.movement
    fallen_deg = prepared.signal[movement.peak] - prepared.level[movement.end]
    return movement.ended != "returned" or bool(fallen_deg >= states.enter_deg)


def _foot_lifted(
    prepared: Prepared, phases: Phases, side: MovingSide, states: KneeHugStates
) -> bool:
    """Tell a leg that is drawn up in the air from a foot that slides, or a trunk that sits up."""
    lifts = [
        median_over(prepared.changes[f"{one}_ankle_height_torso"], phases.top)
        for one in moving_sides(side)
    ]
    return any(lift > states.foot_lift_torso for lift in lifts) or bool(np.isnan(lifts).all())


def _reason(
    prepared: Prepared, phases: Phases, side: MovingSide, states: KneeHugStates
) -> str | None:
    """Return why a leg that is drawn up far is not hugged; None if it is, or is not seen."""
    signals = prepared.shot.signals
    knees = [median_over(signals[f"{one}_knee_deg"], phases.top) for one in moving_sides(side)]
    if all(knee > states.straight_knee_deg for knee in knees):
        return _LEG_STRAIGHT
    crossed = [
        median_over(signals[f"{one}_knee_other_ankle_torso"], phases.top)
        for one in moving_sides(side)
    ]
    if any(distance < states.crossed_torso for distance in crossed):
        return _LEG_OVER_LEG
    hands = [
        median_over(signals[f"{one}_hand_leg_torso"], phases.top) for one in moving_sides(side)
    ]
    peak = phases.movement.peak
    high = prepared.signal[peak] >= _count_level_deg(prepared.level[peak], states)
    if high and all(distance > states.clasp_torso for distance in hands):
        return _NOT_CLASPED
    return None


RULES = KneeHug()
