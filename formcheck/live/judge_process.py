"""A process in which sets are judged, so that judging never keeps the picture waiting.

Threads of one process take turns in Python. A judge that works there for some hundredths of
a second makes every picture meanwhile older; in a process of its own it delays nobody.
"""

from __future__ import annotations

import multiprocessing
import signal
import threading
import traceback
import weakref
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import Any, Unpack

from numpy.typing import NDArray

from formcheck.errors import MachineError
from formcheck.exercises.settings import Settings
from formcheck.judge.streaming.decided import Stretch
from formcheck.judge.streaming.growing_track import Beside, GrowingTrack
from formcheck.judge.streaming.state import SetState
from formcheck.judge.streaming.streaming_set import StreamingSet
from formcheck.pose.pose import Pose
from formcheck.pose.track import PoseTrack
from formcheck.words.language import current_language, use_language

#: A process that is told to end is given so long.
_PARTING_S = 1.0
#: Asked of no set: whether the process has loaded what it judges with.
_READY = "ready"


@dataclass(frozen=True)
class _Wish:
    """What a method of one set is to be asked for; ``gone`` are sets that nobody needs any more."""

    number: int
    method: str
    arguments: Sequence[Any]
    options: Mapping[str, Any]
    gone: Sequence[int]
    language: str


@dataclass(frozen=True)
class _Failed:
    error: Exception


class JudgeProcess:
    """The process, from its making until `close`; it ends with this one, however that ends.

    While it loads, whoever asks it for something waits for that.
    """

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._line, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs,), name="judge", daemon=True)
        self._process.start()
        theirs.close()
        self._turn = threading.Lock()
        self._sets = 0
        self._gone: list[int] = []

    def __enter__(self) -> JudgeProcess:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def pid(self) -> int | None:
        """Its number among the processes of this computer."""
        return self._process.pid

    def wait_until_ready(self) -> None:
        """Wait until it has loaded: what is asked from then on is answered at once.

        Raises
        ------
        MachineError
            The process is no more.
        """
        self.ask(0, _READY)

    def new_set(
        self, exercise_name: str, settings: Settings, *, width_px: int, height_px: int
    ) -> DistantSet:
        """Begin a set that is judged there; see `StreamingSet`."""
        with self._turn:
            self._sets += 1
            number = self._sets
        self.ask(number, "begin", exercise_name, settings, width_px=width_px, height_px=height_px)
        track = GrowingTrack(width_px, height_px)
        begun = DistantSet(self, number, exercise_name, settings, track)
        weakref.finalize(begun, self._gone.append, number)
        return begun

    def ask(self, number: int, method: str, *arguments: Any, **options: Any) -> Any:
        """Let a set do something, and return what it answers.

        Raises
        ------
        MachineError
            The process is no more.
        Exception
            What the set raised.
        """
        with self._turn:
            gone = [self._gone.pop() for _ in range(len(self._gone))]
            wish = _Wish(number, method, arguments, options, gone, current_language())
            try:
                self._line.send(wish)
                answer = self._line.recv()
            except (EOFError, OSError) as error:
                raise MachineError(
                    "The part of formcheck that counts and judges has stopped.",
                    "Start formcheck live again: it asks whether to keep a set that was under way "
                    "before a camera.",
                ) from error
        if isinstance(answer, _Failed):
            raise answer.error
        return answer

    def close(self) -> None:
        """End the process; may be called twice."""
        self._line.close()
        self._process.join(_PARTING_S)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()


@dataclass
class DistantSet:
    """A set that is judged in a `JudgeProcess`; it does what a `StreamingSet` does.

    What was seen is kept here as well: should the process end, its journal has it.
    """

    process: JudgeProcess = field(repr=False)
    number: int
    exercise_name: str
    settings: Settings
    _track: GrowingTrack = field(repr=False)
    stretches: tuple[Stretch, ...] = ()
    reps_counted: int = 0
    _whole: StreamingSet | None = field(default=None, repr=False)

    def push(
        self,
        time_s: float,
        pose: Pose | None,
        *,
        hurry: bool = False,
        **beside: Unpack[Beside],
    ) -> SetState:
        """See `StreamingSet.push`."""
        self._track.add(time_s, pose, **beside)
        state: SetState = self._ask("push", time_s, pose, hurry=hurry, **beside)
        self.reps_counted = state.reps
        return state

    def start_counting(self, time_s: float) -> None:
        """See `StreamingSet.start_counting`."""
        self.stretches = self._ask("start_counting", time_s)

    def stop_counting(self, time_s: float) -> None:
        """See `StreamingSet.stop_counting`."""
        self.stretches = self._ask("stop_counting", time_s)

    def finish(self) -> SetState:
        """See `StreamingSet.finish`."""
        state: SetState
        state, self._whole = self._ask("finish")
        return state

    def brought_here(self) -> StreamingSet:
        """Return the set itself, once it is finished."""
        assert self._whole is not None
        return self._whole

    @property
    def track(self) -> PoseTrack:
        """See `StreamingSet.track`."""
        return self._track.since(0)

    def rows_since(self, start: int) -> dict[str, NDArray[Any]]:
        """See `GrowingTrack.rows_since`."""
        return self._track.rows_since(start)

    @property
    def begins_s(self) -> float:
        """See `StreamingSet.begins_s`."""
        return float(self._track.time_s[0])

    @property
    def track_width_px(self) -> int:
        """See `StreamingSet.track_width_px`."""
        return self._track.width_px

    @property
    def track_height_px(self) -> int:
        """See `StreamingSet.track_height_px`."""
        return self._track.height_px

    def _ask(self, method: str, *arguments: Any, **options: Any) -> Any:
        return self.process.ask(self.number, method, *arguments, **options)


RunningSet = StreamingSet | DistantSet


def _serve(line: Connection) -> None:
    """Do what is asked for until the other end of the line is gone."""
    # Ctrl-C reaches every process of a terminal; the set is still to be finished then.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sets: dict[int, StreamingSet] = {}
    while True:
        try:
            wish: _Wish = line.recv()
        except (EOFError, OSError):
            return
        for number in wish.gone:
            sets.pop(number, None)
        use_language(wish.language)
        line.send(_answer(sets, wish))


def _answer(sets: dict[int, StreamingSet], wish: _Wish) -> Any:
    try:
        return _do(sets, wish)
    except Exception as error:  # raised again where it was asked for
        error.add_note(traceback.format_exc())
        return _Failed(error)


def _do(sets: dict[int, StreamingSet], wish: _Wish) -> Any:
    if wish.method == _READY:
        return None
    if wish.method == "begin":
        sets[wish.number] = StreamingSet(*wish.arguments, **wish.options)
        return None
    judged = sets[wish.number]
    answer = getattr(judged, wish.method)(*wish.arguments, **wish.options)
    if wish.method == "finish":
        return answer, sets.pop(wish.number)
    return judged.stretches if wish.method.endswith("_counting") else answer
