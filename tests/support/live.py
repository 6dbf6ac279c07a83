"""Sets of synthetic people as a live session sees and finishes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from formcheck.exercises.settings import default_settings
from formcheck.live.journal import SetJournal, SetOwner
from formcheck.live.judging import FinishedSet, Judging
from formcheck.live.moment import PosedFrame, Sight
from formcheck.pose.image_layout import COLUMNS, PATCHES
from formcheck.pose.track import PoseTrack
from tests.support.scenes import SCENES
from tests.support.streaming import film_faulty_press_ups, open_set, play, pose_at
from tests.support.synthetic import frame_times, plan_reps

PERFORMED_AT = datetime(2025, 3, 3, 9, 30, 5, tzinfo=UTC)
#: What is seen of somebody before counting begins.
START_S = 5.0
_BLANK = np.full((480, 640, 3), 90, np.uint8)


def film_press_ups(count: int = 2, first_s: float = START_S + 2.0, fps: float = 10.0) -> PoseTrack:
    """Return press ups of somebody who got ready first."""
    reps = plan_reps(count, 38.0, first_s=first_s)
    scene = next(scene for scene in SCENES if scene.exercise == "prone_press_up")
    return replace(scene, reps=reps).film(frame_times(reps, fps=fps))


def finished_set(
    track: PoseTrack | None = None,
    *,
    started_s: float | None = START_S,
    exercise: str = "prone_press_up",
) -> FinishedSet:
    """Return a set that was judged to its end; it counted from `started_s` on."""
    track = film_press_ups() if track is None else track
    done = open_set(track, exercise, counting=False)
    done.start_counting(-np.inf if started_s is None else started_s)
    played = play(track, exercise, done=done, judged_every_s=0.5)
    return FinishedSet(played.done, started_s)


def finished_with_faults() -> FinishedSet:
    """Return a set of three press ups with faults in two."""
    return finished_set(film_faulty_press_ups(fps=10.0), started_s=0.5)


def frames_of(track: PoseTrack, size_px: tuple[int, int] | None = None) -> list[PosedFrame]:
    """Return a track as the frames of a camera, in pictures of another size if one is given."""
    rgb = _BLANK if size_px is None else np.zeros((size_px[1], size_px[0], 3), np.uint8)
    scale = rgb.shape[1] / track.width_px
    frames = []
    for index in range(track.frame_count):
        pose = pose_at(track, index)
        frames.append(
            PosedFrame(
                time_s=float(track.time_s[index]),
                rgb=rgb,
                pose=pose and pose.scaled(scale),
                picture_change=float(track.picture_change[index]),
                camera_step_px=(0.0, 0.0),
                image_motion=np.full((len(PATCHES), COLUMNS), np.nan, np.float32),
                people=1,
                latency_s=0.01,
            )
        )
    return frames


#: Two repetitions; the second is over some seconds before the end.
FRAMES = frames_of(film_press_ups(2, first_s=3.0))
_CLEAR = Sight((), upright=False, hand_raised=False)


def watch_set(
    judging: Judging, frames: Sequence[PosedFrame] = FRAMES, start_s: float = 1.0
) -> None:
    """Let a judge with a journal see a set; it counts from `start_s` on."""
    judging.watch("prone_press_up", default_settings())
    for frame in frames:
        if judging.journal is not None and frame.time_s >= start_s:
            judging.start_counting(start_s)
            start_s = np.inf
        judging.push(frame, _CLEAR)


def interrupt(folder: Path, owner: SetOwner, frames: Sequence[PosedFrame] = FRAMES) -> None:
    """Leave a set as a program does that ends in its middle."""
    judging = Judging(SetJournal(folder, owner))
    watch_set(judging, frames)
    judging.close()
    assert judging.journal is not None
    judging.journal.close(keep=True)
