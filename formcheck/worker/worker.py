"""The worker: one a history, however many pages are open; it ends when whoever started it does."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from pathlib import Path
from typing import BinaryIO

from filelock import FileLock, Timeout

from formcheck.errors import FormcheckError, InputError
from formcheck.history.films.film import AT_REST, Film, Progress
from formcheck.history.private_files import make_private_folder
from formcheck.history.store import Store
from formcheck.worker.examine import examine
from formcheck.worker.scoring_film import EndingError, ScoringFilm
from formcheck.worker.watching import Watching

_LOCK = "worker.lock"
_PAUSE_S = 0.4
#: Folders change seldom, and on a network disk each look costs something.
_WATCH_EVERY_S = 4.0
#: The pages come first.
_NICENESS = 5
#: What stands in a library for so long, when the program is to end, is cut off.
_LONGEST_END_S = 8.0


def run_worker(store_path: Path | None, told: BinaryIO | None = None) -> None:
    """Score films until the input ends.

    Parameters
    ----------
    store_path : Path or None
    told : binary file, optional
        Held open by whoever started this; standard input without it.

    Raises
    ------
    StoreError, DiskFullError
    """
    with contextlib.suppress(AttributeError, OSError):
        os.nice(_NICENESS)
    worker = Worker(store_path)
    starter = threading.Thread(
        target=_end_with, args=(told or sys.stdin.buffer, worker), daemon=True
    )
    starter.start()
    worker.run()


def _end_with(told: BinaryIO, worker: Worker) -> None:
    with contextlib.suppress(OSError, ValueError):
        while told.read(1024):
            pass
    worker.ending.set()
    if not worker.ended.wait(_LONGEST_END_S):
        os._exit(0)


class Worker:
    """Scores the films of one history, one after the other.

    Parameters
    ----------
    store_path : Path or None

    Attributes
    ----------
    ending, ended : threading.Event
        Set to have it end; set when it has.
    """

    def __init__(self, store_path: Path | None) -> None:
        self._store_path = store_path
        self.ending = threading.Event()
        self.ended = threading.Event()
        #: Held while a film changes hands between the thread that looks and the one that scores.
        self._turn = threading.Lock()

    def run(self) -> None:
        """Work until the end; another worker of the same history is waited for."""
        try:
            with Store.open(self._store_path) as store:
                make_private_folder(store.films.folder)
                lock = FileLock(store.films.folder / _LOCK, mode=0o600)
                if self._take(lock):
                    try:
                        self._work(store)
                    finally:
                        lock.release()
        finally:
            self.ended.set()

    def _take(self, lock: FileLock) -> bool:
        while not self.ending.is_set():
            try:
                lock.acquire(timeout=0)
            except Timeout:
                self.ending.wait(_PAUSE_S)
            else:
                return True
        return False

    def _work(self, store: Store) -> None:
        store.films.tidy_up()
        _note_interrupted(store)
        looking = threading.Thread(target=self._look, args=(store,), daemon=True)
        looking.start()
        try:
            while not self.ending.is_set():
                scoring = self._begin_next(store)
                if scoring is None:
                    self.ending.wait(_PAUSE_S)
                    continue
                with contextlib.suppress(EndingError):
                    scoring.run()
        finally:
            self.ending.set()
            looking.join()

    def _begin_next(self, store: Store) -> ScoringFilm | None:
        """Take the film that has waited longest; None if none waits, or it is not to be tried."""
        with self._turn:
            film = next((film for film in store.films.all() if film.state not in AT_REST), None)
            scoring = None if film is None else ScoringFilm(store, film, self.ending.is_set)
            return scoring if scoring is not None and scoring.begin() else None

    def _look(self, store: Store) -> None:
        """Say at once what a film's file tells, and look into watched folders now and then."""
        watching = Watching(store)
        looks = 0
        while not self.ending.is_set():
            # A full disk or a locked history is told where it hinders; here the next look may do.
            with contextlib.suppress(FormcheckError, OSError):
                self._examine_all(store)
                if looks % round(_WATCH_EVERY_S / _PAUSE_S) == 0:
                    watching.look()
            looks += 1
            self.ending.wait(_PAUSE_S)

    def _examine_all(self, store: Store) -> None:
        for film in store.films.all():
            if film.facts is None and film.state not in AT_REST and film.path.exists():
                self._examine(store, film)

    def _examine(self, store: Store, film: Film) -> None:
        try:
            store.films.note(film, examine(film.path))
        except InputError as error:
            with self._turn:
                if store.films.get(film.id).state == "waiting":
                    told = Progress(
                        attempt=film.asked.attempt,
                        state="failed",
                        message=error.message,
                        hint=error.hint,
                    )
                    store.films.note(film, told)
                    store.films.forget_bytes(film)


def _note_interrupted(store: Store) -> None:
    """Begin anew, and say so, what an earlier worker was in the midst of."""
    for film in store.films.all():
        if film.state == "working":
            told = film.progress.model_copy(
                update={"state": "waiting", "interrupted": True, "step": None, "share": 0.0}
            )
            store.films.note(film, told)
