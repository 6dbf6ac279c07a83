"""The figures of one set, as it stands after correction."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from formcheck.exercises.registry import find_exercise
from formcheck.history.corrections.reviewed import Reviewed, ReviewedRep

#: The first and the last three are compared only where they are not partly the same.
_FATIGUE_REPS = 6
_BEST = 3


@dataclass(frozen=True)
class Measured:
    """What is computed from the repetitions and faults of a set; None where it cannot be told.

    Attributes
    ----------
    reps_counted, reps_partial, clean_reps : int
        Clean ones have no fault of severity 1 or more.
    hold_total_s : float
    hold_at_least : bool
        Whether one of the holds lasted at least so long: an end of it was not seen.
    hold_mean_s : float or None
    range_mean, range_sd, range_best : float or None
        Mean, standard deviation and mean of the best three of the counted repetitions.
    first_three, last_three : float or None
        Mean range; None with fewer than six repetitions.
    out_mean_s, return_mean_s : float or None
        Tempo: the way out and the way back.
    peak_mean, peak_left, peak_right : float or None
        Mean peak of the counted repetitions, and of those of each side.
    fault_counts : mapping of str to int
        Standing faults by id.
    worst_severity : int or None
        Of the standing faults.
    """

    reps_counted: int
    reps_partial: int
    clean_reps: int
    hold_total_s: float
    hold_at_least: bool
    hold_mean_s: float | None
    range_mean: float | None
    range_sd: float | None
    range_best: float | None
    first_three: float | None
    last_three: float | None
    out_mean_s: float | None
    return_mean_s: float | None
    peak_mean: float | None
    peak_left: float | None
    peak_right: float | None
    fault_counts: dict[str, int]
    worst_severity: int | None

    @property
    def clean_share(self) -> float | None:
        """Share of the counted repetitions that were clean."""
        return self.clean_reps / self.reps_counted if self.reps_counted else None

    @property
    def kept_share(self) -> float | None:
        """Range of the last three repetitions over that of the first three: below 1 it fell off."""
        if self.last_three is None or not self.first_three:
            return None
        return self.last_three / self.first_three

    @property
    def left_minus_right(self) -> float | None:
        """Mean peak of the left side minus the right; None unless both were done."""
        if self.peak_left is None or self.peak_right is None:
            return None
        return self.peak_left - self.peak_right


@dataclass(frozen=True)
class SetFigures(Measured):
    """The figures of a set, and which set it is.

    Attributes
    ----------
    set_id, session_id : int
    exercise, unit : str
        Unit of the ranges and peaks.
    performed_at : datetime
    day : date
    clip_sha256 : str
    segment_index : int
    prescribed_reps : int or None
        As the plan, or else the settings in force, had it.
    prescribed_hold_s : float or None
    in_plan : bool
        Whether a plan was in force: without one nothing was prescribed.
    not_seen_share : float
        Share of the clip that could not be judged.
    reviewed : bool
        Whether a therapist has finished with it.
    """

    set_id: int
    session_id: int
    exercise: str
    unit: str
    performed_at: datetime
    day: date
    clip_sha256: str
    segment_index: int
    prescribed_reps: int | None
    prescribed_hold_s: float | None
    not_seen_share: float
    reviewed: bool
    in_plan: bool = False

    @property
    def reach(self) -> float | None:
        """How far the set got on average: what targets and progress are told by.

        By the main signal itself where the exercise says so (knee-to-chest angle,
        clinical-spec §6), else by its change from rest.
        """
        by_peak = find_exercise(self.exercise).reach_is_peak
        return self.peak_mean if by_peak else self.range_mean


def measure_set(reviewed: Reviewed) -> Measured:
    """Compute the figures of a set."""
    counted = reviewed.counted
    ranges = _known([rep.range for rep in counted])
    holds_s = _known([rep.hold_s for rep in counted])
    enough = len(ranges) >= _FATIGUE_REPS
    faults = reviewed.standing_faults
    return Measured(
        reps_counted=len(counted),
        reps_partial=sum(rep.stands and rep.kind == "partial" for rep in reviewed.reps),
        clean_reps=len(reviewed.clean),
        hold_total_s=sum(holds_s),
        hold_at_least=any(rep.hold_at_least for rep in counted),
        hold_mean_s=_mean(holds_s),
        range_mean=_mean(ranges),
        range_sd=statistics.stdev(ranges) if len(ranges) > 1 else None,
        range_best=_mean(sorted(ranges)[-_BEST:]),
        first_three=_mean(ranges[:3]) if enough else None,
        last_three=_mean(ranges[-3:]) if enough else None,
        out_mean_s=_mean(_known([rep.out_s for rep in counted])),
        return_mean_s=_mean(_known([rep.return_s for rep in counted])),
        peak_mean=_mean(_known([rep.peak for rep in counted])),
        peak_left=_side_peak(counted, "left"),
        peak_right=_side_peak(counted, "right"),
        fault_counts=dict(sorted(Counter(fault.id for fault in faults).items())),
        worst_severity=max((fault.severity for fault in faults), default=None),
    )


def _side_peak(reps: Sequence[ReviewedRep], side: str) -> float | None:
    return _mean(_known([rep.peak for rep in reps if rep.side == side]))


def _known(values: Sequence[float | None]) -> list[float]:
    return [value for value in values if value is not None]


def _mean(values: Sequence[float]) -> float | None:
    return statistics.fmean(values) if values else None
