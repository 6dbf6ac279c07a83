"""From three views of a pelvic tilt to one, each weighed by how far it can be relied on."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from formcheck.arrays import FloatArray
from formcheck.exercises.pelvic_tilt.sources import Source
from formcheck.kinematics.order import find_renewals, quick_correlation, quick_range

#: The sum of all small changes is drawn to the mean of all levels with this time constant.
_LEVELLING_S = 1.0
#: Live the measures of the views change meanwhile: a tilt must not jump because of that.
_LIVE_LEVELLING_S = 3.0
#: What two views say is compared over the past so long, and so often.
_LOOK_BACK_S = 60.0
_RENEW_S = 1.0
#: Fewer frames seen by two views, or a smaller swing, do not tell how they agree.
_FEWEST_TOGETHER = 30
_LEAST_SWING = 0.3
#: No view is trusted fully, or not at all, because it happens to agree.
_AGREEMENT_RANGE = (0.05, 0.98)
#: So far may one view be from the others' measure in one person.
_GAIN_RANGE = (0.4, 2.5)


@dataclass(frozen=True)
class Fused:
    """What all views together say.

    Attributes
    ----------
    rise : (F,) float
        Typical tilts above the low level; NaN where no view knows anything.
    noise : (F,) float
        Its jitter.
    rises : (sources, F) float
        What each view says, in the common measure.
    weights : (sources, F) float
        Shares of the views, 0 where not known.
    """

    rise: FloatArray
    noise: FloatArray
    rises: FloatArray
    weights: FloatArray


def fuse(time_s: FloatArray, sources: Sequence[Source], *, causal: bool) -> Fused:
    """Return the weighed mean of all views.

    A view weighs the inverse square of its error: the usual one, its jitter,
    and how badly it goes with the other two. Where a view comes or goes, the
    mean does not jump: the changes of those that stay carry it on.

    Parameters
    ----------
    time_s : (F,) float
    sources : sequence of Source
    causal : bool
        True to judge the views at each moment by the past only.

    Returns
    -------
    Fused
    """
    frames = len(time_s)
    if not sources:
        nothing = np.empty((0, frames))
        return Fused(np.full(frames, np.nan), np.zeros(frames), nothing, nothing)
    rises = np.stack([source.rise for source in sources])
    noise = np.stack([source.noise for source in sources])
    usual = np.stack([source.error for source in sources])
    gain, odd = _compare_at(time_s, rises, causal=causal)
    change = np.nan_to_num(np.diff(rises, axis=1, prepend=rises[:, :1])) / gain
    rises, noise = rises / gain, noise / gain
    squares = (usual / gain) ** 2 + noise**2 + odd
    weights = np.where(np.isfinite(rises), 1.0 / squares, 0.0)
    total = weights.sum(axis=0)
    shares = np.divide(weights, total, out=np.zeros_like(weights), where=total > 0)
    levelling_s = _LIVE_LEVELLING_S if causal else _LEVELLING_S
    rise = _carry_on(time_s, sources, rises, change, weights, levelling_s)
    return Fused(rise, np.sqrt(np.sum((shares * noise) ** 2, axis=0)), rises, shares)


def _carry_on(
    time_s: FloatArray,
    sources: Sequence[Source],
    rises: FloatArray,
    change: FloatArray,
    weights: FloatArray,
    levelling_s: float,
) -> FloatArray:
    """Sum up the mean change from frame to frame, drawn slowly to the mean level."""
    threads = np.stack([source.thread for source in sources])
    same = np.zeros(rises.shape, dtype=bool)
    same[:, 1:] = (threads[:, 1:] == threads[:, :-1]) & (threads[:, 1:] >= 0)
    change_weights = np.where(same & np.isfinite(rises), weights, 0.0)
    change_total = change_weights.sum(axis=0)
    mean_change = np.divide(
        np.sum(change_weights * change, axis=0),
        change_total,
        out=np.zeros_like(change_total),
        where=change_total > 0,
    )
    total = weights.sum(axis=0)
    level = np.divide(
        np.sum(weights * np.nan_to_num(rises), axis=0),
        total,
        out=np.full_like(total, np.nan),
        where=total > 0,
    )
    step_s = np.diff(time_s, prepend=time_s[0])
    pull = np.minimum(1.0, step_s / levelling_s).tolist()
    carried: list[float] = []
    before = float("nan")
    for now, change_now, goes_on, share in zip(
        level.tolist(), mean_change.tolist(), (change_total != 0).tolist(), pull, strict=True
    ):
        if goes_on and not (math.isnan(before) or math.isnan(now)):
            before += change_now
            before += share * (now - before)
        else:
            before = now
        carried.append(before)
    return np.array(carried)


def _compare_at(
    time_s: FloatArray, rises: FloatArray, *, causal: bool
) -> tuple[FloatArray, FloatArray]:
    """Return the gain of each view and its squared error by comparison, at every frame."""
    if not causal:
        gain, odd = _compare(rises)
        every = np.ones(rises.shape)
        return every * gain[:, None], every * odd[:, None]
    renewals = find_renewals(time_s, _RENEW_S)
    begins = np.searchsorted(time_s, time_s[renewals] - _LOOK_BACK_S).tolist()
    compared = [
        _compare(rises[:, begin : frame + 1]) for begin, frame in zip(begins, renewals, strict=True)
    ]
    lengths = np.diff([*renewals, len(time_s)])
    gains, odds = (
        np.repeat(np.stack(parts, axis=1), lengths, axis=1) for parts in zip(*compared, strict=True)
    )
    return gains, odds


def _compare(rises: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return how much of the common tilt each view shows, and its squared error in that measure.

    If three views see one tilt and err independently, the product of two
    correlations over the third is the share of a view's variance that is the
    tilt (Spearman's single factor, 1904); with two views the correlation itself.
    """
    common = _find_common(rises)
    compared = np.isfinite(common)
    gain, odd = np.ones(len(rises)), np.zeros(len(rises))
    if compared.any():
        swing = np.sqrt(common[compared]) * np.nanstd(rises[compared], axis=1)
        whole = float(np.average(swing, weights=common[compared]))
        gain[compared] = np.clip(swing / max(whole, 1e-9), *_GAIN_RANGE)
        odd[compared] = whole**2 * (1.0 - common[compared]) / common[compared]
    return gain, odd


def _find_common(rises: FloatArray) -> FloatArray:
    """Return the share of each view's variance that is the tilt; NaN where it cannot be told."""
    count = len(rises)
    correlation = np.full((count, count), np.nan)
    for one, other in combinations(range(count), 2):
        correlation[one, other] = correlation[other, one] = _correlate(rises[one], rises[other])
    common: FloatArray = np.full(count, np.nan)
    for index in range(count):
        others = [other for other in range(count) if np.isfinite(correlation[index, other])]
        if not others:
            continue
        common[index] = np.max(correlation[index, others])
        if len(others) == 2 and correlation[others[0], others[1]] > _AGREEMENT_RANGE[0]:
            both = np.clip(correlation[index, others], 0.0, 1.0)
            common[index] = both.prod() / correlation[others[0], others[1]]
    return np.asarray(np.clip(common, *_AGREEMENT_RANGE))


def _correlate(one: FloatArray, other: FloatArray) -> float:
    """Return the correlation; NaN where too little was seen or nothing moved."""
    together = np.isfinite(one) & np.isfinite(other)
    if together.sum() < _FEWEST_TOGETHER:
        return float("nan")
    first, second = one[together], other[together]
    swings = [quick_range(values, 5) for values in (first, second)]
    if max(swings) < _LEAST_SWING or min(swings) <= 0:
        return float("nan")
    return quick_correlation(first, second)
