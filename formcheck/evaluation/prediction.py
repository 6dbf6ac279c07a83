"""What formcheck says about a clip, by its whole-clip engine and by its live one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from formcheck.arrays import FloatArray
from formcheck.exercises.settings import Settings
from formcheck.judge.checker import score_track
from formcheck.judge.origin import Origin
from formcheck.judge.result import ClipInfo, Fault, ModelInfo, Rep
from formcheck.judge.streaming.causal import score_causally
from formcheck.kinematics.measurements import Measurements
from formcheck.pose.track import PoseTrack

#: Result key of each engine, with its name for people.
ENGINES: Mapping[str, str] = {"recorded": "recorded", "live": "live"}


@dataclass(frozen=True)
class Prediction:
    """What one engine says about a clip.

    Attributes
    ----------
    reps : list of Rep
        Counted ones and others.
    faults : list of Fault
    time_s : (F,) float
    signals : mapping of str to (F,) float
        What was measured, NaN where not seen.
    not_seen_s, duration_s : float
    """

    reps: list[Rep]
    faults: list[Fault]
    time_s: FloatArray
    signals: Mapping[str, FloatArray]
    not_seen_s: float
    duration_s: float

    @property
    def counted(self) -> list[Rep]:
        """The counted repetitions, in order of time."""
        return [rep for rep in self.reps if rep.counted]


def predict(
    track: PoseTrack, exercise_name: str, settings: Settings, *, clip_name: str, model: ModelInfo
) -> dict[str, Prediction]:
    """Score a clip with both engines.

    Parameters
    ----------
    track : PoseTrack
    exercise_name : str
    settings : Settings
    clip_name : str
    model : ModelInfo

    Returns
    -------
    dict of str to Prediction
        One for each of `ENGINES`.

    Raises
    ------
    NothingToScoreError
        As `formcheck.judge.checker.score_track`.
    """
    origin = Origin(_describe(track, clip_name), model)
    scored = score_track(track, exercise_name, settings, origin)
    result = scored.result
    live = score_causally(track, exercise_name, settings)
    recorded = _predict_from(result.reps, result.sure_faults, scored.measurements)
    if live is None:
        return {"recorded": recorded, "live": predict_nothing(track)}
    return {
        "recorded": recorded,
        "live": _predict_from(
            live.reps, [fault for fault in live.faults if fault.sure], live.measurements
        ),
    }


def predict_nothing(track: PoseTrack) -> Prediction:
    """Return the prediction of a clip in which nothing could be judged."""
    duration_s = _duration_s(track.time_s)
    return Prediction([], [], track.time_s, {}, duration_s, duration_s)


def _predict_from(reps: list[Rep], faults: list[Fault], measured: Measurements) -> Prediction:
    step_s = np.diff(measured.time_s, append=measured.time_s[-1])
    return Prediction(
        reps=reps,
        faults=faults,
        time_s=measured.time_s,
        signals=measured.signals,
        not_seen_s=float(step_s[~measured.seen].sum()),
        duration_s=_duration_s(measured.time_s),
    )


def _duration_s(time_s: FloatArray) -> float:
    return float(time_s[-1] - time_s[0]) if len(time_s) else 0.0


def _describe(track: PoseTrack, clip_name: str) -> ClipInfo:
    """Describe the clip without its hash: nobody reads the result of a measurement by it."""
    duration_s = _duration_s(track.time_s)
    return ClipInfo(
        name=clip_name,
        sha256="",
        duration_s=duration_s,
        width=track.width_px,
        height=track.height_px,
        frames=track.frame_count,
        fps=(track.frame_count - 1) / duration_s if duration_s > 0 else 0.0,
    )
