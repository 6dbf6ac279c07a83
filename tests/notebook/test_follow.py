from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import formcheck as fc
from formcheck.pose.bundle_file import Bundle
from tests.support.sample_film import FASTER, TWO_REPS, read_sample, write_film


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a clip of two press ups."""
    film = read_sample()[FASTER][:TWO_REPS]
    return write_film(tmp_path_factory.mktemp("follow") / "clip.mp4", film)


def test_frame_by_frame(clip: Path, bundle: Bundle) -> None:
    reps: list[int | None] = []
    trunk_deg: list[float] = []
    times_s: list[float] = []
    for frame in fc.follow(clip, "press up", model=bundle.path):
        assert frame.state is not None
        reps += [rep.index for rep in frame.state.new_reps]
        trunk_deg.append(frame.signals.get("trunk_inclination_deg", np.nan))
        times_s.append(frame.time_s)
        if frame.pose is not None:
            assert frame.pose.xy_px.shape == (33, 2)
    assert reps == [1, 2]
    assert np.nanmax(trunk_deg) > 30
    assert np.mean(np.isfinite(trunk_deg)) > 0.8
    assert len(times_s) in (TWO_REPS, TWO_REPS + 1)


def test_poses_without_an_exercise(clip: Path, bundle: Bundle) -> None:
    frames = fc.follow(str(clip), model=bundle.path)
    first = next(frames)
    assert (first.time_s, first.state, first.rgb.dtype) == (0.0, None, np.uint8)
    frames.close()  # type: ignore[attr-defined]


def test_what_is_wrong_is_told_at_once(tmp_path: Path, clip: Path, bundle: Bundle) -> None:
    with pytest.raises(fc.UnknownExerciseError):
        fc.follow(clip, "juggling")
    with pytest.raises(fc.InputError):
        fc.follow(tmp_path / "absent.mp4", model=bundle.path)
