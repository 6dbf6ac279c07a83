"""Sets over weeks: which count, and whether the range has changed."""

from __future__ import annotations

import pytest

from formcheck.history.figures import SetFigures
from formcheck.review.progress.range_trend import compute_range_trend
from formcheck.review.progress.series import by_exercise, each_clip_once
from tests.support.figures import make_figures


def _sets(*ranges: float | None, **values: object) -> list[SetFigures]:
    return [
        make_figures(number, days=number, range_mean=each, **values)
        for number, each in enumerate(ranges, start=1)
    ]


def test_a_clip_scored_twice_was_done_once() -> None:
    sets = [
        make_figures(1, clip_sha256="a", reps_counted=3),
        make_figures(2, clip_sha256="b"),
        make_figures(3, clip_sha256="a", reps_counted=4),
        make_figures(4, clip_sha256="a", segment_index=2),
        make_figures(5, clip_sha256=""),
        make_figures(6, clip_sha256=""),
    ]
    assert [item.set_id for item in each_clip_once(sets)] == [2, 3, 4, 5, 6]
    assert [item.set_id for item in each_clip_once(reversed(sets))] == [2, 3, 4, 5, 6]


def test_exercises_are_apart_and_in_order_of_time() -> None:
    sets = [make_figures(1, days=3), make_figures(2, days=1), make_figures(3, exercise="knee_hug")]
    grouped = by_exercise(sets)
    assert list(grouped) == ["knee_hug", "prone_press_up"]
    assert [item.set_id for item in grouped["prone_press_up"]] == [2, 1]


@pytest.mark.parametrize(
    ("later", "change"),
    [((40, 41), "same"), ((49.9,), "same"), ((50,), "more"), ((30,), "less"), ((), "unknown")],
)
def test_only_a_meaningful_change_is_one(later: tuple[float, ...], change: str) -> None:
    trend = compute_range_trend(_sets(38, 40, 42, *later))
    assert (trend.baseline, trend.low, trend.high) == (40, 30, 50)
    assert trend.change == change


def test_one_good_day_is_no_change() -> None:
    trend = compute_range_trend(_sets(40, 40, 40, 40, 70, 40))
    assert (trend.latest, trend.change) == (40, "same")


def test_sets_without_a_range_are_passed_over() -> None:
    assert compute_range_trend(_sets(None, 40, None)).baseline == 40
    assert compute_range_trend(_sets(None)).change == "unknown"
    assert compute_range_trend([]).baseline is None


def test_the_tilt_has_no_band() -> None:
    trend = compute_range_trend(_sets(90, 100, 110, 10, unit="%"))
    assert (trend.baseline, trend.low, trend.change) == (100, None, "unknown")


def test_the_band_can_be_made_narrower() -> None:
    assert compute_range_trend(_sets(40, 40, 40, 46), 5).change == "more"
