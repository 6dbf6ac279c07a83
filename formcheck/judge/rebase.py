"""A part of a clip, or a set, as a clip of its own: times are counted from where it begins."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np

from formcheck.arrays import FloatArray
from formcheck.judge.result import ClipInfo, Fault, Rep
from formcheck.judge.scored import ScoredClip, Timeline
from formcheck.judge.shots import cut_track
from formcheck.kinematics.measurements import Measurements


def count_from_segment(scored: ScoredClip) -> ScoredClip:
    """Return a scored segment as if its part of the clip were a clip of its own.

    That is what its annotated video shows: it begins where the segment does.

    Parameters
    ----------
    scored : ScoredClip
        Times are those of the whole clip.

    Returns
    -------
    ScoredClip
        Times are counted from the segment's first frame, and length and number of
        frames are the segment's; the same object where the whole clip was scored.
    """
    segment = scored.result.segment
    if segment is None:
        return scored
    start_s, frames = segment.start_s, scored.track.frame_count
    clip = scored.result.clip
    part = clip.model_copy(update={"duration_s": frames / clip.fps, "frames": frames})
    result = scored.result.model_copy(
        update={
            "clip": part,
            "reps": [shift_rep(rep, -start_s) for rep in scored.result.reps],
            "faults": [shift_fault(fault, -start_s) for fault in scored.result.faults],
        }
    )
    return ScoredClip(
        result=result,
        exercise=scored.exercise,
        track=replace(scored.track, time_s=scored.track.time_s - start_s),
        measurements=replace(scored.measurements, time_s=scored.measurements.time_s - start_s),
        timeline=replace(scored.timeline, time_s=scored.timeline.time_s - start_s),
    )


def shift_rep(rep: Rep, by_s: float) -> Rep:
    """Return a repetition that comes so much later."""
    times = {name: getattr(rep, name) + by_s for name in ("start_s", "peak_s", "end_s")}
    return rep.model_copy(update=times)


def shift_fault(fault: Fault, by_s: float) -> Fault:
    """Return a fault that comes so much later."""
    times = {name: getattr(fault, name) + by_s for name in ("start_s", "end_s")}
    return fault.model_copy(update=times)


def begin_at(scored: ScoredClip, start_s: float) -> ScoredClip:
    """Return a scored set that begins at a moment, with times counted from there.

    Parameters
    ----------
    scored : ScoredClip
        Judged from before that moment on, so that its rest levels are known.
    start_s : float
        No later than the first repetition.
    """
    track = scored.track
    first = min(int(np.searchsorted(track.time_s, start_s)), track.frame_count - 1)
    zero_s = float(track.time_s[first])
    cut = cut_track(track, first, track.frame_count)
    cut = replace(cut, time_s=cut.time_s - zero_s)
    result = scored.result
    reps = [shift_rep(rep, -zero_s) for rep in result.reps]
    faults = [_not_before_begin(shift_fault(fault, -zero_s)) for fault in result.faults]
    clip = describe_clip(result.clip, cut.time_s)
    return ScoredClip(
        result=result.model_copy(update={"clip": clip, "reps": reps, "faults": faults}),
        exercise=scored.exercise,
        track=cut,
        measurements=_cut_measurements(scored.measurements, first, zero_s),
        timeline=_cut_timeline(scored.timeline, first, zero_s),
    )


def describe_clip(clip: ClipInfo, time_s: FloatArray) -> ClipInfo:
    """Return a clip's description with length and frame rate of these frames."""
    span_s = float(time_s[-1] - time_s[0])
    fps = (len(time_s) - 1) / span_s if span_s > 0 else 0.0
    length_s = len(time_s) / fps if fps else 0.0
    return clip.model_copy(update={"frames": len(time_s), "fps": fps, "duration_s": length_s})


def _not_before_begin(fault: Fault) -> Fault:
    # What was wrong before, as a set-up can be, begins with the set.
    times = {"start_s": max(0.0, fault.start_s), "end_s": max(0.0, fault.end_s)}
    return fault.model_copy(update=times)


def _cut_measurements(measured: Measurements, first: int, zero_s: float) -> Measurements:
    arrays = {
        item.name: getattr(measured, item.name)[first:]
        for item in fields(measured)
        if isinstance(getattr(measured, item.name), np.ndarray | tuple)
    }
    arrays["time_s"] = arrays["time_s"] - zero_s
    signals = {name: values[first:] for name, values in measured.signals.items()}
    return replace(measured, **arrays, signals=signals, image_signals={})


def _cut_timeline(timeline: Timeline, first: int, zero_s: float) -> Timeline:
    parts = {
        item.name: value[first:]
        for item in fields(timeline)
        if (value := getattr(timeline, item.name)) is not None
    }
    parts["time_s"] = parts["time_s"] - zero_s
    return replace(timeline, **parts)
