"""Keeps the process alive that scores films, while there is something for it to do."""

from __future__ import annotations

import subprocess
import threading
from contextlib import suppress
from pathlib import Path

from formcheck.history.films.films import waiting
from formcheck.history.store import Store
from formcheck.own_command import own_command

_LOOK_EVERY_S = 2.0
#: Longer than the worker takes to end by itself.
_LONGEST_END_S = 10.0


def worker_command(store: Path) -> list[str]:
    """Return the command line of the worker of a history."""
    return own_command("score-films", "--store", str(store))


class WorkerKeeper:
    """Starts the worker when there is work, again if it was ended by a film, and ends it.

    Parameters
    ----------
    store : Store
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._process: subprocess.Popen[bytes] | None = None
        self._keeping: threading.Thread | None = None
        self._ending = threading.Event()
        self._lock = threading.Lock()

    def wake(self) -> None:
        """See to it that what waits is worked on, from now to the end."""
        with self._lock:
            if self._keeping is None and not self._ending.is_set():
                self._keeping = threading.Thread(target=self._keep, daemon=True)
                self._keeping.start()

    def wake_if_needed(self) -> None:
        """Do so only if something waits, or a folder is watched."""
        if self._has_work():
            self.wake()

    def is_busy(self) -> bool:
        """Whether a film waits or is being scored."""
        return bool(waiting(self._store.films.all()))

    def close(self) -> None:
        """End the worker; what it is in the midst of is begun anew the next time."""
        self._ending.set()
        with self._lock:
            keeping, process = self._keeping, self._process
        if process is not None:
            _end(process)
        if keeping is not None:
            keeping.join(_LONGEST_END_S)

    def _keep(self) -> None:
        while not self._ending.is_set():
            with self._lock:
                is_working = self._process is not None and self._process.poll() is None
                if not is_working and not self._ending.is_set() and self._has_work():
                    self._process = _start(self._store.path)
            self._ending.wait(_LOOK_EVERY_S)

    def _has_work(self) -> bool:
        return bool(waiting(self._store.films.all()) or self._store.watches.all())


def _start(store: Path) -> subprocess.Popen[bytes]:
    # A group of its own: Ctrl-C in the terminal ends the pages, and they end the worker in order.
    return subprocess.Popen(
        worker_command(store),
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        # On Windows, without a black window.
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.stdin is not None:
        with suppress(OSError):
            process.stdin.close()
    try:
        process.wait(_LONGEST_END_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
