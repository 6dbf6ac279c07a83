"""Keeping the pose library's start-up notes off the user's terminal.

MediaPipe writes notes for its developers straight to file descriptor 2 when a
landmarker starts and when it finds its first person; no environment variable
and no function of it stops them.
"""

from __future__ import annotations

import os
import re
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

_STANDARD_ERROR = 2
_NOTES = re.compile(
    rb"^(INFO: Created TensorFlow Lite"
    rb"|WARNING: All log messages before absl::InitializeLog"
    rb"|[IW]\d{4} [\d:.]+ +\d+ [\w.]+\.cc:\d+\])"
)


class _Redirection:
    """One redirection of standard error, shared by all threads that ask for quiet."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._users = 0
        self._saved_descriptor = -1
        self._caught: IO[bytes] | None = None

    def enter(self) -> None:
        with self._lock:
            self._users += 1
            if self._users > 1:
                return
            try:
                self._saved_descriptor = os.dup(_STANDARD_ERROR)
            except OSError:
                # A program without a standard error has nobody who could see the notes.
                self._caught = None
                return
            self._caught = tempfile.TemporaryFile()  # noqa: SIM115 (closed by the last to leave)
            os.dup2(self._caught.fileno(), _STANDARD_ERROR)

    def leave(self) -> None:
        with self._lock:
            self._users -= 1
            if self._users or self._caught is None:
                return
            os.dup2(self._saved_descriptor, _STANDARD_ERROR)
            os.close(self._saved_descriptor)
            with self._caught as caught:
                caught.seek(0)
                _write_all(foreign_text(caught.read()))
            self._caught = None


_redirection = _Redirection()


@contextmanager
def without_library_notes() -> Iterator[None]:
    """Hold back what is written to standard error, then let through all but the known notes.

    Acts on the file descriptor, for the whole process: keep the block short.
    """
    _redirection.enter()
    try:
        yield
    finally:
        _redirection.leave()


def foreign_text(caught: bytes) -> bytes:
    """Return what is left of a piece of standard error without the library's notes."""
    lines = caught.splitlines(keepends=True)
    return b"".join(line for line in lines if not _NOTES.match(line))


def _write_all(text: bytes) -> None:
    while text:
        try:
            text = text[os.write(_STANDARD_ERROR, text) :]
        except OSError:
            return
