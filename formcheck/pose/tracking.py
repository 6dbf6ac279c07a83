"""From a clip to the landmarks of the person in it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import numpy as np

from formcheck.pose.backwards import fill_late_find
from formcheck.pose.bundle_file import Bundle
from formcheck.pose.census import take_census
from formcheck.pose.landmarker import Landmarker
from formcheck.pose.native_memory import limit_heaps
from formcheck.pose.people import PeopleFinder, torso_px, trunk_ends_px
from formcheck.pose.pose import Pose
from formcheck.pose.rows import Rows, join_rows
from formcheck.pose.span_tracking import SpanTracker
from formcheck.pose.span_work import Progress, SpanWork
from formcheck.pose.spans import WHOLE_CLIP, Span, merged, plan_spans
from formcheck.pose.track import PoseTrack
from formcheck.video.frame import DEFAULT_MAX_SIDE_PX
from formcheck.video.opening import unreadable_picture
from formcheck.video.reader import VideoFile
from formcheck.video.reading import BY_THE_FILE, Reading

# Each worker holds a model and a decoder; more than this many gain little.
_MOST_WORKERS = 8
# How far shoulders and hips at one span's end may lie from those at the next one's beginning.
_AGREEMENT_TORSO = 0.15


def track_video(
    path: Path | str,
    bundle: Bundle,
    *,
    max_side_px: int = DEFAULT_MAX_SIDE_PX,
    reading: Reading = BY_THE_FILE,
    thrifty: bool = False,
    workers: int | None = None,
    progress: Progress | None = None,
) -> PoseTrack:
    """Track the person through a clip.

    Long clips are tracked in several time spans side by side. The result depends
    on the clip and the model only, to the last bit, not on ``workers``. If there
    are several people, the largest at the beginning is followed.

    Parameters
    ----------
    path : Path or str
        The clip.
    bundle : Bundle
        The pose model.
    max_side_px : int
        Frames are shrunk to this longer side first.
    reading : Reading
        What a person says of the film's rate, speed and turn.
    thrifty : bool
        Look only where something about the person moves, and ten times a second anyway
        (`formcheck.pose.stillness`). Where there are several people, every frame is looked at.
    workers : int, optional
        How many spans to track at once; the number of processors by default.
    progress : callable, optional
        Called in this thread with the share of the work that is done, 0 to 1.

    Returns
    -------
    PoseTrack

    Raises
    ------
    InputError
        If the clip cannot be read.
    ModelError
        If the model cannot be loaded.
    """
    limit_heaps()
    video = VideoFile(path, max_side_px, reading)
    with Landmarker(bundle, "image") as landmarker:
        census = take_census(video, PeopleFinder(landmarker))
    work = SpanWork(progress)
    tracker = SpanTracker(video, bundle, work.stop, work.count_frame, thrifty=thrifty)
    if census.most > 1:
        work.begin(video.info.frame_count)
        parts = work.run(tracker.track_among_others, [WHOLE_CLIP], 1)
    else:
        parts = _track_one_person(video, tracker, work, workers or _processors())
        fill_late_find(video, bundle, parts[0])
    if not any(part.time_s for part in parts):
        raise unreadable_picture(Path(path))
    size_px = (video.info.frame_width_px, video.info.frame_height_px)
    return join_rows(parts, census, *size_px, thrifty=thrifty)


def _track_one_person(
    video: VideoFile, tracker: SpanTracker, work: SpanWork, workers: int
) -> list[Rows]:
    spans, packets = [WHOLE_CLIP], video.packets
    if packets.seekable:
        spans = plan_spans(packets.duration_s, packets.keyframe_s, packets.frame_count)
    warm_up_s = sum(span.start_s - span.warm_up_from_s for span in spans[1:])
    work.begin(packets.frame_count + round(warm_up_s * video.info.fps))
    parts = work.run(tracker.track_one, spans, workers)
    return _mend_seams(spans, parts, lambda span: work.run(tracker.track_one, [span], 1)[0])


def _mend_seams(spans: list[Span], parts: list[Rows], track: Callable[[Span], Rows]) -> list[Rows]:
    """Track anew, in one go, neighbouring spans that disagree where they meet.

    A tracker that starts in the middle may fail to find a lying person whom the
    running one still holds; the running one is right then.
    """
    mended, covered = [parts[0]], spans[0]
    for span, part in zip(spans[1:], parts[1:], strict=True):
        if _agree(mended[-1].next_pose, part.first_pose):
            mended.append(part)
            covered = span
        else:
            covered = merged(covered, span)
            mended[-1] = track(covered)
    return mended


def _agree(running: Pose | None, started: Pose | None) -> bool:
    if running is None:
        return True
    if started is None:
        return False
    apart_px = np.hypot(*(trunk_ends_px(running) - trunk_ends_px(started)).T)
    return bool(np.all(apart_px <= _AGREEMENT_TORSO * torso_px(running)))


def _processors() -> int:
    available = getattr(os, "sched_getaffinity", None)
    count = len(available(0)) if available else os.cpu_count() or 1
    return min(count, _MOST_WORKERS)
