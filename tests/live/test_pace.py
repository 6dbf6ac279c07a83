"""Telling a computer that is too slow from a camera that is."""

from __future__ import annotations

from formcheck.live.pace import PaceWatch


def _watch(step_s: float, work_s: float, seconds: float = 20.0) -> list[bool]:
    watch = PaceWatch()
    return [watch.note(index * step_s, work_s) for index in range(round(seconds / step_s))]


def test_a_computer_that_keeps_up_is_not_slow() -> None:
    assert not any(_watch(1 / 30, 1 / 31))
    assert not any(_watch(0.1, 0.095))


def test_a_computer_that_gives_few_pictures_is_slow_and_not_before_that_is_sure() -> None:
    told = _watch(0.5, 0.48)
    assert told[-1]
    assert not any(told[:5])


def test_a_slow_camera_is_no_slow_computer() -> None:
    assert not any(_watch(0.5, 0.05))


def test_a_moment_of_other_work_passes() -> None:
    watch = PaceWatch()
    times_s = [index / 30 for index in range(300)]
    late_s = [12.0, 12.6]
    following_s = [12.6 + index / 30 for index in range(1, 60)]
    assert not any(watch.note(time_s, 0.03) for time_s in [*times_s, *late_s, *following_s])


def test_what_was_slow_may_keep_up_again() -> None:
    watch = PaceWatch()
    for index in range(20):
        watch.note(index * 0.5, 0.48)
    assert watch.slow
    for index in range(300):
        watch.note(10.0 + index / 30, 0.02)
    assert not watch.slow
