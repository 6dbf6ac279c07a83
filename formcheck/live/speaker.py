"""Speaking one sentence at a time through a process of its own."""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from pathlib import Path
from typing import IO, Protocol

from formcheck.own_command import is_bundle, own_command

_PROGRAM = Path(__file__).with_name("speech_process.py")
#: Engines answer within this time; then for a sentence, at this many letters a second.
_START_S = 8.0
_SLOWEST_LETTERS_S = 5.0
#: Real speech takes longer, whatever is said: the sound device is missing.
_TOO_SHORT_S = 0.15
_SILENT_SENTENCES = 2
#: One sentence may be lost.
_MOST_FAILURES = 2


class Speaker(Protocol):
    """Something that speaks."""

    def say(self, text: str) -> bool:
        """Speak, and return when it is over; False if there is no voice (any more)."""

    def hush(self) -> None:
        """Fall silent at once; may be called from another thread."""

    def close(self) -> None:
        """Give everything back."""

    @property
    def is_foreign(self) -> bool:
        """Whether there are voices, but none that speaks the language."""


def _program() -> list[str]:
    if is_bundle():
        return own_command("speak")
    # Nothing beside that program may take the place of a module of the standard library.
    return [sys.executable, "-P", str(_PROGRAM)]


class ProcessSpeaker:
    """Speaks through `formcheck.live.speech_process`.

    Parameters
    ----------
    rate : int
        Words a minute.
    language : str
        Language code of the voice to look for.
    command : list of str, optional
        Another program that speaks, for tests.
    """

    def __init__(self, rate: int, language: str, command: list[str] | None = None) -> None:
        program = command or _program()
        self._command = [*program, "--rate", str(rate), "--language", language]
        self._process: subprocess.Popen[str] | None = None
        self._answers: queue.Queue[str] = queue.Queue()
        self._silent = 0
        self._failures = 0
        self._hushed = False
        self._foreign = False
        # Engines leave the files that they play behind, if they are cut off.
        self._scratch = tempfile.TemporaryDirectory(
            prefix="formcheck-voice-", ignore_cleanup_errors=True
        )

    def is_there(self) -> bool:
        """Tell whether there is a voice; nothing is said."""
        return self._start()

    @property
    def is_foreign(self) -> bool:
        """See `Speaker.is_foreign`; told once it was asked to speak."""
        return self._foreign

    def say(self, text: str) -> bool:
        """See `Speaker.say`."""
        if self._start():
            spoken = self._speak(text)
        else:
            spoken, self._failures = False, _MOST_FAILURES
        # What was hushed on purpose is no failure.
        if spoken or self._hushed:
            self._failures = 0
        self._hushed = False
        return self._failures < _MOST_FAILURES and self._silent < _SILENT_SENTENCES

    def hush(self) -> None:
        """See `Speaker.hush`: the process is killed; the next sentence starts another."""
        self._hushed = True
        process = self._process
        if process is not None:
            _kill(process)

    def close(self) -> None:
        """See `Speaker.close`."""
        self._end()
        self._scratch.cleanup()

    def _speak(self, text: str) -> bool:
        answer = self._wait(_START_S + len(text) / _SLOWEST_LETTERS_S) if self._send(text) else None
        if answer is None or not answer.startswith("done"):
            self._end()
            self._failures += 1
            return False
        short = float(answer.split()[1]) < _TOO_SHORT_S
        self._silent = self._silent + 1 if short else 0
        return True

    def _start(self) -> bool:
        if self._process is not None and self._process.poll() is None:
            return True
        self._end()
        self._answers = queue.Queue()
        try:
            process = _start_process(self._command, self._scratch.name)
        except OSError:
            return False
        self._process = process
        threading.Thread(
            target=_read_answers,
            args=(process.stdout, self._answers),
            name="formcheck-voice-answers",
            daemon=True,
        ).start()
        answer = self._wait(_START_S)
        self._foreign = answer == "foreign"
        return answer == "ready"

    def _send(self, text: str) -> bool:
        process = self._process
        if process is None or process.stdin is None:
            return False
        try:
            process.stdin.write(json.dumps({"say": text}) + "\n")
            process.stdin.flush()
        except (OSError, ValueError):
            return False
        return True

    def _wait(self, longest_s: float) -> str | None:
        try:
            return self._answers.get(timeout=longest_s) or None
        except queue.Empty:
            return None

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        _kill(process)
        # A pipe whose reader is gone complains when what was written is flushed.
        with suppress(OSError):
            if process.stdin is not None:
                process.stdin.close()
        process.wait()


def _start_process(command: list[str], scratch: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "TMPDIR": scratch, "TEMP": scratch, "TMP": scratch}
    flags = 0
    if sys.platform == "win32":
        flags = subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
        env=environment,
        creationflags=flags,
        # Ctrl-C is for the program itself, and a player is to end together with its engine.
        start_new_session=sys.platform != "win32",
    )


def _read_answers(stream: IO[str] | None, answers: queue.Queue[str]) -> None:
    if stream is not None:
        with stream, suppress(ValueError):
            for line in stream:
                answers.put(line.strip())
    answers.put("")


def _kill(process: subprocess.Popen[str]) -> None:
    if sys.platform == "win32":
        process.kill()
        return
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
