"""The hold of a seal stretch: when it is held, and what its two clocks say."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from formcheck.arrays import BoolArray, FloatArray
from formcheck.exercises.seal_stretch.arms import choose_variant, least_rise_deg
from formcheck.exercises.seal_stretch.settings import SealSettings
from formcheck.exercises.settings import Settings
from formcheck.kinematics.smoothing import find_runs
from formcheck.reps.judgement import HoldClock, find_sustained
from formcheck.reps.movements import Movement
from formcheck.reps.prepared import Prepared

#: Rocking is up again, and slow for a moment, within this time.
_ROCKING_S = 2.0
#: Moving for no longer than this is a tremor, or jitter of the landmarks.
_TREMOR_S = 0.3


@dataclass(frozen=True)
class SealHold:
    """How a movement was held.

    Attributes
    ----------
    span : (first, last) or None
        From the first to the last frame that is held; None if none is.
    stays : tuple of (first, last)
        The stays that it is made of, in order.
    longest_s : float
        Longest stay in the hold, with interruptions within the grace time.
    in_band_s : float
        Time high enough during such stays, whatever the hips do.
    full_height_s : float
        Of that, the time without the slack.
    hips_down_s : float
        Of the time in the band, that with the hips on the floor, or hardly off it.
    unseen_s : float
        Time out of sight for too long to be credited.
    steady_s : float
        What the clock would credit of it if hips that are hardly off the floor did not stop it.
    clock : HoldClock
    """

    span: tuple[int, int] | None
    stays: tuple[tuple[int, int], ...]
    longest_s: float
    in_band_s: float
    full_height_s: float
    hips_down_s: float
    unseen_s: float
    steady_s: float
    clock: HoldClock

    @property
    def known_s(self) -> float:
        """The shortest that it was held for, by all that a hold must be."""
        known_s = min(self.longest_s, self.full_height_s, self.hips_down_s)
        return known_s - self.unseen_s


def shortest_hold_s(settings: Settings) -> float:
    """Return the shortest hold that counts."""
    seal = settings.of(SealSettings)
    return min(seal.states.min_hold_s, seal.states.min_hold_share * seal.dose.hold_s)


def time_hold(prepared: Prepared, movement: Movement, settings: Settings) -> SealHold:
    """Time the hold of a movement.

    It is held while the trunk is high enough for the variant and slower than the
    holding speed. Leaving that for no longer than the grace time does not end the
    hold, nor does rocking about such a height; but neither is credited, and nor is
    time with the hips off the floor, or out of sight for longer than a repetition
    may be. Hips that are hardly off the floor, SS-1 at its lesser severity, stop the
    clock; it is a hold all the same.

    Parameters
    ----------
    prepared : Prepared
    movement : Movement
    settings : Settings
    """
    states = settings.of(SealSettings).states
    inside = slice(movement.start, movement.end + 1)
    time_s, rise = prepared.shot.time_s[inside], prepared.displacement[inside]
    band = least_rise_deg(choose_variant(prepared, movement, settings), settings)
    with np.errstate(invalid="ignore"):
        away = rise >= states.rest_deg
        slow = np.abs(prepared.velocity[inside]) < states.hold_speed_deg_s
    high = _find_high(time_s, rise, band, settings)
    unseen = np.isnan(rise)
    holding = _bridge(time_s, rise, high & slow, high | unseen, settings)
    stays = _find_stays(time_s, holding, rise, band, states.grace_s)
    staying = np.zeros(len(holding), dtype=bool)
    for first, last in stays:
        staying[first : last + 1] = True
    hips_up = _find_hips_up(prepared, settings)[inside]
    hips_high = _find_hips_up(prepared, settings, hardly=False)[inside]
    long_unseen = _find_lasting(time_s, unseen, settings.view.gap_abort_s)
    in_band = staying & (high | unseen)
    with np.errstate(invalid="ignore"):
        full_height = in_band & ((rise >= band) | unseen)
    steady = staying & holding & ~long_unseen
    return SealHold(
        span=(movement.start + stays[0][0], movement.start + stays[-1][1]) if stays else None,
        stays=tuple((movement.start + first, movement.start + last) for first, last in stays),
        longest_s=max((float(time_s[last] - time_s[first]) for first, last in stays), default=0.0),
        in_band_s=float(_add_up_s(time_s, in_band)[-1]),
        full_height_s=float(_add_up_s(time_s, full_height)[-1]),
        hips_down_s=float(_add_up_s(time_s, in_band & ~hips_high)[-1]),
        unseen_s=float(_add_up_s(time_s, staying & long_unseen)[-1]),
        steady_s=float(_add_up_s(time_s, steady & ~hips_high)[-1]),
        clock=HoldClock(_add_up_s(time_s, steady & ~hips_up), _add_up_s(time_s, away | unseen)),
    )


def _find_high(time_s: FloatArray, rise: FloatArray, band: float, settings: Settings) -> BoolArray:
    """Return where the trunk has reached the band and not left it by more than the slack."""
    with np.errstate(invalid="ignore"):
        reached = _find_lasting(time_s, rise >= band, settings.fault_timing.min_s)
        within = rise >= band - settings.of(SealSettings).states.slack_deg
    high = np.zeros(len(rise), dtype=bool)
    for start, stop in find_runs(within):
        high[start:stop] = reached[start:stop].any()
    return high


def _bridge(
    time_s: FloatArray,
    rise: FloatArray,
    holding: BoolArray,
    allowed: BoolArray,
    settings: Settings,
) -> BoolArray:
    """Fill the gaps of a hold that are none: not seen, a tremor, or a wobble back to where it was.

    A wobble is over within the grace time, stays `allowed`, and is no swing.
    """
    seal, unseen = settings.of(SealSettings), np.isnan(rise)
    bridged = holding.copy()
    for start, stop in find_runs(~holding):
        if start == 0 or stop == len(holding):
            continue
        away_s = time_s[stop] - time_s[start - 1]
        back = abs(rise[stop] - rise[start - 1]) <= seal.faults.swing_deg
        short = away_s <= _TREMOR_S or (away_s <= seal.states.grace_s and back)
        if unseen[start:stop].all() or (short and allowed[start:stop].all()):
            bridged[start:stop] = True
    return bridged


def _find_stays(
    time_s: FloatArray, holding: BoolArray, rise: FloatArray, band: float, grace_s: float
) -> list[tuple[int, int]]:
    """Return the stays in the hold, as inclusive frame ranges; passing through is none."""
    stays: list[tuple[int, int]] = []
    for start, stop in find_runs(holding):
        if stays:
            last = stays[-1][1]
            away_s = time_s[start] - time_s[last]
            rocking = away_s <= _ROCKING_S and np.nanmean(rise[last : start + 1]) >= band
            if rocking or away_s <= grace_s:
                stays[-1] = (stays[-1][0], stop - 1)
                continue
        stays.append((start, stop - 1))
    return [stay for stay in stays if time_s[stay[1]] - time_s[stay[0]] >= grace_s]


def _find_hips_up(prepared: Prepared, settings: Settings, *, hardly: bool = True) -> BoolArray:
    """Return the frames with SS-1, of either severity, or without those of the lesser one."""
    limits = settings.of(SealSettings).faults
    rise = prepared.changes["hip_height_torso"]
    with np.errstate(invalid="ignore"):
        thigh_up = prepared.changes["thigh_inclination_deg"] > limits.thigh_inclination_deg
        off = rise > limits.hip_rise_major_torso
        if hardly:
            off |= (rise > limits.hip_rise_minor_torso) & thigh_up
    return _find_lasting(prepared.shot.time_s, off, settings.fault_timing.min_s)


def _find_lasting(time_s: FloatArray, mask: BoolArray, shortest_s: float) -> BoolArray:
    """Return the mask without its stretches that are shorter."""
    lasting = np.zeros(len(mask), dtype=bool)
    for first, last in find_sustained(time_s, mask, 0, len(mask) - 1, shortest_s):
        lasting[first : last + 1] = True
    return lasting


def _add_up_s(time_s: FloatArray, mask: BoolArray) -> FloatArray:
    """Return how long the mask has held so far: every step between two of its frames."""
    steps_s = np.where(mask[1:] & mask[:-1], np.diff(time_s), 0.0)
    return np.concatenate([[0.0], np.cumsum(steps_s)])
