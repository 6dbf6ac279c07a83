"""Noticing a picture that lies on its side, or on its head, without a flag that says so.

A body tells no up from down: somebody who lies and presses the trunk up looks like
somebody who stands and bends back, turned by a quarter. Feet and hands tell it. Feet lie
flat on the floor below one who stands; one who lies on the front stretches them, or
tucks the toes in and props on the hands.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from formcheck.arrays import FloatArray
from formcheck.errors import LyingPictureError, NothingToScoreError
from formcheck.exercises.loading import get_rules
from formcheck.exercises.registry import get_exercise
from formcheck.exercises.settings import Settings
from formcheck.judge.checker import judge_whole
from formcheck.kinematics.legs import SIDES
from formcheck.pose.landmarks import Landmark, landmark_of
from formcheck.pose.track import PoseTrack
from formcheck.pose.turned import turn_track
from formcheck.recognition.recognise import recognise
from formcheck.words import tell, within_sentence

_UPSIDE_DOWN_DEG = 180
_TURNS_DEG = (90, 270, _UPSIDE_DOWN_DEG)
#: Feet of people who stand slope by up to 10 degrees, those of a turned lying body by 55 and
#: more. On the front they slope by up to 55 degrees, those of a turned standing body by 83.
_STEEPEST_FOOT_DEG = {"standing": 45.0, "prone": 72.0}
_FEET = (
    (Landmark.LEFT_HEEL, Landmark.LEFT_FOOT_INDEX),
    (Landmark.RIGHT_HEEL, Landmark.RIGHT_FOOT_INDEX),
)
_ARMS = (
    (Landmark.LEFT_WRIST, Landmark.LEFT_HIP, Landmark.LEFT_SHOULDER),
    (Landmark.RIGHT_WRIST, Landmark.RIGHT_HIP, Landmark.RIGHT_SHOULDER),
)
_MOSTLY = 0.5
#: Torso lengths, and share of the time. On the front, knees lie on the floor. Those of somebody on
#: the back who draws up the legs would hang below it, were the picture upside down: for 0.49 of the
#: time and more, and for 0.17 at most of people on the front, who get there from all fours.
_HANGING_TORSO, _HANGING_SHARE = 0.3, 0.3
_KNEES = (Landmark.LEFT_KNEE, Landmark.RIGHT_KNEE)


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
        """How the picture lies: ``upside_down`` or ``on_its_side``."""
        return "upside_down" if self.clockwise_deg == _UPSIDE_DOWN_DEG else "on_its_side"


def explain_lying_picture(
    track: PoseTrack, settings: Settings, exercise: str | None, turned_deg: int = 0
) -> LyingPictureError | None:
    """Return the error of a clip in which nothing is found because its picture lies.

    Parameters
    ----------
    track : PoseTrack
        In which nothing could be scored.
    settings : Settings
    exercise : str or None
        The one that was named, None if it was to be recognised.
    turned_deg : int
        Clockwise turn that a person asked for and that the landmarks have already.
    """
    if _stands_or_lies_well(track, settings):
        return None
    guess = guess_upright(track, settings, exercise)
    if guess is None:
        return None
    title = within_sentence(get_exercise(guess.exercise).title)
    turn_deg = _whole_turn_deg(guess, turned_deg)
    return LyingPictureError(
        f"The picture seems to lie upside down: set upright, it shows a {title}."
        if guess.clockwise_deg == _UPSIDE_DOWN_DEG
        else f"The picture seems to lie on its side: set upright, it shows a {title}.",
        f"Score it again with --rotate {turn_deg}."
        if turn_deg
        else "Score it again without --rotate.",
        turn_deg,
    )


def remark_on_lying_picture(
    track: PoseTrack, settings: Settings, exercise: str, stance: str, turned_deg: int = 0
) -> str | None:
    """Return a remark where an exercise was found, but the body says that the picture lies.

    Parameters
    ----------
    track : PoseTrack
    settings : Settings
    exercise : str
        The one that was found or named.
    stance : str
        In which it is done.
    turned_deg : int
        As in `explain_lying_picture`.
    """
    if fits_stance(track, stance):
        return None
    guess = guess_upright(track, settings, None)
    if guess is None or guess.exercise == exercise:
        return None
    # The option counts from the picture as the file has it.
    turn_deg = _whole_turn_deg(guess, turned_deg)
    remedy = "turn" if turn_deg else "do_not_turn"
    title = get_exercise(guess.exercise).in_english().title.lower()
    return tell(
        "formcheck.recognition",
        f"may_lie_{guess.position}_{remedy}",
        exercise=title,
        degrees=turn_deg,
    )


def _whole_turn_deg(guess: UprightGuess, turned_deg: int) -> int:
    return (turned_deg + guess.clockwise_deg) % 360


def guess_upright(
    track: PoseTrack, settings: Settings, exercise: str | None
) -> UprightGuess | None:
    """Return the turn after which an exercise is seen with a body that fits it, if one does.

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
            stance = get_exercise(name).stance
            on_back = turn_deg == _UPSIDE_DOWN_DEG and stance == "prone"
            if on_back and _knees_hang_below_floor(turned):
                continue
            if fits_stance(turned, stance):
                guesses.append((belief, UprightGuess(turn_deg, name)))
    return max(guesses, key=lambda pair: pair[0])[1] if guesses else None


def _stands_or_lies_well(track: PoseTrack, settings: Settings) -> bool:
    """Tell whether somebody stands or lies on the front as in an upright picture."""
    stance = recognise(track, settings).stance
    return stance in _STEEPEST_FOOT_DEG and fits_stance(track, stance)


def fits_stance(track: PoseTrack, stance: str) -> bool:
    """Tell whether feet and hands are where they are in a stance; on the back, anything fits.

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
    flatter_deg = float(np.median(slopes_deg[:, seen].min(axis=0)))
    if flatter_deg <= _STEEPEST_FOOT_DEG[stance]:
        return True
    # Toes may be tucked in on the front, but then the hands prop, far from the hips.
    return stance == "prone" and not _hands_are_at_hips(track.xy_px[track.detected])


def _hands_are_at_hips(xy_px: FloatArray) -> bool:
    """Tell whether the wrists are mostly nearer to the hips than to the shoulders."""
    distances = [
        np.hypot(*(xy_px[:, wrist] - xy_px[:, other]).T)
        for wrist, hip, shoulder in _ARMS
        for other in (hip, shoulder)
    ]
    to_hips, to_shoulders = np.stack(distances[::2]), np.stack(distances[1::2])
    return float(np.mean(to_hips < to_shoulders)) > _MOSTLY


def _knees_hang_below_floor(track: PoseTrack) -> bool:
    """Tell whether a knee of a body that lies would often be below the floor it lies on."""
    xy_px = track.xy_px[track.detected]
    hips, shoulders = (
        xy_px[:, [landmark_of(joint, side) for side in SIDES]].mean(axis=1)
        for joint in ("hip", "shoulder")
    )
    across_px, down_px = np.abs(shoulders - hips).T
    below_px = xy_px[:, _KNEES, 1] - np.maximum(hips, shoulders)[:, 1:]
    hanging = (below_px > _HANGING_TORSO * np.hypot(across_px, down_px)[:, None]).any(axis=1)
    lying = across_px > down_px
    return bool(lying.any()) and float(np.mean(hanging[lying])) > _HANGING_SHARE


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
