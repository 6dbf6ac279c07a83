"""How well one clip was scored, and which exercise it was taken for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from formcheck.evaluation.angles import AngleErrors, compare_angles
from formcheck.evaluation.fault_matching import (
    FaultScore,
    place_labels,
    place_reports,
    score_faults,
)
from formcheck.evaluation.labels import ClipLabel
from formcheck.evaluation.matching import match_spans
from formcheck.evaluation.prediction import Prediction
from formcheck.evaluation.tallies import Errors, Tally
from formcheck.evaluation.truth import Truth
from formcheck.exercises.base import Exercise
from formcheck.judge.result import Rep


@dataclass(frozen=True)
class RecognitionMetrics:
    """How often the exercise is recognised, over a group of clips.

    Attributes
    ----------
    clips : int
        Clips of an exercise that can be judged at all; look-alikes are counted by themselves.
    recognised_share : float or None
        Those in which this exercise is recognised surely, and no other.
    asked_share : float or None
        Those about which the program is not sure and asks.
    look_alikes : int
        Clips of other movements.
    look_alikes_taken_share : float or None
        Those in which an exercise is recognised although there is none.
    """

    clips: int
    recognised_share: float | None
    asked_share: float | None
    look_alikes: int
    look_alikes_taken_share: float | None


def compute_recognition_metrics(scores: Sequence[ClipScore]) -> RecognitionMetrics:
    """Return the figures of recognition over some clips."""
    targets = [score for score in scores if not score.label.is_lookalike and not score.message]
    others = [score for score in scores if score.label.is_lookalike]
    return RecognitionMetrics(
        clips=len(targets),
        recognised_share=_share([score.is_recognised for score in targets]),
        asked_share=_share([not score.recognised for score in targets]),
        look_alikes=len(others),
        look_alikes_taken_share=_share([bool(score.recognised) for score in others]),
    )


def _share(answers: Sequence[bool]) -> float | None:
    return sum(answers) / len(answers) if answers else None


#: A repetition with at least this trust claims to be right.
TRUSTED = 0.9


@dataclass(frozen=True)
class EngineScore:
    """How well one engine did on one clip.

    Attributes
    ----------
    counted, true_count : int
        Repetitions counted, and those that there are.
    reps : Tally
        Counted repetitions that overlap a true one by half or more of both together.
    bounds : Errors
        Start and end of those, seconds, found minus true.
    holds : Errors
        Their holds, seconds, found minus true.
    trusted : Tally
        Counted repetitions of high trust: found, and how many of them are right.
    main_angle : AngleErrors
        Of the angle that the exercise is judged by.
    angles : mapping of str to AngleErrors
        Of every angle that is known.
    faults : FaultScore or None
        None if the label says nothing about faults.
    not_seen_s, duration_s : float
    """

    counted: int
    true_count: int
    reps: Tally
    bounds: Errors
    holds: Errors
    trusted: Tally
    main_angle: AngleErrors
    angles: Mapping[str, AngleErrors]
    faults: FaultScore | None
    not_seen_s: float
    duration_s: float


@dataclass(frozen=True)
class ClipScore:
    """One labelled clip with the scores of both engines.

    Attributes
    ----------
    label : ClipLabel
    engines : mapping of str to EngineScore
        One for each of `formcheck.evaluation.prediction.ENGINES`.
    message : str
        Why nothing was scored (exit code 4); empty if something was. Such a
        clip has nothing counted.
    recognised : tuple of str
        The exercises that are recognised surely by who is not told; in order of time.
    """

    label: ClipLabel
    engines: Mapping[str, EngineScore]
    message: str = ""
    recognised: tuple[str, ...] = ()

    @property
    def is_recognised(self) -> bool:
        """Whether the exercise of the label is recognised, and no other."""
        return self.recognised == (self.label.exercise,)


@dataclass(frozen=True)
class LeftOut:
    """An entry that takes no part in the figures, and why."""

    label: ClipLabel
    reason: str = field(default="")


def score_engine(
    prediction: Prediction, label: ClipLabel, exercise: Exercise, truth: Truth | None
) -> EngineScore:
    """Compare what one engine says with the label.

    Parameters
    ----------
    prediction : Prediction
    label : ClipLabel
    exercise : Exercise
    truth : Truth or None

    Returns
    -------
    EngineScore
    """
    prediction = _without_borderline(prediction, label)
    counted = prediction.counted
    pairs = match_spans(label.reps, [(rep.start_s, rep.end_s) for rep in counted])
    angles = {}
    if truth is not None:
        angles = compare_angles(prediction.time_s, prediction.signals, truth, label.reps)
    return EngineScore(
        counted=len(counted),
        true_count=len(label.reps),
        reps=Tally(len(label.reps), len(counted), len(pairs)),
        bounds=_compare_bounds(label, counted, pairs),
        holds=_compare_holds(label, counted, pairs),
        trusted=_tally_trusted(counted, pairs),
        main_angle=angles.get(exercise.judged_angle.signal, AngleErrors()),
        angles=angles,
        faults=_compare_faults(prediction, label, exercise, pairs),
        not_seen_s=prediction.not_seen_s,
        duration_s=prediction.duration_s,
    )


def _without_borderline(prediction: Prediction, label: ClipLabel) -> Prediction:
    """Leave out the repetitions that may fairly be counted or not; their faults stay."""
    if not label.borderline_reps:
        return prediction
    reps = prediction.reps
    left_out = {
        found
        for _, found in match_spans(
            label.borderline_reps, [(rep.start_s, rep.end_s) for rep in reps], 0.4
        )
    }
    return replace(
        prediction, reps=[rep for index, rep in enumerate(reps) if index not in left_out]
    )


def _compare_bounds(
    label: ClipLabel, counted: Sequence[Rep], pairs: Sequence[tuple[int, int]]
) -> Errors:
    errors: list[float] = []
    for true, found in pairs:
        start_s, end_s = label.reps[true]
        errors += [counted[found].start_s - start_s, counted[found].end_s - end_s]
    return Errors.of(errors)


def _compare_holds(
    label: ClipLabel, counted: Sequence[Rep], pairs: Sequence[tuple[int, int]]
) -> Errors:
    if not label.holds_s:
        return Errors()
    return Errors.of(
        [
            counted[found].hold_s - hold_s
            for true, found in pairs
            if (hold_s := label.holds_s[true]) is not None
        ]
    )


def _tally_trusted(counted: Sequence[Rep], pairs: Sequence[tuple[int, int]]) -> Tally:
    trusted = {index for index, rep in enumerate(counted) if rep.trust >= TRUSTED}
    return Tally(0, len(trusted), sum(found in trusted for _, found in pairs))


def _compare_faults(
    prediction: Prediction,
    label: ClipLabel,
    exercise: Exercise,
    pairs: Sequence[tuple[int, int]],
) -> FaultScore | None:
    if label.faults is None:
        return None
    counted = prediction.counted
    matched = {number: true for true, found in pairs if (number := counted[found].index)}
    specs = {spec.id: spec for spec in exercise.faults}
    return score_faults(
        place_labels(label.faults, label.reps, specs),
        place_reports(prediction.faults, label.reps, matched, specs),
        len(label.reps),
        place_labels(label.close_calls, label.reps, specs),
    )
