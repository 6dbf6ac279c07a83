"""Joining the image motion of spans that were looked at side by side."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from formcheck.pose.image_layout import COLUMNS, PATCHES, SHIFT_X, THREAD
from formcheck.pose.image_threads import join_threads

Run = list[NDArray[np.float32]]


def run(shifts: list[float], threads: list[float]) -> Run:
    rows = np.zeros((len(shifts), len(PATCHES), COLUMNS), dtype=np.float32)
    rows[..., SHIFT_X] = np.array(shifts)[:, None]
    rows[..., THREAD] = np.array(threads)[:, None]
    return list(rows)


def times(count: int, step_s: float = 0.05) -> NDArray[np.float64]:
    return np.arange(count) * step_s


def test_a_thread_goes_on_over_a_seam() -> None:
    joined = join_threads(times(5), [run([0, 1, 2], [0, 0, 0]), run([0, 1], [0, 0])])
    np.testing.assert_array_equal(joined[:, 0, SHIFT_X], [0, 1, 2, 2, 3])
    np.testing.assert_array_equal(joined[:, 0, THREAD], 0)


def test_later_threads_get_numbers_of_their_own() -> None:
    joined = join_threads(times(6), [run([0, 1, 0], [0, 0, 1]), run([0, 4, 0], [0, 0, 1])])
    np.testing.assert_array_equal(joined[:, 1, THREAD], [0, 0, 1, 1, 1, 3])
    np.testing.assert_array_equal(joined[:, 1, SHIFT_X], [0, 1, 0, 0, 4, 0])


def test_a_patch_that_was_away_at_the_seam_begins_anew() -> None:
    gone = np.nan
    before = run([0, 1, gone, gone, gone, gone], [0, 0, gone, gone, gone, gone])
    joined = join_threads(times(8), [before, run([0, 1], [0, 0])])
    np.testing.assert_array_equal(joined[6:, 2, SHIFT_X], [0, 1])
    np.testing.assert_array_equal(joined[6:, 2, THREAD], 1)


def test_runs_without_frames_or_without_motion() -> None:
    nothing = run([np.nan, np.nan], [np.nan, np.nan])
    joined = join_threads(times(4), [nothing, [], run([0, 1], [0, 0])])
    assert np.isnan(joined[:2]).any(axis=(1, 2)).all()
    np.testing.assert_array_equal(joined[2:, 0, SHIFT_X], [0, 1])
