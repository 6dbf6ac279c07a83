"""The annotated video: a second pass over the clip, in stretches side by side."""

from __future__ import annotations

import contextlib
import math
import os
import threading
from collections import deque
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as StillRunningError
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from formcheck.arrays import FloatArray
from formcheck.judge.scored import ScoredClip
from formcheck.report.overlay import Overlay, Scenery, prepare_scenery
from formcheck.video.h264 import Packet
from formcheck.video.reader import VideoFile
from formcheck.video.writer import H264Writer

# Two stretches keep two cores busy on a short clip; longer clips are cut finer, so
# that finished packets never pile up. The number depends on the clip alone:
# the same clip gives the same bytes on every machine.
_SHORTEST_CLIP_TO_SPLIT_S = 3.0
_LONGEST_STRETCH_S = 20.0
_MOST_WORKERS = 4
# A clip of fewer frames a second than this is cut by its frames, not by its time.
_LEAST_FPS = 1.0

# How often the waiting caller looks up: for the progress bar, and for Ctrl-C.
_POLL_S = 0.1
# The last frame of a segment belongs to it, however its time was rounded.
_END_MARGIN_S = 1e-3


@dataclass(frozen=True)
class Stretch:
    """The frames from ``start_s`` until before ``end_s``."""

    start_s: float
    end_s: float


@dataclass
class _Job:
    """What the threads of one annotated video share."""

    video: VideoFile
    scenery: Scenery
    frame_time_s: FloatArray
    writer: H264Writer
    begin_s: float = 0.0
    end_s: float = math.inf
    stop: threading.Event = field(default_factory=threading.Event)
    frames_done: list[int] = field(default_factory=list)


def write_annotated_video(
    clip: Path,
    scored: ScoredClip,
    out: Path,
    *,
    sound: bool = True,
    max_side_px: int = 1280,
    workers: int | None = None,
    progress: Callable[[float], None] | None = None,
) -> None:
    """Draw what was found into a copy of the clip.

    Every frame of the clip is kept, at the time at which the film plays it, while all that is
    drawn tells the times of the movement; of a clip of several exercises, every frame of
    the segment that was scored. Words stand beside or below
    the picture, never on it. The same clip and result give the same file.

    Parameters
    ----------
    clip : Path
        The clip that was scored.
    scored : ScoredClip
        What was found in it; of a segment with times counted from its first frame
        (`formcheck.judge.rebase.count_from_segment`).
    out : Path
        The MP4 file to write; it appears when it is complete.
    sound : bool
        Whether what is heard in the clip is heard in the film, too.
    max_side_px : int
        Larger pictures are scaled down to this.
    workers : int, optional
        Stretches worked on at once; by default one a core, at most four.
    progress : callable, optional
        Called from the calling thread with the share done, 0 to 1.

    Raises
    ------
    InputError
        The clip cannot be read.
    OutputError, DiskFullError
        The file cannot be written.
    MachineError
        No H.264 encoder works here.
    """
    reading = scored.result.clip.as_read
    video = VideoFile(clip, max_side_px, reading)
    scenery = prepare_scenery(scored, video.info.frame_width_px, video.info.frame_height_px)
    time_s = scored.track.time_s
    stretches = split_into_stretches(time_s)
    segment, layout = scored.result.segment, scenery.layout
    begin_s = segment.start_s if segment else 0.0
    heard = video.sound(begin_s, begin_s + _length_s(time_s)) if sound else None
    played_fps = video.info.fps * video.info.speed
    with H264Writer(out, layout.width, layout.height, played_fps, heard) as writer:
        job = _Job(video, scenery, time_s, writer, begin_s, frames_done=[0] * len(stretches))
        expected = max(video.info.frame_count, len(time_s), 1)
        if segment:
            job.end_s = segment.end_s + _END_MARGIN_S
            expected = len(time_s)

        def report() -> None:
            if progress is not None:
                progress(min(sum(job.frames_done) / expected, 0.99))

        run = _run_in_order(job, stretches, workers or _default_workers(), report)
        with contextlib.closing(run):
            for packets in run:
                writer.write_packets(packets)
    if progress is not None:
        progress(1.0)


def split_into_stretches(time_s: FloatArray) -> tuple[Stretch, ...]:
    """Cut a clip into stretches of about the same number of frames.

    Parameters
    ----------
    time_s : (F,) float
        Times of the processed frames, increasing.

    Returns
    -------
    tuple of Stretch
        Together they cover all times; each bound lies between two frames. An
        even number, but for a clip too short to be worth it.
    """
    duration_s = float(time_s[-1]) if len(time_s) else 0.0
    count = 1
    if duration_s >= _SHORTEST_CLIP_TO_SPLIT_S and len(time_s) >= 4:
        work_s = min(duration_s, len(time_s) / _LEAST_FPS)
        count = 2 * math.ceil(work_s / (2 * _LONGEST_STRETCH_S))
    firsts = [len(time_s) * part // count for part in range(1, count)]
    bounds = [float(time_s[first - 1] + time_s[first]) / 2 for first in firsts]
    return tuple(
        Stretch(start_s, end_s)
        for start_s, end_s in zip([0.0, *bounds], [*bounds, math.inf], strict=True)
    )


def _run_in_order(
    job: _Job, stretches: Sequence[Stretch], workers: int, report: Callable[[], None]
) -> Generator[list[Packet], None, None]:
    """Yield the packets of each stretch in turn while later ones are being made."""
    # Only as many are under way as there are workers, plus one finished and
    # waiting for its turn: that bounds the memory.
    with ThreadPoolExecutor(workers, thread_name_prefix="annotate") as pool:
        waiting = deque(enumerate(stretches))
        running: deque[Future[list[Packet]]] = deque()
        try:
            while waiting or running:
                while waiting and len(running) <= workers:
                    running.append(pool.submit(_annotate_stretch, job, *waiting.popleft()))
                yield _wait(running[0], report)
                running.popleft()
        finally:
            job.stop.set()
            pool.shutdown(wait=True, cancel_futures=True)


def _wait(future: Future[list[Packet]], report: Callable[[], None]) -> list[Packet]:
    while True:
        try:
            return future.result(timeout=_POLL_S)
        except StillRunningError:
            report()


def _annotate_stretch(job: _Job, number: int, stretch: Stretch) -> list[Packet]:
    """Decode, draw and encode one stretch; ends early when the job is stopped."""
    overlay, encoder = Overlay(job.scenery), job.writer.new_encoder()
    packets: list[Packet] = []
    for frame in job.video.frames(job.begin_s + stretch.start_s, stop=job.stop):
        time_s = max(frame.time_s - job.begin_s, 0.0)
        if time_s >= stretch.end_s or frame.time_s > job.end_s or job.stop.is_set():
            break
        index = nearest_index(job.frame_time_s, time_s)
        canvas = overlay.annotate(frame.rgb, index, time_s)
        packets += encoder.encode(canvas, time_s / job.video.info.speed)
        job.frames_done[number] += 1
    return packets + encoder.flush()


def _length_s(time_s: FloatArray) -> float:
    """Return how long the frames are shown, the last one as long as is usual."""
    usual_s = float(np.median(np.diff(time_s))) if len(time_s) > 1 else 0.0
    return float(time_s[-1]) + usual_s if len(time_s) else 0.0


def nearest_index(time_s: FloatArray, moment_s: float) -> int:
    """Return the position of the time nearest to a moment in an increasing array."""
    after = int(np.searchsorted(time_s, moment_s))
    if after == 0:
        return 0
    if after == len(time_s):
        return after - 1
    return after if time_s[after] - moment_s < moment_s - time_s[after - 1] else after - 1


def _default_workers() -> int:
    return max(1, min(_MOST_WORKERS, os.cpu_count() or 1))
