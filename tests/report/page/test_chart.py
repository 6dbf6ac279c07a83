from __future__ import annotations

import json
import re
from dataclasses import replace

import numpy as np
import pytest

from formcheck.judge.result import ReadingInfo
from formcheck.report.page.chart import (
    build_chart,
    escape_for_script,
    find_count_level,
    find_telling_moment,
)
from tests.support.scored import make_result, make_scored, without_faults


def test_the_line_breaks_where_the_signal_was_not_seen() -> None:
    chart = build_chart(make_scored())
    assert chart.line.count("M") == 2
    assert "nan" not in chart.line


def test_a_long_clip_is_drawn_with_few_points() -> None:
    scored = make_scored(duration_s=900.0)
    assert len(scored.timeline.time_s) == 27_000
    chart = build_chart(scored)
    assert len(re.findall(r"[\d.]+ [\d.]+", chart.line)) <= 2000


def test_peaks_of_counted_repetitions_lie_on_the_line() -> None:
    chart = build_chart(make_scored())
    peaks = re.findall(r"M([\d.]+) ([\d.]+)h0", chart.peaks)
    assert len(peaks) == 3
    assert float(peaks[0][0]) == pytest.approx(1000 * 4.0 / 33.0, abs=0.1)
    # The highest peak stands just below the room at the top.
    assert float(peaks[1][1]) == pytest.approx(1000 * 0.08 / 1.16, abs=0.1)


def test_rest_lies_below_the_level_that_counts() -> None:
    chart = build_chart(make_scored())
    assert chart.baseline_percent is not None
    assert chart.count_percent is not None
    assert chart.baseline_percent > chart.count_percent


@pytest.mark.parametrize(
    ("states", "baseline", "level"),
    [
        ({"count_deg": 20.0}, -1.5, 18.5),
        ({"count_deg": 20.0}, None, None),
        ({"count_share": 0.6}, 0.0, 60.0),
        ({}, 0.0, None),
        ({"count_level_deg": 95.0}, 50.0, 95.0),
    ],
)
def test_the_level_that_counts(
    states: dict[str, float], baseline: float | None, level: float | None
) -> None:
    assert find_count_level({"x": {"states": states}}, "x", baseline) == level
    assert find_count_level({}, "x", baseline) is None


def test_the_telling_moment_is_in_the_worst_fault_else_at_the_first_peak() -> None:
    result = make_result()
    worst = max(result.sure_faults, key=lambda fault: fault.severity)
    assert find_telling_moment(result) == pytest.approx((worst.start_s + worst.end_s) / 2)
    first = next(rep for rep in result.reps if rep.counted)
    assert find_telling_moment(make_result(faults=[])) == pytest.approx(first.peak_s)
    assert find_telling_moment(make_result(faults=[], reps=[])) is None


def test_waiting_is_not_shaded_and_the_rest_is() -> None:
    phases = {shade.phase for shade in build_chart(make_scored()).shades}
    assert phases == {"not_judged", "out", "hold", "return"}


def test_the_script_gets_the_runs_and_the_phases() -> None:
    data = json.loads(build_chart(make_scored()).data_json)
    assert data["duration"] == 33.0
    assert data["suffix"] == "°"
    assert len(data["runs"]) == 2
    assert data["phases"][0] == [0.0, "Not judged"]
    assert data["phases"][1] == [0.5, "Ready"]


def test_a_clip_in_which_nothing_was_seen_has_an_empty_chart() -> None:
    scored = without_faults(make_scored())
    signal = scored.result.signal.model_copy(update={"baseline": None})
    chart = build_chart(replace(scored, result=scored.result.model_copy(update={"signal": signal})))
    assert chart.line == chart.peaks == ""
    assert chart.baseline_percent is None
    assert chart.reps == chart.lanes == []


def test_one_seen_frame_is_drawn_as_a_dot() -> None:
    scored = make_scored()
    signal = np.full(scored.timeline.signal.shape, np.nan)
    signal[90] = 10.0
    chart = build_chart(replace(scored, timeline=replace(scored.timeline, signal=signal)))
    assert re.fullmatch(r"M[\d.]+ [\d.]+h0", chart.line)


def test_data_cannot_end_the_script_element() -> None:
    text = escape_for_script(json.dumps("</script><!--&"))
    assert not set("<>&") & set(text)
    assert json.loads(text) == "</script><!--&"


def test_the_axis_reaches_the_last_frame_even_if_the_container_says_less() -> None:
    clip = make_result().clip.model_copy(update={"duration_s": 0.0})
    chart = build_chart(make_scored(make_result(clip=clip)))
    assert chart.duration_s == pytest.approx(33.0, abs=0.05)


def test_the_script_knows_how_fast_the_film_plays() -> None:
    scored = make_scored()
    assert json.loads(build_chart(scored).data_json)["speed"] == 1.0
    reading = ReadingInfo(fps=None, speed=0.25, rotate_deg=0)
    clip = scored.result.clip.model_copy(update={"reading": reading})
    slow = replace(scored, result=scored.result.model_copy(update={"clip": clip}))
    assert json.loads(build_chart(slow).data_json)["speed"] == 0.25
