from __future__ import annotations

import pytest

from formcheck.evaluation.matching import (
    intersection_over_union,
    match_spans,
    overlap_s,
    place_in_reps,
)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ((0, 2), (0, 2), 1.0),
        ((0, 2), (1, 3), 1 / 3),
        ((0, 2), (2, 3), 0.0),
        ((0, 2), (5, 6), 0.0),
        ((0, 4), (1, 2), 0.25),
        ((1, 1), (1, 1), 1.0),
        ((1, 1), (2, 2), 0.0),
    ],
)
def test_intersection_over_union(
    a: tuple[float, float], b: tuple[float, float], expected: float
) -> None:
    assert intersection_over_union(a, b) == pytest.approx(expected)


def test_overlap_is_negative_across_a_gap() -> None:
    assert overlap_s((0, 1), (3, 4)) == -2


def test_each_repetition_is_matched_once() -> None:
    assert match_spans([(0, 4)], [(0, 3), (0, 4)]) == [(0, 1)]


def test_more_pairs_outweigh_a_better_single_pair() -> None:
    # The first found span agrees with both, best with the second; only giving it to the
    # first leaves both matched.
    true = [(0.0, 4.0), (1.0, 5.0)]
    found = [(1.0, 4.8), (1.4, 6.0)]
    assert match_spans(true, found, 0.5) == [(0, 0), (1, 1)]


def test_half_is_enough_and_less_is_not() -> None:
    assert match_spans([(0, 2)], [(0, 1)]) == [(0, 0)]
    assert match_spans([(0, 2)], [(0, 0.99)]) == []


def test_nothing_to_match() -> None:
    assert match_spans([], [(0, 1)]) == []
    assert match_spans([(0, 1)], []) == []
    assert match_spans([], []) == []


REPS = [(1.0, 3.0), (3.0, 5.0), (8.0, 10.0)]


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        ((1.2, 2.0), [0]),
        ((1.0, 5.0), [0, 1]),
        ((2.5, 5.0), [1]),
        ((2.9, 3.6), [1]),
        ((5.3, 5.3), [1]),
        ((6.0, 7.0), []),
        ((5.03, 7.97), [1]),
        ((7.8, 7.8), [2]),
        ((0.0, 20.0), [0, 1, 2]),
    ],
)
def test_a_fault_is_placed_in_its_repetitions(
    span: tuple[float, float], expected: list[int]
) -> None:
    assert place_in_reps(span, REPS, tolerance_s=0.5) == expected


def test_no_repetitions_to_be_placed_in() -> None:
    assert place_in_reps((1.0, 2.0), [], tolerance_s=0.5) == []
