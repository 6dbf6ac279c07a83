from __future__ import annotations

import numpy as np
import pytest

from formcheck.session.swings import find_swings


@pytest.mark.parametrize(
    ("values", "smallest", "expected"),
    [
        ([0.0, 1.0, 0.0], 0.5, [(1.0, 1.0)]),
        ([0.0, 1.0, 0.8, 1.0, 0.0], 0.5, [(1.0, 1.0)]),
        ([0.0, 1.0, 0.3, 2.0, 0.0], 0.5, [(1.0, 0.7), (2.0, 1.7)]),
        ([3.0, 3.0, 3.0], 1.0, [(3.0, 3.0)]),
        ([0.0, 0.4, 0.0], 0.5, []),
        ([0.0, np.nan, 1.0, np.nan, 0.0], 0.5, [(1.0, 1.0)]),
        ([], 0.5, []),
        ([-1.0, 1.0, -1.0], 0.5, [(1.0, 2.0)]),
    ],
    ids=["one", "ripple", "two", "flat top", "too small", "unseen is rest", "none", "below rest"],
)
def test_swings(values: list[float], smallest: float, expected: list[tuple[float, float]]) -> None:
    found = find_swings(np.array(values), smallest)
    assert [(swing.height, pytest.approx(swing.prominence)) for swing in found] == expected
