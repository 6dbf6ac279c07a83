"""From the movements of every shot to the numbered repetitions of a clip."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from formcheck.exercises.settings import Settings
from formcheck.judge.result import Rep
from formcheck.judge.shots import JudgedShot
from formcheck.judge.trust import (
    Trust,
    combine,
    doubt_agreement,
    doubt_evidence,
    doubt_reach,
    doubt_sight,
    doubt_steadiness,
    doubt_view,
)
from formcheck.pose.track import PoseTrack
from formcheck.reps.judgement import JudgedMovement, ShotJudgement


@dataclass(frozen=True)
class NumberedRep:
    """A repetition of the result with the movement and the shot behind it.

    Frame indices of ``verdict`` count from ``offset``.
    """

    rep: Rep
    verdict: JudgedMovement
    offset: int


def collect_reps(
    judged: Sequence[JudgedShot], track: PoseTrack, settings: Settings
) -> list[NumberedRep]:
    """Return the repetitions of a clip, numbered in order of time.

    Parameters
    ----------
    judged : sequence of JudgedShot
    track : PoseTrack
    settings : Settings

    Returns
    -------
    list of NumberedRep
        Counted ones carry 1, 2, 3 …; the others None. Faults are still empty.
    """
    numbered: list[NumberedRep] = []
    count = 0
    for item in judged:
        for verdict in item.judgement.movements:
            counted = verdict.kind == "counted"
            count += counted
            trust = _weigh(item, verdict, track, settings)
            rep = _build_rep(item.judgement, item.shot.measurements.time_s, verdict, count, trust)
            rep = rep.model_copy(update={"sure": trust.value >= settings.trust.sure_from})
            numbered.append(NumberedRep(rep, verdict, item.shot.start))
    return numbered


def _weigh(
    item: JudgedShot, verdict: JudgedMovement, track: PoseTrack, settings: Settings
) -> Trust:
    """Return the trust in a movement from sight, view, clearness and agreement."""
    shot, judgement = item.shot.measurements, item.judgement
    span = (verdict.movement.start, verdict.movement.end)
    reached = float(judgement.displacement[verdict.movement.peak])
    doubts = [
        *doubt_sight(shot, track.visibility[item.shot.start :], span),
        doubt_view(shot.yaw_deg[span[0] : span[1] + 1], settings.view),
        doubt_evidence(verdict.details.evidence),
    ]
    if verdict.kind == "counted":
        doubts.append(doubt_steadiness(reached, judgement.rest_spread))
        doubts.append(doubt_reach(reached, judgement.count))
        if item.live_spans is not None:
            doubts.append(doubt_agreement(span, item.live_spans))
    return combine(doubts)


def _build_rep(
    judgement: ShotJudgement,
    time_s: np.ndarray,
    verdict: JudgedMovement,
    count: int,
    trust: Trust,
) -> Rep:
    movement, hold, clock = verdict.movement, verdict.hold, verdict.details.clock
    top_start, top_end = hold or (movement.peak, movement.peak)
    start_s, end_s = float(time_s[movement.start]), float(time_s[movement.end])
    counted = verdict.kind == "counted"
    return Rep(
        index=count if counted else None,
        kind=verdict.kind,
        start_s=start_s,
        peak_s=float(time_s[movement.peak]),
        end_s=end_s,
        counted=counted,
        side=verdict.details.side,
        peak=_finite(judgement.signal[movement.peak]),
        range=_finite(judgement.displacement[movement.peak]),
        out_s=float(time_s[top_start]) - start_s,
        hold_s=float(time_s[top_end] - time_s[top_start]) if clock is None else clock.held_s,
        return_s=end_s - float(time_s[top_end]),
        trust=trust.value,
        doubts=list(trust.doubts),
        faults=[],
        up_s=None if clock is None else clock.up_s,
        variant=verdict.details.variant,
        reason=verdict.details.reason,
        hold_at_least=verdict.details.at_least,
    )


def _finite(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
