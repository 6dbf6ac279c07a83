"""The figures of a group of clips."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from formcheck.evaluation.angles import AngleErrors
from formcheck.evaluation.clip_score import EngineScore, RecognitionMetrics
from formcheck.evaluation.fault_matching import SEVERITY_GROUPS, FaultScore
from formcheck.evaluation.tallies import Errors, Tally

#: Wrong cues are given per this many clean repetitions.
_CUES_PER = 20


@dataclass(frozen=True)
class CountMetrics:
    """How well repetitions are counted; None where no clip says anything.

    Attributes
    ----------
    clips : int
        Clips with repetitions to be counted.
    mae : float or None
        Mean of |counted - true| / true over those.
    exact_share, off_by_one_share : float or None
        Share of those counted exactly, and off by one at most.
    quiet_clips : int
        Clips in which nothing is to be counted: look-alikes, still people, partial ones.
    quiet_share : float or None
        Share of those in which nothing was counted.
    """

    clips: int
    mae: float | None
    exact_share: float | None
    off_by_one_share: float | None
    quiet_clips: int
    quiet_share: float | None


@dataclass(frozen=True)
class TallyMetrics:
    """A tally with precision, recall and F1; None where there is nothing to divide by."""

    true: int
    found: int
    matched: int
    precision: float | None
    recall: float | None
    f1: float | None


@dataclass(frozen=True)
class RepMetrics:
    """How well single repetitions are found and timed.

    Attributes
    ----------
    overlap : TallyMetrics
        Repetitions found with an intersection over union of 0.5 or more.
    boundary_error_s, hold_error_s : float or None
        Mean absolute error of start and end, and of the hold, of those.
    trusted, trusted_right_share
        Counted repetitions of trust 0.9 or more, and the share of them that is right.
    """

    overlap: TallyMetrics
    boundary_error_s: float | None
    hold_error_s: float | None
    trusted: int
    trusted_right_share: float | None


@dataclass(frozen=True)
class ErrorMetrics:
    """Errors of an angle, measured minus true, degrees.

    ``low_deg`` and ``high_deg`` are the limits of agreement (bias -/+ 1.96 SD).
    """

    frames: int
    mae_deg: float | None
    bias_deg: float | None
    low_deg: float | None
    high_deg: float | None


@dataclass(frozen=True)
class AngleMetrics:
    """Errors of an angle itself, and of its change from the start pose."""

    absolute: ErrorMetrics
    change: ErrorMetrics


@dataclass(frozen=True)
class FaultMetrics:
    """How well faults are found, on clips whose labels carry ``faults``.

    ``cued`` are the faults of severity 1 to 3, ``by_severity`` and ``by_id``
    split all of them up.
    """

    clips: int
    cued: TallyMetrics
    by_severity: dict[str, TallyMetrics]
    by_id: dict[str, TallyMetrics]
    clean_reps: int
    wrong_cues: int
    wrong_cues_per_20_clean: float | None


@dataclass(frozen=True)
class EngineMetrics:
    """Every figure of one engine over a group of clips."""

    count: CountMetrics
    reps: RepMetrics
    main_angle: AngleMetrics
    angles: dict[str, AngleMetrics]
    faults: FaultMetrics
    not_seen_share: float | None


@dataclass(frozen=True)
class GroupMetrics:
    """Both engines over a group of clips.

    Attributes
    ----------
    clips : int
    not_scored : int
        Clips of those in which nothing could be judged.
    same_count_share : float or None
        Share of clips that both engines count alike.
    recognition : RecognitionMetrics
        How often the exercise is found out.
    recorded, live : EngineMetrics
        The whole-clip engine and the causal one.
    """

    clips: int
    not_scored: int
    same_count_share: float | None
    recognition: RecognitionMetrics
    recorded: EngineMetrics
    live: EngineMetrics


def compute_engine_metrics(scores: Sequence[EngineScore]) -> EngineMetrics:
    """Return the figures of one engine over some clips.

    Tallies and errors are added up over the clips, so every repetition, fault
    and frame weighs the same; the count figures weigh every clip the same.
    """
    names = sorted({name for score in scores for name in score.angles})
    duration_s = sum(score.duration_s for score in scores)
    return EngineMetrics(
        count=compute_count_metrics([(score.true_count, score.counted) for score in scores]),
        reps=_compute_rep_metrics(scores),
        main_angle=_angle_metrics(score.main_angle for score in scores),
        angles={
            name: _angle_metrics(score.angles.get(name, AngleErrors()) for score in scores)
            for name in names
        },
        faults=_compute_fault_metrics(
            [score.faults for score in scores if score.faults is not None]
        ),
        not_seen_share=_share(sum(score.not_seen_s for score in scores), duration_s),
    )


def compute_count_metrics(counts: Sequence[tuple[int, int]]) -> CountMetrics:
    """Return the count figures.

    Parameters
    ----------
    counts : sequence of (true, counted)
        One pair a clip.

    Returns
    -------
    CountMetrics
    """
    targets = [(true, counted) for true, counted in counts if true > 0]
    quiet = [counted for true, counted in counts if true == 0]
    off = [abs(counted - true) for true, counted in targets]
    return CountMetrics(
        clips=len(targets),
        mae=_share(sum(d / true for d, (true, _) in zip(off, targets, strict=True)), len(targets)),
        exact_share=_share(sum(d == 0 for d in off), len(targets)),
        off_by_one_share=_share(sum(d <= 1 for d in off), len(targets)),
        quiet_clips=len(quiet),
        quiet_share=_share(sum(counted == 0 for counted in quiet), len(quiet)),
    )


def _compute_rep_metrics(scores: Sequence[EngineScore]) -> RepMetrics:
    trusted = sum((score.trusted for score in scores), Tally())
    return RepMetrics(
        overlap=_tally_metrics(sum((score.reps for score in scores), Tally())),
        boundary_error_s=sum((score.bounds for score in scores), Errors()).mean_absolute,
        hold_error_s=sum((score.holds for score in scores), Errors()).mean_absolute,
        trusted=trusted.found,
        trusted_right_share=trusted.precision,
    )


def _angle_metrics(errors: Iterable[AngleErrors]) -> AngleMetrics:
    total = sum(errors, AngleErrors())
    return AngleMetrics(_error_metrics(total.absolute), _error_metrics(total.change))


def _error_metrics(errors: Errors) -> ErrorMetrics:
    low_deg, high_deg = errors.limits_of_agreement or (None, None)
    return ErrorMetrics(errors.count, errors.mean_absolute, errors.bias, low_deg, high_deg)


def _compute_fault_metrics(scores: Sequence[FaultScore]) -> FaultMetrics:
    groups = {
        name: sum((score.by_severity[name] for score in scores), Tally())
        for name in SEVERITY_GROUPS
    }
    ids = sorted({fault_id for score in scores for fault_id in score.by_id})
    clean_reps = sum(score.clean_reps for score in scores)
    wrong_cues = sum(len(score.wrong_cues) for score in scores)
    return FaultMetrics(
        clips=len(scores),
        cued=_tally_metrics(groups["serious"] + groups["quality"]),
        by_severity={name: _tally_metrics(tally) for name, tally in groups.items()},
        by_id={
            fault_id: _tally_metrics(
                sum((score.by_id.get(fault_id, Tally()) for score in scores), Tally())
            )
            for fault_id in ids
        },
        clean_reps=clean_reps,
        wrong_cues=wrong_cues,
        wrong_cues_per_20_clean=_share(_CUES_PER * wrong_cues, clean_reps),
    )


def _tally_metrics(tally: Tally) -> TallyMetrics:
    return TallyMetrics(
        tally.true, tally.found, tally.matched, tally.precision, tally.recall, tally.f1
    )


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None
