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
    shot: Measurements,
    straight: FloatArray,
    rise_deg: FloatArray,
    up: BoolArray,
    shortest_s: float,
    settings: Settings,
    *,
    causal: bool,
) -> BoolArray:
    """Return from when on the person is known to hold on the forearms.

    Only a stay that is long enough to be a hold of its own tells: the way up to
    straight arms may lead over the forearms. And none that follows, the chest never down
    between, a longer one on straight arms: who sinks low there has elbows near the floor, too.

    Parameters
    ----------
    shot : Measurements
    straight : (F,) float
        From `find_straight_arms`.
    rise_deg : (F,) float
        Slope of the trunk against rest.
    up : (F,) bool
        Chest off the floor and still; it need not be high enough to count.
    shortest_s : float
        Shortest stay on the forearms that tells.
    settings : Settings
    causal : bool
        False: what is seen at any time is known all the time.
    """
    stays = _find_stays(shot, up & (straight == 0), shortest_s)
    with np.errstate(invalid="ignore"):
        high = rise_deg >= settings.of(SealSettings).states.straight_arms_deg
        down = rise_deg < settings.of(SealSettings).states.rest_deg
    pushed = _find_stays(shot, up & high & (straight == 1), shortest_s)
    known = np.zeros(len(up), dtype=bool)
    for first, last in stays:
        came_up = int(np.flatnonzero(down[:first])[-1]) if down[:first].any() else 0
        before = [stay for stay in pushed if came_up <= stay[0] < first]
        if any(_lasts_s(shot, stay) > _lasts_s(shot, (first, last)) for stay in before):
            continue
        enough = np.searchsorted(shot.time_s, shot.time_s[first] + shortest_s)
        known[min(int(enough), last) if causal else 0 :] = True
    return known


def _find_stays(shot: Measurements, staying: BoolArray, shortest_s: float) -> list[tuple[int, int]]:
    return find_sustained(shot.time_s, staying, 0, len(staying) - 1, shortest_s)


def _lasts_s(shot: Measurements, span: tuple[int, int]) -> float:
    return float(shot.time_s[span[1]] - shot.time_s[span[0]])


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
