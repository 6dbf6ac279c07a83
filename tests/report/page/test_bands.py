from __future__ import annotations

import pytest

from formcheck.report.page.marks import describe_bands, find_bands
from tests.support.scored import DURATION_S, EXERCISE, make_scored


def test_phases_follow_each_other_without_gaps() -> None:
    bands = find_bands(make_scored().timeline, EXERCISE, DURATION_S)
    assert bands[0].start_s == 0.0
    assert bands[-1].end_s == DURATION_S
    assert [band.start_s for band in bands[1:]] == [band.end_s for band in bands[:-1]]


def test_a_phase_has_its_times_and_the_words_of_the_exercise() -> None:
    bands = find_bands(make_scored().timeline, EXERCISE, DURATION_S)
    first_hold = next(band for band in bands if band.phase == "hold")
    assert first_hold.start_s == pytest.approx(3.4, abs=0.04)
    assert first_hold.end_s == pytest.approx(4.6, abs=0.04)
    assert first_hold.words == "Hold"
    assert next(band.words for band in bands if band.phase == "out") == "Pressing up"


def test_the_description_sums_each_kind() -> None:
    bands = find_bands(make_scored().timeline, EXERCISE, DURATION_S)
    assert "not judged 2.0\u00a0s" in describe_bands(bands)
