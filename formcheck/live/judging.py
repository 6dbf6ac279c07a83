"""The judge in a thread of its own: frames in, states of the set out, all in order."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from queue import Queue
from typing import Protocol

from formcheck.exercises.loading import get_rules
from formcheck.exercises.settings import Settings, default_settings
from formcheck.judge.streaming.calibration import Prompt, calibrate
from formcheck.judge.streaming.streaming_set import StreamingSet
from formcheck.live.journal import SetJournal
from formcheck.live.judge_process import RunningSet
from formcheck.live.moment import Calibration, PosedFrame, SetState, Sight

#: With so many frames waiting, they are noted down without being judged one by one.
_HURRY_FROM = 12
#: What was seen before the start position was found is forgotten after so long.
_LONGEST_WAIT_S = 120.0


@dataclass(frozen=True)
class JudgedFrame:
    """A frame that was judged; a hurried one was only noted down, and its state is an older one."""

    time_s: float
    sight: Sight
    state: SetState
    hurried: bool = False


@dataclass(frozen=True)
class FinishedSet:
    """A set that is over; `started_s` is when counting began, None if it never did."""

    done: StreamingSet
    started_s: float | None


Answer = JudgedFrame | Calibration | FinishedSet


class NewSet(Protocol):
    """Begins a set."""

    def __call__(
        self, exercise_name: str, settings: Settings, *, width_px: int, height_px: int
    ) -> RunningSet:
        """See `StreamingSet`."""


class Judging:
    """Judges the frames that it is given, from `watch` on.

    What is asked for takes its place among the frames in the order of the calls.

    Parameters
    ----------
    journal : SetJournal, optional
        What is seen and decided is noted there, from the start of counting on. To be closed
        by whoever saves the set.
    new_set : callable
        Begins a set; `JudgeProcess.new_set` for one that is judged in another process.
    """

    def __init__(self, journal: SetJournal | None = None, new_set: NewSet = StreamingSet) -> None:
        self.journal = journal
        self._new_set = new_set
        self._wanted: tuple[str, Settings] = ("", default_settings())
        self._inbox: Queue[Callable[[], None] | None] = Queue()
        self._answers: deque[Answer] = deque()
        self._set: RunningSet | None = None
        self._started_s: float | None = None
        self._began_at = datetime.now(UTC).astimezone()
        self._starts_with_first_frame = False
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="judging", daemon=True)
        self._thread.start()

    def watch(self, exercise: str, settings: Settings) -> None:
        """Begin a new set with the next frame; nothing counts yet."""
        self._inbox.put(lambda: self._watch(exercise, settings))

    def push(self, posed: PosedFrame, sight: Sight) -> None:
        """Take the next frame; answered by a `JudgedFrame`."""
        self._inbox.put(lambda: self._judge(posed, sight))

    def start_counting(self, time_s: float) -> None:
        """Let repetitions count."""
        self._inbox.put(lambda: self._start(time_s))

    def stop_counting(self, time_s: float) -> None:
        """Let none count until counting starts again."""
        self._inbox.put(lambda: self._with_set(lambda done: done.stop_counting(time_s)))

    def note_timed_holds(self, count: int) -> None:
        """Note down in the journal how many holds were only timed."""
        if self.journal is not None:
            self.journal.note_timed_holds(count)

    def calibrate(self, prompts: Sequence[Prompt]) -> None:
        """Measure guided movements; answered by a `Calibration`. A new set begins, judged by it."""
        self._inbox.put(lambda: self._calibrate(prompts))

    def restart(self) -> None:
        """Forget what was counted and go on watching."""
        self._inbox.put(self._begin_anew)

    def finish(self) -> None:
        """End the set; answered by a `FinishedSet`, if there is one."""
        self._inbox.put(self._finish)

    def take(self) -> list[Answer]:
        """Return the answers since the last call, in order.

        Raises
        ------
        Exception
            What went wrong in the thread, if anything did.
        """
        if self._error is not None:
            raise self._error
        taken = []
        while self._answers:
            taken.append(self._answers.popleft())
        return taken

    @property
    def idle(self) -> bool:
        """Whether everything is judged, and the answers were taken."""
        return self._inbox.unfinished_tasks == 0 and not self._answers

    @property
    def behind(self) -> bool:
        """Whether more frames wait than can be judged one by one."""
        return self._inbox.qsize() > _HURRY_FROM

    def close(self) -> None:
        """End the thread once all that waits is done."""
        self._inbox.put(None)
        self._thread.join()

    def abandon(self) -> None:
        """End the thread, and keep nothing of the set."""
        self.close()
        if self.journal is not None:
            self.journal.close(keep=False)

    def _run(self) -> None:
        try:
            while self._work_once():
                pass
        except BaseException as error:  # raised again by `take`
            self._error = error

    def _work_once(self) -> bool:
        """Do what is next; return whether there may be more."""
        work = self._inbox.get()
        try:
            if work is not None:
                work()
        finally:
            self._inbox.task_done()
        return work is not None

    def _watch(self, exercise: str, settings: Settings) -> None:
        self._wanted = (exercise, settings)
        self._begin_anew()

    def _begin_anew(self) -> None:
        if self.journal is not None and self._started_s is not None:
            self.journal.discard()
        self._forget_set()

    def _forget_set(self) -> None:
        self._set, self._started_s, self._starts_with_first_frame = None, None, False

    def _judge(self, posed: PosedFrame, sight: Sight) -> None:
        height_px, width_px = posed.rgb.shape[:2]
        if self._set is None:
            exercise, settings = self._wanted
            self._set = self._new_set(exercise, settings, width_px=width_px, height_px=height_px)
            if self._starts_with_first_frame:
                self._start(posed.time_s)
        # A camera that comes back may have another resolution; the set keeps its first one.
        scale = self._set.track_width_px / width_px
        hurried = self.behind
        state = self._set.push(
            posed.time_s,
            posed.pose and posed.pose.scaled(scale),
            picture_change=posed.picture_change,
            fade_s=posed.fade_s,
            camera_step_px=(scale * posed.camera_step_px[0], scale * posed.camera_step_px[1]),
            image_motion=posed.image_motion,
            people=posed.people,
            hurry=hurried,
        )
        self._answers.append(JudgedFrame(posed.time_s, sight, state, hurried))
        if self.journal is not None and self._started_s is not None:
            decided = bool(state.new_reps)
            self.journal.note(self._set, self._began_at, self._started_s, at_once=decided)
        if self._started_s is None and state.resting_s == 0:
            self._forget_long_wait(posed.time_s)

    def _forget_long_wait(self, time_s: float) -> None:
        """Keep no landmarks of somebody who takes long to get ready."""
        if self._set is not None and time_s - self._set.begins_s > _LONGEST_WAIT_S:
            self._set = None

    def _with_set(self, act: Callable[[RunningSet], None]) -> None:
        if self._set is not None:
            act(self._set)

    def _start(self, time_s: float) -> None:
        if self._set is None:
            self._starts_with_first_frame = True
            return
        if self._started_s is None:
            self._started_s, self._began_at = time_s, datetime.now(UTC).astimezone()
        self._set.start_counting(time_s)

    def _calibrate(self, prompts: Sequence[Prompt]) -> None:
        exercise, settings = self._wanted
        if self._set is None:
            self._answers.append(Calibration(None, 0))
            return
        calibration = calibrate(exercise, self._set.track, settings, prompts)
        if calibration.own_size is not None:
            self._wanted = (
                exercise,
                get_rules(exercise).with_own_size(settings, calibration.own_size),
            )
        self._begin_anew()
        self._answers.append(calibration)

    def _finish(self) -> None:
        if self._set is None:
            return
        last = self._set.finish()
        if last.new_reps or last.new_faults:
            sight = Sight((), upright=False, hand_raised=False)
            self._answers.append(JudgedFrame(last.time_s, sight, last))
        done = self._set if isinstance(self._set, StreamingSet) else self._set.brought_here()
        self._answers.append(FinishedSet(done, self._started_s))
        # Its journal stays until it is saved.
        self._forget_set()
