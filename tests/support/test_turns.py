"""Tests that run in real time have the machine to themselves."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from tests.support.turns import turn


def _enter(folder: Path, *, alone: bool) -> tuple[threading.Event, threading.Thread]:
    """Take a turn in another thread; the event tells when it has begun."""
    begun = threading.Event()

    def take() -> None:
        with turn(folder, alone=alone):
            begun.set()

    thread = threading.Thread(target=take)
    thread.start()
    return begun, thread


def test_ordinary_tests_run_side_by_side(tmp_path: Path) -> None:
    with turn(tmp_path, alone=False):
        begun, thread = _enter(tmp_path, alone=False)
        assert begun.wait(30)
    thread.join()


@pytest.mark.parametrize(("first", "second"), [(True, False), (False, True), (True, True)])
def test_nothing_runs_beside_one_that_is_alone(tmp_path: Path, first: bool, second: bool) -> None:
    with turn(tmp_path, alone=first):
        begun, thread = _enter(tmp_path, alone=second)
        assert not begun.wait(0.2)
    assert begun.wait(30)
    thread.join()


def test_who_waits_to_be_alone_is_not_passed_by(tmp_path: Path) -> None:
    with turn(tmp_path, alone=False):
        waiting, first = _enter(tmp_path, alone=True)
        assert not waiting.wait(0.2)
        late, second = _enter(tmp_path, alone=False)
        assert not late.wait(0.2)
    assert waiting.wait(30)
    assert late.wait(30)
    first.join()
    second.join()
