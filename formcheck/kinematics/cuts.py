"""Cuts of the film, told from what only looks like one: a bump, a light, a television."""

from __future__ import annotations

import numpy as np

from formcheck.arrays import BoolArray, FloatArray
from formcheck.kinematics.enlarged import Enlargement, fit_enlargement
from formcheck.pose.landmarks import Landmark, Side, landmark_of
from formcheck.pose.track import PoseTrack

_NEIGHBOURHOOD_S = 1.0
_PROMINENCE = 5.0
_SIDES: tuple[Side, Side] = ("left", "right")
#: Trunk and legs. Arms and head may move far in no time.
_BODY = tuple(
    landmark_of(joint, side) for joint in ("shoulder", "hip", "knee", "ankle") for side in _SIDES
)
#: So many of them stay in place in every one of the exercises: a press up leaves the legs where
#: they are, a knee hug trunk and other leg.
_STAYING = 6
#: Where the person is looked for before the change, and after it, once the tracker has caught up.
_BEFORE_S = 0.4
_AFTER_S = (0.15, 0.6)
#: Torso lengths. On film the joints of a person who goes on are within 0.1, after a cut beyond
#: 0.23; nobody moves trunk and legs by a whole length in half a second.
_GOES_ON_TORSO = 0.15
_JUMP_TORSO = 1.0
#: Of the picture's width. Two pictures of different places have a chance likeness at any distance;
#: a camera is seldom bumped by more.
_BUMP_SHARE = 0.06
#: What lies ahead of what in whoever is seen from the side: the nose, the toes.
_AHEAD = (
    ([Landmark.NOSE], [Landmark.LEFT_EAR, Landmark.RIGHT_EAR]),
    (
        [Landmark.LEFT_FOOT_INDEX, Landmark.RIGHT_FOOT_INDEX],
        [Landmark.LEFT_HEEL, Landmark.RIGHT_HEEL],
    ),
)


def find_cuts(track: PoseTrack, threshold: float) -> list[int]:
    """Return the frames at which the film is cut.

    A cut, or a step of a dissolve, changes the picture as a whole: the change must
    exceed the threshold and be many times the usual one of the seconds around it,
    which a handheld camera or a large moving body raise. It is none where the person
    goes on in the same place, whatever else the picture does, nor where a bump of the
    camera or an enlargement explains it.

    Parameters
    ----------
    track : PoseTrack
    threshold : float
        Mean absolute grey-level change, 0 to 1.

    Returns
    -------
    list of int
        Index of the first frame after each cut. At the newest frames of a running film
        nothing is known of the person yet: there every such change is a cut for a moment.
    """
    cuts: list[int] = []
    for index in _find_sudden_changes(track, threshold):
        now_s = float(track.time_s[index])
        jump_torso = measure_jump(track, now_s, now_s)
        goes_on = jump_torso <= _GOES_ON_TORSO or _may_be_bump(track, index, jump_torso)
        if not goes_on and _find_enlargement(track, index) is None:
            cuts.append(index)
    return cuts


def find_enlargements(track: PoseTrack, threshold: float) -> list[Enlargement]:
    """Return where the picture is enlarged, or made smaller again, while the person goes on.

    Parameters
    ----------
    track : PoseTrack
    threshold : float
        See `find_cuts`.

    Returns
    -------
    list of Enlargement
        In order.
    """
    found = [_find_enlargement(track, index) for index in _find_sudden_changes(track, threshold)]
    return [item for item in found if item is not None]


def _find_sudden_changes(track: PoseTrack, threshold: float) -> list[int]:
    """Return where the picture changes as a whole, and far more than around."""
    change = track.picture_change
    sudden: list[int] = []
    for index in np.flatnonzero(change > threshold).tolist():
        near = np.abs(track.time_s - track.time_s[index]) <= _NEIGHBOURHOOD_S
        if change[index] > _PROMINENCE * float(np.median(change[near])):
            sudden.append(index)
    return sudden


def _find_enlargement(track: PoseTrack, index: int) -> Enlargement | None:
    now_s = float(track.time_s[index])
    sides = _look_at_both_sides(track, now_s, now_s)
    if sides is None:
        return None
    left, right = (np.median(track.xy_px[side], axis=0) for side in sides)
    if not _faces_as_before(left, right):
        return None
    return fit_enlargement(index, left[list(_BODY)], right[list(_BODY)])


def _faces_as_before(before_px: FloatArray, after_px: FloatArray) -> bool:
    """Tell whether face and feet point the same way: trunk and legs alone look alike mirrored."""
    ahead = [
        [points[front].mean(axis=0) - points[back].mean(axis=0) for front, back in _AHEAD]
        for points in (before_px, after_px)
    ]
    return all(float(was @ now) >= 0 for was, now in zip(*ahead, strict=True))


def find_fades(track: PoseTrack) -> list[tuple[int, int]]:
    """Return the stretches in which the film fades from one picture to another.

    What is seen meanwhile is a mixture of two people, or of one and a title. It is no
    such fade where the person goes on in the same place: a caption appears, or the light
    changes.

    Parameters
    ----------
    track : PoseTrack

    Returns
    -------
    list of (start, stop)
        Half-open frame ranges, in order.
    """
    if track.fade_s is None:
        return []
    fades: list[tuple[int, int]] = []
    for end in np.flatnonzero(track.fade_s > 0).tolist():
        begun_s = track.time_s[end] - track.fade_s[end]
        start = int(np.searchsorted(track.time_s, begun_s))
        if fades and start <= fades[-1][1]:
            # One fade is told for several frames.
            start = min(start, fades.pop()[0])
        fades.append((start, end + 1))
    return [fade for fade in fades if not _goes_on_over(track, fade)]


def _goes_on_over(track: PoseTrack, fade: tuple[int, int]) -> bool:
    left_s, back_s = track.time_s[fade[0]], track.time_s[fade[1] - 1]
    return measure_jump(track, float(left_s), float(back_s)) <= _GOES_ON_TORSO


def _may_be_bump(track: PoseTrack, index: int, jump_torso: float) -> bool:
    """Tell whether the picture moved a little, and the person did not leap beside it."""
    if track.camera_step_px is None:
        return False
    step_px = float(np.hypot(*track.camera_step_px[index]))
    return 0 < step_px <= _BUMP_SHARE * track.width_px and not jump_torso > _JUMP_TORSO


def measure_jump(track: PoseTrack, left_s: float, back_s: float) -> float:
    """Return how far trunk and legs are from where they were, beside the picture or with it.

    Parameters
    ----------
    track : PoseTrack
    left_s, back_s : float
        The time before which, and that after which the person is looked at.

    Returns
    -------
    float
        Torso lengths, the smaller of both; NaN if the person is not seen on both sides.
    """
    sides = _look_at_both_sides(track, left_s, back_s)
    if sides is None:
        return float("nan")
    before, after = sides
    left = np.median(track.xy_px[before][:, _BODY], axis=0)
    torso_px = float(np.hypot(*(left[:2].mean(axis=0) - left[2:4].mean(axis=0))))
    moved_px = np.median(track.xy_px[after][:, _BODY], axis=0) - left
    shift_px = _camera_shift_px(track, before, after)
    return (
        min(_staying_px(moved_px), _staying_px(moved_px - shift_px)) / torso_px
        if torso_px > 0
        else float("nan")
    )


def _look_at_both_sides(
    track: PoseTrack, left_s: float, back_s: float
) -> tuple[BoolArray, BoolArray] | None:
    """Return the frames shortly before and after; None if the person is not seen in both."""
    time_s = track.time_s
    before = (time_s >= left_s - _BEFORE_S) & (time_s < left_s) & track.detected
    after = (time_s >= back_s + _AFTER_S[0]) & (time_s <= back_s + _AFTER_S[1]) & track.detected
    return (before, after) if before.any() and after.any() else None


def _camera_shift_px(track: PoseTrack, before: BoolArray, after: BoolArray) -> FloatArray:
    """Return how far the picture is said to have moved between two stretches."""
    if track.camera_step_px is None:
        return np.zeros(2)
    place_px = np.cumsum(track.camera_step_px, axis=0)
    return np.asarray(np.median(place_px[after], axis=0) - np.median(place_px[before], axis=0))


def _staying_px(moved_px: FloatArray) -> float:
    """Return how far those joints moved that moved least."""
    return float(np.sort(np.hypot(moved_px[:, 0], moved_px[:, 1]))[_STAYING - 1])
