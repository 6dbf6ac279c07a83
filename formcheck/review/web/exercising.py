"""Exercising in front of the camera, started from a page as a process of its own."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import platformdirs

from formcheck.own_command import own_command
from formcheck.plan.smaller import Smaller
from formcheck.words import read_words

_WORDS = read_words("formcheck.review.web")
#: That window speaks as the terminal does.
_CLI_WORDS = read_words("formcheck.cli")

_LIVE_FOLDER = "formcheck-live"
_MOST_SAID_BYTES = 4_000
#: Ended by a signal or Ctrl-C, by whoever did it: no failure.
_STOPPED = frozenset({130, 143, -2, -15})


@dataclass(frozen=True)
class Exercise:
    """How it is with the session that was started last.

    Attributes
    ----------
    running : bool
    message, hint : str
        Why it could not be started or what could not be kept, in the command's words.
    """

    running: bool = False
    message: str = ""
    hint: str = ""


class Exercising:
    """Starts ``formcheck live``, one at a time: there is one camera, and one person before it.

    Parameters
    ----------
    store : Path
        The history that sets of a patient go to.
    command : callable, optional
        Makes the command line of its arguments; for tests.
    """

    def __init__(self, store: Path, command: Callable[..., list[str]] = own_command) -> None:
        self._store = store
        self._command = command
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._last = Exercise()

    def start(self, label: str | None, smaller: Smaller | None = None) -> Exercise:
        """Start it for a patient, or for nobody; if it is running already, that goes on.

        Parameters
        ----------
        label : str or None
            Of the patient whose plan is followed and whose history the sets go to.
        smaller : {"first-set", "session", "two-sessions"}, optional
            What is done with half the repetitions.
        """
        with self._lock:
            if self._last.running:
                return self._last
            folder = _folder_of_nobody() if label is None else _new_folder()
            arguments = ["live", "--out", str(folder)]
            if label is not None:
                # Behind the sign: a label may begin with a dash.
                arguments += ["--store", str(self._store), f"--patient={label}"]
            if smaller is not None:
                arguments += ["--smaller", smaller]
            said = tempfile.TemporaryFile()  # noqa: SIM115  the thread that waits closes it
            try:
                process = subprocess.Popen(
                    self._command(*arguments),
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=said,
                    start_new_session=True,
                )
            except OSError as error:
                said.close()
                self._last = Exercise(
                    message=_WORDS.text("exercise.not_started", why=error.strerror)
                )
                return self._last
            self._process, self._last = process, Exercise(running=True)
        passing = None if label is None else folder
        threading.Thread(target=self._wait, args=(process, said, passing), daemon=True).start()
        return self._last

    @property
    def now(self) -> Exercise:
        """How it is with it."""
        with self._lock:
            return self._last

    def _wait(self, process: subprocess.Popen[bytes], said: BinaryIO, passing: Path | None) -> None:
        code = process.wait()
        with said:
            message, hint = _read_words(said)
        if passing is not None and code == 0:
            # The history has it all.
            shutil.rmtree(passing, ignore_errors=True)
        with self._lock:
            self._process = None
            if code == 0 or code in _STOPPED:
                self._last = Exercise()
            else:
                self._last = Exercise(message=message or _WORDS.text("exercise.ended"), hint=hint)


def _new_folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="formcheck-live-"))


def _folder_of_nobody() -> Path:
    return platformdirs.user_documents_path() / _LIVE_FOLDER


def _read_words(said: BinaryIO) -> tuple[str, str]:
    """Return the line that says what is wrong, and the one that names the fix."""
    size = said.seek(0, 2)
    said.seek(max(0, size - _MOST_SAID_BYTES))
    lines = [line.strip() for line in said.read().decode("utf-8", "replace").splitlines()]
    error, *others = (
        _CLI_WORDS.text(key, message="").strip() for key in ("ended.error", "live.not_saved")
    )
    marks = [number for number, line in enumerate(lines) if line.startswith((error, *others))]
    if not marks:
        return next((line for line in reversed(lines) if line), ""), ""
    message, *rest = lines[marks[-1] :]
    return message.removeprefix(error).strip(), " ".join(rest[:2]).strip()
