"""The camera while it is on: capture, pose, checks and judge, each in its thread."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from formcheck.errors import CameraError, InputError
from formcheck.exercises.registry import get_exercise
from formcheck.exercises.settings import Settings
from formcheck.judge.streaming.streaming_set import StreamingSet
from formcheck.live.capture import CameraChange, Capture, Newest
from formcheck.live.checks import SightWatch, Steady
from formcheck.live.inference import Inference, Relief
from formcheck.live.journal import SetJournal
from formcheck.live.judging import Answer, JudgedFrame, Judging, NewSet
from formcheck.live.moment import PosedFrame, Sight
from formcheck.live.position import PositionWatch
from formcheck.live.recording import Recording
from formcheck.pose.bundle_file import Bundle
from formcheck.video.sources.source import Source

#: What happened before counting began that the film shows, too: the countdown.
LEAD_IN_S = 3.0
#: In no posture of the exercise for so long is worth a word.
_WRONG_POSTURE_S = 1.5
_TRY_AGAIN_S = 1.0
#: Frames that wait for the judge for so long are no passing rush.
_BEHIND_S = 4.0
#: So long after a slow moment little is known yet of how somebody lies.
_DOUBT_S = 5.0


@dataclass(frozen=True)
class NewestFrame:
    """The newest picture with what was seen in it."""

    posed: PosedFrame
    sight: Sight


@dataclass(frozen=True)
class LookedAt:
    """A picture that was looked at while nobody was judged."""

    time_s: float
    sight: Sight


class LiveCamera:
    """Runs from `start` to `close`; the light of the camera is on in between.

    Parameters
    ----------
    open_source : callable
        Opens the camera; again after it was lost.
    bundle : Bundle
        The pose model.
    began_s : float
        Monotonic time at which the program began.
    keep_lead_in : bool
        Whether the newest seconds are kept for a film; they take some 250 MB.
    new_journal : callable, optional
        Begins the journal of a set; see `Judging`.
    new_set : callable
        Begins a set; see `Judging`.
    find_lighter : callable, optional
        See `Inference`.
    """

    def __init__(
        self,
        open_source: Callable[[], Source],
        bundle: Bundle,
        began_s: float,
        *,
        keep_lead_in: bool = False,
        new_journal: Callable[[], SetJournal] | None = None,
        new_set: NewSet = StreamingSet,
        find_lighter: Callable[[], Bundle | None] | None = None,
    ) -> None:
        self._bundle, self._find_lighter = bundle, find_lighter
        self._new_journal, self._new_set = new_journal, new_set
        self._behind = Steady(_BEHIND_S, _BEHIND_S)
        self._doubted_until_s = 0.0
        self._reliefs: list[Relief] = []
        self._keep_lead_in = keep_lead_in
        self._people_wanted = True
        self._arrived: Newest[NewestFrame] = Newest()
        self._capture = Capture(open_source, began_s=began_s)
        self._judging: Judging | None = None
        # What is judged and filmed changes between two pictures, never within one.
        self._handing = threading.Lock()
        self._looked_at: deque[LookedAt] = deque()
        self._watch = SightWatch()
        self._posture = _PostureWatch()
        self._position: PositionWatch | None = None
        self._newest: NewestFrame | None = None
        self._recent: deque[PosedFrame] = deque()
        self._recording: Recording | None = None
        self._changes: list[CameraChange] = []
        self._ended = False
        self._inference: Inference | None = None
        self._closing = threading.Event()
        self._error: BaseException | None = None
        self._starter = threading.Thread(target=self._start, name="camera start", daemon=True)

    @property
    def newest(self) -> NewestFrame | None:
        """The newest picture; None before the first."""
        return self._newest

    def wait(self, timeout_s: float) -> None:
        """Wait for a picture that was not waited for yet, at most so long."""
        self._arrived.take(timeout_s)

    def start(self) -> None:
        """Switch the camera on, in the background; nobody is judged yet."""
        self._starter.start()

    def watch(self, exercise: str, settings: Settings) -> None:
        """Judge an exercise from the next picture on, in place of another; nothing counts yet."""
        journal = None if self._new_journal is None else self._new_journal()
        judging = Judging(journal, self._new_set)
        judging.watch(exercise, settings)
        before = self._hand_over_to(judging, PositionWatch(get_exercise(exercise)))
        if before is not None:
            threading.Thread(target=before.abandon, name="judging ends", daemon=True).start()

    def hand_over(self) -> Judging | None:
        """Judge and film nobody any more; return the judge, its set still to be finished.

        The camera stays on, and what it sees is looked at but not judged. The last picture of
        the film is the last that is judged.
        """
        return self._hand_over_to(None)

    def _hand_over_to(
        self, judging: Judging | None, position: PositionWatch | None = None
    ) -> Judging | None:
        with self._handing:
            before, self._judging = self._judging, judging
            self._position = position
            self._recording = None
            self._recent.clear()
            self._posture = _PostureWatch()
        return before

    def count_people(self, wanted: bool) -> None:
        """See `Inference.count_people`."""
        self._people_wanted = wanted
        if self._inference is not None:
            self._inference.count_people(wanted)

    @property
    def judging(self) -> Judging | None:
        """The judge, to be asked for what is to count; None while nobody is judged."""
        return self._judging

    def record(self, recording: Recording) -> None:
        """Film from now on, the countdown included."""
        with self._handing:
            recording.begin_with(list(self._recent))
            if self._judging is not None and self._judging.journal is not None:
                self._judging.journal.note_recording(recording.folder)
            self._recording = recording
            self._recent.clear()

    def stop_recording(self) -> Recording | None:
        """Film no longer; return what was being filmed."""
        with self._handing:
            recording, self._recording = self._recording, None
        return recording

    def take_changes(self) -> list[CameraChange]:
        """Return what happened to the camera, the end of a file when its last frame is judged.

        Raises
        ------
        Exception
            What went wrong in a thread, if anything did.
        """
        if self._error is not None:
            raise self._error
        changes, self._changes = self._changes, []
        for change in self._capture.take_changes():
            if change.change == "ended":
                self._ended = True
            else:
                changes.append(change)
        if self._inference is not None:
            self._inference.raise_error()
            idle = self._judging is None or self._judging.idle
            if self._ended and self._inference.ended and idle:
                self._ended = False
                changes.append(CameraChange(self._capture.now_s(), "ended"))
        return changes

    @property
    def reliefs(self) -> tuple[Relief, ...]:
        """What was done so far because the computer was too slow."""
        return tuple(self._reliefs)

    def take_reliefs(self) -> list[Relief]:
        """Return what was done about it since the last call."""
        new = [] if self._inference is None else self._inference.take_reliefs()
        self._reliefs += new
        return new

    def take_answers(self) -> list[Answer | LookedAt]:
        """Return the judge's answers since the last call, with a word on the posture.

        While nobody is judged, what was seen in each picture.
        """
        answers: list[Answer | LookedAt] = []
        while self._looked_at:
            answers.append(self._looked_at.popleft())
        if self._judging is not None:
            answers += [
                self._posture.note(item) if isinstance(item, JudgedFrame) else item
                for item in self._judging.take()
            ]
        return answers

    def switch_off(self) -> None:
        """Switch the camera off; what was seen can still be judged."""
        self._closing.set()
        self._capture.close()
        if self._starter.is_alive():
            self._starter.join()
        if self._inference is not None:
            self._inference.close()

    def close(self) -> None:
        """Switch off, and end the judge: there is no set to keep."""
        self.switch_off()
        judging = self.hand_over()
        if judging is not None:
            judging.abandon()

    def _start(self) -> None:
        try:
            inference = Inference(self._bundle, self._capture, self._take, self._find_lighter)
            self._inference = inference
            inference.count_people(self._people_wanted)
            if self._open():
                inference.start()
        except BaseException as error:  # raised again by `take_changes`
            self._error = error

    def _open(self) -> bool:
        """Open the camera, however long it takes to be there."""
        lost = False
        while not self._closing.is_set():
            try:
                self._capture.start()
            except (CameraError, InputError):
                if not lost:
                    self._note("lost")
                lost = True
                self._closing.wait(_TRY_AGAIN_S)
            else:
                if lost:
                    self._note("back")
                return True
        return False

    def _note(self, change: Literal["lost", "back"]) -> None:
        self._changes.append(CameraChange(self._capture.now_s(), change))

    def _take(self, posed: PosedFrame) -> None:
        sight = self._watch.look(posed)
        judging, position = self._judging, self._position
        if position is not None:
            sight = replace(sight, position=position.look(posed))
        behind = self._behind.update(judging is not None and judging.behind, posed.time_s)
        sight = self._with_pace(sight, posed.time_s, behind)
        self._newest = NewestFrame(posed, sight)
        self._arrived.put(self._newest)
        with self._handing:
            if self._judging is None:
                self._looked_at.append(LookedAt(posed.time_s, sight))
            else:
                self._judging.push(posed, sight)
            if self._recording is not None:
                self._recording.add(posed)
            elif self._keep_lead_in:
                self._recent.append(posed)
                while posed.time_s - self._recent[0].time_s > LEAD_IN_S:
                    self._recent.popleft()

    def _with_pace(self, sight: Sight, time_s: float, behind: bool) -> Sight:
        """Add that the computer is too slow: it is to tell nobody to lie otherwise."""
        inference = self._inference
        if behind or (inference is not None and inference.too_slow):
            self._doubted_until_s = time_s + _DOUBT_S
            return replace(sight, problems=("too_slow", *sight.problems))
        unsure = inference is not None and inference.unsure
        return replace(sight, sparse=True) if unsure or time_s < self._doubted_until_s else sight


class _PostureWatch:
    """Adds to the problems that the person is in no posture of the exercise."""

    def __init__(self) -> None:
        self._wrong_since_s: float | None = None

    def note(self, item: JudgedFrame) -> JudgedFrame:
        if item.hurried:
            item = replace(item, sight=replace(item.sight, sparse=True))
        if item.sight.sparse or item.sight.problems or item.state.phase != "not_judged":
            self._wrong_since_s = None
            return item
        if self._wrong_since_s is None:
            self._wrong_since_s = item.time_s
        if item.time_s - self._wrong_since_s < _WRONG_POSTURE_S:
            return item
        return replace(item, sight=replace(item.sight, problems=("wrong_posture",)))
