"""A bound broken for long enough is a finding; what was not seen is not wrong."""

from __future__ import annotations

import numpy as np
import pytest

from formcheck.reps.faulting import count_prominent_peaks, find_excess
from formcheck.reps.judgement import Finding, find_sustained
from formcheck.reps.settings import FaultTiming

NAN = np.nan
TIMING = FaultTiming(min_s=0.5, min_share=0.25)
TIME_S = np.arange(40) / 8


def series(**spans: float) -> np.ndarray:
    """Return zeros with values in spans named ``f<first>_<last>``."""
    values = np.zeros(40)
    for name, value in spans.items():
        first, last = (int(part) for part in name[1:].split("_"))
        values[first : last + 1] = value
    return values


@pytest.mark.parametrize(
    ("values", "span", "expected"),
    [
        (series(f10_14=12.0), (0, 39), (10, 14)),
        (series(f10_12=12.0), (0, 39), None),
        (series(f10_13=12.0), (0, 39), (10, 13)),
        (series(f10_14=10.0), (0, 39), None),
        (series(f10_14=NAN), (0, 39), None),
        (series(f10_14=12.0), (20, 39), None),
        (series(f8_9=12.0), (4, 12), (8, 9)),
        (series(f8_8=12.0), (7, 9), None),
        (series(f5_9=12.0, f20_25=12.0), (0, 39), (5, 25)),
        (series(f36_39=12.0), (0, 39), None),
        (series(f35_39=12.0), (0, 39), (35, 39)),
    ],
    ids=[
        "long enough",
        "too short",
        "as long as it must be",
        "the bound itself",
        "not seen",
        "outside the phase",
        "a share of a short phase",
        "never shorter than 0.15 s",
        "from the first to the last",
        "cut off by the end",
        "up to the end",
    ],
)
def test_excess(
    values: np.ndarray, span: tuple[int, int], expected: tuple[int, int] | None
) -> None:
    found = find_excess("X-1", TIME_S, values, 10.0, span, TIMING)
    assert [(finding.start, finding.end) for finding in found] == ([expected] if expected else [])


def test_a_finding_carries_the_worst_value_and_the_bound() -> None:
    values = series(f10_14=12.0)
    values[12] = 17.0
    (found,) = find_excess("X-1", TIME_S, values, 10.0, (0, 39), TIMING, severity=2)
    assert found == Finding("X-1", 10, 14, 17.0, 10.0, 2)


def test_falling_below_a_bound() -> None:
    values = series(f10_14=-20.0)
    (found,) = find_excess("X-1", TIME_S, values, -15.0, (0, 39), TIMING, below=True)
    assert found == Finding("X-1", 10, 14, -20.0, -15.0)


def test_a_further_condition_must_hold_at_the_same_time() -> None:
    values, also = series(f10_20=12.0), np.arange(40) >= 18
    assert find_excess("X-1", TIME_S, values, 10.0, (0, 39), TIMING, also=also) == []
    also = np.arange(40) >= 16
    (found,) = find_excess("X-1", TIME_S, values, 10.0, (0, 39), TIMING, also=also)
    assert (found.start, found.end) == (16, 20)


def test_a_gap_splits_and_does_not_lend_its_time() -> None:
    values = series(f10_15=12.0)
    values[12:14] = NAN
    assert find_excess("X-1", TIME_S, values, 10.0, (0, 39), TIMING) == []


@pytest.mark.parametrize(
    ("mask", "bounds", "shortest_s", "expected"),
    [
        ("0111001110", (0, 9), 0.375, [(1, 3), (6, 8)]),
        ("0111001110", (0, 9), 0.376, []),
        ("0111001110", (2, 7), 0.25, [(2, 3), (6, 7)]),
        ("0111000111", (0, 9), 0.375, [(1, 3)]),
        ("0000000000", (0, 9), 0.0, []),
        ("1111111111", (0, 9), 1.125, [(0, 9)]),
    ],
    ids=[
        "until the frame after it",
        "a little too short",
        "cut to the span",
        "at the end nothing comes after",
        "never",
        "always",
    ],
)
def test_sustained(
    mask: str, bounds: tuple[int, int], shortest_s: float, expected: list[tuple[int, int]]
) -> None:
    flags = np.array([character == "1" for character in mask])
    assert find_sustained(np.arange(len(mask)) / 8, flags, *bounds, shortest_s) == expected


@pytest.mark.parametrize(
    ("displacement", "expected"),
    [
        ([0, 10, 0, 10, 0], 2),
        ([0, 10, 6, 11, 0], 1),
        ([0, 10, 3, 10, 0], 2),
        ([0, 7, 0, 10, 0], 1),
        ([10, 0, 10], 2),
        ([0, 10, NAN, 10, 0], 2),
        ([NAN, NAN], 0),
        ([0, 10, 10, 10, 0], 1),
        ([0, 10, 9.9, 10, 9.8, 10, 0, 10, 9.9, 10, 0], 2),
    ],
    ids=[
        "two",
        "a shallow valley",
        "a deep valley",
        "one too small",
        "cut off at both ends",
        "not seen counts as rest",
        "nothing",
        "a flat top",
        "equal peaks on a trembling top",
    ],
)
def test_prominent_peaks(displacement: list[float], expected: int) -> None:
    assert count_prominent_peaks(np.array(displacement, dtype=float), 8.0) == expected
