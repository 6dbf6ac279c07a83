"""Filters that respect gaps: what was not seen stays not seen.

A recorded clip may look ahead (`filter_by_lowpass`, zero phase); live frames
may not (`filter_by_one_euro`).
"""

from __future__ import annotations

import math

import numpy as np

from formcheck.arrays import BoolArray, FloatArray

#: Fewest samples that a zero-phase filter can be run over.
_SHORTEST_RUN = 8
#: How far the ends are continued, in cycles of the cutoff.
_PADDING_CYCLES = 1.5


def find_runs(mask: BoolArray) -> list[tuple[int, int]]:
    """Return the stretches of True.

    Parameters
    ----------
    mask : (F,) bool

    Returns
    -------
    list of (start, stop)
        Half-open index ranges, in order.
    """
    edges = np.flatnonzero(np.diff(np.concatenate(([False], mask, [False])).astype(np.int8)))
    return [(int(start), int(stop)) for start, stop in zip(edges[::2], edges[1::2], strict=True)]


def fill_short_gaps(time_s: FloatArray, values: FloatArray, longest_s: float) -> FloatArray:
    """Interpolate over gaps of at most `longest_s`; leave longer ones NaN.

    Parameters
    ----------
    time_s : (F,) float
        Seconds, increasing.
    values : (F,) float
        NaN where not seen.
    longest_s : float
        From the last seen frame to the next one, seconds.

    Returns
    -------
    (F,) float
        A copy; leading and trailing gaps stay.
    """
    filled = values.copy()
    known = np.isfinite(values)
    for start, stop in find_runs(~known):
        inner = start > 0 and stop < len(values)
        if inner and time_s[stop] - time_s[start - 1] <= longest_s:
            ends = [start - 1, stop]
            filled[start:stop] = np.interp(time_s[start:stop], time_s[ends], values[ends])
    return filled


def filter_by_lowpass(time_s: FloatArray, values: FloatArray, cutoff_hz: float) -> FloatArray:
    """Smooth without delay, each gap-free stretch by itself.

    The gain of a second-order Butterworth filter run forwards and backwards,
    ``1 / (1 + (f / cutoff)^4)``, applied to the spectrum of samples that are
    spread evenly at the stretch's mean rate, so that a variable frame rate does
    no harm. The ends are continued by their mirror image through the end point.

    Parameters
    ----------
    time_s : (F,) float
        Seconds, increasing.
    values : (F,) float
        NaN where not seen.
    cutoff_hz : float
        Half-power frequency of one pass.

    Returns
    -------
    (F,) float
        NaN exactly where `values` is. Stretches too short to filter come back
        as they are.
    """
    smooth = values.copy()
    for start, stop in find_runs(np.isfinite(values)):
        times, count = time_s[start:stop], stop - start
        if count < _SHORTEST_RUN:
            continue
        rate_hz = (count - 1) / (times[-1] - times[0])
        if cutoff_hz >= 0.45 * rate_hz:
            continue
        even = np.linspace(times[0], times[-1], count)
        filtered = _filter_even(np.interp(even, times, values[start:stop]), cutoff_hz / rate_hz)
        smooth[start:stop] = np.interp(times, even, filtered)
    return smooth


def _filter_even(samples: FloatArray, cutoff_per_sample: float) -> FloatArray:
    """Filter evenly spaced samples; the cutoff is in cycles a sample."""
    count = len(samples)
    padding = min(count - 1, int(_PADDING_CYCLES / cutoff_per_sample) + 1)
    before = 2 * samples[0] - samples[padding:0:-1]
    after = 2 * samples[-1] - samples[-2 : -padding - 2 : -1]
    padded = np.concatenate([before, samples, after])
    # A straight line through both ends keeps the spectrum from seeing a step between them.
    trend = np.linspace(padded[0], padded[-1], len(padded))
    spectrum = np.fft.rfft(padded - trend)
    gain = 1.0 / (1.0 + (np.fft.rfftfreq(len(padded)) / cutoff_per_sample) ** 4)
    filtered = np.fft.irfft(spectrum * gain, len(padded)) + trend
    return np.asarray(filtered[padding : padding + count])


def filter_by_one_euro(
    time_s: FloatArray, values: FloatArray, *, min_cutoff_hz: float = 1.5, speed_gain: float = 2.0
) -> FloatArray:
    """Smooth causally: strongly at rest, lightly in movement.

    The One Euro filter of Casiez, Roussel and Vogel (2012), for many columns
    at once.

    Parameters
    ----------
    time_s : (F,) float
        Seconds, increasing.
    values : (F, ...) float
        NaN where not seen.
    min_cutoff_hz : float
        Cutoff at rest.
    speed_gain : float
        Growth of the cutoff with speed, Hz per (unit/s); the default suits
        torso lengths.

    Returns
    -------
    (F, ...) float
        NaN where `values` is; the filter starts afresh after a NaN.
    """
    if values.ndim == 1:
        return _filter_one_column(time_s, values, min_cutoff_hz, speed_gain)
    smooth = values.copy()
    if len(values) == 0:
        return smooth
    seen = np.isfinite(values)
    fresh: BoolArray = np.asarray(~(seen[1:] & seen[:-1]), dtype=np.bool_)
    any_fresh: list[bool] = np.asarray(fresh.any(axis=tuple(range(1, fresh.ndim)))).tolist()
    step_s = np.diff(time_s)
    speed_gains = _gain(1.0, step_s).tolist()
    shape = values.shape[1:]
    speed, gain, turn = np.zeros(shape), np.zeros(shape), np.zeros(shape)
    # Written into the same few arrays again and again: the live judge does this ten times a second.
    for index, (step, speed_gain_now) in enumerate(zip(step_s.tolist(), speed_gains, strict=True)):
        before, now = smooth[index], smooth[index + 1]
        np.subtract(values[index + 1], before, out=now)
        np.divide(now, step, out=turn)
        np.subtract(turn, speed, out=turn)
        np.multiply(turn, speed_gain_now, out=turn)
        np.add(speed, turn, out=speed)
        if any_fresh[index]:
            speed[fresh[index]] = 0.0
        np.abs(speed, out=turn)
        np.multiply(turn, speed_gain, out=turn)
        np.add(turn, min_cutoff_hz, out=turn)
        np.multiply(turn, 2 * np.pi, out=turn)
        np.multiply(turn, step, out=turn)
        np.add(turn, 1.0, out=gain)
        np.divide(turn, gain, out=gain)
        np.multiply(now, gain, out=now)
        np.add(now, before, out=now)
        if any_fresh[index]:
            now[fresh[index]] = values[index + 1][fresh[index]]
    return smooth


def _filter_one_column(
    time_s: FloatArray, values: FloatArray, min_cutoff_hz: float, speed_gain: float
) -> FloatArray:
    """Do the same for a single column in plain numbers, which is several times as fast."""
    if len(values) == 0:
        return values.copy()
    step_s = np.diff(time_s)
    if speed_gain == 0.0:
        return _filter_evenly(values, _gain(min_cutoff_hz, step_s).tolist())
    speed_gains, steps, raw = _gain(1.0, step_s).tolist(), step_s.tolist(), values.tolist()
    before, speed, whole_turn = raw[0], 0.0, 2 * math.pi
    smooth = [before]
    for step, gain_of_speed, value in zip(steps, speed_gains, raw[1:], strict=True):
        raw_speed = (value - before) / step
        if math.isfinite(raw_speed):
            speed += gain_of_speed * (raw_speed - speed)
            turn = whole_turn * (min_cutoff_hz + speed_gain * abs(speed)) * step
            before += turn / (turn + 1.0) * (value - before)
        else:
            speed, before = 0.0, value
        smooth.append(before)
    return np.array(smooth)


def _filter_evenly(values: FloatArray, gains: list[float]) -> FloatArray:
    """Do it where speed changes nothing: a gain for each step is all there is."""
    raw = values.tolist()
    before = raw[0]
    smooth = [before]
    for gain, value in zip(gains, raw[1:], strict=True):
        change = value - before
        before = before + gain * change if math.isfinite(change) else value
        smooth.append(before)
    return np.array(smooth)


def _gain(cutoff_hz: float, step_s: FloatArray) -> FloatArray:
    turn = 2 * math.pi * cutoff_hz * step_s
    return np.asarray(turn / (turn + 1.0))


def compute_velocity(time_s: FloatArray, values: FloatArray) -> FloatArray:
    """Return the rate of change by central differences.

    Parameters
    ----------
    time_s : (F,) float
        Seconds, increasing.
    values : (F,) float
        NaN where not seen.

    Returns
    -------
    (F,) float
        Unit per second; NaN where the value or a neighbour that is needed is
        not seen, and for stretches of a single frame.
    """
    velocity = np.full_like(values, np.nan)
    for start, stop in find_runs(np.isfinite(values)):
        if stop - start >= 2:
            velocity[start:stop] = np.gradient(values[start:stop], time_s[start:stop])
    return velocity
