"""Three independent views of a pelvic tilt: landmarks, thigh and pelvis, in typical tilts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from formcheck.arrays import BoolArray, FloatArray, IntArray
from formcheck.exercises.pelvic_tilt.settings import PelvicTiltSettings
from formcheck.exercises.settings import Settings
from formcheck.kinematics.measurements import Measurements
from formcheck.kinematics.smoothing import filter_by_lowpass, filter_by_one_euro
from formcheck.reps.drift import compute_noise, compute_running_noise

#: How much of each sign is one typical tilt: hip angle and slide from real clips
#: (clinical-spec §5.2), the others from the same clips and from rendered people.
_TYPICAL: Mapping[str, float] = {
    "shoulder_hip_knee_deg": 3.5,
    "hip_slide_torso": 0.035,
    "thigh_turn_deg": 3.6,
    "thigh_carry_torso": 0.055,
    "pelvis_roll_torso": 0.045,
}
#: Signs of one source and their shares. Knees that move turn the thigh but do not carry the hip.
_LANDMARKS = {"shoulder_hip_knee_deg": 0.5, "hip_slide_torso": 0.5}
_PICTURE = {
    "thigh": {"thigh_turn_deg": 0.4, "thigh_carry_torso": 0.6},
    "pelvis": {"pelvis_roll_torso": 1.0},
}
#: How far a source may be off besides its jitter, in typical tilts: what hands, breath and
#: clothes do to it in a still person.
_LANDMARK_ERROR, _PICTURE_ERROR = 0.4, 0.15
#: Two signs of one source that differ by so much put it off by this share of the difference.
_APART_SHARE = 0.5
#: A thread as long as this shows its low level.
_GROWN_UP_S = 4.0
#: Live, values are measured from the mean over so long at first.
_FIRST_S = 0.2
#: What is low: the lowest tenth.
_LOW_PERCENT = 10.0
#: If the landmarks see a thread's low level this far above their own, it never was low.
_HIGH_ABOVE = 0.5
#: Share of the jitter that falls into the band of the tilt.
_IN_BAND = 0.8


@dataclass(frozen=True)
class Source:
    """One view of the tilt.

    Attributes
    ----------
    name : str
        ``landmarks``, ``thigh`` or ``pelvis``.
    rise : (F,) float
        Typical tilts above the low level of the thread, live above its level
        at first; NaN where not known.
    thread : (F,) int
        Stretches within which values can be compared; -1 where not known.
    noise : (F,) float
        Jitter as known at each frame, typical tilts.
    error : (F,) float
        How far it may be off besides, typical tilts.
    """

    name: str
    rise: FloatArray
    thread: IntArray
    noise: FloatArray
    error: FloatArray


def collect_sources(
    shot: Measurements,
    in_position: BoolArray,
    landmarks_usable: BoolArray,
    settings: Settings,
    *,
    causal: bool,
) -> list[Source]:
    """Return the views that the shot gives of the tilt.

    Parameters
    ----------
    shot : Measurements
    in_position, landmarks_usable : (F,) bool
        Frames in which the picture, and the landmarks, speak of the pelvis.
    settings : Settings
    causal : bool
        True to use no frame before its time.

    Returns
    -------
    list of Source
        Only those that know something.
    """
    states = settings.of(PelvicTiltSettings).states
    one_thread = np.zeros(len(shot.time_s), dtype=np.int64)
    views = [
        _View(
            "landmarks",
            {name: shot.signals[name] for name in _LANDMARKS},
            _LANDMARKS,
            np.where(landmarks_usable, one_thread, -1),
            states.smoothing_cutoff_hz,
            _LANDMARK_ERROR,
        )
    ]
    if shot.image_signals:
        for name, shares in _PICTURE.items():
            signs = {sign: shot.image_signals[sign].values for sign in shares}
            thread = shot.image_signals[next(iter(shares))].thread
            numbers = np.where(in_position, thread, -1)
            view = _View(name, signs, shares, numbers, states.image_cutoff_hz, _PICTURE_ERROR)
            views.append(view)
    measured = [_measure(shot.time_s, view, causal=causal) for view in views]
    sources = [source for source in measured if np.isfinite(source.rise).any()]
    if not sources or sources[0].name != "landmarks":
        return sources
    join = _go_on_from_landmarks if causal else _lift_high_threads
    return [sources[0], *(join(source, sources[0]) for source in sources[1:])]


@dataclass(frozen=True)
class _View:
    """A source before it is measured: its signs, their shares, where it may be used."""

    name: str
    signs: Mapping[str, FloatArray]
    shares: Mapping[str, float]
    thread: IntArray
    cutoff_hz: float
    error: float


def _measure(time_s: FloatArray, view: _View, *, causal: bool) -> Source:
    """Return the mean of a view's signs above their low levels."""
    seen = np.isfinite(np.sum(list(view.signs.values()), axis=0)) & (view.thread >= 0)
    thread = np.where(seen, view.thread, -1)
    whole, rises = np.zeros(len(time_s)), []
    for name, share in view.shares.items():
        values = np.where(seen, view.signs[name] / _TYPICAL[name], np.nan)
        whole += share * values
        rises.append(_rise(time_s, values, thread, view.cutoff_hz, causal=causal))
    rise = np.sum(
        [share * part for share, part in zip(view.shares.values(), rises, strict=True)], axis=0
    )
    apart = np.ptp(np.stack(rises), axis=0)
    error = np.sqrt(
        view.error**2
        + (_APART_SHARE * np.nan_to_num(apart)) ** 2
        + _error_of_youth(time_s, thread, causal=causal) ** 2
    )
    return Source(view.name, rise, thread, _noise(time_s, whole, causal=causal), error)


def _lift_high_threads(source: Source, landmarks: Source) -> Source:
    """Raise the threads that the landmarks know to lie above the low level all the time."""
    rise = source.rise.copy()
    for number in np.unique(source.thread[source.thread >= 0]):
        inside = source.thread == number
        seen = landmarks.rise[inside][np.isfinite(landmarks.rise[inside])]
        low = float(np.percentile(seen, _LOW_PERCENT)) if seen.size else 0.0
        if low > _HIGH_ABOVE:
            rise[inside] += low
    return replace(source, rise=rise)


def _go_on_from_landmarks(source: Source, landmarks: Source) -> Source:
    """Let every thread but the first begin where the landmarks are at that moment."""
    rise = source.rise.copy()
    for number in np.unique(source.thread[source.thread >= 0])[1:]:
        inside = source.thread == number
        meanwhile = landmarks.rise[int(np.argmax(inside))]
        rise[inside] += float(np.nan_to_num(meanwhile))
    return replace(source, rise=rise)


def _error_of_youth(time_s: FloatArray, thread: IntArray, *, causal: bool) -> FloatArray:
    """Return how far a thread may be off because it is too short to show its low level."""
    error = np.zeros(len(time_s))
    for number in np.unique(thread[thread >= 0]):
        inside = thread == number
        times = time_s[inside]
        age_s = times - times[0] if causal else np.full_like(times, times[-1] - times[0])
        error[inside] = np.clip(1.0 - age_s / _GROWN_UP_S, 0.0, 1.0)
    # What has been there from the beginning is all there is: nothing is gained by doubting it.
    first = np.flatnonzero(thread >= 0)
    if first.size:
        error[thread == thread[first[0]]] = 0.0
    return error


def _rise(
    time_s: FloatArray,
    values: FloatArray,
    thread: IntArray,
    cutoff_hz: float,
    *,
    causal: bool,
) -> FloatArray:
    """Return the smoothed values above their low level, each thread by itself."""
    rise = np.full_like(values, np.nan)
    for number in np.unique(thread[thread >= 0]):
        inside = thread == number
        own = np.where(inside, values, np.nan)
        if causal:
            smooth = filter_by_one_euro(time_s, own, min_cutoff_hz=cutoff_hz, speed_gain=0.0)
            level = _level_at_first(time_s[inside], smooth[inside])
        else:
            smooth = filter_by_lowpass(time_s, own, cutoff_hz)
            level = np.full(inside.sum(), np.nanpercentile(smooth, _LOW_PERCENT))
        rise[inside] = smooth[inside] - level
    return rise


def _level_at_first(times: FloatArray, values: FloatArray) -> FloatArray:
    """Return the mean over the first moments, as known at each frame."""
    early = times < times[0] + _FIRST_S
    means = np.cumsum(values[early]) / np.arange(1, early.sum() + 1)
    return np.concatenate([means, np.full(len(values) - len(means), means[-1])])


def _noise(time_s: FloatArray, values: FloatArray, *, causal: bool) -> FloatArray:
    """Return the jitter at every frame."""
    if causal:
        return _IN_BAND * compute_running_noise(time_s, values)
    return np.full_like(values, _IN_BAND * compute_noise(time_s, values))


def typical_share(sign: str, value: float) -> float:
    """Return how much of a typical tilt a value of one sign is."""
    return value / _TYPICAL[sign]
