"""A clip or a camera frame by frame: pose, signals, and what is decided meanwhile."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from formcheck.arrays import Pixels
from formcheck.exercises.settings import Settings, default_settings
from formcheck.exercises.typed_name import find_exercise_name
from formcheck.judge.streaming.growing_track import GrowingTrack
from formcheck.judge.streaming.state import SetState
from formcheck.judge.streaming.streaming_set import StreamingSet
from formcheck.kinematics.measure import measure
from formcheck.live.capture import CapturedFrame
from formcheck.live.inference import FramePoser
from formcheck.live.moment import PosedFrame
from formcheck.pose.bundle_file import Bundle
from formcheck.pose.following import Follower
from formcheck.pose.landmarker import Landmarker
from formcheck.pose.native_memory import limit_heaps
from formcheck.pose.people import PeopleFinder
from formcheck.pose.pose import Pose
from formcheck.scoring import find_model
from formcheck.video.reader import VideoFile
from formcheck.video.sources.opening import is_file_source, open_source

#: Signals of a frame are measured on so much of what came before it.
_LOOK_BACK_S = 3.0


@dataclass(frozen=True)
class FollowedFrame:
    """One frame, and what is known of it.

    Attributes
    ----------
    time_s : float
        Seconds after the first frame; strictly increasing.
    rgb : (H, W, 3) uint8
        The picture, upright, at most 1280 pixels on its longer side.
    pose : Pose or None
        33 landmarks in pixels of ``rgb``, x to the right and y down; None if nobody is found.
    signals : mapping of str to float
        Each signal with its unit in the name (``knee_deg``), measured with the past alone; NaN
        where it is not seen, and empty before anybody was.
    state : SetState or None
        Repetitions so far, phase, the hold clock, and what has just been decided
        (``new_reps``, ``new_faults``); None where no exercise is named.
    """

    time_s: float
    rgb: Pixels
    pose: Pose | None
    signals: Mapping[str, float]
    state: SetState | None


def follow(
    source: str | os.PathLike[str] | int,
    exercise: str | None = None,
    *,
    settings: Settings | None = None,
    model: str | Path = "full",
) -> Iterator[FollowedFrame]:
    """Follow a person frame by frame, in a recorded clip or live.

    Of a clip every frame is given, as fast as it can be looked at; of a camera the newest one.
    What is decided is decided with the past alone and never taken back, as
    ``formcheck live`` does; `score` knows the whole clip and is the more exact.

    Parameters
    ----------
    source : str, Path or int
        A clip; the number of a camera, ``0``; or the address of a network camera.
    exercise : str, optional
        What is done, as people write it. Without it poses and signals come, and no decisions.
    settings : Settings, optional
        Thresholds; the defaults without it.
    model : str or Path
        ``"lite"``, ``"full"``, ``"heavy"``, or the path of a model bundle.

    Yields
    ------
    FollowedFrame

    Raises
    ------
    UnknownExerciseError, InputError, CameraError, ModelError
        At once, before the first frame.

    Examples
    --------
    >>> import formcheck as fc
    >>> for frame in fc.follow("clip.mp4", "press-up"):  # doctest: +SKIP
    ...     print(frame.time_s, frame.signals.get("trunk_inclination_deg"), frame.state.reps)
    """
    name = None if exercise is None else find_exercise_name(exercise)
    bundle = find_model(model)
    pictures = _pictures(os.fspath(source) if isinstance(source, os.PathLike) else str(source))
    return _follow(pictures, bundle, name, settings or default_settings())


def _pictures(source: str) -> Iterator[tuple[float, Pixels]]:
    if is_file_source(source):
        film = VideoFile(Path(source).expanduser())
        return ((frame.time_s, frame.rgb) for frame in film.frames())
    return _live_pictures(source)


def _live_pictures(source: str) -> Iterator[tuple[float, Pixels]]:
    with closing(open_source(source)) as camera:
        began_s, last_s = None, -1.0
        while (captured := camera.read()) is not None:
            began_s = captured.captured_s if began_s is None else began_s
            last_s = max(captured.captured_s - began_s, last_s + 0.001)
            yield last_s, captured.rgb


def _follow(
    pictures: Iterator[tuple[float, Pixels]],
    bundle: Bundle,
    exercise: str | None,
    settings: Settings,
) -> Iterator[FollowedFrame]:
    limit_heaps()
    with ExitStack() as stack:
        finder = PeopleFinder(stack.enter_context(Landmarker(bundle, "image")))
        look = _Look(bundle, finder, stack, exercise, settings)
        for number, (time_s, rgb) in enumerate(pictures, start=1):
            yield look.at(CapturedFrame(number, time_s, rgb))
        if (last := look.finish()) is not None:
            yield last


class _Look:
    """What one run remembers from frame to frame."""

    def __init__(
        self,
        bundle: Bundle,
        finder: PeopleFinder,
        stack: ExitStack,
        exercise: str | None,
        settings: Settings,
    ) -> None:
        self._bundle, self._finder, self._stack = bundle, finder, stack
        self._exercise, self._settings = exercise, settings
        self._size: tuple[int, ...] = ()
        self._poser: FramePoser | None = None
        self._track: GrowingTrack | None = None
        self._set: StreamingSet | None = None
        self._last: FollowedFrame | None = None

    def at(self, frame: CapturedFrame) -> FollowedFrame:
        """Return what is known of the next frame."""
        if self._poser is None or frame.rgb.shape != self._size:
            follower = Follower(lambda: Landmarker(self._bundle), self._finder)
            self._stack.callback(follower.close)
            self._poser, self._size = FramePoser(follower), frame.rgb.shape
        posed = self._poser.look(frame, 1)
        state = self._judge(posed)
        self._last = FollowedFrame(posed.time_s, posed.rgb, posed.pose, self._measure(), state)
        return self._last

    def finish(self) -> FollowedFrame | None:
        """Return the last frame again if something is decided only because nothing follows."""
        if self._set is None or self._last is None:
            return None
        state = self._set.finish()
        return replace(self._last, state=state) if state.new_reps or state.new_faults else None

    def _judge(self, posed: PosedFrame) -> SetState | None:
        height_px, width_px = posed.rgb.shape[:2]
        if self._track is None:
            self._track = GrowingTrack(width_px, height_px)
            if self._exercise is not None:
                self._set = StreamingSet(
                    self._exercise, self._settings, width_px=width_px, height_px=height_px
                )
                self._set.start_counting(posed.time_s)
        # A camera may change its resolution; positions stay those of the first picture.
        scale = self._track.width_px / width_px
        pose = posed.pose and posed.pose.scaled(scale)
        across_px, down_px = posed.camera_step_px
        step_px = (scale * across_px, scale * down_px)
        self._track.add(
            posed.time_s,
            pose,
            picture_change=posed.picture_change,
            fade_s=posed.fade_s,
            camera_step_px=step_px,
            image_motion=posed.image_motion,
        )
        if self._set is None:
            return None
        return self._set.push(
            posed.time_s,
            pose,
            picture_change=posed.picture_change,
            fade_s=posed.fade_s,
            camera_step_px=step_px,
            image_motion=posed.image_motion,
        )

    def _measure(self) -> Mapping[str, float]:
        assert self._track is not None
        times_s = self._track.time_s
        first = int(np.searchsorted(times_s, times_s[-1] - _LOOK_BACK_S))
        recent = self._track.since(first)
        if not np.isfinite(recent.xy_px).any():
            return {}
        measured = measure(recent, self._settings.view, causal=True)
        return {name: float(values[-1]) for name, values in measured.signals.items()}
