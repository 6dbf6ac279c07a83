from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from formcheck.pose.beside import track_beside
from formcheck.pose.bundle_file import Bundle
from formcheck.pose.kept_track import read_kept_track
from formcheck.pose.track import PoseTrack
from tests.support.batch import write_press_ups

_BUNDLE = Bundle("full", Path("model.task"), "ab" * 32)


@pytest.fixture
def track(tmp_path: Path) -> PoseTrack:
    """Return landmarks."""
    return read_kept_track(write_press_ups(tmp_path / "made.npz", 1)).track


def test_landmarks_are_found_once_and_kept_where_the_result_is(
    tmp_path: Path, track: PoseTrack
) -> None:
    found: list[int] = []

    def find() -> PoseTrack:
        found.append(1)
        return track

    earlier, fresh = tmp_path / "earlier.npz", tmp_path / "fresh.npz"
    track_beside(earlier, fresh, "key", _BUNDLE, find)
    assert (found, fresh.stat().st_mode & 0o077) == ([1], 0)
    # It is a file that can be scored by itself.
    kept = read_kept_track(fresh)
    assert (kept.model_variant, kept.model_sha256) == ("full", "ab" * 32)
    again = track_beside(fresh, tmp_path / "none.npz", "key", _BUNDLE, find)
    assert found == [1]
    assert not (tmp_path / "none.npz").exists()
    np.testing.assert_array_equal(again.xy_px, kept.track.xy_px)


@pytest.mark.parametrize("harm", ["key", "damaged", "not wanted"])
def test_what_is_of_no_use_is_found_anew(tmp_path: Path, track: PoseTrack, harm: str) -> None:
    place, fresh = tmp_path / "place.npz", tmp_path / "fresh.npz"
    track_beside(tmp_path / "none.npz", place, "key", _BUNDLE, lambda: track)
    if harm == "damaged":
        place.write_bytes(place.read_bytes()[:500])
    key = "other" if harm == "key" else "key"
    track_beside(place, fresh, key, _BUNDLE, lambda: track, read=harm != "not wanted")
    assert fresh.exists()
