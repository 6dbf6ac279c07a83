"""The parts of a result that sum a clip up: view, tracking, signal, totals, left against right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from formcheck.exercises.rules import Rules
from formcheck.exercises.settings import Settings
from formcheck.judge.result import Fault, Rep, SignalInfo, Summary, TrackingInfo, ViewInfo
from formcheck.judge.shots import JudgedShot
from formcheck.kinematics.body import joint_px
from formcheck.kinematics.measurements import Measurements
from formcheck.pose.track import PoseTrack
from formcheck.reps.judgement import MovingSide
from formcheck.words import tell

_tell = partial(tell, "formcheck.judge")

#: Parts of the body that a clip may cut off, and what is then not judged.
_CUT_OFF = {"ear": "head_outside", "wrist": "hand_outside", "ankle": "feet_outside"}
_MOSTLY = 0.5


def describe_view(measurements: Measurements, settings: Settings) -> ViewInfo:
    """Say from where the person is seen, and what is wrong with that, in sentences."""
    yaw = measurements.yaw_deg[np.isfinite(measurements.yaw_deg)]
    yaw_deg = float(np.median(yaw)) if yaw.size else None
    problems = []
    if yaw_deg is not None and yaw_deg > settings.view.yaw_ok_deg:
        judged = yaw_deg <= settings.view.yaw_max_deg
        key = "turned_less_exact" if judged else "turned_not_judged"
        problems.append(_tell(key, angle=f"{yaw_deg:.0f}"))
    turned = float(np.mean(yaw > settings.view.yaw_turned_deg)) if yaw.size else 0.0
    if turned > 0.02:
        problems.append(_tell("not_side_on", percent=f"{100 * turned:.0f}"))
    problems += _find_cut_off(measurements)
    return ViewInfo(
        side=measurements.near_side,
        yaw_deg=yaw_deg,
        roll_deg=measurements.roll_deg,
        ok=not problems,
        problems=problems,
    )


def _find_cut_off(measurements: Measurements) -> list[str]:
    """Name the parts of the near side that are mostly out of the picture while the rest is seen."""
    problems = []
    for joint, key in _CUT_OFF.items():
        across = joint_px(measurements.xy_px, joint, measurements.near_side)[:, 0]
        missing = np.isnan(across[measurements.seen])
        if missing.size and missing.mean() > _MOSTLY:
            problems.append(_tell(key))
    return problems


def describe_tracking(track: PoseTrack, measurements: Measurements) -> TrackingInfo:
    """Say how much of the clip could be measured."""
    step_s = np.diff(track.time_s, append=track.time_s[-1])
    return TrackingInfo(
        frames_with_pose=float(track.detected.mean()),
        seconds_not_seen=float(step_s[~measurements.seen].sum()),
        people_seen=int(track.people.max()),
    )


def describe_signal(rules: Rules, judged: Sequence[JudgedShot]) -> SignalInfo:
    """Name the main signal and its rest level in the longest shot."""
    longest = max(judged, key=lambda item: len(item.judgement.signal)).judgement
    baseline = float(longest.baseline)
    return SignalInfo(
        name=rules.exercise.signal,
        title=rules.exercise.in_english().signal_title,
        baseline=baseline if np.isfinite(baseline) else None,
        unit=rules.exercise.unit,
    )


def summarise(
    reps: Sequence[Rep],
    faults: Sequence[Fault],
    judged: Sequence[JudgedShot],
    track: PoseTrack,
    notes: Sequence[str],
    *,
    either_side: bool = False,
    counted_live: int | None = None,
) -> Summary:
    """Total a clip up, with the remarks that a reader of the count needs.

    With `either_side` the sides are counted apart. `counted_live` is the count of the
    engine that does not look ahead, where `judged` does not hold it: that of a set that was
    counted while it was done, whose reader needs no second way of counting.
    """
    counted = [rep for rep in reps if rep.counted]
    blamed = {fault.rep for fault in faults if fault.severity >= 1 and fault.sure}
    causal = sum(item.causal_count for item in judged) if counted_live is None else counted_live
    prominent = sum(item.judgement.prominence_count for item in judged)
    others = sum(rep.kind == "other_movement" for rep in reps)
    sides = total_sides(reps) if either_side else None
    remarks = list(notes)
    if track.people.max(initial=0) > 1:
        remarks.append(_tell("people"))
    if others == 1:
        remarks.append(_tell("other_movement"))
    elif others:
        remarks.append(_tell("other_movements", number=others))
    # Peaks of other movements are counted by the plain count, too.
    peaks_differ = prominent != len(counted) and not others and counted_live is None
    if causal != len(counted) or peaks_differ:
        remarks.append(_tell("counts_differ"))
    return Summary(
        reps_counted=len(counted),
        reps_partial=sum(rep.kind == "partial" for rep in reps),
        reps_not_seen=sum(rep.kind == "not_seen" for rep in reps),
        clean_reps=sum(rep.index not in blamed for rep in counted),
        hold_total_s=float(sum(rep.hold_s for rep in counted)),
        causal_reps_counted=causal,
        prominence_reps_counted=prominent,
        notes=remarks,
        reps_left=sides and sides.left,
        reps_right=sides and sides.right,
        reps_both=sides and sides.both,
        symmetry_deg=sides and sides.symmetry_deg,
        hold_at_least=any(rep.hold_at_least for rep in counted),
    )


@dataclass(frozen=True)
class SideTotals:
    """Counted repetitions by side.

    Attributes
    ----------
    left, right, both : int
    symmetry_deg : float or None
        Mean peak of the left minus that of the right; None if either was not done.
    """

    left: int
    right: int
    both: int
    symmetry_deg: float | None


def total_sides(reps: Sequence[Rep]) -> SideTotals:
    """Return the counted repetitions by side, and how far the sides differ."""
    counted = [rep for rep in reps if rep.counted]
    left, right = _mean_peak(counted, "left"), _mean_peak(counted, "right")
    return SideTotals(
        left=sum(rep.side == "left" for rep in counted),
        right=sum(rep.side == "right" for rep in counted),
        both=sum(rep.side == "both" for rep in counted),
        symmetry_deg=None if left is None or right is None else left - right,
    )


def _mean_peak(counted: Sequence[Rep], side: MovingSide) -> float | None:
    peaks = [rep.peak for rep in counted if rep.side == side and rep.peak is not None]
    return sum(peaks) / len(peaks) if peaks else None
