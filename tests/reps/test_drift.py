"""A drifting rest level, and jitter."""

from __future__ import annotations

import numpy as np
import pytest

from formcheck.reps.drift import compute_drifting_level, compute_noise, compute_running_noise

NAN = np.nan
TIME_S = np.arange(600) / 20


def bumps(heights: list[float], gap: int = 3) -> np.ndarray:
    return np.concatenate(
        [[0.0] * gap, *[[height / 2, height, height / 2, *[0.0] * gap] for height in heights]]
    )


@pytest.mark.parametrize("causal", [False, True])
def test_the_level_is_the_low_one(causal: bool) -> None:
    values = np.where(TIME_S % 6 < 3, 0.0, 5.0)
    level = compute_drifting_level(TIME_S, values, 12.0, causal=causal)
    np.testing.assert_allclose(level[TIME_S > 2], 0.0, atol=1e-9)


def test_the_level_follows_a_slow_drift() -> None:
    values = 0.2 * TIME_S + np.where(TIME_S % 6 < 3, 0.0, 5.0)
    level = compute_drifting_level(TIME_S, values, 12.0, causal=False)
    inner = (TIME_S > 7) & (TIME_S < 23)
    assert np.abs(level - 0.2 * TIME_S)[inner].max() < 1.5


def test_the_causal_level_does_not_look_ahead() -> None:
    values = np.sin(TIME_S)
    other = np.where(TIME_S > 15, -50.0, values)
    levels = [compute_drifting_level(TIME_S, item, 12.0, causal=True) for item in (values, other)]
    np.testing.assert_array_equal(levels[0][TIME_S <= 15], levels[1][TIME_S <= 15])


def test_the_causal_level_is_unknown_for_the_first_second() -> None:
    level = compute_drifting_level(TIME_S, np.ones(600), 12.0, causal=True)
    assert np.isnan(level[TIME_S < 0.95]).all()
    np.testing.assert_array_equal(level[TIME_S > 1.3], 1.0)


@pytest.mark.parametrize("causal", [False, True])
def test_nothing_seen_has_no_level(causal: bool) -> None:
    level = compute_drifting_level(TIME_S, np.full(600, NAN), 12.0, causal=causal)
    assert np.isnan(level).all()


def test_noise_of_white_jitter_and_of_slow_movement() -> None:
    time_s = np.arange(3000) / 30
    jitter = np.random.default_rng(0).normal(scale=0.3, size=3000)
    slow = 5 * np.sin(2 * np.pi * 0.1 * time_s)
    assert compute_noise(time_s, jitter + slow) == pytest.approx(0.3, rel=0.15)
    assert compute_noise(time_s, slow) < 0.06


def test_noise_of_too_little_is_nothing() -> None:
    assert compute_noise(np.arange(10.0), np.arange(10.0)) == 0.0
    assert compute_noise(TIME_S, np.full(600, NAN)) == 0.0


def test_noise_keeps_what_was_not_seen_out() -> None:
    time_s = np.arange(3000) / 30
    jitter = np.random.default_rng(0).normal(scale=0.3, size=3000)
    jitter[::50] = NAN
    assert compute_noise(time_s, jitter) == pytest.approx(0.3, rel=0.2)


def test_the_running_noise_is_what_was_known_at_the_time() -> None:
    time_s = np.arange(900) / 30
    values = np.random.default_rng(0).normal(scale=0.3, size=900)
    values[600:] *= 20
    running = compute_running_noise(time_s, values)
    np.testing.assert_array_equal(running[:600], compute_running_noise(time_s[:600], values[:600]))
    assert running[0] == 0.0
    assert running[590] == pytest.approx(0.3, rel=0.3)


def test_the_running_jitter_is_that_of_the_past_at_each_moment() -> None:
    """Over more than the minute that is looked back on, and with frames that were not seen."""
    chance = np.random.default_rng(5)
    time_s = np.cumsum(chance.uniform(0.02, 0.06, size=2200))
    values = np.sin(time_s) + chance.normal(scale=0.1, size=time_s.size)
    values[:15] = np.nan
    values[400:460] = np.nan
    running = compute_running_noise(time_s, values)
    renewed = np.flatnonzero(np.diff(running, prepend=-1.0))
    assert time_s[-1] > 80
    for frame in renewed:
        past = (time_s >= time_s[frame] - 60.0) & (np.arange(time_s.size) <= frame)
        assert running[frame] == compute_noise(time_s[past], values[past])
