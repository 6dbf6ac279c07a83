"""What live input would have given: the causal engine's repetitions, with bounds and faults."""

from __future__ import annotations

from dataclasses import dataclass

from formcheck.exercises.registry import get_rules
from formcheck.exercises.settings import Settings
from formcheck.kinematics.measurements import Measurements
from formcheck.pose.track import PoseTrack
from formcheck.session.engine import judge_shot
from formcheck.session.repetitions import collect_reps
from formcheck.session.report_faults import collect_faults
from formcheck.session.result import Fault, Rep
from formcheck.session.shots import JudgedShot, join_measurements, measure_shots


@dataclass(frozen=True)
class CausalScore:
    """What the causal engine says of a clip.

    Attributes
    ----------
    reps : list of Rep
        With empty ``faults``: each fault names its repetition.
    faults : list of Fault
    measurements : Measurements
        Smoothed with the past only.
    """

    reps: list[Rep]
    faults: list[Fault]
    measurements: Measurements


def score_causally(track: PoseTrack, exercise_name: str, settings: Settings) -> CausalScore | None:
    """Count and judge without looking ahead, as live input must.

    Parameters
    ----------
    track : PoseTrack
    exercise_name : str
    settings : Settings

    Returns
    -------
    CausalScore or None
        None if no stretch of the clip is long enough to be judged.

    Raises
    ------
    UnknownExerciseError
        No such exercise.
    """
    rules = get_rules(exercise_name)
    shots = measure_shots(track, settings.view, causal=True)
    if not shots:
        return None
    judged = []
    for shot in shots:
        judgement = judge_shot(rules, shot.measurements, settings, causal=True)
        if judgement is not None:
            judged.append(JudgedShot(shot, judgement, None))
    numbered = collect_reps(judged, track, settings)
    faults = collect_faults(rules.exercise, judged, numbered, track, settings)
    return CausalScore([item.rep for item in numbered], faults, join_measurements(track, shots))
