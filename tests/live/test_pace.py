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


def test_until_that_is_sure_nothing_is_anybodys_fault() -> None:
    for step_s in (0.5, 5.0):
        watch, index = PaceWatch(), 0
        assert watch.unsure
        while not watch.slow:
            watch.note(index * step_s, 0.96 * step_s)
            assert watch.unsure or watch.slow
            index += 1
        assert not watch.unsure


def test_a_computer_that_keeps_up_is_believed_soon() -> None:
    for step_s, work_s in ((1 / 15, 1 / 16), (0.4, 0.05)):
        watch, index = PaceWatch(), 0
        while watch.unsure:
            watch.note(index * step_s, work_s)
            index += 1
        assert index * step_s <= 2.0
        watch.note(index * step_s + 3.0, 0.5)
        assert not watch.unsure


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
