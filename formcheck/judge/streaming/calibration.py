"""How far a person goes, from movements that were asked for one by one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from formcheck.exercises.registry import get_rules
from formcheck.exercises.rules import Rules
from formcheck.exercises.settings import Settings
from formcheck.judge.shots import measure_shots
from formcheck.judge.streaming.state import Calibration
from formcheck.pose.track import PoseTrack

FloatArray = NDArray[np.float64]

#: When somebody was asked to rest and to move, and when that was over, seconds.
Prompt = tuple[float, float, float]

#: People follow a prompt so late; what they do in that time belongs to the prompt before.
_REACTION_S = 0.7
#: The top of a movement, as a percentile of what was asked for: one jerk does not set it.
_TOP_PERCENT = 80.0
#: So many of the movements must be seen (clinical-spec §5.3 asks for the same sign each time).
_LEAST_SEEN_SHARE = 2 / 3


def calibrate(
    exercise: str, track: PoseTrack, settings: Settings, prompts: Sequence[Prompt]
) -> Calibration:
    """Return the person's own size of a movement from guided ones (clinical-spec §5.3).

    Parameters
    ----------
    exercise : str
    track : PoseTrack
        From before the first prompt to the end of the last.
    settings : Settings
    prompts : sequence of (rest_start_s, move_start_s, move_end_s)
        On the clock of the track.

    Returns
    -------
    Calibration
        Without an own size if fewer than two thirds of the movements stand out from rest.
    """
    rules = get_rules(exercise)
    displacement = _measure(rules, track, settings)
    rises = [_rise(track.time_s, displacement, prompt) for prompt in prompts]
    smallest = rules.least_own_size(settings)
    seen = [rise for rise in rises if rise >= smallest]
    if not prompts or len(seen) < _LEAST_SEEN_SHARE * len(prompts):
        return Calibration(None, len(seen))
    return Calibration(float(np.median(seen)), len(seen))


def _measure(rules: Rules, track: PoseTrack, settings: Settings) -> FloatArray:
    """Return how far the body was out at each frame, looking back at the whole track."""
    displacement = np.full(track.frame_count, np.nan)
    for shot in measure_shots(track, settings.view):
        prepared = rules.prepare(shot.measurements, settings, causal=False)
        signal = None if prepared is None else rules.own_size_signal(prepared)
        if signal is not None:
            displacement[shot.start : shot.start + len(signal)] = signal
    return displacement


def _rise(time_s: FloatArray, displacement: FloatArray, prompt: Prompt) -> float:
    relax_s, flatten_s, end_s = (moment + _REACTION_S for moment in prompt)
    relaxed = _seen(time_s, displacement, relax_s, flatten_s)
    flat = _seen(time_s, displacement, flatten_s, end_s)
    if relaxed.size == 0 or flat.size == 0:
        return float("nan")
    return float(np.percentile(flat, _TOP_PERCENT) - np.median(relaxed))


def _seen(time_s: FloatArray, values: FloatArray, from_s: float, until_s: float) -> FloatArray:
    inside = (time_s >= from_s) & (time_s < until_s) & np.isfinite(values)
    return values[inside]
