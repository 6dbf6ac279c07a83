"""One scored clip with all that is needed to draw it, frame by frame."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from formcheck.arrays import FloatArray, IntArray
from formcheck.exercises.base import Exercise
from formcheck.judge.repetitions import NumberedRep
from formcheck.judge.result import Result
from formcheck.judge.shots import JudgedShot
from formcheck.kinematics.measurements import Measurements
from formcheck.pose.track import PoseTrack

Phase = Literal["not_judged", "ready", "out", "hold", "return"]


@dataclass(frozen=True)
class Timeline:
    """What the program knew at each processed frame.

    Attributes
    ----------
    time_s : (F,) float
        Frame times, seconds after the first frame.
    signal : (F,) float
        Main signal in the unit of ``SignalInfo``; NaN where it was not seen.
    phase : tuple of str, length F
        ``not_judged`` (not seen, or not in position), ``ready``, ``out``,
        ``hold`` or ``return``.
    reps_counted : (F,) int
        Repetitions completed so far.
    hold_s : (F,) float
        Length of the current or just-finished hold; 0 outside repetitions. Where
        the hold is the dose, the time that is credited.
    up_s : (F,) float or None
        There the time away from rest, held or not; None for other exercises.
    """

    time_s: FloatArray
    signal: FloatArray
    phase: tuple[Phase, ...]
    reps_counted: IntArray
    hold_s: FloatArray
    up_s: FloatArray | None = None


def build_timeline(
    track: PoseTrack, judged: Sequence[JudgedShot], numbered: Sequence[NumberedRep]
) -> Timeline:
    """Return the state of the session at every frame of the clip.

    Parameters
    ----------
    track : PoseTrack
    judged : sequence of JudgedShot
    numbered : sequence of NumberedRep

    Returns
    -------
    Timeline
    """
    frames = track.frame_count
    signal = np.full(frames, np.nan)
    phase: list[Phase] = ["not_judged"] * frames
    for item in judged:
        judgement = item.judgement
        ready = judgement.in_position & np.isfinite(judgement.displacement)
        for index, usable in enumerate(ready.tolist(), start=item.shot.start):
            if usable:
                phase[index] = "ready"
        span = slice(item.shot.start, item.shot.start + len(judgement.signal))
        signal[span] = np.where(ready, judgement.signal, np.nan)
    reps_counted = np.zeros(frames, dtype=np.int64)
    hold_s, up_s = np.zeros(frames), np.zeros(frames)
    for rep in numbered:
        if rep.rep.kind in ("counted", "partial"):
            _mark(rep, track, phase, hold_s)
            _run_clocks(rep, hold_s, up_s)
        if rep.rep.counted:
            reps_counted[rep.offset + rep.verdict.movement.end :] += 1
    timed = any(rep.verdict.details.clock is not None for rep in numbered)
    return Timeline(
        track.time_s, signal, tuple(phase), reps_counted, hold_s, up_s if timed else None
    )


def _mark(item: NumberedRep, track: PoseTrack, phase: list[Phase], hold_s: FloatArray) -> None:
    movement, offset = item.verdict.movement, item.offset
    first, last = item.verdict.hold or (movement.peak, movement.peak - 1)
    for index in range(movement.start, movement.end + 1):
        frame = index + offset
        if index < first:
            phase[frame] = "out"
        elif index <= last:
            phase[frame] = "hold"
            hold_s[frame] = track.time_s[frame] - track.time_s[first + offset]
        else:
            phase[frame] = "return"
            hold_s[frame] = item.rep.hold_s


def _run_clocks(item: NumberedRep, hold_s: FloatArray, up_s: FloatArray) -> None:
    """Replace the length of the hold by its two clocks, where the rules keep them."""
    clock = item.verdict.details.clock
    if clock is None:
        return
    first = item.offset + item.verdict.movement.start
    inside = slice(first, first + len(clock.held_so_far_s))
    hold_s[inside], up_s[inside] = clock.held_so_far_s, clock.up_so_far_s


@dataclass(frozen=True)
class ScoredClip:
    """The result and the per-frame arrays behind it; all arrays share F frames."""

    result: Result
    exercise: Exercise
    track: PoseTrack
    measurements: Measurements
    timeline: Timeline
