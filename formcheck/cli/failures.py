"""How a command ends when something fails: a line or two for people, and the exit code."""

from __future__ import annotations

import errno
import signal
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import typer

from formcheck.cli.help import is_misuse, tell_misuse
from formcheck.errors import DiskFullError, FormcheckError
from formcheck.words import read_words
from formcheck.words.errors import retell_error

_WORDS = read_words("formcheck.cli")

EXIT_UNEXPECTED = 1


class Debugging:
    """Whether a failure shows the program's own trace; set by ``--debug``."""

    on = False


class Stopped(BaseException):
    """The person or the system asks the program to stop."""

    def __init__(self, signal_number: int) -> None:
        super().__init__(signal_number)
        #: As shells number it: 130 for Ctrl-C.
        self.exit_code = 128 + signal_number
        #: What the person is told; a command that had finished something says so here.
        self.message = _WORDS.text("ended.stopped_unchanged")


@contextmanager
def ending_with_exit_code() -> Iterator[None]:
    """End the process with the exit code of whatever the block raises.

    Meant for the whole program: from here on, Ctrl-C and a request to terminate
    raise `Stopped`, so that every ``finally`` and ``with`` block can tidy up.
    """
    stops = (signal.SIGINT, signal.SIGTERM)
    for number in stops:
        signal.signal(number, _stop)
    try:
        yield
    except typer.Abort:
        # The end of what is typed, where something was asked.
        _say(_WORDS.text("ended.stopped"))
        sys.exit(EXIT_UNEXPECTED)
    except Stopped as stop:
        _say(stop.message)
        sys.exit(stop.exit_code)
    except Exception as error:
        sys.exit(report_failure(error))


def report_failure(error: Exception) -> int:
    """Tell the person what went wrong and return the exit code that says the same."""
    if Debugging.on:
        traceback.print_exception(error)
    if is_misuse(error):
        print(*tell_misuse(error), sep="\n", file=sys.stderr, flush=True)
        return int(error.exit_code)
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        error = DiskFullError(_WORDS.text("ended.disk_full"), _WORDS.text("ended.disk_full_hint"))
    if isinstance(error, FormcheckError):
        message, hint = retell_error(error)
        _say(_WORDS.text("ended.error", message=message), hint)
        return error.exit_code
    _say(
        _WORDS.text("ended.surprise", kind=type(error).__name__),
        _WORDS.text("ended.surprise_hint"),
    )
    return EXIT_UNEXPECTED


def _say(*lines: str) -> None:
    for line in filter(None, lines):
        print(line, file=sys.stderr, flush=True)


def _stop(number: int, _frame: FrameType | None) -> None:
    # Once is enough; a second Ctrl-C must not interrupt the tidying up.
    for other in (signal.SIGINT, signal.SIGTERM):
        signal.signal(other, signal.SIG_IGN)
    raise Stopped(number)
