"""Prone press up: the rules of clinical-spec §7."""

from __future__ import annotations

from functools import partial

import numpy as np

from formcheck.exercises.prone_press_up import EXERCISE
from formcheck.exercises.prone_press_up.settings import PressUpSettings, PressUpStates
from formcheck.exercises.rules import Rules
from formcheck.exercises.settings import Settings
from formcheck.exercises.shared.prone import (
    end_on_leaving,
    find_feet_up,
    find_followed,
    find_hips_up,
    find_lying,
    find_planks,
    is_getting_there,
    rises_as_plank,
)
from formcheck.kinematics.measurements import Measurements
from formcheck.kinematics.smoothing import compute_velocity
from formcheck.reps.faulting import find_excess, find_not_back_at_rest
from formcheck.reps.holds import find_hold_too_short
from formcheck.reps.judgement import Details, Finding, JudgedMovement, Kind
from formcheck.reps.movements import Movement, MovementLimits
from formcheck.reps.prepared import (
    REST_SPEED_FACTOR,
    Phases,
    Prepared,
    compute_level,
    find_still,
    median_over,
    prepare_shot,
    rises_enough,
)
from formcheck.reps.rest import compute_rest_level
from formcheck.reps.tempo import find_too_fast
from formcheck.words import tell

#: Rest is flat on the floor: no steeper than this. Of somebody who never lies flat, as in a film
#: that begins and ends with the chest half up, it is the lowest there is, below a forearm prop.
_STEEPEST_REST_DEG, _STEEPEST_HALF_REST_DEG = 16.0, 24.0
_REST_SPREAD_DEG = 4.0
#: Fewest repetitions that show fatigue, and from which "lower than before" means something.
_FATIGUE_REPS = 6
_LOW_REPS = 4
#: The elbow reads this much too bent in a push-up at times.
_ELBOW_LEEWAY_DEG = 20.0
#: Speed is taken over this time; a body rises within one to three seconds.
_SPEED_WINDOW_S = 0.5
#: Resting so long on the way down ends a repetition.
_STALL_S = 0.8

#: Resting on the forearms: elbows no higher than this above the hands (0.05 on film, against
#: 0.5 in a press up), and bent.
_FLAT_FOREARM_TORSO, _BENT_ELBOW_DEG = 0.12, 130.0
#: Shoulders rise by this much in the steepest press up; hands that come higher do something else.
_WITH_SHOULDERS_TORSO = 0.8
#: Arms open by this at least in press ups on film, and by 42 degrees at most where they are lifted
#: in the air; a hand on the floor then reads up to 0.22 torso lengths too high.
_OPEN_WIDE_DEG, _SLIDING_HAND_TORSO = 50.0, 0.3
_ON_FOREARMS = tell(EXERCISE.package, "on_forearms")

_rest_level = partial(compute_rest_level, spread=_REST_SPREAD_DEG)


class PronePressUp(Rules):
    """Counts the trunk rising off the floor over straightening arms."""

    exercise = EXERCISE

    def prepare(self, shot: Measurements, settings: Settings, *, causal: bool) -> Prepared | None:
        """See `Rules.prepare`: rest is lying flat on the front, still."""
        states = settings.of(PressUpSettings).states
        trunk = shot.signals["trunk_inclination_deg"]
        speed = compute_velocity(shot.time_s, trunk)
        still = find_lying(shot) & find_still(speed, REST_SPEED_FACTOR * states.hold_speed_deg_s)
        with np.errstate(invalid="ignore"):
            resting = still & (trunk < _STEEPEST_REST_DEG)
            if not resting.any():
                resting = still & (trunk < _STEEPEST_HALF_REST_DEG)
        if not resting.any():
            return None
        level = compute_level(shot, trunk, resting, _rest_level, causal=causal)
        with np.errstate(invalid="ignore"):
            # A plank is still and nearly level, too: only the lowest stillness is rest.
            flat = resting & ~(trunk - level > _REST_SPREAD_DEG)
        return prepare_shot(
            shot,
            trunk,
            level,
            followed=find_followed(shot),
            resting=flat,
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

    def trim(self, prepared: Prepared, movement: Movement) -> Movement:
        """End the movement where the person gets up instead of lowering."""
        return end_on_leaving(prepared, movement)

    def classify(self, prepared: Prepared, phases: Phases, settings: Settings) -> Kind | None:
        """Tell press ups from push-ups, from lifting with the back, and from getting there."""
        if is_getting_there(prepared, phases):
            return None
        movement = phases.movement
        if (
            self._is_push_up(prepared, phases, settings)
            or _is_on_forearms(prepared, phases, settings)
            or self._arms_idle(prepared, phases, settings)
        ):
            return "other_movement"
        states = settings.of(PressUpSettings).states
        high = prepared.displacement[movement.peak] >= states.count_deg
        high = high and (
            rises_enough(prepared, movement) or _pushes_again(prepared, phases, states)
        )
        straightened = not _elbow_straightening_deg(prepared, phases) < states.count_elbow_deg
        return "counted" if high and straightened else "partial"

    def _is_push_up(self, prepared: Prepared, phases: Phases, settings: Settings) -> bool:
        """Tell whether the body rises as a plank: hips up, trunk not bent against the thighs."""
        limits = settings.of(PressUpSettings).faults
        elbow = median_over(prepared.shot.signals["elbow_deg"], phases.top)
        # Arms that are far from straight carry no push-up to its end.
        if not elbow < limits.push_up_elbow_deg - _ELBOW_LEEWAY_DEG and rises_as_plank(
            prepared,
            phases,
            rise_torso=limits.push_up_rise_torso,
            bend_deg=limits.push_up_bend_deg,
        ):
            return True
        return bool(self._find_plank(prepared, phases, settings))

    def _find_plank(
        self, prepared: Prepared, phases: Phases, settings: Settings
    ) -> list[tuple[int, int]]:
        """Return when the hips are up, the trunk low and the elbows straight, for long enough."""
        limits = settings.of(PressUpSettings).faults
        return find_planks(
            prepared,
            phases,
            rise_torso=limits.push_up_rise_torso,
            trunk_deg=limits.push_up_trunk_deg,
            elbow_deg=limits.push_up_elbow_deg,
            shortest_s=settings.fault_timing.min_s,
            beyond_s=_STALL_S,
        )

    def _arms_idle(self, prepared: Prepared, phases: Phases, settings: Settings) -> bool:
        """Tell whether the trunk rises without the arms: elbows still, or hands off the floor."""
        limits = settings.of(PressUpSettings).faults
        if not median_over(prepared.displacement, phases.top) > limits.idle_trunk_deg * 0.8:
            return False
        elbow = _elbow_straightening_deg(prepared, phases)
        return elbow < limits.idle_elbow_deg or _hands_rise(prepared, phases, settings)

    def find_faults(
        self, prepared: Prepared, phases: Phases, kind: Kind, settings: Settings
    ) -> list[Finding]:
        """See `Rules.find_faults`."""
        if self._is_push_up(prepared, phases, settings):
            return [self._push_up(prepared, phases, settings)]
        if kind == "other_movement" and _is_on_forearms(prepared, phases, settings):
            return []
        if kind == "other_movement":
            return [self._idle_arms(prepared, phases, settings)]
        findings = self._find_posture_faults(prepared, phases, settings)
        if kind == "counted":
            findings += self._find_tempo_faults(prepared, phases, settings)
        return findings

    def describe(
        self, prepared: Prepared, phases: Phases, kind: Kind, settings: Settings
    ) -> Details:
        """See `Rules.describe`."""
        resting = kind == "other_movement" and not self._is_push_up(prepared, phases, settings)
        if resting and _is_on_forearms(prepared, phases, settings):
            return Details(reason=_ON_FOREARMS)
        return Details()

    def is_wrong_way(self, finding: Finding) -> bool:
        """See `Rules.is_wrong_way`: hands that do not push, and rise with the shoulders at most."""
        up_torso = finding.value if finding.unit == "torso" else 0.0
        return finding.fault_id == "PPU-3" and up_torso <= _WITH_SHOULDERS_TORSO

    def _push_up(self, prepared: Prepared, phases: Phases, settings: Settings) -> Finding:
        planks = self._find_plank(prepared, phases, settings)
        span = (planks[0][0], planks[-1][1]) if planks else phases.top
        rise = median_over(prepared.changes["hip_height_torso"], span)
        limit = settings.of(PressUpSettings).faults.push_up_rise_torso
        return Finding("PPU-2", *span, value=rise, threshold=limit)

    def _idle_arms(self, prepared: Prepared, phases: Phases, settings: Settings) -> Finding:
        limits = settings.of(PressUpSettings).faults
        wrist = median_over(prepared.changes["wrist_height_torso"], phases.top)
        if _hands_rise(prepared, phases, settings):
            limit = limits.idle_wrist_rise_torso
            return Finding("PPU-3", *phases.top, value=wrist, threshold=limit, unit="torso")
        elbow = _elbow_straightening_deg(prepared, phases)
        return Finding("PPU-3", *phases.top, value=elbow, threshold=limits.idle_elbow_deg)

    def _find_posture_faults(
        self, prepared: Prepared, phases: Phases, settings: Settings
    ) -> list[Finding]:
        limits, timing = settings.of(PressUpSettings).faults, settings.fault_timing
        span = phases.loaded
        hips = find_hips_up(
            "PPU-1",
            prepared,
            span,
            timing,
            minor_torso=limits.hip_rise_minor_torso,
            major_torso=limits.hip_rise_major_torso,
            thigh_deg=limits.thigh_inclination_deg,
        )
        neck_deg = prepared.changes["neck_deg"]
        neck = find_excess("PPU-5", prepared.shot.time_s, neck_deg, limits.neck_deg, span, timing)
        feet = find_feet_up(
            "PPU-8",
            prepared,
            span,
            timing,
            knee_bend_deg=limits.knee_bend_deg,
            ankle_rise_torso=limits.ankle_rise_torso,
        )
        return hips + neck + feet

    def _find_tempo_faults(
        self, prepared: Prepared, phases: Phases, settings: Settings
    ) -> list[Finding]:
        """PPU-6: up too fast, or too short a pause; one finding, the first that applies."""
        limits = settings.of(PressUpSettings).faults
        rushed = find_too_fast(
            "PPU-6",
            prepared,
            phases,
            speed=limits.speed_deg_s,
            window_s=_SPEED_WINDOW_S,
            out_min_s=limits.up_min_s,
        )
        shortest_s = self.hold_prescribed_s(settings) - limits.hold_tolerance_s
        return rushed or find_hold_too_short("PPU-6", prepared, phases, shortest_s)

    def find_other_faults(
        self, prepared: Prepared, judged: list[JudgedMovement], settings: Settings
    ) -> list[Finding]:
        """PPU-4 between repetitions, PPU-7 before the first; PPU-9 and PPU-10 over the set."""
        limits = settings.of(PressUpSettings).faults
        counted = [verdict.movement for verdict in judged if verdict.kind == "counted"]
        findings = find_not_back_at_rest("PPU-4", prepared, judged, limits.not_down_deg)
        if counted:
            findings += self._find_hands(prepared, counted[0], limits.hand_torso)
        peaks = [float(prepared.displacement[movement.peak]) for movement in counted]
        if len(peaks) >= _FATIGUE_REPS:
            best, last = float(np.mean(sorted(peaks)[-3:])), float(np.mean(peaks[-3:]))
            if last < limits.fatigue_share * best:
                span = (counted[-3].start, counted[-1].end)
                findings.append(
                    Finding("PPU-9", *span, value=last, threshold=limits.fatigue_share * best)
                )
        if len(peaks) >= _LOW_REPS:
            bound = limits.low_share * max(peaks)
            findings += [
                Finding("PPU-10", movement.peak, movement.peak, value=peak, threshold=bound)
                for movement, peak in zip(counted, peaks, strict=True)
                if peak < bound
            ]
        return findings

    def _find_hands(self, prepared: Prepared, first: Movement, limit: float) -> list[Finding]:
        ready = np.flatnonzero(prepared.resting[: first.start + 1])
        if ready.size == 0:
            return []
        span = (int(ready[0]), int(ready[-1]))
        ahead = median_over(
            np.where(prepared.resting, prepared.shot.signals["wrist_ahead_torso"], np.nan), span
        )
        return [Finding("PPU-7", *span, value=ahead, threshold=limit)] if abs(ahead) > limit else []

    def target(self, settings: Settings) -> float | None:
        """See `Rules.target`."""
        return settings.of(PressUpSettings).states.target_deg

    def hold_prescribed_s(self, settings: Settings) -> float:
        """See `Rules.hold_prescribed_s`."""
        return settings.of(PressUpSettings).dose.hold_s


def _is_on_forearms(prepared: Prepared, phases: Phases, settings: Settings) -> bool:
    """Tell whether the forearms stay flat on the floor under bent elbows: a prop, or a plank.

    The elbows open there too, by 50 degrees and more, as the chest comes up over them.
    """
    signals, limits = prepared.shot.signals, settings.of(PressUpSettings).faults
    wrist = median_over(prepared.changes["wrist_height_torso"], phases.top)
    flat = median_over(signals["elbow_above_wrist_torso"], phases.top) < _FLAT_FOREARM_TORSO
    bent = median_over(signals["elbow_deg"], phases.top) < _BENT_ELBOW_DEG
    return flat and bent and not wrist > limits.idle_wrist_rise_torso


def _hands_rise(prepared: Prepared, phases: Phases, settings: Settings) -> bool:
    """Tell whether the hands leave the floor.

    From far aside the landmarks of a hand slide along the forearm: there arms that open wide push.
    """
    limit = settings.of(PressUpSettings).faults.idle_wrist_rise_torso
    aside = median_over(prepared.shot.yaw_deg, phases.top) > settings.view.yaw_max_deg
    if aside and _elbow_straightening_deg(prepared, phases) >= _OPEN_WIDE_DEG:
        limit = _SLIDING_HAND_TORSO
    return median_over(prepared.changes["wrist_height_torso"], phases.top) > limit


def _pushes_again(prepared: Prepared, phases: Phases, states: PressUpStates) -> bool:
    """Tell whether the arms are straightened out of a pause half-way up.

    Where the hips come along, the trunk hardly rises any further.
    """
    elbow = prepared.shot.signals["elbow_deg"]
    straightened = median_over(elbow, phases.top) - float(elbow[phases.movement.start])
    return straightened >= states.count_elbow_deg


def _elbow_straightening_deg(prepared: Prepared, phases: Phases) -> float:
    """Return how far the elbow is straightened at the top; NaN if it was not seen.

    From its most bent on the way, not from rest: the arm under a prone chest is guessed.
    """
    elbow = prepared.shot.signals["elbow_deg"]
    bent = elbow[phases.whole[0] : phases.whole[1] + 1]
    bent = bent[np.isfinite(bent)]
    return median_over(elbow, phases.top) - float(bent.min()) if bent.size else float("nan")


RULES = PronePressUp()
