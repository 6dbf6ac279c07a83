"""Charts over days say no more than there is to say."""

from __future__ import annotations

from datetime import date

import pytest

from formcheck.review.web.views.time_chart import Line, Point, TimeChart, build_time_chart

DAY = date(2025, 3, 3)


def _chart(values: list[float], unit: str, **more: object) -> TimeChart:
    points = [Point(DAY, value) for value in values]
    chart = build_time_chart("Hold", [Line("Mean", points)], unit, (DAY, DAY), **more)  # type: ignore[arg-type]
    assert chart is not None
    return chart


@pytest.mark.parametrize(("unit", "decimals", "least"), [("s", 1, 1.5), ("deg", 0, 5.0)])
def test_one_value_has_an_axis_that_people_can_use(unit: str, decimals: int, least: float) -> None:
    """Not from 0.90 to 0.95 s."""
    chart = _chart([0.93], unit, decimals=decimals)
    words = [label.words.split()[0].rstrip("°") for label in chart.value_labels]
    shown = [float(word.replace("\u2212", "-")) for word in words]
    assert max(shown) - min(shown) >= least


def test_far_values_keep_their_room() -> None:
    chart = _chart([10.0, 50.0], "deg")
    heights = [dot.y for dot in chart.lines[0].dots]
    assert heights[0] > heights[1]
    assert all(0 < height < chart.height for height in heights)
