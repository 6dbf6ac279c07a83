from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from formcheck.video.prefetch import prefetch


def test_items_keep_their_order() -> None:
    assert list(prefetch(range(50), ahead=3)) == list(range(50))


def test_work_runs_in_another_thread_and_no_further_than_allowed() -> None:
    made: list[int] = []
    threads: set[str] = set()
    third = threading.Event()

    def items() -> Iterator[int]:
        for number in range(100):
            threads.add(threading.current_thread().name)
            made.append(number)
            if number == 2:
                third.set()
            yield number

    run = prefetch(items(), ahead=2)
    assert next(run) == 0
    assert third.wait(timeout=10)
    # One taken, two waiting, one in the hand of the thread.
    assert len(made) <= 4
    assert threading.current_thread().name not in threads
    run.close()


def test_error_of_the_source_is_raised_after_its_items() -> None:
    def items() -> Iterator[int]:
        yield 1
        raise ValueError("broken")

    run = prefetch(items(), ahead=2)
    assert next(run) == 1
    with pytest.raises(ValueError, match="broken"):
        next(run)


def test_closing_ends_the_thread_and_the_source() -> None:
    closed_in: list[str] = []

    def items() -> Iterator[int]:
        try:
            while True:
                yield 1
        finally:
            closed_in.append(threading.current_thread().name)

    before = threading.active_count()
    run = prefetch(items(), ahead=1)
    next(run)
    run.close()
    assert threading.active_count() == before
    assert closed_in
    assert closed_in != [threading.current_thread().name]
