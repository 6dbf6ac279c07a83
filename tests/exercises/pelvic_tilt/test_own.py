"""How far a person tilts."""

from __future__ import annotations

import numpy as np
import pytest

from formcheck.exercises.pelvic_tilt.own import compute_own_tilt, compute_running_own_tilt
from tests.support.synthetic import excursion, plan_reps, with_depth

TIME_S = np.arange(30 * 30) / 30
REPS = plan_reps(4, 1.0)


def tilts(*depths: float) -> np.ndarray:
    return np.sum(
        [
            excursion(TIME_S, with_depth([rep], depth))
            for rep, depth in zip(REPS, depths, strict=False)
        ],
        axis=0,
    )


@pytest.mark.parametrize(
    ("depths", "own"),
    [
        ((1.0, 1.0, 1.0), 1.0),
        ((1.0, 0.4), 1.0),
        ((0.3, 1.0, 0.9), 0.95),
        ((1.0, 1.0, 2.5), 1.0),
        ((0.8,), 0.8),
    ],
    ids=["equal", "one cut short", "one too small", "one huge", "only one"],
)
def test_whole_tilts_set_the_measure(depths: tuple[float, ...], own: float) -> None:
    assert compute_own_tilt(tilts(*depths), 0.2) == pytest.approx(own, abs=0.02)


def test_nothing_stands_out() -> None:
    assert np.isnan(compute_own_tilt(tilts(0.1, 0.1), 0.2))


def test_live_the_swings_so_far_count() -> None:
    rise = tilts(0.6, 1.0, 1.0)
    own = compute_running_own_tilt(TIME_S, rise, np.full_like(rise, 0.2))
    assert np.isnan(own[int(30 * (REPS[0].start_s - 0.1))])
    assert own[int(30 * (REPS[1].start_s - 0.1))] == pytest.approx(0.6, abs=0.05)
    assert own[-1] == pytest.approx(1.0, abs=0.05)


def test_live_it_is_at_each_moment_what_the_past_shows() -> None:
    chance = np.random.default_rng(6)
    rise = tilts(0.6, 1.0, 0.9) + chance.normal(scale=0.03, size=TIME_S.size)
    smallest = np.linspace(0.2, 0.3, rise.size)
    own = compute_running_own_tilt(TIME_S, rise, smallest)
    for frame in np.flatnonzero(np.diff(own, prepend=0.0) != 0)[1:]:
        known = own[frame]
        if np.isfinite(known):
            assert known == compute_own_tilt(rise[: frame + 1], float(smallest[frame]))
