"""From several views of a tilt to one."""

from __future__ import annotations

import numpy as np
import pytest

from formcheck.arrays import FloatArray
from formcheck.exercises.pelvic_tilt.fusion import fuse
from formcheck.exercises.pelvic_tilt.sources import Source

TIME_S = np.arange(600) / 30
TRUE = np.clip(2.0 * np.sin(2 * np.pi * TIME_S / 5.0), 0.0, 1.0)


def view(name: str, rise: FloatArray, error: float = 0.15, noise: float = 0.0) -> Source:
    known = np.isfinite(rise)
    return Source(
        name,
        rise,
        np.where(known, 0, -1),
        np.full(len(rise), noise),
        np.full(len(rise), error),
    )


def wander(seed: int, size: float) -> FloatArray:
    steps = np.random.default_rng(seed).normal(size=len(TIME_S)).cumsum()
    return np.asarray(size * (steps - steps.mean()) / steps.std())


def correlation(one: FloatArray, other: FloatArray) -> float:
    return float(np.corrcoef(one, other)[0, 1])


@pytest.mark.parametrize("causal", [False, True])
def test_views_that_agree_give_what_they_say(causal: bool) -> None:
    views = [view("landmarks", TRUE, 0.4), view("thigh", TRUE), view("pelvis", TRUE)]
    fused = fuse(TIME_S, views, causal=causal)
    np.testing.assert_allclose(fused.rise, TRUE, atol=0.02)
    np.testing.assert_allclose(fused.weights.sum(axis=0), 1.0)


def test_the_surer_view_weighs_more() -> None:
    fused = fuse(TIME_S, [view("landmarks", TRUE, 0.4), view("thigh", TRUE, 0.1)], causal=True)
    assert fused.weights[1, 0] > 5 * fused.weights[0, 0]


def test_a_view_that_goes_its_own_way_counts_for_little() -> None:
    """One of the picture's patches wanders on the skin, as seen in a real clip."""
    views = [
        view("landmarks", TRUE, 0.4),
        view("thigh", TRUE + wander(1, 0.05)),
        view("pelvis", wander(2, 0.6)),
    ]
    fused = fuse(TIME_S, views, causal=False)
    assert fused.weights[2].mean() < 0.1
    assert correlation(fused.rise, TRUE) > 0.97


def test_landmarks_that_drown_do_no_harm() -> None:
    views = [
        view("landmarks", wander(3, 1.0), 0.4, noise=0.2),
        view("thigh", TRUE + wander(4, 0.05)),
        view("pelvis", 0.8 * TRUE + wander(5, 0.05)),
    ]
    assert correlation(fuse(TIME_S, views, causal=False).rise, TRUE) > 0.98


def test_persons_differ_in_how_much_each_view_shows() -> None:
    views = [view("landmarks", 0.6 * TRUE, 0.4), view("thigh", 1.4 * TRUE), view("pelvis", TRUE)]
    fused = fuse(TIME_S, views, causal=False)
    for rise in fused.rises:
        np.testing.assert_allclose(np.ptp(rise), np.ptp(fused.rise), rtol=0.05)


@pytest.mark.parametrize("causal", [False, True])
def test_a_view_that_comes_and_goes_makes_no_jump(causal: bool) -> None:
    pelvis = np.where((TIME_S > 6.0) & (TIME_S < 14.0), np.nan, TRUE + 0.4)
    fused = fuse(TIME_S, [view("thigh", TRUE), view("pelvis", pelvis)], causal=causal)
    steps = np.abs(np.diff(fused.rise))
    away = (np.abs(TIME_S[1:] - 6.0) < 0.1) | (np.abs(TIME_S[1:] - 14.0) < 0.1)
    assert steps[away].max() < np.abs(np.diff(TRUE)).max() + 0.02


def test_live_weights_know_the_past_only() -> None:
    views = [view("landmarks", TRUE, 0.4), view("thigh", TRUE), view("pelvis", wander(6, 0.6))]
    half = len(TIME_S) // 2
    whole = fuse(TIME_S, views, causal=True)
    cut = [
        Source(one.name, one.rise[:half], one.thread[:half], one.noise[:half], one.error[:half])
        for one in views
    ]
    part = fuse(TIME_S[:half], cut, causal=True)
    np.testing.assert_allclose(part.rise, whole.rise[:half])


def test_without_any_view_nothing_is_known() -> None:
    assert np.isnan(fuse(TIME_S, [], causal=False).rise).all()
