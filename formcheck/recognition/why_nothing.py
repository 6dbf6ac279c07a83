"""Why nothing of a clip can be scored, where it is the way it was filmed."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from formcheck.errors import NothingToScoreError
from formcheck.exercises.settings import Settings
from formcheck.pose.landmarks import Landmark
from formcheck.pose.track import PoseTrack
from formcheck.recognition.lying_picture import explain_lying_picture

#: Whoever is seen in fewer frames is as good as not found.
_LEAST_SEEN_SHARE = 0.1
#: From here on down the model loses people; the samples' trunks take a fifth of the picture.
_SMALL_TRUNK_SHARE = 0.065
_COME_NEARER = "Move the camera nearer, until the body fills at least half of the picture's width."


def explain_nothing(
    track: PoseTrack,
    settings: Settings,
    exercise: str | None,
    error: NothingToScoreError,
    look_closer: Callable[[], bool],
    turned_deg: int = 0,
) -> NothingToScoreError:
    """Return the error that names the true reason, the given one if none is found.

    Parameters
    ----------
    track : PoseTrack
        Of the whole clip.
    settings : Settings
    exercise : str or None
        The one that was named.
    error : NothingToScoreError
        What scoring said.
    look_closer : callable
        Tells whether somebody is in the film who is too small to be found.
    turned_deg : int
        Clockwise turn that a person asked for and that the landmarks have already.
    """
    if track.detected.mean() < _LEAST_SEEN_SHARE:
        if look_closer():
            return NothingToScoreError("The person is too small in the picture.", _COME_NEARER)
        return error
    lying = explain_lying_picture(track, settings, exercise, turned_deg)
    if lying is not None:
        return lying
    if _trunk_share(track) < _SMALL_TRUNK_SHARE:
        return NothingToScoreError(f"{error.message} The person is very small.", _COME_NEARER)
    return error


def _trunk_share(track: PoseTrack) -> float:
    """Return the usual length of the trunk over the longer side of the picture."""
    xy_px = track.xy_px[track.detected]
    shoulders = xy_px[:, [Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER]].mean(axis=1)
    hips = xy_px[:, [Landmark.LEFT_HIP, Landmark.RIGHT_HIP]].mean(axis=1)
    trunk_px = float(np.median(np.hypot(*(shoulders - hips).T)))
    return trunk_px / max(track.width_px, track.height_px)
