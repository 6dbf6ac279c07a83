from __future__ import annotations

import errno
import os
import signal
from collections.abc import Iterator

import pytest

from formcheck import errors
from formcheck.cli.failures import Debugging, Stopped, ending_with_exit_code, report_failure


@pytest.fixture(autouse=True)
def _signals_and_debugging() -> Iterator[None]:
    """Put back what the whole process shares."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)
    Debugging.on = False


@pytest.mark.parametrize(
    ("error", "exit_code"),
    [
        (errors.FormcheckError("x"), 1),
        (errors.UsageError("x"), 2),
        (errors.SettingsError("x"), 2),
        (errors.InputError("x"), 3),
        (errors.NothingToScoreError("x"), 4),
        (errors.MissingLibraryError("x"), 5),
        (errors.DiskFullError("x"), 5),
        (OSError(errno.ENOSPC, "No space left on device"), 5),
        (ZeroDivisionError("x"), 1),
    ],
)
def test_the_exit_code_says_what_kind_of_failure_it_was(error: Exception, exit_code: int) -> None:
    with pytest.raises(SystemExit) as ended, ending_with_exit_code():
        raise error
    assert ended.value.code == exit_code


def test_message_and_hint_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    report_failure(errors.InputError("No such clip.", "Look again."))
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err == "Error: No such clip.\nLook again.\n"


def test_an_unexpected_failure_is_one_sentence_and_asks_for_debug(
    capsys: pytest.CaptureFixture[str],
) -> None:
    report_failure(KeyError("left_hip"))
    printed = capsys.readouterr().err
    assert "--debug" in printed
    assert "left_hip" not in printed


def test_debug_shows_the_trace(capsys: pytest.CaptureFixture[str]) -> None:
    Debugging.on = True
    report_failure(KeyError("left_hip"))
    assert "KeyError: 'left_hip'" in capsys.readouterr().err


@pytest.mark.parametrize(("number", "exit_code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_being_stopped(
    capsys: pytest.CaptureFixture[str], number: signal.Signals, exit_code: int
) -> None:
    with pytest.raises(SystemExit) as ended, ending_with_exit_code():
        os.kill(os.getpid(), number)
    assert ended.value.code == exit_code
    assert capsys.readouterr().err == "Stopped. Nothing was changed.\n"


def test_a_second_ctrl_c_does_not_interrupt_the_tidying_up() -> None:
    tidied: list[bool] = []

    def work() -> None:
        try:
            os.kill(os.getpid(), signal.SIGINT)
        except Stopped:
            os.kill(os.getpid(), signal.SIGINT)
            tidied.append(True)
            raise

    with pytest.raises(SystemExit), ending_with_exit_code():
        work()
    assert tidied == [True]
