"""Pelvic tilt in hook-lying: the rules of clinical-spec §5.

A tilt moves the landmarks by a few pixels only, so the picture itself is asked
as well, and everything is measured against the person's own swing: the rest
level follows slow drifts, and enter, count and exit are shares of the own tilt.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from formcheck.arrays import FloatArray
from formcheck.exercises.pelvic_tilt import EXERCISE
from formcheck.exercises.pelvic_tilt.faults import (
    find_bridges,
    find_feet,
    find_head_lifting,
    find_not_relaxed,
    find_nothing,
    find_pushing_legs,
    find_rushed,
    find_small,
)
from formcheck.exercises.pelvic_tilt.hold import end_at_rest, find_tilt_hold
from formcheck.exercises.pelvic_tilt.neutral import find_arching, tell_arches_from_tilts
from formcheck.exercises.pelvic_tilt.prepared import PreparedTilt, weigh_evidence
from formcheck.exercises.pelvic_tilt.settings import PelvicTiltSettings, PelvicTiltStates
from formcheck.exercises.pelvic_tilt.signal import (
    extract_tilt,
    find_hook_lying,
    find_lifted,
    hand_moves,
    leg_moves,
)
from formcheck.exercises.rules import Rules
from formcheck.exercises.settings import Settings
from formcheck.kinematics.measurements import Measurements
from formcheck.reps.judgement import Details, Finding, JudgedMovement, Kind
from formcheck.reps.movements import Movement, MovementLimits
from formcheck.reps.prepared import Phases, Prepared, prepare_shot
from formcheck.words import tell

#: While a hand moves, the picture must show this many times as much to be believed.
_HAND_FACTOR = 2.0
#: For that a hand that moved so shortly before counts as well: it lies on the belly now.
_HAND_BEFORE_S = 1.0
_FEWEST_FRAMES = 10
#: A tilt that nearly reaches what counts is worth a word.
_PARTIAL_SHARE = 0.8
_NOT_SEEN = tell(EXERCISE.package, "not_made_out")


class PelvicTilt(Rules):
    """Counts small rolls of the pelvis while the hips stay down."""

    exercise = EXERCISE

    def prepare(self, shot: Measurements, settings: Settings, *, causal: bool) -> Prepared | None:
        """See `Rules.prepare`: rest is how the pelvis lies between the tilts."""
        states = settings.of(PelvicTiltSettings).states
        hook_lying = find_hook_lying(shot)
        if hook_lying.sum() < _FEWEST_FRAMES:
            return None
        lifted = find_lifted(shot, hook_lying, settings, causal=causal)
        in_position = hook_lying & ~lifted
        tilt = extract_tilt(shot, in_position, settings, causal=causal)
        with np.errstate(invalid="ignore", divide="ignore"):
            percent = 100.0 * tilt.displacement / tilt.own
            resting = in_position & (percent < 100 * states.exit_share)
        if not resting.any():
            return None
        prepared = prepare_shot(
            shot,
            percent,
            np.zeros_like(percent),
            followed=in_position,
            resting=resting,
            limits=MovementLimits(
                100 * states.enter_share,
                100 * states.exit_share,
                gap_abort_s=settings.view.gap_abort_s,
                stall_s=states.stall_s,
            ),
            count=100 * states.count_share,
            hold_speed=100 * states.hold_speed_share_s,
            causal=causal,
        )
        return PreparedTilt.of(prepared, tilt)

    def end_at_rest(self, prepared: Prepared, movement: Movement) -> Movement:
        """See `Rules.end_at_rest`: a back never let go has ended its tilt all the same."""
        return end_at_rest(prepared, movement)

    def refine_phases(self, prepared: Prepared, phases: Phases, settings: Settings) -> Phases:
        """See `Rules.refine_phases`: a tilt trembles more than it moves."""
        movement = phases.movement
        hold = find_tilt_hold(
            prepared.shot.time_s, prepared.displacement, movement, prepared.hold_speed
        )
        if hold is None:
            return replace(phases, hold=None)
        return replace(
            phases,
            hold=hold,
            out=(movement.start, hold[0]),
            top=(min(phases.top[0], hold[0]), max(phases.top[1], hold[1])),
            back=(hold[1], movement.end),
        )

    def classify(self, prepared: Prepared, phases: Phases, settings: Settings) -> Kind | None:
        """Tell tilts from legs and hands that move, and from what only one view shows."""
        assert isinstance(prepared, PreparedTilt)
        states, movement = settings.of(PelvicTiltSettings).states, phases.movement
        if movement.ended == "left_position" or _only_comes_down(prepared, movement):
            # The hips came off the floor, or it is the rest of a way down that had stalled.
            return None
        shot, span = prepared.shot, phases.whole
        size = prepared.tilt.displacement[movement.peak]
        if leg_moves(shot, span) or size > states.largest_tilt:
            return "other_movement"
        share = prepared.displacement[movement.peak] / prepared.count
        if shot.time_s[span[1]] - shot.time_s[span[0]] < states.rep_min_s or share < _PARTIAL_SHARE:
            return None
        if share < 1.0 and movement.began == "unseen":
            # Settling down after lying down is nobody's repetition.
            return None
        if _hides_from_view(prepared, phases, states):
            return "not_seen"
        return "counted" if share >= 1.0 else "partial"

    def describe(
        self, prepared: Prepared, phases: Phases, kind: Kind, settings: Settings
    ) -> Details:
        """See `Rules.describe`."""
        assert isinstance(prepared, PreparedTilt)
        reason = _NOT_SEEN if kind == "not_seen" else None
        evidence = weigh_evidence(prepared, phases.movement)
        return Details(reason=reason, evidence=evidence)

    def find_faults(
        self, prepared: Prepared, phases: Phases, kind: Kind, settings: Settings
    ) -> list[Finding]:
        """See `Rules.find_faults`."""
        if kind == "other_movement":
            return []
        legs = find_pushing_legs(prepared, phases.whole, settings)
        if kind == "partial":
            return legs + find_small(prepared, phases, settings)
        return legs + find_rushed(prepared, phases, self.hold_prescribed_s(settings), settings)

    def find_other_movements(self, prepared: Prepared, settings: Settings) -> list[JudgedMovement]:
        """PT-1: every lift of the hips is a bridge, not a tilt."""
        return find_bridges(prepared, settings)

    def reconsider(
        self, prepared: Prepared, judged: list[JudgedMovement], settings: Settings
    ) -> list[JudgedMovement]:
        """PT-3: see `tell_arches_from_tilts`."""
        return tell_arches_from_tilts(prepared, judged, settings)

    def is_wrong_way(self, finding: Finding) -> bool:
        """See `Rules.is_wrong_way`: arching is."""
        return finding.fault_id == "PT-3"

    def find_other_faults(
        self, prepared: Prepared, judged: list[JudgedMovement], settings: Settings
    ) -> list[Finding]:
        """PT-2 without any tilt, PT-3, PT-5 and PT-8 at any time, PT-7 before the first."""
        assert isinstance(prepared, PreparedTilt)
        counted = [verdict for verdict in judged if verdict.kind == "counted"]
        findings = find_head_lifting(prepared, settings) + find_arching(prepared, settings)
        if counted:
            findings += find_feet(prepared, counted[0], settings)
            findings += find_not_relaxed(prepared, counted, settings)
        if not judged and not findings:
            findings += find_nothing(prepared, self.hold_prescribed_s(settings), settings)
        return findings

    def target(self, settings: Settings) -> float | None:
        """See `Rules.target`."""
        return 100 * settings.of(PelvicTiltSettings).states.target_share

    def hold_prescribed_s(self, settings: Settings) -> float:
        """See `Rules.hold_prescribed_s`."""
        return settings.of(PelvicTiltSettings).dose.hold_s

    def own_size_signal(self, prepared: Prepared) -> FloatArray | None:
        """See `Rules.own_size_signal`: the tilt above the neutral, as a share of a typical one."""
        return prepared.tilt.displacement if isinstance(prepared, PreparedTilt) else None

    def least_own_size(self, settings: Settings) -> float:
        """See `Rules.least_own_size`."""
        return settings.of(PelvicTiltSettings).states.smallest_tilt

    def with_own_size(self, settings: Settings, own_size: float) -> Settings:
        """See `Rules.with_own_size`."""
        return settings.replacing(self.exercise.name, states={"own_tilt": own_size})


def _only_comes_down(prepared: Prepared, movement: Movement) -> bool:
    start, peak = prepared.displacement[[movement.start, movement.peak]]
    return movement.began == "valley" and bool(peak - start < prepared.limits.enter)


def _hides_from_view(prepared: PreparedTilt, phases: Phases, states: PelvicTiltStates) -> bool:
    """Tell whether the views contradict each other, or hands disturb them."""
    shot, (start, end) = prepared.shot, phases.out
    before = int(np.searchsorted(shot.time_s, shot.time_s[start] - _HAND_BEFORE_S))
    hand = hand_moves(shot, (before, end))
    least_in_picture = _HAND_FACTOR * states.smallest_tilt if hand else 0.0
    evidence = weigh_evidence(prepared, phases.movement, least_in_picture)
    if evidence is None:
        return hand_moves(shot, phases.out)
    return evidence < states.least_evidence


RULES = PelvicTilt()
