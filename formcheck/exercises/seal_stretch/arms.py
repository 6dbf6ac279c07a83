"""What carries the chest in a seal stretch: forearms, straight arms, or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from formcheck.arrays import BoolArray, FloatArray
from formcheck.exercises.seal_stretch.settings import SealSettings
from formcheck.exercises.settings import Settings
from formcheck.kinematics.measurements import Measurements
from formcheck.reps.judgement import find_sustained
from formcheck.reps.movements import Movement
from formcheck.reps.prepared import Phases, Prepared, median_over

Variant = Literal["forearms", "straight_arms"]


@dataclass(frozen=True)
class PreparedSeal(Prepared):
    """A shot of a seal stretch.

    Attributes
    ----------
    on_forearms : (F,) bool
        True from when the person is known to hold on the forearms; for a recorded
        clip the whole shot is known at once.
    """

    on_forearms: BoolArray


def find_straight_arms(shot: Measurements, settings: Settings) -> FloatArray:
    """Return 1 where the arms push up from the hands, 0 on the forearms, NaN where not seen.

    By the height of the elbow: its angle opens beyond 120 degrees on flat
    forearms too, where the elbows lie ahead of the shoulders.
    """
    above = shot.signals["elbow_above_wrist_torso"]
    with np.errstate(invalid="ignore"):
        straight = above > settings.of(SealSettings).faults.forearm_rise_torso
    return np.where(np.isfinite(above), straight, np.nan)


def find_prop_torso(shot: Measurements) -> FloatArray:
    """Return how far below the shoulder the elbow or the hand is, whichever is lower.

    On the floor, under a raised chest, that is most of the upper arm; in a lift
    without support the arms come up with the shoulders.
    """
    signals = shot.signals
    lower = np.fmin(signals["elbow_height_torso"], signals["wrist_height_torso"])
    return np.asarray(signals["shoulder_height_torso"] - lower)


def is_propped(prepared: Prepared, phases: Phases, settings: Settings) -> bool:
    """Tell whether the arms carry the chest at the top; True if they are not seen."""
    prop = median_over(find_prop_torso(prepared.shot), phases.top)
    return not prop < settings.of(SealSettings).faults.prop_torso


def know_forearms(
    shot: Measurements, up: BoolArray, shortest_s: float, settings: Settings, *, causal: bool
) -> BoolArray:
    """Return from when on the person is known to hold on the forearms.

    Only a stay that is long enough to be a hold of its own tells: the way up to
    straight arms may lead over the forearms.

    Parameters
    ----------
    shot : Measurements
    up : (F,) bool
        Chest off the floor and still; it need not be high enough to count.
    shortest_s : float
        Shortest stay on the forearms that tells.
    settings : Settings
    causal : bool
        False: what is seen at any time is known all the time.
    """
    on_forearms = up & (find_straight_arms(shot, settings) == 0)
    stays = find_sustained(shot.time_s, on_forearms, 0, len(on_forearms) - 1, shortest_s)
    known = np.zeros(len(on_forearms), dtype=bool)
    for first, last in stays:
        enough = np.searchsorted(shot.time_s, shot.time_s[first] + shortest_s)
        known[min(int(enough), last) if causal else 0 :] = True
    return known


def choose_variant(prepared: Prepared, movement: Movement, settings: Settings) -> Variant:
    """Return the way of doing it that a movement is judged by.

    What the settings say; without that, straight arms only if the movement shows
    them and no hold on the forearms says that these are pushing up.
    """
    chosen = settings.of(SealSettings).variant
    if chosen != "auto":
        return chosen
    assert isinstance(prepared, PreparedSeal)
    if prepared.on_forearms[movement.end]:
        return "forearms"
    inside = slice(movement.start, movement.end + 1)
    with np.errstate(invalid="ignore"):
        up = prepared.displacement[inside] >= settings.of(SealSettings).states.forearms_deg
    straight = find_straight_arms(prepared.shot, settings)[inside][up]
    straight = straight[np.isfinite(straight)]
    return "straight_arms" if straight.size and straight.mean() > 0.5 else "forearms"


def least_rise_deg(variant: Variant, settings: Settings) -> float:
    """Return the rise of the trunk from which on a variant is held."""
    states = settings.of(SealSettings).states
    return states.forearms_deg if variant == "forearms" else states.straight_arms_deg
