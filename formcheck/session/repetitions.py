"""From the movements of every shot to the numbered repetitions of a clip."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from formcheck.exercises.settings import Settings
from formcheck.pose.track import PoseTrack
from formcheck.session.judgement import JudgedMovement, ShotJudgement
from formcheck.session.result import Rep
from formcheck.session.shots import JudgedShot
from formcheck.session.trust import compute_trust


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
            trust = compute_trust(
                item.shot.measurements,
                track.visibility[item.shot.start :],
                (verdict.movement.start, verdict.movement.end),
                settings.view,
            )
            rep = _build_rep(item.judgement, item.shot.measurements.time_s, verdict, count, trust)
            numbered.append(NumberedRep(rep, verdict, item.shot.start))
    return numbered


def _build_rep(
    judgement: ShotJudgement,
    time_s: np.ndarray,
    verdict: JudgedMovement,
    count: int,
    trust: float,
) -> Rep:
    movement, hold = verdict.movement, verdict.hold
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
        side=None,
        peak=_finite(judgement.signal[movement.peak]),
        range=_finite(judgement.displacement[movement.peak]),
        out_s=float(time_s[top_start]) - start_s,
        hold_s=float(time_s[top_end] - time_s[top_start]),
        return_s=end_s - float(time_s[top_end]),
        trust=trust,
        faults=[],
    )


def _finite(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
