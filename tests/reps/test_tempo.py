"""Too fast, held too briefly; eight frames a second."""

from __future__ import annotations

import pytest

from formcheck.reps.holds import compute_hold_s, find_hold_too_short
from formcheck.reps.judgement import Finding
from formcheck.reps.tempo import compute_fastest, find_too_fast
from tests.support.shots import make_phases, make_prepared

NAN = float("nan")
VALUES = [0.0, 0.0, 5.0, 10.0, 10.0, 10.0, 10.0, 10.0, 5.0, 0.0, 0.0]
PHASES = make_phases((1, 3, 9), (3, 7), (3, 7))
NO_HOLD = make_phases((1, 3, 9), None, (3, 7))


def test_hold_time() -> None:
    prepared = make_prepared(VALUES)
    assert compute_hold_s(prepared, PHASES) == 0.5
    assert compute_hold_s(prepared, NO_HOLD) == 0.0


@pytest.mark.parametrize(("shortest_s", "found"), [(0.5, False), (0.51, True), (0.0, False)])
def test_a_hold_that_is_too_short(shortest_s: float, found: bool) -> None:
    findings = find_hold_too_short("X-6", make_prepared(VALUES), PHASES, shortest_s)
    assert findings == ([Finding("X-6", 3, 7, 0.5, shortest_s)] if found else [])


def test_no_hold_at_all() -> None:
    assert find_hold_too_short("X-6", make_prepared(VALUES), NO_HOLD, 1.0) == [
        Finding("X-6", 3, 7, 0.0, 1.0)
    ]


def test_time_that_was_not_seen_counts_for_the_person() -> None:
    values = [0.0, 0.0, 5.0, 10.0, 10.0, NAN, NAN, NAN, 5.0, 0.0, 0.0]
    phases = make_phases((1, 3, 9), (3, 4), (3, 4))
    prepared = make_prepared(values)
    # Held 1/8 s, not seen 3/8 s.
    assert find_hold_too_short("X-6", prepared, phases, 0.5) == []
    assert find_hold_too_short("X-6", prepared, phases, 0.51) != []


@pytest.mark.parametrize(
    ("speed", "out_min_s", "expected"),
    [
        (60.0, 0.25, []),
        (60.0, 0.3, [Finding("X-4", 1, 3, 0.25, 0.3)]),
        (30.0, 0.25, [Finding("X-4", 1, 3, 40.0, 30.0, unit="deg/s")]),
        (30.0, 0.3, [Finding("X-4", 1, 3, 0.25, 0.3)]),
    ],
    ids=["slow enough", "too short a way", "too fast a peak", "the time comes first"],
)
def test_too_fast(speed: float, out_min_s: float, expected: list[Finding]) -> None:
    found = find_too_fast(
        "X-4", make_prepared(VALUES), PHASES, speed=speed, window_s=0.125, out_min_s=out_min_s
    )
    assert found == expected


def test_a_way_out_that_was_not_seen_is_not_too_fast() -> None:
    values = [0.0, NAN, NAN, NAN, 10.0, 10.0, 10.0, 10.0, 5.0, 0.0, 0.0]
    phases = make_phases((0, 4, 9), (4, 7), (4, 7))
    assert (
        find_too_fast(
            "X-4", make_prepared(values), phases, speed=30.0, window_s=0.125, out_min_s=0.25
        )
        == []
    )


@pytest.mark.parametrize(
    ("span", "window_s", "down", "expected"),
    [
        ((1, 3), 0.125, False, 40.0),
        ((1, 3), 0.25, False, 40.0),
        ((0, 10), 0.5, True, 20.0),
        ((3, 3), 0.125, False, 0.0),
    ],
)
def test_fastest(span: tuple[int, int], window_s: float, down: bool, expected: float) -> None:
    found = compute_fastest(make_prepared(VALUES), span, window_s, down=down)
    assert found == pytest.approx(expected)
