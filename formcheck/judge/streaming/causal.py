"""What live input would have given: the same frames through the judge of a running set."""

from __future__ import annotations

import math
from dataclasses import dataclass

from formcheck.exercises.loading import get_rules
from formcheck.exercises.settings import Settings
from formcheck.judge.result import Fault, Rep
from formcheck.judge.shots import join_measurements, measure_shots
from formcheck.judge.streaming.finished import collect_finished_faults
from formcheck.judge.streaming.streaming_set import StreamingSet
from formcheck.kinematics.measurements import Measurements
from formcheck.pose.track import PoseTrack


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
    done = StreamingSet(exercise_name, settings, width_px=track.width_px, height_px=track.height_px)
    done.start_counting(-math.inf)
    for index in range(track.frame_count):
        done.push_row(track, index)
    done.finish()
    shots = measure_shots(
        track,
        settings.view,
        causal=True,
        over_cut_aways=get_rules(exercise_name).holds_over_cuts(settings),
    )
    if not shots:
        return None
    faults = collect_finished_faults(done)
    reps = [item.rep for item in done.decided_reps]
    return CausalScore(reps, faults, join_measurements(track, shots))
