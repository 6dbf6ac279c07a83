from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest

from formcheck.pose.spans import WARM_UP_S, WHOLE_CLIP, merged, plan_spans

NONE = np.array([])
MANY = 1_000_000


def test_short_clip_is_one_span() -> None:
    assert plan_spans(7.9, np.array([0.0, 4.0]), MANY) == [WHOLE_CLIP]


def test_two_spans_with_a_warm_up_before_the_second() -> None:
    first, second = plan_spans(20.0, NONE, MANY)
    assert (first.start_s, first.end_s, first.warm_up_from_s) == (-math.inf, 10.0, 0.0)
    assert (second.start_s, second.end_s, second.warm_up_from_s) == (10.0, math.inf, 9.0)


def test_boundary_moves_to_a_near_keyframe() -> None:
    _, second = plan_spans(20.0, np.array([0.0, 8.0, 16.0]), MANY)
    assert second.warm_up_from_s == 8.0
    assert second.start_s == 8.0 + WARM_UP_S


@pytest.mark.parametrize("keyframe_s", [[0.0], [0.0, 16.7]])
def test_boundary_stays_without_a_near_keyframe(keyframe_s: list[float]) -> None:
    _, second = plan_spans(17.0, np.array(keyframe_s), MANY)
    assert second.start_s == pytest.approx(8.5)


@pytest.mark.parametrize("duration_s", [8.0, 59.0, 125.0, 600.0, 3600.0])
def test_spans_join_without_gaps_and_warm_up_stays_cheap(duration_s: float) -> None:
    spans = plan_spans(duration_s, np.arange(0.0, duration_s, 2.0), MANY)
    assert len(spans) % 2 == 0
    for before, after in pairwise(spans):
        assert before.end_s == after.start_s
        assert after.start_s - after.warm_up_from_s == pytest.approx(WARM_UP_S)
    assert spans[0].start_s == -math.inf
    assert spans[-1].end_s == math.inf
    if duration_s >= 60.0:
        assert (len(spans) - 1) * WARM_UP_S <= 0.05 * duration_s


def test_merged_spans_begin_with_the_first_and_end_with_the_second() -> None:
    first, second = plan_spans(20.0, NONE, MANY)
    assert merged(first, second) == WHOLE_CLIP


@pytest.mark.parametrize(("frames", "most"), [(7, 1), (300, 10), (60, 2)])
def test_few_frames_over_many_hours_make_few_spans(frames: int, most: int) -> None:
    assert len(plan_spans(109 * 3600.0, NONE, frames)) <= most
