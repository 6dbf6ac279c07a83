"""Slow work beside the picture: finishing and saving sets, and the patient's history."""

from __future__ import annotations

import shutil
import tempfile
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from formcheck.errors import FormcheckError, NothingToScoreError
from formcheck.judge.result import ModelInfo
from formcheck.live.flow.effects import RecordPain, RecordSafety
from formcheck.live.inference import Relief
from formcheck.live.interrupted import InterruptedSet
from formcheck.live.judging import FinishedSet, Judging
from formcheck.live.live_camera import LiveCamera
from formcheck.live.recording import Recorded, Recording
from formcheck.live.saving import HistoryDesk, SavedSet, draw_film, save_set
from formcheck.plan.model import Plan
from formcheck.words import tell


@dataclass(frozen=True)
class Saved:
    """A set was saved; `kept` tells whether it is in the history."""

    saved: SavedSet
    kept: bool


@dataclass(frozen=True)
class KeptInterrupted:
    """A set that was interrupted in an earlier session is saved."""


@dataclass(frozen=True)
class NotSaved:
    """A set, or an answer, could not be saved."""

    error: FormcheckError
    of_set: bool = True


#: What a result is told in; it keeps that in English.
_TELLER = "formcheck.judge"

News = Saved | KeptInterrupted | NotSaved


@dataclass
class Backroom:
    """Does one thing after the other in a thread of its own; films are drawn in another.

    Attributes
    ----------
    out : Path
        Where the folders of sets go.
    model : ModelInfo
    desk_of : callable or None
        Opens the patient's history; called in the thread.
    interrupted : sequence of InterruptedSet
        Those of earlier sessions that nobody has decided about.
    saved : list of SavedSet
    failures : list of FormcheckError
        Why a set or an answer is not saved, or a film not drawn.
    """

    out: Path
    model: ModelInfo
    desk_of: Callable[[], HistoryDesk] | None = None
    interrupted: Sequence[InterruptedSet] = ()
    saved: list[SavedSet] = field(default_factory=list)
    failures: list[FormcheckError] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="saving")
        self._painter = ThreadPoolExecutor(1, thread_name_prefix="film")
        self._news: deque[News] = deque()
        self._desk: HistoryDesk | None = None
        self._tasks: list[Future[object]] = []

    def open_history(self) -> Plan | None:
        """Open the history now, and return the patient's plan.

        Raises
        ------
        UsageError, StoreError, DiskFullError
        """
        return self._worker.submit(self._open_history).result()

    def _open_history(self) -> Plan | None:
        if self.desk_of is None:
            return None
        self._desk = self.desk_of()
        return self._desk.plan()

    def days_this_week(self, today: date) -> int:
        """Return on how many days of this week, before today, the patient did a set."""

        def count() -> int:
            return 0 if self._desk is None else self._desk.days_this_week(today)

        return self._worker.submit(count).result()

    def finish_set(
        self,
        judging: Judging,
        recording: Recording | None,
        performed_at: datetime,
        timed_holds: int = 0,
        reliefs: Sequence[Relief] = (),
    ) -> None:
        """Finish a set that gets no more pictures, and save it; `take` tells the outcome."""
        notes = tuple(tell(_TELLER, f"slow_{relief}") for relief in reliefs)
        self._submit(lambda: self._finish_set(judging, recording, performed_at, timed_holds, notes))

    def switch_off(self, camera: LiveCamera) -> None:
        """Switch a camera off whose set, if any, is not to be kept."""
        self._submit(camera.close)

    def keep_interrupted(self, name: str) -> None:
        """Save an interrupted set as any other; `take` tells the outcome."""
        self._submit(lambda: self._keep_interrupted(self._interrupted(name)))

    def drop_interrupted(self, name: str) -> None:
        """Throw an interrupted set away."""
        self._submit(self._interrupted(name).remove)

    def drop(self, recording: Recording) -> None:
        """Throw a recording away."""
        self._submit(lambda: _drop(recording))

    def add_pain(self, answer: RecordPain) -> None:
        """Keep an answer in the history."""
        self._submit(lambda: self._at_desk(lambda desk: desk.add_pain(answer)))

    def add_safety(self, event: RecordSafety) -> None:
        """Keep an event in the history."""
        self._submit(lambda: self._at_desk(lambda desk: desk.add_safety(event)))

    def take(self) -> list[News]:
        """Return what has been done since the last call.

        Raises
        ------
        Exception
            What went wrong that should not.
        """
        for task in [task for task in self._tasks if task.done()]:
            self._tasks.remove(task)
            task.result()
        taken = []
        while self._news:
            taken.append(self._news.popleft())
        return taken

    def close(self) -> None:
        """Wait for everything, and close the history.

        Raises
        ------
        Exception
            What went wrong that should not, and that no `take` has told yet.
        """
        self._worker.submit(self._close_desk)
        for interrupted in self.interrupted:
            self._worker.submit(interrupted.leave)
        self._worker.shutdown(wait=True)
        self._painter.shutdown(wait=True)
        for task in self._tasks:
            task.result()

    def _submit(self, work: Callable[[], object]) -> None:
        self._tasks.append(self._worker.submit(work))

    def _finish_set(
        self,
        judging: Judging,
        recording: Recording | None,
        performed_at: datetime,
        timed_holds: int,
        notes: tuple[str, ...],
    ) -> None:
        judging.finish()
        judging.close()
        finished = next((item for item in judging.take() if isinstance(item, FinishedSet)), None)
        recorded = Recorded(None, None, 0)
        try:
            if recording is not None:
                recorded = recording.finish()
        finally:
            # Whatever became of the film, the set is kept.
            kept = self._keep(finished, recorded, performed_at, timed_holds, notes)
            if judging.journal is not None:
                judging.journal.close(keep=not kept)
            if recording is not None:
                _drop(recording)

    def _keep(
        self,
        finished: FinishedSet | None,
        recorded: Recorded,
        performed_at: datetime,
        timed_holds: int,
        notes: tuple[str, ...],
    ) -> bool:
        """Save a set; return whether nothing of it is still to be saved."""
        try:
            if finished is None:
                raise NothingToScoreError("Nothing was seen in this set.")
            self._save(finished, recorded, performed_at, timed_holds, notes)
        except FormcheckError as error:
            self._tell_failure(error)
            if self._desk is not None:
                self._desk.forget_set()
            return isinstance(error, NothingToScoreError)
        return True

    def _interrupted(self, name: str) -> InterruptedSet:
        return next(item for item in self.interrupted if item.name == name)

    def _keep_interrupted(self, interrupted: InterruptedSet) -> None:
        facts = interrupted.facts
        try:
            saved = save_set(
                interrupted.replay(),
                out=Path(facts.out),
                performed_at=facts.began_at,
                model=facts.model,
                timed_holds=facts.timed_holds,
                notes=(tell(_TELLER, "interrupted"),),
            )
            self.saved.append(saved)
            if self._desk is not None:
                self._desk.add_earlier_set(saved)
        except FormcheckError as error:
            self._tell_failure(error, of_set=False)
            interrupted.leave()
        else:
            interrupted.remove()
            self._news.append(KeptInterrupted())

    def _save(
        self,
        finished: FinishedSet,
        recorded: Recorded,
        performed_at: datetime,
        timed_holds: int,
        notes: tuple[str, ...],
    ) -> None:
        film = recorded.clean
        saved = save_set(
            finished,
            out=self.out,
            performed_at=performed_at,
            model=self.model,
            film=film,
            film_begins_s=recorded.begins_s,
            timed_holds=timed_holds,
            notes=notes,
        )
        self.saved.append(saved)
        kept = self._at_desk(lambda desk: desk.add_set(saved))
        self._news.append(Saved(saved, kept))
        if film is not None:
            self._tasks.append(self._painter.submit(self._draw, saved))

    def _draw(self, saved: SavedSet) -> None:
        try:
            draw_film(saved)
        except FormcheckError as error:
            self._tell_failure(error, of_set=False)

    def _at_desk(self, work: Callable[[HistoryDesk], None]) -> bool:
        if self._desk is None:
            return False
        try:
            work(self._desk)
        except FormcheckError as error:
            self._tell_failure(error, of_set=False)
            return False
        return True

    def _tell_failure(self, error: FormcheckError, *, of_set: bool = True) -> None:
        self.failures.append(error)
        self._news.append(NotSaved(error, of_set))

    def _close_desk(self) -> None:
        if self._desk is not None:
            self._desk.close()


def new_recording(out: Path, remark: Callable[[str], None]) -> Recording:
    """Begin a film in a hidden folder beside the sets.

    Raises
    ------
    OSError
        The folder cannot be made.
    """
    out.mkdir(parents=True, exist_ok=True)
    return Recording(Path(tempfile.mkdtemp(prefix=".recording-", dir=out)), None, remark)


def _drop(recording: Recording) -> None:
    try:
        recording.finish()
    finally:
        shutil.rmtree(recording.folder, ignore_errors=True)
