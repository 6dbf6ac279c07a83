"""Judges one shot by the rules of an exercise."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from formcheck.arrays import FloatArray
from formcheck.exercises.rules import Rules
from formcheck.exercises.settings import Settings
from formcheck.kinematics.measurements import Measurements
from formcheck.pose.landmarks import landmark_of
from formcheck.reps.easing import ease_bounds
from formcheck.reps.faulting import count_prominent_peaks
from formcheck.reps.holds import compute_hold_s, find_hold, time_interrupted
from formcheck.reps.judgement import (
    END_NOT_SEEN,
    START_NOT_SEEN,
    Details,
    JudgedMovement,
    Kind,
    ShotJudgement,
    Unfinished,
)
from formcheck.reps.movements import Movement, find_movements, refine_bounds
from formcheck.reps.prepared import Phases, Prepared
from formcheck.reps.rest import compute_reference, compute_spread

_TOP_SHARE = 0.8
_SHORTEST_STAY_S = 0.5
_SEEN_RISE_SHARE = 0.5
#: Somebody who is found again in the hold after longer may have rested meanwhile.
FOUND_AGAIN_S = 20.0
_SAME_PLACE_TORSO = 0.3


def judge_shot(
    rules: Rules,
    shot: Measurements,
    settings: Settings,
    *,
    causal: bool = False,
    ends_now: bool = False,
) -> ShotJudgement | None:
    """Find and judge the repetitions of one shot.

    Parameters
    ----------
    rules : Rules
        Of the exercise that is being done.
    shot : Measurements
    settings : Settings
    causal : bool
        True to use no frame before its time, as live input must. The whole-clip
        engine may look ahead: it refines the bounds and knows the rest level.
    ends_now : bool
        True if the shot's last frame is the newest one there is: what lies in the
        past may then refine the bounds of a movement, live as well.

    Returns
    -------
    ShotJudgement or None
        None if the shot never shows the start posture.
    """
    prepared = rules.prepare(shot, settings, causal=causal)
    if prepared is None:
        return None
    movements = _find(rules, prepared, settings, causal=causal, refine=ends_now or not causal)
    judged = [
        verdict
        for movement in movements
        if (verdict := _judge(rules, prepared, movement, settings)) is not None
    ]
    others = rules.find_other_movements(prepared, settings)
    judged = sorted(
        [verdict for verdict in judged if not _overlaps(verdict, others)] + others,
        key=lambda verdict: verdict.movement.start,
    )
    judged = rules.reconsider(prepared, judged, settings)
    return ShotJudgement(
        signal=prepared.signal,
        baseline=compute_reference(prepared.level, prepared.resting),
        displacement=prepared.displacement,
        in_position=prepared.in_position,
        movements=judged,
        findings=rules.find_other_faults(prepared, judged, settings),
        prominence_count=count_prominent_peaks(prepared.displacement, prepared.count),
        count=prepared.count,
        rest_spread=compute_spread(prepared.displacement, prepared.resting),
        resting=prepared.resting,
        unfinished=_find_unfinished(rules, prepared, movements, settings),
    )


def _find_unfinished(
    rules: Rules, prepared: Prepared, movements: list[Movement], settings: Settings
) -> Unfinished | None:
    """Return the movement that the shot's end cuts off; only the newest can be."""
    if not movements or movements[-1].ended != "clip_end":
        return None
    phases = rules.refine_phases(prepared, split_phases(prepared, movements[-1]), settings)
    return Unfinished(movements[-1].start, movements[-1].peak, phases.hold)


def _find(
    rules: Rules, prepared: Prepared, settings: Settings, *, causal: bool, refine: bool
) -> list[Movement]:
    movements = find_movements(
        prepared.shot.time_s, prepared.displacement, prepared.in_position, prepared.limits
    )
    movements = [_accept_late_start(prepared, movement) for movement in movements]
    if rules.holds_over_cuts(settings):
        movements = _join_found_again(prepared, movements)
    if not refine:
        return movements
    refined = [
        _refine(prepared.shot.time_s, prepared.displacement, movement) for movement in movements
    ]
    if not causal:
        # Where somebody came to rest is told by the smooth signal of a whole clip only.
        refined = [rules.end_at_rest(prepared, item) for item in refined]
    # Who is in the middle of it, live, may come back.
    return _keep_apart(
        [
            item if causal and item.ended == "clip_end" else rules.trim(prepared, item)
            for item in refined
        ]
    )


def _refine(time_s: FloatArray, displacement: FloatArray, movement: Movement) -> Movement:
    return ease_bounds(time_s, displacement, refine_bounds(time_s, displacement, movement))


def _keep_apart(movements: list[Movement]) -> list[Movement]:
    """Let movements that were widened into each other meet halfway."""
    for index in range(1, len(movements)):
        before, after = movements[index - 1], movements[index]
        if before.end > after.start:
            seam = (before.end + after.start) // 2
            movements[index - 1] = replace(before, end=max(seam, before.peak))
            movements[index] = replace(after, start=min(seam, after.peak))
    return movements


def _join_found_again(prepared: Prepared, movements: list[Movement]) -> list[Movement]:
    """Make one of a hold that went out of sight and is found again as high as it was."""
    joined: list[Movement] = []
    for movement in movements:
        if not joined or not _goes_on(prepared, joined[-1], movement):
            joined.append(movement)
            continue
        before = joined[-1]
        peak = max(before.peak, movement.peak, key=lambda frame: prepared.displacement[frame])
        joined[-1] = replace(before, peak=peak, end=movement.end, ended=movement.ended)
    return joined


def _goes_on(prepared: Prepared, before: Movement, after: Movement) -> bool:
    if before.ended != "lost" or after.began != "unseen":
        return False
    time_s, displacement = prepared.shot.time_s, prepared.displacement
    peak = max(displacement[before.peak], displacement[after.peak])
    still_up = min(displacement[before.end], displacement[after.start]) >= _TOP_SHARE * peak
    soon = time_s[after.start] - time_s[before.end] <= FOUND_AGAIN_S
    return bool(still_up and soon and _is_same_place(prepared.shot, before.end, after.start))


def _is_same_place(shot: Measurements, left: int, back: int) -> bool:
    """Tell whether hip and knee are where they were, so that it is the same camera still."""
    joints = [landmark_of(joint, shot.near_side) for joint in ("hip", "knee")]
    moved_px = shot.xy_px[back, joints] - shot.xy_px[left, joints]
    with np.errstate(invalid="ignore"):
        return bool(np.all(np.hypot(*moved_px.T) <= _SAME_PLACE_TORSO * shot.torso_px))


def _accept_late_start(prepared: Prepared, movement: Movement) -> Movement:
    """Take a movement as begun at rest if most of its rise was seen."""
    first, top = prepared.displacement[[movement.start, movement.peak]]
    if movement.began == "unseen" and first <= _SEEN_RISE_SHARE * top:
        return replace(movement, began="rest")
    return movement


def _judge(
    rules: Rules, prepared: Prepared, movement: Movement, settings: Settings
) -> JudgedMovement | None:
    phases = rules.refine_phases(prepared, split_phases(prepared, movement), settings)
    stayed = compute_hold_s(prepared, phases) >= _SHORTEST_STAY_S
    if movement.began == "unseen" and not stayed:
        # Not from rest and not staying: the person is getting into position.
        return None
    kind = rules.classify(prepared, phases, settings)
    if movement.ended == "left_position" and not stayed and kind in ("counted", "partial"):
        # Not staying and not back: the person gets up, sits down or falls.
        return None
    if kind is None or (kind == "partial" and _only_goes_on_down(prepared, movement)):
        return None
    if not movement.whole:
        kind = _judge_cut_off(rules, movement, kind)
    findings = [] if kind == "not_seen" else rules.find_faults(prepared, phases, kind, settings)
    details = rules.describe(prepared, phases, kind, settings)
    if not movement.whole:
        details = _describe_cut_off(movement, kind, details)
    if details.clock is None and (clock := time_interrupted(prepared, phases)) is not None:
        details = replace(details, clock=clock, at_least=True)
    return JudgedMovement(movement, kind, phases.hold, findings, details)


def _judge_cut_off(rules: Rules, movement: Movement, kind: Kind) -> Kind:
    """Return what a movement is of which one end was not seen.

    Where the hold is the dose, one that has lasted long enough counts, however it came into
    sight or went out of it (clinical-spec §13.2). Else the way back belongs to it.
    """
    if kind == "counted" and rules.exercise.hold_is_dose:
        return kind
    if movement.ended == "lost":
        # Of a stump nobody can say how it went on: no other exercise, no fault.
        return "not_seen"
    return "partial" if kind == "counted" else kind


def _describe_cut_off(movement: Movement, kind: Kind, details: Details) -> Details:
    """Say that the hold may have been longer, or that the missing end is why it did not count."""
    details = replace(details, at_least=details.clock is not None)
    if kind != "partial":
        return details
    return replace(details, reason=END_NOT_SEEN if movement.start_seen else START_NOT_SEEN)


def _only_goes_on_down(prepared: Prepared, movement: Movement) -> bool:
    """Tell whether this is the rest of a way down that had stalled."""
    start, peak = prepared.displacement[[movement.start, movement.peak]]
    return movement.began == "valley" and bool(peak - start < prepared.limits.enter)


def split_phases(prepared: Prepared, movement: Movement) -> Phases:
    """Split a movement into out, hold, top and return."""
    displacement = prepared.displacement
    hold = find_hold(
        prepared.shot.time_s,
        displacement,
        prepared.velocity,
        movement,
        hold_speed=prepared.hold_speed,
        share=_TOP_SHARE,
    )
    bound = _TOP_SHARE * displacement[movement.peak]
    top_first = top_last = movement.peak
    while top_first > movement.start and displacement[top_first - 1] >= bound:
        top_first -= 1
    while top_last < movement.end and displacement[top_last + 1] >= bound:
        top_last += 1
    if hold is not None:
        top_first, top_last = min(top_first, hold[0]), max(top_last, hold[1])
    out_end = hold[0] if hold else movement.peak
    back_start = hold[1] if hold else movement.peak
    return Phases(
        movement=movement,
        hold=hold,
        out=(movement.start, out_end),
        top=(top_first, top_last),
        back=(back_start, movement.end),
    )


def _overlaps(verdict: JudgedMovement, others: list[JudgedMovement]) -> bool:
    return any(
        verdict.movement.start <= other.movement.end
        and other.movement.start <= verdict.movement.end
        for other in others
    )
