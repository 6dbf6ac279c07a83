"""Pelvic tilts that the landmarks hardly show, or show where there are none."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from formcheck.pose.image_layout import PATCHES
from formcheck.pose.track import PoseTrack
from tests.support.filming import Camera, film
from tests.support.picture_motion import with_picture
from tests.support.scoring import fault_ids, kinds, score
from tests.support.synthetic import (
    FloatArray,
    PlannedRep,
    excursion,
    frame_times,
    pelvic_tilt,
    plan_reps,
    with_depth,
)

NAME = "pelvic_tilt"
TORSO_PX = 180.0
REPS = plan_reps(3, 1.0, hold_s=5.0, rest_s=3.0)
TIME_S = frame_times(REPS)
TILTS = excursion(TIME_S, REPS)
JITTERY = Camera(torso_px=TORSO_PX, jitter_torso=0.006, seed=4)


def lying(slide_torso: FloatArray | float = 0.0, camera: Camera = JITTERY) -> PoseTrack:
    return film(TIME_S, pelvic_tilt(slide_torso + np.zeros_like(TIME_S)), camera)


def seen(track: PoseTrack, tilts: FloatArray, **options: object) -> PoseTrack:
    return with_picture(track, tilts, torso_px=TORSO_PX, **options)  # type: ignore[arg-type]


def test_tilts_that_drown_in_the_landmarks_are_counted_and_timed_by_the_picture() -> None:
    result = score(seen(lying(0.01 * TILTS), TILTS, noise=0.03), NAME)
    assert kinds(result) == ["counted"] * 3
    assert result.summary.causal_reps_counted == 3
    assert result.faults == []
    for rep, planned in zip(result.reps, REPS, strict=True):
        assert rep.start_s == pytest.approx(planned.start_s, abs=0.25)
        assert rep.end_s == pytest.approx(planned.end_s, abs=0.25)
        assert rep.hold_s == pytest.approx(planned.hold_s, abs=0.4)


def test_the_head_may_lie_to_the_right() -> None:
    time_s, tilts = TIME_S, TILTS
    track = film(time_s, pelvic_tilt(0.1 * tilts), Camera("left", torso_px=TORSO_PX))
    mirrored = seen(track, tilts)
    assert mirrored.image_motion is not None
    motion = mirrored.image_motion.copy()
    motion[..., [0, 2]] *= -1.0
    assert score(replace(mirrored, image_motion=motion), NAME).summary.reps_counted == 3


def test_hands_that_drag_the_landmarks_count_nothing() -> None:
    """The hip landmark follows the hand by degrees while the picture lies still."""
    points = pelvic_tilt(0.06 * TILTS, hand_torso=(-0.9 - 0.4 * TILTS, 0.25 + 0.3 * TILTS))
    track = film(TIME_S, points, Camera(torso_px=TORSO_PX))
    result = score(seen(track, np.zeros_like(TILTS), noise=0.02), NAME)
    assert result.summary.reps_counted == result.summary.causal_reps_counted == 0


def test_views_that_contradict_each_other_are_not_seen_and_not_blamed() -> None:
    result = score(seen(lying(0.08 * TILTS, Camera(torso_px=TORSO_PX)), 0.05 * TILTS), NAME)
    assert result.summary.reps_counted == 0
    assert kinds(result) == ["not_seen"] * 3
    assert result.faults == []
    for rep in result.reps:
        assert rep.reason
        assert rep.hold_s == pytest.approx(5.0, abs=0.5)


@pytest.mark.parametrize("noise", [0.02, 0.06])
@pytest.mark.parametrize("seed", [1, 2])
def test_lying_still_is_no_tilt(noise: float, seed: int) -> None:
    result = score(seen(lying(), np.zeros_like(TILTS), noise=noise, seed=seed), NAME)
    assert result.summary.reps_counted == result.summary.causal_reps_counted == 0


@pytest.mark.parametrize("patches", [("chest",), ("chest", "pelvis")])
def test_breathing_is_no_tilt(patches: tuple[str, ...]) -> None:
    breath = 0.2 * np.sin(2 * np.pi * 0.28 * TIME_S)
    result = score(seen(lying(), breath, patches=patches, noise=0.02), NAME)
    assert result.summary.reps_counted == result.summary.causal_reps_counted == 0


def test_coughing_is_no_tilt() -> None:
    coughs = [PlannedRep(start, 1.2, 0.15, 0.0, 0.25) for start in (4.0, 4.6, 12.0)]
    cough = excursion(TIME_S, coughs)
    track = seen(lying(0.02 * cough), cough, patches=("thigh", "pelvis", "chest"), noise=0.02)
    result = score(track, NAME)
    assert result.summary.reps_counted == result.summary.causal_reps_counted == 0


def test_a_small_roll_of_the_pelvis_is_no_tilt_however_clear() -> None:
    """Three degrees, a quarter of a tilt, are told apart by the picture: still too little."""
    result = score(seen(lying(), 0.15 * TILTS, noise=0.005), NAME)
    assert result.summary.reps_counted == 0
    assert fault_ids(result) == {"PT-2"}


def test_tilting_with_the_head_up_counts_and_is_a_fault() -> None:
    points = pelvic_tilt(0.1 * TILTS, shoulder_rise_torso=0.2 * TILTS)
    track = film(TIME_S, points, Camera(torso_px=TORSO_PX))
    result = score(seen(track, TILTS), NAME)
    assert result.summary.reps_counted == 3
    assert fault_ids(result) == {"PT-5"}


def test_arching_is_told_from_tilting_live_as_well() -> None:
    both = excursion(TIME_S, REPS[:1]) - excursion(TIME_S, REPS[1:2])
    track = seen(lying(0.06 * both, Camera(torso_px=TORSO_PX)), both)
    result = score(track, NAME)
    assert result.summary.reps_counted == result.summary.causal_reps_counted == 1
    assert fault_ids(result) == {"PT-3"}


def test_one_patch_out_of_sight_leaves_the_others() -> None:
    track = seen(lying(0.03 * TILTS), TILTS, noise=0.03)
    assert track.image_motion is not None
    track.image_motion[200:500, PATCHES.index("pelvis")] = np.nan
    assert score(track, NAME).summary.reps_counted == 3


def test_a_breath_that_hip_and_thigh_follow_is_no_tilt() -> None:
    """As in somebody who lies still: the picture at the pelvis tells it from a tilt."""
    track = seen(lying(0.05 * TILTS), TILTS, noise=0.02)
    assert track.image_motion is not None
    still = seen(lying(0.05 * TILTS), 0.0 * TILTS, noise=0.02).image_motion
    assert still is not None
    pelvis = PATCHES.index("pelvis")
    track.image_motion[:, pelvis] = still[:, pelvis]
    result = score(track, NAME)
    assert result.summary.reps_counted == result.summary.causal_reps_counted == 0
    assert set(kinds(result)) == {"not_seen"}


def test_a_calibrated_tilt_is_taken_as_it_is() -> None:
    half = excursion(TIME_S, with_depth(REPS, 0.5))
    track = seen(lying(0.03 * half), half, noise=0.02)
    assert score(track, NAME).summary.reps_counted == 3
    settings = {NAME: {"states": {"own_tilt": 1.3}}}
    calibrated = score(track, NAME, settings)
    assert calibrated.summary.reps_counted == calibrated.summary.causal_reps_counted == 0
