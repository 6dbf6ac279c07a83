"""The result of a part of a clip, with times counted from where the part begins."""

from __future__ import annotations

from dataclasses import replace

from formcheck.session.result import Fault, Rep
from formcheck.session.scored import ScoredClip


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
