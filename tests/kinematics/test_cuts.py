"""What is a cut of the film, and what only changes the picture."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from formcheck.kinematics.cuts import find_cuts, find_enlargements, find_fades
from formcheck.kinematics.legs import SIDES
from formcheck.pose.landmarks import Landmark, landmark_of
from formcheck.pose.track import PoseTrack
from tests.support.filming import lose, make_track, pick

CHANGE_AT = 50
TORSO_PX = 100.0


def person(frames: int = 100, fps: float = 10.0) -> PoseTrack:
    """Return somebody who lies still, a torso of 100 px from x = 300 to 200."""
    xy_px = np.full((frames, 33, 2), 200.0)
    xy_px[:, [Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER], 0] += TORSO_PX
    return make_track(np.arange(frames) / fps, xy_px)


def changed(track: PoseTrack, *, step_px: tuple[float, float] | None = None) -> PoseTrack:
    """Change the whole picture in one frame; say that the camera moved by a step."""
    change = track.picture_change.copy()
    change[CHANGE_AT] = 0.3
    steps = None
    if step_px is not None:
        steps = np.zeros((track.frame_count, 2))
        steps[CHANGE_AT] = step_px
    return replace(track, picture_change=change, camera_step_px=steps)


def moved(
    track: PoseTrack, offset_px: tuple[float, float], joints: list[int] | slice = slice(None)
) -> PoseTrack:
    """Move some landmarks from the change on."""
    xy_px = track.xy_px.copy()
    xy_px[CHANGE_AT:, joints] += np.array(offset_px)
    return replace(track, xy_px=xy_px)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({50: 0.3}, [50]),
        ({20: 0.3, 70: 0.05}, [20, 70]),
        ({50: 0.03}, []),
        (dict.fromkeys(range(40, 61), 0.05), []),
    ],
    ids=["none", "one", "two", "below the threshold", "a camera that moves"],
)
def test_cuts_stand_out_from_their_neighbours(
    changes: dict[int, float], expected: list[int]
) -> None:
    track = lose(person(), 0.0, 10.0)
    change = track.picture_change.copy()
    change[list(changes)] = list(changes.values())
    assert find_cuts(replace(track, picture_change=change), 0.04) == expected


def test_a_light_that_goes_on_is_no_cut() -> None:
    assert find_cuts(changed(person()), 0.04) == []


def test_a_person_elsewhere_is_a_cut() -> None:
    assert find_cuts(changed(moved(person(), (0.3 * TORSO_PX, 0.0))), 0.04) == [CHANGE_AT]


def test_a_person_who_presses_up_meanwhile_goes_on() -> None:
    shoulders = [Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER]
    assert find_cuts(changed(moved(person(), (0.0, -50.0), shoulders)), 0.04) == []


def test_nobody_after_the_change_is_a_cut() -> None:
    assert find_cuts(changed(lose(person(), 5.0, 7.0)), 0.04) == [CHANGE_AT]


def test_at_the_newest_frames_a_change_is_a_cut_until_the_person_is_seen_to_go_on() -> None:
    track = changed(person())
    short = [pick(track, slice(CHANGE_AT + after)) for after in (2, 3)]
    assert [find_cuts(part, 0.04) for part in short] == [[CHANGE_AT], []]


@pytest.mark.parametrize(
    ("step_px", "offset_px", "cut"),
    [
        ((20.0, 0.0), (50.0, 0.0), False),
        ((20.0, 0.0), (250.0, 0.0), True),
        ((167.0, 4.0), (50.0, 0.0), True),
        ((90.0, 0.0), (90.0, 0.0), False),
    ],
    ids=[
        "a bump, and the person moves",
        "a chance likeness of a small step, and the person leaps",
        "a chance likeness of a large step",
        "a hard knock that moves the person with the room",
    ],
)
def test_a_bump_explains_a_change_only_if_it_fits(
    step_px: tuple[float, float], offset_px: tuple[float, float], cut: bool
) -> None:
    track = changed(moved(person(), offset_px), step_px=step_px)
    assert find_cuts(track, 0.04) == ([CHANGE_AT] if cut else [])


def faded(track: PoseTrack, told: dict[int, float]) -> PoseTrack:
    """Let a fade that took so long be told at some frames."""
    fade_s = np.zeros(track.frame_count)
    fade_s[list(told)] = list(told.values())
    return replace(track, fade_s=fade_s)


def test_a_fade_to_somebody_else_is_one_stretch_however_often_it_is_told() -> None:
    track = faded(moved(person(), (TORSO_PX, 0.0)), {47: 0.5, 49: 0.7, 52: 0.9})
    assert find_fades(track) == [(42, 53)]


def test_a_fade_in_which_somebody_goes_on_is_a_caption() -> None:
    assert find_fades(faded(person(), {50: 0.5})) == []


def test_a_fade_to_nobody_is_one() -> None:
    assert find_fades(faded(lose(person(), 4.0, 10.0), {45: 0.5})) == [(40, 46)]


def test_nobody_looked_for_fades() -> None:
    assert find_fades(person()) == []


def stretched_out(frames: int = 100) -> PoseTrack:
    """Return somebody who lies on the front, trunk and legs along the floor."""
    along_px = {"shoulder": 330, "hip": 230, "knee": 150, "ankle": 60}
    xy_px = np.full((frames, 33, 2), 200.0)
    for joint, x_px in along_px.items():
        for side in SIDES:
            xy_px[:, landmark_of(joint, side)] = x_px, 220.0 - 0.05 * x_px
    return make_track(np.arange(frames) / 10.0, xy_px)


def enlarged(
    track: PoseTrack, scale: float, shift_px: tuple[float, float] = (-40.0, 25.0)
) -> PoseTrack:
    """Enlarge the picture from the change on."""
    xy_px = track.xy_px.copy()
    xy_px[CHANGE_AT:] = scale * xy_px[CHANGE_AT:] + np.array(shift_px)
    return changed(replace(track, xy_px=xy_px))


@pytest.mark.parametrize("scale", [0.7, 0.88, 1.15, 1.5])
def test_an_enlargement_is_no_cut(scale: float) -> None:
    track = enlarged(stretched_out(), scale)
    assert find_cuts(track, 0.04) == []
    (found,) = find_enlargements(track, 0.04)
    assert (found.frame, found.scale) == (CHANGE_AT, pytest.approx(scale, abs=0.001))
    assert found.shift_px == pytest.approx([-40.0, 25.0], abs=0.1)


def test_an_enlargement_is_none_where_the_person_lies_otherwise() -> None:
    track = enlarged(stretched_out(), 1.3)
    knees = [landmark_of(joint, side) for joint in ("knee", "ankle") for side in SIDES]
    bent = moved(track, (0.0, -40.0), knees)
    assert find_enlargements(bent, 0.04) == []
    assert find_cuts(bent, 0.04) == [CHANGE_AT]


def test_a_leg_that_moves_meanwhile_hides_no_enlargement() -> None:
    track = enlarged(stretched_out(), 1.3)
    leg = [landmark_of(joint, "left") for joint in ("knee", "ankle")]
    (found,) = find_enlargements(moved(track, (15.0, -60.0), leg), 0.04)
    assert found.scale == pytest.approx(1.3, abs=0.001)


def test_three_places_that_fit_are_no_enlargement() -> None:
    """From the side left and right lie together: another pose of the legs is another shot."""
    track = enlarged(stretched_out(), 1.1)
    feet = [landmark_of("ankle", side) for side in SIDES]
    bent = moved(track, (40.0, -60.0), feet)
    assert find_enlargements(bent, 0.04) == []
    assert find_cuts(bent, 0.04) == [CHANGE_AT]
