"""Noticing a picture that lies on its side, or on its head, without a flag that says so.

A body tells no up from down: somebody who lies and presses the trunk up looks like
somebody who stands and bends back, turned by a quarter. The feet tell it. They lie
flat on the floor below one who stands, and are stretched behind one who lies on
the front.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from formcheck.errors import NothingToScoreError
from formcheck.exercises.loading import get_rules
from formcheck.exercises.registry import get_exercise
from formcheck.exercises.settings import Settings
from formcheck.judge.checker import judge_whole
from formcheck.pose.landmarks import Landmark
from formcheck.pose.track import PoseTrack
from formcheck.pose.turned import turn_track
from formcheck.recognition.recognise import Stance, recognise

FloatArray = NDArray[np.float64]

_TURNS_DEG = (90, 270, 180)
#: Feet of people who stand slope by up to 10 degrees, those of a turned lying body by 55 and
#: more. On the front they slope by up to 55 degrees, those of a turned standing body by 83.
_STEEPEST_FOOT_DEG = {"standing": 45.0, "prone": 72.0}
_FEET = (
    (Landmark.LEFT_HEEL, Landmark.LEFT_FOOT_INDEX),
    (Landmark.RIGHT_HEEL, Landmark.RIGHT_FOOT_INDEX),
)


@dataclass(frozen=True)
class UprightGuess:
    """What would be seen were the picture turned.

    Attributes
    ----------
    clockwise_deg : int
        The turn: 90, 180 or 270.
    exercise : str
    """

    clockwise_deg: int
    exercise: str

    @property
    def position(self) -> str:
        """How the picture lies, in words."""
        return "upside down" if self.clockwise_deg == 180 else "on its side"


def explain_lying_picture(
    track: PoseTrack, settings: Settings, exercise: str | None
) -> NothingToScoreError | None:
    """Return the error of a clip in which nothing is found because its picture lies.

    Parameters
    ----------
    track : PoseTrack
        In which nothing could be scored.
    settings : Settings
    exercise : str or None
        The one that was named, None if it was to be recognised.
    """
    if _stands_or_lies_well(track, settings):
        return None
    guess = guess_upright(track, settings, exercise)
    if guess is None:
        return None
    title = get_exercise(guess.exercise).title.lower()
    return NothingToScoreError(
        f"The picture seems to lie {guess.position}: set upright, it shows a {title}.",
        f"Score it again with --rotate {guess.clockwise_deg}, which turns it clockwise.",
    )


def remark_on_lying_picture(
    track: PoseTrack, settings: Settings, exercise: str, stance: str
) -> str | None:
    """Return a remark where an exercise was found, but the feet say that the picture lies.

    Parameters
    ----------
    track : PoseTrack
    settings : Settings
    exercise : str
        The one that was found or named.
    stance : str
        In which it is done.
    """
    if feet_fit(track, stance):
        return None
    guess = guess_upright(track, settings, None)
    if guess is None or guess.exercise == exercise:
        return None
    title = get_exercise(guess.exercise).title.lower()
    return (
        f"By the feet the picture may lie {guess.position} and show a {title}. "
        f"If it does, score it again with --rotate {guess.clockwise_deg}."
    )


def guess_upright(
    track: PoseTrack, settings: Settings, exercise: str | None
) -> UprightGuess | None:
    """Return the turn that makes an exercise of what is seen, with feet that fit, if one does.

    Parameters
    ----------
    track : PoseTrack
        Landmarks of the picture as it is.
    settings : Settings
    exercise : str or None
        The only one to look for; None for any that is recognised for sure.
    """
    guesses: list[tuple[float, UprightGuess]] = []
    for turn_deg in _TURNS_DEG:
        turned = turn_track(track, turn_deg)
        for name, belief in _exercises_in(turned, settings, exercise):
            if feet_fit(turned, get_exercise(name).stance):
                guesses.append((belief, UprightGuess(turn_deg, name)))
    return max(guesses, key=lambda pair: pair[0])[1] if guesses else None


def _stands_or_lies_well(track: PoseTrack, settings: Settings) -> bool:
    """Tell whether somebody is seen to stand or lie on the front, with feet that fit: upright."""
    stance = recognise(track, settings).stance
    return stance in _STEEPEST_FOOT_DEG and feet_fit(track, stance)


def feet_fit(track: PoseTrack, stance: Stance | str) -> bool:
    """Tell whether the flatter foot slopes as it does in a stance; on the back, any slope fits.

    Parameters
    ----------
    track : PoseTrack
    stance : str
    """
    if stance not in _STEEPEST_FOOT_DEG:
        return True
    slopes_deg = np.stack([_slope_deg(track.xy_px, heel, toe) for heel, toe in _FEET])
    seen = np.isfinite(slopes_deg).all(axis=0)
    if not seen.any():
        return True
    return float(np.median(slopes_deg[:, seen].min(axis=0))) <= _STEEPEST_FOOT_DEG[stance]


def _exercises_in(
    track: PoseTrack, settings: Settings, exercise: str | None
) -> list[tuple[str, float]]:
    if exercise is None:
        found = recognise(track, settings).segments
        return [(segment.exercise, segment.confidence) for segment in found]
    try:
        judged, _ = judge_whole(get_rules(exercise), track, settings)
    except NothingToScoreError:
        return []
    counted = sum(item.kind == "counted" for shot in judged for item in shot.judgement.movements)
    return [(exercise, float(counted))] if counted else []


def _slope_deg(xy_px: FloatArray, heel: Landmark, toe: Landmark) -> FloatArray:
    foot = np.abs(xy_px[:, toe] - xy_px[:, heel])
    return np.asarray(np.degrees(np.arctan2(foot[:, 1], foot[:, 0])))
