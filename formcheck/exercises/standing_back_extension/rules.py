"""Standing back extension: the rules of clinical-spec §3."""

from __future__ import annotations

from functools import partial
from itertools import pairwise

import numpy as np

from formcheck.exercises.rules import Rules
from formcheck.exercises.settings import Settings
from formcheck.exercises.standing_back_extension import EXERCISE
from formcheck.exercises.standing_back_extension.raised_hand import holds_hand_before_face
from formcheck.exercises.standing_back_extension.settings import BackExtensionSettings
from formcheck.exercises.standing_back_extension.side_bend import is_side_bend
from formcheck.exercises.standing_back_extension.walking import find_walking, is_walking
from formcheck.kinematics.measurements import Measurements
from formcheck.kinematics.smoothing import compute_velocity
from formcheck.reps.faulting import find_excess, find_not_back_at_rest
from formcheck.reps.holds import find_hold_too_short
from formcheck.reps.judgement import Finding, JudgedMovement, Kind
from formcheck.reps.movements import MovementLimits
from formcheck.reps.prepared import (
    REST_SPEED_FACTOR,
    Phases,
    Prepared,
    compute_level,
    find_still,
    median_over,
    prepare_shot,
)
from formcheck.reps.rest import compute_upright_level
from formcheck.reps.tempo import compute_fastest

#: Followed while the legs carry the body and the trunk is between bowed and bent right back.
_LEAST_THIGH_DEG = 50.0
_LARGEST_LEAN_DEG = 80.0
#: Rest is upright within this much of the vertical, camera tilt included, legs near straight.
_UPRIGHT_LEAN_DEG = 15.0
_STRAIGHT_KNEE_DEG = 145.0
_REST_SPREAD_DEG = 3.0
#: Speed is taken over this time; a body that drops back takes a fifth of a second.
_SPEED_WINDOW_S = 0.15
#: Resting so long on the way back ends a repetition.
_STALL_S = 0.8

_rest_level = partial(compute_upright_level, spread=_REST_SPREAD_DEG)


class StandingBackExtension(Rules):
    """Counts the trunk leaning back past the person's own upright."""

    exercise = EXERCISE

    def prepare(self, shot: Measurements, settings: Settings, *, causal: bool) -> Prepared | None:
        """See `Rules.prepare`: rest is standing upright, still."""
        states = settings.of(BackExtensionSettings).states
        lean, thigh = shot.signals["lean_deg"], shot.signals["thigh_inclination_deg"]
        knee = shot.signals["knee_deg"]
        speed = compute_velocity(shot.time_s, lean)
        still = find_still(speed, REST_SPEED_FACTOR * states.hold_speed_deg_s)
        with np.errstate(invalid="ignore"):
            followed = (thigh > _LEAST_THIGH_DEG) & (np.abs(lean) < _LARGEST_LEAN_DEG)
            resting = (
                followed & still & (np.abs(lean) < _UPRIGHT_LEAN_DEG) & ~(knee < _STRAIGHT_KNEE_DEG)
            )
        if not resting.any():
            return None
        level = compute_level(shot, lean, resting, _rest_level, causal=causal)
        with np.errstate(invalid="ignore"):
            upright = resting & (np.abs(lean - level) < _REST_SPREAD_DEG)
        return prepare_shot(
            shot,
            lean,
            level,
            followed=followed,
            resting=upright,
            limits=MovementLimits(
                states.enter_deg,
                states.exit_deg,
                gap_abort_s=settings.view.gap_abort_s,
                stall_s=_STALL_S,
            ),
            count=states.count_deg,
            hold_speed=states.hold_speed_deg_s,
            causal=causal,
        )

    def classify(self, prepared: Prepared, phases: Phases, settings: Settings) -> Kind | None:
        """Count a lean that reaches far enough, of somebody who stands."""
        if is_walking(prepared.shot, phases.whole, phases.movement.peak):
            # Every step rocks the trunk.
            return None
        if holds_hand_before_face(prepared.shot, phases.top):
            # The trunk makes way for a cup at the mouth.
            return None
        if is_side_bend(prepared.shot, phases):
            return None
        peak = prepared.displacement[phases.movement.peak]
        far = peak >= settings.of(BackExtensionSettings).states.count_deg
        return "counted" if far else "partial"

    def find_faults(
        self, prepared: Prepared, phases: Phases, kind: Kind, settings: Settings
    ) -> list[Finding]:
        """See `Rules.find_faults`."""
        findings = self._find_posture_faults(prepared, phases, settings)
        findings += self._find_falling_back(prepared, phases, settings)
        if kind == "counted":
            findings += self._find_tempo_faults(prepared, phases, settings)
        return findings

    def _find_posture_faults(
        self, prepared: Prepared, phases: Phases, settings: Settings
    ) -> list[Finding]:
        limits, timing = settings.of(BackExtensionSettings).faults, settings.fault_timing
        changes = prepared.changes
        knee = find_excess(
            "SBE-1",
            prepared.shot.time_s,
            changes["knee_deg"],
            -limits.knee_bend_deg,
            phases.loaded,
            timing,
            below=True,
        )
        hands = find_excess(
            "SBE-8",
            prepared.shot.time_s,
            prepared.shot.signals["wrist_hip_torso"],
            limits.wrist_hip_torso,
            phases.top,
            timing,
        )
        return knee + self._find_head_back(prepared, phases, settings) + hands

    def _find_head_back(
        self, prepared: Prepared, phases: Phases, settings: Settings
    ) -> list[Finding]:
        """SBE-2: the head leads before the trunk leans, or goes much further than the trunk."""
        limits, timing = settings.of(BackExtensionSettings).faults, settings.fault_timing
        neck, lean = prepared.changes["neck_deg"], prepared.displacement
        with np.errstate(invalid="ignore"):
            early = lean < limits.neck_lead_lean_deg
            beyond = (neck > limits.neck_ratio * lean) & ~early
        leading = find_excess(
            "SBE-2",
            prepared.shot.time_s,
            neck,
            limits.neck_lead_deg,
            phases.out,
            timing,
            also=early,
        )
        return leading or find_excess(
            "SBE-2",
            prepared.shot.time_s,
            neck,
            limits.neck_ratio_min_deg,
            phases.top,
            timing,
            also=beyond,
        )

    def _find_falling_back(
        self, prepared: Prepared, phases: Phases, settings: Settings
    ) -> list[Finding]:
        """SBE-3: the legs tip back, the hips stay closed, or a foot steps."""
        limits, timing = settings.of(BackExtensionSettings).faults, settings.fault_timing
        changes, lean = prepared.changes, prepared.displacement
        with np.errstate(invalid="ignore", divide="ignore"):
            leaning = lean > settings.of(BackExtensionSettings).states.count_deg
            # A bent knee tips the thigh back and closes the hip by itself: that is SBE-1.
            straight = ~(changes["knee_deg"] < -limits.knee_bend_deg)
            hip_share = np.where(leaning & straight, changes["hip_deg"] / lean, np.nan)
        tipping = find_excess(
            "SBE-3",
            prepared.shot.time_s,
            changes["leg_lean_deg"],
            limits.ankle_lean_deg,
            phases.loaded,
            timing,
        )
        closed = find_excess(
            "SBE-3",
            prepared.shot.time_s,
            hip_share,
            limits.hip_share_min,
            phases.top,
            timing,
            below=True,
        )
        foot = prepared.shot.signals["foot_across_torso"]
        step = np.abs(foot - foot[phases.movement.start])
        stepping = find_excess(
            "SBE-3", prepared.shot.time_s, step, limits.foot_move_torso, phases.whole, timing
        )
        return (
            tipping
            or [_with_unit(finding, "share") for finding in closed]
            or [_with_unit(finding, "torso") for finding in stepping]
        )

    def _find_tempo_faults(
        self, prepared: Prepared, phases: Phases, settings: Settings
    ) -> list[Finding]:
        limits = settings.of(BackExtensionSettings).faults
        back = compute_fastest(prepared, phases.out, _SPEED_WINDOW_S)
        forth = compute_fastest(prepared, phases.back, _SPEED_WINDOW_S, down=True)
        findings: list[Finding] = []
        if back > limits.out_speed_deg_s:
            findings.append(
                Finding("SBE-4", *phases.out, value=back, threshold=limits.out_speed_deg_s)
            )
        elif forth > limits.return_speed_deg_s:
            findings.append(
                Finding("SBE-4", *phases.back, value=forth, threshold=limits.return_speed_deg_s)
            )
        shortest_s = self.hold_prescribed_s(settings) - limits.hold_tolerance_s
        return findings + find_hold_too_short("SBE-6", prepared, phases, shortest_s)

    def find_other_faults(
        self, prepared: Prepared, judged: list[JudgedMovement], settings: Settings
    ) -> list[Finding]:
        """SBE-5 on two repetitions, SBE-7 between repetitions, SBE-8 before the first."""
        counted = [verdict for verdict in judged if verdict.kind == "counted"]
        if not judged:
            return self._find_another_exercise(prepared, settings)
        upright = settings.of(BackExtensionSettings).faults.not_upright_deg
        return (
            self._find_small(prepared, judged, settings)
            + find_not_back_at_rest("SBE-7", prepared, judged, upright)
            + self._find_bowing(prepared, counted, settings)
            + self._find_hands_at_start(prepared, counted, settings)
        )

    def _find_another_exercise(self, prepared: Prepared, settings: Settings) -> list[Finding]:
        """SBE-7 and SBE-8 where nobody bends back at all: forward bends, or arms that move."""
        limits, timing = settings.of(BackExtensionSettings).faults, settings.fault_timing
        span = (0, len(prepared.signal) - 1)
        walking = find_walking(prepared.shot)
        lean = np.where(walking, np.nan, prepared.displacement)
        hands = prepared.shot.signals["wrist_hip_torso"]
        bowing = find_excess(
            "SBE-7",
            prepared.shot.time_s,
            lean,
            limits.forward_deg,
            span,
            timing,
            below=True,
            severity=2,
        )
        return bowing or find_excess(
            "SBE-8",
            prepared.shot.time_s,
            np.where(prepared.in_position & ~walking, hands, np.nan),
            limits.wrist_hip_torso,
            span,
            timing,
            severity=0,
        )

    def _find_small(
        self, prepared: Prepared, judged: list[JudgedMovement], settings: Settings
    ) -> list[Finding]:
        """SBE-5: at least two repetitions that stay below 60 % of the target."""
        own = settings.of(BackExtensionSettings)
        tries = [verdict for verdict in judged if verdict.kind in ("counted", "partial")]
        peaks = [float(prepared.displacement[verdict.movement.peak]) for verdict in tries]
        bound = own.faults.short_share * own.states.target_deg
        small = [
            Finding("SBE-5", verdict.movement.peak, verdict.movement.peak, peak, bound)
            for verdict, peak in zip(tries, peaks, strict=True)
            if peak < bound and verdict.movement.whole
        ]
        return small if len(small) >= 2 else []

    def _find_bowing(
        self, prepared: Prepared, counted: list[JudgedMovement], settings: Settings
    ) -> list[Finding]:
        limit = settings.of(BackExtensionSettings).faults.forward_deg
        findings: list[Finding] = []
        for before, after in pairwise(counted):
            findings += find_excess(
                "SBE-7",
                prepared.shot.time_s,
                prepared.displacement,
                limit,
                (before.movement.end, after.movement.start),
                settings.fault_timing,
                below=True,
                severity=2,
            )
        return findings

    def _find_hands_at_start(
        self, prepared: Prepared, counted: list[JudgedMovement], settings: Settings
    ) -> list[Finding]:
        """SBE-8 as information: the hands were not on the hips when it began."""
        if not counted:
            return []
        limit = settings.of(BackExtensionSettings).faults.wrist_hip_torso
        start = counted[0].movement.start
        span = (max(0, start - 5), start)
        distance = median_over(prepared.shot.signals["wrist_hip_torso"], span)
        if not distance > limit:
            return []
        return [Finding("SBE-8", *span, value=distance, threshold=limit, severity=0)]

    def target(self, settings: Settings) -> float | None:
        """See `Rules.target`."""
        return settings.of(BackExtensionSettings).states.target_deg

    def hold_prescribed_s(self, settings: Settings) -> float:
        """See `Rules.hold_prescribed_s`."""
        return settings.of(BackExtensionSettings).dose.hold_s


def _with_unit(finding: Finding, unit: str) -> Finding:
    return Finding(
        finding.fault_id,
        finding.start,
        finding.end,
        finding.value,
        finding.threshold,
        finding.severity,
        unit,
    )


RULES = StandingBackExtension()
