"""Pelvic tilt in hook-lying: the rules of clinical-spec §5.

A tilt moves the landmarks by a few pixels only, so everything is measured
against the person's own swing: the rest level follows slow drifts, and enter,
count and exit are shares of the own tilt.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from formcheck.exercises.base import Exercise, FaultSpec, JudgedAngle
from formcheck.exercises.pelvic_tilt_neutral import tell_arches_from_tilts
from formcheck.exercises.pelvic_tilt_signal import (
    LIFTED_SHARE,
    extract_tilt,
    find_hook_lying,
    find_lifted,
)
from formcheck.exercises.settings import Settings
from formcheck.kinematics.measurements import Measurements
from formcheck.kinematics.smoothing import find_runs
from formcheck.session.faulting import find_excess
from formcheck.session.judgement import Finding, JudgedMovement, Kind, find_sustained
from formcheck.session.movements import Movement, MovementLimits
from formcheck.session.prepare import prepare_shot
from formcheck.session.rules import Phases, Prepared, Rules, median_over
from formcheck.session.tempo import find_hold_too_short

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

EXERCISE = Exercise(
    name="pelvic_tilt",
    title="Pelvic tilt",
    start=(
        "Lie on your back, knees bent, feet flat and hip-width apart, with the natural small gap "
        "under your waist. Keep the arms off the hip on the camera's side."
    ),
    move=(
        "Breathe out, draw the belly in and press the small of your back to the floor: a small "
        "movement. Hold, then let go completely."
    ),
    camera=(
        "On the floor, side-on, 1.6 to 1.8 m away, aimed at the pelvis; head and feet in the "
        "picture, clothes that fit closely."
    ),
    dose="10 repetitions, each held for 5 seconds",
    signal="tilt_percent",
    signal_title="Share of your own tilt",
    unit="%",
    judged_angle=JudgedAngle("joint", ("shoulder", "hip", "knee"), "shoulder_hip_knee_deg", "hip"),
    faults=(
        FaultSpec(
            "PT-1",
            "lifting the hips (bridging)",
            "A different exercise that loads the back.",
            "Keep your tailbone on the mat – just flatten.",
            2,
            "torso",
        ),
        FaultSpec(
            "PT-2",
            "tilt not visible or too small",
            "No effect – or the camera does not see it.",
            "I can't see it – press your waistband into the floor.",
            1,
            "%",
        ),
        FaultSpec(
            "PT-3",
            "arching instead of flattening",
            "The opposite direction.",
            "Other way – flatten the gap under your back.",
            2,
            "deg",
        ),
        FaultSpec(
            "PT-4",
            "pushing with the legs, knees moving",
            "The legs do the work.",
            "Let your legs be heavy, knees still.",
            1,
            "torso",
        ),
        FaultSpec(
            "PT-5",
            "head or shoulders lifting",
            "It strains the neck and turns into a crunch.",
            "Head heavy, shoulders wide.",
            1,
            "torso",
        ),
        FaultSpec(
            "PT-6",
            "hold too short, or rushed",
            "The prescribed hold is missed.",
            "Hold… breathe… and let go.",
            1,
            "s",
        ),
        FaultSpec(
            "PT-7",
            "feet too near or too far",
            "It changes where the pelvis starts.",
            "Feet flat, knees about a right angle.",
            0,
            "deg",
        ),
        FaultSpec(
            "PT-8",
            "not relaxing between repetitions",
            "Without letting go there is no new repetition.",
            "Let it go completely.",
            1,
            "%",
        ),
    ),
    cannot_see=(
        "whether belly or buttocks do the work",
        "how firmly the back presses on the floor",
        "breathing and the pelvic floor",
        "differences between left and right",
        "a pelvis that turns under loose clothes",
    ),
)

#: A leg that moves further than this is doing something else.
_LEG_MOVEMENT_TORSO = 0.2
#: A hand that moves further than this drags the hip landmark along.
_HAND_MOVEMENT_TORSO = 0.25
_FEWEST_FRAMES = 10
#: A head that is up so shortly before sitting, or after, belongs to getting up or lying down.
_GETTING_UP_S = 0.5


class PelvicTilt(Rules):
    """Counts small openings of the hip angle while the hips stay down."""

    exercise = EXERCISE

    def prepare(self, shot: Measurements, settings: Settings, *, causal: bool) -> Prepared | None:
        """See `Rules.prepare`: rest is the low level of the hip angle in hook-lying."""
        states = settings.pelvic_tilt.states
        hook_lying = find_hook_lying(shot)
        if hook_lying.sum() < _FEWEST_FRAMES:
            return None
        lifted = find_lifted(shot, hook_lying, settings, causal=causal)
        in_position = hook_lying & ~lifted
        tilt = extract_tilt(shot, in_position, settings, causal=causal)
        with np.errstate(invalid="ignore", divide="ignore"):
            percent = 100.0 * tilt.displacement_deg / tilt.amplitude_deg
            resting = in_position & (percent < 100 * states.exit_share)
        if not resting.any():
            return None
        return prepare_shot(
            shot,
            percent,
            np.zeros_like(percent),
            followed=in_position,
            resting=resting,
            limits=MovementLimits(
                100 * states.enter_share,
                100 * states.exit_share,
                gap_abort_s=settings.view.gap_abort_s,
            ),
            count=100 * states.count_share,
            hold_speed=100 * states.hold_speed_share_s,
            causal=causal,
        )

    def classify(self, prepared: Prepared, phases: Phases, settings: Settings) -> Kind | None:
        """Tell tilts from legs and hands that move."""
        if phases.movement.ended == "left_position":
            # The hips came off the floor: it was the way into a bridge.
            return None
        time_s, span = prepared.shot.time_s, phases.whole
        knee = _travel(prepared, ("knee_across_torso", "knee_height_torso"), span)
        if knee > _LEG_MOVEMENT_TORSO:
            return "other_movement"
        share = prepared.displacement[phases.movement.peak] / prepared.count
        lasted_s = time_s[span[1]] - time_s[span[0]]
        if lasted_s < settings.pelvic_tilt.states.rep_min_s or share < 0.8:
            return None
        hand = _travel(prepared, ("wrist_across_torso", "wrist_height_torso"), phases.out)
        if hand > _HAND_MOVEMENT_TORSO:
            return "not_seen"
        return "counted" if share >= 1.0 else "partial"

    def find_faults(
        self, prepared: Prepared, phases: Phases, kind: Kind, settings: Settings
    ) -> list[Finding]:
        """See `Rules.find_faults`."""
        limits, timing = settings.pelvic_tilt.faults, settings.fault_timing
        if kind == "other_movement":
            return []
        if kind == "partial":
            return self._find_small(prepared, phases, limits.small_share)
        start = phases.movement.start
        signals = prepared.shot.signals
        moved = np.hypot(
            signals["knee_across_torso"] - signals["knee_across_torso"][start],
            signals["knee_height_torso"] - signals["knee_height_torso"][start],
        )
        bent = np.abs(signals["knee_deg"] - signals["knee_deg"][start])
        knees = find_excess(
            "PT-4", prepared.shot.time_s, moved, limits.knee_move_torso, phases.whole, timing
        )
        angles = find_excess(
            "PT-4", prepared.shot.time_s, bent, limits.knee_change_deg, phases.whole, timing
        )
        legs = knees or [replace(finding, unit="deg") for finding in angles]
        return legs + self._find_rushed(prepared, phases, settings)

    def _find_rushed(self, prepared: Prepared, phases: Phases, settings: Settings) -> list[Finding]:
        """PT-6: held too short, or over too soon; one finding, the first that applies."""
        limits, time_s = settings.pelvic_tilt.faults, prepared.shot.time_s
        shortest_s = self.hold_prescribed_s(settings) - limits.hold_tolerance_s
        first, last = phases.whole
        lasted_s = float(time_s[last] - time_s[first])
        short = find_hold_too_short("PT-6", prepared, phases, shortest_s)
        if short or lasted_s >= limits.shortest_period_s:
            return short
        return [Finding("PT-6", first, last, lasted_s, limits.shortest_period_s)]

    def _find_small(self, prepared: Prepared, phases: Phases, share: float) -> list[Finding]:
        peak = phases.movement.peak
        percent = float(prepared.displacement[peak])
        bound = 100.0 * share
        return [Finding("PT-2", peak, peak, percent, bound)] if percent < bound else []

    def find_other_movements(self, prepared: Prepared, settings: Settings) -> list[JudgedMovement]:
        """PT-1: every lift of the hips is a bridge, not a tilt."""
        limits = settings.pelvic_tilt.faults
        rise = prepared.changes["hip_height_torso"]
        opening = prepared.changes["shoulder_hip_knee_deg"]
        with np.errstate(invalid="ignore"):
            off_floor = rise > LIFTED_SHARE * limits.bridge_rise_torso
            bridging = (rise > limits.bridge_rise_torso) | (
                off_floor & (opening > limits.bridge_hip_deg)
            )
        bridges: list[JudgedMovement] = []
        for start, stop in find_runs(off_floor):
            span = (start, stop - 1)
            if not find_sustained(
                prepared.shot.time_s, bridging, *span, settings.fault_timing.min_s
            ):
                continue
            peak = start + int(np.nanargmax(rise[start:stop]))
            finding = Finding("PT-1", *span, float(rise[peak]), limits.bridge_rise_torso)
            if rise[peak] <= limits.bridge_rise_torso:
                widest = float(np.nanmax(opening[start:stop]))
                finding = Finding("PT-1", *span, widest, limits.bridge_hip_deg, unit="deg")
            movement = Movement(start, peak, span[1], "rest", "returned")
            bridges.append(JudgedMovement(movement, "other_movement", None, [finding]))
        return bridges

    def reconsider(
        self, prepared: Prepared, judged: list[JudgedMovement], settings: Settings
    ) -> list[JudgedMovement]:
        """PT-3: see `tell_arches_from_tilts`."""
        return tell_arches_from_tilts(prepared, judged, settings)

    def find_other_faults(
        self, prepared: Prepared, judged: list[JudgedMovement], settings: Settings
    ) -> list[Finding]:
        """PT-2 without any tilt, PT-3, PT-5 and PT-8 at any time, PT-7 before the first."""
        counted = [verdict for verdict in judged if verdict.kind == "counted"]
        findings = self._find_head_lifting(prepared, settings)
        if counted:
            findings += self._find_feet(prepared, counted[0], settings)
            findings += self._find_arching(prepared, counted[0], settings)
            findings += self._find_not_relaxed(prepared, counted, settings)
        if not judged and not findings:
            findings += self._find_nothing(prepared, settings)
        return findings

    def _find_not_relaxed(
        self, prepared: Prepared, counted: list[JudgedMovement], settings: Settings
    ) -> list[Finding]:
        """PT-8: between two tilts the back is not let go for long enough."""
        limits, time_s = settings.pelvic_tilt.faults, prepared.shot.time_s
        bound = 100.0 * settings.pelvic_tilt.states.exit_share
        step_s = np.diff(time_s, append=time_s[-1])
        findings = []
        for before, after in pairwise(counted):
            between = slice(before.movement.peak, after.movement.peak + 1)
            percent = prepared.displacement[between]
            with np.errstate(invalid="ignore"):
                relaxed_s = float(step_s[between][percent < bound].sum())
            if relaxed_s < limits.relax_s and np.isfinite(percent).all():
                valley = before.movement.peak + int(np.argmin(percent))
                findings.append(Finding("PT-8", valley, valley, float(percent.min()), bound))
        return findings

    def _find_nothing(self, prepared: Prepared, settings: Settings) -> list[Finding]:
        """PT-2: the person lies ready for long enough to tilt once, and nothing is seen to tilt."""
        ready = np.flatnonzero(prepared.in_position & np.isfinite(prepared.displacement))
        if ready.size == 0:
            return []
        span = (int(ready[0]), int(ready[-1]))
        lasted_s = prepared.shot.time_s[span[1]] - prepared.shot.time_s[span[0]]
        percent = float(np.max(prepared.displacement[ready]))
        bound = 100.0 * settings.pelvic_tilt.faults.small_share
        if lasted_s <= self.hold_prescribed_s(settings) or not percent < bound:
            return []
        return [Finding("PT-2", *span, percent, bound)]

    def _find_head_lifting(self, prepared: Prepared, settings: Settings) -> list[Finding]:
        limits, time_s = settings.pelvic_tilt.faults, prepared.shot.time_s
        hook_lying = find_hook_lying(prepared.shot)
        hip_rise = prepared.changes["hip_height_torso"]
        with np.errstate(invalid="ignore"):
            hips_down = hook_lying & ~(hip_rise > LIFTED_SHARE * limits.bridge_rise_torso)
        findings = []
        for name, bound in (
            ("ear_height_torso", limits.ear_rise_torso),
            ("shoulder_height_torso", limits.shoulder_rise_torso),
        ):
            rise = prepared.changes[name]
            with np.errstate(invalid="ignore"):
                lifted = hips_down & (rise > bound)
            for span in find_sustained(
                time_s, lifted, 0, len(rise) - 1, settings.fault_timing.min_s
            ):
                if _stays_lying(time_s, hook_lying, span):
                    worst = float(np.nanmax(rise[span[0] : span[1] + 1]))
                    findings.append(Finding("PT-5", *span, worst, bound))
        return _drop_overlapping(findings)

    def _find_feet(
        self, prepared: Prepared, first: JudgedMovement, settings: Settings
    ) -> list[Finding]:
        limits = settings.pelvic_tilt.faults
        span = _just_before(prepared, first.movement.start)
        knee = median_over(prepared.shot.signals["knee_deg"], span)
        if knee < limits.knee_setup_min_deg:
            return [Finding("PT-7", *span, knee, limits.knee_setup_min_deg)]
        if knee > limits.knee_setup_max_deg:
            return [Finding("PT-7", *span, knee, limits.knee_setup_max_deg)]
        return []

    def _find_arching(
        self, prepared: Prepared, first: JudgedMovement, settings: Settings
    ) -> list[Finding]:
        """PT-3: the hip closes and slides footward, past where it lay before the first tilt."""
        limits, signals = settings.pelvic_tilt.faults, prepared.shot.signals
        before = (0, first.movement.start)
        hip = signals["shoulder_hip_knee_deg"]
        hip_change = hip - median_over(hip, before)
        slide = signals["hip_slide_torso"]
        with np.errstate(invalid="ignore"):
            footward = slide - median_over(slide, before) < limits.arch_slide_torso
        return find_excess(
            "PT-3",
            prepared.shot.time_s,
            hip_change,
            limits.arch_hip_deg,
            (first.movement.end, len(hip) - 1),
            settings.fault_timing,
            below=True,
            also=footward & prepared.in_position,
        )

    def hold_prescribed_s(self, settings: Settings) -> float:
        """See `Rules.hold_prescribed_s`."""
        return settings.pelvic_tilt.dose.hold_s


def _just_before(prepared: Prepared, start: int) -> tuple[int, int]:
    """Return the judged frames of the second before a movement, inclusive."""
    time_s = prepared.shot.time_s
    judged = np.flatnonzero(prepared.shot.seen & (time_s >= time_s[start] - 1.0))
    return min(int(judged[0]), start), start


def _travel(prepared: Prepared, names: tuple[str, str], span: tuple[int, int]) -> float:
    """Return how far a point moves from where it was at the start of a span."""
    across, height = (prepared.shot.signals[name][span[0] : span[1] + 1] for name in names)
    distance = np.hypot(across - across[0], height - height[0])
    seen = distance[np.isfinite(distance)]
    return float(np.max(seen)) if seen.size else 0.0


def _stays_lying(time_s: FloatArray, hook_lying: BoolArray, span: tuple[int, int]) -> bool:
    """Tell lifting the head from lying down and getting up: it begins and ends lying."""
    near = (time_s >= time_s[span[0]] - _GETTING_UP_S) & (time_s <= time_s[span[1]] + _GETTING_UP_S)
    near[span[0] : span[1] + 1] = False
    return bool(hook_lying[near].all())


def _drop_overlapping(findings: list[Finding]) -> list[Finding]:
    kept: list[Finding] = []
    for finding in sorted(findings, key=lambda item: (item.start, -item.end)):
        if not kept or finding.start > kept[-1].end:
            kept.append(finding)
    return kept


RULES = PelvicTilt()
