"""A set that is judged while it is done."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Unpack

import numpy as np
from numpy.typing import NDArray

from formcheck.exercises.loading import get_rules
from formcheck.exercises.settings import Settings
from formcheck.judge.repetitions import NumberedRep
from formcheck.judge.result import Fault
from formcheck.judge.streaming.decided import Decided, Stretch
from formcheck.judge.streaming.growing_track import Beside, GrowingTrack
from formcheck.judge.streaming.now import Now, read_now
from formcheck.judge.streaming.state import SetState
from formcheck.judge.streaming.window import LookBack, judge_window
from formcheck.pose.pose import Pose
from formcheck.pose.track import PoseTrack

#: So often the rules look at the newest frames;
_INTERVAL_S = 0.2
#: less often the longer the judged stretch is, so that a long hold costs no more than a short one.
_INTERVAL_SHARE = 1 / 120


class StreamingSet:
    """Counts and judges one exercise frame by frame.

    The newest stretch of frames is judged again and again as a clip that ends
    now; a repetition is decided, with its faults, when it is over for the first
    time. What comes out depends on the frames and their times only.

    Parameters
    ----------
    exercise_name : str
    settings : Settings
    width_px, height_px : int
        Of the picture that poses refer to.

    Raises
    ------
    UnknownExerciseError
        No such exercise.
    """

    def __init__(
        self, exercise_name: str, settings: Settings, *, width_px: int, height_px: int
    ) -> None:
        self._rules = get_rules(exercise_name)
        self.exercise_name, self.settings = exercise_name, settings
        self._track = GrowingTrack(width_px, height_px)
        self._decided = Decided()
        self._look_back = LookBack(self._rules.look_back_s(settings))
        self._stretches: list[Stretch] = []
        self._now = Now(0.0)
        self._due_s = -np.inf
        self._best = 0.0

    @property
    def track(self) -> PoseTrack:
        """Everything that was seen, from the first frame on."""
        return self._track.since(0)

    def rows_since(self, start: int) -> dict[str, NDArray[Any]]:
        """See `GrowingTrack.rows_since`."""
        return self._track.rows_since(start)

    @property
    def begins_s(self) -> float:
        """Time of the first frame; there must be one."""
        return float(self._track.time_s[0])

    @property
    def track_width_px(self) -> int:
        """Width of the picture that the track refers to."""
        return self._track.width_px

    @property
    def track_height_px(self) -> int:
        """Height of the same picture."""
        return self._track.height_px

    @property
    def judged_from(self) -> int:
        """First frame of what is judged again and again; earlier ones cost nothing any more."""
        return self._look_back.start

    @property
    def decided_reps(self) -> list[NumberedRep]:
        """Every repetition so far, counted or not."""
        return list(self._decided.reps)

    @property
    def reps_counted(self) -> int:
        """How many of them counted."""
        return self._decided.count

    @property
    def decided_faults(self) -> list[Fault]:
        """The faults of these repetitions."""
        return list(self._decided.faults)

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """When repetitions counted."""
        return tuple(self._stretches)

    def start_counting(self, time_s: float) -> None:
        """Let repetitions count from this moment on."""
        if not self.counting:
            self._stretches.append(Stretch(time_s))

    def stop_counting(self, time_s: float) -> None:
        """Let none count that come later, until counting starts again."""
        if self.counting:
            self._stretches[-1] = replace(self._stretches[-1], end_s=time_s)

    @property
    def counting(self) -> bool:
        """Whether repetitions count now."""
        return bool(self._stretches) and np.isinf(self._stretches[-1].end_s)

    def push(
        self,
        time_s: float,
        pose: Pose | None,
        *,
        hurry: bool = False,
        **beside: Unpack[Beside],
    ) -> SetState:
        """Take the next frame and return the state of the set.

        Parameters
        ----------
        time_s : float
            Later than that of the frame before.
        pose : Pose or None
            None if nobody was found.
        hurry : bool
            Only note the frame down: others are waiting to be judged with it.
        **beside
            What else was seen, by the names of `Beside`.
        """
        self._track.add(time_s, pose, **beside)
        return self._state(time_s) if hurry else self._go_on(time_s)

    def push_row(self, track: PoseTrack, index: int) -> SetState:
        """Take the next frame from a track."""
        self._track.add_row(track, index)
        return self._go_on(float(track.time_s[index]))

    def finish(self) -> SetState:
        """Decide what is under way, for nothing follows; return the last state."""
        if self._track.frame_count == 0:
            return SetState(0.0)
        return self._judge(float(self._track.time_s[-1]), last=True)

    def _go_on(self, time_s: float) -> SetState:
        if time_s < self._due_s:
            return self._state(time_s)
        return self._judge(time_s, last=False)

    def _judge(self, time_s: float, *, last: bool) -> SetState:
        first = self._look_back.start
        window = judge_window(self._track.since(first), self._rules, self.settings)
        news = self._decided.add(window, first, self._stretches, last=last)
        self._now = read_now(window)
        for rep in news.reps:
            if rep.counted and rep.range is not None:
                self._best = max(self._best, rep.range)
        self._look_back.move_on(self._track.time_s, self._now.rests_s, self._now.movement_start_s)
        judged_s = time_s - float(self._track.time_s[first])
        self._due_s = time_s + max(_INTERVAL_S, _INTERVAL_SHARE * judged_s)
        state = self._state(time_s)
        return replace(state, new_reps=news.reps, new_faults=news.faults, new_absent=news.absent)

    def _state(self, time_s: float) -> SetState:
        now = self._now
        since_s = time_s - now.time_s if now.time_s else 0.0
        return SetState(
            time_s=time_s,
            near_side=now.near_side,
            resting_s=now.resting_s + since_s if now.resting_s > 0 else 0.0,
            phase=now.phase,
            reps=self._decided.count,
            partial_reps=sum(item.rep.kind == "partial" for item in self._decided.reps),
            hold_s=now.hold_s + since_s if now.phase == "hold" else now.hold_s,
            reach=self._reach(now),
            side=next(
                (item.rep.side for item in reversed(self._decided.reps) if item.rep.side), None
            ),
        )

    def _reach(self, now: Now) -> float | None:
        # Where nothing is prescribed, the person's own best stands for the target.
        target = self._rules.target(self.settings) or self._best
        level = self._rules.target_level(self.settings)
        if level is not None:
            target = level - now.rest_level
        if now.displacement is None or not target > 0:
            return None
        return max(0.0, now.displacement / target)
