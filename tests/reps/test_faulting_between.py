from __future__ import annotations

import numpy as np
import pytest

from formcheck.reps.faulting import find_not_back_at_rest
from formcheck.reps.judgement import Finding, JudgedMovement, Kind
from formcheck.reps.movements import Movement
from tests.support.shots import make_prepared


def verdict(start: int, peak: int, end: int, kind: Kind = "counted") -> JudgedMovement:
    return JudgedMovement(Movement(start, peak, end, "rest", "valley"), kind, None, [])


PAIR = [verdict(0, 2, 4), verdict(4, 6, 8)]


@pytest.mark.parametrize(
    ("low", "threshold", "kind", "expected"),
    [
        (12.0, 8.0, "counted", [Finding("X-1", 4, 4, 12.0, 8.0)]),
        (6.0, 8.0, "counted", []),
        (12.0, 8.0, "partial", []),
        (np.nan, 8.0, "counted", []),
    ],
    ids=["not down", "down", "only after counted ones", "what was not seen is not wrong"],
)
def test_not_back_at_rest(
    low: float, threshold: float, kind: Kind, expected: list[Finding]
) -> None:
    prepared = make_prepared([0.0, 20.0, 40.0, 20.0, low, 20.0, 40.0, 20.0, 0.0])
    judged = [verdict(0, 2, 4, kind), PAIR[1]]
    assert find_not_back_at_rest("X-1", prepared, judged, threshold) == expected
